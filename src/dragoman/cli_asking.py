"""The commands that ask an archive."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any, get_args

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli_archive import Address, Json, opened
from dragoman.export.retold import Line, about, parts, retold, source_in_words
from dragoman.model import CommitmentKind, CommitmentStatus, Stance, Status

NOTHING_FOUND = 1  # exit code

Since = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="From this day on.")]
Until = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="To this day.")]
Limit = Annotated[int, typer.Option(min=1, max=100_000, help="At most so many, the latest.")]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="PLOVER", help="ASSAULT, CONSULT ...; repeatable.")]
Statuses = Annotated[
    list[str] | None, typer.Option("--status", metavar="STATUS", help=f"{', '.join(get_args(Status))}; repeatable.")
]
Who = Annotated[str, typer.Argument(help="A name as reports have it, an ISO country code or a CAMEO code.")]


class Format(StrEnum):
    """How a dossier is written."""

    markdown = "markdown"
    html = "html"
    json = "json"


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(help='Words; "a phrase", OR, -without, begin*, ( ); in single quotes.'),
    ] = None,
    archive: Address = None,
    actor: Annotated[str | None, typer.Option(help="Somebody named in it, or in the events looked for.")] = None,
    country: Annotated[str | None, typer.Option(metavar="ISO3", help="An event there, or with this state.")] = None,
    types: Types = None,
    statuses: Statuses = None,
    speaker: Annotated[str | None, typer.Option(help="Somebody quoted in it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    since: Since = None,
    until: Until = None,
    newest: Annotated[bool, typer.Option("--newest", help="The newest first, not the best.")] = False,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """Find reports by their words and by what they tell of."""
    with opened(archive) as store:
        hits = store.search(
            " ".join(words or ()), actor=actor, country=country, types=_upper(types), statuses=_lower(statuses),
            speaker=speaker, publisher=publisher, since=since, until=until, newest=newest, limit=limit,
        )  # fmt: skip
    _answer(hits, json)


def timeline(
    who: Who,
    archive: Address = None,
    types: Types = None,
    statuses: Statuses = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """What somebody did and what was done to them, in order, each with its source."""
    with opened(archive) as store:
        found = store.timeline(
            who, types=_upper(types), statuses=_lower(statuses), since=since, until=until, limit=limit
        )
        _others(store, who)
    _answer(found, json)


def between(
    one: Who,
    other: Who,
    archive: Address = None,
    types: Types = None,
    statuses: Statuses = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """What happened between two, in order, each with its source."""
    with opened(archive) as store:
        found = store.between(
            one, other, types=_upper(types), statuses=_lower(statuses), since=since, until=until, limit=limit
        )
    _answer(found, json)


def statements(
    by: Annotated[str, typer.Option("--by", help="Who said it; of a state, those who speak for it.")],
    archive: Address = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """What somebody said, in order."""
    with opened(archive) as store:
        _answer(store.statements(by, since=since, until=until, limit=limit), json)


def positions(
    on: Annotated[str | None, typer.Option("--on", help="Somebody, or words for what it is about.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who takes the position.")] = None,
    stance: Annotated[list[str] | None, typer.Option(help=f"{', '.join(get_args(Stance))}; repeatable.")] = None,
    archive: Address = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Who stands where, on whom or what."""
    with opened(archive) as store:
        _answer(store.positions(on, by=by, stances=_lower(stance), since=since, until=until, limit=limit), json)


def commitments(
    of: Annotated[str | None, typer.Option("--of", help="Who is bound, or is to profit.")] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Only what stands, or waits for an answer.")] = False,
    status: Annotated[
        list[str] | None, typer.Option(help=f"{', '.join(get_args(CommitmentStatus))}; repeatable.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help=f"{', '.join(get_args(CommitmentKind))}; repeatable.")] = None,
    archive: Address = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Who is bound to what, and what events of any report made of it: each commitment once, with all its sources."""
    with opened(archive) as store:
        found = store.ledger(
            of, open_only=open_only, statuses=_lower(status), kinds=_lower(kind), since=since, until=until, limit=limit
        )
    _answer(found, json)


def occurrences(
    who: Who,
    archive: Address = None,
    types: Types = None,
    statuses: Statuses = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """What somebody took part in, each event once, with all reports of it."""
    with opened(archive) as store:
        found = store.occurrences(
            who, types=_upper(types), statuses=_lower(statuses), since=since, until=until, limit=limit
        )
        _others(store, who)
    _answer(found, json)


def contradictions(archive: Address = None, limit: Limit = 50, json: Json = False) -> None:
    """Where reports contradict each other, in the words of both."""
    with opened(archive) as store:
        _answer(store.contradictions(limit=limit), json)


def dossier(
    who: Who,
    archive: Address = None,
    form: Annotated[Format | None, typer.Option("--format", help="Else for the terminal.")] = None,
    limit: Limit = 25,
    json: Json = False,
) -> None:
    """All about somebody: offices, events, words, positions, commitments and ties, each with its sources."""
    with opened(archive) as store:
        found = store.dossier(who, limit=limit)
        _others(store, who)
    if json or form is Format.json:
        _print_json(found)
    elif form is Format.markdown:
        from dragoman.export.dossier import dossier_markdown

        sys.stdout.write(dossier_markdown(found))
    elif form is Format.html:
        from dragoman.export.dossier import dossier_page

        sys.stdout.write(dossier_page(found))
    else:
        console = _console()
        console.print(Text(found.actor.name, style="bold"))
        console.print(Text("; ".join(about(found)), style="dim"))
        for part in parts(found):
            console.print(Text(f"\n{part.title.upper()}", style="bold"))
            console.print(_table(part.lines))


def network(
    archive: Address = None, since: Since = None, until: Until = None, limit: Limit = 50, json: Json = False
) -> None:
    """Who has most to do with whom, and how friendly."""
    with opened(archive) as store:
        found = store.network(since=since, until=until, limit=limit)
    if json:
        _print_json(found)
    else:
        _answer(found.ties, json)


def stats(archive: Address = None, json: Json = False) -> None:
    """What is in the archive."""
    with opened(archive) as store:
        found, address = store.stats(), store.address
    if json:
        _print_json(found)
        return
    claims = ("events", "statements", "positions", "commitments")
    counted = ("reports", "undated", "actors", *claims, "corrections", "failures")
    print(address)
    for name in counted:
        print(f"{name:<12} {getattr(found, name):>12,}")
    for name in ("publishers", "languages", "types", "versions"):
        print(f"{name:<12} {', '.join(f'{c.of} {c.number:,}' for c in getattr(found, name))}")
    print(f"{'days':<12} {found.first or '-'} to {found.last or '-'}")
    print(f"{'size':<12} {(found.bytes or 0) / 1e6:,.1f} MB")


def _answer(answers: Sequence[Any], json: bool) -> None:
    """Print answers, one a line of JSON, or as a table. The exit code says whether there are any."""
    if json:
        for answer in answers:
            _print_json(answer)
    elif answers:
        _console().print(_table(map(retold, answers)))
    else:
        print("nothing found", file=sys.stderr)
    raise typer.Exit(0 if answers else NOTHING_FOUND)


def _print_json(answer: Any) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")


def _others(store: Any, who: str) -> None:
    """Say whom else a name could have meant."""
    others = store.namesakes(who)[1:4]
    if others:
        print(f"dragoman: {who!r} could also be {', '.join(others)}", file=sys.stderr)


def _console() -> Console:
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    terminal = sys.stdout.isatty()
    return Console(highlight=False, no_color="NO_COLOR" in os.environ, width=None if terminal else 120)


def _table(lines: Iterable[Line]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1)
    for line in lines:
        told = Text(line.lead, style="bold")
        for words, style in ((line.code, "not bold cyan"), (line.words, "not bold")):
            told.append(f"{' ' if told else ''}{words}" if words else "", style=style)
        if line.notes:
            told.append(f" {'; '.join(line.notes)}" if told else "; ".join(line.notes), style="not bold dim")
        if source := source_in_words(line.source):
            address = f" {line.source.url}" if line.source and line.source.url else ""
            told.append(f"\n  {source}{address}", style="not bold dim")
        table.add_row(Text(line.day), told)
    return table


def _upper(words: list[str] | None) -> tuple[str, ...]:
    return tuple(word.upper() for word in words or ())


def _lower(words: list[str] | None) -> tuple[str, ...]:
    return tuple(word.lower() for word in words or ())


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (search, "dragoman search 'ceasefire OR \"prisoner swap\"' --actor Russia --since 2025-01-01"),
    (timeline, "dragoman timeline 'Abbas Araghchi' --type CONSULT"),
    (between, "dragoman between Russia Iran --since 2025-06-01 --json | jq .words"),
    (statements, "dragoman statements --by Lavrov --since 2025-06-01"),
    (positions, "dragoman positions --on Israel --stance opposes"),
    (commitments, "dragoman commitments --open --of IRN"),
    (occurrences, "dragoman occurrences Iran --since 2025-06-01"),
    (contradictions, "dragoman contradictions --json"),
    (dossier, "dragoman dossier 'Vladimir Putin' --format html > putin.html"),
    (network, "dragoman network --since 2025-01-01 --limit 20"),
    (stats, "dragoman stats --archive news.db"),
)

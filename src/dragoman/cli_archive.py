"""The commands that put reports into an archive, and put right what it says of them."""

from __future__ import annotations

import getpass
import json as plain_json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dragoman import cli_knowledge
from dragoman.errors import BadDate, BadQuestion, DragomanError
from dragoman.ingest.text import iso_day

if TYPE_CHECKING:
    from dragoman.archive.sources import Outcome
    from dragoman.keeping import Archive

SOME_FAILED, WRONG_USAGE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141  # exit codes

_WORDS = {"added": "added", "known": "known already", "unread": "kept but not read", "failed": "failed"}

Address = Annotated[
    str | None,
    typer.Option(
        "--archive", metavar="FILE", envvar="DRAGOMAN_ARCHIVE",
        help="The archive: a file, or postgresql://user@host/database.",
    ),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="As JSON: an object, or one a line.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on standard error.")]
Processes = Annotated[int, typer.Option(min=1, max=256, help="How many processes read at the same time.")]
NoModel = Annotated[bool, typer.Option("--no-model", help="Read who said what by rules alone: faster, and finds less.")]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who says so; else your login name.")]


@contextmanager
def opened(address: str | None, *, create: bool = False) -> Iterator[Archive]:
    """The archive, closed afterwards; what is wrong with it or with the question is said, and ends the program."""
    from dragoman.keeping import Archive  # SQLAlchemy takes as long to load as all else: not for `dragoman --help`

    try:
        with Archive.open(address, create=create) as archive:
            yield archive
    except (BadQuestion, BadDate) as error:
        print(f"dragoman: {error}", file=sys.stderr)
        raise typer.Exit(WRONG_USAGE) from error
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        raise typer.Exit(SOME_FAILED) from error
    except KeyboardInterrupt:
        print("dragoman: stopped; what was added is kept, `dragoman add --resume` goes on", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from None


def add(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE", help="Files, folders of them, addresses; - is standard input."),
    ] = None,
    archive: Address = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day the reports were published, where you know it.")
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=NAME", help="Which column of a table holds what: text=Body.")
    ] = None,
    knowledge: cli_knowledge.Own = None,
    no_model: NoModel = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the last run, which was stopped.")] = False,
    processes: Processes = 1,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read reports into an archive and link them with those there: what it has already is not read again.

    A report is kept whole or not at all. With --json, each is told of once it is safely kept. The texts stay in the
    archive, on your disk or your server.
    """
    if bool(sources) == resume:
        raise typer.BadParameter("name files or folders to add, or go on with --resume")
    day, columns, own = _day(date), _columns(column), _own(knowledge)
    with opened(archive, create=not resume) as store, _told(sources or [], json, quiet) as told:
        if resume:
            store.resume(told=told)
        else:
            how: dict[str, Any] = {"published": day, "columns": columns, "knowledge": own, "model": not no_model}
            store.add(*(sources or []), **how, processes=processes, told=told)


def retry(
    archive: Address = None,
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day they were published.")] = None,
    column: Annotated[list[str] | None, typer.Option(metavar="FIELD=NAME", help="As for `add`.")] = None,
    knowledge: cli_knowledge.Own = None,
    no_model: NoModel = False,
    processes: Processes = 1,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Try again what could not be taken in."""
    day, columns, own = _day(date), _columns(column), _own(knowledge)
    with opened(archive) as store, _told(sorted({f.path for f in store.failures()}), json, quiet) as told:
        how: dict[str, Any] = {"published": day, "columns": columns, "knowledge": own, "model": not no_model}
        store.retry(**how, processes=processes, told=told)


def reread(
    reports: Annotated[list[str] | None, typer.Argument(metavar="REPORT", help="Ids of reports.")] = None,
    older_than: Annotated[
        str | None, typer.Option(metavar="VERSION", help="All that an older dragoman has read; without, this one.")
    ] = None,
    archive: Address = None,
    knowledge: cli_knowledge.Own = None,
    no_model: NoModel = False,
    processes: Processes = 1,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read reports of the archive anew, after an upgrade; corrections stay."""
    own = _own(knowledge)
    with opened(archive) as store:
        wanted = reports or (store.outdated(older_than) if older_than else store.outdated())
        with _told(wanted, json, quiet, words={"added": "read anew"}) as told:
            if wanted:
                store.reread(*wanted, processes=processes, knowledge=own, model=not no_model, told=told)


def link(
    undo: Annotated[int | None, typer.Option(metavar="NUMBER", help="Undo this link instead, for good.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List all links instead, the undone ones too.")] = False,
    by: By = None,
    archive: Address = None,
    json: Json = False,
) -> None:
    """Link all reports anew: same events, announcements, contradictions, copies of a text; `add` links what is new."""
    with opened(archive) as store:
        found = store.links() if show else [store.part(undo, by=_who(by))] if undo is not None else None
        number = store.link() if found is None else 0
    if found is None:
        print(msgspec.json.encode({"links": number}).decode() if json else f"{number:,} links")
    for one in found or ():
        ends = f"{one.claim or one.report} -> {one.to_claim or one.to_report}"
        undone = f"; undone by {one.undone_by}" if one.undone_at else ""
        told = f"{one.number} {one.kind} {ends} ({one.confidence:.2f}, by {one.by}{undone}) {one.why}"
        print(msgspec.json.encode(one).decode() if json else told)


def failures(archive: Address = None, json: Json = False) -> None:
    """List what could not be taken in, and why. Exit code 1 if there is anything."""
    with opened(archive) as store:
        found = store.failures()
    for failure in found:
        place = f"{failure.path}#{failure.item}" if failure.item else failure.path
        print(msgspec.json.encode(failure).decode() if json else f"{place}: {failure.message}")
    raise typer.Exit(SOME_FAILED if found else 0)


correct = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Example: dragoman correct set 9514c53f04003e35/event/94 type COERCE --note 'arrests, no attack'",
)


@correct.command("set")
def set_field(
    target: Annotated[str, typer.Argument(metavar="ID", help="Of an entity or a claim, as --json shows it.")],
    field: Annotated[str, typer.Argument(help="A field of it: code, name, type, status, speaker ...")],
    value: Annotated[str, typer.Argument(help="JSON, or plain words; null is nothing.")],
    by: By = None,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
    archive: Address = None,
    json: Json = False,
) -> None:
    """Say what a field of an entity or claim is: it outranks the machine and survives a rereading."""
    with opened(archive) as store:
        _print_correction(store.correct(target, field, _value(value), by=_who(by), note=note), json)


@correct.command("reject")
def reject(
    target: Annotated[str, typer.Argument(metavar="ID", help="Of an entity or a claim.")],
    by: By = None,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
    archive: Address = None,
    json: Json = False,
) -> None:
    """Say that the report says nothing of the kind."""
    with opened(archive) as store:
        _print_correction(store.reject(target, by=_who(by), note=note), json)


@correct.command("undo")
def undo(
    number: Annotated[int, typer.Argument(help="Of a correction, as `dragoman correct list` shows it.")],
    by: By = None,
    archive: Address = None,
    json: Json = False,
) -> None:
    """Undo a correction; it stays in the list."""
    with opened(archive) as store:
        _print_correction(store.undo(number, by=_who(by)), json)


@correct.command("list")
def list_corrections(
    report: Annotated[str | None, typer.Argument(metavar="REPORT", help="Id of a report; else all.")] = None,
    archive: Address = None,
    json: Json = False,
) -> None:
    """List corrections, oldest first, the undone ones too."""
    with opened(archive) as store:
        for correction in store.corrections(report):
            _print_correction(correction, json)


@correct.command("export")
def export_corrections(archive: Address = None) -> None:
    """Write the corrections that hold as training data: JSON lines with the text, the words, what was and what is."""
    with opened(archive) as store:
        for example in store.training_data():
            print(msgspec.json.encode(example).decode())


def _value(words: str) -> Any:
    """A value given on the command line: JSON where it is any ("true", "[1]"), else the words themselves."""
    try:
        return plain_json.loads(words)
    except ValueError:
        return words


def _who(by: str | None) -> str:
    if by:
        return by
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user: a container
        raise BadQuestion("say who you are with --by") from None


def _print_correction(correction: Any, json: bool) -> None:
    if json:
        print(msgspec.json.encode(correction).decode())
        return
    value, was = (plain_json.dumps(v, ensure_ascii=False) for v in (correction.value, correction.was))
    undone = f" (undone by {correction.undone_by}, {correction.undone_at})" if correction.undone_at else ""
    note = f" - {correction.note}" if correction.note else ""
    said = f"{correction.field}: {was} -> {value}  {correction.by}, {correction.at}"
    print(f"{correction.number}  {correction.target}  {said}{note}{undone}")


def _own(knowledge: Path | None) -> Path | None:
    return None if knowledge is None else cli_knowledge.own_knowledge(knowledge)  # ours is loaded when it is needed


def _day(date: str | None) -> str | None:
    try:
        return iso_day(date) if date else None
    except BadDate as error:
        raise typer.BadParameter(str(error), param_hint="--date") from error


def _columns(given: list[str] | None) -> list[tuple[str, str]]:
    pairs = [(field, name) for field, _, name in (words.partition("=") for words in given or ())]
    if not all(field and name for field, name in pairs):
        raise typer.BadParameter("write it as text=NAME", param_hint="--column")
    return pairs


@contextmanager
def _told(
    sources: list[str], json: bool, quiet: bool, words: dict[str, str] | None = None
) -> Iterator[Callable[[Outcome], None]]:
    """Say what becomes of each report, as it is kept; sum up at the end and list failures. Sets the exit code."""
    fates: Counter[str] = Counter()
    failed: list[Outcome] = []
    with _progress(sources, quiet) as advance:

        def tell(outcome: Outcome) -> None:
            fates[outcome.fate] += 1
            if outcome.fate == "failed":
                failed.append(outcome)
            if json:
                print(msgspec.json.encode(outcome._asdict()).decode(), flush=True)
            advance()

        yield tell
    if not json:
        named = _WORDS | (words or {})
        print(", ".join(f"{fates[fate]:,} {named[fate]}" for fate in _WORDS if fates[fate]) or "nothing to do")
    for outcome in failed if not quiet else ():
        place = f"{outcome.path}#{outcome.item}" if outcome.item else outcome.path or outcome.report
        print(f"dragoman: {place}: {outcome.message}", file=sys.stderr)
    if failed:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def _progress(sources: list[str], quiet: bool) -> Iterator[Callable[[], None]]:
    """How to say that one more report is done: a bar with the time left, where somebody is watching."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    columns = (TextColumn("adding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("adding", total=_number(sources) or None)
        yield lambda: progress.advance(task)


def _number(sources: list[str]) -> int:
    """How many reports there are, as far as looking at the names of files and the lines of some tells."""
    from dragoman.adding import files

    return sum(_lines(path) if path.endswith((".jsonl", ".ndjson")) else 1 for path in files(sources))


def _lines(path: str) -> int:
    try:
        with Path(path).open("rb") as file:
            return sum(1 for line in file if line.strip())
    except OSError:
        return 1


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (add, "dragoman add reports/ feed.xml --archive news.db --processes 2"),
    (retry, "dragoman retry --archive news.db"),
    (reread, "dragoman reread --older-than 0.2.0 --archive news.db"),
    (link, "dragoman link --archive news.db"),
    (failures, "dragoman failures --archive news.db --json"),
)

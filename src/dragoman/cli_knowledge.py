"""The `dragoman knowledge` commands: look up what is known, check and import knowledge of one's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dragoman.errors import BadDate, BadKnowledge
from dragoman.ingest.text import iso_day
from dragoman.knowledge import load
from dragoman.knowledge.checks import check
from dragoman.knowledge.lookup import Known, Term, known_of
from dragoman.knowledge.phoenix import import_phoenix

FAULTY, WRONG_USAGE = 1, 2  # exit codes

_MOST_SAID = 20  # lines not understood that are shown

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)

Own = Annotated[
    Path | None,
    typer.Option("--knowledge", metavar="DIR", help="A folder of your own actors and words: docs/knowledge.md."),
]


def own_knowledge(folder: Path | None) -> Path | None:
    """`folder`, once it is known to be right; else say what is wrong with it and end with WRONG_USAGE."""
    try:
        load(own=folder)
    except BadKnowledge as error:
        print(error, file=sys.stderr)
        raise typer.Exit(WRONG_USAGE) from error
    return folder


@app.command("check")
def check_folder(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of your own knowledge.")],
) -> None:
    """Say all that is wrong with a folder of your own knowledge: file, line, reason. Exit code 1 if anything is."""
    try:
        load(own=folder)
    except BadKnowledge as error:
        print(error)
        raise typer.Exit(FAULTY) from error
    checked = check(folder)
    entries, files = _count(checked.entries, "entry", "entries"), _count(checked.files, "file", "files")
    print(f"{folder}: {entries} in {files}, all right")


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="A name as a report might write it, or a word.")],
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Say who held which office on that day.")
    ] = None,
    own: Own = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON, a list.")] = False,
) -> None:
    """Show all that is known of a name. Exit code 1 if nothing is."""
    try:
        day = iso_day(date) if date else None
    except BadDate as error:
        raise typer.BadParameter(str(error), param_hint="--date") from error
    known = known_of(load(own=own_knowledge(own)), name, day)
    if json:
        print(msgspec.json.encode(known).decode())
    else:
        _print(name, known)
    raise typer.Exit(0 if known else FAULTY)


@app.command("import-phoenix")
def import_dictionaries(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="PETRARCH's dictionaries of actors and agents.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write; it must be new or empty.")],
) -> None:
    """Turn actor and agent dictionaries of PETRARCH (TABARI, Phoenix) into a folder of your own knowledge."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise typer.BadParameter(f"{to} is there already and is not empty", param_hint="--to")
    try:
        imported = import_phoenix(files, to)
    except OSError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        raise typer.Exit(FAULTY) from error
    print(f"{to}: {imported.summary()}")
    for line in imported.left_out[:_MOST_SAID]:
        print(f"  {line}", file=sys.stderr)
    if len(imported.left_out) > _MOST_SAID:
        print(f"  and {len(imported.left_out) - _MOST_SAID} more: see {to / 'left-out.txt'}", file=sys.stderr)


def _count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _print(name: str, known: tuple[Known, ...]) -> None:
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    console = Console(highlight=False, no_color=not color, width=None if sys.stdout.isatty() else 100)
    if not known:
        console.print(Text(f"Nothing is known of “{name}”."))
    for entry in known:
        head = Text(entry.name, style="bold")
        head.append(f"   {entry.kind}", style="not bold")
        for part in (entry.country if entry.kind != "state" else None, entry.code, entry.wikidata):
            head.append(f"   {part}" if part else "", style="not bold")
        console.print(head)
        about = [
            f"as {entry.how}" if entry.how != "name" else "",
            entry.where,
            f"source: {entry.source}" if entry.source else "",
        ]
        console.print(Padding(Text("; ".join(filter(None, about)), style="dim"), (0, 0, 0, 2), expand=False))
        if entry.point:
            console.print(Padding(Text(f"{entry.point[0]:.2f}, {entry.point[1]:.2f}"), (0, 0, 0, 2), expand=False))
        for term in entry.offices:
            console.print(Padding(_term(term), (0, 0, 0, 2), expand=False))
        if entry.aliases:
            console.print(Padding(Text("also " + ", ".join(entry.aliases), style="dim"), (0, 0, 0, 2), expand=False))


def _term(term: Term) -> Text:
    mark = {True: "* ", False: "  ", None: ""}[term.held]
    times = f"{term.since or '...'} to {term.until or 'now'}"
    return Text(f"{mark}{times:<24}  {term.title}", style="bold" if term.held else "dim" if term.held is False else "")

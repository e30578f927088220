"""The command line: which reports, in which form the records come out, and what the exit code says."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dragoman import (
    __version__,
    cli_archive,
    cli_asking,
    cli_desk,
    cli_export,
    cli_knowledge,
    cli_mcp,
    cli_relate,
)
from dragoman.errors import BadDate, DragomanError
from dragoman.export.brief import brief
from dragoman.export.html import page
from dragoman.export.markdown import markdown
from dragoman.ingest import Found, reports_in
from dragoman.ingest.csv import FIELDS
from dragoman.ingest.jsonl import lines, name_of, take_in_line
from dragoman.ingest.source import Take, refused
from dragoman.ingest.text import iso_day
from dragoman.model import Record
from dragoman.reading import records, was_read

SOME_FAILED, WRONG_USAGE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141  # exit codes; 0: all were read

Name = str | int
Write = Callable[[Name, Record], None]

_EXAMPLES = """Examples:

dragoman read report.txt --date 2024-06-19

dragoman read page.html --json | jq '.commitments'

dragoman read --jsonl reports.jsonl --processes 2 > records.jsonl

Exit codes: 0 all were read, 1 some could not be read (the others were), 2 wrong usage."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="Start with: dragoman read report.txt",
)
app.add_typer(cli_knowledge.app, name="knowledge", help="Look up what is known, and add knowledge of your own.")
app.add_typer(cli_archive.correct, name="correct", help="Put right what an archive says of its reports.")


def main() -> None:
    """The `dragoman` command."""
    app(prog_name="dragoman")


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Reads news reports about international affairs into a sourced diplomatic record."""


@app.command(epilog=_EXAMPLES)
def read(
    reports: Annotated[
        list[str],
        typer.Argument(metavar="REPORT", help="Files of any kind in docs/formats.md; - is standard input."),
    ],
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day the report was published, where you know it.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The whole record as JSON, one line a report.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="The brief in Markdown.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page with the claims marked in the text (several reports: folder)."),
    ] = None,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl", help='Read JSON lines {"id", "text", "published"?, "title"?, "url"?}, write a record for each.'
        ),
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help=f"Which column of a table holds what: {', '.join(FIELDS)}."),
    ] = None,
    knowledge: cli_knowledge.Own = None,
    no_model: Annotated[
        bool, typer.Option("--no-model", help="Read who said what by rules alone: faster, and finds less.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Leave nothing out of the brief.")] = False,
    processes: Annotated[int, typer.Option(min=1, max=256, help="How many processes read at the same time.")] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on standard error.")] = False,
) -> None:
    """Read reports and print a brief of each: who, what happened, who said what, who is bound to what.

    The text of a report and all that is drawn from it stay on this computer.
    """
    _check_usage(reports, date=date, jsonl=jsonl, json=json, markdown=markdown, html=html)
    own = cli_knowledge.own_knowledge(knowledge)
    sources = _lines_of(reports) if jsonl else _reports(reports, iso_day(date) if date else None, _columns(column))
    several = jsonl or len(reports) > 1
    if not several:
        first = list(islice(sources, 2))
        several = len(first) > 1
        sources = chain(first, sources)
    write: Write
    if html is not None:
        write = partial(_write_page, html, several)
    elif json or jsonl:
        write = partial(_write_json, several)
    else:
        write = _brief_writer(as_markdown=markdown, full=full, several=several)
    total = None if several and len(reports) == 1 else len(reports)
    raise typer.Exit(_read_all(sources, write, total, processes, quiet, own, not no_model))


def _check_usage(
    reports: list[str], *, date: str | None, jsonl: bool, json: bool, markdown: bool, html: Path | None
) -> None:
    if sum((json or jsonl, markdown, html is not None)) > 1:
        raise typer.BadParameter("choose one of --json (or --jsonl), --markdown and --html")
    if jsonl and date:
        raise typer.BadParameter('with --jsonl, give each line its own "published"', param_hint="--date")
    if reports.count("-") > 1:
        raise typer.BadParameter("standard input (-) can be read once only", param_hint="REPORT")
    try:
        iso_day(date or "2000-01-01")
    except BadDate as error:
        raise typer.BadParameter(str(error), param_hint="--date") from error


def _columns(given: list[str] | None) -> list[tuple[str, str]]:
    """Pairs of a field and the column that holds it, from "text=Body"."""
    pairs = [(field, name) for field, _, name in (words.partition("=") for words in given or ())]
    for field, name in pairs:
        if field not in FIELDS or not name:
            why = f"write it as text=NAME; the fields are {', '.join(FIELDS)}"
            raise typer.BadParameter(why, param_hint="--column")
    return pairs


def _reports(sources: list[str], date: str | None, columns: list[tuple[str, str]]) -> Iterator[Found]:
    for source in sources:
        yield from reports_in(source, published=date, columns=columns)


def _lines_of(reports: list[str]) -> Iterator[Found]:
    for report in reports:
        try:
            with _opened(report) as file:
                yield from (Found(name_of(line), partial(take_in_line, line)) for line in lines(file))
        except OSError as error:
            yield refused(report, f"cannot be opened: {error.strerror or error}")


@contextmanager
def _opened(report: str) -> Iterator[BinaryIO]:
    if report == "-":
        yield sys.stdin.buffer
    else:
        with Path(report).open("rb") as file:
            yield file


def _read_all(
    sources: Iterator[Found],
    write: Write,
    total: int | None,
    processes: int,
    quiet: bool,
    own: Path | None = None,
    model: bool = True,
) -> int:
    """Read and write one report after the other, each as soon as it is there; the exit code."""
    waiting: deque[Name] = deque()  # names of the reports taken but not yet written

    def takes() -> Iterator[Take]:
        for name, take in sources:
            waiting.append(name)
            yield take

    code = 0
    try:
        with _progress(total, quiet) as (say, advance):
            for record in records(takes(), processes=processes, knowledge=own, model=model):
                name = waiting.popleft()
                if not was_read(record):
                    code = SOME_FAILED
                    say(f"dragoman: {name}: {'; '.join(p.message for p in record.problems)}")
                with _uninterrupted():
                    write(name, record)
                    sys.stdout.flush()
                advance()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough: "dragoman read ... | head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except (DragomanError, OSError) as error:
        print(f"dragoman: {error}", file=sys.stderr)
        return SOME_FAILED
    return code


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back until a record is out whole: half a line of JSON is worse than none."""
    pressed = False

    def note(number: int, frame: object) -> None:
        nonlocal pressed
        pressed = True

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


@contextmanager
def _progress(total: int | None, quiet: bool) -> Iterator[tuple[Callable[[str], None], Callable[[], None]]]:
    """How to say something on standard error, and how to say that one more report is done."""
    console = Console(stderr=True, quiet=quiet, soft_wrap=True, highlight=False)
    if quiet or total == 1 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield partial(console.print, markup=False), lambda: None
        return
    columns = (TextColumn("reading"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=total)

        def advance() -> None:
            progress.advance(task)
            if total is not None and progress.tasks[0].completed > total:  # some file held several
                progress.update(task, total=progress.tasks[0].completed)

        yield partial(progress.console.print, markup=False), advance


def _write_json(several: bool, name: Name, record: Record) -> None:
    """One line a report. What could not be taken in has no record: its line says which report, and why."""
    line = record.to_json().encode()
    if not record.report.text:
        line = msgspec.json.encode({"id": name, "problems": record.problems})
    elif several:
        line = b'{"id":' + msgspec.json.encode(name) + b"," + line[1:]
    sys.stdout.buffer.write(line + b"\n")


def _write_page(target: Path, several: bool, name: Name, record: Record) -> None:
    if not record.report.text:
        return
    if several:
        target.mkdir(parents=True, exist_ok=True)
        target = target / f"{Path(str(name)).stem}-{record.report.id[:6]}.html"
    target.write_text(page(record, source_name=str(name)), encoding="utf-8")


def _brief_writer(*, as_markdown: bool, full: bool, several: bool) -> Write:
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    on_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if on_terminal else 100
    color = on_terminal and "NO_COLOR" not in os.environ

    def write(name: Name, record: Record) -> None:
        if not record.report.text:
            return  # said on standard error
        if as_markdown:
            sys.stdout.write(markdown(record, source_name=str(name), full=full))
        else:
            sys.stdout.write(brief(record, width=width, color=color, source_name=str(name), full=full))
        if several:
            sys.stdout.write("\n")

    return write


_COMMANDS = (
    *cli_archive.COMMANDS, *cli_asking.COMMANDS, *cli_export.COMMANDS, *cli_desk.COMMANDS, *cli_mcp.COMMANDS,
)  # fmt: skip
for _command, _example in _COMMANDS:  # after `read`
    app.command(epilog=f"Example: {_example}")(_command)
app.command(epilog=cli_relate.EXAMPLES)(cli_relate.relate)

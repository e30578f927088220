"""The brief: what a desk officer reads on a terminal. Calm, aligned, doubt visible, every line with its words."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.export.note import Group, Note, Row, Section, note
from dragoman.export.wording import LOW_CONFIDENCE, confidence_in_words, listed, plural
from dragoman.model import Record

WIDTH = 100  # columns, where nobody says otherwise
_WIDE = 110  # columns from which a row fits on one line: who, what, code and words side by side
_CONFIDENCE = 5  # columns of ".38 ?"


def brief(
    record: Record, *, width: int = WIDTH, color: bool = False, source_name: str | None = None, full: bool = False
) -> str:
    """The brief of a record as text, `width` columns wide, with ANSI colours if `color`.

    Sections are cut to a sensible length and say so, unless `full`. `source_name` is the name of the file.
    """
    console = Console(
        file=io.StringIO(), width=width, force_terminal=color, color_system="standard" if color else None,
        no_color=not color, force_jupyter=False, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as capture:
        print_brief(record, console, source_name=source_name, full=full)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def print_brief(record: Record, console: Console, *, source_name: str | None = None, full: bool = False) -> None:
    """Print the brief to a rich console, in its width and with the colours it allows."""
    written = note(record, full=full, source_name=source_name)
    lead = _widest((row.lead for row in _rows(*written.sections)), max(14, console.width // 7))
    _print(console, _head(written), 0)
    if written.nothing:
        _print(console, Text(written.nothing, style="bold"), 0, above=1)
    for section in written.sections:
        _print(console, Text(section.title.upper(), style="bold"), 0, above=1)
        columns = _columns(section, lead, console.width)
        for group in section.groups:
            _print_group(console, group, columns)
        if section.left_out:
            _print(console, Text(f"and {section.left_out} more", style="dim"), 2)
    _print_foot(console, written, any(s.left_out for s in written.sections))


class _Columns(NamedTuple):
    """Widths in characters. `lead` is the same in all sections so that the eye can run down it."""

    lead: int
    what: int
    code: int
    stacked: bool  # on a narrow terminal what, code and words stand one under the other


def _columns(section: Section, lead: int, width: int) -> _Columns:
    what = _widest((row.what for row in _rows(section)), width * 28 // 100)
    code = _widest((row.code for row in _rows(section)), width * 15 // 100)
    return _Columns(lead, what, code, stacked=width < _WIDE)


def _rows(*sections: Section) -> list[Row]:
    return [row for section in sections for group in section.groups for row in group.rows]


def _widest(cells: Iterable[str], most: int) -> int:
    return min(max(map(cell_len, cells), default=0), most)


def _print(console: Console, text: Text | Table, indent: int, above: int = 0) -> None:
    console.print(Padding(text, (above, 0, 0, indent)), highlight=False, soft_wrap=False)


def _head(written: Note) -> Text:
    head = Text(written.title, style="bold")
    for fact in written.facts:
        head.append(f"   {fact}", style="yellow" if fact.startswith("undated") else "not bold")
    return head


def _print_group(console: Console, group: Group, columns: _Columns) -> None:
    if group.heading:
        _print(console, Text(group.heading, style="italic"), 2)
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    cells = [_stacked] if columns.stacked else [_what] * bool(columns.what) + [_code] * bool(columns.code) + [_words]
    widths = {_what: columns.what, _code: columns.code}
    table.add_column(width=columns.lead, overflow="fold")
    for cell in cells:
        table.add_column(width=widths.get(cell), ratio=None if cell in widths else 1, overflow="fold")
    table.add_column(width=_CONFIDENCE, no_wrap=True)
    before = ""
    for row in group.rows:
        lead = Text("" if row.lead == before else row.lead)
        table.add_row(lead, *(cell(row) for cell in cells), _confidence(row))
        before = row.lead
    _print(console, table, 4 if group.heading else 2)


def _what(row: Row) -> Text:
    return Text(row.what)


def _code(row: Row) -> Text:
    return Text(row.code, style="cyan")


def _words(row: Row) -> Text:
    """The report's words, and what is to be said about them."""
    return _joined("  ", Text(row.words), Text(" · ".join(row.notes), style="dim"))


def _stacked(row: Row) -> Text:
    """What a wide terminal shows side by side."""
    first = _joined("  ", _what(row), _code(row))
    return _joined("\n" if row.words else "  ", first, _words(row))


def _joined(between: str, *parts: Text) -> Text:
    return Text(between).join([part for part in parts if part])


def _confidence(row: Row) -> Text:
    if row.confidence is None:
        return Text("")
    return Text(confidence_in_words(row.confidence), style="yellow" if row.confidence < LOW_CONFIDENCE else "dim")


def _print_foot(console: Console, written: Note, cut: bool) -> None:
    if written.checks:
        foot = Text(f"{plural(len(written.checks), 'thing')} to check", style="bold")
        _print(console, foot, 0, above=1)
        for check in written.checks:
            _print(console, Text(check), 2)
    hints = [f"--date to settle {listed(written.open_days)}"] if written.open_days else []
    hints += ["--full for all lines"] if cut else []
    hints += ["--json for the whole record", "--html to see it in the text"]
    _print(console, Text(", ".join(hints), style="dim"), 0, above=1)

"""Tables (CSV, TSV) with a line of column names and a report in each row, read row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from dragoman.errors import Unreadable
from dragoman.ingest.encoding import encoding_of
from dragoman.ingest.source import Found, Origin, refused
from dragoman.ingest.stated import Date, stated
from dragoman.ingest.text import Taken
from dragoman.model import Problem

MAX_CELL = 5_000_000  # characters; a text longer than this is no report
FIELDS = ("text", "title", "publisher", "url", "published", "id")

_CALLED = {  # how tables of news call their columns, the surer name first
    "text": ("text", "fulltext", "maintext", "body", "content", "articletext", "articlebody", "article", "story"),
    "title": ("title", "headline", "heading"),
    "publisher": ("publisher", "source", "sourcename", "sourcedomain", "outlet", "newspaper", "sitename", "media"),
    "url": ("url", "link", "address", "uri", "permalink"),
    "published": (
        "published", "publishedat", "publicationdate", "publishdate", "pubdate", "datepublish", "datepublished",
        "publishedon", "date", "timestamp",
    ),
    "id": ("id", "guid", "articleid", "docid", "documentid"),
}  # fmt: skip
_DELIMITERS = ",;\t|"
_HINT = "is the table damaged, or a quotation mark in it not doubled?"


class _Columns(NamedTuple):
    """The column names as they stand, and which of them holds what."""

    names: tuple[str, ...]
    place: Mapping[str, int]

    def cell(self, field: str, cells: tuple[str, ...]) -> str | None:
        place = self.place.get(field)
        return cells[place] if place is not None and place < len(cells) else None


def is_table(head: bytes) -> bool:
    """Whether `head` opens with a line of column names: one of a text, and one more that we know."""
    line = re.split(r"[\r\n]", head[:2000].decode("utf-8-sig", "replace"), maxsplit=1)[0]
    names = [_folded(name) for name in next(csv.reader([line], delimiter=_delimiter(line)), [])]
    known = [field for field, called in _CALLED.items() if set(names) & set(called)]
    return "text" in known and len(known) > 1 and all(len(name) < 30 for name in names)


def rows(file: io.BufferedReader, origin: Origin) -> Iterator[Found]:
    """The report of each row. A row that can be none says why, and the rest is read."""
    encoding = encoding_of(file.peek(), origin.charset)
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    lines = _parsed(text, _delimiter_of(file.peek().decode(encoding, "replace"), origin))
    columns = _columns(next(lines, (1, ()))[1], origin)
    for number, cells in lines:
        if isinstance(cells, str):
            yield refused(f"{origin.name}#line {number}", f"line {number}: {cells}; {_HINT}")
        elif any(cell.strip() for cell in cells):
            key = (columns.cell("id", cells) or "").strip()[:100] or f"line {number}"
            yield Found(f"{origin.name}#{key}", partial(_take, cells, columns, number))


def _take(cells: tuple[str, ...], columns: _Columns, number: int) -> Taken:
    """The report in the cells of one row, which ends on line `number`."""
    problems = []
    text = columns.cell("text", cells)
    if len(cells) != len(columns.names):
        message = f"line {number} has {len(cells)} columns and the header {len(columns.names)}; {_HINT}"
        if text is None or len(cells) > len(columns.names):
            raise Unreadable(message)
        problems.append(Problem(stage="ingest", message=message))
    if lost := (text or "").count("\ufffd"):
        problems.append(Problem(stage="ingest", message=f"characters that could not be decoded: {lost}"))
    date = columns.place.get("published")
    return stated(
        text or "",
        title=columns.cell("title", cells),
        publisher=columns.cell("publisher", cells),
        url=columns.cell("url", cells),
        dates=[Date(columns.names[date], columns.cell("published", cells))] if date is not None else [],
        problems=problems,
    )


def _columns(header: tuple[str, ...] | str, origin: Origin) -> _Columns:
    if not header or isinstance(header, str):
        raise Unreadable("a table without a line of column names; write them on its first line")
    names = [name.strip() for name in header]
    folded = [_folded(name) for name in names]
    place = {}
    for field, called in _CALLED.items():
        if there := [name for name in called if name in folded]:
            place[field] = folded.index(there[0])
    listed = ", ".join(name[:40] for name in names[:30])
    for field, name in origin.columns:
        if _folded(name) not in folded:
            raise Unreadable(f"a table without a column {name!r}; its columns are: {listed}")
        place[field] = folded.index(_folded(name))
    if "text" not in place:
        raise Unreadable(f"a table without a column of texts; its columns are: {listed}; name it: --column text=NAME")
    return _Columns(tuple(names), place)


def _parsed(text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, tuple[str, ...] | str]]:
    """The number of its last line and the cells of each row, or what is wrong with the row."""
    drawn = 0

    def lines() -> Iterator[str]:
        nonlocal drawn
        while line := text.readline(MAX_CELL):
            drawn += len(line)
            if drawn > 2 * MAX_CELL or (len(line) == MAX_CELL and not line.endswith(("\n", "\r"))):
                raise Unreadable(f"a row longer than {MAX_CELL // 1_000_000} million characters; {_HINT}")
            yield line

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    while True:
        drawn = 0
        before = csv.field_size_limit(MAX_CELL)  # a setting of the whole process: ours for one row only
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):  # what follows would be read from the middle of a text
                raise Unreadable(f"line {reader.line_num}: {error}; {_HINT}") from error
            yield reader.line_num, str(error)
        else:
            if not (reader.line_num == 1 and "".join(cells).startswith("sep=")):
                yield reader.line_num, tuple(cells)
        finally:
            csv.field_size_limit(before)


def _delimiter_of(start: str, origin: Origin) -> str:
    """What parts the columns: as Excel may say it on a line of its own, or what the column names are parted by."""
    if match := re.match("\ufeff?sep=(.)\r?\n", start):
        return match[1]
    return "\t" if origin.suffix in (".tsv", ".tab") else _delimiter(re.split(r"[\r\n]", start, maxsplit=1)[0])


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _folded(name: str) -> str:
    """A column name without case, blanks and joints: "Published At" and "published_at" are the same."""
    return re.sub(r"[\s_.-]+", "", name.strip("\ufeff \t\"'")).casefold()

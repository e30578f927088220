"""CSV, a claim a row; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from dragoman.export.claim_rows import COLUMNS, Cell, claim_rows
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.model import Record

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_lines(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """A header, and a line for each claim (`claim_rows.COLUMNS`), in UTF-8; what is unknown is empty."""
    yield delimited(list(COLUMNS))
    for record in records:
        for row in claim_rows(record, manner):
            yield delimited(list(row.values()))


def delimited(cells: Sequence[Cell], delimiter: str = ",") -> bytes:
    """A line of cells, quoted where that is needed; words that a spreadsheet would compute get a `'` in front."""
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(map(_cell, cells))
    return line.getvalue().encode()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_STARTS_FORMULA) else value
    return str(value)

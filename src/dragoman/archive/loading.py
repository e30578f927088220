"""Taking records out: as the machine read them, or with what people put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from dragoman.archive import tables
from dragoman.archive.corrections import corrected, standing
from dragoman.archive.packing import unpack
from dragoman.errors import BadQuestion
from dragoman.model import Record

_BATCH = 200


def as_read(connection: Connection, report: str) -> tuple[int, Record]:
    """The number and the uncorrected record of the report with the id `report`; BadQuestion if there is none."""
    known = tables.report.c
    n = connection.execute(select(known.n).where(known.id == report)).scalar()
    if n is None:
        raise BadQuestion(f"there is no report {report!r} in this archive")
    return n, _as_read(connection, [n])[n]


def records(connection: Connection, reports: Iterable[int]) -> dict[int, Record]:
    """The records of the reports with these numbers, corrected."""
    found = _as_read(connection, list(dict.fromkeys(reports)))
    ours = standing(connection, [record.report.id for record in found.values()])
    return {n: corrected(record, ours.get(record.report.id, ())) for n, record in found.items()}


def all_records(connection: Connection) -> Iterator[Record]:
    """Every record, corrected, in the order they were added; a few in memory at a time."""
    last = 0
    known = tables.report.c
    while True:
        some = select(known.n).where(known.n > last).order_by(known.n).limit(_BATCH)
        wanted = list(connection.execute(some).scalars())
        if not wanted:
            return
        yield from records(connection, wanted).values()
        last = wanted[-1]


def _as_read(connection: Connection, reports: list[int]) -> dict[int, Record]:
    report, body = tables.report.c, tables.body.c
    found: dict[int, Record] = {}
    for start in range(0, len(reports), _BATCH):
        wanted = reports[start : start + _BATCH]
        rows = select(report.n, report.id, body.text, body.record).where(report.n == body.report, report.n.in_(wanted))
        found |= {n: unpack(packed, key, text) for n, key, text, packed in connection.execute(rows)}
    return {n: found[n] for n in reports if n in found}

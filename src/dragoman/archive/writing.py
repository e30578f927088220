"""Putting records in: a report's rows all in one transaction, with the corrections that people made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from dragoman.archive import tables
from dragoman.archive.actors import register
from dragoman.archive.corrections import corrected, standing
from dragoman.archive.packing import pack, storable
from dragoman.archive.rows import INDEXED, rows
from dragoman.model import Document, Record


def put(connection: Connection, records: Sequence[Record], version: str) -> list[str]:
    """Add the `records` whose texts are not there yet, read by `version` of dragoman; the ids of those added."""
    by_id = {record.report.id: record for record in records}
    there = numbers(connection, by_id)
    fresh = [record for key, record in by_id.items() if key not in there]
    if not fresh:
        return []
    first = (connection.execute(select(func.max(tables.report.c.n))).scalar() or 0) + 1
    numbered = {first + i: record for i, record in enumerate(fresh)}
    connection.execute(insert(tables.report), [_report(n, record, version) for n, record in numbered.items()])
    connection.execute(insert(tables.body), [_body(n, record) for n, record in numbered.items()])
    index(connection, numbered)
    return [record.report.id for record in fresh]


def rewrite(connection: Connection, records: Sequence[Record], version: str) -> None:
    """Replace what the machine said of reports that are there; their texts stay as they are."""
    there = numbers(connection, [record.report.id for record in records])
    numbered = {there[record.report.id]: record for record in records if record.report.id in there}
    for n, record in numbered.items():
        body, report = tables.body, tables.report
        connection.execute(update(body).where(body.c.report == n).values(record=pack(record)))
        said = {"version": version, "language": record.report.language, "published": record.report.published}
        connection.execute(update(report).where(report.c.n == n).values(**said))
    unindex(connection, numbered)
    index(connection, numbered)


def index(connection: Connection, records: Mapping[int, Record]) -> None:
    """Write the rows by which reports are found; `records` by number, as the machine read them."""
    ours = standing(connection, [record.report.id for record in records.values()])
    right = {n: corrected(record, ours.get(record.report.id, ())) for n, record in records.items()}
    actors = register(connection, right.values())
    found = [rows(record, n, actors) for n, record in right.items()]
    for table in INDEXED:
        if batch := [row for of_report in found for row in of_report[table]]:
            connection.execute(insert(table), batch)


def unindex(connection: Connection, reports: Iterable[int]) -> None:
    """Take out the rows by which reports are found."""
    wanted = list(reports)
    actor, entity, party, pair = tables.actor.c, tables.entity.c, tables.party, tables.pair
    for n in wanted:  # these two are not kept by report: go by the actors in it
        named = select(entity.actor).where(entity.report == n)
        found = connection.execute(select(actor.n, actor.side).where(actor.n.in_(named))).all()
        taking = {number for row in found for number in row if number is not None}
        connection.execute(delete(party).where(party.c.actor.in_(taking), party.c.report == n))
        connection.execute(delete(pair).where(pair.c.one.in_(taking), pair.c.other.in_(taking), pair.c.report == n))
    for table in INDEXED:
        if table not in (party, pair):
            connection.execute(delete(table).where(table.c.report.in_(wanted)))


def numbers(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of the reports with these ids, as far as they are there."""
    report, wanted = tables.report.c, list(ids)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        some = select(report.id, report.n).where(report.id.in_(wanted[start : start + 500]))
        found |= {row.id: row.n for row in connection.execute(some)}
    return found


def add_copy(connection: Connection, met: Document) -> None:
    """Note that a text which is there was met again: under another publisher or address, else there is nothing new."""
    report, copy = tables.report.c, tables.copy
    n = connection.execute(select(report.n).where(report.id == met.id)).scalar_one()
    place = (_or_none(met.publisher), _or_none(met.url))
    there = [
        *connection.execute(select(copy.c.publisher, copy.c.url).where(copy.c.report == n)),
        *connection.execute(select(report.publisher, report.url).where(report.n == n)),
    ]
    if any(place) and place not in [tuple(row) for row in there]:
        row = {"report": n, "number": len(there), "publisher": place[0], "url": place[1], "published": met.published}
        connection.execute(insert(copy), [row])


def now() -> str:
    """This moment as the archive writes it: "2025-06-23T09:41:00Z"."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _report(n: int, record: Record, version: str) -> dict[str, object]:
    met = record.report
    return {
        "n": n, "id": met.id, "published": met.published, "publisher": _or_none(met.publisher),
        "url": _or_none(met.url), "language": met.language[:35], "version": version, "added": now(),
    }  # fmt: skip


def _body(n: int, record: Record) -> dict[str, object]:
    title = _or_none(record.report.title)
    return {"report": n, "title": title, "text": storable(record.report.text), "record": pack(record)}


def _or_none(text: str | None) -> str | None:
    return storable(text) if text else None

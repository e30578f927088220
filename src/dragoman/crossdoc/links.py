"""The links that hold, made by people, and undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Select, insert, or_, select, update

from dragoman.answers import Link
from dragoman.archive import loading, tables
from dragoman.archive.writing import now
from dragoman.errors import BadQuestion

Kind = Literal["same", "announces", "contradicts", "copy"]

_SOME = 500  # values of one question


def listed(connection: Connection, report: str | None = None) -> list[Link]:
    """All links, or those of the report with this id, in the order they were made, the undone ones too."""
    rows = _joined()
    if report is not None:
        n, _ = loading.as_read(connection, report)
        rows = rows.where(or_(tables.link.c.report == n, tables.link.c.to_report == n))
    return [_link(row) for row in connection.execute(rows)]


def holding(connection: Connection, reports: Iterable[int]) -> list[Link]:
    """The links from or to the reports with these numbers that are not undone."""
    wanted, found = sorted(set(reports)), dict[int, Link]()
    for start in range(0, len(wanted), _SOME):
        some = wanted[start : start + _SOME]
        for column in (tables.link.c.report, tables.link.c.to_report):
            rows = _joined().where(column.in_(some), tables.link.c.undone_at.is_(None))
            found |= {row.n: _link(row) for row in connection.execute(rows)}
    return [found[n] for n in sorted(found)]


def of_kind(connection: Connection, kind: Kind, most: int) -> list[Link]:
    """The links of a kind that are not undone, the latest `most`, in order."""
    rows = _joined().where(tables.link.c.kind == kind, tables.link.c.undone_at.is_(None))
    latest = connection.execute(rows.order_by(None).order_by(tables.link.c.n.desc()).limit(most))
    return [_link(row) for row in latest][::-1]


def join(connection: Connection, one: str, other: str, kind: str, *, by: str, why: str) -> Link:
    """Link two events by their ids: somebody's judgement, with the name of who says so."""
    if kind not in get_args(Kind) or kind == "copy":
        raise BadQuestion(f"{kind!r} is no kind of link; there are same, announces, contradicts")
    if not by.strip():
        raise BadQuestion("a link needs a name: who says so?")
    ends = [_event(connection, claim) for claim in (one, other)]
    if ends[0] == ends[1]:
        raise BadQuestion("a link needs events of two reports")
    row = {
        "kind": kind, "report": ends[0], "claim": one, "to_report": ends[1], "to_claim": other, "confidence": 1.0,
        "why": why, "by": by.strip(), "at": now(),
    }  # fmt: skip
    same = [getattr(tables.link.c, name) == row[name] for name in ("kind", "claim", "to_claim", "by")]
    if (there := connection.execute(select(tables.link.c.n).where(*same)).scalar()) is not None:
        again = {"undone_by": None, "undone_at": None, "why": why}
        connection.execute(update(tables.link).where(tables.link.c.n == there).values(**again))
        return _numbered(connection, there)
    made = connection.execute(insert(tables.link).values(**row).returning(tables.link.c.n)).scalar_one()
    return _numbered(connection, made)


def undo(connection: Connection, number: int, *, by: str) -> Link:
    """Undo a link, whoever made it; it stays in the list, and the machine does not make it again."""
    if not by.strip():
        raise BadQuestion("undoing needs a name: who says so?")
    link = _numbered(connection, number)
    if link.undone_at:
        raise BadQuestion(f"link {number} was undone already, by {link.undone_by}")
    undone = {"undone_by": by.strip(), "undone_at": now()}
    connection.execute(update(tables.link).where(tables.link.c.n == number).values(**undone))
    return _numbered(connection, number)


def _event(connection: Connection, claim: str) -> int:
    """The number of the report in which there is an event with this id."""
    n, _ = loading.as_read(connection, claim.partition("/")[0])
    if claim not in {event.id for event in loading.records(connection, [n])[n].events}:
        raise BadQuestion(f"there is no event {claim!r} in this archive")
    return n


def _numbered(connection: Connection, number: int) -> Link:
    row = connection.execute(_joined().where(tables.link.c.n == number)).first()
    if row is None:
        raise BadQuestion(f"there is no link {number}")
    return _link(row)


def _joined() -> Select[Any]:
    """Links with the ids of their reports."""
    link, one, other = tables.link, tables.report.alias("one"), tables.report.alias("other")
    return (
        select(link, one.c.id.label("from_id"), other.c.id.label("to_id"))
        .join(one, one.c.n == link.c.report)
        .join(other, other.c.n == link.c.to_report)
        .order_by(link.c.n)
    )


def _link(row: Any) -> Link:
    return Link(
        number=row.n, kind=row.kind, report=row.from_id, claim=row.claim, to_report=row.to_id, to_claim=row.to_claim,
        confidence=row.confidence, why=row.why, by=row.by, at=row.at, undone_by=row.undone_by, undone_at=row.undone_at,
    )  # fmt: skip

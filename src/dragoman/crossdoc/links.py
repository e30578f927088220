"""The links that hold, made by people, and undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, Select, insert, or_, select, update

from dragoman.answers import Link
from dragoman.archive import loading, tables
from dragoman.archive.writing import now
from dragoman.errors import BadQuestion
from dragoman.model import CommitmentStatus

Kind = Literal[
    "same", "announces", "contradicts", "updates", "recalls", "copy", "restates", "triggers", "fulfils", "breaches",
    "lapses",
]  # fmt: skip
STEPS: dict[str, CommitmentStatus] = {
    "triggers": "triggered", "fulfils": "fulfilled", "breaches": "breached", "lapses": "lapsed",
}  # fmt: skip
MACHINE = "dragoman"
_LAYERS = dict.fromkeys(STEPS, ("events", "commitments")) | {"restates": ("commitments", "commitments")}

Place = tuple[int, str]  # number of a report, id of a claim

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
    wanted, found = sorted(set(reports)), dict[int, Row[Any]]()
    for start in range(0, len(wanted), _SOME):
        some = wanted[start : start + _SOME]
        for column in (tables.link.c.report, tables.link.c.to_report):
            rows = _joined().where(column.in_(some), tables.link.c.undone_at.is_(None))
            found |= {row.n: row for row in connection.execute(rows)}
    return [_link(row) for row in sorted(found.values(), key=_as_added)]


def of_kind(connection: Connection, kind: Kind, most: int) -> list[Link]:
    """The links of a kind that are not undone, the latest `most`, in order."""
    rows = _joined().where(tables.link.c.kind == kind, tables.link.c.undone_at.is_(None))
    latest = connection.execute(rows.order_by(None).order_by(tables.link.c.n.desc()).limit(most))
    return [_link(row) for row in sorted(latest, key=_as_added)]


def tied(connection: Connection, kind: Kind, claims: Iterable[Place]) -> list[set[Place]]:
    """These claims, each with all that links of a kind tie it to, from link to link; in groups."""
    link = tables.link.c
    group = {claim: {claim} for claim in claims}
    frontier = list(group)
    while frontier:
        new: set[Place] = set()
        for start in range(0, len(frontier), _SOME):
            some = set(frontier[start : start + _SOME])
            for report in (
                link.report,
                link.to_report,
            ):  # not by claim too: a question of pairs is one of their product
                rows = select(link.report, link.claim, link.to_report, link.to_claim)
                held = rows.where(report.in_({n for n, _ in some}), link.kind == kind, link.undone_at.is_(None))
                for n, one, to, other in connection.execute(held):
                    if some.isdisjoint(((n, one), (to, other))):
                        continue
                    new |= {(n, one), (to, other)} - group.keys()
                    joined = group.get((n, one), {(n, one)}) | group.get((to, other), {(to, other)})
                    group |= dict.fromkeys(joined, joined)
        frontier = sorted(new)
    return list({id(joined): joined for joined in group.values()}.values())


def join(connection: Connection, one: str, other: str, kind: str, *, by: str, why: str) -> Link:
    """Link two claims of different reports by their ids: somebody's judgement, with the name of who says so.

    Events with events; two commitments, the later one first, where the kind is "restates"; an event with a commitment
    where it says what the event did to it.
    """
    if kind not in get_args(Kind) or kind == "copy":
        raise BadQuestion(
            f"{kind!r} is no kind of link; there are {', '.join(k for k in get_args(Kind) if k != 'copy')}"
        )
    if not by.strip():
        raise BadQuestion("a link needs a name: who says so?")
    wanted = _LAYERS.get(kind, ("events", "events"))
    ends = [_claim(connection, claim, layer) for claim, layer in zip((one, other), wanted, strict=True)]
    if ends[0] == ends[1]:
        raise BadQuestion("a link needs claims of two reports")
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


def row(kind: str, start: tuple[int, str], end: tuple[int, str], confidence: float, why: str) -> dict[str, Any]:
    """A link of the machine as it is kept; the ends are numbers of reports and ids of claims."""
    return {
        "kind": kind, "report": start[0], "claim": start[1], "to_report": end[0], "to_claim": end[1],
        "confidence": confidence, "why": why, "by": MACHINE, "at": now(),
    }  # fmt: skip


def _claim(connection: Connection, claim: str, layer: str) -> int:
    """The number of the report in which there is a claim with this id, in this layer of the record."""
    n, _ = loading.as_read(connection, claim.partition("/")[0])
    if claim not in {there.id for there in getattr(loading.records(connection, [n])[n], layer)}:
        raise BadQuestion(f"there is no {layer.removesuffix('s')} {claim!r} in this archive")
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


def _as_added(row: Row[Any]) -> tuple[Any, ...]:
    """Where a link stands among others: in the order of its reports. That of the links' own numbers depends on which
    reports were added in one go, and so on how fast."""
    return row.report, row.to_report, row.claim, row.to_claim, row.kind, row.n


def _link(row: Any) -> Link:
    return Link(
        number=row.n, kind=row.kind, report=row.from_id, claim=row.claim, to_report=row.to_id, to_claim=row.to_claim,
        confidence=row.confidence, why=row.why, by=row.by, at=row.at, undone_by=row.undone_by, undone_at=row.undone_at,
    )  # fmt: skip

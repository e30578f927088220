"""Linking reports that are new with those that are there: candidates by the index of parties, links in one go.

The work is linear in what is new: for each event a bounded number of candidates, for each report a bounded number of
others. What somebody undid is not linked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, func, or_, select

from dragoman.archive import loading, tables
from dragoman.archive.actors import insert_new, key_of
from dragoman.archive.writing import now, numbers
from dragoman.crossdoc.alike import relation
from dragoman.crossdoc.copying import copied
from dragoman.crossdoc.seen import Seen, seen
from dragoman.model import Record

MACHINE = "dragoman"
_NEAR, _BEFORE = 3, 14  # days around an event in which its like are looked for; before it, for announcements
_EVENTS, _REPORTS = 40, 24  # candidates of an event; reports that are compared with a report
_BATCH = 100


def link(connection: Connection, reports: Iterable[str] | None = None) -> int:
    """Link the `reports` with these ids, or all, with the others of the archive; how many links there are of them.

    Links that the machine made before of these reports are made anew; those that people made or undid stay.
    """
    wanted = _numbers(connection, reports)
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        _forget(connection, batch)
        records = loading.records(connection, batch)
        rows = [row for n in list(records) for row in _links(connection, n, records)]
        if rows:
            connection.execute(insert_new(connection, tables.link), rows)
    return len(
        {n for start in range(0, len(wanted), _BATCH) for n in _made(connection, wanted[start : start + _BATCH])}
    )


def _numbers(connection: Connection, reports: Iterable[str] | None) -> list[int]:
    if reports is not None:
        return sorted(numbers(connection, reports).values())
    return list(connection.execute(select(tables.report.c.n).order_by(tables.report.c.n)).scalars())


def _forget(connection: Connection, reports: list[int]) -> None:
    ours = tables.link.c
    of_them = or_(ours.report.in_(reports), ours.to_report.in_(reports))
    connection.execute(delete(tables.link).where(of_them, ours.by == MACHINE, ours.undone_at.is_(None)))


def _made(connection: Connection, reports: list[int]) -> list[int]:
    """The numbers of the machine's links of these reports that hold."""
    ours = tables.link.c
    of_them = or_(ours.report.in_(reports), ours.to_report.in_(reports))
    rows = select(ours.n).where(of_them, ours.by == MACHINE, ours.undone_at.is_(None))
    return list(connection.execute(rows).scalars())


def _links(connection: Connection, n: int, records: dict[int, Record]) -> Iterator[dict[str, Any]]:
    """Rows of the links of report `n`; `records` are those at hand, to which its candidates are added."""
    near = _candidates(connection, n, records[n])
    records |= loading.records(connection, [other for other in near if other not in records])
    mine = seen(records[n])
    for other in near:
        yield from _between(n, mine, other, seen(records[other]))
        shared = copied(records[n].report.text, records[other].report.text)
        if shared:
            first, second = sorted((n, other), key=lambda i: (records[i].report.published or "9", i))
            yield _row("copy", (second, ""), (first, ""), shared, f"{shared:.0%} of the shorter text, word for word")


def _between(n: int, mine: list[Seen], other: int, theirs: list[Seen]) -> Iterator[dict[str, Any]]:
    """Links between the events of two reports, from what was reported first to what came later."""
    for event in mine:
        for like in theirs:
            ordered = sorted(((event, n), (like, other)), key=lambda pair: (pair[0].published or "9", pair[1]))
            (one, at), (two, to) = ordered
            if event.act != like.act:
                continue
            for found in relation(one, two):
                yield _row(found.kind, (at, one.id), (to, two.id), found.confidence, found.why)


def _row(kind: str, start: tuple[int, str], end: tuple[int, str], confidence: float, why: str) -> dict[str, Any]:
    return {
        "kind": kind, "report": start[0], "claim": start[1], "to_report": end[0], "to_claim": end[1],
        "confidence": confidence, "why": why, "by": MACHINE, "at": now(),
    }  # fmt: skip


def _candidates(connection: Connection, n: int, record: Record) -> list[int]:
    """The numbers of other reports whose events share most with those of this one."""
    keys = {e.id: key_of(e) for e in record.entities}
    actor = tables.actor.c
    rows = connection.execute(select(actor.key, actor.n, actor.side).where(actor.key.in_(set(keys.values()))))
    known: Mapping[str, set[int]] = {key: {i for i in (own, side) if i is not None} for key, own, side in rows}
    times = {t.id: t.start for t in record.times}
    asked, shared = set(), Counter[int]()
    for event in record.events:
        taking = frozenset(i for p in (*event.actor, *event.recipient) for i in known.get(keys.get(p, ""), ()))
        day = times.get(event.time or "") or (None if event.historical else record.report.published)
        if taking and day and (taking, event.act, day[:10]) not in asked:
            asked.add((taking, event.act, day[:10]))
            shared.update(_others(connection, n, taking, day[:10], {event.act, event.type}))
    ranked = sorted(shared, key=lambda other: (-shared[other], abs(other - n), other))
    return ranked[:_REPORTS]


def _others(connection: Connection, n: int, taking: frozenset[int], day: str, types: set[str]) -> list[int]:
    """The reports of events near `day` in which these take part: of these types, announced or denied."""
    party, event = tables.party.c, tables.event.c
    since = (date.fromisoformat(day) - timedelta(days=_BEFORE)).isoformat()
    near = (date.fromisoformat(day) - timedelta(days=_NEAR)).isoformat()
    until = (date.fromisoformat(day) + timedelta(days=_BEFORE)).isoformat()
    soon = (date.fromisoformat(day) + timedelta(days=_NEAR)).isoformat()
    same = and_(event.report == party.report, event.claim == party.claim)
    fits = or_(
        and_(event.type.in_(types), party.day >= near),  # later too: what was announced
        and_(event.status == "planned", party.day <= soon),
        and_(event.negated, party.day >= near, party.day <= soon),
    )
    number = func.count()
    found = (
        select(party.report)
        .join(tables.event, same)
        .where(party.actor.in_(taking), party.day >= since, party.day <= until)
        .where(party.role.in_(("actor", "recipient")), party.report != n, fits)
        .group_by(party.report, party.claim)
        .order_by(number.desc(), party.report.desc(), party.claim)
        .limit(_EVENTS)
    )
    return list(connection.execute(found).scalars())

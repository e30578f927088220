"""Which reports are worth comparing with one: found by the index of parties, a bounded number whatever is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, literal, or_, select

from dragoman.archive import tables
from dragoman.crossdoc.accounts import Account
from dragoman.crossdoc.recalls import acts_taken_up
from dragoman.crossdoc.seen import Seen
from dragoman.model import Span

NEAR, BEFORE = 3, 14  # days around an event in which its like are looked for; before it, for announcements
_BESIDE = 120  # characters around a noun
_EVENTS, _REPORTS = 40, 24  # candidates of an event; reports that are compared with a report


def near(connection: Connection, account: Account, nouns: Iterable[Seen] = ()) -> list[int]:
    """The numbers of other reports whose events share most with those of this one, the most alike first; and with what
    `nouns` of it may take up."""
    record = account.record
    times = {t.id: t.start for t in record.times}
    asked, undated = set(), set()
    for event in record.events:
        taking = frozenset(n for i in (*event.actor, *event.recipient) for n in account.actors.get(i, ()))
        day = times.get(event.time or "") or record.report.published
        if taking and day and (event.time in times or not event.historical):
            asked.add((tuple(sorted(taking)), day[:10], tuple(sorted({event.act, event.type}))))
        if taking and not event.historical:
            undated.add((tuple(sorted(taking)), bool(day), tuple(sorted({event.act, event.type}))))
    for noun in nouns:
        taking, day, acts = _named_beside(account, noun), noun.start or noun.published, acts_taken_up(noun)
        if taking and day and acts:
            asked.add((tuple(sorted(taking)), day, tuple(sorted(acts))))
    shared = Counter[int]()
    for actors, day, types in sorted(asked):
        stretch = {"since": -BEFORE, "close": -NEAR, "soon": NEAR, "until": BEFORE}
        days = {name: _moved(day, days) for name, days in stretch.items()}
        shared.update(_found(connection, _DATED, account.n, actors, types, days))
    for actors, has_day, types in sorted(undated):  # reports of no known day can tell of any; one of none, likewise
        shared.update(_found(connection, _UNDATED if has_day else _ANY_DAY, account.n, actors, types, {}))
    return sorted(shared, key=lambda other: (-shared[other], abs(other - account.n), other))[:_REPORTS]


def speaking(connection: Connection, account: Account) -> list[int]:
    """Other reports of these days that quote the speakers of this one: all where it denies something, else denials."""
    if account.published is None or not account.sayings:
        return []
    days = {"since": _moved(account.published, -BEFORE), "until": _moved(account.published, BEFORE)}
    ours = {s.id: s.speaker for s in account.record.statements if s.speaker}
    found: list[int] = []
    for denies, rows in ((True, _QUOTED), (False, _DENIALS)):
        ids = [ours[s.id] for s in account.sayings if s.denies == denies]
        actors = tuple(sorted({n for i in ids for n in account.actors.get(i, ())}))
        if actors:
            found += connection.execute(rows, {"n": account.n, "actors": actors} | days).scalars()
    return list(dict.fromkeys(found))


def _named_beside(account: Account, noun: Seen) -> frozenset[int]:
    """Those whom the words around a noun name."""
    at = noun.wording.at if noun.wording else 0
    around = Span(at - _BESIDE, at + _BESIDE)
    named = (e.id for e in account.record.entities if any(m.span.overlaps(around) for m in e.mentions))
    return frozenset(n for i in named for n in account.actors.get(i, ()))


def _found(
    connection: Connection,
    rows: Select[Any],
    n: int,
    actors: tuple[int, ...],
    types: tuple[str, ...],
    days: dict[str, str],
) -> list[int]:
    return list(connection.execute(rows, {"n": n, "actors": actors, "types": types} | days).scalars())


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()


def _events(*conditions: Any) -> Select[Any]:
    """The reports of events in which these take part, once for each event, those with most of them first."""
    party, event = tables.party.c, tables.event.c
    number = func.count()
    return (
        select(party.report)
        .join(tables.event, and_(event.report == party.report, event.claim == party.claim))
        .where(party.actor.in_(bindparam("actors", expanding=True)), party.role.in_(("actor", "recipient")))
        .where(party.report != bindparam("n"), *conditions)
        .group_by(party.report, party.claim)
        .order_by(number.desc(), party.report.desc(), party.claim)
        .limit(_EVENTS)
    )


_PARTY, _EVENT = tables.party.c, tables.event.c
_ALIKE = _EVENT.type.in_(bindparam("types", expanding=True))
_FITS = or_(
    and_(_ALIKE, _PARTY.day >= bindparam("close")),  # later too: what was announced
    and_(_EVENT.status == "planned", _PARTY.day <= bindparam("soon")),
    and_(_EVENT.negated, _PARTY.day >= bindparam("close"), _PARTY.day <= bindparam("soon")),
)
_DATED = _events(_PARTY.day >= bindparam("since"), _PARTY.day <= bindparam("until"), _FITS)  # alike, announced, denied
_UNDATED = _events(_PARTY.day == literal(None, _PARTY.day.type), _ALIKE)
_ANY_DAY = _events(_ALIKE)
_QUOTED = (
    select(_PARTY.report)
    .where(_PARTY.actor.in_(bindparam("actors", expanding=True)), _PARTY.role == "speaker")
    .where(_PARTY.report != bindparam("n"), _PARTY.day >= bindparam("since"), _PARTY.day <= bindparam("until"))
    .group_by(_PARTY.report)
    .order_by(func.max(_PARTY.day).desc(), _PARTY.report)
    .limit(_REPORTS)
)
_STATEMENT = tables.statement.c
_DENIALS = _QUOTED.where(
    _PARTY.report == _STATEMENT.report, _PARTY.claim == _STATEMENT.claim, _STATEMENT.act == "denies"
)

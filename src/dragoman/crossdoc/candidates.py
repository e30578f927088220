"""Which reports are worth comparing with one: found by the index of parties, a bounded number whatever is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from heapq import nsmallest
from typing import Any, NamedTuple

from sqlalchemy import Connection, Integer, Select, and_, bindparam, func, select, type_coerce

from dragoman.archive import tables
from dragoman.crossdoc.accounts import Account
from dragoman.crossdoc.recalls import acts_taken_up
from dragoman.crossdoc.seen import Seen
from dragoman.model import Span

NEAR, BEFORE = 3, 14  # days around an event in which its like are looked for; before it, for announcements
_BESIDE = 120  # characters around a noun
_EVENTS, _REPORTS = 40, 24  # candidates of an event; reports that are compared with a report
_SOME = 500  # values of one question

Day = int  # as it is kept: 20250623
Month = int  # 202506
_Place = tuple[int, int]  # number of a report, and of a claim in it
_Row = tuple[Day, int, int]  # day, report, claim


class _Asked(NamedTuple):
    """An event whose like are looked for."""

    actors: tuple[int, ...]
    day: str | None
    types: tuple[str, ...]


class Nearby:
    """What was done and said in the months around some reports by those who take part in them.

    Fetched in a few statements, so that many reports together cost little more than one; as it is when this is made.
    """

    def __init__(self, connection: Connection, reports: Iterable[tuple[Account, Iterable[Seen]]]) -> None:
        """`reports`: each with its nouns that may take up an event."""
        self._connection = connection
        self._events: dict[tuple[int, str], list[_Row]] = defaultdict(list)  # by actor, and type, status or "negated"
        self._quoted: dict[tuple[int, bool], list[tuple[Day, int]]] = defaultdict(list)  # by actor, and whether denials
        undated = select(tables.report.c.n).where(type_coerce(tables.report.c.published, Integer) == 0).limit(1)
        self._some_undated = connection.execute(undated).first() is not None
        listed = list(reports)
        self._dated = {account.n: _dated(account) | _named(account, nouns) for account, nouns in listed}
        self._fetch_events(_months((a.actors, a.day) for asked in self._dated.values() for a in asked))
        self._fetch_quoted(_months((_speakers(account), account.published) for account, _ in listed))

    def near(self, account: Account) -> list[int]:
        """The numbers of other reports whose events share most with those of this one, and with what its nouns may take
        up, the most alike first. It is one of those that this was made for."""
        shared = Counter[int]()
        for asked in sorted(self._dated[account.n]):
            shared.update(self._alike(account.n, asked))
        for asked in sorted(_undated(account)):  # reports of no known day can tell of any; one of none, likewise
            if asked.day is None or self._some_undated:
                rows = _ANY_DAY if asked.day is None else _UNDATED
                values = {"n": account.n, "actors": asked.actors, "types": asked.types}
                shared.update(self._connection.execute(rows, values).scalars())
        return sorted(shared, key=lambda other: (-shared[other], abs(other - account.n), other))[:_REPORTS]

    def speaking(self, account: Account) -> list[int]:
        """Other reports of these days that quote the speakers of this one: all where it denies something, else
        denials."""
        if account.published is None or not account.sayings:
            return []
        since, until = _moved(account.published, -BEFORE), _moved(account.published, BEFORE)
        ours = {s.id: s.speaker for s in account.record.statements if s.speaker}
        found: list[int] = []
        for denies in (True, False):
            ids = [ours[s.id] for s in account.sayings if s.denies == denies]
            last: dict[int, Day] = {}
            for actor in sorted({n for i in ids for n in account.actors.get(i, ())}):
                for kind in (True, False) if denies else (True,):
                    for day, report in self._quoted.get((actor, kind), ()):
                        if since <= day <= until and report != account.n:
                            last[report] = max(day, last.get(report, 0))
            found += nsmallest(_REPORTS, last, key=lambda report: (-last[report], report))
        return list(dict.fromkeys(found))

    def _alike(self, n: int, asked: _Asked) -> list[int]:
        """The reports of events alike, announced or denied, once for each event, those with most parties first."""
        since, close, soon, until = (_moved(str(asked.day), days) for days in (-BEFORE, -NEAR, NEAR, BEFORE))
        number = Counter[_Place]()
        for actor in asked.actors:
            there = set(self._between(actor, "planned", since, soon) + self._between(actor, "negated", close, soon))
            for kind in asked.types:
                there.update(self._between(actor, kind, close, until))  # later too: what was announced
            number.update(there)
        others = (place for place in number if place[0] != n)
        return [report for report, _ in nsmallest(_EVENTS, others, key=lambda p: (-number[p], -p[0], p[1]))]

    def _between(self, actor: int, kind: str, since: Day, until: Day) -> list[_Place]:
        return [(report, claim) for day, report, claim in self._events.get((actor, kind), ()) if since <= day <= until]

    def _fetch_events(self, months: dict[Month, set[int]]) -> None:
        for row in _fetched(self._connection, _TOOK_PART, months):
            place = (row.day, row.report, row.claim)
            self._events[row.actor, row.type].append(place)
            if row.status == "planned":
                self._events[row.actor, "planned"].append(place)
            if row.negated:
                self._events[row.actor, "negated"].append(place)

    def _fetch_quoted(self, months: dict[Month, set[int]]) -> None:
        for row in _fetched(self._connection, _SPOKE, months):
            self._quoted[row.actor, row.act == "denies"].append((row.day, row.report))


def _dated(account: Account) -> set[_Asked]:
    """The events of a report that have a day, or were when it was published."""
    times = {t.id: t.start for t in account.record.times}
    return {
        _Asked(actors, day[:10], tuple(sorted({event.act, event.type})))
        for event in account.record.events
        if (actors := account.taking(event))
        and (day := times.get(event.time or "") or account.published)
        and (event.time in times or not event.historical)
    }


def _named(account: Account, nouns: Iterable[Seen]) -> set[_Asked]:
    """What nouns of a report may take up, by those whom the words around them name."""
    found = set()
    for noun in nouns:
        at = noun.wording.at if noun.wording else 0
        around = Span(at - _BESIDE, at + _BESIDE)
        named = (e.id for e in account.record.entities if any(m.span.overlaps(around) for m in e.mentions))
        taking = tuple(sorted({n for i in named for n in account.actors.get(i, ())}))
        day, acts = noun.start or noun.published, acts_taken_up(noun)
        if taking and day and acts:
            found.add(_Asked(taking, day[:10], tuple(sorted(acts))))
    return found


def _undated(account: Account) -> set[_Asked]:
    """The events of a report as those of any day; the day says only whether one is known."""
    times = {t.id: t.start for t in account.record.times}
    return {
        _Asked(actors, "known" if day else None, tuple(sorted({event.act, event.type})))
        for event in account.record.events
        if (actors := account.taking(event)) and not event.historical
        for day in [times.get(event.time or "") or account.published]
    }


def _speakers(account: Account) -> Collection[int]:
    return {n for s in account.record.statements if s.speaker for n in account.actors.get(s.speaker, ())}


def _months(asked: Iterable[tuple[Collection[int], str | None]]) -> dict[Month, set[int]]:
    """The months around days, with the actors that are asked for in each."""
    found: dict[Month, set[int]] = defaultdict(set)
    for actors, day in asked:
        for month in {_moved(day, days) // 100 for days in (-BEFORE, 0, BEFORE)} if day else ():
            found[month].update(actors)
    return found


def _fetched(connection: Connection, rows: Select[Any], months: dict[Month, set[int]]) -> Iterator[Any]:
    for month, actors in sorted(months.items()):
        listed = sorted(actors)
        for start in range(0, len(listed), _SOME):
            asked = {"since": month * 100, "until": month * 100 + 99, "actors": listed[start : start + _SOME]}
            yield from connection.execute(rows, asked)


def _moved(day: str, days: int) -> Day:
    moved = date.fromisoformat(day[:10]) + timedelta(days=days)
    return moved.year * 10_000 + moved.month * 100 + moved.day


def _events(*conditions: Any) -> Select[Any]:
    """The reports of events in which these take part, once for each event, those with most of them first."""
    number = func.count()
    return (
        select(_PARTY.report)
        .join(tables.event, and_(_EVENT.report == _PARTY.report, _EVENT.claim == _PARTY.claim))
        .where(_PARTY.actor.in_(bindparam("actors", expanding=True)), _PARTY.role.in_(("actor", "recipient")))
        .where(_PARTY.report != bindparam("n"), _EVENT.type.in_(bindparam("types", expanding=True)), *conditions)
        .group_by(_PARTY.report, _PARTY.claim)
        .order_by(number.desc(), _PARTY.report.desc(), _PARTY.claim)
        .limit(_EVENTS)
    )


_PARTY, _EVENT, _STATEMENT, _REPORT = tables.party.c, tables.event.c, tables.statement.c, tables.report.c
_DAY = type_coerce(_PARTY.day, Integer)
_THEN = and_(
    _PARTY.actor.in_(bindparam("actors", expanding=True)), bindparam("since") <= _DAY, bindparam("until") >= _DAY
)
_TOOK_PART = (
    select(_PARTY.actor, _DAY.label("day"), _PARTY.report, _PARTY.claim, _EVENT.type, _EVENT.status, _EVENT.negated)
    .join(tables.event, and_(_EVENT.report == _PARTY.report, _EVENT.claim == _PARTY.claim))
    .where(_THEN, _PARTY.role.in_(("actor", "recipient")))
)
_SPOKE = (
    select(_PARTY.actor, _DAY.label("day"), _PARTY.report, _STATEMENT.act)
    .join(tables.statement, and_(_STATEMENT.report == _PARTY.report, _STATEMENT.claim == _PARTY.claim))
    .where(_THEN, _PARTY.role == "speaker")
)
_NO_DAY = select(_REPORT.n).where(type_coerce(_REPORT.published, Integer) == 0)
_UNDATED = _events(_DAY == 0, _PARTY.report.in_(_NO_DAY))  # what a dated report tells of no day is long past
_ANY_DAY = _events()

"""Which commitments and events of other reports are worth looking at for the ledger: found by the index of parties.

A bounded number of each, whatever is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import nsmallest
from typing import Any, NamedTuple

from sqlalchemy import Connection, Integer, and_, bindparam, func, select, type_coerce

from dragoman.archive import tables
from dragoman.crossdoc.accounts import Account, Accounts
from dragoman.knowledge.obligations import Kind, Move
from dragoman.model import Commitment, Event
from dragoman.obligations import Moment
from dragoman.query.telling import Place

_COMMITMENTS, _EVENTS = 12, 24  # at most so many are looked at
_LATEST = 400  # commitments of an actor among which they are looked for
_STRETCHES = 20, 200  # days
_FACTS = ("happened", "ongoing")
_MOVABLE = ("obliged", "forbidden", "pledged", "offered", "requested")
_BEFORE, _AROUND = 7, 60  # days: triggers that have just been; reports of one promise
_NEVER = 99_999_999

Day = int  # as it is kept: 20250623


class Promises:
    """The latest commitments of each actor: looked up when they are first asked for, and then kept at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: dict[tuple[int, Day], _Latest] = {}

    def alike(self, account: Account, commitment: Commitment) -> list[Place]:
        """Commitments of reports added before that may be this one in other words, those with most parties shared
        first."""
        actors, day = _actors(account, commitment), account.published
        if not actors or not (day or commitment.instrument):
            return []
        forces = ("obliged", "pledged") if commitment.force in ("obliged", "pledged") else (commitment.force,)
        since, until = (_number(_moved(day, days)) if day else _NEVER for days in (-_AROUND, _AROUND))
        by_treaty = commitment.instrument is not None

        def fits(row: _Held) -> bool:
            return row.report < account.n and (since <= row.day <= until or (by_treaty and row.by_treaty))

        kinds = [(commitment.kind, force) for force in forces]
        return self._shared(actors, kinds, _NEVER if by_treaty else until, fits)

    def within_reach(self, account: Account, kinds: Mapping[str, Kind]) -> Iterator[tuple[Event, list[Place]]]:
        """The events of a report that took place, each with commitments of other reports that it may have moved."""
        found: dict[tuple[Any, ...], list[Place]] = {}
        for event in account.record.events:
            taking, moment = account.taking(event), account.moments.get(event.id)
            moves = {name: [m.within for m in kind.move if event.act in m.acts] for name, kind in kinds.items()}
            named = [name for name, within in moves.items() if within]
            if not taking or not named or moment is None or event.status not in _FACTS or event.negated:
                continue
            key = (taking, event.act, moment.day)
            if key not in found:
                since = _number(_moved(moment.day, -max(day for name in named for day in moves[name])))
                until = _number(_moved(moment.day, _BEFORE))
                asked = [(name, force) for name in named for force in _MOVABLE]
                found[key] = self._shared(taking, asked, until, _others(account.n, since, until))
            if found[key]:
                yield event, found[key]

    def _shared(
        self, actors: Iterable[int], kinds: Sequence[tuple[str, str]], until: Day, fits: Callable[[_Held], bool]
    ) -> list[Place]:
        """Commitments of these kinds and forces in which `actors` take part, those with most of them first, then the
        latest."""
        latest = [self._latest(actor, until) for actor in actors]
        number, days = Counter[Place](), dict[Place, Day]()
        for held in latest:
            for row in (row for kind in kinds for row in held.by_kind.get(kind, ()) if fits(row)):
                number[row.place] += 2
                days[row.place] = row.day
        for held in latest:
            for place in number if held.cut else ():
                number[place] += days[place] < held.cut  # perhaps: counted half
        return nsmallest(_COMMITMENTS, number, key=lambda place: (-number[place], -days[place], place))

    def _latest(self, actor: int, until: Day) -> _Latest:
        newest = self._asked(actor, _NEVER)
        return newest if not newest.cut or newest.first <= until else self._asked(actor, until)

    def _asked(self, actor: int, until: Day) -> _Latest:
        if (actor, until) not in self._kept:
            rows = self._connection.execute(_OF_ACTOR, {"actor": actor, "until": until}).all()
            by_kind: dict[tuple[str, str], list[_Held]] = {}
            for day, report, claim, kind, force, instrument in rows:
                held = _Held(day, report, instrument is not None, Place(report, claim))
                by_kind.setdefault((kind, force), []).append(held)
            cut = rows[-1].day if len(rows) == _LATEST else 0
            self._kept[actor, until] = _Latest(by_kind, rows[0].day if rows else 0, cut)
        return self._kept[actor, until]


class _Held(NamedTuple):
    """A commitment of somebody."""

    day: Day
    report: int
    by_treaty: bool
    place: Place


class _Latest(NamedTuple):
    """The latest commitments of an actor, by kind and force, latest first."""

    by_kind: dict[tuple[str, str], list[_Held]]
    first: Day  # of the latest
    cut: Day  # of the oldest, where there are more; else 0


def _others(n: int, since: Day, until: Day) -> Callable[[_Held], bool]:
    return lambda row: row.report != n and since <= row.day <= until


def later_events(
    connection: Connection,
    accounts: Accounts,
    account: Account,
    commitment: Commitment,
    kind: Kind,
    told: Collection[int],
    triggers: Sequence[Moment],
) -> Later:
    """Events of other reports than those `told` in which may have moved a commitment since it was first reported.

    What counts only once something triggered the commitment is looked for from the first trigger on.
    """
    held = commitment.force in ("obliged", "forbidden", "pledged")
    first = [m for m in kind.move if m.to == "triggered" and held]
    rest = [m for m in kind.move if m.to != "triggered"]
    given, actors = str(account.published), _actors(account, commitment)

    def ask(moves: Sequence[Move], since: str, last: str) -> Later:
        acts = tuple(sorted({act for move in moves for act in move.acts}))
        if not acts or not actors:
            return Later(accounts, [])
        until = _moved(last, max(move.within for move in moves))
        asked = {"reports": sorted(told), "actors": actors, "acts": acts}
        return Later(accounts, _first(connection, asked, since, until))

    found = ask(first, _moved(given, -_BEFORE), given)
    days = [moment.day for moment in triggers] + [a.moments[e.id].day for a, e in found.events() if e.id in a.moments]
    if not days:
        rest = [move for move in rest if not move.once_triggered]
    return Later(accounts, [*found.places, *ask(rest, min(days, default=given), max([given, *days])).places])


class Later(NamedTuple):
    """Events that came later: where they are, and, once asked for, themselves with their reports."""

    accounts: Accounts
    places: list[Place]

    def events(self) -> list[tuple[Account, Event]]:
        there = self.accounts.get(place.report for place in self.places)
        return [(there[p.report], there[p.report].record.events[p.claim]) for p in self.places]


def _first(connection: Connection, asked: Mapping[str, Any], since: str, until: str) -> list[Place]:
    """The first events from a day on; looked for in the days right after it, and further where these are few."""
    for stretch in (*_STRETCHES, None):
        end = until if stretch is None else min(until, _moved(since, stretch))
        rows = connection.execute(_LATER, {**asked, "since": since, "until": end}).all()
        if len(rows) == _EVENTS or end == until:
            break
    return [Place(report, claim) for report, claim, _ in rows]


def _actors(account: Account, commitment: Commitment) -> list[int]:
    """The numbers of all who are bound by a commitment, party to it or to gain from it."""
    ids = (*commitment.bound, *commitment.parties, *commitment.beneficiary)
    return sorted({n for i in ids for n in account.actors.get(i, ())})


def _moved(day: str, days: int) -> str:
    moved = date.fromisoformat(day[:10]).toordinal() + days
    return date.fromordinal(max(1, min(moved, date.max.toordinal()))).isoformat()


def _number(day: str) -> Day:
    return int(day.replace("-", ""))


_PARTY, _COMMITMENT, _EVENT = tables.party.c, tables.commitment.c, tables.event.c
_DAY = type_coerce(_PARTY.day, Integer)
_OF_ACTOR = (
    select(_DAY.label("day"), _PARTY.report, _PARTY.claim, _COMMITMENT.kind, _COMMITMENT.force, _COMMITMENT.instrument)
    .join(tables.commitment, and_(_COMMITMENT.report == _PARTY.report, _COMMITMENT.claim == _PARTY.claim))
    .where(_PARTY.actor == bindparam("actor"), bindparam("until") >= _DAY)
    .where(_PARTY.role.in_(("bound", "beneficiary", "party")))
    .order_by(_DAY.desc(), _PARTY.report.desc(), _PARTY.claim.desc())
    .limit(_LATEST)
)
_NEAR = and_(_PARTY.day >= bindparam("since"), _PARTY.day <= bindparam("until"))
_LATER = (
    select(_PARTY.report, _PARTY.claim, func.min(_PARTY.day).label("day"))
    .join(tables.event, and_(_EVENT.report == _PARTY.report, _EVENT.claim == _PARTY.claim))
    .where(_PARTY.actor.in_(bindparam("actors", expanding=True)), _PARTY.role.in_(("actor", "recipient")), _NEAR)
    .where(_EVENT.type.in_(bindparam("acts", expanding=True)), _EVENT.status.in_(_FACTS), _EVENT.negated.is_(False))
    .where(_PARTY.report.not_in(bindparam("reports", expanding=True)))
    .group_by(_PARTY.report, _PARTY.claim)
    .order_by("day", _PARTY.report, _PARTY.claim)
    .limit(_EVENTS)
)

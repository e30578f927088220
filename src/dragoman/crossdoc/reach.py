"""Which commitments and events of other reports are worth looking at for the ledger: found by the index of parties.

A bounded number of each, whatever is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select

from dragoman.archive import tables
from dragoman.crossdoc.accounts import Account, Accounts
from dragoman.knowledge.obligations import Kind, Move
from dragoman.model import Commitment, Event
from dragoman.obligations import Moment
from dragoman.query.telling import Place

_COMMITMENTS, _EVENTS = 12, 24  # at most so many are looked at
_FACTS = ("happened", "ongoing")
_MOVABLE = ("obliged", "forbidden", "pledged", "offered", "requested")
_BEFORE, _AROUND = 7, 60  # days: triggers that have just been; reports of one promise
_NEVER = "9999-12-31"


def alike(connection: Connection, account: Account, commitment: Commitment) -> list[Place]:
    """Commitments of reports added before that may be this one in other words, those with most parties shared first."""
    actors = _actors(account, commitment)
    day = account.published
    if not actors or not (day or commitment.instrument):
        return []
    stretch = {"since": _moved(day, -_AROUND) if day else _NEVER, "until": _moved(day, _AROUND) if day else _NEVER}
    forces = ("obliged", "pledged") if commitment.force in ("obliged", "pledged") else (commitment.force,)
    asked = {"n": account.n, "actors": actors, "kind": commitment.kind, "forces": forces} | stretch
    rows = _TREATIES if commitment.instrument else _PROMISES
    return [Place(report, claim) for report, claim in connection.execute(rows, asked)]


def within_reach(
    connection: Connection, account: Account, kinds: Mapping[str, Kind]
) -> Iterator[tuple[Event, list[Place]]]:
    """The events of a report that took place, each with commitments of other reports that it may have moved."""
    found: dict[tuple[Any, ...], list[Place]] = {}
    for event in account.record.events:
        taking = sorted({n for i in (*event.actor, *event.recipient) for n in account.actors.get(i, ())})
        moment = account.moments.get(event.id)
        moves = {name: [m.within for m in kind.move if event.act in m.acts] for name, kind in kinds.items()}
        named = tuple(name for name, within in moves.items() if within)
        if not taking or not named or moment is None or event.status not in _FACTS or event.negated:
            continue
        since = _moved(moment.day, -max(day for within in moves.values() for day in within))
        asked = {
            "n": account.n, "actors": taking, "kinds": named, "forces": _MOVABLE, "since": since,
            "until": _moved(moment.day, _BEFORE),
        }  # fmt: skip
        key = (tuple(taking), event.act, moment.day)
        if key not in found:
            rows = connection.execute(_REACHED, asked)
            found[key] = [Place(report, claim) for report, claim in rows]
        if found[key]:
            yield event, found[key]


def later_events(
    connection: Connection,
    accounts: Accounts,
    account: Account,
    commitment: Commitment,
    kind: Kind,
    told: Collection[int],
    triggers: Sequence[Moment],
) -> list[tuple[Account, Event]]:
    """Events of other reports than those `told` in which may have moved a commitment since it was first reported.

    What counts only once something triggered the commitment is looked for from the first trigger on.
    """
    held = commitment.force in ("obliged", "forbidden", "pledged")
    first = [m for m in kind.move if m.to == "triggered" and held]
    rest = [m for m in kind.move if m.to != "triggered"]
    given, actors = str(account.published), _actors(account, commitment)

    def ask(moves: Sequence[Move], since: str, last: str) -> list[tuple[Account, Event]]:
        acts = tuple(sorted({act for move in moves for act in move.acts}))
        if not acts or not actors:
            return []
        until = _moved(last, max(move.within for move in moves))
        asked = {"reports": sorted(told), "actors": actors, "acts": acts, "since": since, "until": until}
        places = [Place(report, claim) for report, claim, _ in connection.execute(_LATER, asked)]
        there = accounts.get(place.report for place in places)
        return [(there[p.report], there[p.report].record.events[p.claim]) for p in places]

    found = ask(first, _moved(given, -_BEFORE), given)
    days = [moment.day for moment in triggers] + [a.moments[e.id].day for a, e in found if e.id in a.moments]
    if not days:
        rest = [move for move in rest if not move.once_triggered]
    return [*found, *ask(rest, min(days, default=given), max([given, *days]))]


def _actors(account: Account, commitment: Commitment) -> list[int]:
    """The numbers of all who are bound by a commitment, party to it or to gain from it."""
    ids = (*commitment.bound, *commitment.parties, *commitment.beneficiary)
    return sorted({n for i in ids for n in account.actors.get(i, ())})


def _moved(day: str, days: int) -> str:
    moved = date.fromisoformat(day[:10]).toordinal() + days
    return date.fromordinal(max(1, min(moved, date.max.toordinal()))).isoformat()


def _commitments(*conditions: Any) -> Select[Any]:
    """Commitments of others in which these take part, those with most of them first, then the latest."""
    party, commitment = tables.party.c, tables.commitment.c
    number = func.count()
    return (
        select(party.report, party.claim)
        .join(tables.commitment, and_(commitment.report == party.report, commitment.claim == party.claim))
        .where(party.actor.in_(bindparam("actors", expanding=True)))
        .where(party.role.in_(("bound", "beneficiary", "party")), *conditions)
        .where(commitment.force.in_(bindparam("forces", expanding=True)))
        .group_by(party.report, party.claim)
        .order_by(number.desc(), func.max(commitment.day).desc(), party.report, party.claim)
        .limit(_COMMITMENTS)
    )


_PARTY, _COMMITMENT, _EVENT = tables.party.c, tables.commitment.c, tables.event.c
_NEAR = and_(_PARTY.day >= bindparam("since"), _PARTY.day <= bindparam("until"))
_OF_KIND = _COMMITMENT.kind == bindparam("kind")
_EARLIER = _PARTY.report < bindparam("n")
_PROMISES = _commitments(_EARLIER, _OF_KIND, _NEAR)
_TREATIES = _commitments(_EARLIER, _OF_KIND, or_(_NEAR, _COMMITMENT.instrument.is_not(None)))
_REACHED = _commitments(
    _PARTY.report != bindparam("n"), _COMMITMENT.kind.in_(bindparam("kinds", expanding=True)), _NEAR
)
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

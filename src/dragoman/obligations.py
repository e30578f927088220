"""What moves a commitment: given a commitment and events, its history and where it stands.

Pure: no text and no parser, so that it serves one report as well as an archive of them. Which acts move which kind
is knowledge (data/obligations.toml). A step is a reading of an event, to be contested, never a verdict: `why` says
what the event was taken for, and whether it is somebody's claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from msgspec import structs

from dragoman.knowledge.obligations import Kind, Move, Role
from dragoman.model import Commitment, CommitmentStatus, Entity, Event, Step, Timex

_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")  # TIMEX3 for a Monday of an unknown week
_OF_THE_STATE = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD"})
_OUTSIDE_GOVERNMENT = frozenset({"REB", "IGO", "NGO", "MNC", "CRM", "UAF"})
_HELD = frozenset({"obliged", "forbidden", "pledged"})  # who only offered, or was asked, can breach nothing
_FREE = frozenset({"permitted", "refused"})  # nobody is held to anything
_RECENT = 7  # days: what is told of a treaty in force is often told because of what has just happened


class Moment(NamedTuple):
    """When something was, across reports: the ISO date of itself and that of its report, which settles what comes first
    on one day."""

    day: str
    told: str


@dataclass(frozen=True)
class Setting:
    """What must be known around commitments and events to compare them; of one report or of many."""

    sides: Mapping[str, str]  # entity id -> side: see `side_of`
    times: Mapping[str, Timex] = field(default_factory=dict)  # time id -> time
    later: Mapping[str, bool] = field(default_factory=dict)  # event id -> its words say that it came later, or earlier
    known_to: str | None = None  # ISO date of the latest thing known: a deadline before it has passed
    elsewhere: Mapping[str, Moment] = field(default_factory=dict)  # events of other reports than the commitment's
    triggered: Mapping[str, Moment] = field(default_factory=dict)  # events that are known to have triggered it
    given: Moment | None = None  # when it was first reported; without it nothing elsewhere moves it


class _Who(NamedTuple):
    """The sides of a commitment."""

    parties: frozenset[str]
    bound: frozenset[str]
    beneficiary: frozenset[str]
    attackers: frozenset[str] = frozenset()


def side_of(entity: Entity) -> str:
    """For whom an entity acts: the country of a government and its people, else itself ("RUS" for Putin)."""
    of_the_state = bool(entity.sectors) and _OF_THE_STATE.issuperset(entity.sectors)  # "Israeli soldiers"
    own = (entity.kind == "group" and not of_the_state) or not _OUTSIDE_GOVERNMENT.isdisjoint(entity.sectors)
    if entity.country and not own:
        return entity.country
    return entity.code or entity.name.casefold()


def moved(
    commitment: Commitment,
    events: Iterable[Event],
    setting: Setting,
    kinds: Mapping[str, Kind],
    *,
    made: Timex | None = None,
    deadline: str | None = None,
) -> Commitment:
    """`commitment` with its history and status, as `events` (in text order) triggered, fulfilled or breached it.

    `made` is when the word was given, `deadline` an ISO date. Only events that happened or go on, and are not negated,
    move anything, and never one that the commitment's own words name. Events of other reports (`setting.elsewhere`) are
    put in order by their days and those of their reports, where the text's order and words do it within one.
    """
    if commitment.force == "excluded":
        return structs.replace(commitment, status="excluded", history=())
    kind = kinds.get(commitment.kind)
    if kind is None or commitment.force in _FREE:
        return commitment
    who = _who(commitment, setting)
    facts = [e for e in events if _is_fact(e) and not _in_own_words(e, commitment, setting)]
    moves = [m for m in kind.move if _applies(m, commitment)]
    triggers = [
        (e, m)
        for e in facts
        for m in moves
        if m.to == "triggered" and _fits(e, m, who, setting) and _recent(e, m, commitment, setting)
    ]
    who = who._replace(attackers=frozenset(s for e, _ in triggers for s in _sides(e.actor, setting)))
    steps = [_step("triggered", e, m, setting) for e, m in triggers]
    moves = [m for m in moves if not (m.hangs_on_nothing and commitment.condition and not triggers)]
    since = next((t for e, _ in triggers if (t := setting.times.get(e.time or ""))), made)
    starts = [m for e, _ in triggers if (m := _moment(e, setting))] or [m for m in [setting.given] if m]
    for event in facts:
        for rule in (m for m in moves if m.to != "triggered"):
            in_turn = triggers or not rule.once_triggered
            if not (in_turn and _fits(event, rule, who, setting)):
                continue
            there = event.id in setting.elsewhere
            if _after(event, rule, starts, setting) if there else _in_order(event, rule, commitment, since, setting):
                steps.append(_step(_outcome(rule, kind, commitment), event, rule, setting))
                break
    passed = deadline and setting.known_to and deadline[:10] < setting.known_to[:10]
    status = furthest(s.status for s in steps) if steps else "lapsed" if passed else "standing"
    return structs.replace(commitment, history=tuple(steps), status=status)


def concerns(event: Event, commitment: Commitment, setting: Setting, kinds: Mapping[str, Kind]) -> bool:
    """Whether an event is such as moves `commitment`, whenever it took place and whatever triggered it."""
    kind = kinds.get(commitment.kind)
    if kind is None or commitment.force in _FREE or commitment.force == "excluded" or not _is_fact(event):
        return False
    who = _who(commitment, setting)
    who = who._replace(attackers=_sides(event.recipient, setting) - who.parties)  # whoever that may be
    return any(_applies(move, commitment) and _fits(event, move, who, setting) for move in kind.move)


def furthest(reached: Iterable[CommitmentStatus]) -> CommitmentStatus:
    """Where a commitment stands of which all these have been reached: what went furthest counts."""
    ranked: tuple[CommitmentStatus, ...] = (
        "excluded",
        "breached",
        "fulfilled",
        "lapsed",
        "triggered",
        "standing",
        "unknown",
    )
    there = set(reached)
    return next((status for status in ranked if status in there), "standing")


def _is_fact(event: Event) -> bool:
    return event.status in ("happened", "ongoing") and not event.negated


def _in_own_words(event: Event, commitment: Commitment, setting: Setting) -> bool:
    return event.id not in setting.elsewhere and any(s.overlaps(event.trigger) for s in commitment.evidence)


def _recent(event: Event, move: Move, commitment: Commitment, setting: Setting) -> bool:
    """Whether a trigger of another report is late enough, and not too late; one of a treaty may just have been."""
    there = setting.elsewhere.get(event.id)
    if there is None:
        return True
    if event.historical or setting.given is None:
        return False
    days = _days_between(setting.given, there)
    least = -_RECENT if commitment.instrument else 0
    return least <= days <= move.within and (days != 0 or least < 0 or there.told > setting.given.told)


def _after(event: Event, move: Move, starts: list[Moment], setting: Setting) -> bool:
    """Whether an event of another report came after one of `starts`, and soon enough to be meant."""
    there, least = setting.elsewhere[event.id], int(move.when == "clearly afterwards")
    return not event.historical and any(
        start < there and least <= _days_between(start, there) <= move.within for start in starts
    )


def _moment(event: Event, setting: Setting) -> Moment | None:
    return setting.elsewhere.get(event.id) or setting.triggered.get(event.id)


def _days_between(one: Moment, other: Moment) -> int:
    return (date.fromisoformat(other.day) - date.fromisoformat(one.day)).days


def _applies(move: Move, commitment: Commitment) -> bool:
    if move.to in ("triggered", "breached") and commitment.force not in _HELD:
        return False
    return not move.forces or commitment.force in move.forces


def _who(commitment: Commitment, setting: Setting) -> _Who:
    bound = _sides(commitment.bound, setting)
    beneficiary = _sides(commitment.beneficiary, setting)
    parties = _sides(commitment.parties, setting) | bound
    return _Who(parties, bound or parties, beneficiary - bound)


def _sides(ids: Iterable[str], setting: Setting) -> frozenset[str]:
    return frozenset(setting.sides[i] for i in ids if i in setting.sides)


def _fits(event: Event, move: Move, who: _Who, setting: Setting) -> bool:
    if event.act not in move.acts or (move.modes and event.mode not in move.modes):
        return False
    actors, recipients = _sides(event.actor, setting), _sides(event.recipient, setting)
    if move.by == "between parties":
        return len((actors | recipients) & (who.parties | who.beneficiary)) > 1
    return _plays(actors, move.by, who, frozenset()) and _plays(recipients, move.against, who, actors)


def _plays(sides: frozenset[str], role: Role, who: _Who, besides: frozenset[str]) -> bool:
    """Whether one of `sides` plays `role`; "another" party is one that is not `besides`."""
    match role:
        case "a party":
            return bool(sides & who.parties)
        case "a party or nobody named":
            return not sides or bool(sides & who.parties)
        case "another party":
            return bool(sides & (who.parties | who.beneficiary) - besides)
        case "an outsider or nobody named":
            return not sides & who.parties
        case "an outsider":
            return bool(sides) and not sides & who.parties
        case "the attacker":
            return bool(sides & who.attackers)
        case "the bound":
            return bool(sides & who.bound)
        case "the beneficiary":
            return bool(sides & who.beneficiary) if who.beneficiary else bool(sides - who.bound)
        case _:
            return True


def _in_order(event: Event, move: Move, commitment: Commitment, since: Timex | None, setting: Setting) -> bool:
    """Whether the event is late enough: by its date where both are dated, else by its words, else by the text."""
    told_after = event.trigger.start > max((s.end for s in commitment.evidence), default=0)
    dated = _later(setting.times.get(event.time or ""), since)
    if dated is not None:
        return dated if told_after or (since and since.start) else move.when == "at any time"
    if event.historical:
        return False
    said = setting.later.get(event.id)
    if move.when == "at any time" or said is not None:
        return said is not False
    return told_after and move.when == "afterwards"


def _later(time: Timex | None, since: Timex | None) -> bool | None:
    """Whether `time` is a later day than `since`; None where that is not known. Of two weekdays without a date, the
    one up to three days on from the other is the later one."""
    if time is None or since is None:
        return None
    if time.start and since.start:
        return None if time.start[:10] == since.start[:10] else time.start[:10] > since.start[:10]
    day, before = _WEEKDAY.match(time.value), _WEEKDAY.match(since.value)
    if not (day and before):
        return None
    ahead = (int(day[1]) - int(before[1])) % 7
    return None if ahead == 0 else ahead <= 3


def _outcome(move: Move, kind: Kind, commitment: Commitment) -> CommitmentStatus:
    """Doing what one must not do is a breach, unless the kind is itself to refrain from something."""
    if commitment.force == "forbidden" and not kind.refrains and move.to == "fulfilled":
        return "breached"
    return move.to


def _step(status: CommitmentStatus, event: Event, move: Move, setting: Setting) -> Step:
    why = f"appears to {move.why}"
    if event.said_in:
        why += ", as somebody says; the report does not say so itself"
    told_here = () if event.id in setting.elsewhere else event.evidence
    return Step(status=status, event=event.id, evidence=told_here, why=why)

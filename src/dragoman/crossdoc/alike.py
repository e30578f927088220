"""How alike two events of different reports are, and whether one denies the other. Pure.

Same act, somebody who takes part in both, and days that can be the same are conditions; parties, day, place and
words then weigh. The weights are ours, set on reports of our own.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dragoman.crossdoc.seen import Seen

SAME = 0.6  # likeness from which two events are taken for one
_PARTIES, _DAY, _PLACE, _WORDS = 0.4, 0.25, 0.15, 0.2
_LATE = 3  # days: an event without a day is taken to be at most so much older than its report
_AHEAD = 14  # days: an announcement without a day is taken to be of at most so much later
_FACTS = ("happened", "ongoing")
_OTHER_CITY = -1.0  # two named places in one country


class Likeness(NamedTuple):
    """How alike, 0 to 1, and in what."""

    score: float
    why: str


class Relation(NamedTuple):
    """What two events have to do with each other."""

    kind: str  # same, announces, contradicts
    confidence: float
    why: str


def relation(one: Seen, other: Seen) -> list[Relation]:
    """The links between two events of which `one` was reported first; empty where they are different events."""
    like = likeness(one, other)
    if like.score < SAME:
        return []
    sure = min(0.95, like.score)
    if one.status == "planned" and not one.negated and other.status in _FACTS:
        outcome = "announced, then reported as not happened" if other.negated else "announced, then reported"
        return [Relation("announces", sure, f"{outcome}: {like.why}")]
    if one.negated != other.negated:
        facts = one.status in _FACTS and other.status in _FACTS
        return [Relation("contradicts", 0.9 * sure, f"happened or did not: {like.why}")] if facts else []
    if (one.status in _FACTS) != (other.status in _FACTS):
        return []
    found = [Relation("same", sure, like.why)]
    for noun in sorted(one.counts.keys() & other.counts.keys()):
        if one.counts[noun] != other.counts[noun]:
            told = f"number of {noun}: {one.counts[noun]} or {other.counts[noun]}: {like.why}"
            found.append(Relation("contradicts", 0.8 * sure, told))
    return found


def likeness(one: Seen, other: Seen) -> Likeness:
    """How alike two events are, whether or not one of them is denied."""
    nothing = Likeness(0.0, "")
    if one.act != other.act or one.historical != other.historical:
        return nothing
    parties, day, place = _parties(one, other), _day(one, other), _place(one, other)
    if parties == 0 or day == 0 or place == _OTHER_CITY:
        return nothing
    shared = one.words & other.words
    words = min(1.0, 2 * len(shared) / max(1, min(len(one.words), len(other.words))))
    score = _PARTIES * parties + _DAY * day + _PLACE * place + _WORDS * words
    return Likeness(round(score, 2), _why(one, other, day, place))


def _parties(one: Seen, other: Seen) -> float:
    """0 to 1: who takes part in both, by side; people of the same name count more than their states."""
    if one.agents and other.agents and one.targets and other.targets:
        straight = one.agents & other.agents and one.targets & other.targets
        crossed = one.agents & other.targets and one.targets & other.agents  # "hosted" and "visited"
        if not straight and not (crossed and one.act == "CONSULT"):
            return 0.0
    elif one.act != "CONSULT" and one.agents and other.agents and not one.agents & other.agents:
        return 0.0
    shared = one.sides & other.sides
    if not shared:
        return 0.0
    sides = len(shared) / max(len(one.sides), len(other.sides))
    named = bool(one.actors & other.actors)
    return min(1.0, 0.75 * sides + 0.25 * named) if len(shared) > 1 else 0.4 * sides + 0.3 * named + 0.1


def _day(one: Seen, other: Seen) -> float:
    """0 to 1: whether they can be of one day."""
    if one.start and other.start:
        if one.exact and other.exact:
            return {0: 1.0, 1: 0.4}.get(_apart(one.start, other.start), 0.0)
        wide = one.start <= (other.end or other.start) and other.start <= (one.end or one.start)
        return 0.5 if wide else 0.0
    if one.start or other.start:
        dated, open_one = (one, other) if one.start else (other, one)
        return _within(dated, open_one)
    if one.published and other.published:
        return 0.6 if _apart(one.published, other.published) <= 2 else 0.0
    return 0.4 if one.weekday and one.weekday == other.weekday else 0.0


def _within(dated: Seen, undated: Seen) -> float:
    """Whether the day of one fits what is known of when the other was."""
    day = date.fromisoformat(str(dated.start))
    if undated.weekday and dated.exact and day.isoweekday() != undated.weekday:
        return 0.0
    if undated.published is None:
        return 0.6 if undated.weekday else 0.3
    told = date.fromisoformat(undated.published)
    ahead = _AHEAD if undated.status == "planned" else 0
    fits = told - timedelta(days=_LATE) <= day <= told + timedelta(days=ahead)
    return 0.7 if fits else 0.0


def _place(one: Seen, other: Seen) -> float:
    """0 to 1, a half where one is not known; -1 for two cities, which make two events."""
    if not one.place or not other.place:
        return 0.5
    if one.place == other.place:
        return 1.0
    wider = (one.whole_country or other.whole_country) and one.country == other.country
    return 0.7 if wider else _OTHER_CITY


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _why(one: Seen, other: Seen, day: float, place: float) -> str:
    when = (one.start if one.start == other.start else None) or ("a day that fits" if day else "")
    parts = [
        f"both {one.act}",
        f"parties {', '.join(sorted(one.sides & other.sides))}",
        f"day {when}",
        f"place {one.place}" if place == 1.0 else "",
        f"words {', '.join(sorted(one.words & other.words)[:6])}" if one.words & other.words else "",
    ]
    return "; ".join(part for part in parts if part)

"""Where two reports cannot both be right about an event: another number, another day, another actor. Pure.

A number told later by the same publisher, or a toll that has grown by the next day, is an update and said to be one.
Two reports may tell of two events, so another actor or day is a contradiction only where all else says that it is one
event, and neither report tells of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.crossdoc.alike import Relation
from dragoman.crossdoc.counting import TOLLS, apart
from dragoman.crossdoc.seen import Seen

_FACTS = ("happened", "ongoing")
_ONE_DOER = frozenset({"ASSAULT", "COERCE"})  # acts of which one side accuses another: talks have many takers
_OTHER_DAY, _OTHER_ACTOR = 0.5, 0.55
_OTHER_TOLL, _OTHER_NUMBER = 0.8, 0.6  # a sentence may count what is beside the event
_APART = 7  # days between two reports of one event, at most
_WORDS = 4  # beginnings of words in common, which make up for a place that is not named


def disputed(one: Seen, other: Seen, sure: float) -> Iterator[Relation]:
    """Contradictions and updates between accounts of an event, of which `one` was reported first; `sure` it is."""
    same_publisher = one.publisher is not None and one.publisher == other.publisher
    for of in sorted(one.counts.keys() & other.counts.keys()):
        first, then = one.counts[of], other.counts[of]
        if not apart(first, then):
            continue
        told, fate = f"number ({of}): {first.said} or {then.said}", of.split()[0]
        if same_publisher:
            yield Relation("updates", sure, f"{told}; the same publisher")
        elif _later(one, other) and fate in TOLLS and then.low > first.high:
            yield Relation("updates", _OTHER_TOLL * sure, f"{told}; reported later, and tolls grow")
        else:
            yield Relation("contradicts", (_OTHER_TOLL if fate in TOLLS else _OTHER_NUMBER) * sure, told)
    named = one.actors & other.actors and len(one.words & other.words) > 1
    if one.exact and other.exact and one.start != other.start and named and not same_publisher:
        yield Relation("contradicts", _OTHER_DAY * sure, f"day: {one.start} or {other.start}")


def rivals(ones: Sequence[Seen], others: Sequence[Seen]) -> Iterator[tuple[Seen, Seen, Relation]]:
    """Contradictions between events of two reports that would be one but for who did it, or when."""
    for one in ones:
        for other in others:
            if one.act != other.act or not (_is_fact(one) and _is_fact(other)):
                continue
            if found := _other_actor(one, other) or _other_day(one, other):
                both = any(_tells(e, other) for e in ones) or any(_tells(e, one) for e in others)
                if not both:
                    yield one, other, found


def _other_actor(one: Seen, other: Seen) -> Relation | None:
    """The same thing done to the same on the same day and spot, by another."""
    if one.act not in _ONE_DOER or not (one.agents and other.agents) or one.agents & other.agents:
        return None
    if not one.targets & other.targets or not (one.exact and other.exact and one.start == other.start):
        return None
    if one.agents & other.targets or other.agents & one.targets:  # they fight each other
        return None
    shared = one.words & other.words
    place = one.place is not None and one.place == other.place and not one.whole_country
    if not place and ((one.place and other.place) or len(shared) < _WORDS):
        return None
    ours, theirs = (", ".join(sorted(e.agents)) for e in (one, other))
    sure = _OTHER_ACTOR + 0.1 * place + 0.05 * min(4, len(shared))
    return Relation("contradicts", round(sure, 2), f"actor: {ours} or {theirs}; {_in_common(one, other)}")


def _other_day(one: Seen, other: Seen) -> Relation | None:
    """The same people at the same thing, told alike, on days that differ; both reported after both days."""
    if not (one.exact and other.exact and one.start and other.start) or one.start == other.start:
        return None
    if not one.actors or one.actors != other.actors or len(one.sides) < 2 or one.act in _ONE_DOER:
        return None
    if (one.place or other.place) and one.place != other.place:
        return None
    last = max(one.start, other.start)
    days = abs((date.fromisoformat(one.start) - date.fromisoformat(other.start)).days)
    if days > _APART or not all(e.published and e.published >= last for e in (one, other)):
        return None
    shared = one.words & other.words
    if len(shared) < _WORDS or 2 * len(shared) < min(len(one.words), len(other.words)):
        return None
    return Relation("contradicts", _OTHER_DAY, f"day: {one.start} or {other.start}; {_in_common(one, other)}")


def _tells(event: Seen, like: Seen) -> bool:
    """Whether an event is what the other report tells of, by parties and day."""
    same_day = event.start is None or like.start is None or event.start == like.start
    return event.act == like.act and bool(event.agents & like.agents) and bool(event.sides & like.sides) and same_day


def _in_common(one: Seen, other: Seen) -> str:
    parts = [f"both {one.act} on {one.start}" if one.start == other.start else f"both {one.act}"]
    parts += [f"in {one.place}"] if one.place and one.place == other.place else []
    parts += [f"words {', '.join(sorted(one.words & other.words)[:6])}"] if one.words & other.words else []
    return "; ".join(parts)


def _is_fact(event: Seen) -> bool:
    return event.status in _FACTS and not event.negated and not event.historical


def _later(one: Seen, other: Seen) -> bool:
    return bool(one.published and other.published and one.published < other.published)

"""How likely two events are one, and what they have to do with each other. Pure.

Days and places that can be the same are a condition, and of events of records the same act; parties, days, places,
words, and what the sentences and reports name then weigh: a logistic regression, fitted by training/likeness.py.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.crossdoc.features import FACTS, apart, features
from dragoman.crossdoc.seen import Seen

SAME = 0.35  # likelihood from which two events are taken for one
SUREST = 0.95
_SENTENCE = 4  # words that a sentence has at least by which it is known again


_FITTING = frozenset({"same_day", "next_day", "days_meet", "told_soon", "told_later", "day_in_sentence"})


class Likeness(NamedTuple):
    """How likely one, 0 to 1, and by what."""

    score: float
    why: str


class Relation(NamedTuple):
    """What two events have to do with each other."""

    kind: str  # same, announces, contradicts
    confidence: float
    why: str


class Weights(NamedTuple):
    """What the fitting found: one for each feature, in log odds."""

    bias: float
    by: dict[str, float]


def relation(one: Seen, other: Seen) -> list[Relation]:
    """The links between two events of which `one` was reported first; empty where they are different events."""
    like = likeness(one, other)
    if like.score < SAME:
        return []
    sure = min(SUREST, like.score)
    if one.status == "planned" and not one.negated and other.status in FACTS:
        outcome = "announced, then reported as not happened" if other.negated else "announced, then reported"
        return [Relation("announces", sure, f"{outcome}: {like.why}")]
    if one.negated != other.negated:
        told, denied = (other, one) if one.negated else (one, other)
        return _denied(told, denied, sure, like.why)
    if (one.status in FACTS) != (other.status in FACTS):
        return []
    return [Relation("same", sure, like.why)]


def _denied(told: Seen, denied: Seen, sure: float, why: str) -> list[Relation]:
    """What is between an event and its denial: of what is only claimed, "accused Iran of attacking", a weaker one.

    Two reports of unknown days tell of two events more often than they contradict each other, so days have to fit.
    """
    if denied.status not in FACTS or not _days_fit(told, denied):
        return []
    if told.status in FACTS:
        return [Relation("contradicts", 0.9 * sure, f"happened or did not: {why}")]
    return [Relation("contradicts", 0.7 * sure, f"claimed or denied: {why}")] if told.status == "possible" else []


def _days_fit(one: Seen, other: Seen) -> bool:
    """Whether it is known that both can be of one day: by their own days, else by those of their reports."""
    found = features(one, other).keys()
    if one.start or other.start or one.weekday or other.weekday:
        return bool(found & _FITTING)
    return bool(one.published and other.published) and not found & {"reports_days_apart", "reports_far_apart"}


def likeness(one: Seen, other: Seen) -> Likeness:
    """How likely two events of records are one, whether or not one of them is denied."""
    if not comparable(one, other):
        return Likeness(0.0, "")
    found = features(one, other)
    likely = SUREST if _word_for_word(one, other) else round(_likely(found), 2)
    return Likeness(likely, _why(one, other, found))


def _word_for_word(one: Seen, other: Seen) -> bool:
    """Whether two reports tell of it in the same sentence, as copies do; what was fitted has seen none."""
    alike = one.words == other.words and one.said == other.said and one.sides == other.sides
    return alike and one.report != other.report and len(one.words | one.said) >= _SENTENCE


def weighed(one: Seen, other: Seen) -> float:
    """How likely two mentions that can be one are so, 0 to 1."""
    return _likely(features(one, other))


def comparable(one: Seen, other: Seen) -> bool:
    """Whether two events of records are compared: they tell of the same act, and can be one."""
    return one.act == other.act and one.historical == other.historical and not apart(one, other)


def can_be_one(one: Seen, other: Seen) -> bool:
    """Whether two mentions can be of one event. Where the record has no event, the day is only that of the sentence."""
    both = one.coded and other.coded
    if both and one.historical != other.historical:
        return False
    if one.report == other.report:
        return not (both and apart(one, other))
    return ((both and one.act == other.act) or _worded_alike(one, other)) and not apart(one, other)


def _worded_alike(one: Seen, other: Seen) -> bool:
    if one.wording is None or other.wording is None:
        return False
    return bool(one.wording.roots & other.wording.roots or one.wording.kinds & other.wording.kinds)


def _likely(found: dict[str, float]) -> float:
    weights = fitted()
    return 1 / (1 + math.exp(-(weights.bias + sum(weights.by[name] * value for name, value in found.items()))))


@cache
def fitted() -> Weights:
    """The weights that are shipped."""
    table = tomllib.loads((files("dragoman") / "weights" / "likeness.toml").read_text("utf-8"))
    return Weights(table["bias"], table["weights"])


def _why(one: Seen, other: Seen, found: dict[str, float]) -> str:
    day = one.start if one.start == other.start else None
    parts = [
        f"both {one.act}",
        f"parties {', '.join(sorted(one.sides & other.sides))}" if one.sides & other.sides else "",
        f"day {day}" if day else "a day that fits" if found.keys() & {"days_meet", "told_soon"} else "",
        f"place {one.place}" if one.place and one.place == other.place else "",
        f"words {', '.join(sorted(one.words & other.words)[:6])}" if one.words & other.words else "",
    ]
    return "; ".join(part for part in parts if part)

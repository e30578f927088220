"""What speaks for and against two events being one, as numbers from 0 to 1 by name. Pure; `alike` weighs them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from dragoman.crossdoc import rewording
from dragoman.crossdoc.seen import Seen

FACTS = ("happened", "ongoing")
_CLOSE, _SOME_DAYS, _AHEAD = 2, 10, 14  # days

DAYS = (
    "same_day", "next_day", "other_day", "days_meet", "days_miss", "told_soon", "told_later", "told_long_after",
    "reports_days_apart", "reports_far_apart",
)  # fmt: skip
NAMES = (
    "other_actor", "other_target", "crossed", "both_sides", *DAYS, "day_in_sentence", "same_place", "other_place",
    "words", "trigger", "numbers", "named", "places_meet", "reports_alike", "one_report", "told_again",
    "one_planned", "one_denied", "same_act", "other_act", "one_coded", "none_coded", *rewording.NAMES,
)  # fmt: skip


def features(one: Seen, other: Seen) -> dict[str, float]:
    """The value of each of NAMES that is not 0."""
    found = {**_parties(one, other), **_place(one, other), **_words(one, other), **_acts(one, other)}
    found |= rewording.rewording(one, other)
    if (day := _day(one, other)) is not None:
        found[day] = 1.0
    if not (one.exact and other.exact):
        found["day_in_sentence"] = float(_names_day(one, other) or _names_day(other, one))
    found["one_report"] = float(one.report == other.report)
    found["told_again"] = float(one.report == other.report and bool(one.said & other.said) and _by_one(one, other))
    return {name: value for name, value in found.items() if value}


def apart(one: Seen, other: Seen) -> bool:
    """Whether they cannot be one event: days that are known and not next to each other, two cities, or long between
    them and nothing in common but the parties."""
    if one.start and other.start and one.exact and other.exact and _days(one.start, other.start) > 1:
        return True
    weekdays = {day for day in (_weekday(one), _weekday(other)) if day}
    if len(weekdays) == 2 and (one.weekday or other.weekday):
        return True
    if _day(one, other) in ("told_long_after", "reports_far_apart") and not _bound(one, other):
        return True
    both = one.place and other.place and one.place != other.place
    return bool(both) and not (one.whole_country or other.whole_country)


def _bound(one: Seen, other: Seen) -> bool:
    """Whether more than the parties binds them: a day, a number, a word for it, a place."""
    return bool(
        _names_day(one, other)
        or _names_day(other, one)
        or one.around.numbers & other.around.numbers
        or one.said & other.said
        or (one.place and one.place == other.place)
    )


def _parties(one: Seen, other: Seen) -> dict[str, float]:
    straight = (bool(one.agents & other.agents), bool(one.targets & other.targets))
    crossed = (bool(one.agents & other.targets), bool(one.targets & other.agents))
    if one.act == "CONSULT":  # "hosted" and "visited": who does it to whom is a matter of words
        straight, crossed = max(straight, crossed, key=sum), (False, False)
    return {
        "other_actor": float(bool(one.agents and other.agents) and not straight[0]),
        "other_target": float(bool(one.targets and other.targets) and not straight[1]),
        "crossed": float(any(crossed) and not any(straight)),
        "both_sides": float(all(straight)),
    }


def _acts(one: Seen, other: Seen) -> dict[str, float]:
    if not (one.coded and other.coded):
        return {"one_coded": float(one.coded != other.coded), "none_coded": float(not (one.coded or other.coded))}
    return {
        "same_act": float(one.act == other.act),
        "other_act": float(one.act != other.act),
        "one_planned": float((one.status in FACTS) != (other.status in FACTS)),
        "one_denied": float(one.negated != other.negated),
    }


def _by_one(one: Seen, other: Seen) -> bool:
    """Whether somebody does both, or both are done to somebody."""
    return bool(one.agents & other.agents) or (one.agents == other.agents and bool(one.targets & other.targets))


def _day(one: Seen, other: Seen) -> str | None:
    """Which of DAYS it is; None where nothing is known."""
    if one.start and other.start:
        if one.exact and other.exact:
            return ("same_day", "next_day")[gap] if (gap := _days(one.start, other.start)) < 2 else "other_day"
        meet = one.start <= (other.end or other.start) and other.start <= (one.end or one.start)
        return "days_meet" if meet else "days_miss"
    if one.start or other.start:
        dated, undated = (one, other) if one.start else (other, one)
        return _told(dated, undated)
    if one.weekday and one.weekday == other.weekday:
        return "told_soon"
    if one.published and other.published and (gap := _days(one.published, other.published)) > _CLOSE:
        return "reports_days_apart" if gap <= _SOME_DAYS else "reports_far_apart"
    return None


def _told(dated: Seen, undated: Seen) -> str | None:
    """How long after the day of one the other, which gives none, was told of."""
    begin, end = str(dated.start), dated.end or str(dated.start)
    if undated.published is None:
        return "told_soon" if undated.weekday else None
    after = _ordinal(undated.published) - _ordinal(begin)
    if begin <= undated.published <= end:
        return "told_soon"
    if undated.status == "planned":
        return "told_later" if -_AHEAD <= after <= 0 else "told_long_after"
    if after < 0:
        return "other_day"
    return "told_soon" if after <= _CLOSE else "told_later" if after <= _SOME_DAYS else "told_long_after"


def _names_day(one: Seen, other: Seen) -> bool:
    """Whether the sentence of one names the day of the other, of another report."""
    return one.report != other.report and other.exact and other.start in one.around.days


def _place(one: Seen, other: Seen) -> dict[str, float]:
    if not one.place or not other.place:
        return {}
    wider = (one.whole_country or other.whole_country) and one.country == other.country
    same = one.place == other.place or wider
    return {"same_place": float(same), "other_place": float(not same)}


def _words(one: Seen, other: Seen) -> dict[str, float]:
    return {
        "words": min(1.0, 2 * _shared(one.words, other.words)),
        "trigger": float(bool(one.said & other.said)),
        "numbers": float(one.report != other.report and bool(one.around.numbers & other.around.numbers)),
        "named": _shared(one.around.named, other.around.named),
        "places_meet": float(bool(one.around.places & other.around.places)),
        "reports_alike": _shared(one.around.report, other.around.report),
    }


def _shared(one: Collection[str], other: Collection[str]) -> float:
    """The share of the smaller set that is in the other."""
    return len(frozenset(one) & frozenset(other)) / max(1, min(len(one), len(other)))


def _days(one: str, other: str) -> int:
    return abs(_ordinal(one) - _ordinal(other))


def _weekday(event: Seen) -> int | None:
    """1 for Monday, where it is known; of a Monday of an unknown week too."""
    return event.weekday or (date.fromisoformat(event.start).isoweekday() if event.start and event.exact else None)


@lru_cache(4096)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()

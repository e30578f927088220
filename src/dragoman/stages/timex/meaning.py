"""The nouns of reading times: what an expression means, and what is known when it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from dragoman.model import Timex
from dragoman.stages.timex import calendar
from dragoman.stages.timex.outlook import Outlook

PUBLISHED = "published"
CLOSE = 600  # characters: a time farther back is not what "the next day" is counted from

# What fills the places of a pattern, by class, with the rule's own `with`; inner expressions are read already.
Parts = Mapping[str, Any]


class Reading(NamedTuple):
    """Type and value in TIMEX3; `bounds` where they cannot be read off the value."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    anchor: str | None = None  # "published", or the id of the time it was counted from
    bounds: tuple[str, str] | None = None


@dataclass(frozen=True)
class Context:
    """What is known when an expression is read."""

    day: date | None  # the day of publication
    dateline: Timex | None  # the day of the date line, where it lacks the year
    looks: Callable[[], Outlook | None]  # whether the expression looks back or ahead
    before: list[Timex]  # the times before it, in text order
    start: int  # where it begins
    sentence: int  # where its sentence begins

    def last_day(self, since: int) -> Timex | None:
        """The nearest time before, from `since` on, that is as fine as a day, be its week or year known or not."""
        for time in reversed(self.before):
            if time.span.start < since:
                return None
            if time.type in ("DATE", "TIME") and calendar.day_part(time.value):
                return time
        return None

    def last_of(self, unit: str) -> Timex | None:
        """The nearest time before, not far away, that is no coarser than `unit`."""
        for time in reversed(self.before):
            if time.span.start < self.start - CLOSE:
                return None
            if time.type in ("DATE", "TIME") and calendar.finer_or_equal(time.value, unit):
                return time
        return None


def date_of(value: str, anchor: str | None = None) -> Reading:
    """A DATE."""
    return Reading("DATE", value, anchor)


def full_date(year: int, month: int, day: int, anchor: str | None = None) -> Reading | None:
    """A day, if there is one of that number."""
    value = f"{year:04}-{month:02}-{day:02}"
    return date_of(value, anchor) if calendar.as_day(value) else None


def away(day: date, count: float, unit: str) -> Reading:
    """The unit that lies `count` units from the day of publication."""
    moved = calendar.shifted(day, count, unit)
    if moved is None:
        return date_of("PAST_REF" if count < 0 else "FUTURE_REF")
    return date_of(calendar.value_of(moved, unit), PUBLISHED)

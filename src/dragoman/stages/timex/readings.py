"""What an expression means: the function for each `reading` that rules of times.toml name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dragoman.stages.timex import clock, counted, dates, lengths
from dragoman.stages.timex.grammar import Match
from dragoman.stages.timex.meaning import Context, Parts, Reading

# Each takes the parts and the context, and gives a Reading (an Amount or a Clock for what is only part of an
# expression), or None where the words are no time after all.
READINGS: dict[str, Callable[[Parts, Context], Any]] = {
    "iso": dates.iso,
    "slashed": dates.slashed,
    "calendar": dates.calendar_date,
    "decade": dates.decade,
    "century": dates.century,
    "named_day": dates.named_day,
    "part_of_year": dates.part_of_year,
    "week_of_month": dates.week_of_month,
    "week_of_day": dates.week_of_day,
    "within": dates.within,
    "fixed": dates.fixed,
    "deictic": counted.deictic,
    "weekday": counted.weekday,
    "unit": counted.unit,
    "weekend": counted.weekend,
    "month_of": counted.month_of,
    "counted": counted.counted,
    "beside": counted.beside,
    "same": counted.same,
    "again": counted.again,
    "clock": clock.clock,
    "time_of_day": clock.time_of_day,
    "daypart": clock.daypart,
    "amount": lengths.amount,
    "duration": lengths.duration,
    "time_ahead": lengths.time_ahead,
    "recurring": lengths.recurring,
}

_NARROWER = {  # classes that hold some of the words of another, for rules where the others would not do
    **dict.fromkeys(("units", "span", "long", "lasting", "recurring"), "unit"), "sun": "daypart", "weekdays": "weekday",
    "ordinal_day": "day", "eighties": "decade",
}  # fmt: skip


def read(match: Match, context: Context) -> Reading | None:
    """The meaning of `match`, inner expressions first."""
    meaning = _meaning(match, context)
    return meaning if isinstance(meaning, Reading) else None


def _meaning(match: Match, context: Context) -> Any:
    parts: dict[str, Any] = dict(match.rule.params)
    for name, part in match.parts.items():
        worth = _meaning(part.worth, context) if isinstance(part.worth, Match) else part.worth
        if worth is None:
            return None
        parts[_NARROWER.get(name, name)] = worth
    return READINGS[match.rule.reading](parts, context)

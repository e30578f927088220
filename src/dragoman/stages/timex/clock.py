"""Times of day: one function for each `reading` of times.toml."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.stages.timex import calendar
from dragoman.stages.timex.meaning import PUBLISHED, Context, Parts, Reading


class Clock(NamedTuple):
    """Hour and minute; `zone` is "Z" for universal time and empty for every other."""

    hour: int
    minute: int
    zone: str


def clock(p: Parts, c: Context) -> Clock | None:
    """ "9 a.m.", "18:40", "0300 GMT", "noon"."""
    hour, minute = p.get("clock") or p.get("hhmm") or (int(p["hour"]), 0)
    if "ampm" in p:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if p["ampm"] == "pm" else 0)
    return Clock(hour, minute, "Z" if p.get("zone") == "Z" else "") if hour <= 24 else None


def time_of_day(p: Parts, c: Context) -> Reading | None:
    """ "9 a.m. on Tuesday", "18:00 GMT"."""
    at: Clock = p["CLOCK"]
    day, anchor = _day(p, c)
    return Reading("TIME", f"{day}T{at.hour:02}:{at.minute:02}{at.zone}", anchor) if day else None


def daypart(p: Parts, c: Context) -> Reading | None:
    """ "Sunday night", "dawn on Sunday", "this morning", "last night", "at dawn"."""
    day, anchor = _day(p, c)
    return Reading("TIME", f"{day}T{p['daypart']}", anchor) if day else None


def _day(p: Parts, c: Context) -> tuple[str | None, str | None]:
    """The day of a time of day: named with it, else the nearest in its sentence, else that of publication; and what
    that was counted from."""
    inner: Reading | None = p.get("DATE")
    if inner is not None:
        return calendar.day_part(inner.value) or ("XXXX-XX-XX" if "_REF" in inner.value else None), inner.anchor
    time = None if "now" in p else c.last_day(c.sentence)
    if time is not None:
        return calendar.day_part(time.value), time.id
    if c.day is None:
        return "XXXX-XX-XX", None
    day = calendar.shifted(c.day, int(p.get("shift", 0)), "D")
    return (day.isoformat(), PUBLISHED) if day else (None, None)

"""Dates counted from the day of publication or from another time: one function for each `reading` of times.toml."""

from __future__ import annotations

from datetime import date

from dragoman.stages.timex import calendar
from dragoman.stages.timex.dates import nearest_year
from dragoman.stages.timex.meaning import CLOSE, PUBLISHED, Context, Parts, Reading, away, date_of, full_date
from dragoman.stages.timex.outlook import Outlook


def deictic(p: Parts, c: Context) -> Reading | None:
    """ "today", "yesterday", "the day after tomorrow"."""
    days = int(p["deictic"])
    if c.day is not None:
        return away(c.day, days, "D")
    symbol = calendar.shifted_symbol(c.dateline.value, days) if c.dateline else None
    if c.dateline and symbol:
        return date_of(symbol, c.dateline.id)
    return date_of("PAST_REF" if days < 0 else "FUTURE_REF" if days else "PRESENT_REF")


def weekday(p: Parts, c: Context) -> Reading | None:
    """ "Monday" by the tense around it; "last Monday", "next Monday" strictly before and after; "Monday last week"."""
    number = int(p["weekday"])
    if c.day is None:
        return date_of(f"XXXX-WXX-{number}")
    direction = p.get("direction")
    if direction is not None and "unit" in p:
        return away(c.day, 7 * direction + number - c.day.isoweekday(), "D")
    back, ahead = (c.day.isoweekday() - number) % 7, (number - c.day.isoweekday()) % 7
    if direction in (-1, 1):
        return away(c.day, -(back or 7) if direction < 0 else ahead or 7, "D")
    return away(c.day, ahead if c.looks() in ("future", "present") else -back, "D")


def unit(p: Parts, c: Context) -> Reading | None:
    """ "last week", "this month", "next year"."""
    name, direction = str(p["unit"]), int(p["direction"])
    if c.day is None:
        return date_of(calendar.SYMBOLIC[name])
    if name == "WE" and direction == 0 and c.looks() == "past" and c.day.isoweekday() < 5:
        direction = -1  # "this weekend", said on a Monday of what happened
    return away(c.day, direction, name)


def weekend(p: Parts, c: Context) -> Reading | None:
    """ "over the weekend": the last one, or the one to come."""
    if c.day is None:
        return date_of(calendar.SYMBOLIC["WE"])
    return away(c.day, -1 if c.looks() != "future" and c.day.isoweekday() < 6 else 0, "WE")


def month_of(p: Parts, c: Context) -> Reading | None:
    """ "last June", "June last year", "June 5 of next year"."""
    month, direction = int(p["month"]), int(p["direction"])
    if c.day is None:
        return date_of(f"XXXX-{month:02}" + (f"-{p['day']:02}" if "day" in p else ""))
    if "unit" in p:
        year = c.day.year + direction
        if "day" in p:
            return full_date(year, month, p["day"], PUBLISHED)
    else:
        looks: Outlook | None = "past" if direction < 0 else "future" if direction else c.looks()
        year = nearest_year(c.day, month, looks) + (direction if month == c.day.month else 0)
    return date_of(f"{year:04}-{month:02}", PUBLISHED)


def counted(p: Parts, c: Context) -> Reading | None:
    """ "three days ago" (from publication), "two weeks later" (from the time before): as fine as their unit."""
    name, sign = str(p["unit"]), int(p["sign"])
    count = p.get("AMOUNT", p.get("count", 1))
    if name in ("TH", "TM", "TS"):
        near = c.day is not None and "later" not in p
        return Reading("TIME", f"{c.day}TXX" if near else "XXXX-XX-XXTXX", PUBLISHED if near else None)
    if count == "X":
        return date_of("PAST_REF" if sign < 0 else "FUTURE_REF")
    if "later" in p:
        return _from_reference(name, sign * count, c)
    return date_of(calendar.SYMBOLIC[name]) if c.day is None else _moved(c.day, sign * count, name, PUBLISHED)


def _moved(day: date, count: float, name: str, anchor: str) -> Reading:
    if name == "Y" and count % 1:  # "two and a half years ago" is a month, not a year
        name, count = "M", count * 12
    there = calendar.shifted(day, count, name)
    if there is None:
        return date_of("PAST_REF" if count < 0 else "FUTURE_REF")
    return date_of(calendar.value_of(there, name), anchor)


def _from_reference(name: str, count: float, c: Context) -> Reading:
    """`count` units from the time last spoken of; from publication where none was, if the unit is no day."""
    time = c.last_of(name)
    if time is None:
        known = c.day is not None and name != "D"
        return _moved(c.day, count, name, PUBLISHED) if c.day and known else date_of(calendar.SYMBOLIC[name])
    day = calendar.first_day(time.value)
    if day is not None:
        return _moved(day, count, name, time.id)
    head = calendar.day_part(time.value)
    days = round(count) if name == "D" else None
    symbol = calendar.shifted_symbol(head, days) if head and days is not None else None
    return date_of(symbol or calendar.SYMBOLIC[name], time.id)


def beside(p: Parts, c: Context) -> Reading | None:
    """ "the next day", "the previous year", "that day", "the following Monday", "the next morning"."""
    sign = int(p["sign"])
    if "weekday" in p:
        return _weekday_beside(int(p["weekday"]), sign, c)
    day = _from_reference(str(p.get("unit", "D")), sign, c)
    if "daypart" not in p:
        return day
    head = calendar.day_part(day.value) or "XXXX-XX-XX"
    return Reading("TIME", f"{head}T{p['daypart']}", day.anchor)


def _weekday_beside(number: int, sign: int, c: Context) -> Reading:
    time = c.last_day(c.start - CLOSE)
    day = calendar.first_day(time.value) if time else c.day
    if day is None:
        return date_of(f"XXXX-WXX-{number}", time.id if time else None)
    ahead = (number - day.isoweekday()) % 7
    there = calendar.shifted(day, (ahead or 7) if sign > 0 else ahead - 7, "D")
    return date_of(there.isoformat() if there else f"XXXX-WXX-{number}", time.id if time else PUBLISHED)


def same(p: Parts, c: Context) -> Reading | None:
    """ "the same month a year ago", "the same period last year": the time last spoken of, in that other year."""
    inner: Reading = p["DATE"]
    wanted = (p["unit"],) if "unit" in p else ("M", "Q", "H", "S")
    for time in reversed(c.before):
        if time.span.start < c.start - CLOSE:
            break
        if calendar.grain(time.value) in wanted and len(inner.value) == 4:
            return date_of(inner.value + time.value[4:], time.id)
    return inner


def again(p: Parts, c: Context) -> Reading | None:
    """ "by that time": the time last spoken of."""
    time = next((t for t in reversed(c.before) if t.type in ("DATE", "TIME")), None)
    if time is None or time.span.start < c.start - CLOSE:
        return None
    return date_of(time.value, time.id)

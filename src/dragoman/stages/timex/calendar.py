"""Arithmetic on TIMEX3 values: days to values of any grain, shifts, and the days a value covers.

Grains (units): D day, W week, WE weekend, M month, Q quarter, H half-year, Y year, DE decade, CE century, and TH, TM,
TS for hours, minutes and seconds. Weeks are ISO 8601 weeks; seasons those of the northern hemisphere.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

SYMBOLIC = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX",
    "Y": "XXXX", "DE": "XXX", "CE": "XX",
}  # fmt: skip
_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_ORDER = ("D", "WE", "W", "M", "S", "Q", "H", "Y", "DE", "CE")
_HOURS = {  # of the parts of the day, as start, end, and days later that the end falls
    "MO": ("06:00", "11:59", 0), "MI": ("12:00", "13:59", 0), "AF": ("12:00", "17:59", 0), "EV": ("18:00", "21:59", 0),
    "NI": ("18:00", "05:59", 1), "DT": ("08:00", "17:59", 0),
}  # fmt: skip


def value_of(day: date, unit: str) -> str:
    """The value of the unit that `day` lies in: 2025-06-23 by "W" is "2025-W26"."""
    iso = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{iso.year:04}-W{iso.week:02}",
        "WE": f"{iso.year:04}-W{iso.week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "H": f"{day.year:04}-H{(day.month + 5) // 6}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year // 10:03}",
        "CE": f"{day.year // 100:02}",
    }[unit]


def shifted(day: date, count: float, unit: str) -> date | None:
    """`day` moved by `count` units, to the last day of a shorter month if need be; None beyond the calendar."""
    if unit in ("D", "W", "WE"):
        days = count * (1 if unit == "D" else 7)
        try:
            return day + timedelta(days=round(days))
        except OverflowError:
            return None
    months = day.year * 12 + day.month - 1 + round(count * _MONTHS[unit])
    if not 12 <= months < MAXYEAR * 12:
        return None
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shifted_symbol(value: str, days: int) -> str | None:
    """A day of an unknown year or week moved by `days`: the day after "XXXX-WXX-7" is "XXXX-WXX-1"."""
    if match := re.match(r"XXXX-WXX-([1-7])", value):
        return f"XXXX-WXX-{(int(match[1]) - 1 + days) % 7 + 1}"
    if match := re.match(r"XXXX-(\d\d-\d\d)", value):
        days_later = [as_day(f"{year}-{match[1]}") for year in (2001, 2004)]  # a common year and a leap year
        ends = {d + timedelta(days=days) for d in days_later if d is not None}
        found = sorted({f"XXXX-{d:%m-%d}" for d in ends})
        return found[0] if len(found) == 1 and None not in days_later else None
    return None


def day_part(value: str) -> str | None:
    """The day of a DATE or TIME value, known or symbolic: "XXXX-WXX-7" of "XXXX-WXX-7TNI"."""
    head = value.partition("T")[0]
    return head if re.fullmatch(r"\d{4}-\d\d-\d\d|XXXX-\d\d-\d\d|XXXX-WXX-[1-7]", head) else None


def finer_or_equal(value: str, unit: str) -> bool:
    """Whether a value is as fine as `unit`, or finer; a symbolic day is as fine as a day."""
    own = grain(value) or ("D" if day_part(value) else None)
    return own in _ORDER and unit in _ORDER and _ORDER.index(own) <= _ORDER.index(unit)


def as_day(text: str | None) -> date | None:
    """An ISO date or date and time as a day; None where it is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def first_day(value: str) -> date | None:
    """The first day a known value covers."""
    bounds = covered(value)
    return as_day(bounds[0]) if bounds else None


def grain(value: str) -> str | None:
    """The unit of a known DATE or TIME value; None for symbolic ones, references and durations."""
    for unit, pattern in _GRAINS:
        if pattern.match(value):
            return unit
    return None


_GRAINS = [
    (unit, re.compile(pattern))
    for unit, pattern in (
        ("D", r"\d{4}-\d\d-\d\d(?:$|T)"), ("M", r"\d{4}-\d\d$"), ("Y", r"\d{4}$"), ("W", r"\d{4}-W\d\d$"),
        ("WE", r"\d{4}-W\d\d-WE$"), ("Q", r"\d{4}-Q[1-4]$"), ("H", r"\d{4}-H[12]$"), ("DE", r"\d{3}$"),
        ("CE", r"\d{2}$"), ("S", r"\d{4}-(?:SP|SU|FA|WI)$"),
    )
]  # fmt: skip


def covered(value: str) -> tuple[str, str] | None:
    """First and last day (or minute, for times) that a DATE or TIME value covers; None where that is unknown."""
    unit = grain(value)
    if unit is None:
        return None
    try:
        if unit == "D":
            return _minutes(value)
        first, after = _days(value, unit)
    except (ValueError, OverflowError):
        return None
    return (first.isoformat(), (after - timedelta(days=1)).isoformat())


def _days(value: str, unit: str) -> tuple[date, date]:
    year = int(value[:4])
    if unit in ("W", "WE"):
        monday = date.fromisocalendar(year, int(value[6:8]), 1)
        return (monday if unit == "W" else monday + timedelta(days=5)), monday + timedelta(days=7)
    if unit in ("DE", "CE"):
        years = 10 if unit == "DE" else 100
        return date(int(value) * years, 1, 1), date(int(value) * years + years, 1, 1)
    if unit == "S":
        month, months = _SEASON_STARTS[value[5:7]], 3
    elif unit == "Y":
        month, months = 1, 12
    else:
        months = {"M": 1, "Q": 3, "H": 6}[unit]
        month = (int(value[5:].lstrip("QH")) - 1) * months + 1
    last = year * 12 + month - 1 + months
    return date(year, month, 1), date(last // 12, last % 12 + 1, 1)


def _minutes(value: str) -> tuple[str, str] | None:
    day, _, clock = value.partition("T")
    if as_day(day) is None:
        return None
    if not clock:
        return day, day
    if clock in _HOURS:
        start, end, later = _HOURS[clock]
        last = date.fromisoformat(day) + timedelta(days=later)
        return f"{day}T{start}", f"{last.isoformat()}T{end}"
    if clock.startswith("24:00"):  # midnight, at the end of that day
        return (value.replace("T24:00", "T23:59"),) * 2
    return (value, value) if re.match(r"\d\d:\d\d", clock) else (day, day)

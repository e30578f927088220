"""Dates that stand for themselves, and dates that need a year: one function for each `reading` of times.toml."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from dragoman.stages.timex import calendar
from dragoman.stages.timex.meaning import PUBLISHED, Context, Parts, Reading, date_of, full_date
from dragoman.stages.timex.outlook import Outlook

_SEASONS = ("SP", "SU", "FA", "WI")
_PART_COUNT = {"Q": 4, "H": 2}


def iso(p: Parts, c: Context) -> Reading | None:
    """2025-06-23, also with the time of day."""
    if calendar.as_day(p["iso"]) is None:
        return None
    return Reading("TIME" if "T" in p["iso"] else "DATE", p["iso"])


def slashed(p: Parts, c: Context) -> Reading | None:
    """ "6/23/25" in the American order, "23/6/25" where only that is a date."""
    first, second, year = (int(n) for n in p["slashed"].split("/"))
    month, day = (first, second) if first <= 12 else (second, first)
    if year < 100:
        year += 2000 if year < 70 else 1900
    return full_date(year, month, day)


def calendar_date(p: Parts, c: Context) -> Reading | None:
    """A date of which year, month and day may be named; a year that is not named is the nearest that fits."""
    year, month, day = p.get("year"), p.get("month"), p.get("day")
    if month is None:
        return date_of(f"{year:04}")
    if year is not None:
        return date_of(f"{year:04}-{month:02}") if day is None else full_date(year, month, day)
    if day is not None and full_date(2004, month, day) is None:  # a leap year: February 29 is a date
        return None
    tail = f"{month:02}" if day is None else f"{month:02}-{day:02}"
    if c.day is None:
        return date_of(f"XXXX-{tail}")
    near = nearest_year(c.day, month, c.looks()) if day is None else _year_of_day(c.day, month, day, c.looks())
    return date_of(f"{near:04}-{tail}", PUBLISHED)


def nearest_year(today: date, month: int, looks: Outlook | None) -> int:
    """The year of the `month` that is meant by its name alone."""
    return _nearest(today.year, today.month, month, 12, looks)


def _nearest(year: int, now: int, wanted: int, cycle: int, looks: Outlook | None) -> int:
    """The year in which the `wanted` one of `cycle` parts of a year is meant, in part `now` of `year`."""
    ahead = (wanted - now) % cycle
    future = year + (wanted < now)
    past = year - (wanted > now)
    if ahead == 0 or looks == "future":
        return future
    return past if looks == "past" or cycle - ahead <= ahead else future


def _year_of_day(today: date, month: int, day: int, looks: Outlook | None) -> int:
    """The nearest such day; the tense decides only against one that is more than a month on the wrong side."""
    years = range(max(1, today.year - 8), min(MAXYEAR, today.year + 8) + 1)
    days = {y: date(y, month, day) for y in years if day <= monthrange(y, month)[1]}
    best = min(days, key=lambda y: (abs((days[y] - today).days), y))
    off = (days[best] - today).days
    if looks == "past" and off > 31:
        return max((y for y in days if days[y] <= today), default=best)
    if looks == "future" and off < -31:
        return min((y for y in days if days[y] >= today), default=best)
    return best


def decade(p: Parts, c: Context) -> Reading | None:
    """ "the 1990s" is 199; "the '90s" the latest such decade."""
    digits = str(p["decade"])
    if len(digits) == 4:
        return date_of(digits[:3])
    return date_of(("20" if digits < "30" else "19") + digits[0])


def century(p: Parts, c: Context) -> Reading | None:
    """ "the 19th century" is 18."""
    return date_of(f"{p['rank'] - 1:02}") if 1 <= p["rank"] <= 30 else None


def named_day(p: Parts, c: Context) -> Reading | None:
    """A feast, given as month and day, or a date that made history, given whole."""
    name = p.get("feast", p.get("value"))
    if len(name) == 10:
        return date_of(name) if c.day is None or name <= c.day.isoformat() else None
    return calendar_date({**p, "month": int(name[:2]), "day": int(name[3:])}, c)


def part_of_year(p: Parts, c: Context) -> Reading | None:
    """A quarter, half or season, of a year that is named, counted ("last year") or to be guessed by the tense."""
    code, inner = _part_code(p), p.get("DATE")
    if code is None:
        return None
    if "year" in p:
        return date_of(f"{p['year']:04}-{code}")
    if inner is not None:
        return date_of(f"{inner.value}-{code}", inner.anchor) if len(inner.value) == 4 else None
    if c.day is None:
        return date_of(f"XXXX-{code}")
    known = "direction" in p
    year = _year_of_next(c.day, code, p["direction"]) if known else _year_of_part(c.day, code, c.looks())
    return date_of(f"{year:04}-{code}", PUBLISHED)


def _part_code(p: Parts) -> str | None:
    if "season" in p:
        return str(p["season"])
    kind = str(p["part"])
    rank = p.get("rank", p.get("number"))
    number = _PART_COUNT[kind] if rank == -1 else rank
    return f"{kind}{number}" if number in range(1, _PART_COUNT[kind] + 1) else None


def _year_of_part(today: date, code: str, looks: Outlook | None) -> int:
    if code in _SEASONS:  # winter is named after the year it begins in: January lies in the winter of the year before
        now = today.year - (today.month < 3)
        return _nearest(now, (today.month - 3) % 12 // 3, _SEASONS.index(code), 4, looks)
    months = 12 // _PART_COUNT[code[0]]
    return _nearest(today.year, (today.month + months - 1) // months, int(code[1]), 12 // months, looks)


def _year_of_next(today: date, code: str, direction: int) -> int:
    """The year of "last spring" (-1), "this spring" (0), "next spring" (1)."""
    if direction == 0:
        return today.year - (code == "WI" and today.month < 3)
    near = _year_of_part(today, code, None)
    bounds = calendar.covered(f"{near:04}-{code}")
    over = bounds is not None and bounds[1] < today.isoformat()
    ahead = bounds is not None and bounds[0] > today.isoformat()
    return near if (over if direction < 0 else ahead) else near + direction


def week_of_month(p: Parts, c: Context) -> Reading | None:
    """ "the first week of June": a week belongs to the month of its Thursday, as in ISO 8601 to the year of it."""
    inner: Reading | None = p.get("DATE")
    first = calendar.first_day(inner.value) if inner else None
    if inner is None or first is None or calendar.grain(inner.value) != "M":
        return None
    thursday = first + timedelta(days=(4 - first.isoweekday()) % 7)
    weeks = 1 + (monthrange(first.year, first.month)[1] - thursday.day) // 7
    number = weeks if p["rank"] == -1 else int(p["rank"])
    day = calendar.shifted(thursday, number - 1, "W")
    return date_of(calendar.value_of(day, "W"), inner.anchor) if day and number <= weeks else None


def week_of_day(p: Parts, c: Context) -> Reading | None:
    """ "the week of June 16"."""
    inner: Reading = p["DATE"]
    day = calendar.first_day(inner.value)
    if day is None or calendar.grain(inner.value) != "D":
        return date_of(calendar.SYMBOLIC["W"])
    return date_of(calendar.value_of(day, "W"), inner.anchor)


def within(p: Parts, c: Context) -> Reading | None:
    """ "early June", "the end of last year": TIMEX3 gives them the value of the whole."""
    inner: Reading = p["DATE"]
    return inner


def fixed(p: Parts, c: Context) -> Reading | None:
    """ "now", "recently", "the future": what TIMEX3 has a word for."""
    return date_of(str(p["value"]))

"""Lengths of time and what recurs: one function for each `reading` of times.toml."""

from __future__ import annotations

from typing import Literal

from dragoman.stages.timex import calendar
from dragoman.stages.timex.meaning import PUBLISHED, Context, Parts, Reading

# How many; "X" where the words leave it open ("several").
Amount = float | Literal["X"]

_FINER = {"TH": ("TM", 60), "TM": ("TS", 60), "Y": ("M", 12), "D": ("TH", 24)}


def amount(p: Parts, c: Context) -> Amount:
    """ "two and a half", "twenty-one", "more than two", "several"."""
    if "AMOUNT" in p:
        inner: Amount = p["AMOUNT"]
        return inner
    if "ten" in p:
        return float(p["ten"] + p["one"])
    number = p.get("number", p.get("vague"))
    return "X" if number == "X" else float(number) * float(p.get("many", 1)) + float(p.get("plus", 0))


def duration(p: Parts, c: Context) -> Reading | None:
    """ "six months" P6M, "several hours" PTXH, "half an hour" PT30M, "the past decade" P10Y; with the days covered
    where it is counted back or ahead from the day of publication."""
    count, unit = _count(p), str(p["unit"])
    value = _length(count, unit)
    if count == "X" or "sign" not in p or c.day is None or unit.startswith("T"):
        return Reading("DURATION", value)
    there = calendar.shifted(c.day, int(p["sign"]) * count, unit)
    if there is None:
        return Reading("DURATION", value)
    first, last = sorted((there, c.day))
    return Reading("DURATION", value, PUBLISHED, (first.isoformat(), last.isoformat()))


def time_ahead(p: Parts, c: Context) -> Reading | None:
    """ "in two weeks": a length, and under a verb that looks ahead also the days on which it ends."""
    length = duration(p, c)
    count, unit = _count(p), str(p["unit"])
    if length is None or count == "X" or c.day is None or unit.startswith("T") or c.looks() != "future":
        return length
    there = calendar.shifted(c.day, count, unit)
    bounds = calendar.covered(calendar.value_of(there, unit)) if there else None
    return length._replace(anchor=PUBLISHED, bounds=bounds) if bounds else length


def _count(p: Parts) -> Amount:
    count: Amount = p.get("AMOUNT", p.get("count", 1))
    return count


def _length(count: Amount, unit: str) -> str:
    if count != "X" and count < 1 and unit in _FINER:  # half an hour
        unit, many = _FINER[unit]
        count *= many
    if count != "X" and unit in ("DE", "CE"):  # ISO 8601 has no decades
        count, unit = count * (10 if unit == "DE" else 100), "Y"
    number = "X" if count == "X" else f"{count:g}" if count < 1e6 else f"{count:.0f}"
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def recurring(p: Parts, c: Context) -> Reading | None:
    """ "every year" P1Y, "daily" P1D, "every Monday" XXXX-WXX-1, "every morning" XXXX-XX-XXTMO."""
    if "weekday" in p:
        return Reading("SET", f"XXXX-WXX-{p['weekday']}" + (f"T{p['daypart']}" if "daypart" in p else ""))
    if "daypart" in p:
        return Reading("SET", f"XXXX-XX-XXT{p['daypart']}")
    if "month" in p:
        return Reading("SET", f"XXXX-{p['month']:02}")
    return Reading("SET", _length(_count(p), str(p["unit"])))

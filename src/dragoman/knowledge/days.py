"""Dates of any precision, "2012", "2012-05" or "2012-05-07", as the days they may mean."""

from __future__ import annotations

from calendar import monthrange


def first_day(date: str) -> str:
    """The earliest day that `date` may mean; of no date, the first of all."""
    return (date or "0001") + "-01-01"[len(date or "0001") - 4 :] if len(date) < 10 else date


def last_day(date: str) -> str:
    """The latest day that `date` may mean; of no date, the first of all: it has always been so."""
    if len(date) == 10 or not date:
        return date or "0001-01-01"
    if len(date) == 4:
        return f"{date}-12-31"
    return f"{date}-{monthrange(int(date[:4]), int(date[5:7]))[1]}"

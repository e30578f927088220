"""What a source states of its report, in the forms that sources use: days, and fields that may be blank or absent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dragoman.errors import Unreadable
from dragoman.ingest.text import Taken, from_text
from dragoman.model import Problem

_LONGEST = 500  # characters of a title or name; what is longer is something else
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3})[a-z]{0,6}\.?,?[ -](\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3})[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_IN_A_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)")


class Date(NamedTuple):
    """A date as a source writes it, and the source's own name for the field that it stands in."""

    field: str
    words: str | None


def stated(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    dates: Iterable[Date] = (),
    known_from: str = "metadata",
    problems: Iterable[Problem] = (),
) -> Taken:
    """`text` as a report with what its source states: blank fields are none, and the first date that is one counts.

    A date that is none is left out and said. `known_from` is how a date among `dates` is known.
    """
    notes = list(problems)
    day = field = None
    for candidate in dates:
        if not (words := (candidate.words or "").strip()):
            continue
        day, field = day_of(words), candidate.field
        if day is not None:
            break
        note = f"{field}: {words[:60]!r} is no date that can only mean one day, left out; write it as 2024-06-19"
        notes.append(Problem(stage="ingest", message=note))
    taken = from_text(
        text,
        title=_line(title),
        publisher=_line(publisher),
        url=_address(url),
        published=day,
        published_from=known_from if day else None,
        published_in=field if day else None,
    )
    return Taken(taken.document, (*notes, *taken.problems))


def day_of(words: str) -> str | None:
    """The ISO day that `words` open with or name, as it was where they were written; None where they are open to doubt.

    Read are "2024-06-19T08:00:00+02:00", "20240619T0800Z", "2024/06/19", "Wed, 19 Jun 2024 08:00:00 GMT",
    "June 19, 2024". "06/07/2024" is a day in June or in July, and so none.
    """
    words = words.strip()[:100]
    if match := _YEAR_FIRST.match(words):
        return _day(match[1], match[3], match[4])
    if match := _DAY_FIRST.search(words):
        return _day(match[3], _MONTHS.get(match[2].lower(), 0), match[1])
    if match := _MONTH_FIRST.search(words):
        return _day(match[3], _MONTHS.get(match[1].lower(), 0), match[2])
    return None


def day_in_name(name: str) -> str | None:
    """The day that a file is named after: "2024-06-19-talks.txt", "talks_20240619.pdf"."""
    return next((day for m in _IN_A_NAME.finditer(name) if (day := _day(m[1], m[3], m[4]))), None)


def refuse(message: str) -> Taken:
    """Raise Unreadable: for a report of which it is known beforehand that it cannot be taken in."""
    raise Unreadable(message)


def _day(year: str, month: str | int, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year > 1700 else None


def _line(words: str | None) -> str | None:
    """One line without its margins; None where nothing is left."""
    return " ".join((words or "").split())[:_LONGEST] or None


def _address(url: str | None) -> str | None:
    """A web address; other identifiers (tag:, urn:) are none."""
    url = (url or "").strip()
    return url if re.match(r"https?://\S+$", url, re.IGNORECASE) else None

"""Checks of people: sectors, the dates of offices, and whether two people hold one office on the same day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from dragoman.knowledge.actor_entries import Group, Office, Organization, Person, State
from dragoman.knowledge.checks.files import Fault, File
from dragoman.knowledge.codes import SECTORS
from dragoman.knowledge.days import first_day, last_day
from dragoman.knowledge.succession import follows, several


class _Term(NamedTuple):
    at: str | None  # path in the file; None for an office of ours
    person: str
    office: Office


def people_faults(file: File) -> Iterator[Fault]:
    """Faults of the people and offices of a file of actors."""
    for at, entry in file.entries.items():
        for sector in getattr(entry, "sectors", ()):
            if sector not in SECTORS:
                yield file.fault(f"{at}.sectors", f"unknown sector {sector}; there are {', '.join(SECTORS)}")
        if isinstance(entry, Person) and not entry.name.strip():
            yield file.fault(at, "a person needs a name")
        if isinstance(entry, Office):
            yield from _date_faults(file, at, entry)
        if isinstance(entry, State | Organization | Group):
            yield from _overlap_faults(file, at, entry)


def _date_faults(file: File, at: str, office: Office) -> Iterator[Fault]:
    wrong = False
    for field, day in (("since", office.since), ("until", office.until)):
        if day and not _is_date(day):
            wrong = True
            yield file.fault(f"{at}.{field}", f"`{field}`: {day} is no date; write 2024-06-19, 2024-06 or 2024")
    if not wrong and office.until is not None and last_day(office.until) < first_day(office.since):
        yield file.fault(f"{at}.until", f"{office.title} ends on {office.until}, before it begins on {office.since}")


def _is_date(day: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", day)) and bool(date.fromisoformat(first_day(day)))
    except ValueError:
        return False


def _overlap_faults(file: File, at: str, actor: State | Organization | Group) -> Iterator[Fault]:
    """Two terms of one office that share more than the day of the handover, as far as their dates are known."""
    terms: dict[str, list[_Term]] = {}
    for i, person in enumerate(actor.person):
        here = f"{at}.person[{i}]".lstrip(".")
        for j, office in enumerate(person.office):
            if not several(office.title) and all(_is_date(d) for d in (office.since, office.until) if d):
                place = f"{here}.office[{j}]" if here in file.entries else None
                terms.setdefault(office.title.casefold(), []).append(_Term(place, person.name, office))
    for same in terms.values():
        for one, other in combinations(same, 2):
            if (one.at or other.at) and _overlap(one.office, other.office) and not _ends_ours(one, other):
                yield file.fault(one.at or other.at or at, _both(one, other))


def _overlap(one: Office, other: Office) -> bool:
    if one.shared and other.shared:
        return False
    return last_day(one.since) < first_day(other.until or "9999") and (
        last_day(other.since) < first_day(one.until or "9999")
    )


def _ends_ours(one: _Term, other: _Term) -> bool:
    """Whether a term of the file ends one of ours that runs on to this day."""
    own, ours = (one, other) if one.at else (other, one)
    return ours.at is None and follows(own.office, ours.office)


def _both(one: _Term, other: _Term) -> str:
    times = [f"{t.person} ({t.office.since or '...'} to {t.office.until or 'now'})" for t in (one, other)]
    return f"{one.office.title} is held by {times[0]} and {times[1]} at once; if that is so, mark both `shared = true`"

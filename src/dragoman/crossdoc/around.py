"""What stands around an event: who and what its sentence names, its numbers and days, and whom its report is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.archive.actors import fold, key_of
from dragoman.model import Record, Span

_NUMBER = re.compile(r"\b(?:\d{1,3}(?:,\d{3})+|\d{1,7})\b(?!\s?%|[-:/.]\d)")
_SPELT = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12,
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_FEW = 2  # one and two of a thing are in every report


@dataclass(frozen=True, kw_only=True)
class Around:
    """Keys of actors and names of places, numbers, ISO days."""

    named: frozenset[str] = frozenset()  # in the event's sentence
    places: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()
    days: frozenset[str] = frozenset()
    report: frozenset[str] = frozenset()  # everybody whom the report names


class Surroundings:
    """What stands around the sentences of a record."""

    def __init__(self, record: Record) -> None:
        self._text = record.report.text
        self._report = frozenset(key_of(entity) for entity in record.entities)
        self._names = [(m.span, key_of(entity)) for entity in record.entities for m in entity.mentions]
        self._places = [(m.span, fold(place.name)) for place in record.places for m in place.mentions]
        self._names += self._places
        self._days = [
            (time.span, time.start[:10])
            for time in record.times
            if time.start and time.start[:10] == (time.end or time.start)[:10]
        ]

    def of(self, sentence: Span) -> Around:
        """What stands in `sentence`, and in the whole report."""
        words = self._text[sentence.start : sentence.end]
        digits = {int(number[0].replace(",", "")) for number in _NUMBER.finditer(words)}
        spelt = {_SPELT[word] for word in _WORD.findall(words.casefold()) if word in _SPELT}
        return Around(
            named=frozenset(name for span, name in self._names if span.overlaps(sentence)),
            places=frozenset(name for span, name in self._places if span.overlaps(sentence)),
            numbers=frozenset(number for number in digits | spelt if number > _FEW),
            days=frozenset(day for span, day in self._days if span.overlaps(sentence)),
            report=self._report,
        )

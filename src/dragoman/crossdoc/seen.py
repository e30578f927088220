"""What comparing events across reports needs of one: small, and free of the ids of its report.

A mention that the record codes no event for can be compared too; its `act` is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.archive.actors import fold, key_of
from dragoman.crossdoc.around import Around, Surroundings
from dragoman.crossdoc.counting import Amount, amounts
from dragoman.crossdoc.wording import Wording, wording
from dragoman.model import Event, Record, Span, Timex
from dragoman.obligations import side_of

_STOP = frozenset(
    "the and that with from for his her its their this which who whom said says told was were has had have been will "
    "would not did does into over under after before when while also than then they them there about between".split()
)
_BESIDE = 55  # characters before and behind a mention
_AT = 4  # characters between a mention and a time that belongs to it
_STEM = 6  # characters of a word that count: "strikes", "striking" and "strike" differ only behind them
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+(?=[\"“‘'(]?[A-Z])|\n+")
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An event as it is compared. Days are ISO dates, words the beginnings of words, actors keys of the archive."""

    id: str
    report: str
    act: str
    status: str
    negated: bool
    actors: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()  # sides: "RUS" for all who act for Russia
    targets: frozenset[str] = frozenset()
    start: str | None = None
    end: str | None = None
    weekday: int | None = None  # 1 Monday, of a week nobody knows
    historical: bool = False
    published: str | None = None
    publisher: str | None = None
    place: str | None = None
    country: str | None = None
    whole_country: bool = False  # whether `place` is the country itself
    words: frozenset[str] = frozenset()  # of its sentence, without names of actors and places
    counts: Mapping[str, Amount] = field(default_factory=dict)  # what its sentence counts -> how many
    said: frozenset[str] = frozenset()  # the beginnings of the words that name it
    near: frozenset[str] = frozenset()  # of those right before and behind it, names left out
    beside: frozenset[str] = frozenset()  # sides named right before and behind it
    wording: Wording | None = None
    around: Around = field(default_factory=Around)

    @property
    def coded(self) -> bool:
        """Whether it is an event of the record; else only the words of its mention are known."""
        return bool(self.act)

    @property
    def sides(self) -> frozenset[str]:
        """All for whom somebody takes part."""
        return self.agents | self.targets

    @property
    def exact(self) -> bool:
        """Whether it is known to the day."""
        return self.start is not None and (self.end is None or self.start[:10] == self.end[:10])


def seen(record: Record) -> list[Seen]:
    """The events of a record, ready to be compared."""
    reader = _Reader(record)
    return [reader.event(event) for event in record.events]


def marked(record: Record, spans: Iterable[Span]) -> list[Seen]:
    """Mentions of events at `spans`, ready to be compared: as what the record codes there, else by their words alone.

    Their ids name the place: "9514c53f04003e35/words/31-38".
    """
    reader = _Reader(record)
    return [reader.mention(span) for span in spans]


class _Reader:
    """A record with what is looked up for each of its events."""

    def __init__(self, record: Record) -> None:
        self._record, self._text = record, record.report.text
        self._entities = {e.id: e for e in record.entities}
        self._times, self._places = {t.id: t for t in record.times}, {p.id: p for p in record.places}
        self._named = [m.span for e in record.entities for m in e.mentions]
        self._named += [m.span for p in record.places for m in p.mentions]
        self._sides = [(m.span, side_of(e)) for e in record.entities for m in e.mentions]
        self._countries = {e.country: {fold(e.name)} for e in record.entities if e.kind == "state" and e.country}
        self._around = Surroundings(record)
        self._sentences = [m.end() for m in _SENTENCE_END.finditer(self._text)]

    def event(self, event: Event, at: Span | None = None) -> Seen:
        """An event of the record, as it is worded at its trigger, or at `at`."""
        time, place = self._times.get(event.time or ""), self._places.get(event.place or "")
        weekday = _WEEKDAY.match(time.value) if time and not time.start else None
        entities = self._entities
        at = at or event.trigger
        return replace(
            self._told(at),
            id=event.id,
            act=event.act,
            status=event.status,
            negated=event.negated,
            actors=frozenset(key_of(entities[i]) for i in _parties(event) if i in entities),
            agents=frozenset(side_of(entities[i]) for i in event.actor if i in entities),
            targets=frozenset(side_of(entities[i]) for i in event.recipient if i in entities),
            start=_day(time.start if time else None),
            end=_day(time.end if time else None),
            weekday=int(weekday[1]) if weekday else None,
            historical=event.historical,
            place=fold(place.name) if place else None,
            country=place.country if place else None,
            whole_country=place is not None and fold(place.name) in self._countries.get(place.country or "", ()),
        )

    def mention(self, span: Span) -> Seen:
        """What the record codes at `span`, or what its sentence says of it."""
        there = [event for event in self._record.events if event.trigger.overlaps(span)]
        mention = f"{self._record.report.id}/words/{span.start}-{span.end}"
        if there:
            nearest = min(
                there, key=lambda e: (abs(e.trigger.start - span.start) + abs(e.trigger.end - span.end), e.id)
            )
            return replace(self.event(nearest, span), id=mention)
        sentence = _sentence(self._text, span)
        time = self._time(span, sentence)
        told = self._told(span)
        return replace(told, start=_day(time.start if time else None), end=_day(time.end if time else None))

    def _time(self, span: Span, sentence: Span) -> Timex | None:
        """The time that stands right at a mention, "Monday's attack", else the only one of its sentence."""
        times = [t for t in self._record.times if t.type in ("DATE", "TIME") and t.span.overlaps(sentence)]
        there = [t for t in times if 0 <= span.start - t.span.end <= _AT or 0 <= t.span.start - span.end <= _AT]
        return there[0] if there else times[0] if len(times) == 1 else None

    def _told(self, at: Span) -> Seen:
        """What the words at `at` tell."""
        text, report = self._text, self._record.report
        sentence = _sentence(text, at)
        before = Span(max(sentence.start, at.start - _BESIDE), at.start)
        behind = Span(at.end, max(at.end, min(sentence.end, at.end + _BESIDE)))
        return Seen(
            id=f"{report.id}/words/{at.start}-{at.end}",
            report=report.id,
            act="",
            status="",
            negated=False,
            published=_day(report.published),
            publisher=report.publisher,
            words=stems(text, sentence, self._named),
            counts=amounts(text[sentence.start : sentence.end]),
            said=stems(text, at),
            near=stems(text, before, self._named) | stems(text, behind, self._named),
            beside=frozenset(side for span, side in self._sides if before.covers(span) or behind.covers(span)),
            wording=wording(text, at, sentence, self._sentences),
            around=self._around.of(sentence),
        )


def stems(text: str, span: Span, without: Iterable[Span] = ()) -> frozenset[str]:
    """The beginnings of the words of `text` in `span` that say something; names `without` are left out."""
    names = [(name.start, name.end) for name in without if name.start < span.end and span.start < name.end]
    found = set()
    for match in _WORD.finditer(text, span.start, span.end):
        word, (first, last) = match[0].casefold(), match.span()
        if word not in _STOP and not any(start < last and first < end for start, end in names):
            found.add(word[:_STEM])
    return frozenset(found)


def _parties(event: Event) -> tuple[str, ...]:
    return (*event.actor, *event.recipient)


def _sentence(text: str, trigger: Span) -> Span:
    """The sentence around a trigger, as far as punctuation tells; at most 600 characters either side."""
    least, most = max(0, trigger.start - 600), min(len(text), trigger.end + 600)
    before = [m.end() for m in _SENTENCE_END.finditer(text, least, trigger.start)]
    after = _SENTENCE_END.search(text, trigger.end, most)
    return Span(before[-1] if before else least, after.start() if after else most)


def _day(moment: str | None) -> str | None:
    """The day of an ISO date or date and time, None where it is none of the calendar."""
    try:
        return date.fromisoformat((moment or "")[:10]).isoformat()
    except ValueError:
        return None

"""What comparing events across reports needs of one: small, and free of the ids of its report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dragoman.archive.actors import fold, key_of
from dragoman.crossdoc.around import Around, Surroundings
from dragoman.crossdoc.counting import Amount, amounts
from dragoman.model import Event, Record, Span
from dragoman.obligations import side_of

_STOP = frozenset(
    "the and that with from for his her its their this which who whom said says told was were has had have been will "
    "would not did does into over under after before when while also than then they them there about between".split()
)
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
    around: Around = field(default_factory=Around)

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
    entities = {e.id: e for e in record.entities}
    times, places = {t.id: t for t in record.times}, {p.id: p for p in record.places}
    named = [m.span for e in record.entities for m in e.mentions] + [m.span for p in record.places for m in p.mentions]
    countries = {e.country: {fold(e.name)} for e in record.entities if e.kind == "state" and e.country}
    around = Surroundings(record)
    found = []
    for event in record.events:
        time, place = times.get(event.time or ""), places.get(event.place or "")
        sentence = _sentence(record.report.text, event.trigger)
        weekday = _WEEKDAY.match(time.value) if time and not time.start else None
        found.append(
            Seen(
                id=event.id,
                report=record.report.id,
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
                published=_day(record.report.published),
                publisher=record.report.publisher,
                place=fold(place.name) if place else None,
                country=place.country if place else None,
                whole_country=place is not None and fold(place.name) in countries.get(place.country or "", ()),
                words=stems(record.report.text, sentence, named),
                counts=amounts(record.report.text[sentence.start : sentence.end]),
                said=stems(record.report.text, event.trigger),
                around=around.of(sentence),
            )
        )
    return found


def stems(text: str, span: Span, without: Iterable[Span] = ()) -> frozenset[str]:
    """The beginnings of the words of `text` in `span` that say something; names `without` are left out."""
    names = [name for name in without if name.overlaps(span)]
    words = ((w[0].casefold(), Span(*w.span())) for w in _WORD.finditer(text, span.start, span.end))
    return frozenset(w[:_STEM] for w, at in words if w not in _STOP and not any(at.overlaps(n) for n in names))


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

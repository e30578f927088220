"""The desk: a record with what one needs to look up while writing about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dragoman.export import wording
from dragoman.model import Claim, Event, Record, Span, Statement

_IN_PASSING = 40  # characters of an event's words where it is only referred to


class Desk(NamedTuple):
    """A record, the names to use in it, and its parts by id."""

    record: Record
    quote: int  # characters a quotation may have
    names: dict[str, str]
    events: dict[str, Event]
    statements: dict[str, Statement]
    times: dict[str, str]
    places: dict[str, str]
    states: dict[str, str]  # name by country code

    @classmethod
    def of(cls, record: Record, quote: int) -> Desk:
        published = record.report.published
        text = record.report.text
        return cls(
            record=record,
            quote=quote,
            names=wording.short_names(record),
            events={e.id: e for e in record.events},
            statements={s.id: s for s in record.statements},
            times={t.id: wording.time_in_words(t, text[t.span.start : t.span.end], published) for t in record.times},
            places={p.id: wording.clean(p.name) for p in record.places},
            states={e.country: e.name for e in record.entities if e.kind == "state" and e.country},
        )

    def text(self, span: Span) -> str:
        return wording.clean(self.record.report.text[span.start : span.end])

    def words(self, spans: Iterable[Span], focus: Span | None = None, most: int | None = None) -> str:
        return wording.excerpt(self.record.report.text, tuple(spans), min(self.quote, most or self.quote), focus)

    def parties(self, ids: Iterable[str]) -> str:
        return wording.listed((self.names.get(i, wording.clean(i)) for i in ids), most=4)

    def towards(self, actors: tuple[str, ...], recipients: tuple[str, ...]) -> str:
        """ "Araghchi → Russia"; those on both sides, as in a meeting, are simply listed."""
        if not recipients or set(actors) >= set(recipients):
            return self.parties(actors) or "nobody named"
        return f"{self.parties(actors) or 'someone'} → {self.parties(recipients)}"

    def speaker(self, statement: Statement) -> str:
        if statement.speaker:
            return self.names.get(statement.speaker, wording.clean(statement.speaker))
        return self.words(statement.source, most=40) or "someone"

    def owner(self, claim: Claim, unless: str | None = None) -> str:
        """Whose claim it is: "says Peskov"; nothing for the reporter's own voice and for the entity `unless`."""
        statement = self.statements.get(claim.said_in or "")
        if statement is None or (unless is not None and statement.speaker == unless):
            return ""
        speaker = self.speaker(statement)
        return f"says {speaker}" if statement.act == "says" else f"{speaker} {wording.clean(statement.act)}"

    def event(self, key: str) -> str:
        """An event in passing: the words that name it, and when."""
        event = self.events.get(key)
        if event is None:
            return wording.clean(key)
        named = [span for span in event.evidence if span.covers(event.trigger)][:1] or event.evidence
        when = self.times.get(event.time or "", "")
        return ", ".join(p for p in (self.words(named, event.trigger, most=_IN_PASSING), when) if p)

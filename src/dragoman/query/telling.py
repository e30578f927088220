"""Answers from records: a claim with its actors, its day and its words, told as the report tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from dragoman.answers import Actor, Bond, Happening, Move, Recalled, Saying, Source, Stand, Told
from dragoman.archive import loading
from dragoman.archive.actors import key_of
from dragoman.archive.rows import numbered
from dragoman.model import Claim, Commitment, Document, Event, Position, Record, Span, Statement, enclosing

QUOTE = 300  # characters of a claim's words
_AROUND = 60  # characters either side of a noun that takes up an event


class Place(NamedTuple):
    """Where a claim is: number of the report, number of the claim in it."""

    report: int
    claim: int


def tell(connection: Connection, places: Iterable[Place]) -> list[Any]:
    """The claims at `places`, in that order, as answers."""
    wanted = list(places)
    return told_from(loading.records(connection, [p.report for p in wanted]), wanted)


def told_from(records: Mapping[int, Record], places: Iterable[Place]) -> list[Any]:
    """The claims at `places` of these records, by number, in that order, as answers."""
    wanted = [place for place in places if place.report in records]
    told = {n: _Report(records[n]) for n in {place.report for place in wanted}}
    return [told[p.report].claim(p.claim) for p in wanted if p.claim in told[p.report].claims]


def claims_of(record: Record) -> list[Told]:
    """Every claim of a record, in the archive or not, as answers, in the order of the text."""
    report = _Report(record)
    told = [report.claim(number) for number in report.claims]
    return sorted(told, key=lambda claim: claim.spans[0] if claim.spans else Span(0, 0))


def source_of(report: Document) -> Source:
    """A report as a source."""
    return Source(
        id=report.id, title=report.title, publisher=report.publisher, url=report.url, published=report.published,
        language=report.language,
    )  # fmt: skip


def recalled_in(report: Document, noun: Span, confidence: float) -> Recalled:
    """Where a report takes up an event with a noun, with the words around it."""
    start, end = max(0, noun.start - _AROUND), min(len(report.text), noun.end + _AROUND)
    first = report.text.find(" ", start, noun.start) + 1 if start else 0
    last = report.text.rfind(" ", noun.end, end) if end < len(report.text) else end
    words = " ".join(report.text[first : max(last, noun.end)].split())
    return Recalled(source=source_of(report), words=words, span=noun, confidence=confidence)


class _Report:
    """A record, ready to be told from."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.source = source_of(record.report)
        self.claims = {place.n: place.claim for place in numbered(record)}
        self._entities = {entity.id: entity for entity in record.entities}

    def claim(self, number: int) -> Told:
        claim = self.claims[number]
        match claim:
            case Event():
                return self._happening(claim)
            case Statement():
                return self._saying(claim)
            case Position():
                return self._stand(claim)
            case Commitment():
                return self._bond(claim)
            case _:
                raise TypeError(f"no answer for {type(claim).__name__}")

    def _told(self, claim: Claim) -> dict[str, Any]:
        speaker = next((s.speaker for s in self.record.statements if s.id == claim.said_in), None)
        return {
            "id": claim.id, "source": self.source, "words": self._words(claim.evidence), "spans": claim.evidence,
            "said_by": self._actor(speaker), "said": claim.said_in is not None, "rule": claim.rule,
            "confidence": claim.confidence,
        }  # fmt: skip

    def _happening(self, event: Event) -> Happening:
        time = next((t for t in self.record.times if t.id == event.time), None)
        place = next((p for p in self.record.places if p.id == event.place), None)
        same = ("type", "act", "mode", "cameo", "quad", "score", "status", "negated")
        return Happening(
            **self._told(event),
            **{name: getattr(event, name) for name in same},
            day=time.start[:10] if time and time.start else None,
            until=time.end[:10] if time and time.end else None,
            when=self._words([time.span]) if time else None,
            actor=self._actors(event.actor),
            recipient=self._actors(event.recipient),
            place=place.name if place else None,
            country=place.country if place else None,
        )

    def _saying(self, statement: Statement) -> Saying:
        told = self._told(statement) | {"words": self._words(statement.content)}
        same = ("act", "form", "negated", "setting")
        return Saying(
            **told,
            **{name: getattr(statement, name) for name in same},
            speaker=self._actor(statement.speaker),
            addressee=self._actors(statement.addressee),
        )

    def _stand(self, position: Position) -> Stand:
        toward = position.toward
        event = next((e for e in self.record.events if e.id == toward.event), None)
        spans = [toward.span] if toward.span else event.evidence if event else []
        return Stand(
            **self._told(position),
            holder=self._actors([position.holder])[0],
            stance=position.stance,
            toward=self._actor(toward.entity),
            about=self._words(spans) if spans else "",
        )

    def _bond(self, commitment: Commitment) -> Bond:
        words = {e.id: self._words(e.evidence) for e in self.record.events}
        return Bond(
            **self._told(commitment),
            **{name: getattr(commitment, name) for name in ("instrument", "kind", "force", "status")},
            parties=self._actors(commitment.parties),
            bound=self._actors(commitment.bound),
            beneficiary=self._actors(commitment.beneficiary),
            terms=self._words([commitment.terms]) if commitment.terms else "",
            condition=self._words([commitment.condition]) if commitment.condition else "",
            history=tuple(
                Move(
                    status=step.status,
                    why=step.why,
                    words=words.get(step.event or "") or (self._words(step.evidence) if step.evidence else ""),
                    event=step.event,
                )
                for step in commitment.history
            ),
        )

    def _actors(self, ids: Iterable[str]) -> tuple[Actor, ...]:
        return tuple(actor for actor in map(self._actor, ids) if actor is not None)

    def _actor(self, id: str | None) -> Actor | None:
        entity = self._entities.get(id or "")
        if entity is None:
            return None
        return Actor(key=key_of(entity), name=entity.name, kind=entity.kind, country=entity.country, code=entity.code)

    def _words(self, spans: Sequence[Span]) -> str:
        whole = enclosing(spans)
        words = " ".join(self.record.report.text[whole.start : whole.end].split())
        if len(words) <= QUOTE:
            return words
        return f"{words[: words.rfind(' ', 0, QUOTE) if ' ' in words[:QUOTE] else QUOTE]} …"

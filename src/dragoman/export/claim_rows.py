"""A table of claims, one row each, of every layer: what the CSV and the Parquet file hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dragoman.export.covering import covered
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.told import Told, key, told
from dragoman.export.wording import clean
from dragoman.model import Claim, Commitment, Entity, Event, Position, Record, Statement, enclosing

Cell = str | int | float | bool | None

COLUMNS: Final[dict[str, type]] = {
    "report": str, "title": str, "publisher": str, "url": str, "published": str, "language": str,
    "layer": str, "id": str, "who": str, "who_key": str, "who_code": str, "whom": str, "whom_key": str,
    "whom_code": str, "type": str, "act": str, "mode": str, "contexts": str, "cameo": str, "quad": int,
    "score": float, "status": str, "negated": bool, "historical": bool, "day": str, "last_day": str,
    "place": str, "place_country": str, "lat": float, "lon": float, "about": str, "force": str, "instrument": str,
    "said_in": str, "said_by": str, "quotation": str, "quotation_start": int, "quotation_end": int,
    "span_start": int, "span_end": int, "rule": str, "confidence": float,
    "occurrence": str, "accounts": int, "articles": int, "voices": int,
}  # fmt: skip


def claim_rows(record: Record, manner: Manner = AS_USUAL) -> Iterator[dict[str, Cell]]:
    """The claims of a record as rows with COLUMNS; docs/export.md says what each holds for which layer."""
    about = told(record, manner.words)
    speakers = {s.id: s.speaker for s in record.statements}
    report = record.report
    source = {name: getattr(report, name) for name in ("title", "publisher", "url", "published", "language")}
    for layer in ("events", "statements", "positions", "commitments"):
        for claim in getattr(record, layer):
            row: dict[str, Any] = dict.fromkeys(COLUMNS)
            row |= {"report": report.id, **source, "layer": layer.removesuffix("s")}
            row |= _common(claim, about, speakers) | _own(claim, about) | _covered(claim, record, manner)
            yield {name: _plain(value) if isinstance(value, str) else value for name, value in row.items()}


def _plain(words: str) -> str:
    """`clean`, without the work for what is clean already: most cells are ids and codes."""
    return words if words.isascii() and words.isprintable() and " " not in words else clean(words)


def _common(claim: Claim, about: Told, speakers: dict[str, str | None]) -> dict[str, Cell]:
    span = enclosing(claim.evidence) if claim.evidence else None
    shown = about.quotation.get(claim.id)
    speaker = about.named(speakers.get(claim.said_in or ""))
    return {
        "id": claim.id,
        "said_in": claim.said_in,
        "said_by": speaker[0].name if speaker else None,
        "quotation": about.quote(claim.id),
        "quotation_start": shown.start if shown else None,
        "quotation_end": shown.end if shown else None,
        "span_start": span.start if span else None,
        "span_end": span.end if span else None,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def _own(claim: Claim, about: Told) -> dict[str, Cell]:
    """What only claims of this layer have."""
    match claim:
        case Event():
            return _event(claim, about)
        case Statement():
            parties = _parties(about.named(claim.speaker), about.named(*claim.addressee))
            return parties | {"type": claim.form, "act": claim.act, "negated": claim.negated}
        case Position():
            toward = claim.toward
            parties = _parties(about.named(claim.holder), about.named(toward.entity))
            return parties | {"type": claim.stance, "about": toward.event}
        case Commitment():
            parties = _parties(about.named(*claim.bound), about.named(*claim.beneficiary))
            bond = {"type": claim.kind, "force": claim.force, "status": claim.status, "instrument": claim.instrument}
            return parties | bond
    return {}


def _covered(claim: Claim, record: Record, manner: Manner) -> dict[str, Cell]:
    """Which event it is an account of, and how many tell of that."""
    if not isinstance(claim, Event):
        return {}
    cover = covered(claim, record.report, manner)
    number = {"accounts": len(cover.accounts), "articles": len(cover.sources), "voices": cover.voices}
    return {"occurrence": cover.id, **number}


def _event(event: Event, about: Told) -> dict[str, Cell]:
    place = about.place.get(event.place or "")
    first, last = about.days(event)
    where: dict[str, Cell] = {}
    if place:
        where = {"place": place.name, "place_country": place.country, "lat": place.lat, "lon": place.lon}
    plain = {name: getattr(event, name) for name in ("type", "act", "mode", "cameo", "quad", "score", "status")}
    flags = {"negated": event.negated, "historical": event.historical, "contexts": "; ".join(event.contexts) or None}
    parties = _parties(about.named(*event.actor), about.named(*event.recipient))
    return parties | plain | flags | where | {"day": first, "last_day": last}


def _parties(who: list[Entity], whom: list[Entity]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for side, entities in (("who", who), ("whom", whom)):
        cells[side] = "; ".join(e.name for e in entities) or None
        cells[f"{side}_key"] = "; ".join(map(key, entities)) or None
        cells[f"{side}_code"] = "; ".join(e.code or "" for e in entities).strip("; ") or None
    return cells

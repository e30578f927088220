"""A record as rows of the tables it is found by. Pure: no database here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Table

from dragoman.archive import tables
from dragoman.archive.actors import Known, fold, key_of
from dragoman.archive.denials import denies
from dragoman.archive.packing import storable
from dragoman.model import Claim, Commitment, Event, Position, Record, Statement

Row = dict[str, Any]

INDEXED = (
    tables.entity, tables.place, tables.event, tables.statement, tables.position, tables.commitment, tables.span,
    tables.party, tables.pair,
)  # fmt: skip
_ABOUT = 200  # characters of what a position is about


class Numbered(NamedTuple):
    """A claim with its number in the report."""

    n: int
    claim: Claim


def numbered(record: Record) -> Iterator[Numbered]:
    """The claims of a record, counted through: events, statements, positions, commitments."""
    claims = (*record.events, *record.statements, *record.positions, *record.commitments)
    return (Numbered(n, claim) for n, claim in enumerate(claims))


def rows(record: Record, n: int, actors: Mapping[str, Known]) -> dict[Table, list[Row]]:
    """The rows of report number `n`; `actors` are the archive's, by key."""
    known = {entity.id: actors[key_of(entity)] for entity in record.entities}
    found: dict[Table, list[Row]] = {table: [] for table in INDEXED}
    found[tables.entity] = [
        {"report": n, "number": i, "actor": known[entity.id].n} for i, entity in enumerate(record.entities)
    ]
    found[tables.place] = [
        {"report": n, "number": i, "name": storable(p.name), "country": p.country, "lat": p.lat, "lon": p.lon}
        | {"geonames": p.geonames}
        for i, p in enumerate(record.places)
    ]
    for number, claim in numbered(record):
        at = {"report": n, "claim": number}
        found[tables.span] += [at | {"start": s.start, "end": s.end} for s in dict.fromkeys(claim.evidence)]
        table, row = _claim(record, claim)
        found[table].append(at | row)
        day = row["day"] if isinstance(claim, Event) else record.report.published
        taking = _parties(claim, known)
        found[tables.party] += [at | {"actor": actor, "day": day, "role": role} for actor, role in taking.items()]
        if isinstance(claim, Event):
            met = {"day": day, "quad": claim.quad, "score": claim.score}
            found[tables.pair] += [at | {"one": a, "other": b} | met for a, b in _pairs(claim, known)]
    return found


def _claim(record: Record, claim: Claim) -> tuple[Table, Row]:
    sure = {"confidence": claim.confidence}
    match claim:
        case Event():
            return tables.event, _event(record, claim) | sure
        case Statement():
            act = "denies" if denies(record, claim) else claim.act[:24]  # a denial is looked for by this
            return tables.statement, {"act": act, "form": claim.form, "negated": claim.negated} | sure
        case Position():
            return tables.position, {"stance": claim.stance, "about": _about(record, claim)} | sure
        case Commitment():
            named = {"instrument": storable(claim.instrument) if claim.instrument else None}
            kind = {"kind": claim.kind, "force": claim.force, "status": claim.status, "day": record.report.published}
            return tables.commitment, kind | named | sure
        case _:
            raise TypeError(f"no table for {type(claim).__name__}")


def _event(record: Record, event: Event) -> Row:
    start = next((t.start for t in record.times if t.id == event.time), None)
    country = next((p.country for p in record.places if p.id == event.place), None)
    return {
        "type": event.type,
        "status": event.status,
        "negated": event.negated,
        "day": start or (None if event.historical else record.report.published),
        "dated": start is not None,
        "country": country,
        "quad": event.quad,
        "score": event.score,
    }


def _about(record: Record, position: Position) -> str | None:
    """The folded words that a position is about: its span, or those of the event."""
    toward = position.toward
    spans = [toward.span] if toward.span else [s for e in record.events if e.id == toward.event for s in e.evidence]
    return fold(" … ".join(record.report.text[s.start : s.end] for s in spans))[:_ABOUT] or None


def _parties(claim: Claim, known: Mapping[str, Known]) -> dict[int, str]:
    """Number of an actor -> its most telling role; a state takes the part of those who act for it."""
    taking: dict[int, str] = {}
    for ids, role in _roles(claim):
        for known_as in (known[i] for i in ids if i in known):
            taking.setdefault(known_as.n, role)
    for ids, role in _roles(claim):
        for side in (known[i].side for i in ids if i in known):
            if side is not None:
                taking.setdefault(side, role)
    return taking


def _roles(claim: Claim) -> tuple[tuple[tuple[str, ...], str], ...]:
    match claim:
        case Event():
            return (claim.actor, "actor"), (claim.recipient, "recipient")
        case Statement():
            return ((claim.speaker,) if claim.speaker else (), "speaker"), (claim.addressee, "addressee")
        case Position():
            return ((claim.holder,), "holder"), ((claim.toward.entity,) if claim.toward.entity else (), "toward")
        case Commitment():
            return (claim.bound, "bound"), (claim.beneficiary, "beneficiary"), (claim.parties, "party")
        case _:
            return ()


def _pairs(event: Event, known: Mapping[str, Known]) -> set[tuple[int, int]]:
    """Who met whom, both ways: actors as they are named, and the sides they act for."""
    if event.negated or event.status not in ("happened", "ongoing"):
        return set()
    ones, others = ([known[i] for i in ids if i in known] for ids in (event.actor, event.recipient))
    named = {(a.n, b.n) for a in ones for b in others}
    sides = {(a.side or a.n, b.side or b.n) for a in ones for b in others}
    return {pair for a, b in named | sides if a != b for pair in ((a, b), (b, a))}

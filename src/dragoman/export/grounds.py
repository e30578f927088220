"""The grounds: what stands behind each line of the note, as label and value, for whoever wants to check it."""

from __future__ import annotations

from dragoman.export.wording import day_in_words, listed
from dragoman.model import Claim, Commitment, Entity, Event, Place, Position, Record, Statement, Timex

Grounds = tuple[tuple[str, str], ...]
_Pairs = tuple[tuple[str, str | None], ...]


def grounds(record: Record) -> dict[str, Grounds]:
    """By id of an entity or claim: codes, status, whose claim it is, which rule decided and how sure that is."""
    names = {e.id: e.name for e in record.entities}
    speakers = {s.id: _speaker(record, s, names) for s in record.statements}
    places = {p.id: p for p in record.places}
    times = {t.id: t for t in record.times}
    found = {e.id: _filled(*_entity(e)) for e in record.entities}
    for event in record.events:
        own = _event(event, places.get(event.place or ""), times.get(event.time or ""))
        found[event.id] = _filled(*own, *_claim(event, speakers))
    for statement in record.statements:
        found[statement.id] = _filled(*_statement(statement), *_claim(statement, speakers))
    for position in record.positions:
        found[position.id] = _filled(*_position(position), *_claim(position, speakers))
    for commitment in record.commitments:
        found[commitment.id] = _filled(*_commitment(commitment), *_claim(commitment, speakers))
    return found


def _filled(*pairs: tuple[str, str | None]) -> Grounds:
    return tuple((label, value) for label, value in pairs if value)


def _speaker(record: Record, statement: Statement, names: dict[str, str]) -> str:
    return (
        names.get(statement.speaker or "")
        or " ".join(record.report.text[s.start : s.end] for s in statement.source)
        or "someone"
    )


def _claim(claim: Claim, speakers: dict[str, str]) -> Grounds:
    owner = speakers.get(claim.said_in or "", "someone") if claim.said_in else "the reporter"
    return (
        ("claimed by", owner),
        ("rule", claim.rule),
        ("confidence", f"{claim.confidence:.2f}"),
        ("id", claim.id),
    )


def _entity(entity: Entity) -> _Pairs:
    return (
        ("kind", entity.kind),
        ("country", entity.country),
        ("sectors", listed(entity.sectors, most=9)),
        ("CAMEO actor", entity.code),
        ("Wikidata", entity.wikidata),
        ("office known from", f"the {entity.role.origin}" if entity.role else None),
        ("id", entity.id),
    )


def _event(event: Event, place: Place | None, time: Timex | None) -> _Pairs:
    return (
        ("PLOVER", " ".join(p for p in (event.type, event.mode) if p)),
        ("act", event.act if event.act != event.type else None),
        ("contexts", listed(event.contexts, most=9)),
        ("CAMEO", event.cameo),
        ("quad class", str(event.quad)),
        ("score", f"{event.score:+.1f}"),
        ("status", f"{'not ' if event.negated else ''}{event.status}{', historical' if event.historical else ''}"),
        ("time", _time(time) if time else None),
        ("place", ", ".join(p for p in (place.name, place.country) if p) if place else None),
    )


def _time(time: Timex) -> str:
    return f"{time.value} ({day_in_words(time.start)})" if time.start else time.value


def _statement(statement: Statement) -> _Pairs:
    act = f"does not: {statement.act}" if statement.negated else statement.act
    return (("form", statement.form), ("act", act), ("setting", statement.setting))


def _position(position: Position) -> _Pairs:
    return (("stance", position.stance),)


def _commitment(commitment: Commitment) -> _Pairs:
    moves = tuple((step.status, step.why) for step in commitment.history)
    return (("kind", commitment.kind), ("force", commitment.force), ("status", commitment.status), *moves)

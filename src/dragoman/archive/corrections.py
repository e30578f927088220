"""Corrections: what people put right, each a record of its own with who and when.

The machine's record stays as it was; corrections are laid over it whenever it is asked for, so they survive a
rereading and can be undone. After a rereading the claim is found by its id, else by the words it rested on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import structs
from sqlalchemy import Connection, Row, func, insert, select, update

from dragoman.answers import Correction
from dragoman.archive import tables
from dragoman.errors import BadQuestion
from dragoman.model import Claim, Commitment, Entity, Event, Position, Record, Span, Statement, Toward, enclosing

Noun = Entity | Event | Statement | Position | Commitment

REJECTED = "rejected"
_FIXED = frozenset({"id", "evidence", "mentions", "trigger", "source", "cue", "content", "history"})
_IDS = frozenset("actor recipient time place said_in speaker addressee holder toward parties bound beneficiary".split())
_LAYERS = ("entities", "events", "statements", "positions", "commitments")
_KINDS = {"entity": Entity, "event": Event, "statement": Statement, "position": Position, "commitment": Commitment}


def corrected(record: Record, corrections: Iterable[Correction]) -> Record:
    """`record` with `corrections` laid over it in order; one whose words are gone is passed over."""
    for correction in corrections:
        noun = found(record, correction.target, Span(correction.start, correction.end))
        if noun is None:
            continue
        if correction.field == REJECTED:
            record = without(record, noun.id) if correction.value else record
        else:
            new = changed(noun, correction.field, correction.value)
            layer = {_layer(noun): tuple(new if n.id == noun.id else n for n in getattr(record, _layer(noun)))}
            record = structs.replace(record, **layer)
    return record


def found(record: Record, target: str, words: Span) -> Noun | None:
    """The noun with the id `target`, else the one of its kind that shares most with `words`."""
    kind = _KINDS.get(target.split("/")[1] if "/" in target else "")
    if exact := next((n for n in nouns(record) if n.id == target), None):
        return exact
    same = [(place(noun), noun) for noun in nouns(record) if type(noun) is kind]
    alike = [(min(s.end, words.end) - max(s.start, words.start), noun) for s, noun in same]
    shared, best = max(alike, key=lambda pair: pair[0], default=(0, None))
    return best if shared > 0 else None


def nouns(record: Record) -> Iterator[Noun]:
    """The entities and claims of a record: what can be corrected."""
    return (noun for layer in _LAYERS for noun in getattr(record, layer))


def check_ids(record: Record, field: str, value: Any) -> None:
    """BadQuestion if `value` of a field of ids names what is not in the record."""
    if field in _IDS and (unknown := sorted(_ids(value) - _known_ids(record))):
        raise BadQuestion(f"{field}: there is no {', '.join(unknown)} in this report")


def changed(noun: Noun, field: str, value: Any) -> Noun:
    """`noun` with another `value` of a field; BadQuestion where it has no such field or the value does not fit."""
    fields = [f for f in type(noun).__struct_fields__ if f not in _FIXED]
    if field not in fields:
        raise BadQuestion(f"no field {field!r} to correct; there are {', '.join(fields)}, and {REJECTED}")
    try:
        return msgspec.convert(msgspec.to_builtins(noun) | {_encoded(noun, field): value}, type(noun))
    except msgspec.ValidationError as error:
        raise BadQuestion(f"{field} cannot be {value!r}: {error}") from error


def without(record: Record, gone: str) -> Record:
    """`record` without one entity or claim, and without what other claims say of it."""
    kept = {layer: [n for n in getattr(record, layer) if n.id != gone] for layer in _LAYERS}
    triggers = {e.id: e.trigger for e in record.events}

    def freed(claim: Any) -> Any:
        changes: dict[str, Any] = {"said_in": None} if claim.said_in == gone else {}
        for field in ("actor", "recipient", "addressee", "parties", "bound", "beneficiary"):
            if gone in (ids := getattr(claim, field, ())):
                changes[field] = tuple(i for i in ids if i != gone)
        if getattr(claim, "speaker", None) == gone:
            changes["speaker"] = None
        if isinstance(claim, Position) and claim.toward.event == gone:
            changes["toward"] = Toward(span=triggers[gone])
        if isinstance(claim, Commitment) and any(step.event == gone for step in claim.history):
            history = tuple(step for step in claim.history if step.event != gone)
            changes |= {"history": history, "status": history[-1].status if history else "standing"}
        return structs.replace(claim, **changes) if changes else claim

    kept["positions"] = [p for p in kept["positions"] if gone not in (p.holder, p.toward.entity)]
    claims = {layer: tuple(map(freed, kept[layer])) for layer in _LAYERS if layer != "entities"}
    return structs.replace(record, entities=tuple(kept["entities"]), **claims)


def place(noun: Noun) -> Span:
    """The words that an entity or claim rests on, from first to last; an entity's first mention."""
    if isinstance(noun, Claim):
        return enclosing(noun.evidence)
    return noun.mentions[0].span if noun.mentions else Span(0, 0)


def standing(connection: Connection, reports: Sequence[str]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of `reports` that are not undone, by report, oldest first."""
    ours: dict[str, tuple[Correction, ...]] = {}
    table = tables.correction.c
    for start in range(0, len(reports), 500):
        wanted = table.report.in_(reports[start : start + 500]) & table.undone_at.is_(None)
        for row in connection.execute(select(tables.correction).where(wanted).order_by(table.n)):
            ours[row.report] = (*ours.get(row.report, ()), _correction(row))
    return ours


def listed(connection: Connection, report: str | None = None) -> list[Correction]:
    """All corrections, or those of one report, oldest first, the undone ones too."""
    table = tables.correction.c
    rows = select(tables.correction).order_by(table.n)
    return [_correction(row) for row in connection.execute(rows.where(table.report == report) if report else rows)]


def add(connection: Connection, made: Correction) -> Correction:
    """Keep a correction; its number is given here."""
    last = connection.execute(select(func.max(tables.correction.c.n))).scalar() or 0
    row = {name: getattr(made, name) for name in ("report", "target", "start", "end", "field", "by", "at", "note")}
    told = {"value": msgspec.json.encode(made.value).decode(), "was": msgspec.json.encode(made.was).decode()}
    connection.execute(insert(tables.correction), [row | told | {"n": last + 1}])
    return structs.replace(made, number=last + 1)


def mark_undone(connection: Connection, number: int, by: str, at: str) -> Correction:
    """Say that a correction no longer holds; BadQuestion if there is none of this number, or it is undone."""
    table = tables.correction
    row = connection.execute(select(table).where(table.c.n == number)).one_or_none()
    if row is None or row.undone_at:
        raise BadQuestion(
            f"there is no correction {number}" if row is None else f"correction {number} is undone already"
        )
    connection.execute(update(table).where(table.c.n == number).values(undone_by=by, undone_at=at))
    return structs.replace(_correction(row), undone_by=by, undone_at=at)


def _ids(value: Any) -> set[str]:
    listed = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else [value]
    return {i for i in listed if isinstance(i, str)}


def _known_ids(record: Record) -> set[str]:
    return {x.id for x in (*nouns(record), *record.times, *record.places)}


def _layer(noun: Noun) -> str:
    return "entities" if isinstance(noun, Entity) else f"{type(noun).__name__.lower()}s"


def _encoded(noun: Noun, field: str) -> str:
    """A field's name as it is written in JSON."""
    return next(f.encode_name for f in structs.fields(noun) if f.name == field)


def _correction(row: Row[Any]) -> Correction:
    fields = dict(row._mapping)
    number, value, was = (
        fields.pop("n"),
        msgspec.json.decode(fields.pop("value")),
        msgspec.json.decode(fields.pop("was")),
    )
    return Correction(number=number, value=value, was=was, **fields)

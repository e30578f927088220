"""How a claim or an entity can be changed: the fields of the form, and what a filled form says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from dragoman.export.told import key as key_of
from dragoman.export.wording import clean, excerpt
from dragoman.model import (
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Entity,
    EntityKind,
    Event,
    Force,
    Position,
    Record,
    Stance,
    Statement,
    Status,
)
from dragoman.query.leafing import QUADS, TYPES

Noun = Entity | Event | Statement | Position | Commitment

SOMEBODY_ELSE = "-"  # of "the same as": nobody that is known
_QUOTE = 60  # characters of the words of a choice


class Option(NamedTuple):
    value: str
    words: str


class Field(NamedTuple):
    """A field of the form."""

    name: str
    label: str
    kind: Literal["one", "several", "text"]
    options: tuple[Option, ...]
    chosen: tuple[str, ...]


def fields(noun: Noun, record: Record) -> list[Field]:
    """What can be changed of it, with what it is now."""
    match noun:
        case Event():
            return _event(noun, record)
        case Statement():
            return _statement(noun, record)
        case Position():
            return _position(noun, record)
        case Commitment():
            return _commitment(noun, record)
        case _:
            return _entity(noun, record)


def changes(noun: Noun, record: Record, form: Mapping[str, list[str]]) -> dict[str, Any]:
    """What a filled form changes: the new values of the fields that differ from what they are."""
    changed: dict[str, Any] = {}
    for field in fields(noun, record):
        if field.name not in form:
            continue
        given = tuple(value.strip() for value in form.get(field.name, ()) if value.strip())
        if set(given) != set(field.chosen) and _offered(field, given):
            changed |= _value(field, given, record)
    now = {name: msgspec.to_builtins(getattr(noun, name)) for name in changed}
    return {name: value for name, value in changed.items() if value != now[name]}


def _offered(field: Field, given: tuple[str, ...]) -> bool:
    """Whether the form has these choices: what else is sent did not come from it."""
    return field.kind == "text" or set(given) <= {option.value for option in field.options}


def _event(event: Event, record: Record) -> list[Field]:
    return [
        _one("type", "Type", _plain(TYPES), event.type),
        _one("status", "Status", _plain(get_args(Status)), event.status),
        _negated(event.negated, "it did not, or shall not, take place"),
        _several("actor", "Actor", _entities(record), event.actor),
        _several("recipient", "Recipient", _entities(record), event.recipient),
        _one("time", "When", [_NOTHING, *_times(record)], event.time),
        _one("place", "Where", [_NOTHING, *(Option(p.id, clean(p.name)) for p in record.places)], event.place),
        _owner(event.said_in, record, event.id),
    ]


def _statement(statement: Statement, record: Record) -> list[Field]:
    return [
        _one("speaker", "Speaker", [_NOTHING, *_entities(record)], statement.speaker),
        _several("addressee", "To whom", _entities(record), statement.addressee),
        Field("act", "What the speaker does", "text", (), (statement.act,)),
        _negated(statement.negated, "did not, or declined to"),
    ]


def _position(position: Position, record: Record) -> list[Field]:
    events = [Option(f"event:{e.id}", excerpt(record.report.text, e.evidence, _QUOTE)) for e in record.events]
    entities = [Option(f"entity:{option.value}", option.words) for option in _entities(record)]
    words = position.toward.span
    now = next((f"{k}:{v}" for k, v in (("event", position.toward.event), ("entity", position.toward.entity)) if v), "")
    kept = [Option("", excerpt(record.report.text, (words,), _QUOTE))] if words else []
    return [
        _one("holder", "Who", _entities(record), position.holder),
        _one("stance", "Stands", _plain(get_args(Stance)), position.stance),
        Field("toward", "On what", "one", (*kept, *entities, *events), (now,) if now else ()),
        _owner(position.said_in, record),
    ]


def _commitment(commitment: Commitment, record: Record) -> list[Field]:
    return [
        _one("kind", "Kind", _plain(get_args(CommitmentKind)), commitment.kind),
        _one("force", "Force", _plain(get_args(Force)), commitment.force),
        _one("status", "Status", _plain(get_args(CommitmentStatus)), commitment.status),
        _several("bound", "Bound", _entities(record), commitment.bound),
        _several("beneficiary", "For whom", _entities(record), commitment.beneficiary),
        _several("parties", "Parties", _entities(record), commitment.parties),
        Field("instrument", "Instrument", "text", (), (commitment.instrument,) if commitment.instrument else ()),
        _owner(commitment.said_in, record),
    ]


def _entity(entity: Entity, record: Record) -> list[Field]:
    others = [Option(e.id, clean(e.name)) for e in record.entities if e.id != entity.id]
    same = (_NOTHING._replace(words="–"), Option(SOMEBODY_ELSE, "nobody who is known"), *others)
    return [
        Field("name", "Name", "text", (), (entity.name,)),
        _one("kind", "Kind", _plain(get_args(EntityKind)), entity.kind),
        Field("country", "Country (ISO)", "text", (), (entity.country,) if entity.country else ()),
        Field("code", "CAMEO actor", "text", (), (entity.code,) if entity.code else ()),
        Field("same", "The same as", "one", same, ()),
    ]


_NOTHING = Option("", "nothing")


def _one(name: str, label: str, options: Iterable[Option], chosen: str | None) -> Field:
    return Field(name, label, "one", tuple(options), (chosen,) if chosen else ())


def _several(name: str, label: str, options: Iterable[Option], chosen: Iterable[str]) -> Field:
    return Field(name, label, "several", tuple(options), tuple(chosen))


def _negated(negated: bool, words: str) -> Field:
    return Field("negated", "Negated", "several", (Option("yes", words),), ("yes",) if negated else ())


def _owner(said_in: str | None, record: Record, besides: str = "") -> Field:
    names = {entity.id: clean(entity.name) for entity in record.entities}
    said = [
        Option(s.id, f"{names.get(s.speaker or '', 'somebody')}: {excerpt(record.report.text, s.content, _QUOTE)}")
        for s in record.statements
        if s.id != besides
    ]
    return _one("said_in", "Claimed by", [Option("", "the reporter"), *said], said_in)


def _plain(values: Iterable[str]) -> list[Option]:
    return [Option(value, value) for value in values]


def _entities(record: Record) -> list[Option]:
    return [Option(entity.id, clean(entity.name)) for entity in record.entities]


def _times(record: Record) -> list[Option]:
    text = record.report.text
    return [Option(t.id, f"{clean(text[t.span.start : t.span.end])} ({t.start or t.value})") for t in record.times]


def _value(field: Field, given: tuple[str, ...], record: Record) -> dict[str, Any]:
    """The fields of the noun that a field of the form stands for."""
    if field.name == "same":
        return _same(given[0], record) if given else {}
    if field.name == "negated":
        return {"negated": bool(given)}
    if field.name == "toward":
        kind, _, key = given[0].partition(":") if given else ("", "", "")
        return {"toward": {kind: key}} if key else {}
    if field.name == "type" and given:  # mode and CAMEO code were those of the old type
        return {"type": given[0], "quad": QUADS[given[0]], "mode": None, "cameo": None}
    if field.kind == "several":
        return {field.name: list(given)}
    return {field.name: given[0] if given else None}


def _same(whom: str, record: Record) -> dict[str, Any]:
    """Two names for one: they are known by one key from then on. Or no longer by a key that is somebody else's."""
    if whom == SOMEBODY_ELSE:
        return {"lexicon": None, "wikidata": None}
    other = next((e for e in record.entities if e.id == whom), None)
    if other is None:
        return {}
    facts = msgspec.to_builtins(other)
    return {"lexicon": key_of(other)} | {name: facts[name] for name in ("name", "kind", "country", "code", "wikidata")}

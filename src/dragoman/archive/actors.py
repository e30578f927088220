"""The same actor in every report: by the key of the lexicon, else by kind, country and name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.archive import tables
from dragoman.archive.packing import storable
from dragoman.model import Entity, Record
from dragoman.obligations import side_of

_NAMING = frozenset({"name", "alias", "metonym", "demonym"})
_LONGEST = 200  # characters of a name or key


class Known(NamedTuple):
    """An actor of the archive: its number, and that of the state it acts for if it is not itself one."""

    n: int
    side: int | None


class Names(NamedTuple):
    """The actors of some records, ready to be registered."""

    actors: dict[str, dict[str, Any]]  # key -> row, without its number
    forms: dict[str, set[str]]  # key -> folded names


def fold(name: str) -> str:
    """`name` as names are compared: lower case, without accents, with single blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", storable(name).casefold()) if not unicodedata.combining(c))
    return " ".join(plain.split())[:_LONGEST]


def key_of(entity: Entity) -> str:
    """What an entity is known by across reports."""
    own = f"{entity.kind}/{entity.country or '-'}/{fold(entity.name)}"
    return storable(entity.lexicon or own)[:_LONGEST]


def register(connection: Connection, records: Iterable[Record]) -> dict[str, Known]:
    """The actors of `records` by key; those that the archive has not met are added to it."""
    names = _names(records)
    known = _known(connection, names.actors)
    fresh = [key for key in names.actors if key not in known]
    if fresh:
        first = (connection.execute(select(func.max(tables.actor.c.n))).scalar() or 0) + 1
        numbers = {key: row.n for key, row in known.items()} | {key: first + i for i, key in enumerate(fresh)}
        rows = [names.actors[key] | {"n": numbers[key], "side": _side(names.actors[key], numbers)} for key in fresh]
        connection.execute(insert(tables.actor), rows)
        known |= {row["key"]: Known(row["n"], row["side"]) for row in rows}
    _rename(connection, names, known)
    forms = [{"folded": form, "actor": known[key].n} for key, found in names.forms.items() for form in sorted(found)]
    if forms:
        connection.execute(insert_new(connection, tables.actor_name), forms)
    return known


def insert_new(connection: Connection, table: Table) -> Any:
    """An insert that passes over rows which are there already."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def _names(records: Iterable[Record]) -> Names:
    names = Names({}, {})
    for record in records:
        for entity in record.entities:
            key = key_of(entity)
            names.actors[key] = _row(key, entity)
            forms = names.forms.setdefault(key, set())
            spans = (m.span for m in entity.mentions if m.form in _NAMING and not m.misspelt)
            said = (record.report.text[s.start : s.end] for s in spans)
            forms |= {folded for form in (entity.name, *said) if (folded := fold(form))}
    for state in [state for row in names.actors.values() if (state := _state(row)) and state not in names.actors]:
        country = state.partition("/")[2]
        names.actors[state] = _actor_row(state, name=country, kind="state", country=country, code=country)
    return names


def _row(key: str, entity: Entity) -> dict[str, Any]:
    row = _actor_row(key, name=storable(entity.name), kind=entity.kind, country=entity.country, code=entity.code)
    return row | {"wikidata": entity.wikidata, "acts_for": side_of(entity)}


def _actor_row(key: str, *, name: str, kind: str, country: str | None, code: str | None) -> dict[str, Any]:
    return {"key": key, "name": name, "kind": kind, "country": country, "code": code, "wikidata": None, "acts_for": ""}


def _state(row: dict[str, Any]) -> str | None:
    """The key of the state that an actor acts for, if that is not the actor itself."""
    acts_for_it = row["country"] and row["kind"] != "state" and row["acts_for"] == row["country"]
    return f"state/{row['country']}" if acts_for_it else None


def _side(row: dict[str, Any], numbers: dict[str, int]) -> int | None:
    state = _state(row)
    return numbers[state] if state else None


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, Known]:
    actor, wanted = tables.actor.c, list(keys)
    known: dict[str, Known] = {}
    for start in range(0, len(wanted), 500):
        some = select(actor.key, actor.n, actor.side).where(actor.key.in_(wanted[start : start + 500]))
        known |= {key: Known(n, side) for key, n, side in connection.execute(some)}
    return known


def _rename(connection: Connection, names: Names, known: dict[str, Known]) -> None:
    """A state first met through its people is called by its code until a report names it."""
    for key, row in names.actors.items():
        if row["kind"] == "state" and row["name"] != row["country"]:
            actor = tables.actor
            coded = (actor.c.n == known[key].n) & (actor.c.name == actor.c.country)
            connection.execute(update(actor).where(coded).values(name=row["name"], code=row["code"]))

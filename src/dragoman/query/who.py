"""Whom a name means in this archive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from rapidfuzz import process
from sqlalchemy import Connection, Row, Select, func, or_, select

from dragoman.answers import Actor
from dragoman.archive import tables
from dragoman.archive.actors import fold
from dragoman.archive.packing import storable
from dragoman.errors import BadQuestion

_MOST = 20  # actors of one name that are looked at
_LOOKED_AT = 5000  # names, for one that is near


class Found(NamedTuple):
    """An actor with its number, and in how many reports it is named."""

    n: int
    actor: Actor
    reports: int


def whom(connection: Connection, name: str) -> tuple[Found, ...]:
    """The actors that `name` may mean, the most reported first; BadQuestion, with what is near, if there is none.

    A name is a name or alias as any report has it ("Putin", "the Kremlin"), a key, an ISO country code ("RUS") for the
    state, or a CAMEO code ("RUSMIL") for all who have it.
    """
    actor, named = tables.actor.c, tables.actor_name.c
    name, folded = storable(name), fold(name)
    for wanted in (
        or_(actor.key == name, actor.key == f"state/{name.upper()}"),
        actor.n.in_(select(named.actor).where(named.folded.in_((folded, folded.removeprefix("the "))))),
        actor.code == name.upper(),
        actor.n.in_(select(named.actor).where(named.folded.like(f"{_literal(folded)} %", escape="\\"))),
        actor.n.in_(select(named.actor).where(named.folded.like(f"% {_literal(folded)}", escape="\\"))),
    ):
        if folded and (found := _counted(connection, select(tables.actor).where(wanted).limit(_MOST))):
            return found
    near = _near(connection, folded)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise BadQuestion(f"nobody in this archive is called {name!r}{hint}")


def actors(connection: Connection, numbers: Iterable[int]) -> dict[int, Actor]:
    """The actors with these numbers."""
    wanted, found = list(dict.fromkeys(numbers)), {}
    for start in range(0, len(wanted), 500):
        rows = select(tables.actor).where(tables.actor.c.n.in_(wanted[start : start + 500]))
        found.update({row.n: _actor(row) for row in connection.execute(rows)})
    return found


def _counted(connection: Connection, rows: Select[Any]) -> tuple[Found, ...]:
    entity = tables.entity.c
    found = []
    for row in connection.execute(rows):
        reports = select(func.count()).select_from(tables.entity).where(entity.actor == row.n)
        found.append(Found(row.n, _actor(row), connection.execute(reports).scalar_one()))
    return tuple(sorted(found, key=lambda f: (-f.reports, f.actor.key)))


def _actor(row: Row[Any]) -> Actor:
    return Actor(key=row.key, name=row.name, kind=row.kind, country=row.country, code=row.code)


def _near(connection: Connection, folded: str) -> list[str]:
    named, actor = tables.actor_name.c, tables.actor.c
    begins = [named.folded.like(f"{before}{_literal(folded[:1])}%", escape="\\") for before in ("", "% ")]
    alike = select(named.folded).where(or_(*begins)).limit(_LOOKED_AT)
    close = process.extract(folded, list(connection.execute(alike).scalars()), limit=3, score_cutoff=75)
    names = select(actor.name).where(actor.n == named.actor, named.folded.in_([form for form, _, _ in close]))
    return sorted(set(connection.execute(names).scalars()))[:3]


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

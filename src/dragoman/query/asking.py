"""The questions about claims: what happened, who said what, who stands where, who is bound."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Connection

from dragoman.answers import Bond, Happening, Saying, Stand
from dragoman.errors import BadQuestion
from dragoman.query import choosing
from dragoman.query.choosing import Days, Kinds
from dragoman.query.telling import tell
from dragoman.query.who import whom


def timeline(connection: Connection, who: str, days: Days, kinds: Kinds, most: int) -> list[Happening]:
    """The latest events in which `who` takes part, in order of days; of a state, also those of who acts for it."""
    actor = whom(connection, who)[0].n
    return cast("list[Happening]", tell(connection, choosing.events_of(connection, actor, days, kinds, most)))


def between(connection: Connection, one: str, other: str, days: Days, kinds: Kinds, most: int) -> list[Happening]:
    """The latest events in which both take part, in order of days."""
    found = (whom(connection, one)[0].n, whom(connection, other)[0].n)
    if found[0] == found[1]:
        raise BadQuestion(f"{one!r} and {other!r} are the same to this archive")
    rarer, more = sorted(found, key=lambda n: choosing.count_of(connection, n))
    places = choosing.events_between(connection, rarer, more, days, kinds, most)
    return cast("list[Happening]", tell(connection, places))


def statements(connection: Connection, by: str, days: Days, most: int) -> list[Saying]:
    """The latest statements of a speaker, or of those who speak for a state, in order of days."""
    places = choosing.statements_by(connection, whom(connection, by)[0].n, days, most)
    return cast("list[Saying]", tell(connection, places))


def positions(
    connection: Connection, on: str | None, by: str | None, stances: tuple[str, ...], days: Days, most: int
) -> list[Stand]:
    """The latest positions `on` somebody, or on what these words say, and `by` somebody, in order of days."""
    holder = whom(connection, by)[0].n if by else None
    try:
        actor = whom(connection, on)[0].n if on else None
    except BadQuestion:
        actor = None  # no actor, then words
    places = choosing.positions(connection, holder=holder, actor=actor, words=on, stances=stances, days=days, most=most)
    return cast("list[Stand]", tell(connection, places))


def commitments(
    connection: Connection, of: str | None, open_only: bool, kinds: tuple[str, ...], days: Days, most: int
) -> list[Bond]:
    """The latest commitments: `of` somebody, still open, of some kinds; in order of days."""
    actor = whom(connection, of)[0].n if of else None
    places = choosing.commitments(connection, actor=actor, open_only=open_only, kinds=kinds, days=days, most=most)
    return cast("list[Bond]", tell(connection, places))

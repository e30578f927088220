"""The tables: one a noun. What a record says is kept whole in `body`; the other tables are there to find it by.

A claim is known by its report's number and its own: its place in the record's events, statements, positions and
commitments, counted through. Rows are narrow on purpose: names and words are in the record, which answers are made
from. Days are numbers like 20250623, so that they sort; 0 is a day nobody knows.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

METADATA = MetaData()
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


class Day(TypeDecorator[str]):
    """An ISO date, kept as a number: "2025-06-23" is 20250623; None is 0, so that it can be part of a key."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> int:
        found = _ISO.match(value or "")
        return int("".join(found.groups())) if found else 0

    def process_result_value(self, value: int | None, dialect: Any) -> str | None:
        return f"{value // 10000:04}-{value // 100 % 100:02}-{value % 100:02}" if value else None


class Fixed(TypeDecorator[float]):
    """A number with a fixed number of decimals, kept as an integer: with `parts` 100, 0.85 is 85."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, parts: int) -> None:
        super().__init__()
        self.parts = parts

    def process_bind_param(self, value: float | None, dialect: Any) -> int | None:
        return None if value is None else round(value * self.parts)

    def process_result_value(self, value: int | None, dialect: Any) -> float | None:
        return None if value is None else value / self.parts


ROLES = (  # of parties; kept as their place in this list, so it is only ever added to, at its end
    "actor", "recipient", "speaker", "addressee", "holder", "toward", "bound", "beneficiary", "party",
)  # fmt: skip


class Role(TypeDecorator[str]):
    """A role of a party, kept as a number: there are more of them than of anything else."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> int | None:
        return None if value is None else ROLES.index(value)

    def process_result_value(self, value: int | None, dialect: Any) -> str | None:
        return None if value is None else ROLES[value]


report = Table(
    "report",
    METADATA,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False, unique=True),  # hash of the text
    Column("published", Day, nullable=False, index=True),
    Column("publisher", Text, index=True),
    Column("url", Text),
    Column("language", String(35), nullable=False),
    Column("version", String(40), nullable=False),  # of dragoman, when it was read last
    Column("added", String(20), nullable=False),  # ISO date and time, UTC
)

body = Table(
    "body",
    METADATA,
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),  # as the machine read it: see `packing`
)

copy = Table(  # where a text was met again: the same words under another address
    "copy",
    METADATA,
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("publisher", Text),
    Column("url", Text),
    Column("published", Day, nullable=False),
    sqlite_with_rowid=False,
)

actor = Table(  # someone who can act, the same in every report
    "actor",
    METADATA,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("country", String(3), index=True),
    Column("code", Text),
    Column("wikidata", Text),
    Column("side", Integer),  # the state that it acts for, where it is not that state itself
)

actor_name = Table(
    "actor_name",
    METADATA,
    Column("folded", Text, primary_key=True),  # lower case, without accents
    Column("actor", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

entity = Table(
    "entity",
    METADATA,
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("actor", Integer, nullable=False),
    Index("entity_of_actor", "actor", "report"),
    sqlite_with_rowid=False,
)

place = Table(
    "place",
    METADATA,
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("lat", Float),
    Column("lon", Float),
    Column("geonames", Integer),
    sqlite_with_rowid=False,
)


def _claim(name: str, *columns: Column[Any] | Index) -> Table:
    return Table(
        name,
        METADATA,
        Column("report", Integer, primary_key=True, autoincrement=False),
        Column("claim", Integer, primary_key=True, autoincrement=False),
        *columns,
        sqlite_with_rowid=False,
    )


event = _claim(
    "event",
    Column("type", String(12), nullable=False),
    Column("status", String(12), nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("day", Day, nullable=False),  # it began; else the day it was reported
    Column("dated", Boolean, nullable=False),  # whether `day` is the event's own
    Column("country", String(3)),  # it took place in
    Column("quad", SmallInteger, nullable=False),
    Column("score", Fixed(10), nullable=False),
    Column("confidence", Fixed(100), nullable=False),
    Index("event_of_type", "type", "day"),
)
_placed = event.c.country.is_not(None)
Index("event_in_country", event.c.country, event.c.day, sqlite_where=_placed, postgresql_where=_placed)

statement = _claim(
    "statement",
    Column("act", String(24), nullable=False),
    Column("form", String(8), nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("confidence", Fixed(100), nullable=False),
)

position = _claim(
    "position",
    Column("stance", String(8), nullable=False),
    Column("about", Text),  # folded words that it is about, where it is no actor
    Column("confidence", Fixed(100), nullable=False),
)

commitment = _claim(
    "commitment",
    Column("kind", String(16), nullable=False),
    Column("force", String(10), nullable=False),
    Column("status", String(10), nullable=False),
    Column("instrument", Text),
    Column("day", Day, nullable=False),  # reported
    Column("confidence", Fixed(100), nullable=False),
    Index("commitment_by_status", "status", "day"),
)

span = Table(  # the words that a claim rests on
    "span",
    METADATA,
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("claim", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

party = Table(  # who takes part in a claim, in the most telling role; a state also in what its people do
    "party",
    METADATA,
    Column("actor", Integer, primary_key=True, autoincrement=False),
    Column("day", Day, primary_key=True, autoincrement=False),
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("claim", Integer, primary_key=True, autoincrement=False),
    Column("role", Role, nullable=False),
    sqlite_with_rowid=False,
)

pair = Table(  # who met whom in an event that took place; both ways, persons with persons, sides with sides
    "pair",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("other", Integer, primary_key=True, autoincrement=False),
    Column("day", Day, primary_key=True, autoincrement=False),
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("claim", Integer, primary_key=True, autoincrement=False),
    Column("quad", SmallInteger, nullable=False),
    Column("score", Fixed(10), nullable=False),
    sqlite_with_rowid=False,
)

correction = Table(
    "correction",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("report", String(16), nullable=False, index=True),
    Column("target", Text, nullable=False),  # id of the entity or claim as it was when corrected
    Column("start", Integer, nullable=False),  # its words then, to find it again after a rereading
    Column("end", Integer, nullable=False),
    Column("field", String(24), nullable=False),  # a field of the noun, or "rejected"
    Column("value", Text, nullable=False),  # JSON
    Column("was", Text, nullable=False),  # JSON, what the machine had said
    Column("by", Text, nullable=False),
    Column("at", String(20), nullable=False),
    Column("note", Text),
    Column("undone_by", Text),
    Column("undone_at", String(20)),
)

link = (
    Table(  # between claims of two reports, by their ids, which outlast a rereading; between texts: "" for the claims
        "link",
        METADATA,
        Column("n", Integer, primary_key=True),
        Column("kind", String(16), nullable=False),  # same, announces, contradicts, copy
        Column("report", Integer, nullable=False),
        Column("claim", Text, nullable=False),
        Column("to_report", Integer, nullable=False),
        Column("to_claim", Text, nullable=False),
        Column("confidence", Fixed(100), nullable=False),
        Column("why", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("at", String(20), nullable=False),
        Column("undone_by", Text),
        Column("undone_at", String(20)),
        UniqueConstraint("report", "claim", "to_report", "to_claim", "kind", "by", name="link_once"),
        Index("link_to", "to_report", "to_claim"),
    )
)

run = Table(  # one call of `add`
    "run",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("arguments", Text, nullable=False),  # JSON, to take it up again
    Column("started", String(20), nullable=False),
    Column("finished", String(20)),
)

source = Table(  # one file, or one item of a file: what became of it
    "source",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("path", Text, nullable=False),  # the file or address
    Column("item", Text, nullable=False),  # within the file; empty where it is one report
    Column("digest", String(32), nullable=False),  # of the bytes; empty where they could not be read
    Column("status", String(8), nullable=False, index=True),  # added, known, unread, failed
    Column("report", String(16)),
    Column("message", Text),
    Column("run", Integer, nullable=False),
    UniqueConstraint("path", "item"),
)

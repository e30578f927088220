"""Full-text search, and search by what is told in a report."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
)

from dragoman.answers import Hit
from dragoman.archive import loading, tables
from dragoman.archive.packing import storable
from dragoman.query.choosing import IN_EVENT, Days, Kinds
from dragoman.query.telling import Place, source_of, told_from
from dragoman.query.who import whom
from dragoman.query.words import Both, Either, Query, Words, fts5, parsed, tsquery

_SHOWN = 3  # events and statements with each report
_PASSAGE = 200  # characters
_FEW = 20_000  # claims that are looked through for their reports; with more, reports are looked through instead
_RANKED = 2_000  # reports that PostgreSQL ranks, the newest: it reads each text's words for that
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WORDS = table("words", column("rowid"), column("rank"))


class Wanted(NamedTuple):
    """What to search for; all that is given must hold, and that of an event for one and the same event."""

    words: str | None = None
    actor: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3: it took place there, or the state takes part
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    speaker: str | None = None
    publisher: str | None = None
    days: Days = Days()  # of publication
    newest: bool = False  # first; else the best fit, where words are given


class _Sought(NamedTuple):
    """`Wanted` with the numbers of those who are named."""

    actor: int | None
    speaker: int | None
    state: int | None
    country: str | None
    kinds: Kinds

    @property
    def events(self) -> bool:
        return self.country is not None or self.kinds != Kinds()


def search(connection: Connection, wanted: Wanted, most: int, skip: int = 0) -> list[Hit]:
    """The reports that fit, the best or the newest first but for `skip`, each with what in it was looked for."""
    query = parsed(wanted.words) if wanted.words and wanted.words.strip() else None
    sought = _sought(connection, wanted)
    found = _reports(connection, wanted, query, sought, skip + most)[skip:]
    records = loading.records(connection, found)
    events, statements = _shown(connection, found, sought)
    return [
        Hit(
            source=source_of(record.report),
            words=passage(record.report.text, query),
            events=tuple(told_from(records, events.get(n, ()))),
            statements=tuple(told_from(records, statements.get(n, ()))),
        )
        for n, record in records.items()
    ]


def fitting(connection: Connection, wanted: Wanted) -> list[int]:
    """The numbers of all reports that fit, in the order they were added."""
    query = parsed(wanted.words) if wanted.words and wanted.words.strip() else None
    everything = wanted._replace(newest=True)  # ranking is for a choice among them
    return sorted(_reports(connection, everything, query, _sought(connection, wanted), None))


def passage(text: str, query: Query | None) -> str:
    """The part of `text` with most of the words looked for, each between ‹ and ›."""
    flat = _flat(text)
    forms = [re.escape(_flat_word(word)) for words in _looked_for(query) for word in words.text.split()]
    pattern = re.compile(rf"\b(?:{'|'.join(forms)})\w*" if forms else r"(?!)")
    spans = [match.span() for match in pattern.finditer(flat)]
    best = max(spans, key=lambda span: (_richness(flat, spans, span[0]), -span[0]), default=(0, 0))
    start = max(0, best[0] - _PASSAGE // 4)
    start = text.find(" ", start) + 1 if start else 0
    end = min(len(text), start + _PASSAGE)
    pieces, at = [], start
    for left, right in spans:
        if start <= left and right <= end:
            pieces += [text[at:left], "‹", text[left:right], "›"]
            at = right
    words = " ".join("".join([*pieces, text[at:end]]).split())
    return f"{'… ' if start else ''}{words}{' …' if end < len(text) else ''}"


def _sought(connection: Connection, wanted: Wanted) -> _Sought:
    def number(name: str | None) -> int | None:
        return whom(connection, name)[0].n if name else None

    country = wanted.country.upper() if wanted.country else None
    actor = tables.actor.c
    state = connection.execute(select(actor.n).where(actor.key == f"state/{country}")).scalar() if country else None
    kinds = Kinds(wanted.types, wanted.statuses)
    return _Sought(number(wanted.actor), number(wanted.speaker), state, country, kinds)


def _reports(
    connection: Connection, wanted: Wanted, query: Query | None, sought: _Sought, most: int | None
) -> list[int]:
    report = tables.report.c
    rows = select(report.n).where(*wanted.days.hold(report.published))
    if wanted.publisher:
        rows = rows.where(func.lower(report.publisher) == storable(wanted.publisher).lower())
    if sought.events:
        rows = rows.where(_has_event(connection, sought))
    elif sought.actor is not None:
        rows = rows.where(_names(sought.actor))
    if sought.speaker is not None:
        rows = rows.where(report.n.in_(_spoken_in(sought.speaker)))
    newest = (report.published.desc(), report.n.desc())
    if query is None:
        return list(connection.execute(rows.order_by(*newest).limit(most)).scalars())
    if connection.dialect.name == "sqlite":
        rows = rows.join(_WORDS, _WORDS.c.rowid == report.n).where(literal_column("words").op("MATCH")(fts5(query)))
        order = newest if wanted.newest else (_WORDS.c.rank, *newest)
        return list(connection.execute(rows.order_by(*order).limit(most)).scalars())
    return _ranked(connection, rows, tsquery(query), newest, most, wanted.newest)


def _ranked(
    connection: Connection,
    rows: Any,
    query: ColumnElement[Any],
    newest: tuple[Any, ...],
    most: int | None,
    by_day: bool,
) -> list[int]:
    """The reports that fit, on PostgreSQL."""
    vector: ColumnElement[Any] = literal_column("body.vector")
    rows = rows.join(tables.body, tables.body.c.report == tables.report.c.n).where(vector.op("@@")(query))
    if by_day:
        return list(connection.execute(rows.order_by(*newest).limit(most)).scalars())
    latest = rows.order_by(*newest).limit(_RANKED).subquery()
    rank = func.ts_rank(vector, query)
    ranked = select(latest.c.n).join(tables.body, tables.body.c.report == latest.c.n)
    return list(connection.execute(ranked.order_by(rank.desc(), latest.c.n.desc()).limit(most)).scalars())


def _has_event(connection: Connection, sought: _Sought) -> ColumnElement[bool]:
    """A condition: the report tells of such an event. Where few claims come into question, they are looked through."""
    event, report, party = tables.event.c, tables.report.c, tables.party.c
    same = and_(event.report == party.report, event.claim == party.claim)

    def of(actor: int) -> Select[Any]:
        rows = select(party.report).join(tables.event, same).where(party.actor == actor, party.role.in_(IN_EVENT))
        return rows.where(*_fits(sought))

    def few(table: Table, *conditions: ColumnElement[bool]) -> bool:
        return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one() <= _FEW

    if sought.actor is not None and few(tables.party, party.actor == sought.actor):
        return report.n.in_(of(sought.actor))
    if sought.kinds.types and few(tables.event, event.type.in_(sought.kinds.types)):
        return report.n.in_(select(event.report).where(*_conditions(sought)))
    if sought.actor is None and sought.country is not None and few(tables.party, party.actor == sought.state):
        there = report.n.in_(select(event.report).where(event.country == sought.country, *_fits(sought)))
        return there if sought.state is None else or_(there, report.n.in_(of(sought.state)))
    return _exists(sought)


def _exists(sought: _Sought) -> ColumnElement[bool]:
    event = tables.event.c
    return select(literal(1)).where(event.report == tables.report.c.n, *_conditions(sought)).exists()


def _conditions(sought: _Sought) -> list[ColumnElement[bool]]:
    """Conditions on an event."""
    return _fits(sought) + ([_takes_part(sought.actor)] if sought.actor is not None else [])


def _fits(sought: _Sought) -> list[ColumnElement[bool]]:
    """Conditions on an event, but for the actor."""
    conditions = sought.kinds.hold()
    if sought.country is not None:
        there = tables.event.c.country == sought.country
        conditions.append(there if sought.state is None else or_(there, _takes_part(sought.state)))
    return conditions


def _takes_part(actor: int) -> ColumnElement[bool]:
    event, party = tables.event.c, tables.party.alias().c
    found = select(literal(1)).where(
        party.actor == actor, party.day == event.day, party.report == event.report, party.claim == event.claim,
        party.role.in_(IN_EVENT),
    )  # fmt: skip
    return found.exists()


def _names(actor: int) -> ColumnElement[bool]:
    entity = tables.entity.c
    return select(literal(1)).where(entity.actor == actor, entity.report == tables.report.c.n).exists()


def _spoken_in(speaker: int) -> Any:
    party = tables.party.c
    return select(party.report).where(party.actor == speaker, party.role == "speaker")


def _shown(
    connection: Connection, reports: list[int], sought: _Sought
) -> tuple[dict[int, list[Place]], dict[int, list[Place]]]:
    """For each report the first events and statements that were looked for."""
    event, party = tables.event.c, tables.party.c
    events: dict[int, list[Place]] = {}
    if sought.events or sought.actor is not None:
        rows = select(event.report, event.claim).where(event.report.in_(reports), *_conditions(sought))
        for place in connection.execute(rows.order_by(event.report, event.claim)):
            events.setdefault(place.report, []).append(Place(*place))
    statements: dict[int, list[Place]] = {}
    if sought.speaker is not None:
        rows = select(party.report, party.claim).where(
            party.actor == sought.speaker, party.role == "speaker", party.report.in_(reports)
        )
        for place in connection.execute(rows.order_by(party.report, party.claim)):
            statements.setdefault(place.report, []).append(Place(*place))
    return ({n: places[:_SHOWN] for n, places in kind.items()} for kind in (events, statements))  # type: ignore[return-value]


def _looked_for(query: Query | None) -> list[Words]:
    match query:
        case Words():
            return [query]
        case Both(parts) | Either(parts):
            return [words for part in parts for words in _looked_for(part)]
        case _:
            return []


def _flat(text: str) -> str:
    """`text` without accents and in lower case: one character for one, so that offsets hold."""
    return _BEYOND_ASCII.sub(lambda found: unicodedata.normalize("NFKD", found[0])[0].lower()[0], text).lower()


def _flat_word(word: str) -> str:
    """A word without the endings that the index does not care for."""
    flat = _flat(word)
    stem = re.sub(r"(?:ations?|ings?|ed|es|s|e|y|ies)$", "", flat)
    return stem if len(stem) > 2 else flat


def _richness(flat: str, spans: list[tuple[int, int]], start: int) -> int:
    """How many different words lie in the passage that begins here."""
    return len({flat[left:right] for left, right in spans if start <= left < start + _PASSAGE})

"""Leafing through an archive: its lists, the latest first, a page at a time.

`skip` and `most` choose the page. Finding the places of claims is cheap and telling them is not, so only those of the
page are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, get_args

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, select, union_all

from dragoman.answers import Actor, Bond, Happening, Saying, Source, Stand
from dragoman.archive import tables
from dragoman.archive.actors import fold
from dragoman.archive.packing import storable
from dragoman.errors import BadQuestion
from dragoman.model import CommitmentStatus
from dragoman.query import choosing
from dragoman.query.choosing import IN_EVENT, Days, Kinds
from dragoman.query.telling import Place, tell
from dragoman.query.who import actors, whom

QUADS = {  # types of events in PLOVER, from cooperation to conflict, and their class
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
    "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
TYPES = tuple(QUADS)
_DATELINE = re.compile(r"[A-Z][A-Z'/ -]{3,}(?:[,.(:][^—–]{0,50}?)?\s*(?:—|–|--|- )\s*")  # "MOSCOW, June 23 (Wire) - "
_TITLE = 90  # characters of a report's first words
BOUND = ("bound", "party", "beneficiary")  # roles in commitments
_WEEKS = (8, 104)  # that are looked through before all are
_MOST_NAMED = 2000  # actors that a list of them looks at


class Chosen(NamedTuple):
    """Which events are wanted; all that is given must hold."""

    who: str | None = None
    kinds: Kinds = Kinds()
    days: Days = Days()
    publisher: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3 of where it took place


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A report of a list, with how much was read from it."""

    source: Source
    added: str  # ISO date and time, UTC
    events: int
    statements: int
    positions: int
    commitments: int


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, and in how many reports it is named."""

    actor: Actor
    reports: int


def reports(connection: Connection, days: Days, publisher: str | None, skip: int, most: int) -> list[Listed]:
    """Reports by day of publication, the undated last."""
    report = tables.report.c
    rows = select(report.n).where(*days.hold(report.published), *_published_by(publisher))
    rows = rows.order_by(report.published.desc(), report.n.desc()).offset(skip).limit(most)
    return _listed(connection, connection.execute(rows).scalars().all())


def added(connection: Connection, most: int) -> list[Listed]:
    """The reports that were added last."""
    rows = select(tables.report.c.n).order_by(tables.report.c.n.desc()).limit(most)
    return _listed(connection, connection.execute(rows).scalars().all())


def events(connection: Connection, chosen: Chosen, skip: int, most: int) -> list[Happening]:
    """Events by day, the latest first; their day is the report's where it does not say when they were."""
    event = tables.event.c
    if chosen.who:
        found = _latest(connection, events_of(connection, chosen.who, chosen), skip, most)
    elif chosen.publisher or chosen.country:
        rows = select(event.day, event.report, event.claim).where(*event_conditions(chosen))
        found = _latest(connection, rows, skip, most)
    else:
        found = _latest_of_types(connection, chosen, skip, most)
    return tell(connection, found)


def events_of(connection: Connection, who: str, chosen: Chosen) -> Select[Any]:
    """The day, report and claim of the events in which somebody takes part, in no order."""
    party, event = tables.party.c, tables.event.c
    rows = select(party.day, party.report, party.claim)
    rows = rows.where(party.actor == whom(connection, who)[0].n, party.role.in_(IN_EVENT), *chosen.days.hold(party.day))
    if chosen._replace(who=None, days=Days()) != Chosen():
        same = and_(event.report == party.report, event.claim == party.claim)
        rows = rows.join(tables.event, same).where(*event_conditions(chosen._replace(days=Days())))
    return rows


def event_conditions(chosen: Chosen) -> list[ColumnElement[bool]]:
    """Conditions on events, but for who takes part."""
    event, report = tables.event.c, tables.report.c
    conditions = [*chosen.days.hold(event.day), *chosen.kinds.hold()]
    if chosen.country:
        conditions.append(event.country == chosen.country.upper())
    if chosen.publisher:
        conditions.append(event.report.in_(select(report.n).where(*_published_by(chosen.publisher))))
    return conditions


def between(
    connection: Connection, one: str, other: str, days: Days, kinds: Kinds, skip: int, most: int
) -> list[Happening]:
    """Events in which both take part, the latest first."""
    rarer, more = _rarest_first(connection, (one, other))
    places = choosing.events_between(connection, rarer, more, days, kinds, skip + most)
    return tell(connection, _page(places, skip))


def statements(connection: Connection, by: str, days: Days, skip: int, most: int) -> list[Saying]:
    """The statements of a speaker, or of those who speak for a state, the latest first."""
    places = choosing.statements_by(connection, whom(connection, by)[0].n, days, skip + most)
    return tell(connection, _page(places, skip))


def positions(
    connection: Connection,
    on: str | None,
    by: str | None,
    stances: Sequence[str],
    days: Days,
    skip: int,
    most: int,
) -> list[Stand]:
    """Positions `on` somebody or on what these words say, and `by` somebody, the latest first."""
    try:
        actor = whom(connection, on)[0].n if on else None
    except BadQuestion:
        actor = None  # no actor, then words
    words = None if actor is not None and on and "/" in on else on  # a key is nothing that reports say
    places = choosing.positions(
        connection, holder=whom(connection, by)[0].n if by else None, actor=actor, words=words, stances=stances,
        days=days, most=skip + most,
    )  # fmt: skip
    return tell(connection, _page(places, skip))


def commitments(
    connection: Connection,
    of: Sequence[str],
    kinds: Sequence[str],
    statuses: Sequence[str],
    days: Days,
    skip: int,
    most: int,
) -> list[Bond]:
    """Commitments in which all `of` these take part, of some kinds and statuses, the latest first."""
    commitment = tables.commitment.c
    numbers = _rarest_first(connection, of)
    rows = _bound_together(numbers) if numbers else select(commitment.day, commitment.report, commitment.claim)
    rows = rows.where(commitment.kind.in_(kinds)) if kinds else rows
    rows = rows.where(*days.hold(rows.selected_columns[0]))
    if not numbers:
        rows = _latest_of_each(rows, commitment.status, statuses or get_args(CommitmentStatus), skip + most)
    elif statuses:
        rows = rows.where(commitment.status.in_(statuses))
    return tell(connection, _latest(connection, rows, skip, most))


def commitments_beyond(
    connection: Connection, of: str | None, kinds: Sequence[str], statuses: Sequence[str], days: Days, skip: int
) -> bool:
    """Whether there are more than `skip` such commitments."""
    actor = whom(connection, of)[0].n if of else None
    found = choosing.commitments(
        connection, actor=actor, open_only=False, kinds=kinds, days=days, most=skip + 1, statuses=statuses
    )
    return len(found) > skip


def stands(connection: Connection, by: str, on: str, most: int) -> list[Stand]:
    """Where one stands on the other, the latest first."""
    numbers = {"holder": whom(connection, by)[0], "toward": whom(connection, on)[0]}
    rarer, other = sorted(numbers, key=lambda role: numbers[role].reports)
    one, two = tables.party.alias().c, tables.party.alias().c
    there = select(literal(1)).where(
        two.actor == numbers[other].n, two.day == one.day, two.report == one.report, two.claim == one.claim,
        two.role == other,
    )  # fmt: skip
    rows = select(one.day, one.report, one.claim).where(one.actor == numbers[rarer].n, one.role == rarer)
    return tell(connection, _latest(connection, rows.where(there.exists()), 0, most))


def _rarest_first(connection: Connection, names: Sequence[str]) -> list[int]:
    """The numbers of the actors of these names, those that fewest reports name first."""
    found = [whom(connection, name)[0] for name in names]
    return [actor.n for actor in sorted(found, key=lambda actor: actor.reports)]


def _bound_together(actors: Sequence[int]) -> Select[Any]:
    """Commitments in which all of these take part: found by the first, who had better be the rarest, by its days."""
    one, commitment = tables.party.alias().c, tables.commitment.c
    same = and_(commitment.report == one.report, commitment.claim == one.claim)
    rows = select(one.day, one.report, one.claim).join(tables.commitment, same)
    rows = rows.where(one.actor == actors[0], one.role.in_(BOUND))
    for other in actors[1:]:
        two = tables.party.alias().c
        there = select(literal(1)).where(
            two.actor == other, two.day == one.day, two.report == one.report, two.claim == one.claim,
            two.role.in_(BOUND),
        )  # fmt: skip
        rows = rows.where(there.exists())
    return rows


def named(connection: Connection, name: str | None, kind: str | None, skip: int, most: int) -> list[Named]:
    """The actors that are named in most reports; those whose `name` begins so, or has such a word, and of a `kind`."""
    entity, actor = tables.entity.c, tables.actor.c
    number = func.count()
    rows = select(entity.actor, number).group_by(entity.actor).order_by(number.desc(), entity.actor)
    if kind:
        rows = rows.join(tables.actor, actor.n == entity.actor).where(actor.kind == kind)
    if name:
        rows = rows.where(entity.actor.in_(_called(name)))
    found = connection.execute(rows.offset(skip).limit(most)).all()
    known = actors(connection, (n for n, _ in found))
    return [Named(actor=known[n], reports=count) for n, count in found]


def other_sources(connection: Connection, claims: Sequence[str]) -> dict[str, int]:
    """How many other reports tell of the same event, by the id of its claim; left out where none does."""
    link, report = tables.link.c, tables.report.c
    numbers = select(report.n).where(report.id.in_({claim.partition("/")[0] for claim in claims}))
    holding = (link.kind == "same", link.undone_at.is_(None))
    found: dict[str, set[int]] = {}
    for near, claim, far in ((link.report, link.claim, link.to_report), (link.to_report, link.to_claim, link.report)):
        rows = select(claim, far).where(near.in_(numbers), claim.in_(claims), *holding)
        for key, other in connection.execute(rows):
            found.setdefault(key, set()).add(other)
    return {key: len(others) for key, others in found.items()}


def first_words(connection: Connection, report: str) -> str:
    """How a report begins, to call it by where it has no title: its first line, cut, without place and date."""
    known, body = tables.report.c, tables.body.c
    begin = select(func.substr(body.text, 1, 4 * _TITLE)).join(tables.report, known.n == body.report)
    text = connection.execute(begin.where(known.id == report)).scalar() or ""
    line = " ".join(next((line for line in text.splitlines() if line.strip()), "").split())
    line = line[found.end() :] if (found := _DATELINE.match(line)) else line
    return line if len(line) <= _TITLE else f"{line[: line.rfind(' ', 0, _TITLE)]} …"


def publishers(connection: Connection) -> list[str]:
    """Who published reports of the archive, by name."""
    report = tables.report.c
    rows = select(report.publisher).where(report.publisher.is_not(None)).distinct().order_by(report.publisher)
    return [str(name) for name in connection.execute(rows).scalars()]


def _called(name: str) -> Select[Any]:
    folded = fold(name).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    form = tables.actor_name.c.folded
    fits = form.like(f"{folded}%", escape="\\") | form.like(f"% {folded}%", escape="\\")
    return select(tables.actor_name.c.actor).where(fits).limit(_MOST_NAMED)


def _latest_of_types(connection: Connection, chosen: Chosen, skip: int, most: int) -> list[Place]:
    """The latest events of all types, found along the index of types and days: no table is read through.

    Where only some statuses are wanted, a type may have next to none of them: the last weeks are looked through first.
    """
    last = chosen.days.until or _last_report(connection)
    looked_through = _WEEKS if last and chosen.kinds.statuses and not chosen.days.since else ()
    for weeks in looked_through:
        since = (date.fromisoformat(last or "") - timedelta(weeks=weeks)).isoformat()
        recent = chosen._replace(days=chosen.days._replace(since=since))
        if len(found := _latest(connection, _of_types(recent, skip + most), skip, most)) == most:
            return found
    return _latest(connection, _of_types(chosen, skip + most), skip, most)


def _of_types(chosen: Chosen, most: int) -> Select[Any]:
    """The latest `most` events of each type."""
    event = tables.event.c
    rows = select(event.day, event.report, event.claim).where(*chosen.days.hold(event.day), *chosen.kinds.hold())
    return _latest_of_each(rows, event.type, chosen.kinds.types or TYPES, most)


def _latest_of_each(rows: Select[Any], column: Any, values: Sequence[str], most: int) -> Select[Any]:
    """The latest `most` of these rows of day, report and claim for each value of a column that has an index with days:
    it is walked from its end, and no table is read through."""
    ordered = rows.order_by(*(part.desc() for part in rows.selected_columns)).limit(most)
    latest = [ordered.where(column == value).subquery() for value in values]
    found = union_all(*(select(some.c.day, some.c.report, some.c.claim) for some in latest)).subquery()
    return select(found.c.day, found.c.report, found.c.claim)


def _last_report(connection: Connection) -> str | None:
    return connection.execute(select(func.max(tables.report.c.published))).scalar()


def _latest(connection: Connection, rows: Select[Any], skip: int, most: int) -> list[Place]:
    """The latest of rows of day, report and claim."""
    day, report, claim = rows.selected_columns
    ordered = rows.order_by(day.desc(), report.desc(), claim.desc()).offset(skip).limit(most)
    return [Place(n, number) for _, n, number in connection.execute(ordered)]


def _published_by(publisher: str | None) -> list[ColumnElement[bool]]:
    return [tables.report.c.publisher == storable(publisher)] if publisher else []


def _page(places: list[Place], skip: int) -> list[Place]:
    """The latest of `places`, in order of days, without the `skip` very latest; the latest first."""
    return places[::-1][skip:]


def _listed(connection: Connection, numbers: Sequence[int]) -> list[Listed]:
    report, body = tables.report, tables.body.c
    rows = select(report, body.title).join(tables.body, body.report == report.c.n).where(report.c.n.in_(numbers))
    found = {row.n: row for row in connection.execute(rows)}
    claims = (tables.event, tables.statement, tables.position, tables.commitment)
    counted: list[dict[int, int]] = []
    for table in claims:
        counts = select(table.c.report, func.count()).where(table.c.report.in_(numbers)).group_by(table.c.report)
        counted.append({row.report: row[1] for row in connection.execute(counts)})
    return [
        Listed(
            source=Source(
                id=row.id, title=row.title, publisher=row.publisher, url=row.url, published=row.published,
                language=row.language,
            ),
            added=row.added,
            **{f"{table.name}s": of.get(row.n, 0) for table, of in zip(claims, counted, strict=True)},
        )
        for row in (found[n] for n in numbers)
    ]  # fmt: skip

"""Counting over an archive: events by day, places, doubtful claims, and what facets a search has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Table, case, func, select, union_all

from dragoman.answers import Count, Happening, Told
from dragoman.archive import loading, tables
from dragoman.archive.packing import storable
from dragoman.archive.rows import numbered
from dragoman.model import Event
from dragoman.query import searching
from dragoman.query.choosing import Days
from dragoman.query.leafing import Chosen, Named, event_conditions, events_of
from dragoman.query.searching import Wanted
from dragoman.query.telling import Place, tell
from dragoman.query.who import actors, whom

DOUBTFUL = 0.5  # claims less sure than even
CLAIMS = {  # kind -> its table
    "event": tables.event,
    "statement": tables.statement,
    "position": tables.position,
    "commitment": tables.commitment,
}
_FACETS_OF = 2_000  # reports that facets are counted in, the newest that fit
_SOME = 500  # values of one question
_LOOKED_AT = 60  # reports that are looked through for events at a place


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many events of one class a day has."""

    day: str  # ISO date
    quad: int  # 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    number: int
    score: float  # mean of PLOVER's scale


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place that reports name, and how many do."""

    name: str
    country: str | None
    lat: float
    lon: float
    geonames: int | None
    reports: int


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """What the reports of a search have in common."""

    reports: int  # that were counted in: the newest that fit
    publishers: tuple[Count, ...]
    years: tuple[Count, ...]
    types: tuple[Count, ...]
    actors: tuple[Named, ...]


def days(connection: Connection, chosen: Chosen) -> list[DayCount]:
    """Events by day and class; those whose day is not known are left out."""
    event = tables.event.c
    rows = select(event.day, event.quad, event.score).where(event.day > 0)
    if chosen.who:
        found = events_of(connection, chosen.who, chosen).subquery()
        rows = rows.join(found, (event.report == found.c.report) & (event.claim == found.c.claim))
    else:
        rows = rows.where(*event_conditions(chosen))
    return _by_day(connection, rows)


def days_between(connection: Connection, one: str, other: str, stretch: Days) -> list[DayCount]:
    """What two did with and to each other, by day and class, as far as it took place."""
    pair = tables.pair.c
    two = [whom(connection, name)[0].n for name in (one, other)]
    rows = select(pair.day, pair.quad, pair.score).where(pair.one == two[0], pair.other == two[1], pair.day > 0)
    return _by_day(connection, rows.where(*stretch.hold(pair.day)))


def places(connection: Connection, stretch: Days, types: Sequence[str], most: int) -> list[Spot]:
    """The places that most reports name, of reports of these days that tell of such events."""
    place, report, event = tables.place.c, tables.report.c, tables.event.c
    number = func.count(place.report.distinct())
    rows = select(
        func.min(place.name), func.min(place.country), func.avg(place.lat), func.avg(place.lon), place.geonames, number
    ).where(place.lat.is_not(None))
    if stretch != Days():
        rows = rows.join(tables.report, report.n == place.report).where(*stretch.hold(report.published))
    if types:
        rows = rows.where(place.report.in_(select(event.report).where(event.type.in_(types))))
    unlisted = case((place.geonames.is_(None), place.name))  # of the gazetteer: known by their names alone
    rows = rows.group_by(place.geonames, unlisted).order_by(number.desc(), place.geonames, unlisted).limit(most)
    return [
        Spot(name=name, country=country, lat=lat, lon=lon, geonames=geonames, reports=reports)
        for name, country, lat, lon, geonames, reports in connection.execute(rows)
    ]


def happened_at(connection: Connection, where: str, most: int) -> list[Happening]:
    """Events at the place with this GeoNames number or name, in the latest reports that name it."""
    place, report = tables.place.c, tables.report.c
    geonames = int(where) if where.isdecimal() and len(where) < 12 else None
    this = place.geonames == geonames if geonames is not None else place.name == storable(where)
    rows = select(place.report).distinct().join(tables.report, report.n == place.report).where(this)
    rows = rows.add_columns(report.published).order_by(report.published.desc(), place.report.desc())
    latest = rows.limit(_LOOKED_AT)
    found = []
    for n, record in loading.records(connection, connection.execute(latest).scalars()).items():
        here = {p.id for p in record.places if (p.name == where if geonames is None else p.geonames == geonames)}
        found += [Place(n, at.n) for at in numbered(record) if isinstance(at.claim, Event) and at.claim.place in here]
        if len(found) >= most:
            break
    return tell(connection, found[:most])


def doubtful(connection: Connection, kinds: Sequence[str], most: int) -> list[Told]:
    """The claims that are less sure than even, the least sure first."""
    asked = [_doubts_of(kind, most) for kind in (kinds or CLAIMS)]
    rows = union_all(*(select(some) for some in asked)).subquery()
    ordered = select(rows).order_by(rows.c.confidence, rows.c.report.desc(), rows.c.claim).limit(most)
    return tell(connection, [Place(n, claim) for n, claim, _ in connection.execute(ordered)])


def number_of_doubts(connection: Connection) -> int:
    """How many claims are less sure than even."""
    counts = (select(func.count()).where(table.c.confidence < DOUBTFUL) for table in CLAIMS.values())
    return sum(connection.execute(count).scalar_one() for count in counts)


def judged(connection: Connection) -> int:
    """How many claims somebody has judged: right, wrong or changed."""
    correction = tables.correction.c
    rows = select(func.count(correction.target.distinct())).where(correction.undone_at.is_(None))
    return connection.execute(rows.where(correction.target.not_like("%/entity/%"))).scalar_one()


def facets(connection: Connection, wanted: Wanted, most: int) -> Facets:
    """Publishers, years, types of events and actors of the reports that fit, counted by report."""
    found = searching.fitting(connection, wanted)[-_FACETS_OF:]
    published: Counter[str] = Counter()
    years: Counter[str] = Counter()
    types: Counter[str] = Counter()
    named: Counter[int] = Counter()
    report, event, entity = tables.report.c, tables.event.c, tables.entity.c
    for start in range(0, len(found), _SOME):
        some = found[start : start + _SOME]
        for publisher, day in connection.execute(select(report.publisher, report.published).where(report.n.in_(some))):
            published.update([publisher] if publisher else [])
            years.update([day[:4]] if day else [])
        kinds = select(event.type, func.count(event.report.distinct())).where(event.report.in_(some))
        types.update({row[0]: row[1] for row in connection.execute(kinds.group_by(event.type))})
        who = select(entity.actor, func.count()).where(entity.report.in_(some)).group_by(entity.actor)
        named.update({row[0]: row[1] for row in connection.execute(who)})
    top = [n for n, _ in named.most_common(most)]
    known = actors(connection, top)
    return Facets(
        reports=len(found),
        publishers=_counts(published, most),
        years=tuple(sorted(_counts(years, most), key=lambda count: count.of, reverse=True)),
        types=_counts(types, most),
        actors=tuple(Named(actor=known[n], reports=named[n]) for n in top),
    )


def _by_day(connection: Connection, rows: Select[Any]) -> list[DayCount]:
    found = rows.subquery()
    day, quad, number = found.c.day, found.c.quad, func.count()
    counted = select(day, quad, number, func.sum(found.c.score)).group_by(day, quad).order_by(day, quad)
    return [
        DayCount(day=on, quad=kind, number=many, score=round(score / many, 1))
        for on, kind, many, score in connection.execute(counted)
    ]


def _doubts_of(kind: str, most: int) -> Any:
    table: Table = CLAIMS[kind]
    rows = select(table.c.report, table.c.claim, table.c.confidence)
    rows = rows.where(table.c.confidence < DOUBTFUL).order_by(table.c.confidence, table.c.report.desc())
    return rows.limit(most).subquery()


def _counts(counter: Counter[str], most: int) -> tuple[Count, ...]:
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(of=of, number=number) for of, number in ordered[:most])

"""The questions about the whole: a dossier on somebody, who has to do with whom, what is in the archive."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, case, func, select, text

from dragoman.answers import Actor, Count, Dossier, Network, Office, Stats, Tie
from dragoman.archive import loading, tables
from dragoman.archive.actors import key_of
from dragoman.query import choosing
from dragoman.query.choosing import Days, Kinds
from dragoman.query.telling import source_of, told_from
from dragoman.query.who import actors, whom

_OFFICES_FROM = 16  # reports that are asked for offices: the latest, and others spread over the years
_NAMES = 12
_TOP = 12  # rows of a count


def dossier(connection: Connection, who: str, most: int) -> Dossier:
    """What the archive has on `who`: offices, events, words, positions, commitments, ties, `most` of each."""
    found = whom(connection, who)[0]
    n, days = found.n, Days()
    entity, report, named = tables.entity.c, tables.report.c, tables.actor_name.c
    in_reports = select(entity.report).where(entity.actor == n)
    dated = select(func.min(report.published), func.max(report.published))
    span = connection.execute(dated.where(report.n.in_(in_reports), report.published > 0)).one()
    names = select(named.folded).where(named.actor == n).order_by(named.folded).limit(_NAMES)
    events = choosing.events_of(connection, n, days, Kinds(), most)
    statements = choosing.statements_by(connection, n, days, most)
    positions = choosing.positions(connection, holder=n, actor=None, words=None, stances=(), days=days, most=most)
    bound = choosing.commitments(connection, actor=n, open_only=False, kinds=(), days=days, most=most)
    telling = {place.report for places in (events, statements, positions, bound) for place in places}
    records = loading.records(connection, sorted(telling))
    return Dossier(
        actor=found.actor,
        names=tuple(connection.execute(names).scalars()),
        reports=found.reports,
        first=span[0],
        last=span[1],
        offices=_offices(connection, n, found.actor),
        happenings=tuple(told_from(records, events)),
        sayings=tuple(told_from(records, statements)),
        stands=tuple(told_from(records, positions)),
        bonds=tuple(told_from(records, bound)),
        ties=_ties(connection, days, most, of=n),
    )


def network(connection: Connection, days: Days, most: int) -> Network:
    """The ties with most events in these days, and whom they tie."""
    ties = _ties(connection, days, most)
    found = {actor.key: actor for tie in ties for actor in (tie.one, tie.other)}
    return Network(actors=tuple(found.values()), ties=ties)


def stats(connection: Connection) -> Stats:
    """What is in the archive."""
    report, source = tables.report.c, tables.source.c

    def number(table: Any, *where: Any) -> int:
        return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()

    dated = select(func.min(report.published), func.max(report.published)).where(report.published > 0)
    first, last = connection.execute(dated).one()
    return Stats(
        reports=number(tables.report),
        first=first,
        last=last,
        undated=number(tables.report, report.published == 0),
        actors=number(tables.actor),
        **{f"{t.name}s": number(t) for t in (tables.event, tables.statement, tables.position, tables.commitment)},
        corrections=number(tables.correction, tables.correction.c.undone_at.is_(None)),
        failures=number(tables.source, source.status == "failed"),
        publishers=_counts(connection, report.publisher),
        languages=_counts(connection, report.language),
        types=_counts(connection, tables.event.c.type),
        versions=_counts(connection, report.version),
        bytes=_bytes(connection),
    )


def _offices(connection: Connection, n: int, actor: Actor) -> tuple[Office, ...]:
    """The offices that reports of different years give a person, the latest of these reports for each."""
    if actor.kind != "person":
        return ()
    entity, report = tables.entity.c, tables.report.c
    naming = select(entity.report).join(tables.report, report.n == entity.report).where(entity.actor == n)
    latest = connection.execute(naming.order_by(report.published.desc(), report.n.desc())).scalars().all()
    half = _OFFICES_FROM // 2
    spread = latest[half :: max(1, len(latest) // half)]
    offices: dict[tuple[str, str | None], Office] = {}
    for record in loading.records(connection, [*latest[:half], *spread]).values():
        for role in [e.role for e in record.entities if e.role and key_of(e) == actor.key]:
            office = Office(
                title=role.title, country=role.country, since=role.since, until=role.until, known_from=role.origin,
                source=source_of(record.report),
            )  # fmt: skip
            offices.setdefault((role.title.casefold(), role.country), office)
    return tuple(offices.values())


def _ties(connection: Connection, days: Days, most: int, of: int | None = None) -> tuple[Tie, ...]:
    pair = tables.pair.c
    quads = [func.sum(case((pair.quad == quad, 1), else_=0)) for quad in (1, 2, 3, 4)]
    number = func.count()
    rows = select(pair.one, pair.other, number, *quads, func.sum(pair.score)).where(*days.hold(pair.day))
    rows = rows.where(pair.one == of) if of is not None else rows.where(pair.one < pair.other)
    rows = rows.group_by(pair.one, pair.other).order_by(number.desc(), pair.one, pair.other).limit(most)
    found = connection.execute(rows).all()
    known = actors(connection, (n for row in found for n in row[:2]))
    return tuple(
        Tie(
            one=known[one], other=known[other], events=number, verbal_cooperation=vc, material_cooperation=mc,
            verbal_conflict=vx, material_conflict=mx, score=round(score / number, 1),
        )
        for one, other, number, vc, mc, vx, mx, score in found
    )  # fmt: skip


def _counts(connection: Connection, column: Any) -> tuple[Count, ...]:
    rows = select(column, func.count()).where(column.is_not(None)).group_by(column)
    ordered = connection.execute(rows.order_by(func.count().desc(), column).limit(_TOP))
    return tuple(Count(of=str(of), number=number) for of, number in ordered)


def _bytes(connection: Connection) -> int | None:
    if connection.dialect.name == "sqlite":
        size = connection.execute(text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"))
    else:
        size = connection.execute(text("SELECT pg_database_size(current_database())"))
    return size.scalar()

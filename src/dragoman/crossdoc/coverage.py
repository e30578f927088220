"""Which events several reports tell of, for all of an archive at once: by their links, no report is looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from dragoman.answers import Coverage, Source
from dragoman.archive import tables
from dragoman.crossdoc.links import Place

_SOME = 500  # values of one question

Member = TypeVar("Member", bound=Hashable)


def coverage(connection: Connection) -> dict[str, Coverage]:
    """The events that are linked as the same as another, by id, each with all accounts of it: from link to link, so
    that accounts which are nowhere linked with each other can be of one event."""
    link = tables.link.c
    same = select(link.report, link.claim, link.to_report, link.to_claim).where(link.kind == "same", _HOLDS)
    groups = _joined(((n, one), (to, other)) for n, one, to, other in connection.execute(same))
    reports = {n for group in groups for n, _ in group}
    sources, copies = _sources(connection, reports), _copies(connection, reports)
    found: dict[str, Coverage] = {}
    for group in groups:
        covered = _covered(group, sources, copies)
        found |= dict.fromkeys(covered.accounts, covered)
    return found


def _covered(group: Iterable[Place], sources: dict[int, list[Source]], copies: dict[int, set[int]]) -> Coverage:
    """The accounts of one event, in the order in which they were reported."""
    accounts = sorted(group, key=lambda place: (sources[place[0]][0].published or "9", *place))
    reports = list(dict.fromkeys(n for n, _ in accounts))
    return Coverage(
        id=accounts[0][1],
        accounts=tuple(claim for _, claim in accounts),
        sources=tuple(source for n in reports for source in sources[n]),
        voices=_voices(reports, sources, copies),
    )


def _voices(reports: Collection[int], sources: dict[int, list[Source]], copies: dict[int, set[int]]) -> int:
    """How many speak: reports of one publisher, and copies of one text, are one voice."""
    by_publisher: dict[str, int] = {}
    pairs = [(n, n) for n in reports]
    for n in reports:
        pairs += [(n, other) for other in copies.get(n, ()) if other in reports]
        if publisher := sources[n][0].publisher:
            pairs.append((n, by_publisher.setdefault(publisher.casefold(), n)))
    return len(_joined(pairs))


def _sources(connection: Connection, reports: Collection[int]) -> dict[int, list[Source]]:
    """The reports with these numbers, each with where its very words were met again."""
    found = {
        row.n: [Source(id=row.id, title=row.title, publisher=row.publisher, url=row.url, published=row.published,
                       language=row.language)]
        for row in _of(connection, _REPORTS, reports)
    }  # fmt: skip
    for row in _of(connection, _AGAIN, reports):
        own = found[row.report][0]
        again = Source(id=own.id, title=own.title, publisher=row.publisher, url=row.url, published=row.published)
        found[row.report].append(again)
    return found


def _copies(connection: Connection, reports: Collection[int]) -> dict[int, set[int]]:
    """Numbers of reports -> those of which they are copies."""
    found: dict[int, set[int]] = defaultdict(set)
    for n, other in _of(connection, _COPIES, reports):
        found[n].add(other)
    return found


def _of(connection: Connection, rows: Select[Any], reports: Collection[int]) -> Iterator[Any]:
    listed = sorted(reports)
    for start in range(0, len(listed), _SOME):
        yield from connection.execute(rows, {"reports": listed[start : start + _SOME]})


def _joined(pairs: Iterable[tuple[Member, Member]]) -> list[set[Member]]:
    """What pairs tie together, from pair to pair, in groups; in the order in which they are first met."""
    group: dict[Member, set[Member]] = {}
    for one, other in pairs:
        ours, theirs = group.setdefault(one, {one}), group.setdefault(other, {other})
        if ours is not theirs:
            less, more = sorted((ours, theirs), key=len)
            more |= less
            group |= dict.fromkeys(less, more)
    return list({id(members): members for members in group.values()}.values())


_REPORT, _COPY, _LINK = tables.report.c, tables.copy.c, tables.link.c
_HOLDS = _LINK.undone_at.is_(None)
_ASKED: BindParameter[Any] = bindparam("reports", expanding=True)
_REPORTS = (
    select(_REPORT.n, _REPORT.id, tables.body.c.title, _REPORT.publisher, _REPORT.url, _REPORT.published)
    .add_columns(_REPORT.language)
    .where(_REPORT.n == tables.body.c.report, _REPORT.n.in_(_ASKED))
)
_AGAIN = (
    select(_COPY.report, _COPY.publisher, _COPY.url, _COPY.published)
    .where(_COPY.report.in_(_ASKED))
    .order_by(_COPY.report, _COPY.number)
)
_COPIES = select(_LINK.report, _LINK.to_report).where(_LINK.report.in_(_ASKED), _LINK.kind == "copy", _HOLDS)

"""Which given mentions of events, in one report or many, are of one event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from dragoman.crossdoc.alike import can_be_one, weighed
from dragoman.crossdoc.grouping import grouped
from dragoman.crossdoc.seen import Seen, marked
from dragoman.model import Record, Span

TOGETHER = 0.35  # mean likelihood from which groups of mentions are put together


def same_events(reports: Iterable[tuple[Record, Sequence[Span]]]) -> list[list[tuple[str, Span]]]:
    """Mentions of events marked in reports, in groups of what is one event: each is (id of the report, span).

    Mentions for which the record has no event are compared by their words. The groups are in the order of their first
    mentions, as given. All mentions are compared with one another: hundreds take seconds.
    """
    mentions = [
        (seen, span) for record, spans in reports for seen, span in zip(marked(record, spans), spans, strict=True)
    ]
    given = [seen for seen, _ in mentions]
    chances = {(i, j): weighed(given[i], given[j]) for i, j in pairs(given)}
    groups = grouped(len(given), chances, TOGETHER)
    return [[(mentions[n][0].report, mentions[n][1]) for n in group] for group in groups]


def pairs(mentions: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """The numbers of each two mentions that can be one."""
    for (i, one), (j, other) in combinations(enumerate(mentions), 2):
        if can_be_one(one, other):
            yield i, j

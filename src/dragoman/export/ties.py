"""Who acts towards whom, summed up over records: the network that GraphML and GEXF hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dragoman.export.told import dyads, key, told
from dragoman.export.wording import clean
from dragoman.model import Entity, Record


class Node(NamedTuple):
    """An actor: its key across reports, and what a drawing shows of it."""

    key: str
    name: str
    kind: str
    country: str
    code: str


class Edge(NamedTuple):
    """What one did to another: how many events, their mean PLOVER score, how many of each quad class, first and last
    day. Of those who did something with each other, the first named is the source."""

    source: str
    target: str
    events: int
    score: float
    quads: tuple[int, int, int, int]
    first: str
    last: str


class _Sum:
    """An edge while it grows."""

    def __init__(self) -> None:
        self.score = 0.0
        self.quads = [0, 0, 0, 0]
        self.first, self.last = "", ""


def ties(records: Iterable[Record]) -> tuple[list[Node], list[Edge]]:
    """The actors and ties of `records` in the order of their keys; events that did not, or not yet, take place are left
    out. Only the network is held in memory."""
    nodes: dict[str, Node] = {}
    sums: dict[tuple[str, str], _Sum] = {}
    for record in records:
        about = told(record, "none")
        for event in record.events:
            if event.negated or event.status not in ("happened", "ongoing"):
                continue
            day = about.day(event) or ""
            for pair in dyads(event):
                ends = [_node(nodes, entity) for entity in about.named(*pair)]
                if len(ends) == 2 and ends[0] != ends[1]:
                    _add(sums.setdefault((ends[0], ends[1]), _Sum()), event.score, event.quad, day)
    edges = [
        Edge(*pair, sum(s.quads), round(s.score / sum(s.quads), 3), _four(s.quads), s.first, s.last)
        for pair, s in sorted(sums.items())
    ]
    return [nodes[name] for name in sorted(nodes)], edges


def _node(nodes: dict[str, Node], entity: Entity) -> str:
    known = clean(key(entity))
    found = Node(known, clean(entity.name), entity.kind, clean(entity.country or ""), clean(entity.code or ""))
    nodes[known] = min(found, nodes.get(known, found))  # whatever the order of reports
    return known


def _add(total: _Sum, score: float, quad: int, day: str) -> None:
    total.score += score
    total.quads[quad - 1] += 1
    total.first = min(filter(None, (total.first, day)), default="")
    total.last = max(total.last, day)


def _four(quads: list[int]) -> tuple[int, int, int, int]:
    return quads[0], quads[1], quads[2], quads[3]

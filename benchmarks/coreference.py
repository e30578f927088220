"""How well mentions are put together: MUC, B-cubed, CEAF and their mean, as in the CoNLL shared tasks.

Both sides are partitions of mentions, which may differ in which mentions they hold: one that a side does not have costs
the other precision or recall. Sources: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B-cubed), Luo 2005 (CEAF,
with its entity-based likeness), Pradhan et al. 2014 (mentions that only one side has).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import NamedTuple

import networkx

Clusters = Sequence[frozenset[Hashable]]


class Score(NamedTuple):
    """Precision, recall and F, 0 to 1."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def conll(gold: Clusters, found: Clusters) -> float:
    """The mean of the F of MUC, B-cubed and CEAF, 0 to 1."""
    return (muc(gold, found).f + b_cubed(gold, found).f + ceaf(gold, found).f) / 3


def muc(gold: Clusters, found: Clusters) -> Score:
    """The share of links: how few links would have to be added to make each cluster whole. Lone ones do not count."""
    return Score(_links(found, gold), _links(gold, found))


def b_cubed(gold: Clusters, found: Clusters) -> Score:
    """For each mention, how much of its cluster is right, and how much of the right cluster is there."""
    return Score(_shared(found, gold), _shared(gold, found))


def ceaf(gold: Clusters, found: Clusters) -> Score:
    """How alike clusters are (2 * shared / size of both) where each has at most one of the other side."""
    graph = networkx.Graph()
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            if one & other:
                graph.add_edge(("gold", i), ("found", j), weight=2 * len(one & other) / (len(one) + len(other)))
    like = sum(graph.edges[pair]["weight"] for pair in networkx.max_weight_matching(graph))
    return Score(like / len(found) if found else 0.0, like / len(gold) if gold else 0.0)


def clusters(mentions: Collection[Hashable], links: Iterable[tuple[Hashable, Hashable]]) -> list[frozenset[Hashable]]:
    """`mentions` in groups of those that links, direct or through others, hold together."""
    graph = networkx.Graph(links)
    graph.add_nodes_from(mentions)
    wanted = frozenset(mentions)
    return [group for whole in networkx.connected_components(graph) if (group := wanted & frozenset(whole))]


def _links(of: Clusters, by: Clusters) -> float:
    """The share of the links that `of` needs which `by` has."""
    home = _home(by)
    parts = [len({home.get(m, (m,)) for m in cluster}) for cluster in of]
    needed = sum(len(cluster) - 1 for cluster in of)
    return sum(len(cluster) - n for cluster, n in zip(of, parts, strict=True)) / needed if needed else 0.0


def _shared(of: Clusters, by: Clusters) -> float:
    """The mean share of a mention's cluster in `of` that is with it in `by` too."""
    home = _home(by)
    number = sum(map(len, of))
    shares = (len(cluster & by[home[m]]) / len(cluster) for cluster in of for m in cluster if m in home)
    return sum(shares) / number if number else 0.0


def _home(of: Clusters) -> dict[Hashable, int]:
    return {mention: i for i, cluster in enumerate(of) for mention in cluster}

"""Mentions put together by how likely each two are one event. Pure.

Average linkage: two groups become one while the mean likelihood of their pairs is high enough, the likeliest first, so
that one wrong pair does not draw two events together as a chain of pairs does.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping


def grouped(number: int, likely: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """The numbers from 0 to `number` - 1 in groups, each in order, by their first; pairs not in `likely` count as 0."""
    total: dict[int, dict[int, float]] = {n: {} for n in range(number)}
    for (one, other), chance in likely.items():
        total[one][other] = chance
        total[other][one] = chance
    groups = {n: [n] for n in range(number)}
    waiting = [(-chance, min(pair), max(pair)) for pair, chance in likely.items() if chance >= least]
    heapq.heapify(waiting)
    following = number
    while waiting:
        _, one, other = heapq.heappop(waiting)
        if one not in groups or other not in groups:
            continue
        groups[following] = groups.pop(one) + groups.pop(other)
        total[following] = _joined(total.pop(one), total.pop(other), groups)
        for beside, chance in total[following].items():
            total[beside][following] = chance
            mean = chance / (len(groups[following]) * len(groups[beside]))
            if mean >= least:
                heapq.heappush(waiting, (-mean, beside, following))
        following += 1
    return sorted(sorted(group) for group in groups.values())


def _joined(one: dict[int, float], other: dict[int, float], groups: Mapping[int, list[int]]) -> dict[int, float]:
    """Sums of likelihoods to each group that is still there."""
    return {beside: one.get(beside, 0.0) + other.get(beside, 0.0) for beside in (one | other) if beside in groups}

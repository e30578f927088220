"""Fits how likely two events of reports are one: src/dragoman/weights/likeness.toml.

    python -m training.likeness --data DIR            # fit, print how good it is, write the weights
    python -m training.likeness --data DIR --check    # print alone

From pairs of events in our own annotated reports (benchmarks/gold/crossdoc, `_a` and `_c`) and in MEANTIME's
(DIR/time/meantime_dev.jsonl), of one crisis and, where a party is in both, of two. A logistic regression with a penalty
on large weights, by Newton's method. How good it is, is told by leaving out one crisis at a time.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.coreference import b_cubed, clusters, conll
from benchmarks.crossdoc import meantime, own, read
from dragoman.crossdoc.alike import SAME, comparable
from dragoman.crossdoc.features import NAMES, features
from dragoman.crossdoc.seen import Seen, seen

WEIGHTS = Path(__file__).parent.parent / "src/dragoman/weights/likeness.toml"
PENALTY = 2.0  # of a squared weight; the bias is free
ROUNDS = 30

Matrix = NDArray[np.float64]

HEAD = """\
# How likely two events are one: log odds, fitted by training/likeness.py to {pairs} pairs of events, {same} of them
# one, in {reports} reports: our own (benchmarks/gold/crossdoc, _a and _c) and MEANTIME's (CC BY 4.0). Not by hand.
"""


class Example(NamedTuple):
    """Two events, whether they are one, and of which crises they are."""

    one: Seen
    other: Seen
    same: bool
    crises: frozenset[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets (benchmarks/README.md)")
    options = parser.parse_args()
    named, reports = events(options.data)
    pairs = examples(named)
    table = np.array([row(pair) for pair in pairs])
    right = np.array([pair.same for pair in pairs], dtype=float)
    likely = left_out(pairs, table, right)
    for least in sorted({0.3, 0.35, SAME, 0.45, 0.5}):
        print(f"linked from {least:.2f}: " + judged(named, pairs, likely, least))
    weights = fit(table, right)
    for name, weight in zip(("bias", *NAMES), weights, strict=True):
        print(f"  {name:20s} {weight:6.2f}")
    if not options.check:
        head = HEAD.format(pairs=len(pairs), same=int(right.sum()), reports=reports)
        lines = [f"{name} = {weight:.3f}" for name, weight in zip(NAMES, weights[1:], strict=True)]
        WEIGHTS.write_text(f"{head}bias = {weights[0]:.3f}\n\n[weights]\n" + "\n".join(lines) + "\n", "utf-8")


def events(data: Path) -> tuple[list[tuple[Seen, str]], int]:
    """The events that our reader finds where the gold has a mention, each with its name; and the number of reports."""
    marked = [*own("dev"), *own("fit"), *meantime(data)]
    named = []
    for record, found in map(read, marked):
        names = {there.id: there.event for there in found}
        named += [(event, names[event.id]) for event in seen(record) if event.id in names]
    return named, len(marked)


def examples(named: list[tuple[Seen, str]]) -> list[Example]:
    """All pairs that can be one."""
    found = []
    for (one, first), (other, second) in itertools.combinations(named, 2):
        crises = frozenset(name.split()[0] for name in (first, second))
        if comparable(one, other) and (len(crises) == 1 or one.sides & other.sides):
            found.append(Example(one, other, first == second, crises))
    return found


def row(pair: Example) -> list[float]:
    """The features of a pair, behind a 1 for the bias."""
    values = features(pair.one, pair.other)
    return [1.0, *(values.get(name, 0.0) for name in NAMES)]


def fit(table: Matrix, right: Matrix) -> Matrix:
    """The weights, bias first."""
    weights = np.zeros(table.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    penalty[0, 0] = 0
    for _ in range(ROUNDS):
        likely = _likely(table, weights)
        slope = table.T @ (likely - right) + penalty @ weights
        curve = (table.T * (likely * (1 - likely))) @ table + penalty
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def left_out(pairs: list[Example], table: Matrix, right: Matrix) -> Matrix:
    """How likely each pair is one, by weights fitted without its crisis."""
    likely = np.zeros(len(pairs))
    for crisis in sorted(frozenset().union(*(pair.crises for pair in pairs))):
        out = np.array([crisis in pair.crises for pair in pairs])
        likely[out] = _likely(table[out], fit(table[~out], right[~out]))
    return likely


def judged(named: list[tuple[Seen, str]], pairs: list[Example], likely: Matrix, least: float) -> str:
    """Figures of linking all pairs that are at least so likely."""
    homes: dict[str, set[str]] = {}
    for event, name in named:
        homes.setdefault(name, set()).add(event.id)
    gold = [frozenset(home) for home in homes.values()]
    linked = [(p.one.id, p.other.id) for p, chance in zip(pairs, likely, strict=True) if chance >= least]
    true = sum(p.same for p, chance in zip(pairs, likely, strict=True) if chance >= least)
    found = clusters([event.id for event, _ in named], linked)
    return (
        f"CoNLL {100 * conll(gold, found):.1f}, B-cubed {100 * b_cubed(gold, found).f:.1f}, "
        f"{true} of {len(linked)} pairs right"
    )


def _likely(table: Matrix, weights: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-(table @ weights)))


if __name__ == "__main__":
    main()

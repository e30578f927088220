"""Fits how likely two mentions of events are one: src/dragoman/weights/likeness.toml.

    python -m training.likeness --data DIR            # fit, print how good it is, write the weights
    python -m training.likeness --data DIR --check    # print alone

From pairs of mentions marked in our own reports (benchmarks/gold/crossdoc, `_a` and `_c`) and in MEANTIME's
(DIR/time/meantime_dev.jsonl), of one crisis and, where the record has an event at both and a party is in both, of two.
A logistic regression with a penalty on large weights, by Newton's method. How good it is, is told by leaving out one
crisis (of MEANTIME: one of its three subjects) at a time, beside joining equal lemmas of one day.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.coreference import clusters
from benchmarks.crossdoc import Found, given, groups, line, meantime, own
from dragoman.crossdoc.alike import SAME, can_be_one, comparable
from dragoman.crossdoc.features import NAMES, features
from dragoman.crossdoc.grouping import grouped
from dragoman.crossdoc.identity import TOGETHER
from dragoman.crossdoc.seen import Seen

WEIGHTS = Path(__file__).parent.parent / "src/dragoman/weights/likeness.toml"
PENALTY = 1.0  # of a squared weight, halved; the bias is free
ROUNDS = 12

Matrix = NDArray[np.float64]

HEAD = """\
# How likely two mentions of events are one: log odds, fitted by training/likeness.py to {pairs} pairs of mentions,
# {same} of them one, in {reports} reports: our own (benchmarks/gold/crossdoc, _a and _c) and MEANTIME's (CC BY 4.0).
"""


class Mention(NamedTuple):
    """A mention of the gold as it is compared, and what scoring it needs."""

    seen: Seen
    found: Found
    crisis: str
    own: bool


class Example(NamedTuple):
    """Two mentions by number, whether they are one, and of which crises they are."""

    one: int
    other: int
    same: bool
    crises: frozenset[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets (benchmarks/README.md)")
    options = parser.parse_args()
    mentions = read(options.data)
    pairs = examples(mentions)
    table = np.array([row(mentions[pair.one].seen, mentions[pair.other].seen) for pair in pairs])
    right = np.array([pair.same for pair in pairs], dtype=float)
    show(mentions, pairs, left_out(pairs, table, right))
    weights = fit(table, right)
    for name, weight in zip(("bias", *NAMES), weights, strict=True):
        print(f"  {name:20s} {weight:6.2f}")
    if not options.check:
        reports = len({mention.seen.report for mention in mentions})
        head = HEAD.format(pairs=len(pairs), same=int(right.sum()), reports=reports)
        lines = [f"{name} = {weight:.3f}" for name, weight in zip(NAMES, weights[1:], strict=True)]
        WEIGHTS.write_text(f"{head}bias = {weights[0]:.3f}\n\n[weights]\n" + "\n".join(lines) + "\n", "utf-8")


def read(data: Path) -> list[Mention]:
    """The mentions of the gold."""
    return [
        Mention(seen, found, found.event.split()[0], ours)
        for reports, ours in (([*own("dev"), *own("fit")], True), (meantime(data), False))
        for seen, found in itertools.chain.from_iterable(map(given, reports))
    ]


def examples(mentions: Sequence[Mention]) -> list[Example]:
    """All pairs that can be one."""
    found = []
    for (i, one), (j, other) in itertools.combinations(enumerate(mentions), 2):
        crises = frozenset((one.crisis, other.crisis))
        across = one.seen.coded and other.seen.coded and one.seen.sides & other.seen.sides
        fits = can_be_one(one.seen, other.seen) if len(crises) == 1 else across and comparable(one.seen, other.seen)
        if fits:
            found.append(Example(i, j, one.found.event == other.found.event, crises))
    return found


def row(one: Seen, other: Seen) -> list[float]:
    """The features of a pair, behind a 1 for the bias."""
    values = features(one, other)
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


def show(mentions: list[Mention], pairs: list[Example], likely: Matrix) -> None:
    """Print figures on what was left out: of all marked mentions, and of those that are events of our records."""
    chances = {(pair.one, pair.other): chance for pair, chance in zip(pairs, likely, strict=True)}
    for name, wanted in (("own", lambda m: m.own), ("MEANTIME dev", lambda m: not m.own)):
        for coded in (False, True):
            here = [n for n, m in enumerate(mentions) if wanted(m) and (m.seen.coded or not coded)]
            print(f"\n{name}, {'events of the records' if coded else 'all mentions'}: {len(here)}")
            judge([mentions[n].found for n in here], coded, _among(here, chances))


def judge(found: list[Found], coded: bool, chances: dict[tuple[int, int], float]) -> None:
    """Print what putting `found` together gives, linked in pairs as an archive does where they are `coded`."""
    gold = groups((n, f.event) for n, f in enumerate(found))
    print(line("lemma and day", gold, groups((n, f"{f.lemma} {f.day}") for n, f in enumerate(found))))
    print(line("all alone", gold, groups((n, str(n)) for n in range(len(found)))))
    for least in sorted({0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, SAME if coded else TOGETHER}):
        if coded:
            ours = clusters(range(len(found)), [pair for pair, chance in chances.items() if chance >= least])
            print(line(f"linked from {least:.2f}", gold, ours))
        together = [frozenset(group) for group in grouped(len(found), chances, least)]
        print(line(f"together from {least:.2f}", gold, together))


def _among(here: list[int], chances: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """The chances of pairs of these mentions, by their place among them."""
    place = {n: i for i, n in enumerate(here)}
    return {(place[a], place[b]): c for (a, b), c in chances.items() if a in place and b in place}


def _likely(table: Matrix, weights: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-(table @ weights)))


if __name__ == "__main__":
    main()

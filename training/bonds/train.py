"""Fits how likely words bind somebody, and with what force: src/dragoman/weights/bonds.toml.

    python -m training.bonds.train --data DIR            # fit, print how good it is, write the weights
    python -m training.bonds.train --data DIR --check    # print alone

From candidates in our own sentences and reports (benchmarks/gold/bonds, `dev` and `opened`) and in news judged by hand
(examples.py). Logistic regressions over named traits with a penalty on large weights, by scikit-learn's L-BFGS. How
good they are is told by leaving out a tenth of the agreements, and of the articles, at a time.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dragoman.stages.binding.weighed import LIKELY
from dragoman.tagger.bonds import FILE, BondWeights
from training.bonds.examples import Example, news, own, written

OUT = Path(__file__).parents[2] / "src/dragoman/weights" / FILE
FOLDS = 10
LEAST = 3  # examples in which a trait must stand to be weighed
BINDS, FORCES = 0.5, 1.0  # how weak the penalty is

HEAD = """\
# How likely words bind somebody, and with what force: log odds, fitted by training/bonds to {own} candidates in our own
# sentences and reports (benchmarks/gold/bonds) and {news} in news. Not by hand.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets (benchmarks/README.md)")
    options = parser.parse_args()
    examples = [*own(("dev", "opened")), *written(), *news(options.data)]
    report(examples)
    if not options.check:
        write(examples, fit(examples))


def fit(examples: Sequence[Example]) -> BondWeights:
    """Weights from all examples."""
    bias, by = _one(examples, [e.binds for e in examples], [e.weight for e in examples], BINDS)
    bound = [e for e in examples if e.binds and e.forces]
    forces = {}
    for force in sorted({f for e in bound for f in e.forces}):
        forces[force] = _one(bound, [force in e.forces for e in bound], [1.0] * len(bound), FORCES)
    return BondWeights(bias, by, forces)


def report(examples: Sequence[Example]) -> None:
    """Print figures on examples that the weights have not seen."""
    likely, right = np.zeros(len(examples)), np.zeros(len(examples), bool)
    fold = np.array([zlib.crc32(e.about.encode()) % FOLDS for e in examples])
    for n in range(FOLDS):
        weights = fit([e for e, f in zip(examples, fold, strict=True) if f != n])
        for i in np.flatnonzero(fold == n):
            likely[i] = weights.binds(examples[i].traits)
            right[i] = weights.force(examples[i].traits) in examples[i].forces
    binds = np.array([e.binds for e in examples])
    of_news = np.array([e.news for e in examples])
    for name, some in (("our own", ~of_news), ("news, left to the model", of_news)):
        print(f"{name}: {some.sum()} candidates, {(binds & some).sum()} of them bind")
        for least in (0.3, 0.4, 0.5, 0.6, 0.7):
            told = some & (likely >= least)
            print(f"  from {least}: {told.sum()} told, {(told & binds).sum()} rightly")
    known = np.array([bool(e.forces) for e in examples]) & (likely >= LIKELY)
    print(f"force right in {right[known].mean():.1%} of {known.sum()} of our own that bind and are told")


def write(examples: Sequence[Example], weights: BondWeights) -> None:
    """The weights as TOML."""
    of_news = sum(e.news for e in examples)
    lines = [HEAD.format(own=len(examples) - of_news, news=of_news) + f"bias = {weights.bias:.3f}", "", "[weights]"]
    lines += _lines(weights.by)
    for force, (bias, by) in weights.forces.items():
        lines += ["", f"[force.{force}]", f"bias = {bias:.3f}", "", f"[force.{force}.weights]", *_lines(by)]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


def _one(
    examples: Sequence[Example], answers: Sequence[bool], weight: Sequence[float], slack: float
) -> tuple[float, dict[str, float]]:
    """Bias and weights of one question."""
    names = DictVectorizer()
    table = names.fit_transform([dict.fromkeys(sorted(e.traits), 1.0) for e in examples])
    often: NDArray[np.bool] = np.asarray(table.sum(0)).ravel() >= LEAST
    fitted = LogisticRegression(C=slack, max_iter=2000).fit(table[:, often], answers, sample_weight=weight)
    kept = np.array(names.get_feature_names_out())[often]
    by = {str(name): round(float(value), 3) for name, value in zip(kept, fitted.coef_[0], strict=True)}
    return round(float(fitted.intercept_[0]), 3), {name: value for name, value in by.items() if value}


def _lines(by: dict[str, float]) -> list[str]:
    return [f'"{name}" = {value:.3f}' for name, value in sorted(by.items())]


if __name__ == "__main__":
    main()

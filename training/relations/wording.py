"""Fit the relation classifier's second opinion, or say what it adds.

    python -m training.relations.wording --data DIR [OUT]              weights into OUT (the shipped place)
    python -m training.relations.wording --data DIR --beside FOLDS.npy figures beside an encoder's on folds of PLV

FOLDS.npy is what `training.relations.train --folds 0,1,2,3,4` leaves. Rows of one sentence share a fold, and no row is
answered by weights that have seen its fold. Logistic regression with an L2 penalty (scikit-learn's, deterministic);
our own examples, five times as many as PLV's rows, count a seventh of a row each.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dragoman.tagger.encoder import RELATION_WORDING
from dragoman.tagger.scores import Floats
from dragoman.tagger.wording import BUCKETS, WordingWeights, by_wording, wording
from dragoman.votes import COUNT, features
from training.attribution.export import OUT
from training.relations.examples import LABELS, own, plv, read
from training.relations.scoring import figures, reliability
from training.relations.train import folds

OUR_WEIGHT = 0.15
PENALTY = 0.3  # scikit-learn's C: the smaller, the stronger
SHARE = 0.25  # of the opinion beside the encoder's; from .2 to .3 the figures hardly differ


class Row(NamedTuple):
    """A pair in traits. `group` is equal for pairs of one sentence."""

    traits: dict[int, float]
    votes: Floats
    types: tuple[int, ...]
    group: str


def fit(theirs: Sequence[Row], ours: Sequence[Row]) -> WordingWeights:
    """Weights for all labels; a row of several right types counts a part for each."""
    given = [(row, t, 1.0 / len(row.types)) for row in theirs for t in row.types]
    given += [(row, t, OUR_WEIGHT / len(row.types)) for row in ours for t in row.types]
    model = LogisticRegression(C=PENALTY, max_iter=200)
    model.fit(_matrix([r for r, _, _ in given]), [t for _, t, _ in given], sample_weight=[w for _, _, w in given])
    weights = np.zeros((BUCKETS + COUNT, len(LABELS)), np.float16)
    bias = np.full(len(LABELS), -20.0, np.float32)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return WordingWeights(weights, bias, SHARE)


def mixed(encoder: np.ndarray, opinion: np.ndarray, share: float = SHARE) -> np.ndarray:
    """Log-probabilities of the two together, from the encoder's (log) and the opinion (probabilities)."""
    together: np.ndarray = np.log((1 - share) * np.exp(encoder) + share * opinion)
    return together


def _matrix(rows: Sequence[Row]) -> csr_matrix:
    values, columns, starts = [], [], [0]
    for row in rows:
        named = sorted(row.traits.items()) + [(BUCKETS + n, float(v)) for n, v in enumerate(row.votes) if v]
        columns += [n for n, _ in named]
        values += [v for _, v in named]
        starts.append(len(columns))
    return csr_matrix((values, columns, starts), shape=(len(rows), BUCKETS + COUNT))


def _rows(path: Path) -> tuple[list[Row], list[Row | None]]:
    """Our own examples, and the rows of PLV in order."""
    given = [*own(), *plv(path)]
    found: list[Row | None] = []
    for marked, ground in zip(given, read(given), strict=True):
        if marked is None or ground is None:
            found.append(None)
            continue
        traits = wording(ground.draft.syntax, ground.actor, ground.recipient, ground.around)
        types = tuple(LABELS.index(t) for t in marked.types)
        found.append(Row(traits, features(ground.votes), types, marked.text))
    count = len(own())
    return [row for row in found[:count] if row], found[count:]


def _compare(ours: list[Row], rows: list[Row | None], encoder: np.ndarray) -> None:
    fold = folds(rows)
    opinion = np.full(encoder.shape, np.nan)
    for k in sorted(set(fold) - {-1}):
        model = fit([r for r, f in zip(rows, fold, strict=True) if r and f != k], ours)
        for n, row in enumerate(rows):
            if row is not None and fold[n] == k:
                opinion[n] = by_wording(row.traits, row.votes, model)
    done = [n for n, row in enumerate(rows) if row is not None and not np.isnan(encoder[n, 0])]
    right = [row.types for n in done if (row := rows[n]) is not None]
    print("encoder", figures(encoder[done], right))
    print("wording", figures(np.log(opinion[done]), right))
    for share in (0.2, SHARE, 0.3):
        print(f"both, share {share}", figures(mixed(encoder[done], opinion[done], share), right))
    print(*reliability(mixed(encoder[done], opinion[done]), right, 1.0), sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--beside", type=Path, help="scores of an encoder on folds")
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    asked = parser.parse_args()
    ours, rows = _rows(asked.data / "events" / "PLV_train.tsv")
    if asked.beside:
        _compare(ours, rows, np.load(asked.beside))
        return
    model = fit([row for row in rows if row], ours)
    np.savez_compressed(asked.out / RELATION_WORDING, weights=model.weights, bias=model.bias, share=model.share)
    print(f"{RELATION_WORDING}: {(asked.out / RELATION_WORDING).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

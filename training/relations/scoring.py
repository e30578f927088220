"""Macro-F1 of types, quad classes and cooperation against conflict, as PLV's scorer counts them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import f1_score

from dragoman.knowledge import load
from dragoman.knowledge.codebook import Codebook
from dragoman.tagger.relations import NONE
from training.relations.examples import LABELS


def figures(scores: np.ndarray, right: Sequence[tuple[int, ...]]) -> dict[str, float]:
    """`scores` (pairs, labels) are log-probabilities; NONE is left out, since each of these pairs has a relation."""
    book = load().codebook
    typed = [n for n, label in enumerate(LABELS) if label != NONE]
    odds = np.exp(scores[:, typed])
    odds /= odds.sum(-1, keepdims=True)
    names = [_merged(LABELS[n]) for n in typed]
    quads = np.array([_quad(book, LABELS[n]) for n in typed])
    columns = sorted(set(names))
    by_name = np.stack([odds[:, [i for i, n in enumerate(names) if n == c]].sum(1) for c in columns], 1)
    by_quad = np.stack([odds[:, quads == q].sum(1) for q in (1, 2, 3, 4)], 1)
    gold = [_merged(LABELS[r[0]]) for r in right]
    gold_quad = [_quad(book, LABELS[r[0]]) for r in right]
    found = [columns[i] for i in by_name.argmax(1)]
    sure = np.argsort(-by_name.max(1))[: int(0.7 * len(found))]
    return {
        "root": _macro(gold, found),
        "quad": _macro(gold_quad, list(by_quad.argmax(1) + 1)),
        "binary": _macro([q > 2 for q in gold_quad], list(by_quad[:, 2:].sum(1) > 0.5)),
        "surest 70 %": round(float(np.mean([gold[i] == found[i] for i in sure])), 4),
        "accuracy": round(float(np.mean([g == f for g, f in zip(gold, found, strict=True)])), 4),
    }


def _quad(book: Codebook, name: str) -> int:
    return 2 if _merged(name) == "YIELD" else book.quad(name)


def _merged(name: str) -> str:
    return "YIELD" if name in ("CONCEDE", "RETREAT") else name


def _macro(gold: Sequence[object], found: Sequence[object]) -> float:
    return round(float(f1_score(gold, found, average="macro", zero_division=0)), 4)


def temperature(scores: np.ndarray, right: Sequence[tuple[int, ...]]) -> float:
    """By what log-probabilities must be divided for their sureness to be that of their being right (Guo et al. 2017):
    the value of a grid that makes the right labels likeliest."""
    typed = [n for n, label in enumerate(LABELS) if label != NONE]

    def loss(by: float) -> float:
        logits = scores[:, typed] / by
        logits = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        return -float(np.mean([np.logaddexp.reduce(row[list(r)]) for row, r in zip(logits, right, strict=True)]))

    return min((round(0.5 + 0.05 * n, 2) for n in range(40)), key=loss)


def reliability(scores: np.ndarray, right: Sequence[tuple[int, ...]], by: float) -> list[str]:
    """How often the answer is right, by how sure it is once divided by the temperature `by`; a line a band."""
    typed = [n for n, label in enumerate(LABELS) if label != NONE]
    odds = np.exp(scores[:, typed] / by)
    odds /= odds.sum(-1, keepdims=True)
    sure, hit = odds.max(1), [int(n) in r for n, r in zip(odds.argmax(1), right, strict=True)]
    bands = zip((0.0, 0.5, 0.7, 0.8, 0.9, 0.95), (0.5, 0.7, 0.8, 0.9, 0.95, 1.01), strict=True)
    lines = []
    for low, high in bands:
        inside = [h for s, h in zip(sure, hit, strict=True) if low <= s < high]
        if inside:
            lines.append(
                f"{low:.2f}-{min(high, 1.0):.2f}: {sum(inside)} of {len(inside)} right ({np.mean(inside):.2f})"
            )
    return lines

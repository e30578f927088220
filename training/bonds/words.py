"""The words by which a sentence is chosen to be read by the encoder: a logistic regression on bags of words.

It is to let through nearly all that binds and keep the encoder away from most of the news.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dragoman.tagger.bonds import Words, words_of
from training.bonds.examples import Example

LET_THROUGH = 0.98  # of the sentences of ours that bind
FOLDS = 5
_LEAST = 3  # sentences in which a word must stand to be weighed
_SLACK = 0.5  # how weak the penalty on large weights is


class Sentence(NamedTuple):
    """The words of a sentence, and whether it binds somebody."""

    words: frozenset[str]
    binds: bool
    news: bool
    length: int  # in tokens


def sentences(examples: Sequence[Example]) -> Iterator[Sentence]:
    """The sentences of which that is known."""
    for example in examples:
        syntax = example.draft.syntax
        bound = {syntax.tokens[duty.deed].sentence for duty in example.duties}
        unknown = {syntax.tokens[i].sentence for i in example.unknown} - bound
        for number, sentence in enumerate(syntax.sentences):
            if number not in unknown:
                tokens = [syntax.tokens[i] for i in sentence]
                yield Sentence(frozenset(words_of(tokens)), number in bound, example.news, len(tokens))


def fit(examples: Sequence[Example]) -> Words:
    """Weights from all examples; the least sum is one that would let enough through if it had not seen them."""
    known = list(sentences(examples))
    sums = np.zeros(len(known))
    for fold in range(FOLDS):
        inside = [n % FOLDS != fold for n in range(len(known))]
        bias, by = _fitted([s for s, own in zip(known, inside, strict=True) if own])
        for n in range(fold, len(known), FOLDS):
            sums[n] = bias + sum(by.get(word, 0.0) for word in known[n].words)
    ours = sorted(total for total, s in zip(sums, known, strict=True) if s.binds and not s.news)
    least = float(ours[int((1 - LET_THROUGH) * len(ours))])
    read = sum(s.length for total, s in zip(sums, known, strict=True) if s.news and total >= least)
    print(f"{read / max(1, sum(s.length for s in known if s.news)):.1%} of the words of news go through the encoder")
    bias, by = _fitted(known)
    return Words(bias, by, round(least, 3))


def _fitted(known: Sequence[Sentence]) -> tuple[float, dict[str, float]]:
    names = DictVectorizer()
    table = names.fit_transform([dict.fromkeys(sorted(s.words), 1.0) for s in known])
    often = np.asarray(table.sum(0)).ravel() >= _LEAST
    fitted = LogisticRegression(C=_SLACK, max_iter=2000).fit(table[:, often], [s.binds for s in known])
    kept = np.array(names.get_feature_names_out())[often]
    by = {str(name): round(float(value), 3) for name, value in zip(kept, fitted.coef_[0], strict=True)}
    return round(float(fitted.intercept_[0]), 3), by

"""A second opinion on the relation of two mentions, from the words around them alone: logistic regression on hashed
words, pairs of neighbouring words, what lies between the two and on the way between them in the tree.

It knows less than the encoder and errs elsewhere, so that the two together are right more often than either.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dragoman.model import Span
from dragoman.syntax import Syntax, Token
from dragoman.tagger.scores import Floats

BUCKETS = 1 << 15  # of the hashed words; what the lexicon says follows them
_ACTOR, _RECIPIENT = "@actor", "@recipient"  # a mention counts as one word, whoever it is


class WordingWeights(NamedTuple):
    """One weight a trait and label, and how much the opinion counts beside the encoder's."""

    weights: Floats  # (BUCKETS + votes, labels)
    bias: Floats  # (labels,)
    share: float


def by_wording(traits: dict[int, float], votes: Floats, model: WordingWeights) -> Floats:
    """Probabilities (labels,) by the traits of the words and the lexicon's votes (features,)."""
    logits = model.bias.astype(np.float64)
    for trait, value in sorted(traits.items()):
        logits = logits + value * model.weights[trait]
    logits = logits + votes.astype(np.float64) @ model.weights[BUCKETS:]
    odds = np.exp(logits - logits.max())
    found: Floats = odds / odds.sum()
    return found


def wording(syntax: Syntax, actor: range, recipient: range, around: range) -> dict[int, float]:
    """Traits of two mentions (ranges of tokens) in the tokens `around` them: number below BUCKETS -> value."""
    found: defaultdict[int, float] = defaultdict(float)
    words = [(i, w) for i in around if (w := _word(syntax, i, actor, recipient)) is not None]
    between = range(min(actor.stop, recipient.stop), max(actor.start, recipient.start))
    inside = [w for i, w in words if i in between]
    every = [w for _, w in words]
    for name, some, value in (("w", every, 1.0), ("m", inside, 1.5)):
        for word in sorted(set(some)):
            found[_bucket(f"{name} {word}")] += value
        for first, second in sorted(set(pairwise(some))):
            found[_bucket(f"{name} {first} {second}")] += 1.0
    for lemma in sorted({t.lemma for t in _way(syntax, actor, recipient)}):
        found[_bucket(f"p {lemma}")] += 2.0
    return dict(found)


def _word(syntax: Syntax, i: int, actor: range, recipient: range) -> str | None:
    """The lemma; of a mention its mark for its first token, nothing for the others."""
    for mention, mark in ((actor, _ACTOR), (recipient, _RECIPIENT)):
        if i in mention:
            return mark if i == mention.start else None
    return syntax.tokens[i].lemma


def _way(syntax: Syntax, actor: range, recipient: range) -> Iterator[Token]:
    """The words on the way from one mention to the other, up to where the two meet in the tree and down again."""
    first, second = _upwards(syntax, actor), _upwards(syntax, recipient)
    above = {t.i for t in second}
    meeting = next((t.i for t in first if t.i in above), None)
    for climb in (first, second):
        for token in climb[1:]:
            if token.i == meeting:
                break
            yield token
    if meeting is not None:
        yield syntax.tokens[meeting]


def _upwards(syntax: Syntax, mention: range) -> list[Token]:
    tokens = syntax.tokens
    head = syntax.head_of(Span(tokens[mention.start].start, tokens[mention.stop - 1].end))
    return [head, *syntax.ancestors(head.i)] if head else []


def _bucket(trait: str) -> int:
    return zlib.crc32(trait.encode()) % BUCKETS

"""The relation head: in which PLOVER type two marked mentions stand, from the encoder's states and the lexicon's votes.

The two mentions are marked in the encoder's input; the head sees the mean state of the actor, of the recipient, of
what lies between and of the whole stretch, as in R-BERT (Wu and He 2019). Numbers are natural logarithms of
probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.tagger.pieces import ACTOR, RECIPIENT, UNMARKED, Pieces
from dragoman.tagger.scores import Encode, Floats
from dragoman.tagger.windows import batch

NONE = "NONE"  # the label of mentions that stand in no relation
LONGEST = 126  # pieces of a stretch
VIEWS = 4
_BATCH = 16  # pairs at once: bounds the memory


class RelationHeads(NamedTuple):
    """Weights of the head, and its labels in order."""

    hidden: Floats  # (VIEWS * width + votes, inner)
    hidden_bias: Floats
    out: Floats  # (inner, labels)
    out_bias: Floats
    labels: tuple[str, ...]


class Pair(NamedTuple):
    """Two mentions in pieces: of a report's pieces `start` to `end`, actor and recipient as ranges into those."""

    start: int
    end: int
    actor: range
    recipient: range


def relations(
    pieces: Pieces, pairs: Sequence[Pair], votes: Floats, encode: Encode, heads: RelationHeads
) -> NDArray[np.float64]:
    """Log-probabilities (pairs, labels). `votes` is (pairs, features)."""
    found = np.zeros((len(pairs), len(heads.labels)))
    order = sorted(range(len(pairs)), key=lambda n: pairs[n].end - pairs[n].start)
    for at in range(0, len(order), _BATCH):
        some = order[at : at + _BATCH]
        chosen = [pairs[n] for n in some]
        features, mask = batch([(marked(pieces, p), 0, p.end - p.start) for p in chosen])
        states = encode(features, mask)
        seen = np.stack([_views(h[1:], p) for h, p in zip(states, chosen, strict=True)])
        joined = np.concatenate([seen, votes[some]], axis=1)
        inner = np.maximum(joined @ heads.hidden + heads.hidden_bias, 0)
        logits = inner @ heads.out + heads.out_bias
        shifted = logits - logits.max(-1, keepdims=True)
        found[some] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def pair_of(pieces: Pieces, actor: range, recipient: range, sentences: range) -> Pair | None:
    """The pair of mentions given as token ranges, with the tokens of `sentences` around them, cut to what the encoder
    takes; None where a mention has no piece or the two lie too far apart."""
    ends = [_in_pieces(pieces, tokens) for tokens in (actor, recipient, sentences)]
    if any(not found for found in ends):
        return None
    first, second, around = ends
    low, high = min(first.start, second.start), max(first.stop, second.stop)
    if high - low > LONGEST:
        return None
    start, end = min(low, around.start), max(high, around.stop)
    spare = max(0, LONGEST - (high - low))
    if end - start > LONGEST:
        start = max(start, low - spare // 2)
        end = min(end, start + LONGEST)
        start = max(min(start, low), end - LONGEST)
    return Pair(
        start, end, range(first.start - start, first.stop - start), range(second.start - start, second.stop - start)
    )


def marked(pieces: Pieces, given: Pair) -> Pieces:
    """The stretch of a pair by itself, with its two mentions marked."""
    features = {name: values[given.start : given.end] for name, values in pieces.features.items()}
    mark = np.full(given.end - given.start, UNMARKED, np.int64)
    mark[given.recipient.start : given.recipient.stop] = RECIPIENT
    mark[given.actor.start : given.actor.stop] = ACTOR
    return Pieces(features | {"mark": mark}, pieces.token[given.start : given.end], pieces.first)


def between(given: Pair) -> range:
    """The pieces between the two mentions; of neighbours, the whole stretch."""
    first, second = sorted((given.actor, given.recipient), key=lambda r: r.start)
    return range(first.stop, second.start) if first.stop < second.start else range(given.end - given.start)


def _views(states: Floats, given: Pair) -> Floats:
    whole = range(given.end - given.start)
    stretches = (given.actor, given.recipient, between(given), whole)
    return np.concatenate([states[r.start : r.stop].mean(0) for r in stretches])


def _in_pieces(pieces: Pieces, tokens: range) -> range:
    there = np.flatnonzero((pieces.token >= tokens.start) & (pieces.token < tokens.stop))
    return range(int(there[0]), int(there[-1]) + 1) if len(there) else range(0)

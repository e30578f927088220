"""The heads that find bonds: which word heads what somebody is bound to do, which words bind him to it and on what
condition, with what force and to which kind of duty.

They run on an encoder of their own, and only on sentences whose words make it likely enough that somebody is bound:
most of news binds nobody.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dragoman.draft import Draft
from dragoman.model import CommitmentKind, Force
from dragoman.syntax import Token
from dragoman.tagger.pieces import Labels, Pieces, pieces_of
from dragoman.tagger.scores import Encode, Floats
from dragoman.tagger.windows import WIDTH, batch

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ROLES = ("cue", "terms", "condition", "bound")
CUE, TERMS, CONDITION, BOUND = range(len(ROLES))
FAR = 60  # pieces between deed and token, beyond which all distances are one
LEAST = 0.2  # how likely a word must head a duty to be told of at all
_BATCH = 8  # sentences at once: bounds the memory
_NAMELESS = frozenset({"PROPN", "NUM"})  # parts of speech that stand for their words in `Words`


class Words(NamedTuple):
    """Log odds that a sentence binds somebody, by its words: decides where the encoder runs."""

    bias: float
    by: Mapping[str, float]
    least: float  # log odds from which it runs

    def may_bind(self, tokens: Sequence[Token]) -> bool:
        """Whether the encoder should read the sentence that `tokens` make up."""
        return self.bias + math.fsum(self.by.get(word, 0.0) for word in words_of(tokens)) >= self.least


class BondHeads(NamedTuple):
    """Weights of the heads, and their labels in order. `width` is that of the encoder's states."""

    deed: Floats  # (width, 1): heads what is to be done
    deed_bias: Floats
    token: Floats  # (width, hidden)
    token_bias: Floats
    of_deed: Floats  # (width, hidden)
    distance: Floats  # (2 * FAR + 1, hidden)
    link: Floats  # (hidden, ROLES)
    link_bias: Floats
    force_in: Floats  # (3 * width, inner): deed, mean of the cue, mean of the terms
    force_in_bias: Floats
    force: Floats  # (inner, forces)
    force_bias: Floats
    kind_in: Floats  # (4 * width, inner): the same and the state of the whole sentence
    kind_in_bias: Floats
    kind: Floats  # (inner, kinds)
    kind_bias: Floats
    forces: tuple[Force, ...]
    kinds: tuple[CommitmentKind, ...]


class Likely(NamedTuple):
    """A duty as the model sees it. Probabilities, 0 to 1."""

    deed: int  # the token that heads what is to be done
    sure: float  # that somebody is bound to it
    first: int  # the first token of the sentence
    roles: Floats  # (tokens of the sentence, ROLES): that a token belongs to the cue, the terms ...
    forces: dict[Force, float]
    kinds: dict[CommitmentKind, float]  # several may be right

    def role(self, token: int, role: int) -> float:
        """How likely `token` has `role`; 0 outside the sentence."""
        return float(self.roles[token - self.first, role]) if 0 <= token - self.first < len(self.roles) else 0.0

    def in_role(self, role: int, least: float = 0.5) -> list[int]:
        """The tokens that likely have `role`, in order."""
        return [self.first + int(n) for n in np.flatnonzero(self.roles[:, role] >= least)]


class BondModel(NamedTuple):
    """What turns a draft into likely duties."""

    tokenizer: Tokenizer
    labels: Labels
    words: Words
    encode: Encode
    heads: BondHeads


class _Place(NamedTuple):
    """A sentence, in tokens and in pieces (end exclusive)."""

    tokens: range
    start: int
    end: int


def words_of(tokens: Sequence[Token]) -> set[str]:
    """The words by which a sentence is chosen; names and numbers count as such."""
    return {t.pos if t.pos in _NAMELESS else t.text.lower() for t in tokens if t.pos != "SPACE"}


def duties(draft: Draft, model: BondModel) -> list[Likely]:
    """The duties that a segmented and parsed draft may tell of, in text order."""
    tokens = draft.syntax.tokens
    told = [s for s in draft.syntax.sentences if model.words.may_bind([tokens[i] for i in s])]
    if not told:
        return []
    pieces = pieces_of(draft, model.tokenizer, model.labels)
    places = [place for place in (place_of(pieces, s) for s in told) if place.end > place.start]
    order = sorted(places, key=lambda place: place.end - place.start)
    found: list[Likely] = []
    for at in range(0, len(order), _BATCH):
        some = order[at : at + _BATCH]
        hidden = model.encode(*batch([(pieces, place.start, place.end) for place in some]))
        for place, states in zip(some, hidden, strict=True):
            found += _of_sentence(pieces, place, states[: place.end - place.start + 1], model.heads)
    return sorted(found, key=lambda likely: likely.deed)


def place_of(pieces: Pieces, sentence: range) -> _Place:
    """Where a sentence stands among the pieces; of a very long one the beginning."""
    firsts = pieces.first[sentence.start : sentence.stop]
    start = int(firsts[firsts >= 0].min(initial=len(pieces)))
    behind = pieces.first[sentence.stop :]
    end = int(behind[behind >= 0].min(initial=len(pieces)))
    return _Place(sentence, start, min(end, start + WIDTH))


def _of_sentence(pieces: Pieces, place: _Place, states: Floats, heads: BondHeads) -> Iterator[Likely]:
    """`states` begins with that of the special piece, which stands for the whole sentence."""
    whole, states = states[0], states[1:]
    firsts = pieces.first[place.tokens.start : place.tokens.stop] - place.start
    there = (firsts >= 0) & (firsts < len(states))
    sure = _logistic(states @ heads.deed + heads.deed_bias)[:, 0]
    of_token = states @ heads.token + heads.token_bias
    for n in np.flatnonzero(there):
        at = int(firsts[n])
        if sure[at] < LEAST:
            continue
        links = _links(of_token, states[at], at, heads)
        roles = np.zeros((len(firsts), len(ROLES)), np.float32)
        roles[there] = links[firsts[there]]
        forces, kinds = _labels(whole, states, at, links, heads)
        yield Likely(place.tokens.start + int(n), float(sure[at]), place.tokens.start, roles, forces, kinds)


def _links(of_token: Floats, deed: Floats, at: int, heads: BondHeads) -> Floats:
    """How likely each piece has each role for the deed at piece `at`."""
    distance = np.clip(np.arange(len(of_token)) - at, -FAR, FAR) + FAR
    joined = np.maximum(of_token + deed @ heads.of_deed + heads.distance[distance], 0)
    return _logistic(joined @ heads.link + heads.link_bias)


def _labels(
    whole: Floats, states: Floats, at: int, links: Floats, heads: BondHeads
) -> tuple[dict[Force, float], dict[CommitmentKind, float]]:
    means = [links[:, role] @ states / max(float(links[:, role].sum()), 1e-6) for role in (CUE, TERMS)]
    near = np.concatenate([states[at], *means])
    forces = _softmax(np.maximum(near @ heads.force_in + heads.force_in_bias, 0) @ heads.force + heads.force_bias)
    far = np.concatenate([near, whole])
    kinds = _logistic(np.maximum(far @ heads.kind_in + heads.kind_in_bias, 0) @ heads.kind + heads.kind_bias)
    return (
        dict(zip(heads.forces, map(float, forces), strict=True)),
        dict(zip(heads.kinds, map(float, kinds), strict=True)),
    )


def _logistic(x: Floats) -> Floats:
    found: Floats = np.reciprocal(1 + np.exp(-x))
    return found


def _softmax(x: Floats) -> Floats:
    raised = np.exp(x - x.max())
    found: Floats = raised / raised.sum()
    return found

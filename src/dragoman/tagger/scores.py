"""The attribution heads: how likely each token is to begin or go on with a source, a cue or a content, and for each
likely cue how likely each token is to be its source or its content.

Numbers are natural logarithms of probabilities.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.tagger.pieces import Ints, Pieces
from dragoman.tagger.windows import Window, batch, windows

Floats = NDArray[np.float32]
Encode = Callable[[dict[str, Ints], Floats], Floats]  # features and mask (windows, length) -> (windows, length, width)

ROLES = ("source", "cue", "content")
_CUE = ROLES.index("cue")
_BEGIN = 1  # of outside, begin, inside
_LIKELY = np.log(0.08)  # a token below that as the beginning of a cue gets no table
FAR = 160  # pieces between cue and token, beyond which all distances are one
_BATCH = 8  # windows at once: bounds the memory
_NEVER = -8.0  # for tokens outside the window of a cue


class Heads(NamedTuple):
    """Weights of the two heads: tags, and links from a cue to its source and content."""

    tag: Floats  # (width, 9)
    tag_bias: Floats
    token: Floats  # (width, hidden)
    token_bias: Floats
    cue: Floats  # (width, hidden)
    distance: Floats  # (2 * FAR + 1, hidden)
    link: Floats  # (hidden, 3): none, source, content
    link_bias: Floats


class Scores(NamedTuple):
    """Scores by token. `roles` is (tokens, 3 roles, 3: outside, begin, inside); `links` holds for the first token of
    each likely cue a table (tokens, 3: none, source, content)."""

    roles: Floats
    links: dict[int, Floats]


def scores(pieces: Pieces, encode: Encode, heads: Heads) -> Scores:
    """Score all tokens of a report."""
    tokens = len(pieces.first)
    roles = np.zeros((tokens, len(ROLES), 3), np.float32)
    roles[:, :, 1:] = _NEVER
    links: dict[int, Floats] = {}
    if not len(pieces):
        return Scores(roles, links)
    parts = windows(len(pieces))
    for at in range(0, len(parts), _BATCH):
        some = parts[at : at + _BATCH]
        hidden = encode(*batch([(pieces, w.start, w.end) for w in some]))
        for window, states in zip(some, hidden, strict=True):
            states = states[1 : 1 + window.end - window.start]
            tagged = _log_softmax((states @ heads.tag + heads.tag_bias).reshape(len(states), len(ROLES), 3))
            _fill_roles(roles, tagged, pieces, window)
            links.update(_links(states, tagged, pieces, window, heads))
    return Scores(roles, dict(sorted(links.items())))


def _fill_roles(roles: Floats, tagged: Floats, pieces: Pieces, window: Window) -> None:
    """A token has the scores of its first piece."""
    for i in window.own:
        token = pieces.token[i]
        if token >= 0 and pieces.first[token] == i:
            roles[token] = tagged[i - window.start]


def _links(states: Floats, tagged: Floats, pieces: Pieces, window: Window, heads: Heads) -> dict[int, Floats]:
    """The tables of the cues that begin in the window's own pieces."""
    own = [i for i in window.own if pieces.token[i] >= 0 and pieces.first[pieces.token[i]] == i]
    cues = [i for i in own if tagged[i - window.start, _CUE, _BEGIN] > _LIKELY]
    if not cues:
        return {}
    inside = pieces.token[window.start : window.end]
    there = inside >= 0
    first, last = int(inside[there].min()), int(inside[there].max())
    count = np.maximum(np.bincount(inside[there] - first, minlength=last - first + 1), 1)[:, None]
    of_token = states @ heads.token + heads.token_bias
    found = {}
    for cue in cues:
        at = cue - window.start
        distance = np.clip(np.arange(len(states)) - at, -FAR, FAR) + FAR
        joined = np.maximum(of_token + states[at] @ heads.cue + heads.distance[distance], 0)
        table = _log_softmax(joined @ heads.link + heads.link_bias)
        full = np.full((len(pieces.first), 3), _NEVER, np.float32)
        full[:, 0] = 0
        sums = [np.bincount(inside[there] - first, table[there, k], minlength=last - first + 1) for k in range(3)]
        full[first : last + 1] = np.stack(sums, -1) / count
        found[int(pieces.token[cue])] = full
    return found


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(-1, keepdims=True)
    scaled: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return scaled

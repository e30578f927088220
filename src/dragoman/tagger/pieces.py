"""What the encoder is given: word pieces, and for each where it stands between quotation marks and in the grammar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.draft import Draft

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]

FEATURES = ("piece", "quote", "case", "start", "tag", "dep", "head")
MARKED = (*FEATURES, "mark")  # what the encoder of relations is given
SIZES = {
    "quote": 4,
    "case": 4,
    "start": 3,
    "mark": 3,
}  # values of each; those of `tag` and `dep` are the labels' number plus one
CLS, SEP, MASK = 101, 102, 103  # of the uncased BERT vocabulary
_OUTSIDE, _OPENS, _INSIDE, _CLOSES = range(4)
_NO_LETTERS, _LOWER, _CAPITAL, _UPPER = range(4)
WITHIN, SENTENCE, PARAGRAPH = range(3)  # values of `start`
UNMARKED, ACTOR, RECIPIENT = range(3)  # values of `mark`: the two mentions whose relation is asked for


class Labels(NamedTuple):
    """The parser's tags and dependencies that the encoder knows; others count as none."""

    tags: tuple[str, ...]
    deps: tuple[str, ...]


class Pieces(NamedTuple):
    """A report's word pieces: each feature an array (pieces,), and which piece belongs to which token."""

    features: dict[str, Ints]
    token: Ints  # (pieces,): index of the token a piece belongs to, or -1
    first: Ints  # (tokens,): a token's first piece, or -1 for a token without one

    def __len__(self) -> int:
        return len(self.token)


def pieces_of(draft: Draft, tokenizer: Tokenizer, labels: Labels) -> Pieces:
    """Cut a segmented and parsed draft into pieces. Works on the view, whose offsets are the report's."""
    encoding = tokenizer.encode(draft.view, add_special_tokens=False)
    offsets = encoding.offsets
    token = _tokens_of(draft, [start for start, _ in offsets])
    first = np.full(len(draft.syntax.tokens), -1, np.int64)
    for i in range(len(token) - 1, -1, -1):
        if token[i] >= 0:
            first[token[i]] = i
    piece = np.array(encoding.ids, np.int64)
    quote = _quotes(draft)
    features = {
        "piece": piece,
        "quote": np.array([quote[start] for start, _ in offsets], np.int64),
        "case": np.array([_case(draft.view[start:end]) for start, end in offsets], np.int64),
        "start": _starts(draft, token, first),
        **_grammar(draft, token, first, piece, labels),
    }
    return Pieces(features, token, first)


def _tokens_of(draft: Draft, starts: Sequence[int]) -> Ints:
    at = np.full(len(draft.view) + 1, -1, np.int64)
    for t in draft.syntax.tokens:
        if t.pos != "SPACE":
            at[t.start : t.end] = t.i
    return at[np.array(starts, np.int64)] if starts else np.zeros(0, np.int64)


def _quotes(draft: Draft) -> Ints:
    """For each character whether it is outside, opens, is inside or closes a quotation (an inner one wins)."""
    state = np.full(len(draft.view) + 1, _OUTSIDE, np.int64)
    for quotation in sorted(draft.quotations, key=lambda q: q.depth):
        start, end = quotation.span
        state[start:end] = _INSIDE
        state[start] = _OPENS
        if quotation.closed and end - start > 1:
            state[end - 1] = _CLOSES
    return state


def _case(word: str) -> int:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return _NO_LETTERS
    if word.islower():
        return _LOWER
    return _UPPER if len(word) > 1 and word.isupper() else _CAPITAL


def _starts(draft: Draft, token: Ints, first: Ints) -> Ints:
    found = np.full(len(token), WITHIN, np.int64)
    syntax = draft.syntax
    for sentence in syntax.sentences:
        _mark(found, first, sentence, SENTENCE)
    for paragraph in draft.paragraphs:
        inside = syntax.tokens_in(paragraph)
        if inside:
            _mark(found, first, range(inside[0].i, inside[-1].i + 1), PARAGRAPH)
    return found


def _mark(found: Ints, first: Ints, tokens: range, value: int) -> None:
    opening = next((int(first[i]) for i in tokens if first[i] >= 0), None)
    if opening is not None:
        found[opening] = value


def _grammar(draft: Draft, token: Ints, first: Ints, piece: Ints, labels: Labels) -> dict[str, Ints]:
    """Tag, dependency and the head's first piece (CLS for a root, 0 for none) of each piece's token."""
    tags = {tag: n for n, tag in enumerate(labels.tags, start=1)}
    deps = {dep: n for n, dep in enumerate(labels.deps, start=1)}
    tokens = draft.syntax.tokens
    of_token = np.zeros((len(tokens) + 1, 3), np.int64)  # the last row is for pieces of no token
    for t in tokens:
        head = CLS if t.head == t.i else int(piece[first[t.head]]) if first[t.head] >= 0 else 0
        of_token[t.i] = tags.get(t.tag, 0), deps.get(t.dep, 0), head
    rows = of_token[token]
    return {"tag": rows[:, 0], "dep": rows[:, 1], "head": rows[:, 2]}

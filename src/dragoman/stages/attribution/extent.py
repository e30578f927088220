"""From sets of tokens to spans of text: joined where they touch, without loose marks, whole quotations kept whole."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import Span
from dragoman.syntax import Syntax

_LOOSE = frozenset(",;:.-–—-- ()[]…")
_OPENING = '“„«‹‘"`'
_CLOSING = "”»›’\"'"


def spans(syntax: Syntax, tokens: Iterable[int]) -> tuple[Span, ...]:
    """The stretches of text that `tokens` make, in text order."""
    runs: list[list[int]] = []
    for i in sorted(tokens):
        if runs and _only_marks(syntax, runs[-1][-1] + 1, i):
            runs[-1].append(i)
        else:
            runs.append([i])
    found = []
    for run in runs:
        first, last = _trimmed(syntax, run[0], run[-1])
        if first <= last:
            found.append(Span(syntax.tokens[first].start, syntax.tokens[last].end))
    return tuple(found)


def _only_marks(syntax: Syntax, first: int, stop: int) -> bool:
    """Whether nothing but quotation marks and blanks stands between; a comma parts two pieces."""
    return all(
        syntax.tokens[i].pos == "SPACE" or syntax.tokens[i].text in _OPENING + _CLOSING for i in range(first, stop)
    )


def _trimmed(syntax: Syntax, first: int, last: int) -> tuple[int, int]:
    tokens = syntax.tokens
    while first <= last and (tokens[first].pos == "SPACE" or tokens[first].text in _LOOSE):
        first += 1
    while last >= first and (tokens[last].pos == "SPACE" or tokens[last].text in _LOOSE or tokens[last].tag == "CC"):
        last -= 1  # "... the talks and" belongs to what comes next
    return first, last

"""The grammar of a report: tokens in a dependency tree, and the few ways of walking it.

Labels are those of the parser's scheme: Penn Treebank tags, Universal parts of speech, CLEAR dependencies
(nsubj, dobj, agent, prep, pobj, poss ...), OntoNotes name labels (PERSON, GPE, NORP, ORG ...). Only
stages/parse.py knows which parser made them; a test can write a tree by hand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dragoman.model import Span


class Token(NamedTuple):
    """A word or mark. `i` and `head` are indexes into `Syntax.tokens`; a root is its own head."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    sentence: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Name(NamedTuple):
    """A name the parser found: tokens `first` to `last` inclusive, with an OntoNotes label."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Syntax:
    """All tokens of a report in text order, the sentences as token ranges (half-open), and the parser's names."""

    tokens: tuple[Token, ...] = ()
    sentences: tuple[range, ...] = ()
    names: tuple[Name, ...] = ()

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        return tuple(tuple(c) for c in below)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [t.end for t in self.tokens]

    @cached_property
    def label_of(self) -> dict[int, str]:
        """Token index -> label of the parser's name it lies in."""
        return {i: n.label for n in self.names for i in range(n.first, n.last + 1)}

    def children(self, i: int, *deps: str) -> list[Token]:
        """Direct dependents of token `i` in text order, only those with one of `deps` when any are given."""
        below = (self.tokens[c] for c in self._children[i])
        return [t for t in below if not deps or t.dep in deps]

    def subtree(self, i: int) -> list[int]:
        """Indexes of token `i` and everything below it, in text order."""
        found, queue = [], [i]
        while queue:
            at = queue.pop()
            found.append(at)
            queue.extend(self._children[at])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[Token]:
        """The heads of token `i`, nearest first, up to the root."""
        seen = {i}
        while self.tokens[i].head not in seen:
            i = self.tokens[i].head
            seen.add(i)
            yield self.tokens[i]

    def conjuncts(self, i: int) -> list[Token]:
        """Token `i` and all that is coordinated below it: "Moscow and Tehran" gives both."""
        found, queue = [], [i]
        while queue:
            at = queue.pop(0)
            found.append(self.tokens[at])
            queue.extend(c.i for c in self.children(at, "conj"))
        return found

    def tokens_in(self, span: Span) -> list[Token]:
        """Tokens that share a character with `span`."""
        return list(self.tokens[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)])

    def token_at(self, offset: int) -> Token | None:
        """The token that covers the character at `offset`, if one does."""
        i = bisect_right(self._starts, offset) - 1
        return self.tokens[i] if i >= 0 and offset < self.tokens[i].end else None

    def head_of(self, span: Span) -> Token | None:
        """The token of `span` whose head lies outside it: the word the rest hangs on."""
        inside = self.tokens_in(span)
        indexes = {t.i for t in inside}
        outer = [t for t in inside if t.head not in indexes or t.head == t.i]
        words = [t for t in outer if t.pos not in ("PUNCT", "SPACE")]
        return next(iter(reversed(words or outer)), None)

    def sentence_of(self, offset: int) -> int | None:
        """Number of the sentence that holds the character at `offset`."""
        near = self.tokens_in(Span(offset, offset + 1))
        if near:
            return near[0].sentence
        i = bisect_right(self._starts, offset) - 1
        return self.tokens[i].sentence if i >= 0 else None

    def sentence_span(self, number: int) -> Span:
        """Characters of sentence `number`."""
        tokens = self.sentences[number]
        return Span(self.tokens[tokens[0]].start, self.tokens[tokens[-1]].end)

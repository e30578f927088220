"""How a report words a mention of an event, as far as the letters alone tell: no parse is kept in an archive."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.knowledge.happenings import Happenings, load_happenings
from dragoman.knowledge.toml import DATA
from dragoman.model import Span

Before = Literal["the", "whose", "a", "new", ""]  # what stands before a noun: "the", "its", "a", "another"

_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")
_LIGHT = frozenset(
    "the a an of to in on at by for from with and or up down out off over into has have had be been was were is are "
    "will would".split()
)
_PRONOUNS = frozenset("this that these those it which what".split())
_BEFORE = re.compile(
    r"(\b(?:the|this|that|these|those|its|their|his|her|our|an?|any|another|more|new|further|second|third|other)\b|[’']s?)"
    r"(?:\s+[\w-]+){0,3}?\s*$",
    re.IGNORECASE,
)
_THE = frozenset("the this that these those".split())
_WHOSE = frozenset("its their his her our".split())
_NEW = frozenset("another more new further second third other".split())
_NUMBER = re.compile(r"\b\d[\d,.]*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b")
_NEAR = 40  # characters either side in which a number is the mention's own
_LEAD = 150  # characters at the beginning of a text that tell what it is about


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Where a mention stands and in what words."""

    at: int  # first character
    sentence: int  # its number, by punctuation
    roots: frozenset[str]  # verbs of its words' families
    kinds: frozenset[str]  # blocks of data/en/happenings.toml that its words stand in
    words: str  # without "has", "up" and the like
    before: Before = ""
    pronoun: bool = False  # "this", "which"
    plural: bool = False
    lead: bool = False  # in the first words of the report
    numbers: frozenset[str] = frozenset()


def wording(text: str, span: Span, sentence: Span, sentences: Sequence[int]) -> Wording:
    """How `span` of `text` is worded; it lies in `sentence`, and a new sentence begins at each of `sentences`."""
    said = text[span.start : span.end].casefold()
    found = _WORD.findall(said) or [said]
    words = [word for word in found if word not in _LIGHT] or found
    known = happenings()
    return Wording(
        at=span.start,
        sentence=bisect(sentences, span.start),
        roots=frozenset(root for word in words for root in known.roots(word)),
        kinds=frozenset(kind for word in words for kind in known.kinds(word)),
        words=" ".join(words),
        before=_before(text[max(sentence.start, span.start - _NEAR) : span.start]),
        pronoun=said in _PRONOUNS,
        plural=said.endswith("s"),
        lead=span.start < _LEAD,
        numbers=frozenset(
            _NUMBER.findall(
                text[max(sentence.start, span.start - _NEAR) : min(sentence.end, span.end + _NEAR)].casefold()
            )
        ),
    )


@cache
def happenings() -> Happenings:
    """The words that are shipped."""
    return load_happenings(DATA)


def spoken(kinds: Iterable[str]) -> bool:
    """Whether one of these kinds of happenings is an act that consists of words."""
    return any(happenings().blocks[kind].spoken for kind in kinds)


def _before(words: str) -> Before:
    found = _BEFORE.search(words)
    if found is None:
        return ""
    word = found[1].casefold()
    if word in _THE:
        return "the"
    if word in _WHOSE or word[0] in "'’":
        return "whose"
    return "new" if word in _NEW else "a"

"""Titles and generic organs in a text ("foreign minister", "armed forces"), and whose they are."""

from __future__ import annotations

import re
from typing import Generic, NamedTuple, TypeVar

from dragoman.knowledge.word_classes import NameWords
from dragoman.stages.naming.matching import Match
from dragoman.syntax import Syntax, Token

E = TypeVar("E")
_LONGEST = 6  # words of a title or organ
_BEFORE_OWNERS = ("JJ", "NN", "NNP")  # tags


class Phrase(NamedTuple, Generic[E]):
    """Tokens `first` to `last` inclusive that are words of `entry`, and the actor it belongs to, if said."""

    first: int
    last: int
    entry: E
    owner: Match | None = None


def match_phrases(syntax: Syntax, known: dict[str, E], owners: list[Match], words: NameWords) -> list[Phrase[E]]:
    """All phrases of `known` (words in lower case -> entry) in text order, longest first, with their owners."""
    starts = frozenset(re.split(r"[ -]", words, maxsplit=1)[0] for words in known)
    by_last = {m.last: m for m in owners}
    by_first = {m.first: m for m in owners}
    taken = {i for m in owners for i in range(m.first, m.last + 1)}
    found: list[Phrase[E]] = []
    at = 0
    while at < len(syntax.tokens):
        phrase = None if at in taken else _around(syntax, known, by_first, at)
        if phrase is None and at not in taken:
            phrase = _longest(syntax, known, starts, at, words)
        if phrase is None:
            at += 1
        elif phrase.owner is not None:
            found.append(phrase)
            at = phrase.last + 1
        else:
            found.append(phrase._replace(owner=_owner(syntax, phrase, by_first, by_last, words)))
            at = phrase.last + 1
    return found


def closing(syntax: Syntax, last: int) -> int:
    """The noun that closes the phrase in which token `last` stands before it: "army" in "for the Malian army"."""
    token = syntax.tokens[last]
    near = token.dep in ("amod", "compound", "poss", "nmod") and last < token.head <= last + 3
    between = syntax.tokens[last + 1 : token.head + 1] if near else ()
    plain = all(t.pos in ("NOUN", "ADJ", "PROPN", "PART") and t.text != "," for t in between)
    return token.head if near and plain else last


def _longest(
    syntax: Syntax, known: dict[str, E], starts: frozenset[str], first: int, names: NameWords
) -> Phrase[E] | None:
    token = syntax.tokens[first]
    if not {word := token.text.casefold(), _singular(word, token)} & starts:
        return None
    end = syntax.sentences[token.sentence].stop
    best = None
    words = ""
    for last in range(first, min(first + _LONGEST + 2, end)):
        part = syntax.tokens[last]
        glued = last > first and syntax.tokens[last - 1].end == part.start
        words += ("" if glued or not words else " ") + part.text.casefold()
        if words in names.honorifics and not _before_name(syntax, last):
            continue  # "a major offensive", "the father"
        if (entry := known.get(words) or known.get(_singular(words, part))) is not None and part.pos != "VERB":
            best = Phrase(first, last, entry)
    while best is not None and best.first - 1 >= syntax.sentences[token.sentence].start:
        if syntax.tokens[best.first - 1].text.casefold() not in names.qualifiers:
            break
        best = best._replace(first=best.first - 1)  # "Deputy Interior Minister"
    return best


def _before_name(syntax: Syntax, at: int) -> bool:
    """Whether a word is capitalised and stands before a name."""
    after = syntax.tokens[at + 1 : at + 2]
    named = bool(after) and after[0].tag.startswith("NNP") and after[0].text[0].isupper()
    return named and syntax.tokens[at].text[0].isupper()


def _around(syntax: Syntax, known: dict[str, E], by_first: dict[int, Match], first: int) -> Phrase[E] | None:
    """A phrase with its owner in the middle: "top American diplomat", "deputy Russian foreign minister"."""
    owner = by_first.get(first + 1)
    if (
        owner is None
        or owner.sense("demonym", "name", "alias") is None
        or syntax.tokens[first].tag not in _BEFORE_OWNERS
    ):
        return None
    end = syntax.sentences[syntax.tokens[first].sentence].stop
    words, best = syntax.tokens[first].text.casefold(), None
    for last in range(owner.last + 1, min(owner.last + _LONGEST, end)):
        part = syntax.tokens[last]
        words += f" {part.text.casefold()}"
        entry = known.get(words) or known.get(_singular(words, part))
        best = Phrase(first, last, entry, owner) if entry is not None else best
    return best


def _singular(words: str, last: Token) -> str:
    return words[:-1] if last.tag in ("NNS", "NNPS") and words.endswith("s") else words


def _owner(
    syntax: Syntax, phrase: Phrase[E], by_first: dict[int, Match], by_last: dict[int, Match], words: NameWords
) -> Match | None:
    """ "Iranian Foreign Minister", "Iran's new foreign minister", "spokesman for the European Union"."""
    sentence = syntax.sentences[syntax.tokens[phrase.first].sentence]
    at = phrase.first - 1
    for _ in range(4):
        if at < sentence.start:
            break
        if at in by_last:
            return None if _sided(syntax, by_last[at], words.sides) else by_last[at]
        token = syntax.tokens[at]
        if token.tag == "POS" and at - 1 not in by_last and syntax.tokens[at - 1].tag == "NNP":
            return None  # "Biden's adviser in Tel Aviv" is not Israel's
        if token.text not in ("'s", "’s", "’", "'", "-") and token.pos not in ("ADJ", "NOUN", "PROPN", "ADV"):
            break
        at -= 1
    at = phrase.last + 1
    if at < sentence.stop and syntax.tokens[at].text in words.owning:
        at += 1
        while at < sentence.stop and (syntax.tokens[at].pos in ("DET", "ADJ") and at not in by_first):
            at += 1
        return by_first.get(at)
    return None


def _sided(syntax: Syntax, match: Match, sides: frozenset[str]) -> bool:
    """ "pro-Russia rebels", "Israeli-occupied sector", "al-Qaeda-linked fighters" belong to somebody else."""
    tokens = syntax.tokens
    before = match.first >= 2 and tokens[match.first - 1].text == "-" and tokens[match.first - 2].text.lower() in sides
    after = match.last + 1 < len(tokens) and tokens[match.last + 1].text == "-"
    return before or (after and tokens[match.last + 1].start == match.span.end)

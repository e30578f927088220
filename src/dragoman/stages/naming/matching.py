"""Names of the lexicon in a text: the longest match at each word, as it is written."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from dragoman.knowledge.actors import Actors, Sense
from dragoman.knowledge.names import folded
from dragoman.model import Span
from dragoman.syntax import Syntax, Token

_JOINTS = frozenset("-–.'’")


class Match(NamedTuple):
    """Tokens `first` to `last` inclusive that spell a known name, and what it may stand for."""

    first: int
    last: int
    span: Span
    senses: tuple[Sense, ...]
    misspelt: bool = False

    def sense(self, *how: str) -> Sense | None:
        """The first sense that is one of `how`."""
        return next((s for s in self.senses if s.how in how), None)


def match_names(syntax: Syntax, actors: Actors, openings: frozenset[str]) -> list[Match]:
    """All names of the lexicon in text order, none inside another; longer names win over shorter ones. `openings` are
    the words that one may begin with in lower case."""
    found: list[Match] = []
    at = 0
    while at < len(syntax.tokens):
        match = _longest(syntax, actors, openings, at)
        if match is None:
            at += 1
        else:
            found.append(match)
            at = match.last + 1
    return found


def _longest(syntax: Syntax, actors: Actors, openings: frozenset[str], first: int) -> Match | None:
    token = syntax.tokens[first]
    word = fold(token.text)
    if word in actors.combining and token.text[0].isupper() and _hyphened(syntax, first):
        return Match(first, first, token.span, (actors.combining[word],))
    if not word or not (token.text[0].isupper() or token.text.lower() in openings):
        return None
    if word.split(" ", 1)[0] not in actors.first_words and _owning(syntax, first, word) not in actors.first_words:
        return _first_part(token, actors) if "-" in token.text else None
    best: Match | None = None
    key, end = "", syntax.sentences[token.sentence].stop
    last = first
    while last < end:
        part = syntax.tokens[last]
        if part.text not in _JOINTS:
            key = f"{key} {fold(part.text)}" if last > first else word
            if (owning := _owning(syntax, last, key)) in actors.prefixes:
                key, last = owning, last + 1
            if key not in actors.prefixes:
                break
            senses = actors.find(key)
            if senses and _written_as_name(syntax.tokens[first : last + 1]):
                best = Match(first, last, Span(token.start, part.end), senses)
        last += 1
    return best or _first_part(token, actors)


def _owning(syntax: Syntax, at: int, words: str) -> str:
    """`words`, which end at token `at`, with the apostrophe that follows: "People's Republic", "Workers' Party"."""
    after = syntax.tokens[at + 1 : at + 2]
    mark = after[0].text.replace("’", "'") if after and after[0].start == syntax.tokens[at].end else ""
    return f"{words}{mark}" if mark in ("'s", "'") else ""


def _hyphened(syntax: Syntax, at: int) -> bool:
    after = syntax.tokens[at + 1 : at + 2]
    return bool(after) and after[0].text == "-" and after[0].start == syntax.tokens[at].end


def _first_part(token: Token, actors: Actors) -> Match | None:
    """ "U.S.-led" is one word to the parser: its first part is a name all the same."""
    head, hyphen, _ = token.text.partition("-")
    senses = actors.find(head) if hyphen and head[:1].isupper() else ()
    if hyphen and fold(head) in actors.combining:
        senses = (actors.combining[fold(head)],)
    named = tuple(s for s in senses if s.how in ("name", "alias", "demonym") and not s.key.startswith("person/"))
    return Match(token.i, token.i, Span(token.start, token.start + len(head)), named) if named else None


def leading_states(syntax: Syntax, actors: Actors, matches: list[Match]) -> list[Match]:
    """ "The Saudi-led coalition" is a body, and "Saudi" in it still a mention of the state: such states."""
    found = []
    for match in matches:
        if match.last - match.first < 2 or match.senses[0].key.startswith(("state/", "person/")):
            continue
        first = match.first + (syntax.tokens[match.first].text.lower() == "the")
        if syntax.tokens[first + 1].text != "-" or syntax.tokens[first + 2].tag not in ("VBN", "VBD", "VBG"):
            continue
        states = tuple(s for s in actors.find(syntax.tokens[first].text) if s.key.startswith("state/"))
        if states:
            found.append(Match(first, first, syntax.tokens[first].span, states))
    return found


def _written_as_name(tokens: tuple[Token, ...]) -> bool:
    """ "US" and "WHO" are names, "us" and "Who" are not; "Polish" is, "polish" is not."""
    letters = [t.text for t in tokens if t.text not in _JOINTS]
    if not any(word[0].isupper() for word in letters):
        return False
    if len(letters) == 1 and len(fold(letters[0])) <= 4 and not letters[0].isupper():
        return tokens[0].pos in ("PROPN", "ADJ", "NOUN") or (tokens[0].pos == "VERB" and tokens[0].dep == "nsubj")
    return True


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """`folded`, remembered: the same few words come again and again."""
    return folded(word)

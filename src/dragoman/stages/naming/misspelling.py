"""Misspelt names of states, their peoples, capitals and groups ("Mocow"), where it is plain which one is meant."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from dragoman.knowledge.actors import Actors
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model import Span
from dragoman.stages.naming.matching import Match, fold
from dragoman.syntax import Syntax, Token

_NAME_TAGS = ("NNP", "NNPS", "JJ")
_SHORTEST = 5  # letters: below, one slip turns one name into another
_LONG = 6
_VERY_LONG = 9

_Names = dict[str, dict[str, frozenset[str]]]  # first letter -> name, folded -> keys of those it stands for


def misspelt_states(syntax: Syntax, actors: Actors, gazetteer: Gazetteer, matches: list[Match]) -> list[Match]:
    """Names a slip of the pen away from a state, capital or group: one that the report names correctly elsewhere, or
    one so long that the slip cannot be another name."""
    known = {i for m in matches for i in range(m.first, m.last + 1)}
    named = {s.key for m in matches for s in m.senses}
    found = []
    for token in syntax.tokens:
        if token.i in known or not _may_be_name(token) or fold(token.text) in actors.common_surnames:
            continue  # "Cameron" is no slip for Cameroon
        plain = token.tag == "JJ" or syntax.label_of.get(token.i) == "PERSON"
        right = _one_slip(actors, token, named, _VERY_LONG if plain else _LONG)
        if right is None and len(token.text) >= _VERY_LONG - 1 and not gazetteer.find(token.text):
            right = _long(actors, token, named)
        if right is not None:
            senses = tuple(s for s in actors.find(right[0]) if s.key in right[1])
            found.append(Match(token.i, token.i, Span(token.start, token.end), senses, misspelt=True))
    return found


def _may_be_name(token: Token) -> bool:
    return token.tag in _NAME_TAGS and len(token.text) >= _SHORTEST and token.text[0].isupper()


def _one_slip(actors: Actors, token: Token, named: set[str], sure: int) -> tuple[str, frozenset[str]] | None:
    """The name of a state, capital or group that `token` is a slip for; where the report has it rightly too, two."""
    word = fold(token.text)
    for name, keys in _alike(actors.lone_names, word) if token.tag != "JJ" else ():
        near = bool(named.intersection(keys))
        if (near or len(name) >= sure) and _slips(word, name, 2 if near and len(name) >= _LONG else 1):
            return name, keys
    return None


def _long(actors: Actors, token: Token, named: set[str]) -> tuple[str, frozenset[str]] | None:
    """A very long name that `token` is two slips away from ("Phillipines"), or a people's that it is one away from."""
    word = fold(token.text)
    for name, keys in _alike(actors.lone_names, word) if token.tag != "JJ" else ():
        if len(name) > _VERY_LONG and _slips(word, name, 2):
            return name, keys
    for name, keys in _alike(actors.lone_adjectives, word):
        if (named.intersection(keys) or len(name) >= _VERY_LONG) and _slips(word, name, 1):
            return name, keys
    return None


def _slips(word: str, name: str, most: int) -> bool:
    return word != name and OSA.distance(word, name, score_cutoff=most) <= most


def _alike(names: _Names, word: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Names that begin as `word` does, or with its second letter where the first two may have changed places."""
    yield from names.get(word[0], {}).items()
    for name, keys in names.get(word[1], {}).items():
        if name[1:2] == word[0]:
            yield name, keys

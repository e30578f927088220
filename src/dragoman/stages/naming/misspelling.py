"""Misspelt names of states, capitals and groups ("Mocow"), where it is plain which one is meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from rapidfuzz.distance import OSA

from dragoman.knowledge.actors import Actors
from dragoman.model import Span
from dragoman.stages.naming.matching import Match, fold
from dragoman.syntax import Syntax

_NAME_TAGS = ("NNP", "NNPS", "JJ")
_SHORTEST = 5  # letters: below, one slip turns one name into another
_LONG = 6
_VERY_LONG = 9


def misspelt_states(syntax: Syntax, actors: Actors, matches: list[Match]) -> list[Match]:
    """Names a slip of the pen away from a state, capital or group: one that the report names correctly elsewhere, or
    one so long that the slip cannot be another name."""
    known = {i for m in matches for i in range(m.first, m.last + 1)}
    named = {s.key for m in matches for s in m.senses}
    found = []
    for token in syntax.tokens:
        if (
            token.i in known
            or token.tag not in _NAME_TAGS
            or len(token.text) < _SHORTEST
            or not token.text[0].isupper()
        ):
            continue
        word = fold(token.text)
        if word in actors.common_surnames:
            continue  # "Cameron" is no slip for Cameroon
        names = _alike(actors.lone_names, word) if token.tag != "JJ" else ()
        people = _alike(actors.lone_adjectives, word) if len(word) >= _VERY_LONG - 1 else ()
        sure = _VERY_LONG if token.tag == "JJ" or syntax.label_of.get(token.i) == "PERSON" else _LONG
        for name, keys in chain(names, people):
            near = bool(named.intersection(keys))
            alone = len(name) >= sure
            slips = 2 if (near and len(name) >= _LONG) or len(name) > _VERY_LONG else 1
            if word != name and (near or alone) and OSA.distance(word, name, score_cutoff=slips) <= slips:
                senses = tuple(s for s in actors.find(name) if s.key in keys)
                found.append(Match(token.i, token.i, Span(token.start, token.end), senses, misspelt=True))
                break
    return found


def _alike(names: dict[str, dict[str, frozenset[str]]], word: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Names that begin as `word` does, or with its second letter where the first two may have changed places."""
    yield from names.get(word[0], {}).items()
    for name, keys in names.get(word[1], {}).items():
        if name[1:2] == word[0]:
            yield name, keys

"""Misspelt names of states and capitals ("Mocow"), where the report itself shows which one is meant."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from dragoman.knowledge.actors import Actors
from dragoman.model import Span
from dragoman.stages.name_matching import Match, fold
from dragoman.syntax import Syntax

_SHORTEST = 5  # letters: below, one slip turns one name into another


def misspelt_states(syntax: Syntax, actors: Actors, matches: list[Match]) -> list[Match]:
    """Names one slip of the pen away from a state or capital whose state the report names correctly elsewhere."""
    known = {i for m in matches for i in range(m.first, m.last + 1)}
    near: dict[str, Match] = {}
    for match in matches:
        for sense in match.senses:
            if sense.key.startswith("state/") and sense.how in ("name", "capital", "demonym"):
                state = actors.states[sense.key.removeprefix("state/")]
                for name in (state.name, state.capital):
                    if name and " " not in name and len(name) >= _SHORTEST:
                        near.setdefault(fold(name), match)
    found = []
    for token in syntax.tokens:
        if token.i in known or token.tag != "NNP" or len(token.text) < _SHORTEST or not token.text[0].isupper():
            continue
        word = fold(token.text)
        for name in near:
            if word[0] == name[0] and word != name and OSA.distance(word, name, score_cutoff=1) <= 1:
                senses = tuple(s for s in actors.find(name) if s.key.startswith("state/"))
                found.append(Match(token.i, token.i, Span(token.start, token.end), senses, misspelt=True))
                break
    return found

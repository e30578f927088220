"""Place or government: what "Moscow" means in a sentence, read from the words around it."""

from __future__ import annotations

from dragoman.model import Reading
from dragoman.syntax import Syntax, Token

_AT_A_PLACE = frozenset(
    "in at near inside outside across around throughout through via into toward towards onto off above beneath".split()
)
_EITHER = frozenset(("to", "from", "of", "over", "between", "for", "on"))
_MOVING = frozenset(
    "come go arrive travel fly return visit leave depart head move drive sail flee reach enter land trip journey "
    "flight way route road visitor return tour withdraw pull drive deport cross march".split()
)
_VISITED = frozenset("visit enter leave reach tour cross flee bomb shell capture seize besiege rock hit".split())
_PLACE_NOUNS = frozenset(
    "airport suburb street hotel square region province district time stock metro university hospital outskirts "
    "residents neighborhood neighbourhood skyline bureau correspondent capital city town port east west north south "
    "center centre heart train bus fence gate streets palace border frontier crossing highway railway pipeline".split()
)
_WAYS = frozenset("road railway highway route flight line ferry bridge pipeline".split())


def capital_reading(syntax: Syntax, token: Token) -> Reading:
    """Whether a capital's or seat's name stands for the government or the town. Doubt is settled by the preposition."""
    token = _outermost(syntax, token)
    head = syntax.tokens[token.head]
    if token.dep == "poss" or token.dep == "compound":
        return "place" if head.lemma in _PLACE_NOUNS else "government"
    if token.dep in ("dobj", "obj") and head.lemma in _VISITED:
        return "place"
    if token.dep == "appos" or (head.dep == "ROOT" and token.dep == "npadvmod"):
        return "place"
    if token.dep == "pobj":
        return _by_preposition(syntax, head)
    return "government"


def country_reading(syntax: Syntax, token: Token) -> Reading:
    """Whether a country's name is read as a stretch of land ("troops in Ukraine") or as the state that acts."""
    token = _outermost(syntax, token)
    head = syntax.tokens[token.head]
    if token.dep in ("dobj", "obj") and head.lemma in _VISITED:
        return "place"
    if token.dep == "pobj":
        return _by_preposition(syntax, head)
    return "government"


def _outermost(syntax: Syntax, token: Token) -> Token:
    """The word that a coordinated or compounded name hangs on: in "Moscow and Tehran", the first."""
    seen = set()
    while token.dep == "conj" and token.i not in seen:
        seen.add(token.i)
        token = syntax.tokens[token.head]
    return token


def _by_preposition(syntax: Syntax, preposition: Token) -> Reading:
    word = preposition.lemma
    if word in _AT_A_PLACE:
        return "place"
    if word in _EITHER:
        governor = syntax.tokens[preposition.head]
        if governor.lemma in _MOVING and word in ("to", "from", "for"):
            return "place"
        if word == "over" and governor.pos == "VERB":
            return "place"
        if governor.lemma in _PLACE_NOUNS or (word == "between" and governor.lemma in _WAYS):
            return "place"
    return "government"

"""Place or government: what "Moscow" means in a sentence, read from the words around it."""

from __future__ import annotations

from dragoman.knowledge.word_classes import ReadingWords
from dragoman.model import Reading
from dragoman.syntax import Syntax, Token


def capital_reading(syntax: Syntax, token: Token, words: ReadingWords) -> Reading:
    """Whether a capital's or seat's name stands for the government or the town. Doubt is settled by the preposition."""
    token = _outermost(syntax, token)
    head = syntax.tokens[token.head]
    if token.dep == "poss" or token.dep == "compound":
        return "place" if head.lemma in words.place_nouns else "government"
    if token.dep in ("dobj", "obj") and head.lemma in words.visited:
        return "place"
    if token.dep == "appos" or (head.dep == "ROOT" and token.dep == "npadvmod"):
        return "place"
    if token.dep == "nsubj" and any(t.lemma in words.place_nouns for t in syntax.children(head.i, "attr")):
        return "place"  # "Jerusalem is the capital"
    if token.dep == "pobj":
        return _by_preposition(syntax, head, words)
    return "government"


def country_reading(syntax: Syntax, token: Token, words: ReadingWords) -> Reading:
    """Whether a country's name is read as a stretch of land ("troops in Ukraine") or as the state that acts."""
    token = _outermost(syntax, token)
    head = syntax.tokens[token.head]
    if token.dep in ("dobj", "obj") and head.lemma in words.visited:
        return "place"
    if token.dep == "pobj":
        return _by_preposition(syntax, head, words)
    parted = token.dep == "poss" and head.lemma in words.place_nouns and head.lemma not in words.ways
    return "place" if parted else "government"


def _outermost(syntax: Syntax, token: Token) -> Token:
    """The word that a coordinated or compounded name hangs on: in "Moscow and Tehran", the first."""
    seen = set()
    while token.dep == "conj" and token.i not in seen:
        seen.add(token.i)
        token = syntax.tokens[token.head]
    return token


def _by_preposition(syntax: Syntax, preposition: Token, words: ReadingWords) -> Reading:
    word = preposition.lemma
    if word == "as" and any(t.lemma == "far" for t in syntax.tokens[max(0, preposition.i - 2) : preposition.i]):
        return "place"  # "felt as far away as Delhi"
    if word in words.at_a_place or (word == "of" and syntax.tokens[preposition.i - 1].lemma == "out"):
        return "place"
    if word in words.either:
        governor = syntax.tokens[preposition.head]
        if governor.lemma in words.moving and word in ("to", "from", "for"):
            return "place"
        if word == "over" and governor.pos == "VERB":
            return "place"
        if governor.lemma in words.place_nouns or (word == "between" and governor.lemma in words.ways):
            return "place"
    return "government"

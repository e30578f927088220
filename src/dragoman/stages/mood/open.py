"""Clauses that leave something open: whether-clauses, and if-clauses that mean whether."""

from __future__ import annotations

from dragoman.knowledge.moods import Moods
from dragoman.stages.mood.words import has_no
from dragoman.syntax import Syntax, Token

_NOT_YET = frozenset({"will", "wo", "'ll", "would", "to", "must", "should", "may", "might", "could", "can"})


def asks(syntax: Syntax, moods: Moods, over: Token) -> bool:
    """Whether the word above a clause asks: "asked if", "unclear if", "it is uncertain whether"."""
    words = [over.lemma, over.text.lower(), *(c.text.lower() for c in syntax.children(over.i, "acomp", "attr"))]
    return any((m := moods.of("clause", w)) is not None and m.status == "asked" for w in words)


def is_open(syntax: Syntax, moods: Moods, clause: Token, over: Token) -> bool:
    """ "Would not say if he would go", "it remains to be seen if": the clause is a question, not a condition."""
    marks = [c for c in syntax.children(clause.i, "mark") if c.text.lower() in ("if", "whether")]
    if not marks or (clause.i < over.i and marks[0].text.lower() == "if"):
        return False
    telling = moods.of("telling", over.lemma) is not None
    if telling and any(has_no(syntax, c) for c in syntax.children(over.i, "nsubj")):
        return True  # "nobody knows if"
    doubted = [over, *syntax.children(over.i, "acomp", "attr")]
    if clause.dep == "advcl" and not telling and len(doubted) == 1:
        return False  # "will not be safe if": a condition
    said = [over, *syntax.children(over.i, "xcomp")]
    asked = telling and not (clause.dep == "advcl" and syntax.children(over.i, "dobj"))
    if asked and any(c.text.lower() in _NOT_YET for t in said for c in syntax.children(t.i, "aux")):
        return True  # "a panel will determine if", "it remains to be seen if"
    beyond = syntax.tokens[over.head]
    refused = over.dep == "xcomp" and (mood := moods.of("clause", beyond.lemma)) is not None and mood.negates
    return refused or any(syntax.children(t.i, "neg") or t.lemma in ("unclear", "decline") for t in doubted)


def opens(syntax: Syntax, clause: Token) -> bool:
    """Whether the clause begins as an indirect question may: "if", "whether", "who", "why"."""
    below = syntax.children(clause.i)
    return any(c.text.lower() in ("if", "whether") or c.tag in ("WP", "WRB", "WDT") for c in below)

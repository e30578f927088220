"""Who answers for an act that a noun names: "claimed responsibility for the attack", "blamed for the bombing"."""

from __future__ import annotations

from dragoman.stages.coding import roles
from dragoman.syntax import Syntax, Token

_BLAMING = frozenset(
    {"blame", "accuse", "condemn", "denounce", "criticize", "criticise", "sanction", "thank", "praise"}
)
_RESPONSIBLE = frozenset({"responsible", "guilty", "culpable"})
_TAKING = frozenset({"claim", "take", "accept", "admit", "assume", "bear", "acknowledge"})


def answerable(syntax: Syntax, noun: Token) -> tuple[tuple[Token, ...], ...]:
    """Slots of the doer (none or one) that the words above `noun` name, seen through coordination."""
    head = syntax.tokens[noun.head]
    if noun.dep == "conj" and head.pos in ("NOUN", "PROPN"):
        return answerable(syntax, head)
    if noun.dep != "pobj" or head.text.lower() not in ("for", "of", "behind"):
        return ()
    found = _named_above(syntax, head)
    return (tuple(found),) if found else ()


def _named_above(syntax: Syntax, preposition: Token) -> list[Token]:
    over = syntax.tokens[preposition.head]
    verb = syntax.tokens[over.head]
    if preposition.text.lower() == "behind":
        return roles.subjects(syntax, over.i) if over.lemma == "be" else []
    if over.lemma in _BLAMING and over.pos == "VERB":
        return roles.objects(syntax, over.i)
    if over.lemma in _TAKING and any(t.lemma == "responsibility" for t in syntax.children(over.i, "dobj")):
        return roles.subjects(syntax, over.i)
    if over.lemma == "responsibility" and verb.lemma in _TAKING:
        return roles.subjects(syntax, verb.i)
    if over.lemma in _RESPONSIBLE and over.dep == "acomp":
        return roles.subjects(syntax, verb.i)
    if over.lemma in _RESPONSIBLE and over.dep == "oprd":  # "held Iran responsible for the attack"
        return roles.objects(syntax, verb.i)
    return []

"""Whom "both sides", "the two leaders" and "each" stand for: those last named together. Not a stage."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.model import Entity, EntityKind
from dragoman.syntax import Token

_NUMBERS = {"both": 2, "two": 2, "each": 2, "neither": 2, "either": 2, "three": 3, "four": 4}
_PEOPLE = frozenset({"leader", "president", "minister", "premier", "chief", "king", "diplomat", "man", "official"})
_PARTIES = frozenset(
    "side party country nation state government neighbour neighbor ally rival foe enemy power army force capital "
    "signatory negotiator delegation faction movement group team".split()
)
_STATES = frozenset({"country", "nation", "state", "government", "capital"})
_ALWAYS_SEVERAL = frozenset({"side", "party"})  # "the sides" needs no number
_ACTING: frozenset[EntityKind] = frozenset({"state", "organization", "group", "people"})
_REACH = 300  # tokens looked back


def several(draft: Draft, head: Token) -> list[Entity]:
    """The entities that the phrase headed by `head` takes up together, none where it does no such thing."""
    number = _number(draft, head)
    if number is None:
        return []
    kinds: frozenset[EntityKind] = frozenset({"person"}) if head.lemma in _PEOPLE else _ACTING
    found = _named_together(draft, head, number, kinds) or _named_together(draft, head, number, _ACTING | {"person"})
    return _their_states(draft, found) if head.lemma in _STATES else found


def _their_states(draft: Draft, found: list[Entity]) -> list[Entity]:
    """ "Putin and Kim ... the two countries": the states of those named, where the report names them."""
    states = {e.country: e for e in draft.entities if e.kind == "state"}
    theirs = {s.id: s for e in found if (s := states.get(e.country)) is not None}
    return list(theirs.values()) if len(theirs) == len(found) else found


def _number(draft: Draft, head: Token) -> int | None:
    """How many the phrase stands for; 0 for an unknown number, None where it stands for none before."""
    word = head.text.lower()
    if head.pos in ("PRON", "DET") and word in ("both", "each", "neither"):
        return _NUMBERS[word]
    if head.tag != "NNS" or head.lemma not in _PEOPLE | _PARTIES:
        return None
    below = draft.syntax.children(head.i)
    counted = [n for t in below if (n := _NUMBERS.get(t.text.lower())) is not None]
    if any(t.dep in ("amod", "compound", "relcl", "prep") and draft.entity_at(t.i) is not None for t in below):
        return None
    if counted:
        return counted[0]
    theirs = any(t.dep == "poss" and t.text.lower() == "their" for t in below)
    definite = any(t.text.lower() in ("the", "all") for t in below)
    return 0 if theirs or (definite and head.lemma in _ALWAYS_SEVERAL) else None


def _named_together(draft: Draft, head: Token, number: int, kinds: frozenset[EntityKind]) -> list[Entity]:
    """The last entities of these kinds that a coordination before `head` joins: "Jordan and Israel"."""
    syntax = draft.syntax
    for at in range(head.i - 1, max(-1, head.i - _REACH), -1):
        token = syntax.tokens[at]
        if token.dep == "conj" or not syntax.children(at, "conj"):
            continue
        joined = {e.id: e for t in syntax.conjuncts(at) if (e := draft.entity_at(t.i)) and e.kind in kinds}
        if len(joined) >= 2 and number in (0, len(joined)):
            return list(joined.values())
    return []

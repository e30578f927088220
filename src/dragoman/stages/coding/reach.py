"""Whom an act reaches whose slots name nobody: "struck a base in Syria", "eased restrictions on aid to Cuba".

What stands under the words of the act is searched, what is done first and where it is done last, down to the first
entity. Words with a clause of their own are somebody else's business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dragoman.draft import Draft
from dragoman.model import Entity, EntityKind
from dragoman.stages.coding import roles
from dragoman.stages.coding.parties import state_of_place
from dragoman.stages.coding.triggers import Hit
from dragoman.syntax import Syntax, Token

_ACTING: frozenset[EntityKind] = frozenset({"person", "state", "organization", "group", "people"})
_PHRASE = ("poss", "amod", "nmod", "compound", "nummod", "conj", "prep", "appos", "acl")
_OWNING = ("poss", "conj", "prep", "appos", "acl")  # "denounced the Kuwait war" denounces no Kuwait
_UNDER_VERB = frozenset("in into on onto upon against at to toward towards for over near along across inside".split())
_UNDER_NOUN = _UNDER_VERB | frozenset({"of", "with", "between", "from", "among", "around", "within"})
_LEAVING = frozenset({"RETREAT", "CONCEDE", "SANCTION"})  # "withdrew some of its troops from Syria"
# acts of matter, done to a country by being done in it
_ON_THE_SPOT = frozenset("AID ASSAULT COERCE SANCTION CONCEDE RETREAT MOBILIZE COOPERATE PROTEST CONSULT".split())
_ANSWERING = frozenset({"REJECT", "ACCUSE", "SUPPORT"})  # acts that answer another's deed
_JUDGING = frozenset({"ACCUSE", "SUPPORT"})  # acts upon whose deed it is, not upon whom it is aimed at
_BELONGING = frozenset({"of", "by", "from", "in", "among", "within"})
_ANSWERED, _AIMED = frozenset({"by", "from"}), frozenset({"on", "against", "upon"})
_DEPTH = 6


def reached(draft: Draft, hit: Hit, type: str, acts: Collection[int], actor: Collection[str]) -> tuple[str, ...]:
    """Id of the entity that the act reaches (none or one). `acts`: the words of other acts, which are not entered."""
    doers = [draft.entity[i] for i in actor]
    for token in _below(draft.syntax, hit, type, acts):
        entity = draft.entity_at(token.i)
        if entity is None and type in _ON_THE_SPOT:
            entity = state_of_place(draft, token)
        if entity is None or entity.kind not in _ACTING or _own(entity, doers):
            continue
        if type != "CONSULT" or entity.kind == "state":  # who attends a ceremony in Chile is Chile's guest
            return (entity.id,)
    return ()


def _own(entity: Entity, doers: list[Entity]) -> bool:
    """Whether the entity is one of the doers, or their own country. Rebels and protesters act against it."""
    if any(d.id == entity.id for d in doers):
        return True
    against = ("REB" in d.sectors or {"CVL", "OPP"} <= set(d.sectors) for d in doers if d.country == entity.country)
    return entity.kind == "state" and not all(against)


def _below(syntax: Syntax, hit: Hit, type: str, acts: Collection[int]) -> Iterator[Token]:
    """Words of the phrases under the act, those of its object first."""
    own = {hit.at, hit.clause, *hit.words, *hit.given}
    if hit.entry.predicate.complement:  # "agreed to accept refugees from Greece"
        own |= {t.i for i in own for t in roles.slot(syntax, i, "infinitive") if t.i not in acts}
    things = [t for i in sorted(own) if syntax.tokens[i].pos == "VERB" for t in roles.objects(syntax, i)]
    if type == "AID":  # "gave ten million to fight hunger in Ethiopia"
        aims = [a for i in (*sorted(own), *(t.i for t in things)) for a in _aims(syntax, i) if a.i not in acts]
        things += [t for a in aims for t in roles.objects(syntax, a.i)]
        own |= {a.i for a in aims}
    for thing in things:
        if thing.i not in acts or thing.i in own:
            yield from _phrase(syntax, thing, type, acts, _DEPTH)
    for at in sorted(own):
        for preposition in syntax.children(at, "prep"):
            yield from _prepositional(syntax, preposition, type, acts, _DEPTH)


def _aims(syntax: Syntax, i: int) -> list[Token]:
    """What for: the infinitives under a verb or a noun."""
    below = syntax.children(i, "advcl", "xcomp", "acl", "relcl")
    return [t for t in below if t.tag == "VB" and any(a.tag == "TO" for a in syntax.children(t.i, "aux"))]


def _phrase(syntax: Syntax, head: Token, type: str, acts: Collection[int], depth: int) -> Iterator[Token]:
    if depth <= 0:
        return
    if not any(t.pos == "PRON" for t in syntax.children(head.i, "poss")):  # "moved its fighters to Syria"
        yield head
    for child in syntax.children(head.i, *(_OWNING if type in _JUDGING else _PHRASE)):
        if child.dep == "prep":
            yield from _prepositional(syntax, child, type, acts, depth)
        elif child.dep == "acl":
            yield from _whose(syntax, child, type) if child.tag == "VBN" else ()
        elif child.i not in acts:
            yield from _phrase(syntax, child, type, acts, depth - 1)


def _whose(syntax: Syntax, participle: Token, type: str) -> Iterator[Token]:
    """Whose thing it is by what was done: "lifted sanctions imposed on Cuba", "rejected an appeal filed by Kenya"."""
    words = _ANSWERED if type in _ANSWERING else _AIMED
    for preposition in syntax.children(participle.i, "prep", "agent"):
        if preposition.text.lower() in words:
            yield from syntax.children(preposition.i, "pobj")


def _prepositional(syntax: Syntax, prep: Token, type: str, acts: Collection[int], depth: int) -> Iterator[Token]:
    verbal = syntax.tokens[prep.head].pos in ("VERB", "AUX")
    word = prep.text.lower()
    if type in _JUDGING and not verbal and word not in _BELONGING:
        return  # "supported sanctions against Iran" supports nobody named
    if word not in (_UNDER_VERB if verbal else _UNDER_NOUN) and not (word == "from" and type in _LEAVING):
        return
    for inner in syntax.children(prep.i, "prep"):
        yield from _prepositional(syntax, inner, type, acts, depth - 1)
    for thing in syntax.children(prep.i, "pobj"):
        if thing.lemma not in roles.CALENDAR and thing.i not in acts:
            yield from _phrase(syntax, thing, type, acts, depth - 1)

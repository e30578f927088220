"""Pronouns: "he" and "she" back to the person spoken of."""

from __future__ import annotations

from msgspec import structs

from dragoman.draft import Draft
from dragoman.model import Entity, Mention, Span
from dragoman.syntax import Token

_PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself"))
_FEMALE = frozenset(("she", "her", "hers", "herself"))
_REACH = 3  # sentences back
_SUBJECT = ("nsubj", "nsubjpass")


def pronouns(draft: Draft, speaking: frozenset[str]) -> tuple[Entity, ...]:
    """`draft.entities` with pronouns added as mentions of the person they most likely stand for.

    `speaking` are the lemmas of reporting verbs. A pronoun in a quotation is left alone: whom it means depends on who
    speaks. Outside, the subject of the clause or of the sentence before is preferred to others, and a speaker to one
    merely mentioned.
    """
    people = {e.id: e for e in draft.entities if e.kind == "person"}
    if not people:
        return draft.entities
    added: dict[str, list[Mention]] = {}
    last: dict[int, str] = {}  # token of every person's mention -> entity id, pronouns included
    female: dict[str, bool] = {}  # as the first pronoun had it
    for token in draft.syntax.tokens:
        entity = draft.entity_at(token.i)
        if entity is not None and entity.id in people:
            last[token.i] = entity.id
        elif token.lemma in _PERSONAL or token.text.lower() in _PERSONAL:
            if draft.quoted(token.start):
                continue
            she = token.text.lower() in _FEMALE
            fitting = {i: key for i, key in last.items() if female.get(key, she) == she}
            found = _antecedent(draft, token, fitting, speaking)
            if found:
                female[found] = she
                last[token.i] = found
                mention = Mention(span=Span(token.start, token.end), form="pronoun")
                added.setdefault(found, []).append(mention)
    return tuple(_with(e, added.get(e.id, [])) for e in draft.entities)


def _antecedent(draft: Draft, pronoun: Token, last: dict[int, str], speaking: frozenset[str]) -> str | None:
    syntax = draft.syntax
    says = pronoun.dep == "nsubj" and syntax.tokens[pronoun.head].lemma in speaking
    best: tuple[float, int, str] | None = None
    for i, entity in last.items():
        token = syntax.tokens[i]
        back = pronoun.sentence - token.sentence
        if not 0 <= back <= _REACH or i > pronoun.i or (back and draft.quoted(token.start)):
            continue
        outer = _outer(draft, token)
        verb = syntax.tokens[outer.head]
        subject = outer.dep in _SUBJECT
        score = (2.0 if subject else 0.0) - 1.0 * back - 0.001 * (pronoun.i - i)
        if subject and (verb.dep not in ("ROOT", "conj", "ccomp") or (verb.dep == "ccomp" and back)):
            score -= 1.5  # inside a subordinate clause
        if says and subject and verb.lemma in speaking:
            score += 1.5  # whoever spoke goes on speaking
        if not subject and back == 0 and outer.head == pronoun.head:
            score -= 3.0  # "Trump told him": not the same person
        if best is None or (score, i) > best[:2]:
            best = (score, i, entity)
    return best[2] if best else None


def _outer(draft: Draft, token: Token) -> Token:
    """The word a name hangs on as a whole."""
    while token.dep in ("compound", "flat", "appos") and token.head != token.i:
        token = draft.syntax.tokens[token.head]
    return token


def _with(entity: Entity, mentions: list[Mention]) -> Entity:
    if not mentions:
        return entity
    ordered = tuple(sorted((*entity.mentions, *mentions), key=lambda m: m.span))
    return structs.replace(entity, mentions=ordered)

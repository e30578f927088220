"""Pronouns: "he" and "she" back to the person spoken of."""

from __future__ import annotations

from msgspec import structs

from dragoman.draft import Draft
from dragoman.model import Entity, Mention, Span
from dragoman.syntax import Token

_PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself"))
_REACH = 3  # sentences back
_SUBJECT = ("nsubj", "nsubjpass")


def pronouns(draft: Draft) -> tuple[Entity, ...]:
    """`draft.entities` with pronouns added as mentions of the person they most likely stand for.

    A pronoun in a quotation is left alone: its referent depends on who speaks. Outside, the subject of the clause or
    of the sentence before is preferred to others, a person just named as the speaker before one merely mentioned.
    """
    people = {e.id: e for e in draft.entities if e.kind == "person"}
    if not people:
        return draft.entities
    added: dict[str, list[Mention]] = {}
    last: dict[int, str] = {}  # token of every person's mention -> entity id, pronouns included
    for token in draft.syntax.tokens:
        entity = draft.entity_at(token.i)
        if entity is not None and entity.id in people:
            last[token.i] = entity.id
        elif token.lemma in _PERSONAL or token.text.lower() in _PERSONAL:
            if draft.quoted(token.start):
                continue
            found = _antecedent(draft, token, last)
            if found:
                last[token.i] = found
                mention = Mention(span=Span(token.start, token.end), form="pronoun")
                added.setdefault(found, []).append(mention)
    return tuple(_with(e, added.get(e.id, [])) for e in draft.entities)


def _antecedent(draft: Draft, pronoun: Token, last: dict[int, str]) -> str | None:
    best: tuple[float, int, str] | None = None
    for i, entity in last.items():
        token = draft.syntax.tokens[i]
        back = pronoun.sentence - token.sentence
        if not 0 <= back <= _REACH or i > pronoun.i or (back and draft.quoted(token.start)):
            continue
        subject = _outer_dep(draft, token) in _SUBJECT
        score = (2.0 if subject else 0.0) - 1.5 * back - 0.01 * (pronoun.i - i) / 10
        if not subject and back == 0 and token.head == pronoun.head:
            score -= 3.0  # "Trump told him": not the same person
        if best is None or (score, i) > best[:2]:
            best = (score, i, entity)
    return best[2] if best else None


def _outer_dep(draft: Draft, token: Token) -> str:
    while token.dep in ("compound", "flat", "appos") and token.head != token.i:
        token = draft.syntax.tokens[token.head]
    return token.dep


def _with(entity: Entity, mentions: list[Mention]) -> Entity:
    if not mentions:
        return entity
    ordered = tuple(sorted((*entity.mentions, *mentions), key=lambda m: m.span))
    return structs.replace(entity, mentions=ordered)

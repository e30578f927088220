"""The other party of an act, where the tree does not show it: the relation classifier beside the lexicon.

The lexicon finds what was done; the parser often loses who did it, or to whom ("three Chinese were killed when NATO
aircraft hit the building"). Where one side is known, the classifier is asked about the others that the sentence names.
It takes a bystander for a party too easily to be asked more: filled at .95, five in six of our own reports were right,
at .8 one in two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from dragoman import tagger
from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.model import Entity, Span
from dragoman.stages.coding.complements import Coded
from dragoman.stages.coding.parties import ACTING, AGAINST
from dragoman.stages.coding.scenes import Scene
from dragoman.stages.coding.votes import features, votes
from dragoman.stages.coding.weight import weighs
from dragoman.stages.outlook import outlook
from dragoman.tagger.relations import Pair, pair_of, relations

SURE = 0.95  # probability of the act's own type from which an empty slot is filled
_MOST = 6  # actors that a sentence may name


class Named(NamedTuple):
    """An actor where a sentence names it."""

    entity: Entity
    tokens: range
    span: Span


class _Asked(NamedTuple):
    """Whether `other` is the party that scene number `scene` lacks."""

    scene: int
    type: str  # as the codebook renders the act: what the classifier has learnt
    other: Entity
    pair: Pair
    votes: np.ndarray


def filled(draft: Draft, knowledge: Knowledge, coded: list[Coded], scenes: list[Scene]) -> list[Scene]:
    """`scenes`, of which those with a single party have a second one where the classifier is sure of it."""
    lacking = {n for n, s in enumerate(scenes) if len(s.actor) + len(s.recipient) == 1}
    if not lacking:
        return scenes
    model = tagger.load_relations()
    pieces = tagger.pieces_of(draft, model.tokenizer, model.labels)
    named = _named(draft)
    asked = [a for n in sorted(lacking) for a in _questions(draft, knowledge, coded, scenes[n], n, named, pieces)]
    if not asked:
        return scenes
    scores = relations(pieces, [a.pair for a in asked], np.stack([a.votes for a in asked]), model.encode, model.heads)
    better = list(scenes)
    best: dict[int, float] = {}
    for each, row in zip(asked, np.exp(scores), strict=True):
        sure = float(row[model.heads.labels.index(each.type)])
        if sure >= max(SURE, best.get(each.scene, 0.0)):
            best[each.scene] = sure
            better[each.scene] = _with(scenes[each.scene], each.other)
    return better


def _questions(
    draft: Draft,
    knowledge: Knowledge,
    coded: list[Coded],
    scene: Scene,
    number: int,
    named: dict[int, list[Named]],
    pieces: tagger.Pieces,
) -> Iterator[_Asked]:
    sentence = draft.syntax.tokens[scene.at].sentence
    here = named.get(sentence, [])
    known = next((n for n in here if n.entity.id in (*scene.actor, *scene.recipient)), None)
    if known is None or len(here) > _MOST:
        return
    mood = outlook(draft, knowledge, draft.syntax.tokens[scene.clause])
    type = knowledge.codebook.render(scene.reading, mood.status or "happened", mood.negates).type
    acts = [c for c in coded if draft.syntax.tokens[c.hit.at].sentence == sentence]
    for other in here:
        if _is_its_own(known, other):
            continue
        first, second = (known, other) if scene.actor else (other, known)
        pair = pair_of(pieces, first.tokens, second.tokens, draft.syntax.sentences[sentence])
        if pair is not None:
            told = features(votes(draft, knowledge, acts, first.span, second.span))
            yield _Asked(number, type, other.entity, pair, told)


def _is_its_own(known: Named, other: Named) -> bool:
    """Whether the two are one party, or one is of the other's country: a minister does nothing to his ministry."""
    if known.entity.id == other.entity.id or known.span.overlaps(other.span):
        return True
    return known.entity.country is not None and known.entity.country == other.entity.country


def _with(scene: Scene, other: Entity) -> Scene:
    if scene.symmetric and scene.actor:
        return scene._replace(actor=(*scene.actor, other.id))
    return scene._replace(recipient=(other.id,)) if scene.actor else scene._replace(actor=(other.id,))


def _named(draft: Draft) -> dict[int, list[Named]]:
    """The actors that each sentence names, in text order; of several mentions the first, of nested ones the outer."""
    found: dict[int, dict[str, Named]] = {}
    for entity in draft.entities:
        for mention in entity.mentions if entity.kind in ACTING and weighs(entity) else ():
            tokens = draft.syntax.tokens_in(mention.span)
            if tokens and mention.form != "pronoun" and not _is_against(draft, mention.span):
                named = Named(entity, range(tokens[0].i, tokens[-1].i + 1), mention.span)
                found.setdefault(tokens[0].sentence, {}).setdefault(entity.id, named)
    outer = {
        n: [a for a in named.values() if not any(b.span != a.span and b.span.covers(a.span) for b in named.values())]
        for n, named in found.items()
    }
    return {n: sorted(named, key=lambda m: m.tokens.start) for n, named in outer.items()}


def _is_against(draft: Draft, mention: Span) -> bool:
    """Whether the mention only says whose enemies act: "opponents of the president"."""
    head = draft.syntax.head_of(mention)
    above = draft.syntax.ancestors(head.i) if head is not None else iter(())
    return any(t.lemma in AGAINST for t in (next(above, None), next(above, None)) if t is not None)

"""In which relation two mentions of a text stand, for those who bring their own entities.

text, two mentions --grounds--> draft, votes of the lexicon --classifier--> Relation
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dragoman import tagger
from dragoman.draft import Draft
from dragoman.errors import BadQuestion
from dragoman.ingest.text import document
from dragoman.knowledge import Knowledge, load
from dragoman.knowledge.codebook import Reading
from dragoman.model import Document, Relation, Span, enclosing
from dragoman.pipeline import READING
from dragoman.stages.coding import complements, triggers
from dragoman.stages.coding.parties import standing
from dragoman.syntax import Token
from dragoman.tagger.relations import NONE, pair_of, relations
from dragoman.tagger.wording import by_wording, wording
from dragoman.votes import RELATES, Vote, features, votes

_GIVING_WAY = ("CONCEDE", "RETREAT")  # by word and in deed: told apart only once that much is clear
YIELD_QUAD = 2  # of both, as of CAMEO's root 08 and in all data annotated by it; PLOVER alone counts CONCEDE as verbal


class Grounds(NamedTuple):
    """What the classifier goes by: the parsed draft, the lexicon's votes (best first), and in tokens the two mentions
    and the sentences around them."""

    draft: Draft
    votes: list[Vote]
    actor: range
    recipient: range
    around: range


def relate(text: str, *, actor: tuple[int, int], recipient: tuple[int, int]) -> Relation:
    """In which relation `actor` stands to `recipient`, both (start, end) in characters of `text`.

    `type` is the likeliest PLOVER type, `related` how likely it is that the two stand in any relation this way round,
    `confidence` how likely that they stand in this one. `evidence` are the two with the lexicon's words for this type
    or for an act between them, else all from one mention to the other. BadQuestion where a mention lies outside the
    text or holds no word; ModelMissing where the trained model cannot run.
    """
    model = tagger.load_relations()
    knowledge = load()
    asked = _span(text, actor, "actor"), _span(text, recipient, "recipient")
    found = grounds(document(text), *asked, knowledge)
    if found is None:
        raise BadQuestion("a mention holds no word that can be read")
    pieces = tagger.pieces_of(found.draft, model.tokenizer, model.labels)
    pair = pair_of(pieces, found.actor, found.recipient, found.around)
    if pair is None:
        raise BadQuestion("the two mentions lie too far apart to be read together")
    given = features(found.votes)
    odds = np.exp(relations(pieces, [pair], given[None], model.encode, model.heads)[0])
    second = by_wording(wording(found.draft.syntax, found.actor, found.recipient, found.around), given, model.wording)
    odds = (1 - model.wording.share) * odds + model.wording.share * second
    return _relation(found, *asked, dict(zip(model.heads.labels, odds.tolist(), strict=True)), knowledge)


def grounds(report: Document, actor: Span, recipient: Span, knowledge: Knowledge) -> Grounds | None:
    """What a classifier of the relation goes by; None where a mention holds no token."""
    draft = Draft(report=report)
    for stage in READING:
        draft = stage(draft, knowledge)
    syntax = draft.syntax
    first, second = syntax.tokens_in(actor), syntax.tokens_in(recipient)
    if not first or not second:
        return None
    stands_for = standing(draft)

    def fits(token: Token, what: str) -> bool:
        return actor.overlaps(token.span) or recipient.overlaps(token.span) or stands_for(token, what)

    coded = complements.absorb(syntax, knowledge.codebook, triggers.find(syntax, knowledge.predicates, fits))
    inner = {c.inner.at for c in coded if c.inner is not None}  # an act inside a demand is told by the demand
    found = votes(draft, knowledge, (c for c in coded if c.hit.at not in inner), actor, recipient)
    sentences = sorted({t.sentence for t in (first[0], first[-1], second[0], second[-1])})
    around = range(syntax.sentences[sentences[0]].start, syntax.sentences[sentences[-1]].stop)
    return Grounds(draft, found, _range(first), _range(second), around)


def _range(tokens: list[Token]) -> range:
    return range(tokens[0].i, tokens[-1].i + 1)


def _span(text: str, given: tuple[int, int], name: str) -> Span:
    span = Span(*given)
    if not 0 <= span.start < span.end <= len(text):
        raise BadQuestion(f"{name} ({span.start}, {span.end}) is no stretch of a text of {len(text)} characters")
    return span


def _relation(found: Grounds, actor: Span, recipient: Span, odds: dict[str, float], knowledge: Knowledge) -> Relation:
    tokens = found.draft.syntax.tokens
    type, sure = _likeliest(odds)
    vote = next((v for v in found.votes if v.reading.type == type), None)
    book = knowledge.codebook
    reading = vote.reading if vote else Reading(type, None, book.general(type))
    relating = next((v for v in found.votes if v.fit == RELATES), None)  # "will not attack" is told by its act too
    told = vote or relating
    trigger = enclosing(tokens[i].span for i in told.coded.hit.words) if told else None
    return Relation(
        actor=actor,
        recipient=recipient,
        type=type,
        mode=reading.mode,
        cameo=reading.cameo,
        quad=YIELD_QUAD if type in _GIVING_WAY else book.quad(type),
        status=told.status if told else "happened",
        negated=told.negated if told else False,
        related=round(1 - odds[NONE], 3),
        confidence=round(sure, 3),
        trigger=trigger,
        evidence=tuple(sorted({actor, trigger, recipient})) if trigger else (enclosing((actor, recipient)),),
        rule=vote.coded.hit.entry.rule if vote else "tagger/relations",
    )


def _likeliest(odds: dict[str, float]) -> tuple[str, float]:
    """The likeliest type and its probability."""
    together = {type: odds[type] for type in odds if type not in (NONE, *_GIVING_WAY)}
    way = max(_GIVING_WAY, key=odds.__getitem__)
    together[way] = sum(odds[type] for type in _GIVING_WAY)
    best = max(sorted(together), key=together.__getitem__)
    return best, together[best]

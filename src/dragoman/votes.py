"""What the lexicon says of two mentions: which acts it finds near them, and whether both stand in the act's slots.

Features of the relation classifier, and the words to show for its answer. A public dictionary of verbs is right on
half of its hits, too little to decide by; where it agrees with a classifier, both are nearly always right.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.codebook import Reading
from dragoman.model import Span, Status
from dragoman.stages.coding.complements import Coded
from dragoman.stages.outlook import outlook
from dragoman.syntax import Token

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("happened", "ongoing", "planned", "possible", "hypothetical", "asked")
RELATES, _REVERSED, _ONE, _NEAR = range(4)  # values of `fit`
COUNT = 4 * len(TYPES) + len(TYPES) + len(STATUSES) + 1  # of the features
_WITHIN_PHRASE = frozenset(
    "poss prep pobj compound amod appos conj nmod nummod det quantmod case pcomp dative agent".split()
)


class Vote(NamedTuple):
    """An act of the lexicon beside two mentions. `fit` is how it relates them: 0 both stand in its slots, 1 both but
    the other way round, 2 one of them, 3 none."""

    coded: Coded
    reading: Reading  # as the codebook calls it, with its status
    status: Status
    negated: bool
    fit: int
    distance: int  # tokens from the middle of the two mentions


def votes(draft: Draft, knowledge: Knowledge, coded: Iterable[Coded], actor: Span, recipient: Span) -> list[Vote]:
    """The acts in the sentences of two mentions, those that relate them first."""
    first, second = draft.syntax.head_of(actor), draft.syntax.head_of(recipient)
    if first is None or second is None:
        return []
    sentences = {first.sentence, second.sentence}
    middle = (first.i + second.i) // 2
    found = []
    for each in coded:
        if draft.syntax.tokens[each.hit.at].sentence in sentences:
            found.append(_vote(draft, knowledge, each, first, second, middle))
    return sorted(found, key=lambda v: (v.fit, v.distance, v.coded.hit.at))


def features(found: list[Vote]) -> NDArray[np.float32]:
    """The votes as numbers (COUNT,): which types in which fit, and act, status and negation of the best."""
    values = np.zeros(COUNT, np.float32)
    for vote in found:
        values[vote.fit * len(TYPES) + TYPES.index(vote.reading.type)] = 1
    if found:
        best, at = found[0], 4 * len(TYPES)
        values[at + TYPES.index(best.coded.reading.type)] = 1
        values[at + len(TYPES) + STATUSES.index(best.status)] = 1
        values[-1] = best.negated
    return values


def _vote(draft: Draft, knowledge: Knowledge, each: Coded, first: Token, second: Token, middle: int) -> Vote:
    hit = each.hit
    mood = outlook(draft, knowledge, draft.syntax.tokens[hit.clause])
    status = mood.status or "happened"
    reading = knowledge.codebook.render(each.reading, status, mood.negates)
    doers = [t for slot in hit.actor for t in slot]
    undergoers = [t for slot in hit.recipient for t in slot] + list(hit.undergoer)
    undergoers += [t for slot in each.inner.recipient + each.inner.actor for t in slot] if each.inner else []
    does = [_stands_in(draft, m, doers) for m in (first, second)]
    undergoes = [_stands_in(draft, m, undergoers) for m in (first, second)]
    if hit.entry.predicate.symmetric:
        sides = sum(a or b for a, b in zip(does, undergoes, strict=True))
        fit = (_NEAR, _ONE, RELATES)[sides]
    elif does[0] and undergoes[1]:
        fit = RELATES
    elif does[1] and undergoes[0]:
        fit = _REVERSED
    else:
        fit = _ONE if any(does) or any(undergoes) else _NEAR
    return Vote(each, reading, status, mood.negates, fit, abs(hit.at - middle))


def _stands_in(draft: Draft, mention: Token, heads: Iterable[Token]) -> bool:
    """Whether the mention is one of the phrases headed by `heads`, or a part of one: "the army of Chad"."""
    wanted = {t.i for t in heads}
    at = mention
    for _ in range(8):
        if at.i in wanted:
            return True
        if at.dep not in _WITHIN_PHRASE or at.head == at.i:
            return False
        at = draft.syntax.tokens[at.head]
    return False

"""Whether what a commitment hangs on came about, as far as is told: "if rockets fall on Haifa ... Two rockets fell"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Obligations
from dragoman.model import Commitment, Span
from dragoman.obligations import side_of
from dragoman.stages.binding.bonds import Binding
from dragoman.stages.binding.deeds import Deed, is_act, is_bare, stands_for
from dragoman.stages.binding.endings import Ending
from dragoman.stages.binding.likeness import alike, related
from dragoman.stages.parties import meant
from dragoman.syntax import Token

_UNDER_ATTACK = ("attack", "invade", "under fire", "aggress", "fired on", "struck", "shell", "bombed")
_IN_WAR = frozenset({"defense", "consultation", "neutrality"})
_HELD = frozenset({"obliged", "forbidden", "pledged"})
_NEXT = 2  # sentences on in which it may come about in other words than the condition's
_NOT = frozenset({"not", "n't", "no", "never"})


class Hinge(NamedTuple):
    """What a commitment hangs on: the words of its condition by their part, and whose doing it would be."""

    span: Span
    verbs: frozenset[str]  # lemmas
    things: frozenset[str]  # lemmas of nouns that the duty itself does not name
    sides: frozenset[str]
    unless: bool  # comes about if it does not happen: "unless", "if ... not", "or"


def hinge_of(draft: Draft, known: Obligations, binding: Binding, commitment: Commitment) -> Hinge | None:
    """The hinge of a conditional commitment; None where nothing is told that could come about once: "as long as"."""
    span = commitment.condition
    if span is None or _opened_by(draft, span, known.lasting):
        return None
    tokens = draft.syntax.tokens_in(span)
    mine = {t.lemma for t in binding.task.words}
    subjects = [t for t in tokens if t.dep in ("nsubj", "nsubjpass")]
    negated = any(t.text.lower() in _NOT or t.lemma in known.failing for t in tokens)
    verbs = frozenset(t.lemma for t in tokens if t.pos in ("VERB", "AUX"))
    things = frozenset(t.lemma for t in tokens if t.pos == "NOUN" and t.lemma not in mine and not _is_time(draft, t))
    sides = frozenset(side_of(draft.entity[i]) for t in subjects for i in meant(draft, t.i))
    unless = _opened_by(draft, span, known.unless)
    if not (verbs or things or unless):
        return None  # "by Friday"
    return Hinge(span, verbs - known.idle - known.light, things, sides, unless != negated)


def comes_about(
    draft: Draft, known: Obligations, commitment: Commitment, hinge: Hinge, deed: Deed, bound: frozenset[str]
) -> bool:
    """Whether a deed is what the commitment hangs on: told with the same verb, as "did so", as an attack where it
    speaks of one, or done by those or with the things that the condition names."""
    apart = draft.syntax.tokens[deed.verb.i].sentence - _sentence(draft, commitment, hinge)
    if is_bare(draft.syntax, deed.verb):
        named = deed.doer is not None and deed.doer.pos != "PRON"
        own = named and bound & deed.sides and not hinge.sides & deed.sides
        first = hinge.span.start < commitment.evidence[0].start  # what is told last is taken up
        return not own and not first and 0 <= apart <= 1 and deed.negated == hinge.unless
    if any(related(known, deed.verb.lemma, verb) for verb in hinge.verbs):
        return deed.negated == hinge.unless and deed.verb.pos == "VERB"
    if deed.negated or hinge.unless or deed.verb.pos != "VERB" or bound & deed.sides:
        return False
    if _is_attack(draft, commitment, deed):
        return True
    return (
        0 <= apart <= _NEXT
        and is_act(draft.syntax, known, deed.verb)
        and _is_theirs(draft, known, hinge, deed, near=apart <= 1)
    )


def by_attack(draft: Draft, commitment: Commitment) -> Iterator[Ending]:
    """What is owed in case of an attack, by allies who are not named: an attack on a state, and talks that follow."""
    if commitment.kind not in _IN_WAR or commitment.force not in _HELD or commitment.history or commitment.parties:
        return
    facts = [e for e in draft.events if e.status in ("happened", "ongoing") and not e.negated]
    near_war = commitment.kind == "consultation"  # threats are talked about
    hostile = [e for e in facts if e.act == "ASSAULT" or (near_war and e.act in ("MOBILIZE", "COERCE") and e.recipient)]
    hostile = [e for e in hostile if not any(s.overlaps(e.trigger) for s in _own_words(commitment))]
    trigger = draft.syntax.token_at(hostile[0].trigger.start) if hostile else None
    if trigger is None:
        return
    yield Ending("triggered", trigger)
    if commitment.kind == "consultation":
        talks = (e for e in facts if e.act == "CONSULT" and e.trigger.start > trigger.start)
        answer = next((t for e in talks if (t := draft.syntax.token_at(e.trigger.start))), None)
        if answer is not None:
            yield Ending("fulfilled", answer)


def _own_words(commitment: Commitment) -> tuple[Span, ...]:
    return (*commitment.evidence, *([commitment.condition] if commitment.condition else []))


def _opened_by(draft: Draft, span: Span, words: frozenset[str]) -> bool:
    text = draft.text(span).lower()
    return any(re.match(rf"{re.escape(w)}\b", text) for w in words)


def _is_time(draft: Draft, token: Token) -> bool:
    return any(t.span.overlaps(token.span) for t in draft.times)


def _sentence(draft: Draft, commitment: Commitment, hinge: Hinge) -> int:
    """The sentence in which the commitment and its condition end."""
    ends = [hinge.span.end, *(s.end for s in commitment.evidence)]
    token = draft.syntax.token_at(max(ends) - 1)
    return token.sentence if token else 0


def _is_attack(draft: Draft, commitment: Commitment, deed: Deed) -> bool:
    if commitment.condition is None:
        return False
    if not any(word in draft.text(commitment.condition).lower() for word in _UNDER_ATTACK):
        return False
    events = (e for e in draft.events if e.act == "ASSAULT" and e.status == "happened" and not e.negated)
    return any(e.trigger.overlaps(deed.verb.span) for e in events)


def _is_theirs(draft: Draft, known: Obligations, hinge: Hinge, deed: Deed, *, near: bool) -> bool:
    """Whether a deed is done by those whom the condition names, or by or to a thing that it names."""
    if hinge.sides and deed.sides:
        return bool(hinge.sides & deed.sides)
    if not near or deed.doer is None:
        return False
    if deed.doer.pos == "NUM" or (deed.doer.lemma in ("more", "other") and stands_for(draft.syntax, deed.doer)):
        return bool(hinge.things)
    return any(alike(known, deed.doer.lemma, thing) for thing in hinge.things)

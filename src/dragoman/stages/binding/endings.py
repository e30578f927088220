"""What the words around a promise say became of it: kept "as agreed", broken, turned down, past its deadline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Obligations, Outcome
from dragoman.model import Commitment, CommitmentStatus, Span, Step
from dragoman.obligations import furthest
from dragoman.stages.binding.bonds import Binding
from dragoman.stages.binding.duties import clause
from dragoman.syntax import Syntax, Token

_WHY: dict[CommitmentStatus, str] = {
    "fulfilled": "do what was owed",
    "breached": "go against what was owed",
    "lapsed": "end it without effect",
    "triggered": "be what it hangs on",
}


class Ending(NamedTuple):
    """What became of a commitment, and the word that says so."""

    to: CommitmentStatus
    token: Token


def outcome_of(draft: Draft, binding: Binding, known: Obligations) -> Ending | None:
    """What the report itself says of the promise: by the deed it tells as kept, or by the verb whose object it is."""
    syntax = draft.syntax
    if "deed" in binding.bond.duty:
        return _of_deed(syntax, binding.task.head)
    if binding.bond.pos != "noun":
        return None
    token = binding.token
    if token.dep in ("dobj", "nsubjpass", "nsubj"):
        return _by_verb(syntax, syntax.tokens[token.head], known.outcomes, binding)
    if token.dep == "pobj":
        preposition = syntax.tokens[token.head]
        found = said_of(syntax, preposition, known.outcomes, binding)
        verb = next((a for a in syntax.ancestors(preposition.i) if a.pos in ("VERB", "NOUN")), preposition)
        return found or _by_verb(syntax, verb, known.outcomes, binding)
    return None


def ended(draft: Draft, commitment: Commitment, endings: Sequence[Ending]) -> Commitment:
    """`commitment` with these endings as steps of its history: each with its words, and with the event that they
    tell of, where the codebook of events knows one."""
    if commitment.status == "excluded":
        return commitment
    for ending in endings:
        if any(s.status == ending.to for s in commitment.history):
            continue
        commitment = structs.replace(commitment, status=furthest([commitment.status, ending.to]))
        event = next((e for e in draft.events if e.trigger.overlaps(ending.token.span)), None)
        step = Step(
            status=ending.to,
            event=event.id if event else None,
            evidence=(_told_at(draft, ending.token),),
            why=f"appears to {_WHY[ending.to]}",
        )
        commitment = structs.replace(commitment, history=(*commitment.history, step))
    return commitment


def _told_at(draft: Draft, verb: Token) -> Span:
    words = clause(draft.syntax, verb)
    return Span(words[0].start, words[-1].end)


def _of_deed(syntax: Syntax, deed: Token) -> Ending:
    helpers = {c.text.lower() for c in syntax.children(deed.i, "aux")}
    if "should" in helpers:  # "should have left by May, as they had agreed"
        return Ending("lapsed", deed)
    return Ending("breached" if syntax.children(deed.i, "neg") else "fulfilled", deed)


def _by_verb(syntax: Syntax, verb: Token, outcomes: tuple[Outcome, ...], binding: Binding) -> Ending | None:
    if verb.pos not in ("VERB", "AUX") or any(c.tag == "MD" for c in syntax.children(verb.i, "aux")):
        return None
    return said_of(syntax, verb, outcomes, binding)


def said_of(syntax: Syntax, word: Token, outcomes: tuple[Outcome, ...], binding: Binding) -> Ending | None:
    beside = {c.text.lower() for c in (*syntax.children(word.i), *syntax.tokens[word.i + 1 : word.i + 2])}
    for outcome in outcomes:
        fits = outcome.lemma == word.lemma and (not outcome.particle or beside & set(outcome.particle))
        if not fits or (outcome.forces and binding.force not in outcome.forces):
            continue
        said = outcome.if_not if syntax.children(word.i, "neg") else outcome.to
        return Ending(said, word) if said else None
    return None

"""The words in which a report tells what somebody is bound to: its terms, and the evidence that he is bound to them."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.model import Span
from dragoman.stages.binding.bonds import Binding
from dragoman.stages.binding.conditions import Found

_RECEIVER = 6  # words that name one, at most
_GAP = 60  # characters between bond and terms that still read as one piece of evidence


def terms_of(draft: Draft, binding: Binding, condition: Found | None) -> Span:
    """The words of the task, and of its receiver where the grammar hangs him on the bond ("pledged aid to Chad"), up
    to the condition that follows."""
    syntax = draft.syntax
    head, words, span = binding.task.head, binding.task.words, binding.task.span
    if condition and head.end < condition.span.start < span.end:
        return Span(span.start, max(t.end for t in words if t.end <= condition.span.start))
    after = words[-1].i + 1
    if head.pos in ("VERB", "AUX") or after >= len(syntax.tokens):
        return span
    preposition = syntax.tokens[after]
    receiver = syntax.subtree(after)
    if preposition.lemma in ("to", "for") and preposition.head == binding.token.i and len(receiver) <= _RECEIVER:
        return Span(span.start, syntax.tokens[receiver[-1]].end)
    return span


def evidence(draft: Draft, binding: Binding, told: Span) -> tuple[Span, ...]:
    """The words that bind and the terms; one span where nothing else stands between them."""
    token = binding.token
    beside = [token]
    beside += [c for c in draft.syntax.children(token.i, "aux", "neg", "auxpass", "prt") if c.i < token.i]
    if token.pos in ("NOUN", "ADJ") and token.head != token.i:
        beside += [draft.syntax.tokens[token.head]]
    bond = Span(min(t.start for t in beside), max(t.end for t in beside))
    if bond.overlaps(told) or told.covers(bond):
        return (Span(min(bond.start, told.start), max(bond.end, told.end)),)
    first, second = sorted((bond, told))
    between = draft.view[first.end : second.start]
    if len(between) <= _GAP and not any(mark in between for mark in (";", ". ", " and ", " or ")):
        return (Span(first.start, second.end),)
    return (first, second)


def beyond(binding: Binding, condition: Found | None) -> tuple[Span, ...]:
    """Words of the task that follow on a condition in its midst: "to withdraw within a week and to open the border"."""
    if condition is None:
        return ()
    after = [t for t in binding.task.words if t.start >= condition.span.end and t.start > binding.token.end]
    if condition.span.start < binding.task.span.start or not any(t.pos == "VERB" for t in after):
        return ()
    return (Span(after[0].start, after[-1].end),)

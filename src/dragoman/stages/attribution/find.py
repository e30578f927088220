"""Find attributions: by the trained model where it ran, with quotations and questions that only the rules see; else
by rules alone."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.draft import Draft
from dragoman.knowledge.cues import Cues
from dragoman.model import Span
from dragoman.stages.attribution.attributions import Attribution
from dragoman.stages.attribution.ruled import ruled
from dragoman.stages.attribution.tagged import tagged

_DIRECT = 0.9  # share of a content between quotation marks, from which the rules may add to the model
_SHORT = 40  # tokens; the model has learnt on reports, and of a sentence or two the rules know as much
_SHARED = 0.3  # share of it that may already be somebody's content


def find(draft: Draft, cues: Cues) -> list[Attribution]:
    """All attributions of a report, in the order of their cues."""
    by_rule = ruled(draft, cues)
    if draft.tagged is None:
        return by_rule
    by_model = tagged(draft, cues)
    cued = _characters(cue for a in by_model for cue in a.cue)
    said = _characters(content for a in by_model for content in a.content)
    others = [a for a in by_rule if cued.isdisjoint(_characters(a.cue))]
    if len(draft.syntax.tokens) > _SHORT:
        others = [a for a in others if _is_question(draft, a) or _is_missed_quotation(draft, a, said)]
    return sorted([*by_model, *others], key=lambda a: a.cue_head)


def _is_question(draft: Draft, attribution: Attribution) -> bool:
    """Whether a noun hands a question over: "a question whether talks would go on", which nobody is said to ask."""
    return attribution.act == "asks" and draft.syntax.tokens[attribution.cue_head].tag.startswith("NN")


def _is_missed_quotation(draft: Draft, attribution: Attribution, said: set[int]) -> bool:
    content = _characters(attribution.content)
    quoted = sum(draft.quoted(i) for i in content)
    return quoted >= _DIRECT * len(content) and len(content & said) < _SHARED * len(content)


def _characters(spans: Iterable[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}

"""Attributions as the trained model links them, with what the lexicon knows of their cues."""

from __future__ import annotations

from itertools import pairwise

from dragoman.draft import Draft, Tagged
from dragoman.knowledge.cues import Cue, Cues
from dragoman.model import Span
from dragoman.stages.attribution.attributions import Attribution
from dragoman.stages.attribution.cue_words import CueWords, cue_words, is_negated
from dragoman.stages.attribution.extent import spans
from dragoman.syntax import Syntax

_RULE = "weights/attribution"
_UNLISTED = Cue(words="", frames=("quote",), source="model")
# How sure the model was, and the share of attributions that were right: PolNeAR's development half, 2,000 of them.
_RIGHT = ((0.0, 0.1), (0.35, 0.34), (0.55, 0.42), (0.7, 0.53), (0.86, 0.74), (0.97, 0.91), (1.0, 0.95))
_SURE = 0.7  # below, a cue that names an attitude is none; above, the report may well quote what was said
_NEVER = frozenset(("not", "n't", "n’t", "never", "no"))


def tagged(draft: Draft, cues: Cues) -> list[Attribution]:
    """The model's attributions in the order of their cues; none where it did not run."""
    matches = cue_words(draft.syntax, cues)
    spoken = (t for t in draft.tagged or () if t.sure >= _SURE or not _is_attitude(draft, cues, t))
    found = (_attribution(draft.syntax, each, matches) for each in spoken)
    return sorted((a for a in found if a is not None), key=lambda a: a.cue_head)


def _is_attitude(draft: Draft, cues: Cues, found: Tagged) -> bool:
    """Whether a cue says what somebody thinks or wants, and none of their words are quoted."""
    words = [draft.syntax.tokens[i] for i in found.cue]
    first = next((t for t in words if t.pos not in ("AUX", "ADV", "PART") and t.tag != "MD"), None)
    quoted = any(draft.quoted(draft.syntax.tokens[i].start) for run in found.content for i in run)
    return first is not None and first.lemma in cues.attitudes and not quoted


def _attribution(syntax: Syntax, found: Tagged, matches: list[CueWords]) -> Attribution | None:
    content = spans(syntax, (i for run in found.content for i in run))
    if not content:
        return None
    match = _listed(matches, found.cue)
    head = match.head if match is not None else _head(syntax, found.cue)
    entry = match.entry if match is not None else _UNLISTED
    source = [] if _is_asked(syntax, entry, head) else [i for run in found.source for i in run]
    carrier = _carrier(syntax, head, found.cue)
    return Attribution(
        source=spans(syntax, source),
        cue=(_cue_span(syntax, found.cue),),
        content=content,
        cue_head=head,
        source_head=_source_head(syntax, source),
        carrier=carrier,
        act=entry.act,
        negated=_negated(syntax, CueWords(entry, (head,)), carrier, found.cue),
        rule=_RULE,
        confidence=_confidence(found.sure),
        hearer_object=entry.hearer,
    )


def _confidence(sure: float) -> float:
    """How often attributions that the model is that sure of were right, by straight lines between the points."""
    for (low, right_low), (high, right_high) in pairwise(_RIGHT):
        if sure <= high:
            return round(right_low + (sure - low) / (high - low) * (right_high - right_low), 2)
    return _RIGHT[-1][1]


def _listed(matches: list[CueWords], cue: range) -> CueWords | None:
    """The lexicon's entry for the words of a cue: a verb before a noun, then the longest."""
    inside = [m for m in matches if m.head in cue]
    return min(inside, key=lambda m: (m.entry.pos != "verb", -len(m.words), m.head), default=None)


def _head(syntax: Syntax, cue: range) -> int:
    """The word the others of a cue hang on; a full verb before its auxiliary."""
    words = [syntax.tokens[i] for i in cue]
    verbs = [t for t in words if t.tag.startswith("VB") and t.dep not in ("aux", "auxpass")]
    outer = [t for t in verbs or words if t.head not in cue or t.head == t.i]
    return (outer or verbs or words)[0].i


def _source_head(syntax: Syntax, source: list[int]) -> int | None:
    """The noun or pronoun that the words of a source hang on."""
    inside = set(source)
    words = [syntax.tokens[i] for i in source]
    names = [t for t in words if t.tag.startswith(("NN", "PRP", "WP", "DT", "CD"))] or words
    outer = [t for t in names if not inside.intersection(a.i for a in syntax.ancestors(t.i) if a in names)]
    return (outer or names)[0].i if names else None


def _is_asked(syntax: Syntax, entry: Cue, head: int) -> bool:
    """Whether whoever stands beside the cue is the one asked: "Asked about the raid, Kim said", "Kim was asked"."""
    token = syntax.tokens[head]
    below = {c.dep for c in syntax.children(head)}
    bare = token.tag in ("VBN", "VBD") and not below & {"nsubj", "aux"} and token.dep != "ROOT"
    return entry.act == "asks" and token.pos == "VERB" and "agent" not in below and (bare or "auxpass" in below)


def _carrier(syntax: Syntax, head: int, cue: range) -> int | None:
    """The verb that carries a cue noun: "voiced" in "voiced alarm"."""
    token = syntax.tokens[head]
    above = syntax.tokens[token.head]
    carried = token.tag.startswith("NN") and above.tag.startswith("VB") and above.i in cue
    return above.i if carried else None


def _cue_span(syntax: Syntax, cue: range) -> Span:
    words = [syntax.tokens[i] for i in cue if syntax.tokens[i].pos != "SPACE"]
    return Span(words[0].start, words[-1].end)


def _negated(syntax: Syntax, match: CueWords, carrier: int | None, cue: range) -> bool:
    if match.words and match.entry.words:
        return is_negated(syntax, match, carrier)
    return any(syntax.tokens[i].text.lower() in _NEVER for i in cue)

"""A second opinion on an act: in which relation the trained classifier sees its two parties (tagger/relations.py).

The classifier is told the sentence and the two mentions, and nothing of what the lexicon made of them: where both
say the same, the act is right twice as often as where they do not (benchmarks/verdicts).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dragoman import tagger
from dragoman.draft import Draft
from dragoman.errors import ModelMissing
from dragoman.model import Span
from dragoman.stages.coding.scenes import Scene
from dragoman.stages.coding.signs import sides
from dragoman.tagger.relations import NONE, pair_of, relations
from dragoman.tagger.wording import BUCKETS, by_wording, wording

_TYPE_STEPS = (0.05, 0.2, 0.5, 0.8, 0.95)
_NONE_STEPS = (0.1, 0.3, 0.6)
_UNASKED: tuple[str, ...] = ("relation unasked",)


def opinions(draft: Draft, scenes: Sequence[Scene]) -> list[tuple[str, ...]]:
    """The signs of what the classifier says of each scene; of all that it is unasked where the model cannot run or the
    sentence does not name two parties."""
    pairs = [_mentions(draft, scene) for scene in scenes]
    if not draft.model or not any(pairs):
        return [_UNASKED for _ in scenes]
    try:
        model = tagger.load_relations()
    except ModelMissing:  # said in a problem by the stage that tags
        return [_UNASKED for _ in scenes]
    odds = _odds(draft, scenes, pairs, model)
    return [_signs(scene.reading.type, odds[n]) if n in odds else _UNASKED for n, scene in enumerate(scenes)]


def _odds(
    draft: Draft, scenes: Sequence[Scene], mentions: list[tuple[range, range] | None], model: tagger.RelationModel
) -> dict[int, dict[str, float]]:
    """Number of a scene -> how likely each relation of its two mentions is, as far as they can be read together."""
    pieces = tagger.pieces_of(draft, model.tokenizer, model.labels)
    found = {}
    for n, two in enumerate(mentions):
        around = draft.syntax.sentences[draft.syntax.tokens[scenes[n].at].sentence]
        if two is not None and (pair := pair_of(pieces, *two, around)) is not None:
            found[n] = (two, around, pair)
    without = np.zeros((len(found), len(model.wording.weights) - BUCKETS), np.float32)  # votes of the lexicon
    if not found:
        return {}
    read = relations(pieces, [pair for _, _, pair in found.values()], without, model.encode, model.heads)
    odds: dict[int, dict[str, float]] = {}
    for (n, ((actor, recipient), around, _)), row in zip(found.items(), read, strict=True):
        words = by_wording(wording(draft.syntax, actor, recipient, around), without[0], model.wording)
        both = (1 - model.wording.share) * np.exp(row) + model.wording.share * words
        odds[n] = dict(zip(model.heads.labels, both.tolist(), strict=True))
    return odds


def _signs(type: str, odds: dict[str, float]) -> tuple[str, ...]:
    best = max(odds, key=odds.__getitem__)
    first = "relation agrees" if best == type else "relation none" if best == NONE else "relation another"
    steps = [f"relation of this type over {least}" for least in _TYPE_STEPS if odds.get(type, 0.0) > least]
    return (first, *steps, *(f"relation none over {least}" for least in _NONE_STEPS if odds[NONE] > least))


def _mentions(draft: Draft, scene: Scene) -> tuple[range, range] | None:
    """The mentions of doer and undergoer nearest to the act in its sentence, as tokens."""
    found = [_nearest(draft, scene, [e.id for e in side]) for side in sides(draft, scene)]
    actor, recipient = found
    return (actor, recipient) if actor and recipient and actor != recipient else None


def _nearest(draft: Draft, scene: Scene, ids: list[str]) -> range | None:
    word = draft.syntax.tokens[scene.at]
    sentence = draft.syntax.sentence_span(word.sentence)
    spans = [m.span for i in ids for m in draft.entity[i].mentions if sentence.covers(m.span)]
    if not spans:
        return None
    return _tokens(draft, min(spans, key=lambda s: (abs(s.start - word.start), s.start)))


def _tokens(draft: Draft, span: Span) -> range | None:
    inside = draft.syntax.tokens_in(span)
    return range(inside[0].i, inside[-1].i + 1) if inside else None

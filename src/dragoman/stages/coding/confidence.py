"""How sure an event is: the share of events with such signs that were found right in everything on real news.

A logistic regression over readable signs, fitted to verdicts of a person (benchmarks/verdicts/events.jsonl) by
training/sureness.py; `python -m benchmarks.reliability` prints how far it can be trusted. An event is right where its
type, its actors, its recipients and its status all are.
"""

from __future__ import annotations

import math

from dragoman.draft import Draft
from dragoman.knowledge.sureness import Sureness
from dragoman.stages.coding.scenes import Scene
from dragoman.stages.coding.signs import signs
from dragoman.stages.coding.weight import between_states, is_note, is_paragraph, is_short

_LEAST, _MOST = 0.05, 0.95  # nothing that was judged by hundreds is surer or less sure


def confidence(draft: Draft, known: Sureness, scene: Scene) -> float:
    """Probability, from 0 to 1, that the event is right in everything."""
    odds = known.bias + sum(known.weights.get(sign, 0.0) for sign in signs(draft, scene))
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 2)


def is_sure_enough(draft: Draft, known: Sureness, sure: float) -> bool:
    """Whether an event with this confidence enters the record.

    Nearly all of a short report on what states do to each other does, and all of a note: it tells little else. Long
    ones go back to the past and into opinions, and other news tells mostly of no acts between political actors.
    """
    return sure >= least_of(draft, known)


def least_of(draft: Draft, known: Sureness) -> float:
    """The confidence from which an event of this report enters the record."""
    if is_paragraph(draft):
        return 0.0
    if not between_states(draft):
        return known.least
    if is_note(draft):
        return 0.0
    return known.least_in_short if is_short(draft) else known.least_in_long

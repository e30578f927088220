"""How sure an event is: the share of events with such signs that were found right in everything on real news.

A logistic regression over readable signs, fitted to verdicts of a person (benchmarks/verdicts/events.jsonl) by
training/sureness.py; `python -m benchmarks.reliability` prints how far it can be trusted. An event is right where its
type, its actors, its recipients and its status all are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from dragoman.draft import Draft
from dragoman.knowledge.sureness import Sureness
from dragoman.stages.coding.opinion import opinions
from dragoman.stages.coding.scenes import Scene
from dragoman.stages.coding.signs import signs
from dragoman.stages.subject_matter import between_states, is_note, is_paragraph, is_sentence, is_short

_LEAST, _MOST = 0.05, 0.95  # nothing that was judged by hundreds is surer or less sure


def confidences(draft: Draft, known: Sureness, scenes: Sequence[Scene]) -> list[float]:
    """Probability of each event, from 0 to 1, that it is right in everything.

    The classifier of relations is asked, which costs, of those alone whose entry into the record hangs on its word.
    """
    odds = [known.bias + _worth(known, signs(draft, scene)) for scene in scenes]
    best, worst, least = known.best_opinion, known.worst_opinion, least_of(draft, known)
    open_ = [n for n, sum in enumerate(odds) if _probability(sum + worst) < least <= _probability(sum + best)]
    for n, said in zip(open_, opinions(draft, [scenes[n] for n in open_]), strict=True):
        odds[n] += _worth(known, said)
    return [_probability(sum) for sum in odds]


def _worth(known: Sureness, signs: Iterable[str]) -> float:
    return sum(known.weights.get(sign, 0.0) for sign in signs)


def _probability(odds: float) -> float:
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 2)


def is_sure_enough(draft: Draft, known: Sureness, sure: float) -> bool:
    """Whether an event with this confidence enters the record.

    Most of a short report on what states do to each other does. Long ones go back to the past and into opinions, notes
    name people by what they are alone, and other news tells mostly of no acts between political actors.
    """
    return sure >= least_of(draft, known)


def least_of(draft: Draft, known: Sureness) -> float:
    """The confidence from which an event of this report enters the record."""
    if is_sentence(draft) or (is_paragraph(draft) and between_states(draft)):
        return known.least_in_paragraph
    if not between_states(draft):
        return known.least
    if is_note(draft):
        return known.least_in_note
    return known.least_in_short if is_short(draft) else known.least_in_long

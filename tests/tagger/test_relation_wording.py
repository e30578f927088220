"""The second opinion on two mentions: which traits their words have, and how weights turn them into probabilities."""

from __future__ import annotations

import numpy as np

from dragoman import tagger
from dragoman.pipeline import document, draft_of
from dragoman.syntax import Syntax
from dragoman.tagger.wording import BUCKETS, WordingWeights, by_wording, wording


def _syntax(text: str) -> Syntax:
    return draft_of(document(text)).syntax


def test_traits_do_not_tell_who_the_two_are() -> None:
    peru, kenya = _syntax("Peru struck Chile."), _syntax("Kenya struck Congo.")
    mentions = range(0, 1), range(2, 3), range(0, 4)
    assert wording(peru, *mentions) == wording(kenya, *mentions)


def test_traits_tell_which_way_round() -> None:
    syntax = _syntax("Peru struck Chile.")
    there = wording(syntax, range(0, 1), range(2, 3), range(0, 4))
    back = wording(syntax, range(2, 3), range(0, 1), range(0, 4))
    assert there != back
    assert all(0 <= trait < BUCKETS for trait in there)


def test_probabilities_follow_the_weights() -> None:
    weights = np.zeros((BUCKETS + 2, 3), np.float32)
    weights[7, 1], weights[BUCKETS + 1, 2] = 2.0, 3.0
    model = WordingWeights(weights, np.zeros(3, np.float32), 0.25)
    by_word = by_wording({7: 1.0}, np.array([0, 0], np.float32), model)
    with_vote = by_wording({7: 1.0}, np.array([0, 1], np.float32), model)
    assert by_word.argmax() == 1
    assert with_vote.argmax() == 2
    assert np.isclose(by_word.sum(), 1.0)


def test_the_shipped_weights_know_words_of_acts() -> None:
    model = tagger.load_relations()
    labels = model.heads.labels
    votes = np.zeros(len(model.wording.weights) - BUCKETS, np.float32)

    def odds(text: str, label: str) -> float:
        traits = wording(_syntax(text), range(0, 1), range(2, 3), range(0, 4))
        return float(by_wording(traits, votes, model.wording)[labels.index(label)])

    assert odds("Peru condemned Chile.", "ACCUSE") > odds("Peru urged Chile.", "ACCUSE")
    assert odds("Peru urged Chile.", "REQUEST") > odds("Peru condemned Chile.", "REQUEST")

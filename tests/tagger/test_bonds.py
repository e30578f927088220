"""The heads that find bonds: which sentences they read, and what they make of an encoder's states."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from dragoman import tagger
from dragoman.draft import Draft
from dragoman.model import CommitmentKind, Force
from dragoman.pipeline import document, draft_of
from dragoman.tagger.bonds import BOUND, CUE, ROLES, TERMS, Likely, Words, duties, place_of, words_of
from dragoman.tagger.pieces import pieces_of

TEXT = "Rain fell on Lima. Norway promised to send two frigates to the gulf. Who knows?"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_of(document(TEXT))


def test_every_token_is_in_the_pieces_of_its_own_sentence_and_of_no_other(draft: Draft) -> None:
    model = tagger.load_bonds()
    pieces = pieces_of(draft, model.tokenizer, model.labels)
    places = [place_of(pieces, sentence) for sentence in draft.syntax.sentences]
    assert [place.start for place in places[1:]] == [place.end for place in places[:-1]]
    assert (places[0].start, places[-1].end) == (0, len(pieces))


def test_names_and_numbers_are_chosen_by_their_part_of_speech(draft: Draft) -> None:
    words = words_of([draft.syntax.tokens[i] for i in draft.syntax.sentences[1]])
    assert {"PROPN", "NUM", "promised", "gulf"} <= words
    assert "norway" not in words


def test_the_encoder_reads_only_sentences_whose_words_may_bind(draft: Draft) -> None:
    read: list[int] = []
    model = tagger.load_bonds()

    def encode(features: dict[str, np.ndarray], mask: np.ndarray) -> np.ndarray:
        read.append(len(mask))
        return model.encode(features, mask)

    words = Words(bias=-1.0, by={"promised": 2.0}, least=0.0)
    found = duties(draft, model._replace(words=words, encode=encode))
    assert read == [1]
    assert [draft.syntax.tokens[one.deed].text for one in found if one.sure > 0.5] == ["send"]
    assert duties(draft, model._replace(words=words._replace(least=9.0))) == []


def test_a_duty_has_its_words_its_force_and_its_kind(draft: Draft) -> None:
    one = max(duties(draft, tagger.load_bonds()), key=lambda one: one.sure)
    tokens = draft.syntax.tokens

    def words(role: int) -> list[str]:
        return [tokens[i].text for i in one.in_role(role)]

    assert "promised" in words(CUE)
    assert {"send", "frigates", "gulf"} <= set(words(TERMS))
    assert words(BOUND) == ["Norway"]
    assert max(one.forces, key=lambda f: one.forces[f]) == "pledged"
    assert sum(one.forces.values()) == pytest.approx(1, abs=1e-4)
    assert max(one.kinds, key=lambda k: one.kinds[k]) in ("support", "aid")


def test_every_force_and_kind_has_a_weight() -> None:
    heads = tagger.load_bonds().heads
    assert set(heads.forces) == set(get_args(Force))
    assert set(heads.kinds) == set(get_args(CommitmentKind))


def test_a_token_outside_the_sentence_has_no_role() -> None:
    one = Likely(5, 0.9, first=4, roles=np.full((3, len(ROLES)), 0.8, np.float32), forces={}, kinds={})
    assert one.role(4, CUE) == pytest.approx(0.8)
    assert one.role(3, CUE) == one.role(7, CUE) == 0
    assert one.in_role(TERMS) == [4, 5, 6]

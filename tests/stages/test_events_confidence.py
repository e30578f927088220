"""How sure events are, and which are not sure enough for the record."""

from __future__ import annotations

import msgspec
import pytest

from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.pipeline import STAGES, document
from dragoman.stages.coding.confidence import confidences, is_sure_enough
from dragoman.stages.coding.opinion import opinions
from dragoman.stages.coding.signs import signs
from dragoman.stages.events import events, told

# news from one country's campaign, long enough to be told from a paragraph on foreign affairs
CAMPAIGN = """\
The senator spent the weekend on the road. She opened an office in Dayton, spoke to nurses at a clinic and ate pie
with farmers who had driven in from three counties. Her aides handed out signs and counted heads, and a brass band
played twice. On Sunday she attended church, shook hands on the steps and promised to help the schools of the county
with more money for books, roofs and buses. The mayor, an old friend, said that the town had not seen such a crowd in
twenty years. Polls give her a small lead among voters over sixty, and none among those who will vote for the first
time in the autumn. The weather held until the evening.
"""
SUMMIT = (
    "Russia and China signed a treaty in Moscow on Monday. Iran condemned the American sanctions. Sergei Lavrov flew to "
    "Turkey to meet Recep Tayyip Erdogan. "
) * 6


def _before_events(text: str) -> Draft:
    draft = Draft(report=document(text))
    for stage in STAGES[: STAGES.index(events)]:
        draft = stage(draft, knowledge.load())
    return draft


def test_signs_say_what_stands_in_the_words() -> None:
    draft, scenes = told(_before_events("Iran condemned the American sanctions."), knowledge.load())
    found = signs(draft, scenes[0])
    assert {"ACCUSE", "both", "actor state", "between countries", "actor by name", "verb"} <= set(found)
    assert len(found) == len(set(found))


def test_confidence_adds_up_what_the_signs_are_worth() -> None:
    known = knowledge.load().sureness
    draft, scenes = told(_before_events("Iran condemned the American sanctions."), knowledge.load())
    surer = msgspec.structs.replace(known, weights={**known.weights, "actor state": known.weights["actor state"] + 1})
    without = msgspec.structs.replace(known, weights={}, bias=0.0)
    assert confidences(draft, known, scenes)[0] < confidences(draft, surer, scenes)[0]
    assert confidences(draft, without, scenes) == [0.5] * len(scenes)


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        ("Iran condemned Israel.", "recipient in place"),
        ("Iran condemned the cousin of a singer.", "recipient left open"),
        ("Iran condemned Israel's strikes.", "recipient through an owner"),
        ("Iran has refused.", "recipient unsaid"),
        ("A juggler accused Israel.", "actor left open"),
    ],
)
def test_signs_say_how_the_words_name_either_side(text: str, seat: str) -> None:
    draft, scenes = told(_before_events(text), knowledge.load())
    assert seat in signs(draft, scenes[0])


def test_the_classifier_is_asked_what_it_makes_of_two_parties() -> None:
    draft, scenes = told(_before_events("Iran condemned Israel. Peru has refused."), knowledge.load())
    condemned, refused = opinions(draft, scenes)
    assert condemned[0] == "relation agrees"
    assert refused == ("relation unasked",)
    assert opinions(draft.having(model=False), scenes) == [("relation unasked",)] * 2


def test_the_classifier_is_asked_of_nothing_that_its_word_cannot_save(monkeypatch: pytest.MonkeyPatch) -> None:
    known = msgspec.structs.replace(knowledge.load().sureness, bias=-9.0, least=0.9)
    draft, scenes = told(_before_events(CAMPAIGN + "Macron condemned Donald Trump."), knowledge.load())
    asked: list[object] = []
    monkeypatch.setattr("dragoman.stages.coding.confidence.opinions", lambda draft, some: asked.extend(some) or [])
    assert max(confidences(draft, known, scenes)) < 0.1
    assert scenes
    assert not asked


@pytest.mark.parametrize(
    ("text", "kept"), [(CAMPAIGN, False), (SUMMIT, True), (SUMMIT * 4, False), ("Iran met Oman.", True)]
)
def test_the_doubtful_enters_the_record_only_where_states_act(text: str, kept: bool) -> None:
    known = knowledge.load().sureness
    draft = _before_events(text)
    assert is_sure_enough(draft, known, known.least - 0.05) is kept
    assert is_sure_enough(draft, known, known.least_in_long)

"""Whether it took place: status, negation, history, and the type the codebook gives for them."""

from __future__ import annotations

import pytest

from dragoman import knowledge
from dragoman.knowledge.moods import MoodEntry
from dragoman.model import Event
from dragoman.pipeline import document, draft_of

KNOWN = knowledge.load()


def _events(text: str, published: str | None = None) -> tuple[Event, ...]:
    return draft_of(document(text, published=published)).events


@pytest.mark.parametrize("entry", KNOWN.moods.entries, ids=lambda e: e.key)
def test_each_entry_does_what_it_says(entry: MoodEntry) -> None:
    """In each example some event has the entry's status and negation, and none in the counterexamples."""

    def shown(text: str) -> bool:
        return any(
            (entry.status is None or e.status == entry.status) and e.negated == entry.negates for e in _events(text)
        )

    assert [text for text in entry.examples if not shown(text)] == []
    assert [text for text in entry.counterexamples if shown(text)] == []


STATUS = [
    ("The Russian aggression against Georgia has no justification, Germany said.", "ASSAULT", "happened", False),
    ("Israel attacked Iran.", "ASSAULT", "happened", False),
    ("Abbas Araghchi is visiting Russia.", "CONSULT", "ongoing", False),
    ("Xi Jinping will visit France.", "AGREE", "planned", False),
    ("France said it would send missiles to Ukraine.", "AGREE", "planned", False),
    ("Israel will withdraw its troops from Lebanon.", "CONCEDE", "planned", False),
    ("Hungary will not send weapons to Ukraine.", "REJECT", "planned", True),
    ("Russia did not attack Poland.", "ASSAULT", "happened", True),
    ("Russia may attack Poland.", "ASSAULT", "possible", False),
    ("If Russia attacks Poland, Germany will send troops.", "ASSAULT", "hypothetical", False),
    ("Reporters asked whether Trump informed Putin.", "CONSULT", "asked", False),
    ("Did Israel attack Iran?", "ASSAULT", "asked", False),
    ("Emmanuel Macron left Berlin without meeting Putin.", "CONSULT", "happened", True),
    ("China began to withdraw its troops from India.", "RETREAT", "happened", False),
    ("Iran denied that it had attacked Israel.", "ASSAULT", "happened", True),
]


@pytest.mark.parametrize(("text", "type", "status", "negated"), STATUS)
def test_status(text: str, type: str, status: str, negated: bool) -> None:
    assert (type, status, negated) in [(e.type, e.status, e.negated) for e in _events(text)]


TRAPS = [
    "Abbas Araghchi was expected to deliver a letter to Russia.",
    "Germany ruled out talks with Russia.",
    "Iran and Israel planned a meeting.",
    "Treaty partners get help in case Russia attacks Poland.",
    "The treaty obliges Russia to help Iran.",
    "Armenia and Russia have an obligation to consult with Iran.",
    "Egypt proposed talks between Israel and Hamas.",
    "Poland fears a Russian attack on Lithuania.",
    "Trump urged Putin to meet Zelenskyy.",
    "Iran could attack Israel within days.",
]


@pytest.mark.parametrize("text", TRAPS)
def test_what_did_not_happen_is_not_told_as_fact(text: str) -> None:
    """Only the asking, planning or fearing itself may have happened: no act below it."""
    said = {"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"}
    facts = [e for e in _events(text) if e.status in ("happened", "ongoing") and not e.negated]
    assert [e.type for e in facts if e.act not in said] == []


def test_negation_does_not_cross_and() -> None:
    events = _events("Russia and Iran have an obligation not to attack Israel and to hold talks with Turkey.")
    assert {(e.act, e.negated) for e in events} == {("ASSAULT", True), ("CONSULT", False)}


def test_the_act_keeps_its_own_type() -> None:
    (event,) = _events("Xi Jinping will visit France in May.")
    assert (event.act, event.type, event.cameo, event.quad) == ("CONSULT", "AGREE", "036", 1)


def test_old_events_are_history() -> None:
    events = _events("Iraq invaded Kuwait in 1990. Russia attacked Ukraine in 2024.", published="2024-06-01")
    assert [e.historical for e in events] == [True, False]

"""Acts that are what they are by who does them or how they are asked for, and phrases as exact as their noun."""

from __future__ import annotations

import pytest

from dragoman.pipeline import document, draft_of


@pytest.mark.parametrize(
    ("text", "type", "mode", "cameo"),
    [
        # who does it
        ("Protesters torched a town hall in Bolivia.", "PROTEST", "riot", "145"),
        ("Chilean soldiers torched a town hall in Bolivia.", "ASSAULT", "destroy", "1712"),
        ("Greek protesters clashed with policemen in Athens.", "PROTEST", "riot", "145"),
        ("Greek police clashed with protesters in Athens.", "ASSAULT", "crowd-control", "175"),
        ("Greek police clashed with Albanian gunmen.", "ASSAULT", "firearms", "193"),
        ("Militants bombed a mosque in Pakistan.", "ASSAULT", "explosives", "183"),
        ("Ethiopia bombed a bridge in Eritrea.", "ASSAULT", "aerial", "195"),
        # as exact as the noun
        ("Jordan launched an air strike on a camp in Syria.", "ASSAULT", "aerial", "195"),
        ("Jordan launched an attack on a camp in Syria.", "ASSAULT", None, "190"),
        ("Two Somalis were killed in a Kenyan air strike.", "ASSAULT", "aerial", "195"),
        ("Two Somalis were killed in Kenyan shelling.", "ASSAULT", "heavy-weapons", "194"),
        # appeals and demands
        ("Malta asked Italy to send aid.", "REQUEST", "assist", "023"),
        ("Malta ordered Italy to send aid.", "REQUEST", "assist", "103"),
        ("Malta urged Italy to free the sailors.", "REQUEST", "yield", "0253"),
        ("Malta demanded that Italy free the sailors.", "REQUEST", "yield", "1053"),
        ("Malta sent its condolences to Italy.", "SUPPORT", None, "018"),
    ],
)
def test_act(text: str, type: str, mode: str | None, cameo: str) -> None:
    draft = draft_of(document(text))
    assert (type, mode, cameo) in [(e.type, e.mode, e.cameo) for e in draft.events]


def test_the_noun_of_a_phrase_is_no_event_beside_it() -> None:
    draft = draft_of(document("Workers went on strike in Greece."))
    assert {e.type for e in draft.events} == {"PROTEST"}

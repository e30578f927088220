"""Parties that stand further off than the frame of their act: scenes, joined states, announcers, those told they must."""

from __future__ import annotations

import pytest

from dragoman.draft import Draft
from dragoman.pipeline import document, draft_of

TOLD = [
    # under the object, or in the place where it is done
    ("The United States eased its restrictions on aid to Cuba.", "CONCEDE", {"USA"}, {"CUB"}),
    ("Japan gave 30 million dollars to fight hunger in Niger.", "AID", {"JPN"}, {"NER"}),
    ("Ethiopia withdrew most of its soldiers from Somalia.", "RETREAT", {"ETH"}, {"SOM"}),
    ("Peru vetoed a draft resolution of the African Union.", "REJECT", {"PER"}, {"African Union"}),
    ("Japan lifted the embargo imposed on Myanmar in 2003.", "CONCEDE", {"JPN"}, {"MMR"}),
    ("Peru rejected a complaint filed by Chile.", "REJECT", {"PER"}, {"CHL"}),
    # land, where the report does not name its state
    ("Turkey shelled villages near Afrin on Friday.", "ASSAULT", {"TUR"}, {"SYR"}),
    ("A Palestinian blew himself up at a bus station in Israel.", "ASSAULT", {"PSE"}, {"ISR"}),
    # where it was said, and by whom it is known, is nobody it is done to
    ("Emmanuel Macron blamed Greece on Twitter.", "ACCUSE", {"FRA"}, {"GRC"}),
    ("Iran called for talks with Oman, according to Kuwait.", "REQUEST", {"IRN"}, {"OMN"}),
    # names that wars and treaties bear; aims of what is supported
    ("Russia denounced the Kuwait war.", "ACCUSE", {"RUS"}, set()),
    ("Peru criticized the Paris agreement.", "ACCUSE", {"PER"}, set()),
    ("Chile supported sanctions against Iran.", "SUPPORT", {"CHL"}, set()),
    # names in the title of another
    ("Macron regretted Labour chairman Keir Starmer's decision to attack Peru.", "ASSAULT", {"GBR"}, {"PER"}),
    # who made what says it
    ("A report published by Norway accused Sudan of torture.", "ACCUSE", {"NOR"}, {"SDN"}),
    ("A study released on Monday in the Kenyan capital accused Somalia of fraud.", "ACCUSE", {"KEN"}, {"SOM"}),
    # the group that stands after a word for it, and on whom it was what it owns up to
    ("The al-Qaeda-linked group Boko Haram attacked a base in Chad.", "ASSAULT", {"NGA"}, {"TCD"}),
    ("Boko Haram claimed responsibility for the bombing of a church in Chad.", "CONCEDE", {"NGA"}, {"TCD"}),
    # joined before a mention
    ("Thai and Laotian diplomats met on Friday.", "CONSULT", {"THA", "LAO"}, set()),
    ("Armenia and Turkey's foreign ministers met on Friday.", "CONSULT", {"ARM", "TUR"}, set()),
    ("Barack Obama and Xi Jinping will meet in Lima to discuss trade", "CONSULT", {"USA", "CHN"}, set()),
    # who announces is who does it, unless another is named
    ("Norway announced the suspension of aid to Uganda.", "SANCTION", {"NOR"}, {"UGA"}),
    ("Norway announced the American suspension of aid to Uganda.", "SANCTION", {"USA"}, {"UGA"}),
    ("Rwandan troops stepped up attacks on Congolese soldiers.", "ASSAULT", {"RWA"}, {"COD"}),
    # must
    ("Estonia said on Friday that Russia must withdraw from Georgia.", "REQUEST", {"EST"}, {"RUS"}),
    ("“Iran has to stop,” said the German foreign minister, Heiko Maas.", "REQUEST", {"DEU"}, {"IRN"}),
    # who spares somebody turns nothing of his down
    ("Hungary refused to condemn Cuba.", "REJECT", {"HUN"}, set()),
    ("Kenya refused to meet Uganda.", "REJECT", {"KEN"}, {"UGA"}),
]
SILENT = [
    ("Macron said that France must spend more on schools.", "REQUEST"),  # his own country
    ("Estonia said on Friday that Russia must have known of it.", "REQUEST"),  # a guess
    ("Estonia asked on Friday whether Russia must withdraw.", "REQUEST"),
]


@pytest.mark.parametrize(("text", "type", "actor", "recipient"), TOLD)
def test_who_did_it_to_whom(text: str, type: str, actor: set[str], recipient: set[str]) -> None:
    assert (type, actor, recipient) in _told(draft_of(document(text)))


@pytest.mark.parametrize(("text", "type"), SILENT)
def test_what_is_no_such_act(text: str, type: str) -> None:
    assert type not in [t for t, _, _ in _told(draft_of(document(text)))]


@pytest.mark.parametrize(
    "words", ["Mali's army shelled a camp in northern Mali.", "Russia moved its fighters to the north."]
)
def test_what_is_done_at_home_or_with_ones_own_reaches_nobody(words: str) -> None:
    (told,) = _told(draft_of(document(words)))
    assert told[2] == set()


def test_a_state_named_by_its_land_alone_has_its_words() -> None:
    text = "Turkey shelled villages near Afrin on Friday."
    draft = draft_of(document(text))
    (syria,) = [e for e in draft.entities if e.country == "SYR"]
    assert [text[m.span.start : m.span.end] for m in syria.mentions] == ["Afrin"]


def test_a_state_that_nothing_is_done_to_is_no_entity() -> None:
    draft = draft_of(document("Emmanuel Macron spoke to reporters in Afrin on Friday."))
    assert [e.country for e in draft.entities] == ["FRA"]


def _told(draft: Draft) -> list[tuple[str, set[str], set[str]]]:
    names = {e.id: e.country or e.name.removeprefix("United Nations ") for e in draft.entities}
    return [(e.act, {names[i] for i in e.actor}, {names[i] for i in e.recipient}) for e in draft.events]

"""Parties that stand further off than the frame of their act: scenes, joined states, announcers, those told they must."""

from __future__ import annotations

import pytest

from dragoman.draft import Draft
from dragoman.pipeline import document, draft_of

TOLD = [
    # under the object, or in the place where it is done
    ("The United States eased its restrictions on aid to Cuba.", "CONCEDE", {"USA"}, {"CUB"}),
    ("Germany gave 30 million euros to fight hunger in Ethiopia.", "AID", {"DEU"}, {"ETH"}),
    ("Russia withdrew some of its troops from Georgia.", "RETREAT", {"RUS"}, {"GEO"}),
    ("Russia vetoed a draft resolution of the Security Council on Syria.", "REJECT", {"RUS"}, {"Security Council"}),
    ("Japan lifted the embargo imposed on Myanmar in 2003.", "CONCEDE", {"JPN"}, {"MMR"}),
    ("Peru rejected a complaint filed by Chile.", "REJECT", {"PER"}, {"CHL"}),
    # land, where the report does not name its state
    ("Turkey shelled villages near Afrin on Friday.", "ASSAULT", {"TUR"}, {"SYR"}),
    # joined before a mention
    ("British and French diplomats met on Friday.", "CONSULT", {"GBR", "FRA"}, set()),
    ("Armenia and Turkey's foreign ministers met on Friday.", "CONSULT", {"ARM", "TUR"}, set()),
    # who announces is who does it, unless another is named
    ("Denmark announced the suspension of aid to Egypt.", "SANCTION", {"DNK"}, {"EGY"}),
    ("Denmark announced the American suspension of aid to Egypt.", "SANCTION", {"USA"}, {"EGY"}),
    ("Rwandan troops stepped up attacks on Congolese soldiers.", "ASSAULT", {"RWA"}, {"COD"}),
    # must
    ("Estonia said on Friday that Russia must withdraw from Georgia.", "REQUEST", {"EST"}, {"RUS"}),
    ("“Iran has to stop,” said the German foreign minister, Heiko Maas.", "REQUEST", {"DEU"}, {"IRN"}),
]
SILENT = [
    ("Macron said that France must spend more on schools.", "REQUEST"),  # his own country
    ("Estonia said on Friday that Russia must have known of it.", "REQUEST"),  # a guess
    ("Estonia asked on Friday whether Russia must withdraw.", "REQUEST"),
    ("The army of Mali killed four in Mali on Friday.", "SANCTION"),
]


@pytest.mark.parametrize(("text", "type", "actor", "recipient"), TOLD)
def test_who_did_it_to_whom(text: str, type: str, actor: set[str], recipient: set[str]) -> None:
    assert (type, actor, recipient) in _told(draft_of(document(text)))


@pytest.mark.parametrize(("text", "type"), SILENT)
def test_what_is_no_such_act(text: str, type: str) -> None:
    assert type not in [t for t, _, _ in _told(draft_of(document(text)))]


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

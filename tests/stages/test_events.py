"""Who did what to whom: type, code and parties read off short reports."""

from __future__ import annotations

import pytest

from dragoman.draft import Draft
from dragoman.model import Event
from dragoman.pipeline import document, draft_of


def _read(text: str) -> Draft:
    draft = draft_of(document(text))
    assert not [p for p in draft.problems if p.stage in ("events", "modality", "check")], draft.problems
    return draft


def _told(draft: Draft, event: Event) -> tuple[str, str, str]:
    """Type, actors and recipients in words."""
    names = {e.id: e.country or e.name for e in draft.entities}
    sides = ["+".join(dict.fromkeys(names[i] for i in ids)) for ids in (event.actor, event.recipient)]
    return event.type, sides[0], sides[1]


ROLES = [
    ("Israel struck Iran on Friday.", ("ASSAULT", "ISR", "IRN")),
    ("Iran was struck by Israel on Friday.", ("ASSAULT", "ISR", "IRN")),
    ("Russia's Foreign Ministry condemned the American strikes.", ("ACCUSE", "RUS", "USA")),
    ("Turkey condemned the Israeli attack on Lebanon.", ("ACCUSE", "TUR", "ISR")),
    ("An attack by Pakistan on India killed four people.", ("ASSAULT", "PAK", "IND")),
    ("Ukraine launched a drone attack on Russia.", ("ASSAULT", "UKR", "RUS")),
    ("Ukraine came under a Russian missile attack.", ("ASSAULT", "RUS", "UKR")),
    ("Emmanuel Macron, who arrived in China on Monday, praised Xi Jinping.", ("CONSULT", "FRA", "CHN")),
    ("Vladimir Putin hosted Xi Jinping in Moscow.", ("CONSULT", "CHN", "RUS")),
    ("Iran and Saudi Arabia held talks in Baghdad.", ("CONSULT", "IRN+SAU", "")),
    ("Talks between Serbia and Kosovo resumed.", ("CONSULT", "SRB+XKX", "")),
    ("Moscow and Tehran have signed a partnership treaty.", ("SUPPORT", "RUS+IRN", "")),
    ("The European Union imposed sanctions on Belarus.", ("SANCTION", "European Union", "BLR")),
    ("Sanctions were imposed on Belarus by Canada.", ("SANCTION", "CAN", "BLR")),
    ("China urged Israel to withdraw from Lebanon.", ("REQUEST", "CHN", "ISR")),
    ("India demanded that Pakistan release an Indian pilot.", ("REQUEST", "IND", "PAK")),
    ("Iran threatened to attack Israel.", ("THREATEN", "IRN", "ISR")),
    ("Turkey refused to meet Syria.", ("REJECT", "TUR", "SYR")),
    ("Germany agreed to supply missiles to Ukraine.", ("AGREE", "DEU", "UKR")),
    ("Iran released Israeli hostages.", ("RETREAT", "IRN", "ISR")),
    ("Poland expelled Russian diplomats.", ("SANCTION", "POL", "RUS")),
    ("Hamas claimed responsibility for the attack on Israel.", ("ASSAULT", "PSE", "ISR")),
    ("Iran was blamed for the bombing in Argentina.", ("ASSAULT", "IRN", "ARG")),
    ("Ten Ukrainian soldiers were killed in Russian shelling of a village.", ("ASSAULT", "RUS", "UKR")),
    ("Nikki Haley attacked Donald Trump over the plan.", ("ACCUSE", "USA", "USA")),
]


@pytest.mark.parametrize(("text", "wanted"), ROLES)
def test_parties_stand_where_the_frame_says(text: str, wanted: tuple[str, str, str]) -> None:
    draft = _read(text)
    assert wanted in [_told(draft, e) for e in draft.events]


def test_nationals_bring_their_state() -> None:
    draft = _read("Israel thanked Qatar. Iran released Israeli hostages.")
    release = next(e for e in draft.events if e.type == "RETREAT")
    assert [draft.entity[i].kind for i in release.recipient] == ["group", "state"]


def test_a_deed_coordinated_with_an_order_is_its_giver_s() -> None:
    draft = _read("Russia ordered British diplomats to leave and closed a British school.")
    closing = next(e for e in draft.events if draft.text(e.trigger) == "closed")
    assert (_told(draft, closing), closing.status) == (("SANCTION", "RUS", "GBR"), "happened")


NOTHING = [
    "The company hit its sales target.",
    "The building was condemned by inspectors.",
    "The bank agreed to lend money to the bakery.",
    "Air traffic controllers in Italy are on strike.",
    "The visit was short.",
    "",
    "???",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_event_without_parties(text: str) -> None:
    assert _read(text).events == ()


def test_an_act_inside_a_demand_is_only_wished() -> None:
    draft = _read("Egypt urged Israel to halt its strikes on Lebanon.")
    assert [(e.type, e.mode, e.cameo) for e in draft.events if e.type == "REQUEST"] == [("REQUEST", "yield", "0256")]
    assert [(e.act, e.status) for e in draft.events if e.act == "RETREAT"] == [("RETREAT", "hypothetical")]


SEVERAL = [
    ("Jordan and Egypt quarrelled for years. Both sides signed a treaty in Cairo on Monday.", {"JOR", "EGY"}),
    ("Macron and Merz dined in Paris. The two leaders condemned Belarus.", {"FRA", "DEU"}),
    ("India and Nepal have long been at odds. Each accuses the other of aggression.", {"IND", "NPL"}),
]


@pytest.mark.parametrize(("text", "wanted"), SEVERAL)
def test_both_sides_are_those_last_named_together(text: str, wanted: set[str]) -> None:
    draft = _read(text)
    assert {draft.entity[i].country for i in draft.events[-1].actor} == wanted


def test_a_threat_that_names_nobody_is_its_speaker_s() -> None:
    draft = _read("There will be serious consequences for Syria, President Emmanuel Macron said.")
    threat = next(e for e in draft.events if e.type == "THREATEN")
    assert draft.entity[threat.actor[0]].name == "Emmanuel Macron"
    assert threat.status != "happened"


def test_what_was_done_is_no_threat_to_do_it() -> None:
    draft = _read("France took measures against Belarus on Monday.")
    assert not [e for e in draft.events if e.type == "THREATEN"]


def test_the_object_of_a_cancellation_did_not_take_place() -> None:
    draft = _read("Serbia called off talks with Kosovo.")
    assert [_told(draft, e) for e in draft.events] == [("REJECT", "SRB", "XKX")]


def test_a_nominal_that_takes_up_an_event_adds_evidence_not_an_event() -> None:
    draft = _read("Israel struck Iran on Friday. The Israeli strikes on Iran went on for an hour.")
    assaults = [e for e in draft.events if e.type == "ASSAULT"]
    assert len(assaults) == 1
    assert len(assaults[0].evidence) == 2


def test_a_guest_who_came_makes_the_meeting_a_visit() -> None:
    draft = _read("Vladimir Putin met Iranian Foreign Minister Abbas Araghchi, who came to Moscow. Russia hosted him.")
    meeting = next(e for e in draft.events if draft.text(e.trigger) == "met")
    assert (meeting.mode, meeting.cameo) == ("visit", "042")
    assert _told(draft, meeting) == ("CONSULT", "IRN", "RUS")


def test_who_denounces_a_bare_strike_accuses_its_author() -> None:
    draft = _read("The United States struck Iran. China denounced the strikes.")
    denial = next(e for e in draft.events if e.type == "ACCUSE")
    assert _told(draft, denial) == ("ACCUSE", "CHN", "USA")


def test_time_and_place_of_the_clause() -> None:
    draft = _read("Wang Yi met Sergei Lavrov in Geneva on Tuesday.")
    meeting = next(e for e in draft.events if e.type == "CONSULT")
    times = {t.id: draft.text(t.span) for t in draft.times}
    assert meeting.time is not None
    assert "Tuesday" in times[meeting.time]


def test_evidence_holds_the_trigger_and_ids_are_unique() -> None:
    draft = _read("\n\n".join(text for text, _ in ROLES))
    assert len(draft.events) > len(ROLES) / 2
    assert len({e.id for e in draft.events}) == len(draft.events)
    for event in draft.events:
        assert any(s.covers(event.trigger) for s in event.evidence)
        assert event.trigger.end <= len(draft.report.text)


@pytest.mark.parametrize(
    "text", ["Iran " * 3000, "“" * 500, "Iran attacked " * 400, "\u202eIran\u202c hit\x00 Israel."]
)
def test_hostile_text_passes(text: str) -> None:
    _read(text)


def test_opponents_of_a_president_are_not_he() -> None:
    draft = _read("Opponents of President Bashar Assad accused Russia of breaking the truce.")
    names = [draft.entity[i].name for e in draft.events if e.type == "ACCUSE" for i in e.actor]
    assert "Bashar Assad" not in names


def test_what_is_not_weighed_is_no_plan() -> None:
    draft = _read("Britain is not looking at military options against Iran, Jeremy Hunt said.")
    assert [(e.act, e.negated) for e in draft.events] == [("ASSAULT", True)]


def test_a_statement_that_was_not_won_condemned_nobody() -> None:
    draft = _read("Russia failed to win a statement condemning Georgia.")
    assert not [e for e in draft.events if e.type == "ACCUSE" and e.status == "happened" and not e.negated]


def test_two_countries_are_those_of_the_two_men_named_together() -> None:
    draft = _read("Vladimir Putin and Kim Jong Un met in Russia, not in North Korea. Both countries denied the report.")
    denial = next(e for e in draft.events if e.type == "REJECT")
    assert [draft.entity[i].name for i in denial.actor] == ["Russia", "North Korea"]


def test_a_verb_of_purpose_tells_no_second_meeting() -> None:
    draft = _read("Emmanuel Macron met Xi Jinping to discuss the trade between China and France.")
    assert [draft.text(e.trigger) for e in draft.events if e.act == "CONSULT"] == ["met"]


HOME_NEWS = (
    "The mayor of Springfield said the city would help residents who lost their homes. He promised a new school. "
    "The council rejected the plan last year, and parents asked officials to repair the roof. Teachers praised the "
    "project, which a local firm wants to finance. The mayor admitted that the work was late and urged patience. "
    "A lawyer for the parents said the city had agreed to pay for the lost furniture, and that the school would be "
    "ready before winter. The governor of the United States' largest state backed the idea."
)


def test_words_with_one_party_are_no_events_in_home_news() -> None:
    events = _read(HOME_NEWS).events
    assert not [e for e in events if len(e.actor) + len(e.recipient) < 2]

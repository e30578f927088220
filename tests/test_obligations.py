"""What moves a commitment, on nouns made by hand: no text and no parser."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from dragoman.errors import BadKnowledge
from dragoman.knowledge.obligations import load_obligations
from dragoman.knowledge.toml import DATA
from dragoman.model import Commitment, CommitmentKind, Entity, Event, Span, Timex
from dragoman.obligations import Moment, Setting, concerns, moved, side_of

KINDS = load_obligations(DATA).kinds
SIDES = {"rus": "RUS", "putin": "RUS", "irn": "IRN", "usa": "USA", "isr": "ISR", "hamas": "PSEREB", "qat": "QAT"}
DAYS = {
    "day1": Timex(id="day1", span=Span(0, 1), type="DATE", value="2025-06-01", start="2025-06-01", end="2025-06-01"),
    "day3": Timex(id="day3", span=Span(0, 1), type="DATE", value="2025-06-03", start="2025-06-03", end="2025-06-03"),
    "day5": Timex(id="day5", span=Span(0, 1), type="DATE", value="2025-06-05", start="2025-06-05", end="2025-06-05"),
}


def commitment(kind: str, force: str = "obliged", *, parties: str = "", bound: str = "", to: str = "") -> Commitment:
    return Commitment(
        id="c", evidence=(Span(100, 120),), rule="test", confidence=1.0, kind=kind, force=force,
        parties=tuple(parties.split()), bound=tuple(bound.split()), beneficiary=tuple(to.split()),
    )  # fmt: skip


def event(act: str, actor: str = "", recipient: str = "", at: int = 200, **more: Any) -> Event:
    return Event(
        id=f"{act}-{at}", evidence=(Span(at, at + 5),), rule="test", confidence=1.0, act=act, type=act, quad=1,
        score=0.0, actor=tuple(actor.split()), recipient=tuple(recipient.split()), trigger=Span(at, at + 5), **more,
    )  # fmt: skip


STRIKE = event("ASSAULT", "usa", "irn", at=10)
TREATY = {"parties": "rus irn", "bound": "rus irn"}

CASES = {
    "an outsider's attack triggers the duty to stay neutral": (
        commitment("neutrality", "forbidden", **TREATY), [STRIKE], "triggered"),
    "an attack on somebody else does not": (
        commitment("neutrality", "forbidden", **TREATY), [event("ASSAULT", "usa", "qat")], "standing"),
    "an attack that is only planned does not": (
        commitment("neutrality", "forbidden", **TREATY),
        [event("ASSAULT", "usa", "irn", status="planned")], "standing"),
    "an attack that is denied does not": (
        commitment("neutrality", "forbidden", **TREATY), [event("ASSAULT", "usa", "irn", negated=True)], "standing"),
    "help to the attacker breaches neutrality": (
        commitment("neutrality", "forbidden", **TREATY), [STRIKE, event("AID", "putin", "usa")], "breached"),
    "help to anybody else does not": (
        commitment("neutrality", "forbidden", **TREATY), [STRIKE, event("AID", "putin", "qat")], "triggered"),
    "parties that meet after an attack consult": (
        commitment("consultation", **TREATY), [STRIKE, event("CONSULT", "putin", "irn", at=50)], "fulfilled"),
    "without an attack a meeting answers nothing": (
        commitment("consultation", **TREATY), [event("CONSULT", "putin", "irn")], "standing"),
    "a meeting with others answers nothing": (
        commitment("consultation", **TREATY), [STRIKE, event("CONSULT", "putin", "qat")], "triggered"),
    "a meeting dated before the attack answers nothing": (
        commitment("consultation", **TREATY),
        [event("ASSAULT", "usa", "irn", at=10, time="day5"), event("CONSULT", "putin", "irn", time="day1")],
        "triggered"),
    "what is excluded is excluded whatever happens": (
        commitment("defense", "excluded", **TREATY), [STRIKE], "excluded"),
    "arms for the party attacked answer a duty of defense": (
        commitment("defense", **TREATY), [STRIKE, event("AID", "rus", "irn")], "fulfilled"),
    "a release after the promise keeps it": (
        commitment("release", "pledged", bound="hamas"), [event("RETREAT", "hamas", mode="release")], "fulfilled"),
    "a release told before the promise does not": (
        commitment("release", "pledged", bound="hamas"),
        [event("RETREAT", "hamas", mode="release", at=10)], "standing"),
    "a release told before but dated after does": (
        commitment("release", "pledged", bound="hamas"),
        [event("RETREAT", "hamas", mode="release", at=10, time="day5")], "fulfilled"),
    "somebody else's release does not": (
        commitment("release", "pledged", bound="hamas"), [event("RETREAT", "isr", mode="release")], "standing"),
    "the words of the promise itself keep nothing": (
        commitment("release", "pledged", bound="hamas"),
        [event("RETREAT", "hamas", mode="release", at=105)], "standing"),
    "aid to the one it was promised to": (
        commitment("aid", "pledged", bound="qat", to="hamas"), [event("AID", "qat", "hamas")], "fulfilled"),
    "aid to another": (
        commitment("aid", "pledged", bound="qat", to="hamas"), [event("AID", "qat", "isr")], "standing"),
    "doing what is forbidden is a breach": (
        commitment("withdrawal", "forbidden", bound="isr"), [event("RETREAT", "isr", mode="withdraw")], "breached"),
    "nobody breaches what was only asked of him": (
        commitment("nonaggression", "requested", parties="isr irn", bound="isr"), [event("ASSAULT", "isr", "irn")],
        "standing"),
    "what is permitted stays so": (
        commitment("withdrawal", "permitted", bound="isr"), [event("RETREAT", "isr", mode="withdraw")], "standing"),
    "an offer turned down lapses": (
        commitment("mediation", "offered", bound="qat", to="isr"), [event("REJECT", "isr", "qat")], "lapsed"),
    "fighting told after a truce, but not said to be later": (
        commitment("ceasefire", parties="isr hamas", bound="isr hamas"),
        [event("ASSAULT", "isr", "hamas")], "standing"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "events", "status"), CASES.values(), ids=CASES.keys())
def test_events_move_a_commitment(before: Commitment, events: list[Event], status: str) -> None:
    after = moved(before, events, Setting(SIDES, DAYS), KINDS, made=DAYS["day3"])
    assert after.status == status
    assert (after.history != ()) == (status in ("triggered", "fulfilled", "breached", "lapsed"))


def test_words_tell_that_fighting_breaks_a_truce() -> None:
    truce = commitment("ceasefire", parties="isr hamas", bound="isr hamas")
    fighting = event("ASSAULT", "isr", "hamas")
    unnamed = event("ASSAULT", at=300)
    for fact in (fighting, unnamed):
        assert moved(truce, [fact], Setting(SIDES, later={fact.id: True}), KINDS).status == "breached"
        assert moved(truce, [fact], Setting(SIDES, later={fact.id: False}), KINDS).status == "standing"
    by_others = event("ASSAULT", "usa", "irn")
    assert moved(truce, [by_others], Setting(SIDES, later={by_others.id: True}), KINDS).status == "standing"


@pytest.mark.parametrize(
    ("made", "fought", "status"), [(3, 4, "breached"), (7, 1, "breached"), (3, 2, "standing"), (3, 3, "standing")]
)
def test_weekdays_without_a_date_tell_the_order(made: int, fought: int, status: str) -> None:
    days = {str(n): Timex(id=str(n), span=Span(0, 1), type="DATE", value=f"XXXX-WXX-{n}") for n in (made, fought)}
    truce = commitment("ceasefire", parties="isr hamas", bound="isr hamas")
    fighting = event("ASSAULT", "isr", "hamas", time=str(fought))
    assert moved(truce, [fighting], Setting(SIDES, days), KINDS, made=days[str(made)]).status == status


def test_a_step_says_what_was_taken_for_what_and_whose_claim_it_is() -> None:
    neutral = commitment("neutrality", "forbidden", **TREATY)
    (told,) = moved(neutral, [STRIKE], Setting(SIDES), KINDS).history
    assert (told.status, told.event) == ("triggered", STRIKE.id)
    assert told.why == "appears to be an attack on a party"
    (claimed,) = moved(neutral, [event("ASSAULT", "usa", "irn", said_in="s1")], Setting(SIDES), KINDS).history
    assert "somebody says" in claimed.why


@pytest.mark.parametrize(
    ("known_to", "status"), [("2025-06-01", "standing"), ("2025-06-09", "lapsed"), (None, "standing")]
)
def test_a_deadline_passes(known_to: str | None, status: str) -> None:
    pledge = commitment("withdrawal", "pledged", bound="isr")
    assert moved(pledge, [], Setting(SIDES, known_to=known_to), KINDS, deadline="2025-06-05").status == status


@pytest.mark.parametrize(
    ("entity", "side"),
    [
        (Entity(id="1", name="Vladimir Putin", kind="person", country="RUS", sectors=("GOV",)), "RUS"),
        (Entity(id="2", name="Russia", kind="state", country="RUS"), "RUS"),
        (Entity(id="3", name="Hezbollah", kind="group", country="LBN", sectors=("REB",), code="LBNREB"), "LBNREB"),
        (Entity(id="4", name="United Nations", kind="organization", sectors=("IGO",), code="IGOUNO"), "IGOUNO"),
        (Entity(id="5", name="The Elders", kind="organization"), "the elders"),
    ],
)
def test_the_side_for_which_somebody_acts(entity: Entity, side: str) -> None:
    assert side_of(entity) == side


def test_every_kind_of_the_model_is_explained() -> None:
    assert list(KINDS) == list(get_args(CommitmentKind))
    assert all(k.means.endswith(".") and k.examples for k in KINDS.values())


def test_a_kind_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    for name in ("obligations.toml", "en/obligations.toml", "en/outcomes.toml"):
        (tmp_path / name).write_text((DATA / name).read_text("utf8").replace('"defense"', '"defence"'), "utf8")
    with pytest.raises(BadKnowledge, match=r"obligations\.toml"):
        load_obligations(tmp_path)


TOLD = Moment("2025-06-02", "2025-06-02")
ELSEWHERE = {
    "a promise is kept by a later event of another report": (
        commitment("release", "pledged", bound="hamas"), [event("RETREAT", "hamas", mode="release")],
        Moment("2025-06-04", "2025-06-05"), "fulfilled"),
    "what words stand before what in two texts tells nothing": (
        commitment("release", "pledged", bound="hamas"), [event("RETREAT", "hamas", mode="release", at=10)],
        Moment("2025-06-04", "2025-06-05"), "fulfilled"),
    "not by one that was before": (
        commitment("release", "pledged", bound="hamas"), [event("RETREAT", "hamas", mode="release")],
        Moment("2025-06-01", "2025-06-05"), "standing"),
    "not by one of the same day reported on the same day": (
        commitment("release", "pledged", bound="hamas"), [event("RETREAT", "hamas", mode="release")], TOLD, "standing"),
    "nor long after": (
        commitment("release", "pledged", bound="hamas"), [event("RETREAT", "hamas", mode="release")],
        Moment("2025-09-01", "2025-09-01"), "standing"),
    "a ceasefire is not broken on its first day": (
        commitment("ceasefire", "pledged", parties="isr hamas", bound="isr hamas"), [event("ASSAULT", "isr", "hamas")],
        Moment("2025-06-02", "2025-06-03"), "standing"),
    "but it is on the next": (
        commitment("ceasefire", "pledged", parties="isr hamas", bound="isr hamas"), [event("ASSAULT", "isr", "hamas")],
        Moment("2025-06-03", "2025-06-03"), "breached"),
    "an attack elsewhere triggers": (
        commitment("neutrality", "forbidden", **TREATY), [STRIKE], Moment("2025-06-22", "2025-06-22"), "triggered"),
    "an event of the commitment's own span in another text may": (
        commitment("neutrality", "forbidden", **TREATY), [event("ASSAULT", "usa", "irn", at=105)],
        Moment("2025-06-22", "2025-06-22"), "triggered"),
}  # fmt: skip


@pytest.mark.parametrize("case", ELSEWHERE)
def test_events_of_other_reports(case: str) -> None:
    promise, events, moment, status = ELSEWHERE[case]
    setting = Setting(sides=SIDES, elsewhere={e.id: moment for e in events}, given=TOLD)
    assert moved(promise, events, setting, KINDS).status == status
    assert concerns(events[0], promise, setting, KINDS)

"""Corrections made and undone, with the pointer and with keys; each reaches the archive."""

from __future__ import annotations

import pytest
from tests.desk.browser.stories import STRIKE

visiting = pytest.importorskip("tests.desk.browser.visiting", reason="left out: pip install playwright")
REPORT = STRIKE.report.id
EVENT = STRIKE.events[1].id
CARD = f".card[data-id='{EVENT}']"


def holding(desk: visiting.Desk) -> list[tuple[str, object]]:
    """What corrections of the event hold."""
    return [(c.field, c.value) for c in desk.archive.corrections(REPORT) if c.target == EVENT and not c.undone_at]


def test_wrong_and_undone_by_keys(visit: visiting.Visit, desk: visiting.Desk) -> None:
    page = visit.go(f"/reports/{REPORT}#claim-{EVENT.partition('/')[2].replace('/', '-').replace('.', '-')}")
    assert page.locator(f"{CARD}.in-hand").count()
    page.keyboard.press("w")
    page.locator(f"{CARD}.is-rejected").wait_for()
    assert holding(desk) == [("rejected", True)]
    assert page.locator(f"{CARD}.in-hand").count(), "it stays in hand"
    page.keyboard.press("u")
    page.locator(f"{CARD}:not(.is-rejected)").wait_for()
    assert not holding(desk)


def test_right_marks_the_text(visit: visiting.Visit, desk: visiting.Desk) -> None:
    page = visit.go(f"/reports/{REPORT}")
    page.locator(f"{CARD} button[value=right]").click()
    page.locator(f"{CARD}.is-confirmed").wait_for()
    assert holding(desk) == [("confidence", 1.0)]
    assert page.locator("article.text mark.is-corrected").count()
    page.locator(f"{CARD} [data-undo]").click()
    page.locator(f"{CARD}:not(.is-confirmed)").wait_for()
    assert not holding(desk)


def test_a_change_of_type_and_its_history(visit: visiting.Visit, desk: visiting.Desk) -> None:
    page = visit.go(f"/reports/{REPORT}")
    page.locator(f"{CARD} .correct summary").click()
    forms = page.locator(f"{CARD} .forms form.change")
    forms.locator("select[name=type]").select_option("REJECT")
    forms.locator("input[name=sure]").uncheck()
    forms.locator("input[name=note]").fill("no threat")
    forms.locator("button[type=submit]").click()
    page.locator(f"{CARD} .corrected").first.wait_for()
    assert ("type", "REJECT") in holding(desk)
    page.goto(page.url.partition("#")[0])
    history = page.locator(".history li", has_text="REJECT")
    assert "no threat" in history.inner_text()
    for left in range(len(holding(desk)), 0, -1):  # what follows from the type has changed with it
        assert page.locator(f"{CARD} [data-undo]").count() == left
        with page.expect_response("**/undo"):
            page.locator(f"{CARD} [data-undo]").first.click()
        page.wait_for_function(
            "([card, left]) => document.querySelectorAll(`${card} [data-undo]`).length === left", arg=[CARD, left - 1]
        )
    assert not holding(desk)


def test_review_goes_on_to_the_next_doubtful_claim_by_keys(visit: visiting.Visit, desk: visiting.Desk) -> None:
    page = visit.go("/review")
    first = page.locator(".card.in-hand").get_attribute("data-id")
    page.keyboard.press("n")
    page.wait_for_url("**page=2*")
    assert page.locator(".card.in-hand").get_attribute("data-id") != first
    page.keyboard.press("k")
    page.locator(f".card.in-hand[data-id='{first}']").wait_for()
    page.keyboard.press("r")
    page.locator(f".card.in-hand:not([data-id='{first}'])").wait_for()
    made = [c for c in desk.archive.corrections() if c.target == first and not c.undone_at]
    assert [(c.field, c.by) for c in made] == [("confidence", "Mina")]
    desk.archive.undo(made[0].number, by="Mina")

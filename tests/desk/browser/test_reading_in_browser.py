"""The report page: pointer and keys move from claim to claim, and the panel follows."""

from __future__ import annotations

import pytest
from tests.desk.browser.stories import LONG, VISIT

visiting = pytest.importorskip("tests.desk.browser.visiting", reason="left out: pip install playwright")
REPORT = f"/reports/{VISIT.report.id}"
IN_HAND = ".claims .card.in-hand"

IN_VIEW = """() => {
    const card = document.querySelector(".claims .card.in-hand").getBoundingClientRect();
    const panel = document.querySelector(".claims").getBoundingClientRect();
    return card.top >= panel.top - 1 && card.bottom <= panel.bottom + 1;
}"""


def name_of(claim: str) -> str:
    """How the page calls a claim: "event-19"."""
    return claim.partition("/")[2].replace("/", "-").replace(".", "-")


def test_keys_go_through_the_claims_in_the_order_of_the_text(visit: visiting.Visit) -> None:
    page = visit.go(REPORT)
    seen = []
    for _ in range(4):
        page.keyboard.press("j")
        seen.append(page.locator(IN_HAND).get_attribute("data-claim"))
        assert page.locator(f"article.text mark.on[data-claim='{seen[-1]}']").count()
    marks = page.locator("article.text mark[id]:not(.claim-entity)")
    assert seen == [marks.nth(n).get_attribute("data-claim") for n in range(4)]
    page.keyboard.press("k")
    assert page.locator(IN_HAND).get_attribute("data-claim") == seen[2]
    page.keyboard.press("Escape")
    assert not page.locator(IN_HAND).count()


def test_a_key_finds_the_doubtful_ones(visit: visiting.Visit) -> None:
    page = visit.go(REPORT)
    page.keyboard.press("n")
    assert page.locator(f"{IN_HAND}.is-doubtful").count() == 1


def test_the_address_leads_back_to_the_claim_in_hand(visit: visiting.Visit) -> None:
    page = visit.go(REPORT)
    page.keyboard.press("j")
    name = page.locator(IN_HAND).get_attribute("data-claim")
    visit.go("/reports")
    visit.go(f"{REPORT}#claim-{name}")
    assert page.locator(IN_HAND).get_attribute("data-claim") == name


def test_the_pointer_lights_a_claim_and_its_card(visit: visiting.Visit) -> None:
    page = visit.go(REPORT)
    claim = name_of(VISIT.commitments[0].id)
    page.locator(f"#at-{claim}").hover()
    assert page.locator(f"#claim-{claim}.on").is_visible()
    page.locator(f"#at-{claim}").click()
    page.mouse.move(0, 0)
    assert page.locator(f"#claim-{claim}.in-hand.on").is_visible()


def test_what_is_said_within_what_is_said_shows_whose_words_it_stands_in(visit: visiting.Visit) -> None:
    page = visit.go(REPORT)
    outer, inner = (name_of(VISIT.statements[n].id) for n in (1, 2))
    assert page.locator(f"mark[data-claim='{outer}'] mark[data-claim='{inner}']").count()
    page.locator(f"#at-{inner}").click()
    assert page.locator(f"mark.around[data-claim='{outer}']").count()
    grounds = "e => getComputedStyle(e).backgroundColor"
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    assert page.locator(f"#at-{outer}").evaluate(grounds) != page.locator(f"#at-{inner}").evaluate(grounds)


def test_kinds_are_told_apart_without_colour(visit: visiting.Visit) -> None:
    page = visit.go(REPORT)
    look = "e => { const s = getComputedStyle(e); return [s.backgroundImage.replace(/(rgba?|color)\\([^)]*\\)/g, 'c'), s.backgroundColor === 'rgba(0, 0, 0, 0)', s.textDecorationStyle].join() }"
    kinds = [
        "claim-event:not(.is-open, .is-negated)",
        "claim-event.is-open",
        "claim-event.is-negated",
        "claim-statement",
        "claim-position",
        "claim-commitment",
        "claim-entity",
    ]
    looks = {kind: page.locator(f"mark.{kind}").first.evaluate(look) for kind in kinds}
    assert len(set(looks.values())) == len(kinds), looks


def test_marks_can_be_hidden_kind_by_kind(visit: visiting.Visit) -> None:
    page = visit.go(REPORT)
    mark = page.locator("mark.claim-commitment").first
    image = "e => getComputedStyle(e).backgroundImage"
    assert "gradient" in mark.evaluate(image)
    page.locator("[data-show=commitment]").uncheck()
    assert "gradient" not in mark.evaluate(image)


@pytest.mark.parametrize("visit", [pytest.param((visiting.NARROW, "light"), id="narrow")], indirect=True)
def test_on_a_small_screen_the_claim_in_hand_lies_over_the_text(visit: visiting.Visit) -> None:
    page = visit.go(REPORT)
    page.locator(f"#at-{name_of(VISIT.commitments[0].id)}").click()
    box = page.locator(IN_HAND).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= page.viewport_size["height"]
    assert page.locator("article.text").is_visible()


def test_all_by_keyboard(visit: visiting.Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("Kremlin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Kremlin*")
    page.locator(".hit .title").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{REPORT}")
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    page.locator("article.text mark[tabindex]").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className").startswith("card")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_single_keys_can_be_turned_off(visit: visiting.Visit) -> None:
    page = visit.go(REPORT)
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert not page.locator(IN_HAND).count()


def test_the_panel_follows_far_into_a_long_report(visit: visiting.Visit) -> None:
    page = visit.go(f"/reports/{LONG.report.id}")
    marks = page.locator("article.text mark[id]:not(.claim-entity)")
    for n in (300, 20, 460):
        marks.nth(n).click()
        page.wait_for_function(IN_VIEW)

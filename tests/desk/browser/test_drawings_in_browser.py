"""Timeline, map and network: drawn from the archive, and a way into the lists."""

from __future__ import annotations

import pytest

visiting = pytest.importorskip("tests.desk.browser.visiting", reason="left out: pip install playwright")


def test_the_list_follows_the_timeline(visit: visiting.Visit) -> None:
    page = visit.go("/timeline")
    everything = page.locator(".line").count()
    assert page.locator(".bars rect.quad-4[height]").count()
    for _ in range(3):
        with page.expect_response("**/timeline?*"):
            page.get_by_role("button", name="Zoom in").click()
        page.locator("#timeline-chart svg").wait_for()
    assert page.locator("[name=since]").input_value()
    assert "since=" in page.url
    assert page.evaluate("document.activeElement.title") == "Zoom in", "the button keeps the focus"
    with page.expect_response("**/timeline?*"):
        page.get_by_role("button", name="All days").click()
    page.locator("#timeline-chart svg").wait_for()
    assert page.locator(".line").count() == everything


def test_filters_fetch_the_list_alone(visit: visiting.Visit) -> None:
    page = visit.go("/timeline")
    page.evaluate("window.same = true")
    page.locator(".choice-type summary").click()
    page.locator(".choice-type input[value=ASSAULT]").check()
    page.wait_for_url("**type=ASSAULT*")
    page.locator("#timeline-chart svg").wait_for()
    assert {code.inner_text() for code in page.locator(".line .code").all()} == {"ASSAULT"}
    assert page.locator(".choice-type .chosen").inner_text() == "ASSAULT"
    assert page.evaluate("window.same"), "the page itself stayed"


def test_a_cluster_opens_to_all_its_sources(visit: visiting.Visit) -> None:
    page = visit.go("/timeline?type=ASSAULT")
    page.locator(".line a.sources").first.click()
    page.wait_for_url("**/events/**")
    accounts = page.locator(".account")
    assert accounts.count() == 2
    left, right = (accounts.nth(n).bounding_box() for n in (0, 1))
    assert left["y"] == right["y"], "side by side"


def test_positions_over_time_have_a_row_for_each_holder(visit: visiting.Visit) -> None:
    page = visit.go("/positions")
    holders = {holder.inner_text() for holder in page.locator(".stand .what .actor:first-child").all()}
    rows = {name.text_content() for name in page.locator("#stances .row-name").all()}
    assert rows == holders == {"Vladimir Putin", "Emmanuel Macron"}
    assert page.locator("#stances g.stance-opposes text").text_content() == "−"


def test_fields_offer_names(visit: visiting.Visit) -> None:
    page = visit.go("/timeline")
    page.locator("[name=who]").press_sequentially("Isr")
    page.locator("#names option[value=Israel]").wait_for(state="attached")


def test_a_place_on_the_map_opens(visit: visiting.Visit) -> None:
    page = visit.go("/map")
    assert page.locator("#map path.land").count() > 150
    page.locator("#map circle.spot").last.click()
    page.wait_for_url("**/map?*place=*")
    page.locator("#map circle.spot").first.wait_for()  # drawn by a script once the page is there


def test_the_network_is_drawn(visit: visiting.Visit) -> None:
    page = visit.go("/network")
    ink = """() => [...document.querySelectorAll('#network canvas')].some(c =>
        c.width && c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v))"""
    page.wait_for_function(ink)
    page.get_by_role("button", name="Zoom in").click()

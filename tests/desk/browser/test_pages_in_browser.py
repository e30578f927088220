"""Every page, wide and narrow, light and dark: it opens, fits, complains of nothing, and has no serious fault of accessibility."""

from __future__ import annotations

import pytest
from tests.desk.browser.stories import STRIKE, VISIT

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="left out: pip install axe-playwright-python")
visiting = pytest.importorskip("tests.desk.browser.visiting", reason="left out: pip install playwright")

EVENT = STRIKE.events[0].id
PAGES = {
    "today": "/",
    "reports": "/reports",
    "report": f"/reports/{VISIT.report.id}",
    "claim": f"/reports/{EVENT}",
    "timeline": "/timeline",
    "event": f"/events/{EVENT.replace('/event/', '/')}",
    "who": "/who",
    "dossier": "/who/state/RUS",
    "between": "/between?a=Israel&b=Iran",
    "commitments": "/commitments",
    "positions": "/positions",
    "map": "/map",
    "network": "/network",
    "search": "/search?q=Iran",
    "review": "/review",
    "add": "/add",
}
LOOKS = [
    pytest.param((visiting.WIDE, "light"), id="wide-light"),
    pytest.param((visiting.NARROW, "dark"), id="narrow-dark"),
]


@pytest.mark.parametrize("visit", LOOKS, indirect=True)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_opens_and_fits_and_everybody_can_use_it(visit: visiting.Visit, path: str) -> None:
    page = visit.go(path)
    assert page.locator("h1").count() == 1
    assert page.locator("main h1").inner_text().strip()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert not serious_faults(page)


def test_a_serious_fault_would_be_found(visit: visiting.Visit) -> None:
    page = visit.go("/reports")
    page.evaluate("document.querySelector('main').append(document.createElement('select'))")
    assert serious_faults(page)


@pytest.mark.parametrize(
    "path", ["/timeline?type=PROTEST", "/search?q=zzzz", "/commitments?status=breached", "/map?since=2031-01-01"]
)
def test_where_nothing_is_found_it_says_what_to_do(visit: visiting.Visit, path: str) -> None:
    page = visit.go(path)
    assert page.locator("#list .empty a").count() >= 1


def test_pages_work_without_scripts(desk: visiting.Desk, browser: visiting.Browser) -> None:
    plain = visiting.Visit(desk, browser, java_script_enabled=False)
    page = plain.go("/timeline")
    page.fill("input[name=who]", "Israel")
    page.click("form.filters button[type=submit]")
    assert "who=Israel" in page.url
    assert page.locator(".line").count() >= 2
    plain.context.close()


def test_the_theme_is_the_readers(visit: visiting.Visit) -> None:
    page = visit.go("/")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark colours").click()
    dark = page.evaluate(ground)
    assert dark != light
    visit.go("/reports")
    assert page.evaluate(ground) == dark


def test_on_paper_there_are_no_controls(visit: visiting.Visit) -> None:
    page = visit.go(f"/reports/{VISIT.report.id}")
    page.emulate_media(media="print")
    assert not page.locator(".top nav, .find, .verdict, .legend, .foot").filter(visible=True).count()
    assert page.locator("article.text").is_visible()
    assert page.locator(".card").last.is_visible()


def serious_faults(page: visiting.Page) -> list[str]:
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]

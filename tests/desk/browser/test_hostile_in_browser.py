"""A report whose title, publisher, address and text attack whoever reads it. On no page does any of it come alive."""

from __future__ import annotations

import pytest
from tests.desk.browser.stories import HOSTILE

visiting = pytest.importorskip("tests.desk.browser.visiting", reason="left out: pip install playwright")
PATHS = ["/", "/reports", f"/reports/{HOSTILE.report.id}", f"/reports/{HOSTILE.statements[0].id}", "/timeline", "/search?q=hostile", "/who/state/UKR", f"/events/{HOSTILE.events[0].id.replace('/event/', '/')}"]  # fmt: skip
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_it_comes_alive(visit: visiting.Visit, path: str) -> None:
    page = visit.go(path)
    assert page.evaluate("window.hacked") is None
    assert not page.locator("main script, main img, main [onerror], a[href^='javascript' i]").count()
    text = page.locator("body").inner_text()
    assert "<script>" in text, "the page shows it, as text"
    assert not any(sign in text for sign in TURNING)
    assert "49" not in page.locator("main h1").inner_text()


def test_what_follows_keeps_its_direction(visit: visiting.Visit) -> None:
    page = visit.go("/reports")
    row = page.locator("tbody tr", has_text="Hostile")
    assert row.locator("bdi").count() >= 2
    cells = [cell.bounding_box()["x"] for cell in row.locator("td").all()]
    assert cells == sorted(cells)


def test_the_policy_forbids_what_is_not_ours(visit: visiting.Visit) -> None:
    page = visit.go("/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hacked = 1'}))"
    )
    assert page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in fault for fault in visit.faults)
    visit.faults.clear()

"""A file and a text given in the browser, by keys alone, and watched until they are in the archive."""

from __future__ import annotations

import pytest

visiting = pytest.importorskip("tests.desk.browser.visiting", reason="left out: pip install playwright")

FRENCH = "Le ministre des Affaires étrangères a rencontré son homologue iranien à Genève, selon un communiqué officiel."
PATIENCE = 120_000  # ms: another process loads all that reading needs


def test_what_is_given_is_watched_until_it_is_kept(visit: visiting.Visit, desk: visiting.Desk) -> None:
    before = desk.archive.stats().reports
    page = visit.go("/add")
    page.set_input_files("#files", [{"name": "genève.txt", "mimeType": "text/plain", "buffer": FRENCH.encode()}])
    page.locator("#text").focus()
    page.keyboard.type(f"{FRENCH} La réunion a duré deux heures.")
    page.keyboard.press("Tab")
    page.keyboard.type("Réunion à Genève")
    page.locator("form.giving > button").focus()
    page.keyboard.press("Enter")
    page.locator(".job").nth(1).wait_for()
    for job in page.locator(".job").all():
        job.locator(".fate-unread").wait_for(timeout=PATIENCE)
    assert page.locator(".job h3 bdi").all_inner_texts() == ["genève.txt", "Réunion à Genève"]
    assert desk.archive.stats().reports == before + 2
    page.reload()
    page.locator(".job-done").first.locator("a").first.click()
    page.get_by_text("La réunion a duré").or_(page.get_by_text("homologue iranien")).first.wait_for()
    page.go_back()
    page.locator("[id^=forget-]").first.focus()
    page.keyboard.press("Enter")
    page.locator(".job").nth(1).wait_for(state="detached")


def test_a_mistake_is_said_where_it_was_made(visit: visiting.Visit) -> None:
    page = visit.go("/add")
    page.locator("#addresses").fill("ftp://example.org/report")
    with page.expect_response("**/add"):
        page.locator("form.giving > button").click()
    assert "is no address of the web" in page.get_by_role("alert").inner_text()
    assert page.locator("#addresses").input_value() == "ftp://example.org/report"
    visit.faults.clear()  # the browser notes that the answer was a refusal (400), as it should be

"""Reports given on the page that adds: pasted, chosen or dropped, and watched while they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.desk.browser.stories import STRIKE, VISIT

visiting = pytest.importorskip("tests.desk.browser.visiting", reason="left out: pip install playwright")


def test_a_pasted_text_is_watched_until_it_is_read(visit: visiting.Visit, desk: visiting.Desk) -> None:
    page = visit.go("/add")
    desk.typist.may_go_on.clear()
    page.get_by_label("Text of one report").fill(VISIT.report.text)
    page.get_by_label("Title").fill("Pasted talks")
    page.get_by_role("button", name="Add", exact=True).click()
    job = page.locator("#jobs .job", has_text="Pasted talks")
    assert "is being read" in job.inner_text()
    page.evaluate("window.same = true")
    desk.typist.may_go_on.set()
    job.locator(".fate-known").wait_for()
    assert page.evaluate("window.same"), "it was seen without loading the page anew"
    job.locator(f"a[href='/reports/{VISIT.report.id}']").click()
    page.wait_for_url(f"**/reports/{VISIT.report.id}")


def test_what_cannot_be_read_is_told_by_name(visit: visiting.Visit, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STRIKE.report.text)
    (tmp_path / "bad.txt").write_text("nothing")
    page = visit.go("/add")
    page.locator("input[type=file]").set_input_files([tmp_path / "good.txt", tmp_path / "bad.txt"])
    page.get_by_role("button", name="Add", exact=True).click()
    job = page.locator("#jobs .job", has_text="good.txt")
    job.locator(".fate-failed").wait_for()
    assert "no report is in it" in job.locator(".failed", has_text="bad.txt").inner_text()
    assert job.locator(".fate-known").inner_text().startswith("1")


def test_files_dropped_anywhere_are_added(visit: visiting.Visit) -> None:
    page = visit.go("/add")
    page.evaluate(
        """text => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "dropped.txt", {type: "text/plain"}));
            document.querySelector("h1").dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true}));
        }""",
        STRIKE.report.text,
    )
    page.locator("#jobs .job", has_text="dropped.txt").locator(".fate-known").wait_for()

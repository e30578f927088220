"""A desk that is being served, and a visit to it in a browser that notes all that goes wrong."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Browser, Page
from tests.desk.browser.typist import Typist

from dragoman.keeping import Archive

WIDE, NARROW = (1280, 800), (390, 844)


class Desk(NamedTuple):
    """A desk that is being served."""

    address: str  # http://127.0.0.1:PORT
    archive: Archive
    typist: Typist


class Visit:
    """A page of the desk in a fresh browser, and all that went wrong in it."""

    def __init__(self, desk: Desk, browser: Browser, size: tuple[int, int] = WIDE, **how: object) -> None:
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **how)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)  # for machines with much else to do
        self.faults: list[str] = []
        self._address = desk.address
        self._draws = how.get("java_script_enabled", True)
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.faults.append(said.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        self.page.on("request", lambda request: self._watch(request.url))

    def go(self, path: str) -> Page:
        """Open a page; its scripts have run and its drawing is there."""
        answer = self.page.goto(self._address + path)
        if answer is not None:  # None: only the part behind the # has changed
            assert answer.status == 200, f"{path} answered {answer.status}"
        for drawing in self.page.locator("figure .canvas").all() if self._draws else ():
            drawing.locator("svg, canvas").first.wait_for(state="attached")
        return self.page

    def _watch(self, url: str) -> None:
        if not url.startswith((self._address, "data:")):
            self.faults.append(f"asked elsewhere: {url}")

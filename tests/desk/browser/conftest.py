"""A desk on a small archive, and Debian's Chromium to look at it. One of each serves all tests of this folder."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.desk.browser.stories import HOSTILE, LONG, SAME_STRIKE, STORY, VISIT
from tests.desk.browser.typist import Typist

from dragoman import open_archive
from dragoman.desk.settings import STATIC
from dragoman.keeping import Archive

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.desk.browser.visiting import Desk, Visit

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_LEFT_OUT = "left out: the desk in a browser. "


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk on an archive of a few reports whose records were made by hand, served on a free port."""
    if not (STATIC / "desk.js").is_file():
        pytest.skip(_LEFT_OUT + "Its scripts are not built: make scripts (needs Node 18 or later)")
    uvicorn = pytest.importorskip("uvicorn")
    from tests.desk.browser.visiting import Desk

    from dragoman.desk.app import desk as application
    from dragoman.desk.settings import Settings

    archive = open_archive(tmp_path_factory.mktemp("desk") / "archive.db")
    archive.keep([*STORY, HOSTILE])
    archive.link()
    archive.keep([LONG])
    archive.correct(f"{VISIT.events[0].id}", "type", "COOPERATE", by="Mina")
    archive.reject(SAME_STRIKE.events[1].id, by="Mina", note="no request")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    typist = Typist(archive)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Archive, "apart", lambda archive: typist)
        served = application(archive, Settings(port=port, by="Mina"))
    server = uvicorn.Server(uvicorn.Config(served, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the desk did not start"
        time.sleep(0.02)
    yield Desk(f"http://127.0.0.1:{port}", archive, typist)
    server.should_exit = True
    thread.join(timeout=10)
    archive.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason=_LEFT_OUT + "pip install playwright")
    if _CHROMIUM is None:
        pytest.skip(_LEFT_OUT + "No Chromium is found: apt-get install chromium")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=_CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(desk: Desk, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit; the test fails where the browser complained, a dialog opened, or anything was asked of another host."""
    from tests.desk.browser.visiting import WIDE, Visit

    size, scheme = getattr(request, "param", (WIDE, "light"))
    visit = Visit(desk, browser, size, color_scheme=scheme)
    yield visit
    visit.context.close()
    assert not visit.faults

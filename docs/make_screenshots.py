"""Makes docs/screenshots/: every page of the desk, on the two stories in examples/.

make scripts && python docs/make_screenshots.py            # needs Chromium: apt-get install chromium
"""

from __future__ import annotations

import io
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from dragoman import open_archive
from dragoman.desk.app import desk
from dragoman.desk.settings import Settings
from dragoman.keeping import Archive

HERE = Path(__file__).parent
STORIES = [HERE.parent / "examples" / name for name in ("story/reports.jsonl", "twelve_days.jsonl")]
SHOWN = HERE / "screenshots"
COLOURS = 256  # of a picture's palette: enough for pages, and a third of the bytes
DAYS = "/timeline?since=2025-06-12&until=2025-07-03"
WIDE, NARROW = (1280, 860), (390, 844)


class Shot(NamedTuple):
    """A picture of a page: its file, its address, and what is done before it is taken."""

    name: str
    path: str
    keys: str = ""
    theme: str = "light"
    size: tuple[int, int] = WIDE


def shots(archive: Archive) -> list[Shot]:
    """Every page in light colours and wide; some dark, some on a small screen."""
    talks = archive.search('"Araghchi" Kremlin', limit=1)[0].source.id
    meeting = archive.record(talks).events[0].id
    twice = next(link for link in archive.links() if link.kind == "same").claim.replace("/event/", "/")
    pages = {
        "today": "/", "reports": "/reports", "claim": f"/reports/{meeting}", "timeline": DAYS,
        "event": f"/events/{twice}", "who": "/who", "dossier": "/who/state/RUS", "between": "/between?a=Iran&b=Israel",
        "commitments": "/commitments", "positions": "/positions?since=2025-06-01", "map": "/map", "network": "/network",
        "search": "/search?q=ceasefire", "review": "/review", "add": "/add",
    }  # fmt: skip
    wide = [Shot(name, path) for name, path in pages.items()]
    report = f"/reports/{talks}"
    return [
        *wide,
        Shot("report", report, "jj"),
        Shot("keys", report, "?"),
        Shot("report-dark", report, "jj", "dark"),
        Shot("timeline-dark", DAYS, theme="dark"),
        Shot("network-dark", "/network", theme="dark"),
        Shot("report-small", report, "j", size=NARROW),
        Shot("today-small", "/", size=NARROW),
        Shot("commitments-small", "/commitments?status=breached", size=NARROW),
        Shot("timeline-small", DAYS, theme="dark", size=NARROW),
    ]


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("No Chromium is found: apt-get install chromium")
    SHOWN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_archive(Path(folder) / "story.db") as archive:
        archive.add(*STORIES)
        with served(archive) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium)
            for shot in shots(archive):
                picture = SHOWN / f"{shot.name}.png"
                picture.write_bytes(taken(browser, address, shot))
                print(f"{picture.stat().st_size / 1024:6.0f} KB  {picture.name}", file=sys.stderr)
            browser.close()


@contextmanager
def served(archive: Archive) -> Iterator[str]:
    """The desk on `archive`, at an address of its own while the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(desk(archive, Settings(port=port, by="Mina")), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


def taken(browser: Browser, address: str, shot: Shot) -> bytes:
    """The picture as PNG, with a small palette."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=shot.theme, reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    page.goto(address + shot.path)
    page.wait_for_load_state("networkidle")
    for key in shot.keys:
        page.keyboard.press(key)
    page.wait_for_timeout(200)  # for a drawing's last stroke
    png = page.screenshot()
    context.close()
    small = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, kmeans=1).save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    main()

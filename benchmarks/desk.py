"""How quick the desk is: an archive of 20,000 reports, ten readers at once on all pages, while reports are added.

    python -m benchmarks.desk                      # makes the archive once, in the user's cache
    python -m benchmarks.desk --records 2000       # a smaller one
    python -m benchmarks.desk --only timeline,who  # these pages only

Prints for each page the milliseconds of CPU that the server spends on it when nobody else asks, and the median and 95th
percentile of the time to the first byte with ten readers, who look at each page for a second before they open the next;
then the same with readers who never pause, which keeps the server busy without end and shows how much it can do. Last,
how many bytes of script a browser loads. The aims are 200 ms and 500 ms, and 350 KB. Times by the clock say little on a
machine that others use too; nothing here fails on one.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import dragoman
from benchmarks.archive import texts
from benchmarks.generated import generated
from benchmarks.speed import reports
from dragoman.archive import writing
from dragoman.archive.store import open_store

READERS = 10
ROUNDS = 2  # times that each reader opens each page
LOOKS = 1.0  # seconds that a reader looks at a page
ALONE = 10  # times that each page is asked for when nobody else asks
LINKED = 2_000  # reports, the last, that are linked with the others
LONG = 5_000  # words of the one long report
BATCH = 200
LONGEST = 60.0  # seconds that a page is waited for
MEDIAN, SLOW, SCRIPT = 200, 500, 350  # aims: ms, ms, KB
PLAIN = {"Accept-Encoding": "gzip"}


class Times(NamedTuple):
    """Milliseconds to the first byte of each answer, by page."""

    page: str
    first_byte: float
    status: int


def main() -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parser = argparse.ArgumentParser(description="Measure the desk.")
    parser.add_argument("--records", type=int, default=20_000, help="reports in the archive")
    parser.add_argument("--only", help="names of pages, with commas between")
    parser.add_argument("--no-adding", action="store_true", help="do not add reports meanwhile")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "desk.db"
        shutil.copyfile(archive_of(chosen.records), archive)  # what is added does not stay
        pages = {name: path for name, path in addresses(archive).items() if _wanted(name, chosen.only)}
        with serving(archive) as (port, server):
            alone(pages, port, server)
            with adding(archive, Path(folder), chosen.no_adding) as added:
                crowd(pages, port, LOOKS, server)
                crowd(pages, port, 0.0, server)
            print(f"added meanwhile: {added()} reports")
            scripts(port)


def archive_of(number: int) -> Path:
    """An archive of so many generated reports and one long one; made once, and kept in the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dragoman"
    path = cache / f"desk-{number}.db"
    if path.exists():
        return path
    cache.mkdir(parents=True, exist_ok=True)
    print(f"making {path}, which takes a while", file=sys.stderr)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    store = open_store(part)
    templates = [record for record in dragoman.read_many(texts()) if record.events]
    batch = []
    for n, record in enumerate(generated(templates, number), 1):
        batch.append(record)
        if n % BATCH == 0 or n == number:
            with store.writing() as connection:
                writing.put(connection, batch, dragoman.__version__)
            batch = []
            print(f"\r{n:,}", end="", file=sys.stderr, flush=True)
    store.close()
    with dragoman.open_archive(part) as archive:
        archive.keep([dragoman.read(long_text(), title="A long report", published="2025-12-01")])
        last = [record.source.id for record in archive.search(newest=True, limit=LINKED)]
        print(f"\n{archive.link(*last):,} links", file=sys.stderr)
    _settled(part)
    part.rename(path)
    return path


def long_text() -> str:
    """One text of `LONG` words."""
    words: list[str] = []
    paragraphs = []
    for paragraph in "\n\n".join(texts()).split("\n\n"):
        paragraphs.append(paragraph)
        words += paragraph.split()
        if len(words) >= LONG:
            break
    return "\n\n".join(paragraphs)


def addresses(path: Path) -> dict[str, str]:
    """Every page of docs/desk.md by a name, with what is asked of it: much of it about the most reported states."""
    with dragoman.open_archive(path) as archive:
        (long,) = [h.source.id for h in archive.search(since="2025-12-01", until="2025-12-01", limit=200)
                   if h.source.title == "A long report"]  # fmt: skip
        newest = archive.search(newest=True, limit=1)[0].source.id
        place = archive.timeline("USA", limit=1)[0]
    report, _, number = place.id.split("/")
    return {
        "today": "/",
        "reports": "/reports",
        "reports, page 40": "/reports?page=40",
        "report": f"/reports/{newest}",
        "report of 5,000 words": f"/reports/{long}",
        "claim": f"/reports/{report}/event/{number}",
        "timeline": "/timeline",
        "timeline, busy": "/timeline?who=USA",
        "timeline, busy, type": "/timeline?who=USA&type=SANCTION&since=2024-03-01&until=2024-05-31",
        "timeline, publisher": "/timeline?publisher=Agency+1",
        "timeline, page 20": "/timeline?who=USA&page=20",
        "event": f"/events/{report}/{number}",
        "who": "/who",
        "who, letters": "/who?q=ka",
        "dossier, busy": f"/who/{quote('state/USA', safe='')}",
        "dossier, quiet": f"/who/{quote('state/ISL', safe='')}",
        "between": "/between?a=USA&b=RUS",
        "commitments": "/commitments",
        "commitments, of one": "/commitments?who=USA&status=triggered",
        "positions": "/positions",
        "positions, on one": "/positions?on=Russia&stance=opposes",
        "positions, words": "/positions?on=treaty",
        "map": "/map",
        "network": "/network",
        "search, empty": "/search",
        "search, common word": "/search?q=minister",
        "search, facets": "/search?q=talks&actor=USA&type=CONSULT",
        "review": "/review",
        "add": "/add",
        "api: days": "/api/days",
        "api: days, one": "/api/days?who=USA",
        "api: places": "/api/places",
        "api: network": "/api/network",
        "api: actors": "/api/actors?q=pu",
        "api: timeline": "/api/timeline?who=USA&limit=200",
        "api: report": f"/api/reports/{newest}",
    }


@contextmanager
def serving(archive: Path) -> Iterator[tuple[int, int]]:
    """A desk on `archive`: its port and the number of its process."""
    port = 18_765
    command = [sys.executable, "-m", "dragoman", "desk", "--archive", str(archive), "--port", str(port), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield port, process.pid
        finally:
            process.terminate()


def alone(pages: dict[str, str], port: int, server: int) -> None:
    """What each page costs the server when nobody else asks; the first time and those after it."""
    print(f"{'page, one reader':28s} {'status':>6s} {'first':>8s} {'CPU ms':>8s} {'KB':>7s}")
    for name, path in pages.items():
        first = _cpu(server)
        status, size = asked(port, path)[1:]
        once = _cpu(server)
        for _ in range(ALONE):
            asked(port, path)
        again = (_cpu(server) - once) / ALONE
        print(f"{name:28s} {status:6d} {once - first:8.0f} {again:8.1f} {size / 1000:7.1f}", flush=True)


def crowd(pages: dict[str, str], port: int, looks: float, server: int) -> None:
    """Ten readers at once, each opening all pages in an order of its own and looking at each for `looks` seconds."""
    times: list[Times] = []
    readers = [threading.Thread(target=_read, args=(n, pages, port, looks, times)) for n in range(READERS)]
    start, cpu = time.perf_counter(), _cpu(server)
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    seconds, cpu = time.perf_counter() - start, (_cpu(server) - cpu) / 1000
    print(f"\n{READERS} readers, {looks:g} s a page: {len(times)} pages in {seconds:.0f} s, {cpu:.0f} s of CPU")
    print(f"{'page':28s} {'median':>8s} {'p95':>8s} ms   (aims {MEDIAN}, {SLOW})")
    for name in pages:
        _print_times(name, [t.first_byte for t in times if t.page == name])
    _print_times("all", [t.first_byte for t in times])
    if wrong := sorted({(t.page, t.status) for t in times if t.status != 200}):
        print("not answered:", ", ".join(f"{page} ({status})" for page, status in wrong))


def scripts(port: int) -> None:
    """Bytes of script that the pages load, packed as they go over the wire."""
    sizes: dict[str, int] = {}
    for page in ("/", "/timeline", "/map", "/network"):
        html = body(port, page).decode("utf-8", "replace")
        loaded = sorted(set(re.findall(r'<script[^>]* src="([^"]+)"', html)))
        sizes |= {path: asked(port, path)[2] for path in loaded if path not in sizes}
        print(f"script of {page:20s} {sum(sizes[path] for path in loaded) / 1000:8.1f} KB   (aim {SCRIPT})")
    print(f"{'all scripts together':30s} {sum(sizes.values()) / 1000:8.1f} KB")


@contextmanager
def adding(archive: Path, folder: Path, none: bool) -> Iterator[Callable[[], int]]:
    """Reports being added by another process; how many there are after it was stopped."""
    incoming = folder / "incoming"
    incoming.mkdir()
    for n in range(0 if none else 40):
        for m, text in enumerate(reports()):
            (incoming / f"{n:02}-{m:02}.txt").write_text(f"{text}\n\nEdition {n}.", "utf-8")
    with dragoman.open_archive(archive) as opened:
        before = opened.stats().reports
    command = [sys.executable, "-m", "dragoman", "add", str(incoming), "--archive", str(archive), "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        time.sleep(0 if none else 10)  # until it has loaded what it needs
        try:
            yield partial(_more_than, before, archive)
        finally:
            process.terminate()


def asked(port: int, path: str) -> tuple[float, int, int]:
    """Milliseconds to the first byte of what is at `path`, its status (0: none), and its bytes on the wire."""
    connection = HTTPConnection("localhost", port, timeout=LONGEST)
    start = time.perf_counter()
    try:
        connection.request("GET", path, headers=PLAIN)
        answer = connection.getresponse()
        answer.read(1)
        first = (time.perf_counter() - start) * 1000
        return first, answer.status, 1 + len(answer.read())
    except TimeoutError:
        return LONGEST * 1000, 0, 0
    finally:
        connection.close()


def body(port: int, path: str) -> bytes:
    """What is at `path`, unpacked."""
    connection = HTTPConnection("localhost", port, timeout=LONGEST)
    connection.request("GET", path)
    found = connection.getresponse().read()
    connection.close()
    return found


def _read(n: int, pages: dict[str, str], port: int, looks: float, times: list[Times]) -> None:
    dice = random.Random(n)
    time.sleep(looks * dice.random())  # they did not all come at the same moment
    for _ in range(ROUNDS):
        for name in dice.sample(sorted(pages), len(pages)):
            first, status, _ = asked(port, pages[name])
            times.append(Times(name, first, status))
            time.sleep(looks)


def _print_times(name: str, times: Sequence[float]) -> None:
    if times:
        slow = sorted(times)[min(int(0.95 * len(times)), len(times) - 1)]
        print(f"{name:28s} {statistics.median(times):8.0f} {slow:8.0f}")


def _cpu(process: int) -> float:
    """Milliseconds of CPU that a process has used so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            asked(port, "/")
            return
        except OSError:
            if process.poll() is not None:
                raise SystemExit("the desk did not start") from None
            time.sleep(0.1)
    raise SystemExit("the desk did not answer in a minute")


def _more_than(before: int, archive: Path) -> int:
    with dragoman.open_archive(archive) as opened:
        return opened.stats().reports - before


def _settled(path: Path) -> None:
    """Bring what is in the log into the file itself, so that it can be copied."""
    store = open_store(path)
    with store.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def _wanted(name: str, only: str | None) -> bool:
    return only is None or any(name.startswith(part.strip()) for part in only.split(","))


if __name__ == "__main__":
    main()

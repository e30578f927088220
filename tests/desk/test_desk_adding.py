"""Adding in the desk, over HTTP: what is given, how it is watched, stopped and tried again, and what is refused."""

from __future__ import annotations

import io
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.archives import event, report

import dragoman
from dragoman.adding import Order
from dragoman.adding_apart import Heard, Reading
from dragoman.archive.sources import Outcome
from dragoman.desk import adding, incoming, spool
from dragoman.desk.app import desk
from dragoman.desk.incoming import Incoming
from dragoman.desk.settings import Settings
from dragoman.errors import BadArchive
from dragoman.keeping import Archive

HOSTILE = '<img src=x onerror="alert(1)">\u202e'


class Clerk:
    """A worker that takes every file for one report, and reads only when it is let: what it was ordered, in order."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.texts: list[bytes] = []
        self.may_read = threading.Event()
        self.closed = 0
        self.fault: Exception | None = None

    def add(self, order: Order, heard: Heard, stop: Callable[[], bool]) -> None:
        self.orders.append(order)
        for number, path in enumerate(order.paths):
            heard(Reading(number))
            while not self.may_read.wait(0.01):
                if stop():
                    return
            if self.fault:
                raise self.fault
            if "bad" in path:
                heard(Outcome(path, "#2", "d", "failed", None, f"no report {HOSTILE}"))
                continue
            self.texts.append(Path(path).read_bytes() if "://" not in path else b"")
            heard(Outcome(path, "", "d", "added", f"{number:016x}"))

    def close(self) -> None:
        self.closed += 1


class Desk:
    """A desk, its clerk, and a browser without scripts."""

    def __init__(self, client: TestClient[Any], clerk: Clerk, folder: Path) -> None:
        self.client, self.clerk, self.folder = client, clerk, folder

    def page(self, path: str = "/add") -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def give(self, files: list[tuple[str, bytes]] = [], status: int = 303, **texts: str) -> str:  # noqa: B006
        data = {"_csrf_token": self.token(), "text": "", "addresses": ""} | texts
        given = [("files", (name, raw, "application/octet-stream")) for name, raw in files]
        answer = self.client.post("/add", data=data, files=given or [("files", ("", b""))], follow_redirects=False)
        assert answer.status_code == status, answer.text
        return answer.text

    def act(self, job: str, act: str, status: int = 303) -> str:
        data = {"_csrf_token": self.token()}
        answer = self.client.post(f"/add/{job}/{act}", data=data, follow_redirects=False)
        assert answer.status_code == status, answer.text
        return answer.text

    def token(self) -> str:
        return re.search(r'name="_csrf_token" value="([^"]+)"', self.page())[1]

    def jobs(self) -> list[dict[str, Any]]:
        return self.client.get("/api/add").json()["items"]

    def until(self, *states: str) -> list[dict[str, Any]]:
        """The jobs, when they are in these states, the latest first."""
        for _ in range(500):
            if [job["state"] for job in self.jobs()] == list(states):
                return self.jobs()
            time.sleep(0.01)
        raise AssertionError(f"not {states}: {self.jobs()}")

    def spooled(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("news.db.incoming/*/*"))


@pytest.fixture
def clerk(monkeypatch: pytest.MonkeyPatch) -> Clerk:
    made = Clerk()
    monkeypatch.setattr(Archive, "apart", lambda archive: made)
    return made


@pytest.fixture
def open_desk(tmp_path: Path, clerk: Clerk) -> Iterator[Desk]:
    with dragoman.open_archive(tmp_path / "news.db") as archive:
        archive.keep([report("Russia met Iran.", event("CONSULT", "Russia", "Iran", words="met"))])
        with TestClient(desk(archive, Settings()), base_url="http://localhost:8765") as client:  # type: ignore[arg-type]
            yield Desk(client, clerk, tmp_path)


def test_files_are_read_and_lead_to_their_reports(open_desk: Desk) -> None:
    open_desk.clerk.may_read.set()
    open_desk.give([("press.txt", b"Talks in Geneva."), (r"C:\talks\more.html", b"<p>More.")], published="2025-06-23")
    (job,) = open_desk.until("done")
    assert (job["name"], job["counts"]) == ("press.txt and 1 more", {"added": 2})
    (order,) = open_desk.clerk.orders
    assert [Path(path).name for path in order.paths] == ["press.txt", "more.html"]
    assert order.published == "2025-06-23"
    assert open_desk.clerk.texts == [b"Talks in Geneva.", b"<p>More."]
    page = open_desk.page()
    assert f'<a href="/reports/{0:016x}"><bdi>press.txt</bdi></a> added' in page
    assert "every 1s" not in page, "nothing changes any more"
    assert open_desk.spooled() == []


def test_a_pasted_text_keeps_what_is_known_of_it(open_desk: Desk) -> None:
    open_desk.clerk.may_read.set()
    text = "Iran’s minister\nsaid “no”."
    open_desk.give(text=text, title="No", publisher="Wire", url="https://example.org/1", published="2025-06-23")
    open_desk.until("done")
    assert open_desk.jobs()[0]["results"][0]["name"] == "No", "it is called by its title, not by the file it waited in"
    (line,) = open_desk.clerk.texts
    told = {"title": "No", "publisher": "Wire", "url": "https://example.org/1", "published": "2025-06-23"}
    assert json.loads(line) == {"text": text} | told


def test_addresses_are_fetched_by_whoever_reads(open_desk: Desk) -> None:
    open_desk.clerk.may_read.set()
    open_desk.give(addresses="https://example.org/a\n http://example.org/b  https://example.org/a")
    (job,) = open_desk.until("done")
    assert open_desk.clerk.orders[0].paths == ("https://example.org/a", "http://example.org/b")
    assert job["results"][0]["name"] == "https://example.org/a"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose files, paste a text or write an address."),
        ({"addresses": "/etc/passwd"}, "is no address of the web"),
        ({"addresses": "file:///etc/passwd"}, "is no address of the web"),
        ({"addresses": "-"}, "is no address of the web"),
        ({"addresses": " ".join(f"https://example.org/{n}" for n in range(21))}, "at most 20 at once"),
        ({"text": "Talks.", "published": "Monday"}, "is no day"),
        ({"text": "x" * 1_000_001}, "more than 1,000,000 characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_said_and_nothing_kept(open_desk: Desk, given: dict[str, str], said: str) -> None:
    page = open_desk.give(status=400, **given)
    assert said in page.replace("&#39;", "'")
    assert (open_desk.jobs(), open_desk.spooled()) == ([], [])


def test_what_was_written_stays_in_the_form_after_a_mistake(open_desk: Desk) -> None:
    page = open_desk.give(status=400, text=f"Talks {HOSTILE}", published="Monday", publisher="Wire")
    assert "Talks &lt;img" in page
    assert 'value="Wire"' in page


def test_too_many_files_are_refused(open_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "FILES", 2)
    assert "give at most 2 at once" in open_desk.give([(f"{n}.txt", b"x") for n in range(3)], status=400)


def test_too_large_a_request_is_refused(open_desk: Desk) -> None:
    headers = {"x-csrftoken": open_desk.token(), "content-length": str(adding.LARGEST + 1)}
    headers["content-type"] = "multipart/form-data; boundary=b"
    assert open_desk.client.post("/add", content=b"--b--", headers=headers).status_code == 413
    large = {"text": "x" * (4 * adding.LONGEST)}
    assert open_desk.client.post("/api/add", json=large).status_code == 413


def test_a_change_needs_the_token_of_the_page(open_desk: Desk) -> None:
    assert open_desk.client.post("/add", files=[("files", ("a.txt", b"x"))]).status_code == 403
    assert (
        open_desk.client.post("/api/add", json={"text": "x"}, headers={"origin": "https://evil.example"}).status_code
        == 403
    )
    assert open_desk.jobs() == []


def test_only_so_many_things_wait(open_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "WAITING", 1)
    open_desk.give(text="One.")
    open_desk.until("reading")
    open_desk.give(text="Two.")
    assert "wait to be read already" in open_desk.give(text="Three.", status=400)


def test_it_is_watched_while_it_is_read(open_desk: Desk) -> None:
    open_desk.give([("one.txt", b"1"), ("two.txt", b"2")])
    open_desk.give(text="Later.", title="Later")
    open_desk.until("waiting", "reading")
    for page in (open_desk.page(), open_desk.page("/add/jobs"), open_desk.page()):  # a reload sees the same
        assert "1 report begun" in page
        (again,) = re.findall(r'hx-get="(/add/jobs\?seen=\w+)" hx-trigger="every 1s"', page)
        assert open_desk.client.get(again).status_code == 204, "nothing has changed: nothing is put in its place"
        assert page.index("Later") < page.index("one.txt and 1 more")
    assert open_desk.page("/reports"), "readers go on"
    open_desk.clerk.may_read.set()
    open_desk.until("done", "done")
    assert len(open_desk.clerk.orders) == 2
    assert "two.txt" in open_desk.page(again)


def test_failures_are_told_and_can_be_tried_again(open_desk: Desk) -> None:
    open_desk.clerk.may_read.set()
    open_desk.give([("good.txt", b"1"), ("bad.txt", b"2")])
    (job,) = open_desk.until("done")
    assert job["counts"] == {"added": 1, "failed": 1}
    page = open_desk.page()
    assert "<bdi>bad.txt #2</bdi>: <bdi>no report &lt;img src=x" in page
    assert HOSTILE not in page
    assert "\u202e" not in page
    assert open_desk.spooled() == ["bad.txt"], "what failed is kept to be tried again"
    open_desk.act(job["id"], "retry")
    (again,) = open_desk.until("done")
    assert [Path(path).name for path in open_desk.clerk.orders[1].paths] == ["bad.txt"]
    open_desk.act(again["id"], "forget")
    assert (open_desk.jobs(), open_desk.spooled()) == ([], [])


def test_a_job_can_be_stopped(open_desk: Desk) -> None:
    open_desk.give([("one.txt", b"1")])
    open_desk.until("reading")
    open_desk.give([("two.txt", b"2")])
    second, first = open_desk.until("waiting", "reading")
    open_desk.act(second["id"], "stop")
    open_desk.act(first["id"], "stop")
    open_desk.until("stopped", "stopped")
    assert len(open_desk.clerk.orders) == 1
    assert open_desk.spooled() == []
    open_desk.act("0" * 12, "stop", status=404)
    open_desk.act(first["id"], "burn", status=404)


def test_what_breaks_off_says_why_and_the_next_job_is_read(open_desk: Desk) -> None:
    open_desk.clerk.may_read.set()
    open_desk.clerk.fault = BadArchive("there is no room left on the disk")
    open_desk.give([("one.txt", b"1")])
    (job,) = open_desk.until("broken")
    assert job["why"] == "there is no room left on the disk"
    assert "there is no room left on the disk" in open_desk.page()
    open_desk.clerk.fault = RuntimeError("secret")
    open_desk.give([("two.txt", b"1")])
    open_desk.until("broken", "broken")
    assert "secret" not in open_desk.page()
    open_desk.clerk.fault = None
    open_desk.act(job["id"], "retry")
    open_desk.until("done", "broken")


def test_a_script_gets_the_jobs_alone(open_desk: Desk) -> None:
    data = {"_csrf_token": open_desk.token(), "text": "Talks."}
    answer = open_desk.client.post("/add", data=data, files=[("files", ("", b""))], headers={"hx-request": "true"})
    assert answer.status_code in (200, 201)
    assert answer.text.lstrip().startswith('<section id="jobs"')


def test_programs_add_too(open_desk: Desk) -> None:
    open_desk.clerk.may_read.set()
    made = open_desk.client.post("/api/add", json={"text": "Talks.", "title": "T", "published": "2025-06-23"})
    assert made.status_code == 202
    (job,) = open_desk.until("done")
    assert open_desk.client.get(f"/api/add/{job['id']}").json()["counts"] == {"added": 1}
    open_desk.client.post("/api/add", json={"addresses": ["https://example.org/a"]})
    open_desk.until("done", "done")
    assert open_desk.client.delete(f"/api/add/{job['id']}").json()["state"] == "done"
    for wrong in ({}, {"text": "a", "addresses": ["https://e.org"]}, {"addresses": ["/etc/passwd"]}, {"path": "/etc"}):
        assert open_desk.client.post("/api/add", json=wrong).status_code == 400
    assert open_desk.client.get("/api/add/none").status_code == 404


def test_what_was_left_when_the_desk_was_stopped_is_read_the_next_time(tmp_path: Path, clerk: Clerk) -> None:
    with dragoman.open_archive(tmp_path / "news.db") as archive:
        queue = adding.incoming_of(archive)
        kept = queue.spool.keep("left.txt", io.BytesIO(b"Talks."))
        queue.put("left.txt", [kept])
        while not clerk.orders:
            time.sleep(0.01)
        queue.close()
        assert clerk.closed == 1
        assert Path(kept).exists()
        clerk.may_read.set()
        again = adding.incoming_of(archive)
        while again.jobs()[0].working:
            time.sleep(0.01)
        assert clerk.orders[1].paths == (kept,)
        again.close()
        assert not Path(kept).exists()


def test_nothing_outside_the_spool_is_removed(tmp_path: Path, clerk: Clerk) -> None:
    other = tmp_path / "other" / "file.txt"
    other.parent.mkdir()
    other.write_text("mine")
    made = Incoming(clerk, spool.Spool(tmp_path / "spool"))
    made.spool.remove([str(other), "https://example.org/a", str(tmp_path / "spool")])
    assert other.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("press.pdf", "press.pdf"), ("../../etc/passwd", "passwd"), (r"C:\My reports\a b.html", "a b.html"), ("..", "report"),
        ("\u202ea\x00b/\n.txt", "_.txt"), ("", "report"), ("2025-06-23 talks.txt", "2025-06-23 talks.txt"), ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)  # fmt: skip
def test_names_of_files_are_made_plain(given: str, kept: str) -> None:
    assert spool.plain_name(given) == kept


def test_where_files_wait() -> None:
    assert str(spool.spool_of("/data/news.db").folder) == "/data/news.db.incoming"
    one, other = (spool.spool_of(f"postgresql://u@h/{name}").folder for name in ("news", "more"))
    assert one.parent.name == "incoming"
    assert one != other, "what is given to one archive must not end up in another"

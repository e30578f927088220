"""Who may come in to the desk: hosts, tokens, where changes may come from, limits, and what browsers are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from litestar.testing import TestClient
from tests.desk.browser.stories import HOSTILE, VISIT
from tests.desk.visitor import HOME, Visitor, archive, visitor

from dragoman.desk.app import desk
from dragoman.desk.guarding import session_of
from dragoman.desk.settings import Settings
from dragoman.keeping import Archive

__all__ = ["archive", "visitor"]

TARGET = VISIT.events[0].id


@pytest.fixture
def stranger(archive: Archive) -> Iterator[TestClient]:
    """Somebody at a desk that others can reach, who has not given the token."""
    settings = Settings(host="0.0.0.0", token="open sesame", by="Mina", tries_a_minute=4)
    with TestClient(desk(archive, settings), base_url="http://desk.example:8765") as client:
        yield client


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8765", "localhost:9999", "", "127.0.0.1@evil.example"]
)
def test_another_name_for_this_machine_is_not_answered(visitor: Visitor, host: str) -> None:
    answer = visitor.client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Talks in the Kremlin" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765"])
def test_the_names_of_this_machine_are_answered(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused(visitor: Visitor, headers: dict[str, str]) -> None:
    token = visitor.token()
    sent = visitor.client.post(
        "/corrections", data={"target": TARGET, "verdict": "wrong", "_csrf_token": token}, headers=headers
    )
    told = {"target": TARGET, "field": "rejected", "value": True, "by": "Eve"}
    assert sent.status_code == 403
    assert visitor.client.post("/api/corrections", json=told, headers=headers).status_code == 403
    assert visitor.archive.corrections() == []


def test_a_form_without_its_token_is_refused(visitor: Visitor) -> None:
    visitor.page("/")
    for data in ({}, {"_csrf_token": "0" * 128}):
        assert (
            visitor.client.post("/corrections", data={"target": TARGET, "verdict": "wrong"} | data).status_code == 403
        )
    assert visitor.archive.corrections() == []


def test_the_json_interface_takes_json_alone(visitor: Visitor) -> None:
    """A form of another site could send anything but a JSON body."""
    told = {"target": TARGET, "field": "rejected", "value": "true", "by": "Eve"}
    for kind in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"):
        answer = visitor.client.post("/api/corrections", content=str(told).encode(), headers={"content-type": kind})
        assert answer.status_code in (400, 403, 415), kind
    assert visitor.archive.corrections() == []


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/reports?page=x", "/api/nowhere", "/static/nothing.js", "/api/reports", "/enter"]
)
def test_every_answer_tells_browsers_what_to_refuse(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path", ["/", "/reports", f"/reports/{VISIT.report.id}", "/add", "/timeline?format=csv", "/nowhere"]
)
def test_without_the_token_nothing_is_shown(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/enter?next=/")
    assert answer.text == ""


@pytest.mark.parametrize("path", ["/api/reports", "/api/schema/openapi.json", f"/api/reports/{VISIT.report.id}"])
def test_programs_without_the_token_are_told(stranger: TestClient, path: str) -> None:
    assert stranger.get(path).status_code == 401
    assert stranger.get(path, headers={"authorization": "Bearer open sesam"}).status_code == 401
    assert stranger.get(path, headers={"authorization": "Bearer open sesame"}).status_code == 200


def test_changes_without_the_token_are_refused(stranger: TestClient, archive: Archive) -> None:
    told = {"target": TARGET, "field": "rejected", "value": True, "by": "Eve"}
    assert stranger.post("/api/corrections", json=told).status_code == 401
    assert stranger.post("/corrections", data={"target": TARGET, "verdict": "wrong"}).status_code == 401
    assert archive.corrections() == []


def test_the_token_opens_the_door_and_leads_on(stranger: TestClient) -> None:
    door = stranger.get("/reports?publisher=Wire")
    assert 'type="password"' in door.text
    csrf = re.search(r'name="_csrf_token" value="(\w+)"', door.text)[1]
    wrong = stranger.post("/enter", data={"token": "sesame", "next": "/reports", "_csrf_token": csrf})
    assert wrong.status_code == 403
    assert "not the token" in wrong.text
    right = stranger.post(
        "/enter", data={"token": "open sesame", "next": "//evil.example", "_csrf_token": csrf}, follow_redirects=False
    )
    assert (right.status_code, right.headers["location"]) == (303, "/")
    cookie = right.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "sesame" not in cookie
    assert "Talks in the Kremlin" in stranger.get("/reports").text


def test_a_session_of_another_token_is_none(stranger: TestClient) -> None:
    stranger.cookies.set("dragoman", session_of("another"))
    assert stranger.get("/reports", follow_redirects=False).status_code == 303


def test_the_token_cannot_be_guessed_on_and_on(stranger: TestClient) -> None:
    csrf = re.search(r'name="_csrf_token" value="(\w+)"', stranger.get("/enter").text)[1]
    answers = [stranger.post("/enter", data={"token": str(n), "_csrf_token": csrf}).status_code for n in range(6)]
    assert answers == [403] * 4 + [429] * 2


def test_requests_and_changes_have_their_limits(archive: Archive) -> None:
    with TestClient(desk(archive, Settings(by="Mina", changes_a_minute=2)), base_url=HOME) as client:
        token = Visitor(client, archive).token()
        sent = [client.post("/name", data={"by": "Mina", "_csrf_token": token}).status_code for _ in range(3)]
        assert sent == [200, 200, 429]
        assert client.get("/reports").status_code == 200
    with TestClient(desk(archive, Settings(by="Mina", requests_a_minute=3)), base_url=HOME) as client:
        assert [client.get("/reports").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_what_is_too_large_is_not_read(visitor: Visitor) -> None:
    token = visitor.token()
    data = {"target": TARGET, "verdict": "wrong", "note": "x" * 1_100_000, "_csrf_token": token}
    assert visitor.client.post("/corrections", data=data).status_code == 413
    assert visitor.client.get(f"/reports?publisher={'x' * 5000}").status_code == 200
    assert visitor.archive.corrections() == []


@pytest.mark.parametrize(
    "path", ["/static/../settings.py", "/static/..%2fsettings.py", "/static/%2e%2e/app.py", "/static//etc/passwd"]
)
def test_no_other_file_is_served(visitor: Visitor, path: str) -> None:
    answer = visitor.client.get(path)
    assert answer.status_code == 404
    assert "Settings" not in answer.text


@pytest.mark.parametrize("path", [f"/reports/{HOSTILE.report.id}", "/reports", "/", "/timeline", "/search?q=Ukraine", "/reports?publisher=%3Cscript%3E", "/timeline?who=%3Cimg%20src=x%20onerror=alert(1)%3E", "/search?q=%22%3E%3Cscript%3E", "/who/%3Cscript%3E", "/<script>"])  # fmt: skip
def test_hostile_words_stay_words(visitor: Visitor, path: str) -> None:
    page = visitor.client.get(path).text
    for mark in (
        "<script>window",
        "<img",
        '<script>"',
        "</mark></p><script",
        'javascript:window.hacked=true"',
        "\u202e",
        "\u2066",
    ):
        assert mark not in page
    assert "49" not in re.findall(r"{{.*?}}|&lt;/script&gt;49", page)

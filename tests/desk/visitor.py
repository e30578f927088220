"""A visitor of the desk over HTTP, without a browser: on an archive of a few reports made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.browser.stories import HOSTILE, STORY

import dragoman
from dragoman.desk.app import desk
from dragoman.desk.settings import Settings
from dragoman.keeping import Archive

HOME = "http://127.0.0.1:8765"


class Visitor:
    """Somebody who looks at pages and sends forms."""

    def __init__(self, client: TestClient[Any], archive: Archive) -> None:
        self.client, self.archive = client, archive

    def page(self, path: str, status: int = 200, **headers: str) -> str:
        answer = self.client.get(path, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.text

    def json(self, path: str, status: int = 200) -> Any:
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text
        return answer.json()

    def send(self, path: str, status: int = 303, script: bool = False, **data: Any) -> Any:
        """Send a form as a browser does, or as the page's script does."""
        headers = {"hx-request": "true", "x-csrftoken": self.token()} if script else {}
        answer = self.client.post(
            path, data=data | ({} if script else {"_csrf_token": self.token()}), headers=headers, follow_redirects=False
        )
        assert answer.status_code == status, answer.text
        return answer

    def token(self) -> str:
        found = re.search(r'name="csrf-token" content="(\w+)"', self.page("/"))
        assert found
        return found[1]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with dragoman.open_archive(tmp_path / "news.db") as opened:
        opened.keep([*STORY, HOSTILE])
        opened.link()
        yield opened


@pytest.fixture
def visitor(archive: Archive) -> Iterator[Visitor]:
    with TestClient(desk(archive, Settings(by="Mina")), base_url=HOME) as client:
        yield Visitor(client, archive)


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who opens the desk on an archive without a report."""
    with (
        dragoman.open_archive(tmp_path / "empty.db") as opened,
        TestClient(desk(opened, Settings(by="Mina")), base_url=HOME) as client,
    ):
        yield Visitor(client, opened)

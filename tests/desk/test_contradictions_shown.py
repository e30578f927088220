"""Contradictions are between events or between statements; Today shows both."""

from __future__ import annotations

from pathlib import Path

import pytest
from litestar.testing import TestClient
from tests.desk.browser.stories import STORY

from dragoman import open_archive
from dragoman.answers import Contradiction
from dragoman.desk.app import desk
from dragoman.desk.settings import Settings
from dragoman.keeping import Archive


def test_denied_words_stand_beside_denied_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        archive.keep(STORY)
        (event, *_), (saying, other, *_) = archive.timeline("ISR"), archive.statements("RUS")
        found = [
            Contradiction(one=event, other=event, why="happened or did not", confidence=0.8, link=1),
            Contradiction(one=saying, other=other, why="these words are denied", confidence=0.7, link=2),
        ]
        monkeypatch.setattr(Archive, "contradictions", lambda archive, limit: found)
        with TestClient(desk(archive, Settings(port=80)), "http://127.0.0.1") as visitor:
            page = visitor.get("/").text
    assert "happened or did not" in page
    assert "these words are denied" in page
    assert saying.words in page

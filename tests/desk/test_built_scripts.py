"""The desk's scripts are built, not kept: the wheel has to contain them, and a desk without them has to say so."""

from __future__ import annotations

import tomllib
from pathlib import Path

from litestar.testing import TestClient

from dragoman import open_archive
from dragoman.desk.app import desk
from dragoman.desk.settings import STATIC, Settings

ROOT = Path(__file__).parents[2]


def test_the_wheel_contains_what_git_ignores() -> None:
    folder = STATIC.relative_to(ROOT).as_posix()
    assert f"{folder}/" in (ROOT / ".gitignore").read_text().splitlines()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert folder in settings["tool"]["hatch"]["build"]["artifacts"]


def test_a_desk_that_was_not_built_says_how(tmp_path: Path) -> None:
    settings = Settings(port=80, static=tmp_path)
    assert not settings.built
    with (
        open_archive(tmp_path / "archive.db") as archive,
        TestClient(desk(archive, settings), "http://127.0.0.1") as visitor,
    ):
        answer = visitor.get("/")
    assert answer.status_code == 200
    assert "make desk" in answer.text

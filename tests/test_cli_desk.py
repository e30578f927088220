"""The command that opens the desk: what it says, whom it lets in, what it needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import uvicorn
from litestar.testing import TestClient
from typer.testing import CliRunner

from dragoman import cli_desk
from dragoman.cli import app


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What would be served, instead of serving it."""
    seen: dict[str, Any] = {}

    def run(application: Any, **settings: Any) -> None:
        seen.update(settings)
        with TestClient(application, base_url=f"http://127.0.0.1:{settings['port']}") as client:
            seen["status"] = client.get("/", follow_redirects=False).status_code

    monkeypatch.setattr(uvicorn, "run", run)
    monkeypatch.setattr("dragoman.desk.counter.Counter.warm", lambda counter: None)
    return seen


def open_desk(folder: Path, *arguments: str) -> Any:
    return CliRunner().invoke(app, ["desk", "--archive", str(folder / "news.db"), "--no-open", *arguments])


def test_it_opens_on_this_machine_without_a_token(served: dict[str, Any], tmp_path: Path) -> None:
    result = open_desk(tmp_path)
    assert result.exit_code == 0, result.output
    assert (served["host"], served["port"], served["status"]) == ("127.0.0.1", 8765, 200)
    assert "http://127.0.0.1:8765/" in result.stderr
    assert "token" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "desk.example"])
def test_on_any_other_address_a_token_is_made_up_and_demanded(
    served: dict[str, Any], tmp_path: Path, host: str
) -> None:
    result = open_desk(tmp_path, "--host", host)
    assert served["status"] == 303
    token = result.stderr.partition("with the token ")[2].split()[0]
    assert len(token) > 16
    assert "unencrypted" in result.stderr


def test_a_token_is_demanded_here_too_where_one_is_given(served: dict[str, Any], tmp_path: Path) -> None:
    result = open_desk(tmp_path, "--token", "open sesame")
    assert served["status"] == 303
    assert "sesame" not in result.stderr


def test_without_its_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cli_desk, "find_spec", lambda name: None if name == "litestar" else object())
    result = open_desk(tmp_path)
    assert result.exit_code == 1
    assert "litestar" in result.stderr
    assert "pip install 'dragoman[desk]'" in result.stderr
    assert not (tmp_path / "news.db").exists()

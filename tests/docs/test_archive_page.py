"""docs/archive.md names every command and status, and the figures and names in it are real."""

from pathlib import Path
from typing import get_args

import pytest

from dragoman import cli_archive, cli_asking
from dragoman.archive.sources import Fate
from dragoman.keeping import Archive

PAGE = (Path(__file__).parents[2] / "docs/archive.md").read_text(encoding="utf-8")
COMMANDS = [command.__name__ for command, _ in (*cli_archive.COMMANDS, *cli_asking.COMMANDS)]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_there(command: str) -> None:
    assert f"`{command}" in PAGE or f"dragoman {command}" in PAGE


@pytest.mark.parametrize("command", [command.name for command in cli_archive.correct.registered_commands])
def test_each_correction_is_there(command: str) -> None:
    assert f"dragoman correct {command}" in PAGE


def test_each_status_is_there() -> None:
    assert set(cli_archive._WORDS) == set(get_args(Fate))
    assert [words for words in cli_archive._WORDS.values() if f"| {words} |" not in PAGE] == []


@pytest.mark.parametrize("method", ["add", "between", "timeline", "frame", "keep", "records"])
def test_what_is_called_is_there(method: str) -> None:
    assert f"archive.{method}(" in PAGE
    assert callable(getattr(Archive, method))

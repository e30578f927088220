"""Adding in a process of its own: what is told of it, how it is stopped, and what its death does."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import open_archive
from dragoman.adding import Order
from dragoman.adding_apart import Apart, Reading
from dragoman.archive.sources import Outcome
from dragoman.errors import BadArchive

TEXTS = [  # of other languages: kept, but not read, which is quick
    "Le ministre des Affaires étrangères a rencontré son homologue iranien à Genève, selon un communiqué du ministère.",
    "Der Außenminister hat seinen iranischen Kollegen in Genf getroffen, wie das Ministerium am Montag mitteilte.",
    "El ministro de Asuntos Exteriores se reunió con su homólogo iraní en Ginebra, según informó el ministerio.",
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("texts")
    paths = [folder / f"{n}.txt" for n in range(len(TEXTS))]
    for path, text in zip(paths, TEXTS, strict=True):
        path.write_text(text)
    return list(map(str, paths))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("archive") / "news.db")


@pytest.fixture(scope="module")
def apart(place: str) -> Iterator[Apart]:
    """One for all tests: it takes seconds to start."""
    made = Apart(place)
    yield made
    made.close()


def added(apart: Apart, *paths: str) -> list[Outcome | Reading]:
    told: list[Outcome | Reading] = []
    apart.add(Order(paths=paths), told.append, lambda: False)
    return told


def test_it_stops_when_it_is_told(apart: Apart, files: list[str]) -> None:
    told: list[Outcome | Reading] = []
    apart.add(Order(paths=tuple(files)), told.append, lambda: True)
    assert len([one for one in told if isinstance(one, Outcome)]) < 3


def test_it_tells_of_each_report_when_it_is_kept(apart: Apart, place: str, files: list[str]) -> None:
    process = apart._process.pid
    outcomes = [one for one in added(apart, *files, files[0] + "x") if isinstance(one, Outcome)]
    assert {one.fate for one in outcomes} <= {"unread", "known", "failed"}
    assert sorted(Path(one.path).name for one in outcomes) == ["0.txt", "0.txtx", "1.txt", "2.txt"]
    assert [one.message for one in outcomes if one.fate == "failed"] == ["no such file"]
    assert [one.fate for one in added(apart, files[0])] == ["known"]
    with open_archive(place) as archive:
        assert archive.stats().reports == 3
    assert apart._process.pid == process, "the process is kept for the next order"
    assert process != os.getpid()


def test_the_death_of_the_process_is_said_and_the_next_order_would_have_a_new_one(
    apart: Apart, files: list[str]
) -> None:
    process = apart._process.pid

    def kill() -> bool:
        os.kill(process, signal.SIGKILL)
        return False

    with pytest.raises(BadArchive, match="died"):
        apart.add(Order(paths=tuple(files)), lambda told: None, kill)
    assert apart._process is None


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_text("this is no archive at all")
    apart = Apart(str(tmp_path / "other.db"))
    with pytest.raises(BadArchive, match="is not an archive"):
        added(apart, "none.txt")
    apart.close()
    apart.close()

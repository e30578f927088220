"""Classes of words and offices that names are read by: complete, in lower case, with what they promise."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from dragoman.errors import BadKnowledge
from dragoman.knowledge import load
from dragoman.knowledge.names import sounding
from dragoman.knowledge.toml import DATA
from dragoman.knowledge.word_classes import load_reading_words


def test_no_class_is_empty_and_all_words_are_in_lower_case() -> None:
    for part in (load().name_words, load().reading_words):
        for words in dataclasses.astuple(part):
            assert words
            assert all(word == word.lower() for word in words)


def test_a_class_nobody_asks_for_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    shutil.copy(DATA / "en/readings.toml", tmp_path / "en")
    with (tmp_path / "en/readings.toml").open("a") as file:
        file.write('[[words]]\nkey = "ships"\nwords = ["brig"]\nexamples = ["A brig."]\nsource = "authors"\n')
    with pytest.raises(BadKnowledge, match="ships"):
        load_reading_words(tmp_path)


def test_offices_answer_to_one_another() -> None:
    offices = load().actors.offices
    assert "secretary of state" in offices.answering("foreign minister")
    assert "chancellor" in offices.meant("prime minister")
    assert offices.meant("chancellor") == ("chancellor",)  # the British one is no prime minister
    assert offices.loose("leader", "strongman")


SAME = [
    ("Schewardnadse", "Shevardnadze"),
    ("Tschernomyrdin", "Chernomyrdin"),
    ("Poroschenko", "Poroshenko"),
    ("Gorbatschow", "Gorbachov"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_romanisations_sound_alike(one: str, other: str) -> None:
    assert sounding(one) == sounding(other)


def test_different_names_sound_different() -> None:
    names = ("Yeltsin", "Putin", "Shevardnadze", "Shevchenko", "Kuchma", "Kravchuk", "Lukin", "Lukashenko")
    assert len({sounding(name) for name in names}) == len(names)

"""What happenings are called: each block holds the words of its examples, and a word is known in any form."""

import re

import pytest

from dragoman.knowledge import load
from dragoman.knowledge.happenings import Happening, load_happenings
from dragoman.knowledge.toml import DATA

KNOWN = load_happenings(DATA)


@pytest.mark.parametrize("block", KNOWN.blocks.values(), ids=lambda block: block.key)
def test_examples_name_the_event_twice(block: Happening) -> None:
    for example in block.examples:
        words = re.findall(r"[a-z]+", example.casefold())
        assert len([word for word in words if block.key in KNOWN.kinds(word)]) > 1


def test_acts_are_those_of_the_codebook() -> None:
    assert {act for block in KNOWN.blocks.values() for act in block.acts} <= set(load().codebook.types)


@pytest.mark.parametrize(
    ("one", "other", "akin"),
    [
        ("struck", "strikes", True),
        ("expelled", "expulsion", True),
        ("agreement", "agreeing", True),
        ("flew", "flight", True),
        ("withdrawal", "withdrew", True),
        ("denying", "denial", True),
        ("dying", "deaths", True),
        ("strike", "attack", False),
        ("visit", "mission", False),
        ("zelkova", "zelkova", True),
    ],
)
def test_families(one: str, other: str, akin: bool) -> None:
    assert bool(KNOWN.roots(one) & KNOWN.roots(other)) is akin


@pytest.mark.parametrize(("word", "kind"), [("raids", "attack"), ("accord", "agreement"), ("arrived", "visit")])
def test_kinds(word: str, kind: str) -> None:
    assert kind in KNOWN.kinds(word)

"""How far words of mood reach: acts in context, each with its status and negation (acts_in_context.txt)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import knowledge
from dragoman.model import Span
from dragoman.pipeline import document, draft_of
from dragoman.stages.coding.circumstances import time_of
from dragoman.stages.modality import is_history
from dragoman.stages.outlook import outlook

LINES = (Path(__file__).parent / "acts_in_context.txt").read_text("utf-8").splitlines()
ACTS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("expected", "text"), ACTS)
def test_each_act_gets_its_status(expected: str, text: str) -> None:
    before, act, _ = text.split("|")
    draft = draft_of(document(text.replace("|", "")))
    word = draft.syntax.head_of(Span(len(before), len(before) + len(act)))
    assert word is not None
    mood = outlook(draft, knowledge.load(), word)
    assert f"{'not ' if mood.negates else ''}{mood.status or 'happened'}" == expected


HISTORY = [
    ("Thirty years after Danish ships mined the strait, divers cleared it.", "mined", True),
    ("Thirty days after Danish ships mined the strait, divers cleared it.", "mined", False),
    ("They have not spoken since 1990, when Danish ships mined the strait.", "mined", True),
    ("The crew surrendered in 1990 after mining the strait.", "mining", True),
    ("Oslo did not protest when Danish ships mined the strait in 1990.", "protest", True),
    ("Danish ships mined the strait on Monday.", "mined", False),
]


@pytest.mark.parametrize(("text", "act", "expected"), HISTORY)
def test_what_lies_years_back_is_history(text: str, act: str, expected: bool) -> None:
    draft = draft_of(document(text, published="2020-06-01"))
    start = text.index(act)
    word = draft.syntax.head_of(Span(start, start + len(act)))
    assert word is not None
    assert is_history(draft, time_of(draft, (word.i, word.i), word.span), word) is expected

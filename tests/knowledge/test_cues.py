"""The cue lexicon: every entry fires on its examples and keeps still on its counterexamples."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest

from dragoman.draft import Draft
from dragoman.errors import BadKnowledge
from dragoman.knowledge import load
from dragoman.knowledge.cues import Act, Cue, key_of, load_cues
from dragoman.pipeline import document
from dragoman.stages.attribution import find
from dragoman.stages.parse import parse
from dragoman.stages.segment import segment

ENTRIES = load().cues.entries


@cache
def fired(field: str) -> dict[int, set[str]]:
    """Paragraph number -> rules that fired there; all sentences of a kind make one report, a paragraph each."""
    knowledge = load()
    sentences = [s for e in ENTRIES for s in getattr(e, field)]
    draft = parse(segment(Draft(report=document("\n\n".join(sentences))), knowledge), knowledge)
    assert len(draft.paragraphs) == len(sentences)
    rules: dict[int, set[str]] = {n: set() for n in range(len(sentences))}
    for attribution in find(draft, knowledge.cues):
        start = attribution.cue[0].start
        rules[next(n for n, p in enumerate(draft.paragraphs) if p.start <= start < p.end)].add(attribution.rule)
    return rules


def numbered(field: str) -> list[tuple[int, Cue, str]]:
    pairs = [(e, s) for e in ENTRIES for s in getattr(e, field)]
    return [(n, entry, sentence) for n, (entry, sentence) in enumerate(pairs)]


@pytest.mark.parametrize(("number", "entry", "sentence"), numbered("examples"))
def test_examples_fire(number: int, entry: Cue, sentence: str) -> None:
    assert key_of(entry) in fired("examples")[number], sentence


@pytest.mark.parametrize(("number", "entry", "sentence"), numbered("counterexamples"))
def test_counterexamples_do_not_fire(number: int, entry: Cue, sentence: str) -> None:
    assert key_of(entry) not in fired("counterexamples")[number], sentence


def test_every_entry_is_sourced_and_shown() -> None:
    assert len(ENTRIES) >= 250
    assert all(e.examples and e.source and e.act in get_args(Act) for e in ENTRIES)


def test_entries_are_in_order() -> None:
    for pos in ("verb", "noun", "preposition"):
        words = [e.words for e in ENTRIES if e.pos == pos]
        assert words == sorted(words)


def test_a_wrong_entry_is_named(tmp_path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "cues.toml").write_text(
        'carriers = []\ndocuments = []\n[[cue]]\nwords = "say"\nframe = "clause"\n'
    )
    with pytest.raises(BadKnowledge, match=r"cues\.toml"):
        load_cues(tmp_path)

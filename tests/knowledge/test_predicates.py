"""Every entry of the event lexicon proves itself: its examples fire it, its counterexamples do not."""

from __future__ import annotations

import pytest

from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.knowledge.predicates import Entry
from dragoman.pipeline import document
from dragoman.stages.coding import complements, triggers
from dragoman.stages.coding.parties import standing
from dragoman.stages.coding.scenes import scenes
from dragoman.stages.entities import entities
from dragoman.stages.mentions import mentions
from dragoman.stages.parse import parse
from dragoman.stages.places import places
from dragoman.stages.segment import segment

KNOWN = knowledge.load()
TYPES = sorted(KNOWN.codebook.types)


def _fired(texts: list[str]) -> list[set[str]]:
    """The rules that fire in each text; all are read as the paragraphs of one report, to pay for the parser once."""
    draft = Draft(report=document("\n\n".join(texts)))
    for stage in (segment, parse, mentions, entities, places):
        draft = stage(draft, KNOWN)
    hits = triggers.find(draft.syntax, KNOWN.predicates, standing(draft))
    found = scenes(draft, KNOWN, complements.absorb(draft.syntax, KNOWN.codebook, hits))
    rules: list[set[str]] = []
    start = 0
    for text in texts:
        rules.append({s.rule for s in found if start <= s.trigger.start < start + len(text)})
        start += len(text) + 2
    return rules


def _entries(type: str) -> list[Entry]:
    return [e for e in KNOWN.predicates.entries if e.type == type]


@pytest.mark.parametrize("type", TYPES)
def test_examples_fire_their_entry_and_counterexamples_do_not(type: str) -> None:
    cases = [(e.rule, text, True) for e in _entries(type) for text in e.predicate.examples]
    cases += [(e.rule, text, False) for e in _entries(type) for text in e.predicate.counterexamples]
    wrong: list[str] = []
    for (rule, text, wanted), fired in zip(cases, _fired([text for _, text, _ in cases]), strict=True):
        if (rule in fired) != wanted:
            wrong.append(f"{rule} {'is silent on' if wanted else 'fires on'}: {text} (fired: {sorted(fired)})")
    assert not wrong, "\n".join(wrong)


def test_every_word_of_an_entry_has_an_example() -> None:
    """An entry with more words than examples has words that nobody tried."""
    short = [e.rule for e in KNOWN.predicates.entries if len(e.predicate.words) > len(e.predicate.examples)]
    assert not short


def test_modes_and_codes_are_those_of_the_codebook() -> None:
    book = KNOWN.codebook
    for entry in KNOWN.predicates.entries:
        predicate = entry.predicate
        modes = {m.name for m in book.types[entry.type].mode} | {None}
        assert predicate.mode in modes, entry.rule
        assert predicate.cameo is None or predicate.cameo in book.codes, entry.rule


def test_no_example_stands_twice() -> None:
    examples = [text for e in KNOWN.predicates.entries for text in e.predicate.examples]
    twice = {text for text in examples if examples.count(text) > 1}
    assert not twice

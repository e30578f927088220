"""Nouns that take up again who was named: every block fires on its examples and not on its counterexamples."""

import pytest

from dragoman.knowledge import load
from dragoman.knowledge.nominals import Nominal
from dragoman.pipeline import document, draft_of

BLOCKS = list(dict.fromkeys(n for blocks in load().nominals.values() for n in blocks))


def taken_up(nominal: Nominal, words: str) -> list[str]:
    draft = draft_of(document(words))
    spans = [m.span for e in draft.entities for m in e.mentions if m.form == "nominal"]
    return [w for s in spans if (w := draft.text(s).lower().removeprefix("the ")) in nominal.words]


@pytest.mark.parametrize("nominal", BLOCKS, ids=lambda n: n.words[0])
def test_examples(nominal: Nominal) -> None:
    assert all(taken_up(nominal, example) for example in nominal.examples)
    assert not any(taken_up(nominal, example) for example in nominal.counterexamples)

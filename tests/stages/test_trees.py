"""Trees that cannot be are mended; those that can be are left alone."""

import pytest

from dragoman.ingest.text import document
from dragoman.pipeline import draft_of

HEADS = [
    ("Chad said Niger was arming the rebels and demanded that the council meet.", "demanded", "said"),
    ("Chad responded by severing ties with Niger and ordered its diplomats to leave.", "ordered", "responded"),
    ("Angolan President João Lourenço, who mediated the July truce, called on both sides to return to the table "
     "and offered to host a summit.", "offered", "called"),
    ("Chad told Niger to leave and closed the border.", "closed", "told"),
    ("Chad said Niger armed the rebels and shelled the town.", "shelled", "armed"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "verb", "head"), HEADS)
def test_a_finite_verb_is_joined_to_a_finite_one(words: str, verb: str, head: str) -> None:
    tokens = draft_of(document(words)).syntax.tokens
    token = next(t for t in tokens if t.text == verb)
    assert (token.dep, tokens[token.head].text) == ("conj", head)


def test_the_only_verb_of_a_sentence_has_a_subject() -> None:
    words = "Angolan President João Lourenço, who mediated the July truce, called on both sides to return to the table."
    syntax = draft_of(document(words)).syntax
    called = next(t for t in syntax.tokens if t.text == "called")
    assert (called.dep, called.tag) == ("ROOT", "VBD")
    assert [t.text for t in syntax.children(called.i, "nsubj")] == ["Lourenço"]


def test_a_title_without_a_verb_is_left_alone() -> None:
    syntax = draft_of(document("The treaty, a relic of the war, signed in Geneva by Chad.")).syntax
    assert next(t for t in syntax.tokens if t.text == "signed").tag == "VBN"


@pytest.mark.parametrize(
    ("words", "dep", "before"),
    [
        ("Three women were killed in Armenian shelling in the north.", "pobj", "Armenian"),
        ("Four soldiers were wounded in Armenian mortar shelling near the border.", "pobj", "mortar"),
        ("Villagers fled Armenian mortar shelling in Agdam.", "dobj", "mortar"),
    ],
)
def test_a_noun_in_ing_stands_behind_its_own_words(words: str, dep: str, before: str) -> None:
    syntax = draft_of(document(words)).syntax
    noun = next(t for t in syntax.tokens if t.text == "shelling")
    assert (noun.tag, noun.dep) == ("NN", dep)
    assert syntax.tokens[noun.i - 1].text == before
    assert syntax.tokens[noun.i - 1].head == noun.i


def test_who_is_shelling_something_still_does() -> None:
    syntax = draft_of(document("Armenia was accused of shelling a village.")).syntax
    assert next(t for t in syntax.tokens if t.text == "shelling").tag == "VBG"

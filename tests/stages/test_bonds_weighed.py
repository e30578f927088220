"""What binds by the fitted model where no entry of the lexicon decides, and by which words it goes."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.knowledge.binding_words import Family
from dragoman.pipeline import document, draft_of
from dragoman.stages.binding.duties import tasks
from dragoman.stages.binding.wide import candidates
from dragoman.tagger import load_bonds

KNOWN = knowledge.load()
TERMS = Path(__file__).parents[2] / "training/bonds/terms.toml"


@cache
def read(text: str) -> Draft:
    return draft_of(document(text))


def weighed(text: str) -> list[tuple[str, str]]:
    """Force and terms of the commitments that the model found."""
    draft = read(text)
    return [(c.force, draft.text(c.terms)) for c in draft.commitments if c.terms and c.rule.startswith("tagger/bonds")]


@pytest.mark.parametrize("family", KNOWN.binding_words.families, ids=lambda f: f.key)
def test_each_family_is_met_before_a_deed(family: Family) -> None:
    for example in family.examples:
        met = {key for wide in candidates(read(example), KNOWN.binding_words) for key in wide.families}
        assert family.key in met, example


@pytest.mark.parametrize(
    ("text", "force", "deed"),
    [
        ("Chile spurned a plea to leave the strait open.", "refused", "leave the strait open"),
        ("The protocol debars Austria from hosting foreign bases.", "forbidden", "hosting foreign bases"),
        ("Nigeria and Cameroon reached an understanding to reopen the border.", "obliged", "reopen the border"),
        ("Under the accord, Sudan may keep 2,000 police in the valley.", "permitted", "keep 2,000 police"),
        ("Belgrade exhorted Pristina to call off the vote.", "requested", "call off the vote"),
        ("Spain said it would not pay the ransom.", "refused", "pay the ransom"),
    ],
)  # fmt: skip
def test_words_that_no_entry_knows_bind(text: str, force: str, deed: str) -> None:
    found = [(c.force, read(text).text(c.terms)) for c in read(text).commitments if c.terms]
    assert any(f == force and deed in terms for f, terms in found), found


@pytest.mark.parametrize(
    "text",
    [
        "The floods forced thousands of people to leave Beira.",
        "Ghana is due to play Togo in Accra on Sunday.",
        "Would the king of Jordan sign the treaty, reporters asked.",
        "Analysts said that Turkey may withdraw its troops.",
        "Jordan might offer to mediate.",
        "Egypt hopes to join the group next year.",
        "It is up to Lima to say what it wants.",
        "The pope will travel to Chad in May.",
    ],
)
def test_what_is_planned_supposed_or_happens_binds_nobody(text: str) -> None:
    assert weighed(text) == []


def test_what_the_lexicon_reads_is_not_told_twice() -> None:
    draft = read("Norway promised that it would send two frigates to the gulf.")
    assert [c.rule.partition("#")[0] for c in draft.commitments] == ["en/obligations"]


def test_the_weights_name_every_force() -> None:
    weights = load_bonds()
    assert set(weights.forces) == {
        "obliged", "forbidden", "permitted", "pledged", "offered", "requested", "refused", "excluded"
    }  # fmt: skip
    assert 0 < weights.binds(["no such trait"]) < 1


def test_most_kinds_are_known_by_their_words() -> None:
    """Phrases written apart from the lexicon's entries."""
    right = asked = 0
    for kind, phrases in tomllib.loads(TERMS.read_text("utf-8")).items():
        for phrase in phrases["done"][:12]:
            draft = read(f"The two sides will {phrase}.")
            modal = next((t for t in draft.syntax.tokens if t.tag == "MD"), None)
            if modal is None or modal.dep != "aux":
                continue  # a noun
            duty = tasks(draft.syntax, draft.syntax.tokens[modal.head], KNOWN.obligations)[0].duty
            asked += 1
            right += (duty.kind if duty else "other") == kind
    assert asked > 100
    assert right / asked > 0.75

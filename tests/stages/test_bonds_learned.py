"""What binds by the trained model where no entry of the lexicon decides, and its say on what one does."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

import dragoman
from dragoman import knowledge, tagger
from dragoman.draft import Draft
from dragoman.errors import ModelMissing
from dragoman.pipeline import document, draft_of
from dragoman.stages.binding import learned
from dragoman.stages.binding.duties import tasks

KNOWN = knowledge.load()
TERMS = Path(__file__).parents[2] / "training/bonds/terms.toml"


@cache
def read(text: str) -> Draft:
    return draft_of(document(text))


def found_by_model(text: str) -> list[tuple[str, str]]:
    """Force and terms of the commitments that the model found."""
    draft = read(text)
    return [(c.force, draft.text(c.terms)) for c in draft.commitments if c.terms and c.rule.startswith("tagger/bonds")]


@pytest.mark.parametrize(
    ("text", "force", "deed"),
    [
        ("The protocol debars Austria from hosting foreign bases.", "forbidden", "hosting foreign bases"),
        ("Nigeria and Cameroon reached an understanding to reopen the border.", "obliged", "reopen the border"),
        ("Under the accord, Sudan may keep 2,000 police in the valley.", "permitted", "keep 2,000 police"),
        ("Belgrade exhorted Pristina to call off the vote.", "requested", "call off the vote"),
        ("Spain said it would not pay the ransom.", "refused", "pay the ransom"),
        ("It falls to Quito, the memorandum says, to clear the mines.", "obliged", "clear the mines"),
        ("Manila has let it be known that the prisoners will be home by Easter.", "pledged", "be home by Easter"),
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
        "The singer promised her fans a night to remember.",
        "Shares will fall further, brokers in Tokyo said.",
    ],
)
def test_what_is_planned_supposed_or_happens_binds_nobody(text: str) -> None:
    assert found_by_model(text) == []


def test_what_the_lexicon_reads_is_not_told_twice() -> None:
    draft = read("Norway promised that it would send two frigates to the gulf.")
    assert [c.rule.partition("#")[0] for c in draft.commitments] == ["en/obligations"]


def test_the_evidence_holds_the_words_that_bind_and_what_is_to_be_done() -> None:
    draft = read("Manila has let it be known that the prisoners will be home by Easter.")
    (commitment,) = draft.commitments
    said = " ".join(draft.text(span) for span in commitment.evidence)
    assert "known" in said
    assert "be home by Easter" in said
    assert commitment.rule.startswith("tagger/bonds#pledged")
    assert 0 < commitment.confidence < 1
    assert [draft.entity[i].name for i in commitment.bound] == ["Philippines"]


def test_of_several_that_are_bound_each_is() -> None:
    draft = read("Peru and Chile have each pledged themselves to clear the mines along the frontier.")
    assert {draft.entity[i].name for c in draft.commitments for i in c.bound} == {"Peru", "Chile"}


def test_without_the_model_the_lexicon_alone_is_asked() -> None:
    text = "Belgrade exhorted Pristina to call off the vote. Norway promised to send two frigates."
    rules = [c.rule for c in dragoman.read(text, model=False).commitments]
    assert rules
    assert not any(rule.startswith("tagger/bonds") for rule in rules)


def test_a_missing_model_is_a_problem_that_says_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModelMissing("no such thing")

    monkeypatch.setattr(tagger, "load_bonds", missing)
    record = dragoman.read("Norway promised to send two frigates to the gulf.")
    assert len(record.commitments) == 1
    (problem,) = (p for p in record.problems if p.stage == "commitments")
    assert "rules alone" in problem.message


def test_an_unsure_duty_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The protocol debars Austria from hosting foreign bases."
    assert len(draft_of(document(text)).commitments) == 1
    monkeypatch.setattr(learned, "LIKELY", 1.1)
    assert draft_of(document(text)).commitments == ()


def test_most_kinds_are_known_by_their_words() -> None:
    """Phrases written apart from the lexicon's entries, which go by words alone."""
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


def test_the_same_text_gives_the_same_commitments() -> None:
    text = (
        "Belgrade exhorted Pristina to call off the vote. Under the accord, Sudan may keep 2,000 police in the valley."
    )
    assert draft_of(document(text)).commitments == draft_of(document(text)).commitments != ()

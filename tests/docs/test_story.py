"""docs/story.md is what the archive really answers, and the archive tells the story rightly."""

import runpy
from pathlib import Path

import pytest

import dragoman
from dragoman.keeping import Archive

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "examples" / "story" / "reports.jsonl"
ATTACK, DENIAL, COPY = "Northern Wire", "Caspian Herald", "Gulf Courier"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = dragoman.open_archive(tmp_path_factory.mktemp("story") / "story.db")
    assert [outcome.fate for outcome in made.add(REPORTS)] == ["added"] * 6
    return made


def test_the_page_is_current() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_story.py"))["story"]()
    assert (ROOT / "docs" / "story.md").read_text("utf-8") == made, "run: python docs/make_story.py"


def test_a_wire_copy_is_no_second_voice(archive: Archive) -> None:
    told = [o for o in archive.occurrences("Armenia") if {ATTACK, COPY} <= {a.source.publisher for a in o.accounts}]
    shelling = next(o for o in told if o.canonical.act == "ASSAULT")
    assert {a.source.publisher for a in shelling.accounts} == {ATTACK, COPY, "Ararat Post"}
    assert shelling.voices == 2


def test_the_denial_stands_against_the_attack(archive: Archive) -> None:
    sides = [
        {(c.one.source.publisher, c.one.negated), (c.other.source.publisher, c.other.negated)}
        for c in archive.contradictions()
    ]
    assert {(ATTACK, False), (DENIAL, True)} in sides


def test_both_sides_words_on_what_was_agreed(archive: Archive) -> None:
    said = [{c.one.words, c.other.words} for c in archive.contradictions()]
    assert {"Pashinyan and Pelosi agreed on", "Pashinyan and Pelosi did not agree on"} in said


def test_the_visit_was_announced_then_held(archive: Archive) -> None:
    held = [o for o in archive.occurrences("Nancy Pelosi", types=["CONSULT"]) if o.announced]
    (meeting,) = held
    assert meeting.day == "2022-09-18"
    assert {a.source.publisher for a in meeting.accounts} == {"Ararat Post", DENIAL}
    assert [a.source.publisher for a in meeting.announced] == ["Rossiya Telegraph Service"]


def test_the_duty_to_consult_was_triggered_and_answered(archive: Archive) -> None:
    (duty,) = [entry for entry in archive.ledger(kinds=["consultation"]) if entry.bond.force == "obliged"]
    assert duty.status == "fulfilled"
    assert duty.bond.instrument == "1997 Treaty of Friendship"
    assert {account.source.publisher for account in duty.accounts} == {ATTACK, COPY}
    assert {turn.status for turn in duty.turns} == {"triggered", "fulfilled"}

import pytest
from sqlalchemy import Connection
from tests.query.conftest import STORY, STRIKE, TALKS, UNDATED, VISIT

from dragoman.errors import BadQuestion
from dragoman.query.choosing import Days
from dragoman.query.searching import Wanted, passage, search
from dragoman.query.words import parsed

NAMES = {VISIT.report.id: "visit", STRIKE.report.id: "strike", TALKS.report.id: "talks", UNDATED.report.id: "undated"}


def found(story: Connection, wanted: Wanted) -> list[str]:
    return [NAMES[hit.source.id] for hit in search(story, wanted, 10)]


@pytest.mark.parametrize(
    ("words", "reports"),
    [
        ("negotiation", "talks"), ("strike", "strike"), ("STRUCK", "strike"), ('"prisoner swap"', "talks"), ("prisoner", "talks undated"),
        ("prisoner -negotiations", "undated"), ("dawn OR Kremlin", "strike visit"), ("Kremlin", "visit"), ("erdogan", "talks"),
        ("Erdoğan", "talks"), ("negot*", "talks"), ("U.S.", "talks"), ("Russia Iran", "visit"), ("nowhere", ""), ("the", "strike talks visit"),
        ('"stands by"', "visit"), ('"by stands"', ""), ("(Moscow OR dawn) Macron", "strike"),
    ],
)  # fmt: skip
def test_words(story: Connection, words: str, reports: str) -> None:
    assert sorted(found(story, Wanted(words))) == reports.split()


@pytest.mark.parametrize(
    ("wanted", "reports"),
    [
        (Wanted(actor="Putin"), "visit"), (Wanted(actor="Russia"), "talks undated visit"), (Wanted(actor="Israel"), "strike"),
        (Wanted(actor="Iran", types=("CONSULT",)), "visit"), (Wanted(actor="Iran", types=("CONSULT", "ASSAULT")), "strike visit"),
        (Wanted(actor="Iran", types=("ASSAULT",), statuses=("possible",)), ""), (Wanted(statuses=("possible", "planned")), "strike talks"),
        (Wanted(country="irn"), "strike visit"), (Wanted(country="RUS", types=("CONSULT",)), "visit"), (Wanted(country="FRA"), ""),
        (Wanted(speaker="Putin"), "visit"), (Wanted(speaker="Russia"), "visit"), (Wanted(speaker="Macron"), ""),
        (Wanted(publisher="wire"), "talks visit"), (Wanted(publisher="Wire", days=Days("2025-01-01")), "visit"),
        (Wanted(days=Days("2024-11-02", "2025-06-14")), "strike talks"), (Wanted(days=Days(until="2024-12-31")), "talks"),
        (Wanted("Iran", actor="Israel"), "strike"), (Wanted("Moscow", speaker="Putin"), "visit"), (Wanted("dawn", types=("ASSAULT",)), "strike"),
        (Wanted(), "strike talks undated visit"), (Wanted("  "), "strike talks undated visit"),
    ],
)  # fmt: skip
def test_filters(story: Connection, wanted: Wanted, reports: str) -> None:
    assert sorted(found(story, wanted)) == reports.split()


def test_the_newest_come_first_where_nothing_is_to_be_ranked(story: Connection) -> None:
    assert found(story, Wanted()) == ["visit", "strike", "talks", "undated"]
    assert found(story, Wanted("the", newest=True)) == ["visit", "strike", "talks"]
    assert len(search(story, Wanted(), 2)) == 2


def test_a_hit_shows_what_was_looked_for(story: Connection) -> None:
    (hit,) = search(story, Wanted("dawn", actor="Israel", types=("ASSAULT",)), 10)
    assert (
        hit.words
        == "Israel struck targets in Iran at ‹dawn›. Iran vowed to answer the strikes. Emmanuel Macron condemned the escalation."
    )
    assert [(e.type, e.words, e.day) for e in hit.events] == [("ASSAULT", "struck", "2025-06-13")]
    (hit,) = search(story, Wanted(speaker="Putin"), 10)
    assert [s.words for s in hit.statements] == ["“Russia stands by Iran”"]


def test_whoever_is_not_known(story: Connection) -> None:
    with pytest.raises(BadQuestion, match="nobody in this archive is called 'Macaron'; did you mean Emmanuel Macron"):
        search(story, Wanted(actor="Macaron"), 10)


@pytest.mark.parametrize("name", ["%", "_", "\\", "'", '"', "\0", "\ud800", "' OR 1=1 --", "x" * 5000, "", "é" * 300])
def test_hostile_names(story: Connection, name: str) -> None:
    for wanted in (Wanted(speaker=name or "%"), Wanted(actor=name or " ")):
        with pytest.raises(BadQuestion):
            search(story, wanted, 10)
    assert search(story, Wanted(publisher=name or "-"), 10) == []


@pytest.mark.parametrize(
    "words", ['"', "a'b", "\0", "x" * 3000, "%:%&|!<->", "é\ud800", "'; DROP TABLE report; --", "a:*b", "\\"]
)
def test_hostile_words(story: Connection, words: str) -> None:
    try:
        search(story, Wanted(words), 10)
    except BadQuestion:
        assert not any(c.isalnum() for c in words)
    assert len(search(story, Wanted(), 10)) == len(STORY)


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Talks were held.", "talk", "‹Talks› were held."), ("No such thing", "talk", "No such thing"), ("Çalışma by Erdoğan", "erdogan", "Çalışma by ‹Erdoğan›"),
        ("a\n\n  b talks", "talks -b", "a b ‹talks›"), ("x " * 300 + "talks end", "talks", "… " + "x " * 24 + "‹talks› end"),
        ("", "talks", ""),
    ],
)  # fmt: skip
def test_passages(text: str, words: str, shown: str) -> None:
    assert passage(text, parsed(words)) == shown

"""Leafing and counting, on each database: lists a page at a time, and what is counted over all of them."""

import msgspec
import pytest
from sqlalchemy import Connection
from tests.archives import event, keep, report, store
from tests.query.conftest import STRIKE, TALKS, UNDATED, VISIT

from dragoman.query import counting, leafing
from dragoman.query.choosing import Days, Kinds
from dragoman.query.leafing import Chosen
from dragoman.query.searching import Wanted

__all__ = ["store"]


def ids(events) -> list[str]:
    return [event.id for event in events]


EVENTS = [VISIT.events[0].id, STRIKE.events[1].id, STRIKE.events[0].id, TALKS.events[0].id, UNDATED.events[0].id]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (Chosen(), EVENTS),
        (Chosen(who="Iran"), EVENTS[:3]),
        (Chosen(kinds=Kinds(("CONSULT", "ASSAULT"))), [EVENTS[0], EVENTS[2]]),
        (Chosen(kinds=Kinds(("ASSAULT",), ("planned",))), []),
        (Chosen(kinds=Kinds((), ("planned",))), [EVENTS[3]]),
        (Chosen(who="Russia", kinds=Kinds((), ("planned",))), [EVENTS[3]]),
        (Chosen(publisher="Wire"), [EVENTS[0], EVENTS[3]]),
        (Chosen(who="Russia", publisher="Wire", kinds=Kinds(("CONSULT",))), [EVENTS[0]]),
        (Chosen(country="irn"), [EVENTS[2]]),
        (Chosen(days=Days("2025-06-14", "2025-06-22")), EVENTS[:2]),
    ],
)
def test_events_are_chosen_and_turned_page_by_page(story: Connection, chosen: Chosen, found: list[str]) -> None:
    assert ids(leafing.events(story, chosen, 0, 10)) == found
    pages = [ids(leafing.events(story, chosen, skip, 2)) for skip in range(0, len(found) + 1, 2)]
    assert [key for page in pages for key in page] == found


def test_a_rare_status_is_found_however_long_ago(store) -> None:
    old = report(
        "Iran may meet Israel.",
        event("CONSULT", "Iran", "Israel", words="meet", status="possible"),
        published="1999-01-01",
    )
    new = [
        report(f"On day {n} Russia met Iran.", event("CONSULT", "Russia", "Iran", words="met"), published="2025-06-01")
        for n in range(5)
    ]
    keep(store, old, *new)
    with store.reading() as connection:
        assert ids(leafing.events(connection, Chosen(kinds=Kinds((), ("possible",))), 0, 3)) == [old.events[0].id]
        assert len(leafing.events(connection, Chosen(kinds=Kinds((), ("happened",))), 0, 3)) == 3


def test_reports_stand_by_day_with_what_was_read(story: Connection) -> None:
    listed = leafing.reports(story, Days(), None, 0, 10)
    assert [one.source.id for one in listed] == [r.report.id for r in (VISIT, STRIKE, TALKS, UNDATED)]
    assert (listed[0].events, listed[0].statements, listed[0].positions, listed[0].commitments) == (1, 1, 1, 1)
    assert leafing.reports(story, Days(), None, 1, 2) == listed[1:3]
    assert [one.source.id for one in leafing.reports(story, Days(), "Daily", 0, 5)] == [STRIKE.report.id]
    assert {one.source.id for one in leafing.added(story, 2)} == {UNDATED.report.id, TALKS.report.id}


def test_where_one_stands_on_the_other(story: Connection) -> None:
    assert [stand.stance for stand in leafing.stands(story, "Putin", "Iran", 5)] == ["supports"]
    assert leafing.stands(story, "Iran", "Putin", 5) == []


def test_commitments_of_both(story: Connection) -> None:
    assert len(leafing.commitments(story, ["Russia"], (), (), Days(), 0, 5)) == 1
    assert leafing.commitments(story, ["Russia", "Iran"], (), (), Days(), 0, 5) == []
    assert ids(leafing.commitments(story, [], (), ("fulfilled",), Days(), 0, 5)) == [STRIKE.commitments[0].id]


def test_who_is_named_most(story: Connection) -> None:
    named = leafing.named(story, None, "state", 0, 3)
    assert [one.reports for one in named] == sorted((one.reports for one in named), reverse=True)
    assert [one.actor.name for one in leafing.named(story, "arag", None, 0, 3)] == ["Abbas Araghchi"]
    assert leafing.named(story, "100%_", None, 0, 3) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MOSCOW, June 23 (Wire) — Russia met Iran.", "Russia met Iran."),
        ("\n\n  Israel strikes - again \nmore", "Israel strikes - again"),
        ("Envoys " + "of many states " * 20, "Envoys of many states"),
    ],
)
def test_a_report_is_called_by_its_first_words(store, text: str, words: str) -> None:
    made = report(text)
    keep(store, made)
    with store.reading() as connection:
        assert leafing.first_words(connection, made.report.id).startswith(words)
        assert len(leafing.first_words(connection, made.report.id)) < 100


def test_days_are_counted(story: Connection) -> None:
    days = counting.days(story, Chosen(who="Iran"))
    assert [(day.day, day.quad, day.number, day.score) for day in days] == [
        ("2025-06-13", 4, 1, -9.0), ("2025-06-14", 3, 1, -6.0), ("2025-06-22", 1, 1, 2.5),
    ]  # fmt: skip
    assert sum(day.number for day in counting.days(story, Chosen())) == 4  # one has no day
    assert [day.day for day in counting.days_between(story, "Israel", "Iran", Days())] == ["2025-06-13"]


def test_places_and_what_happened_there(story: Connection) -> None:
    spots = counting.places(story, Days(), (), 5)
    assert {(spot.name, spot.reports) for spot in spots} == {("RUS", 1), ("IRN", 1)}
    assert ids(counting.happened_at(story, "IRN", 5)) == [STRIKE.events[0].id]
    assert [spot.name for spot in counting.places(story, Days(), ("ASSAULT",), 5)] == ["IRN"]
    assert counting.places(story, Days(until="2024-12-31"), (), 5) == []


def test_what_is_doubtful_comes_least_sure_first(store) -> None:
    made = report(
        "Russia met Iran. Iran left.",
        event("CONSULT", "Russia", "Iran", words="met"),
        event("RETREAT", "Iran", words="left"),
    )
    events = tuple(msgspec.structs.replace(e, confidence=c) for e, c in zip(made.events, (0.4, 0.2), strict=True))
    keep(store, msgspec.structs.replace(made, events=events), VISIT)
    with store.reading() as connection:
        assert ids(counting.doubtful(connection, (), 5)) == [events[1].id, events[0].id]
        assert counting.doubtful(connection, ("position",), 5) == []
        assert counting.number_of_doubts(connection) == 2
        assert counting.judged(connection) == 0


def test_facets_say_what_reports_have_in_common(story: Connection) -> None:
    found = counting.facets(story, Wanted(publisher="Wire"), 5)
    assert found.reports == 2
    assert [(one.of, one.number) for one in found.publishers] == [("Wire", 2)]
    assert [one.of for one in found.years] == ["2025", "2024"]
    assert {one.of for one in found.types} == {"CONSULT", "AGREE"}
    assert found.actors[0].actor.name == "Russia"

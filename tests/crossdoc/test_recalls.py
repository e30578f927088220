"""Nouns that take up an event of another report, or one told before: found, weighed, and undone like other links."""

import pytest
from tests.archives import address, event, postgres_server, report

import dragoman
from dragoman.crossdoc.recalls import recalled, taken_up
from dragoman.crossdoc.seen import seen
from dragoman.export.retold import retold
from dragoman.keeping import Archive
from dragoman.model import Record

__all__ = ["address", "postgres_server"]

STRUCK = report(
    "Israel struck a depot in Iran on Sunday, killing 12 people.",
    event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-22"),
    published="2025-06-22",
)
TAKEN_UP = report(
    "Iran said on Monday that the strikes by Israel had killed 12 people. Russia condemned Israel.",
    event("ACCUSE", "Russia", "Israel", words="condemned"),
    published="2025-06-23",
)
TALKS = report(
    "Israel and Iran held talks in Ankara. The talks in Ankara ended early.",
    event("CONSULT", "Israel", "Iran", words="held talks"),
    published="2025-06-23",
)


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Iran answered the strikes with rockets.", ["strikes"]),
        ("Monday's attack was the third.", ["attack"]),
        ("Its withdrawal, long promised, began.", []),
        ("Iran kept its promise.", ["promise"]),
        ("He stood before the attack helicopters.", []),
        ("They dropped their bombs on a hill.", []),
        ("Strikes were reported.", []),
        ("The minister read the report.", []),
    ],
)
def test_nouns_that_may_take_something_up(text: str, nouns: list[str]) -> None:
    record = report(text)
    assert [noun.wording.words for noun in recalled(record) if noun.wording] == nouns


@pytest.mark.parametrize(("told", "which"), [(STRUCK, "struck"), (TALKS, None)])
def test_what_a_noun_takes_up(told: Record, which: str | None) -> None:
    (noun,) = recalled(TAKEN_UP)
    found = taken_up(noun, seen(told))
    assert (found and told.report.text[found[0].wording.at :].split()[0]) == which


def test_several_events_that_are_as_likely_are_none() -> None:
    first, second = (
        report(
            f"Israel struck {what} in Iran, killing 12 people.",
            event("ASSAULT", "Israel", "Iran", words="struck", day=day),
            published="2025-06-23",
        )
        for what, day in (("a depot", "2025-06-21"), ("an airfield", "2025-06-23"))
    )
    (noun,) = recalled(TAKEN_UP)
    for one in (first, second):
        assert taken_up(noun, seen(one)) is not None
    assert taken_up(noun, [*seen(first), *seen(second)]) is None


def test_what_takes_an_event_up_is_told_with_it(address: str) -> None:
    with dragoman.open_archive(address) as archive:
        archive.keep([STRUCK])
        archive.keep([TAKEN_UP])
        assert _taken_up(archive) == [(TAKEN_UP.report.id, "strikes")]
        assert "taken up by 2025-06-23" in str(retold(archive.occurrence(STRUCK.events[0].id)).notes)
        archive.link(STRUCK.report.id)  # the other's link is made again
        assert _taken_up(archive) == [(TAKEN_UP.report.id, "strikes")]
        (number,) = (link.number for link in archive.links() if link.kind == "recalls")
        archive.part(number, by="Mina")
        archive.link()
        assert _taken_up(archive) == []


def _taken_up(archive: Archive) -> list[tuple[str, str]]:
    text = TAKEN_UP.report.text
    found = archive.occurrence(STRUCK.events[0].id).recalled
    return [(there.source.id, text[there.span.start : there.span.end]) for there in found]

"""Contradictions between reports: numbers, days, actors and quotations; what is only an update or another event."""

from dataclasses import replace

import pytest
from tests.archives import address, event, postgres_server, report, statement

import dragoman
from dragoman.answers import Saying
from dragoman.crossdoc.counting import amounts
from dragoman.crossdoc.disputes import disputed, rivals
from dragoman.crossdoc.seen import Seen
from dragoman.keeping import Archive

__all__ = ["address", "postgres_server"]

HIT = Seen(
    id="a/event/1", report="a", act="ASSAULT", status="happened", negated=False, agents=frozenset({"ISR"}),
    targets=frozenset({"IRN"}), start="2025-06-22", end="2025-06-22", published="2025-06-22", publisher="Wire",
    place="isfahan", country="IRN", words=frozenset({"strike", "plant", "night", "site"}),
)  # fmt: skip
TALKS = replace(
    HIT, act="CONSULT", actors=frozenset({"person/A", "person/B"}), agents=frozenset({"RUS"}),
    targets=frozenset({"TUR"}), words=frozenset({"signed", "accord", "palace", "border"}), published="2025-06-26",
)  # fmt: skip


def killed(words: str, **facts: str) -> Seen:
    return replace(HIT, counts=amounts(f"killing {words} people"), **facts)


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        (killed("5"), killed("7", publisher="Daily"), ["contradicts"]),
        (killed("5"), killed("7", published="2025-06-23"), ["updates"]),
        (killed("5"), killed("7"), ["updates"]),
        (killed("5"), killed("7", publisher="Daily", published="2025-06-23"), ["updates"]),
        (killed("7"), killed("5", publisher="Daily", published="2025-06-23"), ["contradicts"]),
        (killed("at least 5"), killed("7", publisher="Daily"), []),
        (killed("at least 9"), killed("7", publisher="Daily"), ["contradicts"]),
        (killed("7"), killed("7", publisher="Daily"), []),
        (TALKS, replace(TALKS, start="2025-06-23", end="2025-06-23", publisher="Daily"), ["contradicts"]),
        (TALKS, replace(TALKS, start="2025-06-23", end="2025-06-23"), []),
    ],
)
def test_accounts_of_one_event(one: Seen, other: Seen, kinds: list[str]) -> None:
    assert [found.kind for found in disputed(one, other, 0.9)] == kinds


BY_OTHERS = replace(HIT, id="b/event/1", agents=frozenset({"USA"}))
LATER = replace(TALKS, id="b/event/2", start="2025-06-25", end="2025-06-25")


@pytest.mark.parametrize(
    ("ones", "others", "why"),
    [
        ([HIT], [BY_OTHERS], "actor: ISR or USA"),
        ([HIT, replace(BY_OTHERS, id="a/event/2")], [BY_OTHERS], ""),  # the report tells of both
        ([HIT], [replace(BY_OTHERS, place="tehran")], ""),
        ([HIT], [replace(BY_OTHERS, start="2025-06-23", end="2025-06-23")], ""),
        ([HIT], [replace(BY_OTHERS, negated=True)], ""),
        ([TALKS], [LATER], "day: 2025-06-22 or 2025-06-25"),
        ([TALKS, replace(LATER, id="a/event/2")], [LATER], ""),
        ([replace(TALKS, published="2025-06-23")], [LATER], ""),  # reported before the other day
        ([TALKS], [replace(LATER, words=frozenset({"signed", "parade"}))], ""),
    ],
)
def test_events_that_would_be_one(ones: list[Seen], others: list[Seen], why: str) -> None:
    assert [found.why.partition(";")[0] for _, _, found in rivals(ones, others)] == [why] * bool(why)


QUOTED = report(
    "Abbas Araghchi said Iran would leave the nuclear treaty next month.",
    statement("Abbas Araghchi", "Iran would leave the nuclear treaty next month"),
)
DENIED = report(
    "Abbas Araghchi denied having said that Iran would leave the nuclear treaty.",
    statement("Abbas Araghchi", "Iran would leave the nuclear treaty"),
    published="2025-06-24",
)
BY_THE_STATE = report(
    "Iran denied that it would leave the nuclear treaty next month.",
    statement("Iran", "it would leave the nuclear treaty next month", act="denies"),
    published="2025-06-25",
)
OTHER_WORDS = report(
    "Abbas Araghchi denied that talks had failed.",
    statement("Abbas Araghchi", "talks had failed", act="denies"),
    published="2025-06-24",
)


@pytest.fixture
def archive(address: str):
    with dragoman.open_archive(address) as archive:
        yield archive


@pytest.mark.parametrize("order", [1, -1], ids=["quotation first", "denials first"])
def test_the_denial_of_a_quotation(archive: Archive, order: int) -> None:
    for record in (QUOTED, OTHER_WORDS, DENIED, BY_THE_STATE)[::order]:
        archive.keep([record])
    found = archive.contradictions()
    assert {(c.one.source.id, c.other.source.id) for c in found} == {
        (QUOTED.report.id, DENIED.report.id),
        (QUOTED.report.id, BY_THE_STATE.report.id),
    }
    assert all(isinstance(c.one, Saying) and c.why.startswith("denial of a quotation") for c in found)
    archive.part(found[0].link, by="Mina")
    archive.link()
    assert len(archive.contradictions()) == 1


def test_a_toll_corrected_by_its_publisher_is_an_update(archive: Archive) -> None:
    hit = event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-22", country="IRN")
    first = report("Israel struck Iran on Sunday, killing 12 people, officials said.", hit, publisher="Wire")
    again = report("Israel struck Iran on Sunday, killing 15 people, officials said.", hit, publisher="Wire")
    other = report("Israel struck Iran on Sunday, killing 30 people, officials said.", hit, publisher="Daily")
    archive.keep([first, again, other])
    assert {link.kind for link in archive.links(first.report.id) if link.to_report == again.report.id} >= {"updates"}
    numbers = [c for c in archive.contradictions() if c.why.startswith("number")]
    assert {c.other.source.publisher for c in numbers} == {"Daily"}
    assert {c.one.source.publisher for c in numbers} == {"Wire"}

"""Reports on the same events: linked, told once with all accounts, contradictions shown, links undone."""

import pytest
from msgspec import structs
from tests.archives import address, event, postgres_server, report

import dragoman
from dragoman.crossdoc import linking
from dragoman.errors import BadQuestion
from dragoman.export.retold import retold
from dragoman.keeping import Archive
from dragoman.model import Span, Timex

__all__ = ["address", "postgres_server"]

ANNOUNCED = report(
    "Vladimir Putin will visit Turkey on Monday to meet Recep Tayyip Erdoğan in Ankara.",
    event("CONSULT", "Vladimir Putin", "Recep Tayyip Erdoğan", words="will visit", day="2025-06-23", status="planned"),
    published="2025-06-20",
)
HELD = report(
    "Vladimir Putin met Recep Tayyip Erdoğan in Turkey on June 23.",
    event("CONSULT", "Vladimir Putin", "Recep Tayyip Erdoğan", words="met", day="2025-06-23", country="TUR"),
)
UNDATED = report(
    "Recep Tayyip Erdoğan held talks with Vladimir Putin, his office told the press.",
    event("CONSULT", "Recep Tayyip Erdoğan", "Vladimir Putin", words="held talks"),
    published="2025-06-24",
)
DENIED = report(
    "Vladimir Putin did not meet Recep Tayyip Erdoğan on June 23, an official said.",
    event("CONSULT", "Vladimir Putin", "Recep Tayyip Erdoğan", words="meet", day="2025-06-23", negated=True),
    published="2025-06-25",
)
STRUCK = report(
    "Israel struck Iran on Sunday, killing 12 people in the city and wounding others, state media reported from the capital.",
    event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-22", country="IRN"),
)
STRUCK_TOO = report(
    "Israel attacked Iran on Sunday, killing 20 people, officials told reporters.",
    event("ASSAULT", "Israel", "Iran", words="attacked", day="2025-06-22", country="IRN"),
)
COPY = report(
    "TEHRAN. Israel struck Iran on Sunday, killing 12 people in the city and wounding others, state media reported from the capital.",
    event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-22", country="IRN"),
)
LATER = report(
    "Israel struck Iran again.", event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-25", country="IRN")
)
ALL = (ANNOUNCED, HELD, UNDATED, DENIED, STRUCK, STRUCK_TOO, COPY, LATER)


@pytest.fixture
def archive(address: str):
    with dragoman.open_archive(address) as archive:
        archive.keep(ALL)
        yield archive


def kinds(archive: Archive) -> set[tuple[str, str, str]]:
    return {(link.kind, link.report, link.to_report) for link in archive.links() if not link.undone_at}


def test_a_timeline_takes_a_day_from_another_account_and_says_so(archive: Archive) -> None:
    told = {event.source.id: event for event in archive.timeline("TUR")}
    undated, held = told[UNDATED.report.id], told[HELD.report.id]
    assert (undated.day, undated.day_from, held.day_from) == ("2025-06-23", held.id, None)
    days = [event.day for event in archive.timeline("TUR")]
    assert days == sorted(days)
    assert f"the day is from {held.id}" in retold(undated).notes
    assert UNDATED.report.id not in {e.source.id for e in archive.between("Vladimir Putin", "TUR", since="2025-06-24")}
    assert UNDATED.report.id in {e.source.id for e in archive.between("Vladimir Putin", "TUR")}


def test_what_is_announced_held_told_otherwise_and_denied(archive: Archive) -> None:
    ids = [record.report.id for record in (ANNOUNCED, HELD, UNDATED, DENIED)]
    announced, held, undated, denied = ids
    assert {link for link in kinds(archive) if announced in link or held in link or undated in link} == {
        ("announces", announced, held),
        ("announces", announced, undated),
        ("announces", announced, denied),
        ("same", held, undated),
        ("contradicts", held, denied),
        ("contradicts", undated, denied),
    }


def test_an_event_is_told_once_with_all_its_accounts(archive: Archive) -> None:
    visit = next(o for o in archive.occurrences("Putin") if o.canonical.status == "happened" and len(o.accounts) > 1)
    assert {a.source.id for a in visit.accounts} == {HELD.report.id, UNDATED.report.id}
    assert (visit.day, visit.voices, visit.first.id) == ("2025-06-23", 2, HELD.report.id)
    assert [a.source.id for a in visit.announced] == [ANNOUNCED.report.id]
    assert {c.other.source.id for c in visit.contradicted} == {DENIED.report.id}


def test_copies_are_one_voice_and_other_days_other_events(archive: Archive) -> None:
    first, later = archive.occurrences("Israel")
    assert {a.source.id for a in first.accounts} == {r.report.id for r in (STRUCK, STRUCK_TOO, COPY)}
    assert first.voices == 2
    assert [a.source.id for a in later.accounts] == [LATER.report.id]


def test_contradictions_have_the_words_of_both_sides(archive: Archive) -> None:
    numbers = [c for c in archive.contradictions() if c.why.startswith("number (killed people)")]
    assert {frozenset((c.one.source.id, c.other.source.id)) for c in numbers} == {
        frozenset((STRUCK.report.id, STRUCK_TOO.report.id)),
        frozenset((COPY.report.id, STRUCK_TOO.report.id)),
    }
    denied = [c for c in archive.contradictions() if c.why.startswith("happened or did not")]
    assert {(c.one.negated, c.other.negated) for c in denied} == {(False, True)}


def test_an_undone_link_is_not_made_again(archive: Archive) -> None:
    link = next(x for x in archive.links() if x.kind == "same" and x.report == HELD.report.id)
    undone = archive.part(link.number, by="Mina")
    assert (undone.undone_by, undone.by) == ("Mina", "dragoman")
    before = kinds(archive)
    archive.link()
    assert kinds(archive) == before
    assert all(len(o.accounts) == 1 for o in archive.occurrences("Putin"))
    joined = archive.join(HELD.events[0].id, UNDATED.events[0].id, by="Omar", why="the same hall")
    assert (joined.by, joined.kind, joined.confidence) == ("Omar", "same", 1.0)
    archive.link()
    assert max(len(o.accounts) for o in archive.occurrences("Putin")) == 2


def test_linking_one_by_one_gives_the_same_links(address: str) -> None:
    with dragoman.open_archive(address) as archive:
        for record in reversed(ALL):
            archive.keep([record])
        piecemeal = kinds(archive)
        archive.link()
        assert kinds(archive) == piecemeal


def test_a_correction_unties_and_undoing_it_ties_again(archive: Archive) -> None:
    before = kinds(archive)
    correction = archive.reject(HELD.events[0].id, by="Mina")
    assert not any(HELD.report.id in link for link in kinds(archive))
    archive.undo(correction.number, by="Mina")
    assert kinds(archive) == before


def test_a_report_that_cannot_be_compared_is_kept(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> int:
        raise ValueError("odd")

    before = kinds(archive)
    monkeypatch.setattr(linking, "link", fails)
    with archive._store.writing() as connection:
        assert "odd" in (linking.link_safely(connection, [HELD.report.id]) or "")
    assert kinds(archive) == before


def test_reports_without_a_date_are_compared_too(address: str) -> None:
    undated = report(
        "Recep Tayyip Erdoğan and Vladimir Putin met at the palace on Monday.",
        event("CONSULT", "Recep Tayyip Erdoğan", "Vladimir Putin", words="met"),
        published=None,
    )
    monday = Timex(id="t", span=Span(0, 1), type="DATE", value="XXXX-WXX-1")
    undated = structs.replace(
        undated, times=(monday,), events=tuple(structs.replace(e, time="t") for e in undated.events)
    )
    with dragoman.open_archive(address) as archive:
        archive.keep([undated])
        archive.keep([HELD])  # on a Monday
        assert kinds(archive) == {("same", HELD.report.id, undated.report.id)}
        (met,) = archive.occurrences("Putin")
        assert (met.day, len(met.accounts)) == ("2025-06-23", 2)


def test_mistakes_are_said(archive: Archive) -> None:
    with pytest.raises(BadQuestion, match="no link 999"):
        archive.part(999, by="Mina")
    with pytest.raises(BadQuestion, match="no kind of link"):
        archive.join(HELD.events[0].id, UNDATED.events[0].id, "alike", by="Mina")

"""Commitments met again in other words, and what events of other reports made of them; undone with what it rests on."""

import pytest
from msgspec import structs
from tests.archives import address, commitment, event, postgres_server, report

import dragoman
from dragoman.answers import Entry
from dragoman.errors import BadQuestion
from dragoman.keeping import Archive
from dragoman.model import Record

__all__ = ["address", "postgres_server"]


def treaty(text: str, published: str) -> Record:
    duty = commitment(
        "Russia, Iran", "consultation", words="hold urgent consultations", instrument="partnership treaty"
    )
    return report(text, duty, published=published)


def release(text: str, words: str, published: str) -> Record:
    return report(text, commitment("Israel", "release", "pledged", words=words), published=published)


SIGNED = treaty("Russia and Iran signed a treaty; they must hold urgent consultations if attacked.", "2025-01-17")
AGAIN = treaty("Under the treaty Iran and Russia hold urgent consultations in a crisis.", "2025-06-20")
STRUCK = report(
    "Israel struck Iran on Sunday.",
    event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-22", quad=4),
    published="2025-06-22",
)
MET = report(
    "Vladimir Putin received Abbas Araghchi on June 23.",
    event("CONSULT", "Vladimir Putin", "Abbas Araghchi", words="received", day="2025-06-23"),
    published="2025-06-24",
)
PROMISED = release("Israel promised to release eight pilots.", "release eight pilots", "2025-06-10")
IN_OTHER_WORDS = release("The release of eight pilots was pledged by Israel.", "release of eight pilots", "2025-06-11")
OTHERS = release("Israel promised to release ninety pilots.", "release ninety pilots", "2025-06-11")
RELEASED = report(
    "Israel released the pilots.",
    event("RETREAT", "Israel", words="released", day="2025-06-14", mode="release"),
    published="2025-06-14",
)
TREATY, RELEASE = (SIGNED, AGAIN, STRUCK, MET), (PROMISED, IN_OTHER_WORDS, OTHERS, RELEASED)


def sources(entry: Entry) -> list[str]:
    return [bond.source.id for bond in entry.accounts]


def turns(entry: Entry) -> list[tuple[str, str]]:
    return [(turn.status, turn.event.source.id) for turn in entry.turns]


@pytest.fixture
def archive(address: str):
    with dragoman.open_archive(address) as archive:
        yield archive


def test_a_duty_told_twice_is_one_entry_triggered_and_answered_elsewhere(archive: Archive) -> None:
    for record in TREATY:
        archive.keep([record])
    (entry,) = archive.ledger("Iran")
    assert sources(entry) == [SIGNED.report.id, AGAIN.report.id]
    assert turns(entry) == [("triggered", STRUCK.report.id), ("fulfilled", MET.report.id)]
    assert (entry.status, entry.bond.status) == ("fulfilled", "standing")
    assert "attack on a party" in entry.turns[0].why
    assert archive.ledger(open_only=True) == []
    assert archive.ledger(statuses=["fulfilled"]) == [entry]
    assert archive.commitments("Iran", open_only=True) == []


def test_an_old_duty_is_met_again_however_many_newer_ones_a_busy_party_has(archive: Archive) -> None:
    text = "Russia and France signed a treaty to hold urgent consultations."
    duty = commitment("Russia, France", "consultation", words="hold urgent consultations", instrument="Paris treaty")
    for record in (SIGNED, report(text, *[duty] * 420, published="2025-05-01"), AGAIN):
        archive.keep([record])
    (entry,) = archive.ledger("Iran")
    assert sources(entry) == [SIGNED.report.id, AGAIN.report.id]


def test_what_is_added_in_one_go_is_linked_as_what_is_added_bit_by_bit(archive: Archive, tmp_path) -> None:
    together = TREATY + RELEASE
    archive.keep(together)
    with dragoman.open_archive(tmp_path / "bit_by_bit.db") as other:
        for record in together:
            other.keep([record])
        ends = [{(link.kind, link.claim, link.to_claim) for link in each.links()} for each in (archive, other)]
    assert ends[0] == ends[1] != set()


def test_accounts_of_one_event_are_one_step(archive: Archive) -> None:
    bombed = report(
        "Israel bombed Iran on Sunday.",
        event("ASSAULT", "Israel", "Iran", words="bombed", day="2025-06-22", quad=4),
        published="2025-06-23",
    )
    archive.keep([*TREATY, bombed])
    (entry,) = archive.ledger("Iran")
    assert turns(entry) == [("triggered", STRUCK.report.id), ("fulfilled", MET.report.id)]
    assert [event.source.id for event in entry.turns[0].also] == [bombed.report.id]
    archive.part(entry.turns[0].link, by="Mina")  # the other account stands
    assert turns(archive.ledger("Iran")[0]) == [("triggered", bombed.report.id), ("fulfilled", MET.report.id)]


@pytest.mark.parametrize("order", [TREATY, TREATY[::-1], (MET, SIGNED, STRUCK, AGAIN)])
def test_in_whatever_order_reports_come(archive: Archive, order: tuple[Record, ...]) -> None:
    for record in order:
        archive.keep([record])
    (entry,) = archive.ledger("Iran")
    assert set(sources(entry)) == {SIGNED.report.id, AGAIN.report.id}
    assert turns(entry) == [("triggered", STRUCK.report.id), ("fulfilled", MET.report.id)]
    archive.link()
    assert [turns(found) for found in archive.ledger("Iran")] == [turns(entry)]


def test_other_numbers_are_another_promise(archive: Archive) -> None:
    archive.keep(RELEASE)
    assert [sources(entry) for entry in archive.ledger("Israel")] == [
        [PROMISED.report.id, IN_OTHER_WORDS.report.id],
        [OTHERS.report.id],
    ]
    assert [entry.status for entry in archive.ledger("Israel")] == ["fulfilled", "fulfilled"]


def test_what_came_before_or_long_after_answers_nothing(archive: Archive) -> None:
    early = release("Israel vows to release eight pilots.", "release eight pilots", "2025-06-20")
    archive.keep([early, RELEASED])
    assert [entry.status for entry in archive.ledger("Israel")] == ["standing"]
    late = structs.replace(RELEASED, report=structs.replace(RELEASED.report, id="f" * 16, published="2025-12-01"))
    late = structs.replace(
        late, events=tuple(structs.replace(e, id=f"{'f' * 16}/event/7", time=None) for e in late.events)
    )
    archive.keep([late])
    assert [entry.status for entry in archive.ledger("Israel")] == ["standing"]


def test_a_step_is_undone_with_its_link_its_event_or_its_report(archive: Archive) -> None:
    archive.keep(TREATY)
    (entry,) = archive.ledger("Iran")
    trigger = entry.turns[0]
    correction = archive.reject(trigger.event.id, by="Mina")
    assert [found.status for found in archive.ledger("Iran")] == ["standing"]  # and so nothing answered it
    archive.undo(correction.number, by="Mina")
    assert [turns(found) for found in archive.ledger("Iran")] == [turns(entry)]
    answer = archive.ledger("Iran")[0].turns[1]
    archive.part(answer.link, by="Mina")
    assert [found.status for found in archive.ledger(open_only=True)] == ["triggered"]
    archive.link()
    assert [found.status for found in archive.ledger("Iran")] == ["triggered"]


def test_people_tie_and_untie_entries(archive: Archive) -> None:
    archive.keep(RELEASE)
    restates = next(link for link in archive.links() if link.kind == "restates")
    archive.part(restates.number, by="Omar")
    archive.link()
    assert len(archive.ledger("Israel")) == 3
    archive.join(OTHERS.commitments[0].id, PROMISED.commitments[0].id, "restates", by="Omar")
    assert sources(archive.ledger("Israel")[0]) == [PROMISED.report.id, OTHERS.report.id]
    archive.join(RELEASED.events[0].id, OTHERS.commitments[0].id, "breaches", by="Omar", why="only some")
    assert archive.ledger("Israel")[0].status == "breached"
    with pytest.raises(BadQuestion, match="no commitment"):
        archive.join(RELEASED.events[0].id, RELEASED.events[0].id, "breaches", by="Omar")

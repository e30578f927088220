"""The archive as a program uses it: one call each, mistakes said, corrections kept."""

import json
from pathlib import Path

import pytest
from tests.archives import address, commitment, event, position, postgres_server, report, statement

import dragoman
from dragoman.errors import BadDate, BadQuestion
from dragoman.keeping import Archive

__all__ = ["address", "postgres_server"]

VISIT = report(
    "Vladimir Putin met Abbas Araghchi in Russia. He said: “we stand by Iran”. Iran must consult Russia.",
    event("CONSULT", "Vladimir Putin", "Abbas Araghchi", words="met", day="2025-06-22"),
    event("ASSAULT", "Russia", "Iran", words="stand by"),
    statement("Vladimir Putin", "“we stand by Iran”"),
    position("Vladimir Putin", "supports", "Iran", "stand by"),
    commitment("Iran", "consultation", words="Iran must consult Russia"),
    publisher="Wire",
)  # fmt: skip
MET, WRONG = (e.id for e in VISIT.events)


@pytest.fixture
def archive(address: str):
    with dragoman.open_archive(address) as archive:
        archive.keep([VISIT])
        yield archive


def test_each_question_has_its_call(archive: Archive) -> None:
    assert [h.source.publisher for h in archive.search("consult", actor="Iran")] == ["Wire"]
    assert [e.type for e in archive.timeline("Putin")] == ["CONSULT"]
    assert [e.type for e in archive.between("Russia", "Iran", since="2025-06-23")] == ["ASSAULT"]
    assert [s.words for s in archive.statements("Putin")] == ["“we stand by Iran”"]
    assert [p.stance for p in archive.positions("Iran", by="Putin")] == ["supports"]
    assert [c.kind for c in archive.commitments("Iran", open_only=True)] == ["consultation"]
    assert archive.dossier("Putin").reports == 1
    assert {t.events for t in archive.network().ties} == {1, 2}
    assert archive.stats().reports == 1
    assert archive.namesakes("Putin") == ["person/RUS/Vladimir Putin"]
    assert archive.record(VISIT.report.id) == VISIT
    assert list(archive.records()) == [VISIT]
    assert archive.failures() == []
    assert archive.keep([VISIT]) == []


def test_a_day_that_is_none(archive: Archive) -> None:
    with pytest.raises(BadDate, match="'June' is no date"):
        archive.timeline("Putin", since="June")


def test_answers_as_a_data_frame(archive: Archive) -> None:
    frame = archive.frame(archive.timeline("Russia"))
    assert list(frame["type"]) == ["CONSULT", "ASSAULT"]
    assert list(frame["actor"]) == ["Vladimir Putin", "Russia"]
    assert frame["source_publisher"].iloc[0] == "Wire"
    assert (frame["span_start"].iloc[0], frame["span_end"].iloc[0]) == VISIT.events[0].evidence[0]
    assert len(archive.frame([])) == 0


def test_a_correction_outranks_the_machine_and_can_be_undone(archive: Archive) -> None:
    made = archive.correct(MET, "type", "AGREE", by="Mina", note="only planned")
    assert (made.number, made.field, made.was, made.value, made.by, made.note) == (
        1,
        "type",
        "CONSULT",
        "AGREE",
        "Mina",
        "only planned",
    )
    assert [e.type for e in archive.timeline("Putin")] == ["AGREE"]
    assert [h.source.id for h in archive.search(types=["AGREE"])] == [VISIT.report.id]
    assert archive.search(types=["CONSULT"]) == []
    assert archive.record(VISIT.report.id).events[0].type == "AGREE"
    undone = archive.undo(1, by="Omar")
    assert (undone.undone_by, undone.by) == ("Omar", "Mina")
    assert [e.type for e in archive.timeline("Putin")] == ["CONSULT"]
    assert [c.undone_by for c in archive.corrections()] == ["Omar"]
    with pytest.raises(BadQuestion, match="undone already"):
        archive.undo(1, by="Omar")
    with pytest.raises(BadQuestion, match="no correction 7"):
        archive.undo(7, by="Omar")


def test_a_rejected_event_is_gone_and_what_was_said_of_it_is_not(archive: Archive) -> None:
    archive.reject(WRONG, by="Mina")
    assert archive.between("Russia", "Iran", types=["ASSAULT"]) == []
    assert [t.material_conflict + t.verbal_conflict for t in archive.network().ties if t.one.kind == "state"] == [0]
    assert len(archive.positions("Iran")) == 1
    archive.undo(1, by="Mina")
    assert archive.record(VISIT.report.id) == VISIT


def test_an_entity_is_somebody_else(archive: Archive) -> None:
    putin = next(e.id for e in VISIT.entities if e.name == "Vladimir Putin")
    archive.correct(putin, "lexicon", "person/RUS/Dmitry Peskov", by="Mina")
    archive.correct(putin, "name", "Dmitry Peskov", by="Mina")
    assert [e.type for e in archive.timeline("person/RUS/Dmitry Peskov")] == ["CONSULT"]
    assert archive.timeline("person/RUS/Vladimir Putin") == []
    archive.correct(MET, "recipient", [], by="Mina")
    assert [len(e.recipient) for e in archive.timeline("person/RUS/Dmitry Peskov")] == [0]


def test_a_rejected_entity_takes_part_in_nothing(archive: Archive) -> None:
    putin = next(e.id for e in VISIT.entities if e.name == "Vladimir Putin")
    archive.reject(putin, by="Mina")
    record = archive.record(VISIT.report.id)
    assert (record.events[0].actor, record.statements[0].speaker, record.positions) == ((), None, ())


@pytest.mark.parametrize(
    ("target", "field", "value", "said"),
    [
        (MET, "type", 7, "type cannot be 7"), (MET, "colour", "red", "no field 'colour'"), (MET, "evidence", [], "no field 'evidence'"),
        (MET, "status", "maybe", "status cannot be 'maybe'"), (MET, "actor", ["nobody"], "there is no nobody"), ("abc/event/1", "type", "AGREE", "no report 'abc'"),
        (f"{VISIT.report.id}/event/999", "type", "AGREE", "nothing with the id"), (MET, "rejected", False, "undone with its number"), ("", "type", "AGREE", "no report"),
    ],
)  # fmt: skip
def test_what_cannot_be_corrected(archive: Archive, target: str, field: str, value: object, said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        archive.correct(target, field, value, by="Mina")
    assert archive.corrections() == []


def test_a_correction_needs_a_name(archive: Archive) -> None:
    with pytest.raises(BadQuestion, match="who says so"):
        archive.correct(MET, "type", "AGREE", by=" ")


def test_a_correction_survives_rereading(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the id where it is still there, else by the words."""
    from dragoman import adding

    archive.correct(MET, "type", "AGREE", by="Mina")
    archive.reject(WRONG, by="Mina")
    moved = report(
        VISIT.report.text,
        event("COOPERATE", "Vladimir Putin", words="Putin met Abbas"),
        event("AID", "Russia", words="Russia"),
    )
    monkeypatch.setattr(adding, "records", lambda takes, **how: iter([moved for take in takes]))
    assert [o.fate for o in archive.reread(VISIT.report.id)] == ["added"]
    assert [(e.type, e.words) for e in archive.timeline("Putin")] == [("AGREE", "Putin met Abbas")]
    assert [e.type for e in archive.record(VISIT.report.id).events] == [
        "AGREE",
        "AID",
    ]  # the wrong one is not read any more


def test_corrections_are_training_data(archive: Archive) -> None:
    archive.correct(MET, "type", "AGREE", by="Mina")
    archive.undo(archive.reject(WRONG, by="Mina").number, by="Mina")
    (example,) = archive.training_data()
    assert (example.kind, example.field, example.was, example.value) == ("event", "type", "CONSULT", "AGREE")
    assert example.context[example.start : example.end] == "met"


def test_no_archive_is_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(dragoman.BadArchive, match="there is no archive"):
        dragoman.open_archive(tmp_path / "none.db", create=False)


def test_json_of_answers_reads_back(archive: Archive) -> None:
    import msgspec

    from dragoman.answers import Happening

    (told,) = archive.timeline("Putin")
    line = msgspec.json.encode(told)
    assert msgspec.json.decode(line, type=Happening) == told
    assert json.loads(line)["source"]["publisher"] == "Wire"

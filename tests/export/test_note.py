from __future__ import annotations

from msgspec import structs

from dragoman.export.note import CAPS, Row, note
from dragoman.model import Document, Problem, Record, Span, Step


def rows(record: Record, section: str) -> list[Row]:
    return [r for s in note(record).sections if s.name == section for g in s.groups for r in g.rows]


def test_who_names_persons_first_with_office_and_spellings(record: Record) -> None:
    who = rows(record, "who")
    assert [r.lead for r in who] == ["Ilham Aliyev", "Nikol Pashinyan", "Azerbaijan", "Armenia", "Russia"]
    assert who[0].notes == ("named 3 times, once as “he”",)
    assert who[1].what == "Prime Minister of Armenia, since 2018"
    assert who[2].notes == ("named twice", "spelt “Azerbajan”")


def test_what_happened_and_what_is_not_established_are_kept_apart(record: Record) -> None:
    met, shelled = rows(record, "happened")
    assert (met.lead, met.what, met.code) == ("Friday", "Pashinyan and Aliyev", "CONSULT visit")
    assert met.words == "“Nikol Pashinyan met Azerbaijani President Ilham Aliyev in Brussels”"
    assert met.notes == ("in Brussels",)
    assert shelled.what == "someone → Armenia"
    denied, possible = rows(record, "open")
    assert (denied.lead, denied.notes) == ("denied", ("Azerbaijan denies",))
    assert (possible.lead, possible.code) == ("possible", "CONCEDE (act RETREAT)")
    assert possible.notes == ("says Aliyev",)


def test_statements_positions_and_commitments_name_their_people(record: Record) -> None:
    told, denied, _ = rows(record, "said")
    assert (told.lead, told.what, told.code) == ("Pashinyan", "says, reporters", "quoted")
    assert told.words == "“We condemn this attack on our territory”"
    assert denied.what == "denies"
    [stance] = rows(record, "stands")
    assert stance.what == "opposes “the shelling of Jermuk”, Thursday"
    [group] = note(record).sections[-1].groups
    assert group.heading == "Treaty of friendship: Russia and Armenia"
    [bound] = group.rows
    assert (bound.lead, bound.what, bound.code) == ("consultation", "Russia → Armenia", "obliged")
    assert bound.notes == (
        "condition “if its security is threatened”",
        "triggered by “the shelling of Jermuk”, Thursday",
    )


def test_open_days_are_named_until_a_date_is_known(record: Record) -> None:
    assert note(record).facts == ("71 words", "undated: Friday and Thursday stay open", "Brussels")
    dated = structs.replace(
        record, report=structs.replace(record.report, published="2022-07-22", published_from="dateline")
    )
    assert note(dated).facts[1] == "Fri 22 July 2022 (date line)"
    assert note(dated).open_days == ()


def test_checks_gather_what_a_reader_should_look_at(record: Record) -> None:
    assert note(record).checks == (
        "“next week” could not be placed",
        "“Azerbajan” read as Azerbaijan",
        "no date of publication",
        "1 claim less sure than even, marked ?",
    )


def test_long_sections_are_cut_and_say_so_unless_full(record: Record) -> None:
    many = tuple(structs.replace(record.events[0], id=f"r/event/{n}") for n in range(40))
    long = structs.replace(record, events=many)
    cut = next(s for s in note(long).sections if s.name == "happened")
    assert (len(cut.groups[0].rows), cut.left_out) == (CAPS["happened"], 40 - CAPS["happened"])
    whole = next(s for s in note(long, full=True).sections if s.name == "happened")
    assert (len(whole.groups[0].rows), whole.left_out) == (40, 0)


def test_an_empty_record_says_why() -> None:
    def nothing(text: str, language: str = "en", problems: tuple[Problem, ...] = ()) -> str:
        return note(Record(report=Document(id="e", text=text, language=language), problems=problems)).nothing

    assert "holds no text" in nothing(" \n")
    assert "marked as de" in nothing("Das Treffen fand statt.", "de")
    assert "something went wrong" in nothing("Words.", problems=(Problem(stage="parse", message="it fell over"),))
    assert "English news" in nothing("Mix the flour with two eggs.")


def test_a_record_with_findings_is_not_nothing(record: Record) -> None:
    assert note(record).nothing == ""


def test_claims_that_name_unknown_ids_do_not_break_the_note(record: Record) -> None:
    bare = structs.replace(record, entities=(), places=(), times=(), statements=())
    assert "r/entity/pashinyan" in rows(bare, "happened")[0].what


def test_a_step_without_an_event_shows_its_words(record: Record) -> None:
    start = record.report.text.index("could reopen")
    step = Step(status="breached", evidence=(Span(start, start + 12),), why="appears to go against what was owed")
    commitment = structs.replace(record.commitments[0], status="breached", history=(step,))
    changed = structs.replace(record, commitments=(commitment,))
    [group] = note(changed).sections[-1].groups
    assert group.rows[0].notes[-1] == "breached by “could reopen”"

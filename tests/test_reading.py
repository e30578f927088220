import os
import time
from functools import partial

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from dragoman import BadDate, BadRecord, Record
from dragoman.ingest.text import document, from_text
from dragoman.model import Span
from dragoman.pipeline import draft_of, read_document
from dragoman.reading import records

REPORT = (
    "MOSCOW, June 3 - President Vladimir Putin met Iranian Foreign Minister Abbas Araghchi in the Kremlin on Monday."
)


def spans(value: object) -> list[Span]:
    """All spans of a record, wherever they stand."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for item in value for span in spans(item)]
    if isinstance(value, msgspec.Struct):
        return [span for name in value.__struct_fields__ for span in spans(getattr(value, name))]
    return []


def test_reading_a_report_names_who_is_in_it():
    record = dragoman.read(REPORT, published="2024-06-03", title="Talks", url="https://wire.example/1")
    assert {"Abbas Araghchi"} <= {e.name for e in record.entities}
    assert (record.report.published, record.report.title, record.report.url) == (
        "2024-06-03",
        "Talks",
        "https://wire.example/1",
    )
    assert [p for p in record.problems if "failed" in p.message] == []


def test_the_same_report_gives_the_same_bytes_and_they_read_back():
    record = dragoman.read(REPORT, published="2024-06-03")
    assert record.to_json() == dragoman.read(REPORT, published="2024-06-03").to_json()
    assert Record.from_json(record.to_json()) == record
    assert Record.from_json(record.to_json().encode()) == record
    assert record.to_dict()["report"]["text"] == REPORT
    assert list(record.to_dict())[:2] == ["format", "report"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "truncated"),
        ("[]", "got `array`"),
        ('{"report": {"id": 1, "text": ""}}', r"\$\.report\.id"),
        ('{"report": {"id": "1", "text": "", "dateline": {"span": [0]}}}', r"\$\.report\.dateline\.span"),
        ('{"report": {"id": "1", "text": ""}, "events": [{}]}', r"\$\.events\[0\]"),
        ('{"format": "dragoman/9", "report": {"id": "1", "text": ""}}', r"\$\.format"),
        (b"\xff", "invalid"),
    ],
)
def test_a_bad_record_says_where(text, where):
    with pytest.raises(BadRecord, match=where):
        Record.from_json(text)


def test_a_bad_date_is_the_callers_mistake():
    with pytest.raises(BadDate, match="2024-06-19"):
        dragoman.read(REPORT, published="yesterday")


def test_a_notebook_shows_a_page():
    html = dragoman.read("Putin met <b>Araghchi</b> in Moscow on Monday.")._repr_html_()
    assert "&lt;b&gt;" in html
    assert "<b>Araghchi" not in html


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text_is_a_problem(text):
    record = dragoman.read(text)
    assert record.report.text == text
    assert [p.message for p in record.problems] == ["empty: there is nothing to read"]


HOSTILE = {
    "only quotation marks": "“”\"“‘’'»«”" * 50,
    "unclosed": "“" * 400 + " he said",
    "a turn of direction": "Mr \u202eNitup\u202c met \u2067Iran\u2069's minister \u200bin Mos\u200bcow",
    "faces and flags": "🇷🇺 Putin 👨‍👩‍👧 met 🇮🇷 Araghchi 😀 on Monday: “🤝” he said.",
    "combining marks": "Pre\u0301sident E\u0301rdo\u0306gan met M\u0303acro\u0302n in A\u030alborg on Monday.",
    "nul and controls": "Putin\x00 met\x07 Araghchi\x1b[31m in Moscow\x0c on Monday.",
    "lone surrogates": "Putin met \ud83d Araghchi \udc00 on Monday.",
    "carriage returns": "Putin met Araghchi.\r\n\r\nThey agreed.\rTalks go on.\u2028Then they left.\x85",
    "brackets": "([{" * 500 + "Putin met Araghchi" + ")]}" * 500,
    "dashes": "-" * 3000 + " Moscow — Putin met Araghchi. " + "—" * 3000,
    "digits": "9" * 5000 + " dead on 31.02.2024, 99:99, 2024-13-45 and the 0th of May",
    "one long word": "M" * 20_000,
    "markup": "<script>alert('Putin met Araghchi')</script> &lt;b&gt; {{ 7*7 }} ${HOME} %s",
    "short lines": "a\n" * 3000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_and_its_offsets_hold(text):
    record = dragoman.read(text)
    kept = record.report.text
    assert len(kept) == len(text)
    assert [p for p in record.problems if "failed" in p.message] == []
    assert all(0 <= s.start <= s.end <= len(kept) for s in spans(record))
    assert Record.from_json(record.to_json()) == record
    for entity in record.entities:
        assert all(kept[m.span.start : m.span.end].strip() for m in entity.mentions)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=120))
def test_any_text_is_read_and_its_offsets_hold(tail):
    record = dragoman.read(f"Putin met Araghchi in Moscow on Monday. {tail}")
    assert [p for p in record.problems if "failed" in p.message] == []
    assert all(0 <= s.start <= s.end <= len(record.report.text) for s in spans(record))
    assert Record.from_json(record.to_json()) == record


def test_of_a_long_text_the_rest_is_kept_but_not_read():
    text = (REPORT + "\n") * 45_000  # 5 MB
    begun = time.process_time()
    draft = draft_of(document(text), max_characters=3000)
    assert time.process_time() - begun < 5
    assert draft.report.text == text
    problem = next(p for p in draft.problems if p.stage == "segment")
    assert problem.span is not None
    assert 2800 <= problem.span.start <= 3000
    assert problem.span.end == len(text)
    assert text[problem.span.start].isspace()
    assert all(s.end <= problem.span.start for s in spans(read_document(document(text), max_characters=3000).entities))


def test_a_line_without_end_is_cut_for_the_parser():
    text = ("Putin met Araghchi in Moscow on Monday and they agreed on nothing " * 3000)[:200_000]
    draft = draft_of(document(text), max_characters=12_000)
    assert len(draft.paragraphs) >= 3
    assert all(len(text) >= p.end and p.end - p.start <= 4000 for p in draft.paragraphs)


def test_many_reports_come_out_in_order_and_lazily():
    asked = []

    def documents():
        for i in range(5):
            asked.append(i)
            yield f"Report number {i}."

    found = dragoman.read_many(documents())
    assert next(found).report.text == "Report number 0."
    assert asked == [0]
    assert [r.report.text for r in found] == [f"Report number {i}." for i in range(1, 5)]


def test_many_reports_do_not_fill_the_memory_with_their_words():
    from dragoman.stages.parse import _parser

    words = len(_parser().vocab.strings)
    dragoman.read("The foreign minister of Zembla met the envoys of Graustark and of Ruritania in Strelsau on Monday.")
    assert len(_parser().vocab.strings) == words


def test_a_report_in_many_may_be_of_any_kind_and_bad_ones_stop_nothing():
    found = list(
        dragoman.read_many(
            [
                "Talks failed.",
                document("Talks resumed.", published="2024-06-19"),
                {"text": "Talks ended.", "published": "2024-06-20", "url": None},
                {"txt": "Talks."},
                {"title": "no text"},
                {"text": "Talks.", "published": "soon"},
                "",
                "The end.",
            ]
        )
    )
    assert [r.report.text for r in found] == ["Talks failed.", "Talks resumed.", "Talks ended.", *[""] * 4, "The end."]
    assert [r.report.published for r in found[:3]] == [None, "2024-06-19", "2024-06-20"]
    for record, why in zip(found[3:7], ["no such field: txt", 'needs a "text"', "is no date", "empty"], strict=True):
        assert why in record.problems[0].message


def test_what_breaks_on_the_way_in_is_a_problem_of_that_report():
    found = list(records([partial(int, "x"), partial(from_text, "The end.")]))  # type: ignore[list-item]
    assert "ValueError" in found[0].problems[0].message
    assert found[1].report.text == "The end."


def test_a_process_that_dies_costs_one_report_only():
    texts = [f"Report number {i}." for i in range(6)]
    takes = [partial(from_text, text) for text in texts]
    takes.insert(2, partial(os._exit, 3))
    found = list(records(takes, processes=2))
    assert [r.report.text for r in found] == [*texts[:2], "", *texts[2:]]
    assert "died" in found[2].problems[0].message


def test_other_processes_read_the_same_and_are_not_handed_too_much():
    texts = [REPORT, "", "Iran condemned the strikes on Sunday."] * 6
    handed = []

    def documents():
        for text in texts:
            handed.append(text)
            yield text

    found = []
    for record in dragoman.read_many(documents(), processes=2):
        found.append(record)
        assert len(handed) - len(found) < 8
    assert found == list(dragoman.read_many(texts))


def test_processes_must_be_some():
    with pytest.raises(ValueError, match="at least 1"):
        dragoman.read_many([], processes=0)

"""What holds for every format: the same bytes each time, nobody's words without leave, no attack passed on."""

from __future__ import annotations

import msgspec
import pytest

from dragoman.errors import BadQuestion
from dragoman.export.manner import Manner
from dragoman.export.taking_out import FORMS, taken_out
from dragoman.model import Document, Record

WORDS = "whose dog barked at the harbour wall"  # of the report, of no claim
QUOTED = "condemn this attack"


def made(form: str, *records: Record, **manner: str) -> bytes:
    return b"".join(taken_out(records, form, Manner(**manner)))


@pytest.fixture
def longer(record: Record) -> Record:
    return msgspec.structs.replace(
        record, report=msgspec.structs.replace(record.report, text=record.report.text + WORDS, published="2024-07-19")
    )


@pytest.mark.parametrize("form", FORMS)
def test_equal_records_give_equal_bytes(form, record):
    assert made(form, record, record) == made(form, record, record)


@pytest.mark.parametrize("form", FORMS)
def test_no_words_leave_that_no_claim_quotes(form, longer):
    assert WORDS.encode() not in made(form, longer)


@pytest.mark.parametrize("form", FORMS)
def test_no_words_leave_without_quotes(form, longer):
    out = made(form, longer, words="none")
    assert WORDS.encode() not in out
    assert QUOTED.encode() not in out


@pytest.mark.parametrize("form", FORMS)
def test_hostile_reports_and_empty_ones_are_written(form, record, hostile):
    empty = Record(report=Document(id="0", text=""))
    bare = Record(report=Document(id="1", text="Nothing was read here."))
    for words in ("quotations", "none", "all"):
        out = made(form, empty, hostile, bare, record, words=words)
        assert FORMS[form].binary or b"\x1b" not in out
        assert "\u202e".encode() not in out or words == "all" or form == "jsonl"  # which keeps values as they are


@pytest.mark.parametrize("form", FORMS)
def test_nothing_comes_of_nothing(form):
    made(form)


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"graphml", "gexf", "parquet"}))
def test_records_are_not_collected(form, record):
    """When the first bytes come out, at most a few records were asked for."""
    asked = 0

    def records():
        nonlocal asked
        for _ in range(1000):
            asked += 1
            yield record

    pieces = taken_out(records(), form)
    for _ in range(3):
        next(pieces)
    assert asked < 50


def test_an_unknown_format_is_said():
    with pytest.raises(BadQuestion, match="jsonl"):
        taken_out([], "xls")

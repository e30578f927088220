"""Quotations are short, do not overlap and are no substitute for the report."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.export.quoting import LONGEST, claims, quotations, shown
from dragoman.model import Document, Event, Record, Span


def event(n: int, evidence: Span, trigger: Span, confidence: float = 0.9) -> Event:
    return Event(
        id=f"e{n}", act="CONSULT", type="CONSULT", quad=1, score=1.0, trigger=trigger, evidence=(evidence,),
        rule="r", confidence=confidence,
    )  # fmt: skip


@given(
    st.integers(1, 3000),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 900), st.integers(0, 99)), max_size=30),
)
def test_quotations_are_short_apart_and_few(length, drawn):
    text = ("words of a report " * (length // 18 + 1))[:length]
    made = []
    for n, (start, size, sure) in enumerate(drawn):
        span = Span(min(start, length - 1), min(start + size, length))
        if span.start < span.end:
            made.append(event(n, span, Span(span.end - 1, span.end), sure / 100))
    record = Record(report=Document(id="r", text=text), events=tuple(made))
    spans = shown(record, "quotations")
    assert all(0 < span.end - span.start <= LONGEST for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert sum(span.end - span.start for span in spans) <= max(400, length // 4)


def test_what_is_quoted_already_is_not_quoted_again(record):
    found = quotations(record)
    assert "r/statement/deny" in found
    assert "r/event/cross" not in found  # lies within what the statement quotes


def test_a_long_stretch_is_cut_around_what_it_is_about():
    text = "word " * 100 + "met " + "word " * 100
    long = event(1, Span(0, len(text)), Span(500, 503))
    (span,) = quotations(Record(report=Document(id="r", text=text), events=(long,))).values()
    assert span.start <= 500 < 503 <= span.end
    assert text[span.start - 1] == " "
    assert text[span.end] == " "


def test_none_and_all(record):
    assert quotations(record, "none") == {}
    assert set(quotations(record, "all")) == {claim.id for claim in claims(record)}
    assert shown(record, "all") == [Span(0, len(record.report.text))]


@pytest.mark.parametrize("words", ["quotations", "none", "all"])
def test_claims_that_point_nowhere(record, words):
    broken = msgspec.structs.replace(record.events[0], evidence=(), trigger=Span(10**6, 10**6 + 3))
    quotations(msgspec.structs.replace(record, events=(broken,)), words)

"""Statements: who said what, to whom, where, in every shape that a wire report puts it."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.draft import Draft
from dragoman.model import Span, Statement
from dragoman.pipeline import document, draft_of


@cache
def read(text: str) -> Draft:
    draft = draft_of(document(text))
    assert not [p for p in draft.problems if p.stage == "statements"]
    return draft


def words(draft: Draft, spans: tuple[Span, ...]) -> str:
    return " ... ".join(draft.text(s) for s in spans)


def found(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of every statement."""
    draft = read(text)
    return [(words(draft, s.source), words(draft, s.cue), words(draft, s.content)) for s in draft.statements]


def only(text: str) -> Statement:
    statements = read(text).statements
    assert len(statements) == 1, found(text)
    return statements[0]


QUOTATIONS = [
    (
        "“We will not leave,” President Emmanuel Macron said.",
        ("President Emmanuel Macron", "said", "“We will not leave,”"),
    ),
    ("“We will not leave,” said Macron.", ("Macron", "said", "“We will not leave,”")),
    ("Macron said: “We will not leave.”", ("Macron", "said", "“We will not leave.”")),
    ('"We will not leave," Macron told reporters.', ("Macron", "told", '"We will not leave,"')),
    ("''We will not leave,'' Macron said.", ("Macron", "said", "''We will not leave,''")),
    ("Macron warned, “We will not leave.”", ("Macron", "warned", "“We will not leave.”")),
    (
        "“We will not leave,” Macron said. “Not this year.”",
        ("Macron", "said", "“We will not leave,” ... “Not this year.”"),
    ),
    (
        "“We will not leave,” Macron said, “until the last hostage is home.”",
        ("Macron", "said", "“We will not leave,” ... “until the last hostage is home.”"),
    ),
    (
        "“We came as friends. We leave as friends. No one asked us to go,” the ambassador said.",
        ("the ambassador", "said", "“We came as friends. We leave as friends. No one asked us to go,”"),
    ),
    (
        "“We came as friends.\n\n“We leave as friends,” the ambassador said.",
        ("the ambassador", "said", "“We came as friends.\n\n“We leave as friends,”"),
    ),
    ("“This is a crime,” Erdogan thundered.", ("Erdogan", "thundered", "“This is a crime,”")),
    (
        "It makes “no sense,” the minister said.",
        ("the minister", "said", "It makes “no sense,”"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotations(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


REPORTED = [
    (
        "Lavrov said that the talks had failed.",
        ("Lavrov", "said", "that the talks had failed"),
    ),
    ("Lavrov said the talks had failed.", ("Lavrov", "said", "the talks had failed")),
    ("The talks have failed, officials said.", ("officials", "said", "The talks have failed")),
    (
        "According to the Foreign Ministry, the talks have failed.",
        ("the Foreign Ministry", "According to", "the talks have failed"),
    ),
    (
        "The talks have failed, according to the Foreign Ministry.",
        ("the Foreign Ministry", "according to", "The talks have failed"),
    ),
    (
        "Kyiv accused Moscow of shelling the plant.",
        ("Kyiv", "accused", "Moscow of shelling the plant"),
    ),
    ("Tehran denied that it had sent drones.", ("Tehran", "denied", "that it had sent drones")),
    ("Brussels called for an immediate ceasefire.", ("Brussels", "called for", "an immediate ceasefire")),
    ("Beijing reiterated its position on Taiwan.", ("Beijing", "reiterated", "its position on Taiwan")),
    ("The council condemned the coup.", ("The council", "condemned", "the coup")),
    ("The raid was condemned by Jordan.", ("Jordan", "was condemned", "The raid")),
    (
        "Lavrov was quoted as saying that the talks had failed.",
        ("Lavrov", "saying", "that the talks had failed"),
    ),
    (
        "Tass quoted Lavrov as saying that the talks had failed.",
        ("Lavrov", "saying", "that the talks had failed"),
    ),
    (
        "The council expressed concern about the arrests.",
        ("The council", "expressed concern about", "the arrests"),
    ),
    (
        "Moscow’s claim that the port was empty drew scorn.",
        ("Moscow", "claim", "that the port was empty"),
    ),
    ("As Lavrov put it, the talks have failed.", ("Lavrov", "put it", "the talks have failed")),
]


@pytest.mark.parametrize(("text", "expected"), REPORTED)
def test_reported_speech(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “war cabinet” met on Monday.",
        "The bloc added three banks to its list.",
        "Troops defended the bridge.",
        "The ministry has yet to comment.",
        "Parliament meets on Tuesday.",
        "",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert found(text) == []


def test_a_statement_within_a_statement_names_it() -> None:
    draft = read("Lavrov said that Rubio had told him that the offer stood.")
    outer, inner = draft.statements
    assert words(draft, inner.content) == "that the offer stood"
    assert inner.said_in == outer.id
    assert outer.said_in is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“We will not leave,” Macron said.", "direct"),
        ("Macron said France would “not leave.”", "mixed"),
        ("Macron said France would not leave.", "indirect"),
    ],
)
def test_form_is_the_share_of_quoted_words(text: str, form: str) -> None:
    assert only(text).form == form


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The ministry declined to say where he was held.", True),
        ("The minister did not say who would attend.", True),
        ("The embassy refused to comment on the arrest.", True),
        ("The minister said that no one would attend.", False),
    ],
)
def test_what_was_not_said(text: str, negated: bool) -> None:
    assert only(text).negated is negated


def test_a_statement_shows_its_evidence() -> None:
    text = "Lavrov said that the talks had failed."
    statement = only(text)
    assert statement.rule == "en/cues#say"
    assert statement.evidence == (Span(0, 6), Span(7, 11), Span(12, 37))
    assert 0 < statement.confidence <= 1

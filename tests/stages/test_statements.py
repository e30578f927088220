"""Statements by rules alone: who said what, to whom, where, in every shape that a wire report puts it."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.draft import Draft
from dragoman.model import Span, Statement
from dragoman.pipeline import document, draft_of


@cache
def read(text: str) -> Draft:
    draft = draft_of(document(text), model=False)
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
    (
        "Russia abstained, with its envoy, Vasily Nebenzya, saying that the text was vague.",
        ("its envoy, Vasily Nebenzya", "saying", "that the text was vague"),
    ),
    ("Lavrov said on Wednesday it was over.", ("Lavrov", "said", "it was over")),
    ("In Lavrov’s words, “it is over.”", ("Lavrov", "words", "“it is over.”")),
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
        "She appeared on “Meet the Press” on Sunday.",
        "Orban was the first leader to endorse the plan.",
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


def names(draft: Draft, ids: tuple[str, ...]) -> list[str]:
    return [draft.entity[i].name for i in ids]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will not leave,” French President Emmanuel Macron said.", "Emmanuel Macron"),
        ("Emmanuel Macron arrived on Monday. “We will not leave,” he said.", "Emmanuel Macron"),
        ("Emmanuel Macron, who arrived on Monday and who said that France would stay, left.", "Emmanuel Macron"),
        ("Emmanuel Macron condemned the raid, adding that France would act.", "Emmanuel Macron"),
        ("Meeting Xi Jinping in Beijing, Emmanuel Macron said: “We came to listen.”", "Emmanuel Macron"),
        ("Emmanuel Macron: we will not leave Mali.", "Emmanuel Macron"),
    ],
)
def test_speakers(text: str, speaker: str) -> None:
    draft = read(text)
    said = draft.statements[-1]
    assert said.speaker is not None, found(text)
    assert draft.entity[said.speaker].name == speaker


def test_a_person_is_not_who_speaks_for_him() -> None:
    draft = read("Emmanuel Macron left on Monday. His aides said that he was tired.")
    speaker = draft.statements[0].speaker
    assert speaker is None or draft.entity[speaker].name == "aides"


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Emmanuel Macron told Xi Jinping that time was short.", ["Xi Jinping"]),
        ("Emmanuel Macron told reporters that time was short.", []),
        ("Emmanuel Macron met Xi Jinping on Monday. “Your country can help,” Macron said.", ["Xi Jinping"]),
        ("Emmanuel Macron met Xi Jinping on Monday. “France can help,” Macron said.", []),
    ],
)
def test_addressees(text: str, addressee: list[str]) -> None:
    draft = read(text)
    assert names(draft, draft.statements[-1].addressee) == addressee


def test_a_question_without_a_source_is_put_to_whoever_answers() -> None:
    draft = read("Asked whether he would go, Emmanuel Macron said that no date was set.")
    question, answer = draft.statements
    assert (question.act, question.source, question.speaker) == ("asks", (), None)
    assert names(draft, question.addressee) == ["Emmanuel Macron"]
    assert answer.act == "says"


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("Lavrov told a news briefing that the talks had failed.", "news briefing"),
        ("Lavrov said in an interview with CNN that the talks had failed.", "interview with CNN"),
        ("Speaking at a joint press conference, Lavrov said that the talks had failed.", "press conference"),
        ("Lavrov, in his opening remarks at the televised Kremlin meet, said that talks went on.", "Kremlin meet"),
        ("The ministry said in a statement that the talks had failed.", "statement"),
        ("Lavrov wrote on X that the talks had failed.", "X"),
        ("Lavrov said that the talks had failed.", None),
    ],
)
def test_settings(text: str, setting: str | None) -> None:
    assert read(text).statements[0].setting == setting


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Hamas vowed to avenge him.", "promises"),
        ("Tehran threatened to close the strait.", "threatens"),
        ("The bloc called on Israel to halt the raids.", "demands"),
        ("The army admitted that it had hit the school.", "admits"),
    ],
)
def test_acts(text: str, act: str) -> None:
    assert only(text).act == act


def test_statements_are_never_in_each_other() -> None:
    draft = read("Iran rejected the charge as baseless, according to the agency, which said that talks went on.")
    inside = {s.id: s.said_in for s in draft.statements}
    for at in inside.values():
        seen: set[str] = set()
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = inside[at]


@pytest.mark.parametrize(
    "text", ["“", "said", "“said said said”, said said:", "“‘“", ": “x", "According to", "that said that"]
)
def test_odd_texts_pass(text: str) -> None:
    read(text)

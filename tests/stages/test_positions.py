"""Positions as they are read from sentences and from short reports."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.knowledge.names import folded
from dragoman.model import Position
from dragoman.pipeline import document, draft_of

KNOWN = knowledge.load().stances
REPORTS = msgspec.toml.decode((Path(__file__).parent / "bound_reports.toml").read_bytes())["report"]


@cache
def read(text: str) -> Draft:
    return draft_of(document(text.strip()))


@pytest.mark.parametrize("word", KNOWN.words, ids=lambda w: w.key)
def test_each_example_fires_its_entry_and_no_counterexample_does(word: Any) -> None:
    for example in word.examples:
        found = [p for p in read(example).positions if p.rule == f"en/stances#{word.key}"]
        assert found, example
        assert {p.stance for p in found} <= {word.stance, word.if_not}
    for counterexample in word.counterexamples:
        assert not any(p.rule == f"en/stances#{word.key}" for p in read(counterexample).positions), counterexample


@pytest.mark.parametrize("bearer", KNOWN.bearers.values(), ids=lambda b: b.key)
def test_each_bearing_verb_bears_a_position(bearer: Any) -> None:
    for example in bearer.examples:
        assert read(example).positions, example


@pytest.mark.parametrize("recall", KNOWN.recalls, ids=lambda r: r.nouns[0])
def test_each_noun_takes_up_the_event_told_before(recall: Any) -> None:
    for example in recall.examples:
        draft = read(example)
        told = {e.id: e for e in draft.events}
        taken_up = [told[p.toward.event] for p in draft.positions if p.toward.event]
        first = draft.syntax.sentence_span(0)
        assert any(e.act in recall.acts and first.covers(e.trigger) for e in taken_up), example


def about(draft: Draft, position: Position) -> str:
    """The words of the event or span, or the entity's name, that a position is toward."""
    toward = position.toward
    if toward.event:
        return draft.text(next(e for e in draft.events if e.id == toward.event).trigger)
    return draft.entity[toward.entity].name if toward.entity else draft.text(toward.span) if toward.span else ""


def standings(text: str) -> list[tuple[str, str, str]]:
    draft = read(text)
    return [(draft.entity[p.holder].name, p.stance, about(draft, p)) for p in draft.positions]


SENTENCES: dict[str, list[tuple[str, str, str]]] = {
    "Israel struck a port in Yemen. Iran strongly condemned the Israeli strike.": [("Iran", "opposes", "struck")],
    "Israel struck a port in Yemen. “This is an unprovoked aggression against Yemen,” Iranian President Masoud "
    "Pezeshkian said.": [("Masoud Pezeshkian", "opposes", "struck")],
    "Turkey refused to take sides in the dispute.": [("Turkey", "neutral", "the dispute")],
    "Belarus did not support the sanctions.": [("Belarus", "opposes", "the sanctions")],
    "Cuba and Nicaragua supported Venezuela.": [
        ("Cuba", "supports", "Venezuela"),
        ("Nicaragua", "supports", "Venezuela"),
    ],
    "Vladimir Putin assured Iran of Russia's support.": [("Vladimir Putin", "supports", "Iran")],
    "France might support the proposal.": [],
    "Kyiv asked whether Hungary supports Russia.": [],
    "Germany urged Spain to condemn Cuba.": [("Germany", "demands", "Spain")],
    "The troops supported the column.": [],
    "Hungary could not support the sanctions.": [("Hungary", "opposes", "the sanctions")],
    "Serbia abstained from the vote, along with Belarus.": [
        ("Serbia", "neutral", "the vote"),
        ("Belarus", "neutral", "the vote"),
    ],
    "Serbia recalled its envoy in protest over the ruling.": [("Serbia", "opposes", "the ruling")],
    "Kosovo lifted the tariffs at Germany's request.": [("Germany", "demands", "lifted the tariffs")],
    "Serbia considers the embargo unjust.": [("Serbia", "opposes", "the embargo")],
    "Germany and France fought over the islands. Serbia backed neither.": [("Serbia", "neutral", "fought")],
    "Serbia neither accepts nor recognises the ruling.": [("Serbia", "opposes", "the ruling")],
    "Serbia asked whether Kosovo would lift the tariffs.": [],
    "Chad asked Niger to free the pilots.": [("Chad", "demands", "Niger")],
    "Chad asked not to be named.": [],
    "Denmark denied that it had asked for an exemption.": [],
    "Slovakia, whose government opposes the embargo, met Chad.": [("Slovakia", "opposes", "the embargo")],
    "Namibia was among 35 states that endorsed the ban.": [("Namibia", "supports", "the ban")],
    "Namibia was one of those that opposed the ban.": [("Namibia", "opposes", "the ban")],
    "The ruling drew sharp criticism from Chad.": [("Chad", "opposes", "The ruling")],
    "The ruling drew no criticism from Chad.": [],
    "Chad demanded in a letter that Niger free the pilots.": [("Chad", "demands", "Niger")],
    "Burundi is asking for its assets to be freed.": [("Burundi", "demands", "freed")],
    "Burundi will have no part in the scheme.": [("Burundi", "opposes", "the scheme")],
    "Burundi will agree to no embargo.": [("Burundi", "opposes", "no embargo")],
    "Chad called Niger's remarks on Saturday a farce.": [("Chad", "opposes", "Niger")],
    "“The level of crime has risen,” Chadian President Mahamat Deby said.": [],
    "The embargo was opposed by Chad.": [("Chad", "opposes", "The embargo")],
    "M23 seized Goma. Rwanda cut its ties with Belgium. Kenya condemned the seizure.": [("Kenya", "opposes", "seized")],
    "Burundi threatened to boycott the summit.": [("Burundi", "opposes", "the summit")],
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_tells_who_stands_where(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert standings(text) == expected


def test_a_position_taken_twice_is_one_with_all_its_evidence() -> None:
    draft = read("Peru supports Chile. Later Peru again backed Chile.")
    (position,) = draft.positions
    assert [draft.text(s) for s in position.evidence] == ["supports Chile", "again backed Chile"]


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r["name"])
def test_reports_tell_who_stands_where(report: dict[str, Any]) -> None:
    draft = read(report["text"])
    found = [
        (draft.entity[p.holder].name, p.stance, " ".join(draft.text(s) for s in p.evidence)) for p in draft.positions
    ]
    for expected in report.get("position", []):
        who, stance = expected["holder"], expected["stance"]
        hits = (f for f in found if folded(who) in folded(f[0]) and f[1] == stance and expected["words"] in f[2])
        assert any(hits), (expected, found)


@pytest.mark.parametrize("text", ["", "?!", "condemned condemned support", "“illegal", "supports."])
def test_odd_text_passes_through(text: str) -> None:
    assert not any(p.stage == "positions" for p in read(text).problems)

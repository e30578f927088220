"""Attributions by the trained model: what it adds to the rules, and what is said where it cannot run."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys

import pytest
from tests.stages.test_statements import words

import dragoman
from dragoman import tagger
from dragoman.errors import ModelMissing
from dragoman.pipeline import document, draft_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lavrov said that the talks had failed.", ("Lavrov", "said", "that the talks had failed")),
        ("“We will not leave,” Macron said.", ("Macron", "said", "“We will not leave,”")),
        ("Tehran threatened to close the strait.", ("Tehran", "threatened", "to close the strait")),
        (
            "The talks have failed, according to two diplomats.",
            ("two diplomats", "according to", "The talks have failed"),
        ),
    ],
)
def test_what_the_model_finds(text, expected):
    draft = draft_of(document(text))
    found = [(words(draft, s.source), words(draft, s.cue), words(draft, s.content)) for s in draft.statements]
    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    ["Tehran is aware of the risk.", "The two sides signed the treaty on Monday.", "Parliament meets on Tuesday.", ""],
)
def test_attitudes_and_acts_are_no_statements(text):
    assert draft_of(document(text)).statements == ()


def test_who_is_asked_is_the_addressee():
    record = dragoman.read(
        "Asked whether Russia would join the talks, Kremlin spokesman Dmitry Peskov declined to comment."
    )
    names = {e.id: e.name for e in record.entities}
    asked = next(s for s in record.statements if s.act == "asks")
    assert asked.speaker is None
    assert [names[e] for e in asked.addressee] == ["Dmitry Peskov"]


def test_i_is_whoever_speaks():
    record = dragoman.read("“I said that I would go and I am going,” President Emmanuel Macron told reporters.")
    assert len({s.speaker for s in record.statements}) == 1


def test_statements_nest():
    record = dragoman.read("Tass quoted Sergei Lavrov as saying that the talks had failed.")
    names = {e.id: e.name for e in record.entities}
    outer, inner = sorted(record.statements, key=lambda s: s.said_in is not None)
    assert (names[outer.speaker], names[inner.speaker]) == ("TASS", "Sergei Lavrov")
    assert inner.said_in == outer.id


TEXT = "Lavrov said that the talks had failed."


def test_without_the_model_rules_read_on():
    record = dragoman.read(TEXT, model=False)
    assert [s.rule for s in record.statements] == ["en/cues#say"]
    assert record.problems == ()


def test_a_model_that_cannot_run_is_a_problem(monkeypatch):
    def missing():
        raise ModelMissing("no such thing")

    monkeypatch.setattr(tagger, "load", missing)
    record = dragoman.read(TEXT)
    assert [s.rule for s in record.statements] == ["en/cues#say"]
    (problem,) = record.problems
    assert problem.stage == "tag"
    assert "by rules alone" in problem.message
    assert "no such thing" in problem.message


def test_what_cannot_be_loaded_is_named(monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name == "onnxruntime":
            raise ImportError("no onnxruntime here", name=name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    tagger.load.cache_clear()
    with pytest.raises(ModelMissing, match="pip install onnxruntime"):
        tagger.load()
    tagger.load.cache_clear()


@pytest.mark.parametrize("text", ["“", "”" * 400, "said " * 3000, "“He said “he said " * 300, "\x00\x01", "a" * 50_000])
def test_odd_text_passes_through(text):
    assert not [p for p in draft_of(document(text)).problems if "failed" in p.message]


def test_nothing_is_reported_to_anyone(tmp_path):
    """The engine that runs the model can keep a log of its use and send it: it is told not to."""
    code = "import dragoman, os; dragoman.read('Lavrov said so.'); print(os.environ['ORT_DISABLE_TELEMETRY'])"
    env = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.strip() == "1"
    assert list(tmp_path.iterdir()) == []

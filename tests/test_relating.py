"""The relation of two given mentions: the classifier with the lexicon beside it, as a function and as a command."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli import app
from dragoman.errors import BadQuestion

# The mention in square brackets acts, the one in braces is acted upon; sentences of our own.
CASES = [
    ("[Peru] expelled two envoys of {Bolivia} on Friday.", "SANCTION", 4),
    ("{A bishop} was arrested by [soldiers] outside the cathedral in Managua.", "COERCE", 4),
    ("[Students] staged a sit-in outside {the education ministry} over fees.", "PROTEST", 4),
    ("[Ghana] will lend {Togo} two patrol boats next year.", "AGREE", 1),
    ("[The foreign ministry] praised {the Omani mediators}, officials said.", "SUPPORT", 1),
    ("[The president] pardoned {a jailed editor} on Sunday.", "CONCEDE", 2),
    ("{Kenya} was urged by [the bloc] to reopen the crossing.", "REQUEST", 3),
]


def marked(sentence: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    plain = sentence.translate(str.maketrans("", "", "[]{}"))
    spans = {}
    for opens, closes in ("[]", "{}"):
        words = sentence[sentence.index(opens) + 1 : sentence.index(closes)]
        spans[opens] = (plain.index(words), plain.index(words) + len(words))
    return plain, spans["["], spans["{"]


@pytest.mark.parametrize(("sentence", "type", "quad"), CASES)
def test_type_and_quad_class(sentence: str, type: str, quad: int) -> None:
    text, actor, recipient = marked(sentence)
    found = dragoman.relate(text, actor=actor, recipient=recipient)
    assert (found.type, found.quad) == (type, quad)
    assert (tuple(found.actor), tuple(found.recipient)) == (actor, recipient)
    assert found.related > 0.5
    assert 0 < found.confidence <= found.related + 0.001
    assert all(0 <= s.start < s.end <= len(text) for s in found.evidence)


def test_the_other_way_round_they_are_not_related() -> None:
    text, actor, recipient = marked("[Peru] expelled two envoys of {Bolivia} on Friday.")
    assert dragoman.relate(text, actor=recipient, recipient=actor).related < 0.5


def test_the_words_and_the_code_come_from_the_lexicon_where_it_knows_them() -> None:
    text, actor, recipient = marked("[The army] will not attack {the village}, the governor said.")
    found = dragoman.relate(text, actor=actor, recipient=recipient)
    assert found.trigger is not None
    assert text[found.trigger.start : found.trigger.end] == "attack"
    assert (found.status, found.negated) == ("planned", True)
    text, actor, recipient = marked("[The army] shelled {the village} on Monday, the governor said.")
    found = dragoman.relate(text, actor=actor, recipient=recipient)
    assert (found.type, found.mode, found.rule) == ("ASSAULT", "heavy-weapons", "en/events/ASSAULT#shell")


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [("Iran met Iraq.", (0, 99), (9, 13)), ("Iran met Iraq.", (4, 4), (9, 13)), ("      ", (0, 2), (3, 5)),
     ("Iran " + "and so on, " * 200 + "met Iraq.", (0, 4), (2209, 2213))],
)  # fmt: skip
def test_what_cannot_be_answered_is_said(text: str, actor: tuple[int, int], recipient: tuple[int, int]) -> None:
    with pytest.raises(BadQuestion):
        dragoman.relate(text, actor=actor, recipient=recipient)


def test_each_line_is_answered_and_a_bad_one_loses_nothing_else(tmp_path) -> None:
    text, actor, recipient = marked(CASES[0][0])
    good = {"text": text, "actor": actor, "recipient": recipient}
    asked = [json.dumps({"id": "a"} | good), "{", json.dumps({"id": 7, "text": "x"}), json.dumps({"id": "b"} | good)]
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(asked), "utf-8")
    result = CliRunner().invoke(app, ["relate", "--jsonl", str(file)])
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [a["id"] for a in answers] == ["a", "line 2", 7, "b"]
    assert [a.get("type") for a in answers] == ["SANCTION", None, None, "SANCTION"]
    assert "actor" in answers[2]["problem"]


def test_one_pair_on_the_command_line() -> None:
    text, actor, recipient = marked(CASES[0][0])
    spans = ["--actor", f"{actor[0]}:{actor[1]}", "--recipient", f"{recipient[0]}:{recipient[1]}"]
    result = CliRunner().invoke(app, ["relate", text, *spans])
    assert json.loads(result.stdout)["type"] == "SANCTION"
    assert CliRunner().invoke(app, ["relate", text]).exit_code == 2
    assert CliRunner().invoke(app, ["relate", text, "--actor", "x", "--recipient", "0:3"]).exit_code == 2

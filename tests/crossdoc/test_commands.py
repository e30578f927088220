"""The commands about what belongs together: what they print and what their exit code says."""

import json
from pathlib import Path

import pytest
from tests.crossdoc.test_ledger import TREATY
from tests.crossdoc.test_linking import ALL, HELD, UNDATED
from typer.testing import CliRunner

import dragoman
from dragoman import cli


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli.app, [*arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(autouse=True)
def linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_ARCHIVE", str(tmp_path / "archive.db"))
    with dragoman.open_archive() as archive:
        archive.keep(ALL)
    assert int(run("link").split()[0]) > 0


def test_an_event_is_told_once() -> None:
    said = " ".join(run("occurrences", "Putin").split())
    assert "2 accounts, 2 voices" in said
    assert "announced by 2025-06-20" in said
    assert "contradicted by 2025-06-25" in said
    told = [json.loads(line) for line in run("occurrences", "Putin", "--json").splitlines()]
    assert [one["voices"] for one in told if len(one["accounts"]) == 2] == [2]


def test_contradictions_in_the_words_of_both() -> None:
    said = " ".join(run("contradictions").split())
    assert "happened or did not" in said
    assert "number (killed people)" in said
    assert "against “" in said


def test_a_link_is_listed_and_undone() -> None:
    links = [json.loads(line) for line in run("link", "--list", "--json").splitlines()]
    one = next(x for x in links if (x["kind"], x["claim"]) == ("same", HELD.events[0].id))
    assert one["to_claim"] == UNDATED.events[0].id
    assert "undone by Mina" in run("link", "--undo", str(one["number"]), "--by", "Mina")
    run("link")
    assert "undone by Mina" in run("link", "--list")
    assert CliRunner().invoke(cli.app, ["link", "--undo", "999", "--by", "Mina"]).exit_code == 2


def test_the_ledger_tells_a_commitment_as_a_chain() -> None:
    with dragoman.open_archive() as archive:
        archive.keep(TREATY)
    said = " ".join(run("commitments", "--status", "fulfilled", "--of", "IRN").split())
    assert "consultation, obliged: fulfilled" in said
    assert "triggered by “struck”" in said
    assert "answered by “received”" in said
    assert "also told by 2025-06-20" in said
    (entry,) = [json.loads(line) for line in run("commitments", "--of", "IRN", "--json").splitlines()]
    turns = {turn["status"] for turn in entry["turns"]}
    assert turns == {"triggered", "fulfilled"}  # other reports tell of strikes too
    assert len(entry["accounts"]) == 2
    assert CliRunner().invoke(cli.app, ["commitments", "--open", "--of", "IRN"]).exit_code == 1

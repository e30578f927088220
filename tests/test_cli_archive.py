"""The commands of an archive: what they print, where, and what their exit code says."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.archives import commitment, event, position, report, statement
from typer.testing import CliRunner

import dragoman
from dragoman import adding, cli, cli_archive, cli_asking

RECORD = report(
    "Vladimir Putin met Abbas Araghchi in Russia. He said: “we stand by Iran”. Iran must consult Russia.",
    event("CONSULT", "Vladimir Putin", "Abbas Araghchi", words="met", day="2025-06-22"),
    statement("Vladimir Putin", "“we stand by Iran”"),
    position("Vladimir Putin", "supports", "Iran", "stand by"),
    commitment("Iran", "consultation", words="Iran must consult Russia"),
    title="Talks [in] <Moscow>", publisher="Wire", url="https://example.org/1",
)  # fmt: skip
ASKED = {
    "search": ["search", "consult"],
    "timeline": ["timeline", "Putin"],
    "between": ["between", "Russia", "Iran"],
    "statements": ["statements", "--by", "Putin"],
    "positions": ["positions", "--on", "Iran"],
    "commitments": ["commitments", "--open"],
    "network": ["network"],
    "dossier": ["dossier", "Putin"],
    "stats": ["stats"],
}


def run(*arguments: str):
    return CliRunner().invoke(cli.app, [*arguments])


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = str(tmp_path / "archive.db")
    monkeypatch.setenv("DRAGOMAN_ARCHIVE", path)
    with dragoman.open_archive(path) as made:
        made.keep([RECORD])
    return path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without a parser."""
    monkeypatch.setattr(adding, "records", lambda takes, **how: (report(take().document.text) for take in takes))


@pytest.mark.parametrize("command", ASKED)
def test_people_get_words_with_their_source(archive: str, command: str) -> None:
    done = run(*ASKED[command])
    assert (done.exit_code, done.stderr) == (0, "")
    said = {"network": "1 event", "stats": "statements"}.get(command, "Wire, 2025-06-23: Talks [in] <Moscow>")
    assert said in done.stdout


@pytest.mark.parametrize("command", ASKED)
def test_programs_get_json(archive: str, command: str) -> None:
    done = run(*ASKED[command], "--json")
    assert done.exit_code == 0
    for line in done.stdout.splitlines():
        assert isinstance(json.loads(line), dict)
    assert done.stdout


@pytest.mark.parametrize(
    ("command", "example"), [(c.__name__, e) for c, e in (*cli_archive.COMMANDS, *cli_asking.COMMANDS)]
)
def test_help_has_an_example_that_can_be_run(command: str, example: str) -> None:
    done = run(command, "--help")
    assert done.exit_code == 0
    assert "Example: dragoman" in done.stdout
    assert example.startswith(f"dragoman {command} ")


def test_nothing_found(archive: str) -> None:
    done = run("search", "nowhere")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "nothing found\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["timeline", "Putni"], "nobody in this archive is called 'Putni'"), (["search", "-x"], ""), (["timeline", "Putin", "--since", "June"], "no date"),
        (["search", "--", "-x"], "nothing to look for"), (["add"], ""), (["between", "Russia", "RUS"], "the same"), (["correct", "undo", "9"], "no correction 9"),
    ],
)  # fmt: skip
def test_wrong_usage(archive: str, arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_no_archive(tmp_path: Path) -> None:
    done = run("stats", "--archive", str(tmp_path / "none.db"))
    assert done.exit_code == 1
    assert "there is no archive at" in done.stderr


def test_adding(archive: str, quick: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran met Turkey.")
    done = run("add", str(tmp_path / "a.txt"), str(tmp_path / "none.txt"))
    assert (done.exit_code, done.stdout) == (1, "1 added, 1 failed\n")
    assert "none.txt: no such file" in done.stderr
    assert run("add", str(tmp_path / "a.txt")).stdout == "1 known already\n"
    told = json.loads(run("add", str(tmp_path / "a.txt"), "--json").stdout)
    assert (told["fate"], told["path"]) == ("known", str(tmp_path / "a.txt"))
    done = run("failures")
    assert (done.exit_code, done.stdout) == (1, f"{tmp_path / 'none.txt'}: no such file\n")
    (tmp_path / "none.txt").write_text("Iran met France.")
    assert run("retry").stdout == "1 added\n"
    assert run("failures").exit_code == 0
    assert run("add", "--resume").stdout == "nothing to do\n"


def test_rereading(archive: str, quick: None) -> None:
    assert run("reread").stdout == "nothing to do\n"
    assert run("reread", RECORD.report.id).stdout == "1 read anew\n"
    assert run("reread", "--older-than", "99").stdout == "1 read anew\n"
    assert run("timeline", "Putin").exit_code == 1


def test_correcting(archive: str) -> None:
    target = RECORD.events[0].id
    done = run("correct", "set", target, "type", "AGREE", "--by", "Mina", "--note", "planned")
    assert done.exit_code == 0
    assert 'type: "CONSULT" -> "AGREE"  Mina' in done.stdout
    assert "AGREE" in run("timeline", "Putin").stdout
    assert json.loads(run("correct", "list", "--json").stdout)["note"] == "planned"
    assert json.loads(run("correct", "export").stdout)["was"] == "CONSULT"
    assert run("correct", "undo", "1", "--by", "Mina").exit_code == 0
    assert "CONSULT" in run("timeline", "Putin").stdout
    assert run("correct", "reject", target, "--by", "Mina").exit_code == 0
    assert run("timeline", "Putin").exit_code == 1


def test_a_dossier_in_each_format(archive: str) -> None:
    written = run("dossier", "Putin", "--format", "markdown").stdout
    assert written.startswith("# Vladimir Putin\n")
    assert "- 2025-06-22 **Vladimir Putin → Abbas Araghchi** — CONSULT — “met”" in written
    assert "([Wire, 2025-06-23: Talks \\[in\\] \\<Moscow\\>](<https://example.org/1>))" in written
    page = run("dossier", "Putin", "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "Talks [in] &lt;Moscow&gt;" in page
    assert "<script" not in page
    assert 'href="https://example.org/1"' in page
    assert json.loads(run("dossier", "Putin", "--format", "json").stdout)["actor"]["name"] == "Vladimir Putin"


def test_help_loads_no_database() -> None:
    code = "import sys, dragoman.cli; sys.exit('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

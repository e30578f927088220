import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman import ParserMissing, Record, __version__, cli
from dragoman.ingest.text import from_text

TALKS = (
    "MOSCOW, June 3 - President Vladimir Putin met Iranian Foreign Minister Abbas Araghchi in the Kremlin on Monday.\n"
)
STRIKES = "Iran condemned the strikes on Sunday. “We will respond,” Foreign Minister Abbas Araghchi told reporters.\n"


@pytest.fixture
def talks(tmp_path: Path) -> str:
    path = tmp_path / "talks.txt"
    path.write_text(TALKS, encoding="utf-8")
    return str(path)


@pytest.fixture
def strikes(tmp_path: Path) -> str:
    path = tmp_path / "strikes.txt"
    path.write_text(STRIKES, encoding="utf-8")
    return str(path)


def run(*arguments: str, stdin: str | bytes | None = None):
    return CliRunner().invoke(cli.app, ["read", *arguments], input=stdin)


def objects(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


def test_the_brief_of_one_report(talks):
    done = run(talks)
    assert done.exit_code == 0
    assert "Araghchi" in done.stdout
    assert "talks.txt" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_json_is_the_record_and_nothing_else(talks):
    done = run(talks, "--json", "--date", "2024-06-03")
    assert done.exit_code == 0
    assert done.stdout.count("\n") == 1
    record = Record.from_json(done.stdout)
    assert record.report.text == TALKS
    assert (record.report.published, record.report.published_from) == ("2024-06-03", "given")


def test_markdown(talks):
    done = run(talks, "--markdown")
    assert done.exit_code == 0
    assert done.stdout.startswith("#")
    assert "Araghchi" in done.stdout


def test_a_page_for_one_report_and_a_folder_for_several(talks, strikes, tmp_path):
    page = tmp_path / "talks.html"
    assert run(talks, "--html", str(page)).stdout == ""
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    folder = tmp_path / "pages"
    assert run(talks, strikes, "--html", str(folder)).exit_code == 0
    assert [p.name.rsplit("-", 1)[0] for p in sorted(folder.iterdir())] == ["strikes", "talks"]


def test_a_page_that_cannot_be_written(talks, tmp_path):
    done = run(talks, "--html", str(tmp_path / "none" / "talks.html"))
    assert done.exit_code == 1
    assert "No such file" in done.stderr


def test_several_reports_with_bad_ones_among_them(talks, strikes, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "french.txt").write_text("Le ministre des affaires étrangères a dit que les discussions sont utiles.")
    bad = ["none.txt", ".", "empty.txt", "report.pdf"]
    names = [talks, *(str(tmp_path / name) for name in bad), str(tmp_path / "french.txt"), strikes]
    done = run(*names, "--json")
    assert done.exit_code == 1
    found = objects(done.stdout)
    assert [o["id"] for o in found] == [names[0], *(str(tmp_path / n) for n in bad), *names[5:]]
    assert [set(o) for o in found[1:5]] == [{"id", "problems"}] * 4
    whys = ["no such file", "a folder", "empty", "a PDF"]
    assert [why in o["problems"][0]["message"] for why, o in zip(whys, found[1:5], strict=True)] == [True] * 4
    assert found[5]["report"]["language"] == "fr"
    assert found[6]["report"]["text"] == STRIKES
    for name, why in zip(names[1:6], [*whys, "looks like French"], strict=True):
        assert any(line.startswith(f"dragoman: {name}: ") and why in line for line in done.stderr.splitlines())


def test_quiet_is_quiet(talks, tmp_path):
    done = run(talks, str(tmp_path / "none.txt"), "--quiet")
    assert (done.exit_code, done.stderr) == (1, "")


def test_standard_input_in_an_old_encoding():
    done = run("-", "--json", stdin="The envoy’s “no” ended the talks in Malmö.".encode("cp1252"))
    record = Record.from_json(done.stdout)
    assert record.report.text == "The envoy’s “no” ended the talks in Malmö."
    assert record.problems[0].message == "not UTF-8: read as windows-1252"


def test_json_lines_in_order_with_bad_ones_in_place(tmp_path):
    lines = [
        json.dumps({"id": "a", "text": TALKS, "published": "2024-06-03", "title": "Talks"}),
        "not json",
        "",
        json.dumps({"id": "c", "text": 3}),
        json.dumps({"id": 4, "text": "half a face: \ud83d"}),
        json.dumps({"text": STRIKES}),
    ]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines))
    done = run("--jsonl", str(tmp_path / "reports.jsonl"), str(tmp_path / "none.jsonl"))
    assert done.exit_code == 1
    found = objects(done.stdout)
    assert [o["id"] for o in found] == ["a", "line 2", "c", 4, "line 6", str(tmp_path / "none.jsonl")]
    assert found[0]["report"]["title"] == "Talks"
    assert "not JSON" in found[1]["problems"][0]["message"]
    assert "$.text" in found[2]["problems"][0]["message"]
    assert found[3]["report"]["text"] == "half a face: \ufffd"
    assert "No such file" in found[5]["problems"][0]["message"]


def test_json_lines_from_standard_input_in_other_processes_give_the_same_bytes():
    lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate([TALKS, "", STRIKES]))
    alone = run("--jsonl", "-", stdin=lines)
    assert run("--jsonl", "-", "--processes", "2", stdin=lines).stdout == alone.stdout
    assert [o["id"] for o in objects(alone.stdout)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "Missing argument"),
        (["x.txt", "--date", "June 3"], "no date"),
        (["x.txt", "--json", "--markdown"], "choose one"),
        (["--jsonl", "x.jsonl", "--html", "y"], "choose one"),
        (["--jsonl", "x.jsonl", "--date", "2024-06-03"], "published"),
        (["-", "-"], "once only"),
        (["x.txt", "--processes", "0"], "processes"),
        (["x.txt", "--no-such-option"], "No such option"),
    ],
)
def test_wrong_usage(arguments, why):
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert why in done.stderr


def test_version_and_help():
    assert CliRunner().invoke(cli.app, ["--version"]).stdout == f"dragoman {__version__}\n"
    done = run("--help")
    assert done.exit_code == 0
    assert "dragoman read report.txt --date 2024-06-19" in done.stdout
    assert "Exit codes" in done.stdout


def test_a_missing_parser_is_said_with_the_remedy(talks, monkeypatch):
    def missing():
        raise ParserMissing("the parser's model is missing: pip install it")

    monkeypatch.setattr("dragoman.stages.parse._parser", missing)
    done = run(talks)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "dragoman: the parser's model is missing: pip install it\n"


def started(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dragoman", "read", *arguments]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # shells hide it from what runs behind
    )


@pytest.mark.parametrize("processes", ["1", "2"])
def test_an_interrupt_keeps_what_is_finished(processes):
    """Reads from a pipe that stays open, so that it cannot finish before it is interrupted."""
    process = started("--jsonl", "-", "--processes", processes)
    assert process.stdin is not None
    assert process.stdout is not None
    line = json.dumps({"text": STRIKES}).encode() + b"\n"
    process.stdin.write(line * 12)
    process.stdin.flush()
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    assert process.wait(timeout=20) == 130
    assert all(json.loads(row)["report"]["text"] == STRIKES for row in (first + rest).splitlines())
    assert rest.endswith(b"\n") or not rest
    assert process.stderr is not None
    assert process.stderr.read() == b""


def test_an_interrupt_waits_until_a_record_is_out_whole():
    written = []

    def write(name, record):
        signal.raise_signal(signal.SIGINT)
        written.append(name)

    sources = iter([("a", partial(from_text, "Talks failed.")), ("b", partial(from_text, "Talks resumed."))])
    assert cli._read_all(sources, write, None, 1, True) == cli.INTERRUPTED
    assert written == ["a"]


def test_a_reader_of_the_output_that_goes_away():
    process = started("--jsonl", "-")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"text": STRIKES}).encode() + b"\n")
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write((json.dumps({"text": STRIKES}).encode() + b"\n") * 3)
    process.stdin.close()
    assert process.wait(timeout=20) == cli.PIPE_CLOSED
    assert process.stderr is not None
    assert process.stderr.read() == b""


def test_many_kinds_of_files_and_reports_in_one_run(talks, tmp_path):
    table = tmp_path / "reports.csv"
    table.write_text(
        f'id,body,date\na,"{TALKS.strip()}",2024-06-03\nb,"{STRIKES.strip()}",x\nc,d,e,f\n', encoding="utf-8"
    )
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7")
    done = run(str(table), talks, str(tmp_path / "broken.pdf"), "--json", "--processes", "2")
    assert done.exit_code == 1
    names = [f"{table}#a", f"{table}#b", f"{table}#c", talks, str(tmp_path / "broken.pdf")]
    assert [o["id"] for o in objects(done.stdout)] == names
    assert objects(done.stdout)[0]["report"]["published_in"] == "date"
    assert f"dragoman: {table}#c: line 4 has 4 columns" in done.stderr
    assert "a PDF that is damaged" in done.stderr


def test_one_file_of_several_reports_is_several(tmp_path):
    lines = tmp_path / "reports.jsonl"
    lines.write_text("".join(json.dumps({"id": n, "text": TALKS}) + "\n" for n in "ab"), encoding="utf-8")
    assert [o["id"] for o in objects(run(str(lines), "--json").stdout)] == [f"{lines}#a", f"{lines}#b"]
    run(str(lines), "--html", str(tmp_path / "pages"))
    assert len(list((tmp_path / "pages").iterdir())) == 1  # the same text is the same report
    assert "id" not in objects(run("-", "--json", stdin=TALKS).stdout)[0]


def test_columns_by_name(tmp_path):
    table = tmp_path / "reports.csv"
    table.write_text(f'Corpo,Titolo\n"{TALKS.strip()}",Talks\n', encoding="utf-8")
    done = run(str(table), "--json", "--column", "text=Corpo", "--column", "title=Titolo")
    assert Record.from_json(done.stdout).report.title == "Talks"
    assert "name it: --column text=NAME" in run(str(table)).stderr
    for wrong in ("body=Corpo", "text=", "text"):
        assert run(str(table), "--column", wrong).exit_code == 2


def test_an_address_on_this_computer_is_not_fetched():
    done = run("http://localhost:9/report.html")
    assert done.exit_code == 1
    assert "dragoman: http://localhost:9/report.html: not fetched: localhost leads to" in done.stderr

"""What the README shows a newcomer works."""

import re
from pathlib import Path

import pytest

import dragoman

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_library_example_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    stored: list[str] = []
    exec(code[1], {"texts": ["Talks failed.", "Talks resumed."], "store": stored.append})
    assert len(capsys.readouterr().out.splitlines()) >= 3
    assert [dragoman.Record.from_json(text).report.text for text in stored] == ["Talks failed.", "Talks resumed."]


def test_the_paths_it_names_are_there():
    table = re.findall(r"^\| (`.*?) \|", README, re.MULTILINE)
    paths = [path for row in table for path in re.findall(r"`(.+?)`", row)]
    assert len(paths) >= 8
    assert [p for p in paths if not any((base / p).exists() for base in (ROOT, ROOT / "src" / "dragoman"))] == []


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.txt")), ids=lambda path: path.stem)
def test_each_example_is_dated_by_its_date_line_and_read(path):
    record = dragoman.read(path.read_text(encoding="utf-8"))
    assert record.report.published_from == "dateline"
    assert str(record.report.published)[:4] in path.read_text(encoding="utf-8")
    assert record.events
    assert record.statements
    assert record.commitments
    assert [p for p in record.problems if "failed" in p.message] == []

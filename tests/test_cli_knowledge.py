import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman import cli

PERSON = "[[person]]\nname = 'Annelise Probst'\nsource = 'me'\n\n[[person.office]]\ntitle = 'Mayor of Bern'\nsince = '2009'\n"


def run(*arguments: str):
    return CliRunner().invoke(cli.app, [*arguments])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own/states/CHE.toml"
    path.parent.mkdir(parents=True)
    path.write_text(PERSON, encoding="utf-8")
    return tmp_path / "own"


def test_check_counts_what_is_right(own: Path) -> None:
    done = run("knowledge", "check", str(own))
    assert (done.exit_code, done.stdout) == (0, f"{own}: 2 entries in 1 file, all right\n")


def test_check_lists_what_is_wrong(own: Path) -> None:
    (own / "states/CHE.toml").write_text(PERSON.replace("'2009'", "'9'") + "unti = '2010'\n", encoding="utf-8")
    (own / "groups.toml").write_text("[[group]]\nname = 'X Front'\n", encoding="utf-8")
    done = run("knowledge", "check", str(own))
    assert done.exit_code == 1
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == [
        f"{own}/groups.toml:1",
        f"{own}/states/CHE.toml:8",
    ]


def test_check_of_no_folder() -> None:
    done = run("knowledge", "check", "no/such/folder")
    assert done.exit_code == 1
    assert "there is no such folder" in done.stdout


def test_show_says_who_held_what(own: Path) -> None:
    done = run("knowledge", "show", "Peskov", "--date", "2025-06-23")
    assert done.exit_code == 0
    assert "Dmitry Peskov" in done.stdout
    assert "* 2012" in done.stdout
    assert "Kremlin spokesman" in done.stdout
    assert "* 2012" not in run("knowledge", "show", "Peskov", "--date", "2001-01-01").stdout


def test_show_as_json(own: Path) -> None:
    done = run("knowledge", "show", "Probst", "--knowledge", str(own), "--date", "2010-01-01", "--json")
    (entry,) = json.loads(done.stdout)
    assert (entry["kind"], entry["name"], entry["code"], entry["source"]) == (
        "person",
        "Annelise Probst",
        "CHEGOV",
        "me",
    )
    assert entry["offices"] == [{"title": "Mayor of Bern", "since": "2009", "until": None, "held": True}]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [("Tehran", {"state", "place"}), ("NATO", {"organization"}), ("Houthis", {"group"}), ("State Duma", {"organ"}), ("condemn", {"word"}),
     ("foreign minister", {"title"}), ("foreign ministry", {"organ"})],
)  # fmt: skip
def test_show_of_each_kind(name: str, kinds: set[str]) -> None:
    done = run("knowledge", "show", name, "--json")
    assert {entry["kind"] for entry in json.loads(done.stdout)} >= kinds


def test_show_of_nothing() -> None:
    done = run("knowledge", "show", "Xyzzy Qwrt")
    assert (done.exit_code, done.stdout) == (1, "Nothing is known of “Xyzzy Qwrt”.\n")
    assert run("knowledge", "show", "Peskov", "--date", "yesterday").exit_code == 2


def test_import_and_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("OTTO_HUBER_\n\t[AUTGOV 200101-291231]\nLOST_\n", encoding="utf-8")
    (tmp_path / "r.txt").write_text(
        "VIENNA, May 3, 2024 - Otto Huber met Emmanuel Macron on Friday.\n", encoding="utf-8"
    )
    done = run("knowledge", "import-phoenix", str(tmp_path / "a.txt"), "--to", str(tmp_path / "own"))
    assert done.exit_code == 0
    assert "1 people, 1 terms; 1 lines left out" in done.stdout
    assert "a.txt:3: it has no code: LOST_" in done.stderr
    assert run("knowledge", "check", str(tmp_path / "own")).exit_code == 0
    record = json.loads(run("read", "--json", str(tmp_path / "r.txt"), "--knowledge", str(tmp_path / "own")).stdout)
    assert ("Otto Huber", "AUTGOV") in [(e["name"], e.get("code")) for e in record["entities"]]
    again = run("knowledge", "import-phoenix", str(tmp_path / "a.txt"), "--to", str(tmp_path / "own"))
    assert again.exit_code == 2


def test_import_of_a_missing_file(tmp_path: Path) -> None:
    done = run("knowledge", "import-phoenix", str(tmp_path / "none.txt"), "--to", str(tmp_path / "own"))
    assert done.exit_code == 1
    assert "none.txt" in done.stderr
    assert not (tmp_path / "own").exists()


def test_reading_with_wrong_knowledge(own: Path, tmp_path: Path) -> None:
    (own / "states/CHE.toml").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "r.txt").write_text("Talks failed.\n", encoding="utf-8")
    done = run("read", str(tmp_path / "r.txt"), "--knowledge", str(own))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "states/CHE.toml:1: unknown field `x`" in done.stderr

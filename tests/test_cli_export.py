"""`dragoman export`: filters, files that are whole or not there, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.archives import event, report
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.export.taking_out import FORMS
from dragoman.keeping import Archive


@pytest.fixture
def news(tmp_path: Path) -> str:
    address = str(tmp_path / "news.db")
    with Archive.open(address) as archive:
        archive.keep(
            [
                report(
                    "Russia and Iran signed a treaty.",
                    event("CONSULT", "Russia", "Iran", cameo="040"),
                    published="2025-01-17",
                ),
                report("Ukraine thanked France for its help.", event("SUPPORT", "Ukraine", "France")),
                report("Ein Bericht aus Berlin.", language="de"),
            ]
        )
    return address


def run(*words: str):
    return CliRunner().invoke(app, ["export", *words])


def lines(*words: str) -> list[str]:
    done = run("--format", "jsonl", *words)
    assert done.exit_code == 0, done.output
    return [json.loads(line)["report"]["published"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("chosen", "days"),
    [
        ((), ["2025-01-17", "2025-06-23", "2025-06-23"]),
        (("--actor", "Iran"), ["2025-01-17"]),
        (("--since", "2025-02-01"), ["2025-06-23", "2025-06-23"]),
        (("--type", "support"), ["2025-06-23"]),
        (("treaty",), ["2025-01-17"]),
        (("harbour",), []),
    ],
)
def test_filters_choose_reports(news, chosen, days):
    assert lines("--archive", news, *chosen) == days


@pytest.mark.parametrize("form", FORMS)
def test_each_format_goes_into_a_file(news, tmp_path, form):
    out = tmp_path / "out"
    assert run("--format", form, "--archive", news, "--out", str(out)).exit_code == 0
    assert out.stat().st_size > 0
    assert list(tmp_path.glob("*.part")) == []


def test_words(news):
    assert "signed a treaty" in run("--format", "csv", "--archive", news).stdout
    assert "signed a treaty" not in run("--format", "csv", "--archive", news, "--no-quotes").stdout
    assert '"text":"Russia and' in run("--format", "jsonl", "--archive", news, "--full-text").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "xls"),
        ("--format", "csv", "--no-quotes", "--full-text"),
        ("--format", "csv", "--nationals", "aliens"),
        ("--format", "csv", "--actor", "Nobody At All"),
    ],
)
def test_what_is_refused(news, words):
    assert run("--archive", news, *words).exit_code == 2


def test_a_file_that_cannot_be_written(news, tmp_path):
    assert run("--format", "csv", "--archive", news, "--out", str(tmp_path / "no" / "where")).exit_code == 1


def test_a_profile_is_chosen_by_name(news, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[[profile]]\nname = "m"\nabout = "a"\nsource = "s"\nreciprocal = { "040" = "046" }\n', "utf-8")
    assert len(run("--archive", news, "--format", "gdelt").stdout.splitlines()) == 1
    assert len(run("--archive", news, "--format", "gdelt", "--profile", str(mine)).stdout.splitlines()) == 2
    refused = run("--archive", news, "--format", "gdelt", "--profile", "weis")
    assert refused.exit_code == 2
    assert "icews" in refused.output

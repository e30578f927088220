from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from dragoman.export.brief import brief, print_brief
from dragoman.model import Document, Record


@pytest.mark.parametrize("width", [20, 40, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_terminal(record: Record, hostile: Record, width: int) -> None:
    for each in (record, hostile):
        assert max(cell_len(line) for line in brief(each, width=width, full=True).splitlines()) <= width


@pytest.mark.parametrize("width", [80, 140])
def test_sections_come_in_order_with_every_claim(record: Record, width: int) -> None:
    printed = brief(record, width=width)
    titles = ["WHO", "WHAT HAPPENED", "NOT ESTABLISHED", "WHO SAID WHAT", "WHO STANDS WHERE", "WHO IS BOUND"]
    assert [line for line in printed.splitlines() if line in titles] == titles
    flat = " ".join(printed.split())
    for words in ("Nikol Pashinyan", "CONSULT visit", "denied", ".45 ?", "4 things to check", "--json"):
        assert words in flat


def test_columns_are_aligned(record: Record) -> None:
    lines = brief(record, width=140).splitlines()
    columns = [line.index(code) for line in lines for code in ("CONSULT visit", "ASSAULT heavy") if code in line]
    assert columns == [columns[0], columns[0]]


def test_plain_is_plain_and_colour_is_colour(record: Record) -> None:
    assert "\x1b" not in brief(record)
    coloured = brief(record, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == brief(record).split()


def test_nothing_in_the_report_reaches_the_terminal_as_a_command(hostile: Record) -> None:
    printed = brief(hostile, width=140, full=True)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed)
    assert "[bold]not bold[/bold]" in " ".join(printed.split())
    printed.encode()  # no lone surrogates


def test_same_record_same_bytes_whatever_the_environment(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = brief(record, width=100)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "33")
    assert brief(record, width=100) == before


def test_an_empty_record_is_a_plain_sentence() -> None:
    printed = brief(Record(report=Document(id="e", text="")), source_name="empty.txt")
    assert printed.startswith("empty.txt   0 words   undated\n\nNothing was found: the report holds no text.")


def test_a_console_of_ones_own(record: Record) -> None:
    out = io.StringIO()
    print_brief(record, Console(file=out, width=90))
    assert out.getvalue().split() == brief(record, width=90).split()

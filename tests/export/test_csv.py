"""CSV: pandas reads back what was meant, and a spreadsheet computes nothing."""

import io

import msgspec
import pandas
import pytest

from dragoman.export.claim_rows import COLUMNS
from dragoman.export.csv import csv_lines
from dragoman.export.manner import Manner


def table(*records, words="quotations"):
    return pandas.read_csv(io.BytesIO(b"".join(csv_lines(records, Manner(words=words)))))


def test_a_row_for_each_claim(record):
    rows = table(record).set_index("id")
    assert list(table(record).columns) == list(COLUMNS)
    assert len(rows) == 9
    met = rows.loc["r/event/meet"]
    assert (met["type"], met.cameo, met.quad, met.score) == ("CONSULT", 40, 1, 2.5)
    assert met.who == "Nikol Pashinyan; Ilham Aliyev"
    assert met.place == "Brussels"
    assert record.report.text[int(met.quotation_start) : int(met.quotation_end)] == met.quotation
    denied = rows.loc["r/event/cross"]
    assert bool(denied.negated)
    assert denied.said_by == "Azerbaijan"
    assert rows.loc["r/position/condemn"].about == "r/event/shelling"
    assert rows.loc["r/commitment/consult"].whom == "Armenia"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=2", " =1"])
def test_formulas_are_words(record, name):
    entities = (msgspec.structs.replace(record.entities[0], name=name), *record.entities[1:])
    report = msgspec.structs.replace(record.report, title=name)
    out = b"".join(csv_lines([msgspec.structs.replace(record, entities=entities, report=report)])).decode()
    for cell in (cell for line in out.splitlines()[1:] for cell in line.split(",")):
        assert not cell.strip('"').startswith(("=", "+", "@", "\t", "\r"))
        assert not cell.startswith("-") or float(cell)


def test_numbers_below_zero_stay_numbers(record):
    assert table(record).score.min() == -9.5


def test_all_words(record):
    rows = table(record, words="all").set_index("id")
    assert rows.loc["r/event/cross"].quotation == "its troops had crossed the border"

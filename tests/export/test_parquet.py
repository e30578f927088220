"""Parquet: pyarrow reads back the table of claims, typed; without pyarrow, the extra is named."""

import io
import sys

import pytest
from pyarrow import parquet as pq

from dragoman.errors import ExtraMissing
from dragoman.export import parquet as ours
from dragoman.export.claim_rows import COLUMNS, claim_rows


def test_it_is_the_table_of_claims(record, monkeypatch):
    monkeypatch.setattr(ours, "_ROWS", 4)
    table = pq.read_table(io.BytesIO(b"".join(ours.parquet([record, record]))))
    assert table.column_names == list(COLUMNS)
    assert table.to_pylist() == [*claim_rows(record), *claim_rows(record)]


def test_some_rows_at_a_time(record, monkeypatch):
    monkeypatch.setattr(ours, "_ROWS", 9)
    asked = []
    pieces = ours.parquet(record for n in range(100) if not asked.append(n))
    next(pieces)
    assert len(asked) <= 2


def test_without_pyarrow(record, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExtraMissing, match=r"dragoman\[parquet\]"):
        next(ours.parquet([record]))

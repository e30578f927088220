"""Parquet: the table of claims in columns, some thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from dragoman.errors import ExtraMissing
from dragoman.export.claim_rows import COLUMNS, claim_rows
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.model import Record

_ROWS = 10_000  # a group: what is in memory at a time


def parquet(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """A Parquet file in pieces, columns as in `claim_rows.COLUMNS`; ExtraMissing if pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ExtraMissing("Parquet needs pyarrow: pip install 'dragoman[parquet]'") from error
    kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    sink = _Sink()
    writer: Any = ParquetWriter(sink, schema, compression="zstd")
    rows = (row for record in records for row in claim_rows(record, manner))
    while some := list(islice(rows, _ROWS)):
        writer.write_table(pyarrow.Table.from_pylist(some, schema=schema))
        yield sink.taken()
    writer.close()
    yield sink.taken()


class _Sink:
    """A file that hands on what is written to it; pyarrow asks for the position."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._at = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        self._at += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def taken(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken

"""A record as a few bytes: JSON, deflated against a record of the usual shape.

The report's text is left out, since the archive keeps it beside the record to search it, unless a database could not
hold it as it is. The first byte says which dictionary was used: a dictionary that records were packed with stays.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from importlib import resources

from msgspec import structs

from dragoman.errors import BadArchive, BadRecord
from dragoman.model import Record

_NEWEST = 1
_MARK = b"\x01"  # for the report's id at the head of other ids: JSON holds no such byte
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def pack(record: Record) -> bytes:
    """`record` without its text, about a tenth of its size as JSON."""
    slim = record
    if not _UNSTORABLE.search(record.report.text):
        slim = structs.replace(record, report=structs.replace(record.report, text=""))
    lean = slim.to_json().encode().replace(_head(record.report.id), _MARK)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_dictionary(_NEWEST))
    return bytes([_NEWEST]) + packer.compress(lean) + packer.flush()


def unpack(packed: bytes, report: str, text: str) -> Record:
    """The record that `pack` made bytes of; `report` is its id, `text` its text."""
    try:
        opener = zlib.decompressobj(-15, zdict=_dictionary(packed[0]))
        lean = opener.decompress(packed[1:]) + opener.flush()
        record = Record.from_json(lean.replace(_MARK, _head(report)))
    except (zlib.error, IndexError, FileNotFoundError, BadRecord) as error:
        again = f"`dragoman reread {report}` makes it anew"
        raise BadArchive(f"the record of {report} cannot be unpacked ({error}); {again}") from error
    if record.report.text:
        return record
    return structs.replace(record, report=structs.replace(record.report, text=text))


def storable(text: str) -> str:
    """`text` as any database can hold it: the same length, NUL as a blank, halves of characters as U+FFFD."""
    return _UNSTORABLE.sub(lambda found: " " if found[0] == "\0" else "\ufffd", text)


def _head(report: str) -> bytes:
    return b'"' + report.encode() + b"/"


@cache
def _dictionary(number: int) -> bytes:
    return resources.files("dragoman.archive").joinpath(f"dictionary{number}.txt").read_bytes()

"""The index file of the gazetteer: how 280,000 places and half a million names lie in a few megabytes.

    magic, 8 bytes | length of the header, 4 bytes | header (JSON, zlib) | blocks of names (zlib) | records

A record is ten bytes with the bit fields of `_FIELDS`: coordinates to half a thousandth of a degree, population in
steps of a factor 1.74. Records are sorted by their folded name, so that the records of one name are neighbours.
A block holds 512 lines, one a folded name, in order:

    folded name TAB own TAB others

`own` says how often each spelling of the name occurs ("3|2~León": thrice Leon, twice León; the spelling is left out
where it is the folded name in title case, else a 1 is); those records follow each other. `others` are the numbers of
records that bear the name as an alternate one. The file is mapped, not read; a look-up opens one block for the name
and one for each record whose own name it gives.
"""

from __future__ import annotations

import math
import mmap
import re
import struct
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from dragoman.errors import BadKnowledge

_MAGIC = b"DRGAZ\x00\x00\x01"
_FIELDS = (("geonames", 24), ("lat", 18), ("lon", 19), ("division", 13), ("population", 5), ("is_division", 1))
_RECORD = sum(width for _, width in _FIELDS) // 8
_BLOCK = 512  # lines
_LONGEST = 60_000  # bytes of a packed block, at most
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d",
                          "þ": "th", "ə": "a", "ħ": "h"} | dict.fromkeys(".'’‘ʼʻ`´ʹʿʾ", ""))  # fmt: skip
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


class Row(NamedTuple):
    """What a record says of a place, without its name."""

    geonames: int
    lat: float
    lon: float
    division: int  # number in the index's divisions
    population: int
    is_division: bool


class Entry(NamedTuple):
    """A place on its way into the index."""

    row: Row
    name: str
    others: tuple[str, ...] = ()


class Country(msgspec.Struct, frozen=True, array_like=True):
    """A country or territory."""

    iso2: str
    iso3: str
    name: str
    geonames: int
    population: int
    aliases: tuple[str, ...] = ()


class Division(msgspec.Struct, frozen=True, array_like=True):
    """A first-level division, or ("RU.", no name) the country itself for what lies in no division."""

    code: str  # of GeoNames: "US.LA", "RU.48"
    name: str
    geonames: int


class _Block(msgspec.Struct, frozen=True, array_like=True):
    name: str  # the first folded name
    offset: int  # in bytes from the end of the header
    record: int  # number of the first record


class _Header(msgspec.Struct, frozen=True):
    countries: tuple[Country, ...]
    divisions: tuple[Division, ...]
    blocks: tuple[_Block, ...]
    records: int  # where the records begin, in bytes from the end of the header
    count: int


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """`name` without case, accents, dots, apostrophes and leading article; "St. John's" is "saint johns"."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    words = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))
    words = [_SHORT.get(w, w) for w in words]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


class Index:
    """An index file opened for look-ups. It is mapped; only its header and a few blocks are held in memory."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            size = struct.unpack_from("<I", self._data, len(_MAGIC))[0]
            self._body = len(_MAGIC) + 4 + size
            if self._data[: len(_MAGIC)] != _MAGIC:
                raise ValueError("not an index of this version")
            self._header = msgspec.json.decode(zlib.decompress(self._data[len(_MAGIC) + 4 : self._body]), type=_Header)
        except (OSError, ValueError, struct.error, zlib.error) as error:
            raise BadKnowledge(f"{path.name}: {error}; rebuild it with training/build_gazetteer.py") from error
        self._first_names = [block.name for block in self._header.blocks]
        self._first_records = [block.record for block in self._header.blocks]
        self._text = lru_cache(maxsize=64)(self._inflated)
        self._names = lru_cache(maxsize=32)(self._own_names)

    @property
    def countries(self) -> tuple[Country, ...]:
        return self._header.countries

    @property
    def divisions(self) -> tuple[Division, ...]:
        return self._header.divisions

    def __len__(self) -> int:
        return self._header.count

    def find(self, key: str) -> tuple[range, tuple[int, ...]]:
        """Numbers of the records whose own name folds to `key`, and of those that bear it as an alternate name."""
        block = bisect_right(self._first_names, key) - 1
        text = self._text(block) if block >= 0 else ""
        start = text.find(f"\n{key}\t")
        if start < 0:
            return range(0), ()
        _, own, others = text[start + 1 : text.index("\n", start + 1)].split("\t")
        first = self._first_records[block]
        if own:
            first += sum(_count(line.split("\t", 2)[1]) for line in text[1 : start + 1].splitlines())
        return range(first, first + _count(own)), tuple(int(n) for n in others.split())

    def row(self, number: int) -> Row:
        """Record `number`."""
        at = self._body + self._header.records + number * _RECORD
        bits = int.from_bytes(self._data[at : at + _RECORD], "little")
        values = {}
        for name, width in _FIELDS:
            values[name] = bits & ((1 << width) - 1)
            bits >>= width
        return Row(
            values["geonames"], round(values["lat"] / 1000 - 90, 3), round(values["lon"] / 1000 - 180, 3),
            values["division"], _people(values["population"]), bool(values["is_division"]),
        )  # fmt: skip

    def name(self, number: int) -> str:
        """The own name of record `number`, as it is spelt."""
        block = bisect_right(self._first_records, number) - 1
        return self._names(block)[number - self._first_records[block]]

    def _inflated(self, block: int) -> str:
        start = self._body + self._header.blocks[block].offset
        return zlib.decompressobj().decompress(self._data[start : start + _LONGEST]).decode()

    def _own_names(self, block: int) -> list[str]:
        names: list[str] = []
        for line in self._text(block).splitlines()[1:]:
            key, own, _ = line.split("\t")
            for spelling in own.split("|") if own else ():
                names += [spelling.partition("~")[2] or key.title()] * _count(spelling)
        return names


def _count(own: str) -> int:
    return sum(int(s.partition("~")[0] or 1) for s in own.split("|")) if own else 0


def _people(step: int) -> int:
    return round(2 ** (step / 1.25)) if step else 0


def write_index(
    path: Path, entries: Iterable[Entry], countries: Sequence[Country], divisions: Sequence[Division]
) -> None:
    """Write the index of `entries` to `path`; the same input gives the same bytes."""
    ordered = sorted(entries, key=lambda e: (folded(e.name), e.name, -e.row.population, e.row.geonames))
    lines = _lines(ordered)
    body, blocks, record = bytearray(), [], 0
    for start in range(0, len(lines), _BLOCK):
        part = lines[start : start + _BLOCK]
        blocks.append(_Block(part[0].partition("\t")[0], len(body), record))
        body += zlib.compress("".join(f"\n{line}" for line in [*part, ""]).encode(), 9)
        record += sum(_count(line.split("\t")[1]) for line in part)
    content = _Header(tuple(countries), tuple(divisions), tuple(blocks), len(body), len(ordered))
    header = zlib.compress(msgspec.json.encode(content), 9)
    records = b"".join(_packed(entry.row) for entry in ordered)
    path.write_bytes(_MAGIC + struct.pack("<I", len(header)) + header + body + records)


def _lines(ordered: list[Entry]) -> list[str]:
    """One line a folded name: its spellings with their counts, and who else bears it."""
    own: dict[str, list[str]] = {}
    others: dict[str, list[int]] = {}
    for number, entry in enumerate(ordered):
        own.setdefault(folded(entry.name), []).append(entry.name)
        for key in sorted({folded(other) for other in entry.others} - {folded(entry.name), ""}):
            others.setdefault(key, []).append(number)
    lines = []
    for key in sorted(own.keys() | others.keys()):
        runs = [(name, len(list(run))) for name, run in groupby(own.get(key, ()))]
        spelt = "|".join(
            (str(n) if n > 1 or name == key.title() else "") + (f"~{name}" if name != key.title() else "")
            for name, n in runs
        )
        lines.append(f"{key}\t{spelt}\t{' '.join(map(str, others.get(key, ())))}")
    return lines


def _packed(row: Row) -> bytes:
    values = {
        "geonames": row.geonames, "lat": round((row.lat + 90) * 1000), "lon": round((row.lon + 180) * 1000),
        "division": row.division, "is_division": int(row.is_division),
        "population": min(31, round(math.log2(row.population + 1) * 1.25)),
    }  # fmt: skip
    bits = shift = 0
    for name, width in _FIELDS:
        if not 0 <= values[name] < 1 << width:
            raise BadKnowledge(f"{name} {values[name]} does not fit into {width} bits")
        bits |= values[name] << shift
        shift += width
    return bits.to_bytes(_RECORD, "little")

"""Where bytes come from, what is known of them from outside, and what is found in them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePath
from typing import NamedTuple

from dragoman.errors import Unreadable
from dragoman.ingest.stated import refuse
from dragoman.ingest.text import Taken

HEAD = 65_536  # bytes by which a kind of file is known
MAX_BYTES = 20_000_000  # a report is a few thousand characters; what is larger is no report
MAX_DOCUMENT = 100_000_000  # bytes of a PDF, an office document or a message: pictures and attachments are in them

Take = Callable[[], Taken]  # a report not yet taken in; can be handed to another process


class Origin(NamedTuple):
    """Where bytes came from, and what is known of the reports in them from elsewhere."""

    name: str = ""  # of the file, or the address: its suffix tells what the content does not
    published: str | None = None  # ISO date that a user gave: beats all others
    url: str | None = None  # the address that it was fetched from
    charset: str | None = None  # as the server stated it
    columns: tuple[tuple[str, str], ...] = ()  # (field, column) where a table names its columns in its own way

    @property
    def suffix(self) -> str:
        """Of the name, lower case, with its dot; of "crawl.warc.gz" it is ".gz"."""
        return PurePath(self.name.partition("?")[0]).suffix.lower()


class Found(NamedTuple):
    """A report found in a source: what to call it, and how to take it in."""

    name: str | int
    take: Take


class Format(NamedTuple):
    """A kind of file. `one` takes in the one report that it is, `many` finds those in it without holding it whole."""

    name: str  # as a message says it: "a PDF"
    suffixes: frozenset[str]
    opens: Callable[[bytes], bool]  # whether a file of this kind can begin with these bytes
    one: Callable[[bytes, Origin], Taken] | None = None
    many: Callable[[io.BufferedReader, Origin], Iterator[Found]] | None = None
    most: int = MAX_BYTES  # of bytes that a report of this kind may have
    binary: bool = False  # what has its suffix and does not begin so is damaged, not text


def refused(name: str | int, message: str) -> Found:
    """A report that cannot be taken in, and why."""
    return Found(name, partial(refuse, message))


def opened(raw: bytes) -> io.BufferedReader:
    """`raw` as an open file."""
    return io.BufferedReader(io.BytesIO(raw), HEAD)  # type: ignore[arg-type, type-var, unused-ignore]


def whole(file: io.BufferedReader, most: int, what: str) -> bytes:
    """All of `file`, unless it has more than `most` bytes."""
    raw = file.read(most + 1)
    if len(raw) > most:
        raise Unreadable(f"larger than {most // 1_000_000} MB: not one {what}; split it, or use JSON lines")
    return raw


def numbered(name: str, parts: Iterable[tuple[str, Take]]) -> Iterator[Found]:
    """Reports of one source under names of their own: "feed.xml#https://..."; the same name twice is told apart."""
    seen: dict[str, int] = {}
    for key, take in parts:
        seen[key] = seen.get(key, 0) + 1
        again = f" ({seen[key]})" if seen[key] > 1 else ""
        yield Found(f"{name}#{key}{again}", take)


def needs(what: str, extra: str) -> Unreadable:
    """For a kind of file whose library is not installed."""
    return Unreadable(f"{what}: reading it needs an extra; install it with: pip install 'dragoman[{extra}]'")

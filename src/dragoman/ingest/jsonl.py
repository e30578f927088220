"""Reports as JSON lines: {"id", "text", "published"?, "title"?, "publisher"?, "url"?}, one report a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

import msgspec

from dragoman.errors import BadDate, Unreadable
from dragoman.ingest.source import Found, Origin
from dragoman.ingest.text import Taken, from_text

MAX_LINE = 20_000_000  # bytes


class Line(NamedTuple):
    """One line of a JSON-lines file as it was found; `raw` is None where it is too long to be one report."""

    number: int
    raw: bytes | None


class _Fields(msgspec.Struct, frozen=True):
    text: str
    id: str | int | None = None
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


def opens_lines(head: bytes) -> bool:
    """Whether `head` opens with a line that is a JSON object with a text."""
    first = re.match(rb"(?:\xef\xbb\xbf)?\s*(\{[^\n]*)", head)
    if first is None:
        return False
    try:
        return "text" in json.loads(first[1])
    except (ValueError, RecursionError):  # longer than what we see of it, then it is known by its beginning
        return (
            b"\n" not in head
            and re.match(rb'\{\s*"(?:text|id|published|title|publisher|url)"\s*:', first[1]) is not None
        )


def found_lines(file: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The report of each line, under the id that the line gives it."""
    return (Found(f"{origin.name}#{name_of(line)}", partial(take_in_line, line)) for line in lines(file))


def lines(file: BinaryIO) -> Iterator[Line]:
    """The lines of `file` that are not blank, each read only when it is asked for."""
    number = 0
    while raw := file.readline(MAX_LINE + 1):
        number += 1
        if len(raw) > MAX_LINE:
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(MAX_LINE)
            yield Line(number, None)
        elif raw.strip():
            yield Line(number, raw)


def name_of(line: Line) -> str | int:
    """The id that the line gives its report, or the line's number where none can be made out."""
    try:
        found = json.loads(line.raw or b"").get("id")
    except (ValueError, AttributeError, RecursionError):
        found = None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else f"line {line.number}"


def take_in_line(line: Line) -> Taken:
    """The report on one line; Unreadable says what is wrong with the line."""
    if line.raw is None:
        raise Unreadable(f"longer than {MAX_LINE // 1_000_000} MB: not one report")
    try:
        fields = msgspec.convert(json.loads(line.raw), _Fields)
    except RecursionError:
        raise Unreadable("nested too deep to be a report") from None
    except msgspec.ValidationError as error:
        raise Unreadable(f"not a report: {error}") from error
    except ValueError as error:  # json.JSONDecodeError, UnicodeDecodeError
        raise Unreadable(f"not JSON: {error}") from error
    try:
        return from_text(
            fields.text, published=fields.published, title=fields.title, publisher=fields.publisher, url=fields.url
        )
    except BadDate as error:
        raise Unreadable(f"published: {error}") from error

"""Plain text into a `Document`: the one place where a report's text is fixed and its date checked."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from typing import NamedTuple

from dragoman.errors import BadDate, Unreadable
from dragoman.model import Document, Problem, Span

_SURROGATES = re.compile("[\ud800-\udfff]")


class Taken(NamedTuple):
    """A report taken in, and what was odd about it on the way."""

    document: Document
    problems: tuple[Problem, ...] = ()


def from_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published_from: str | None = None,
    published_in: str | None = None,
) -> Taken:
    """`text` as a report; Unreadable if it is empty. What no file can hold is replaced one for one, and said."""
    if not text.strip():
        raise Unreadable("empty: there is nothing to read")
    problems: list[Problem] = []
    half = _SURROGATES.search(text)
    if half is not None:
        text, count = _SURROGATES.subn("\ufffd", text)
        message = f"halves of characters (lone surrogates) replaced by U+FFFD: {count}"
        problems.append(Problem(stage="ingest", message=message, span=Span(*half.span())))
    if "\0" in text:
        at = text.index("\0")
        message = f"NUL characters, kept in the text and read as blanks: {text.count(chr(0))}"
        problems.append(Problem(stage="ingest", message=message, span=Span(at, at + 1)))
    report = document(
        text,
        published=published,
        title=title,
        publisher=publisher,
        url=url,
        published_from=published_from,
        published_in=published_in,
    )
    return Taken(report, tuple(problems))


def document(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published_from: str | None = None,
    published_in: str | None = None,
) -> Document:
    """A report whose `text` is fixed from here on; its hash is the report's id.

    `published` is an ISO date, or a date and time of which the day is kept; BadDate if it is neither.
    """
    return Document(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        text=text,
        title=title,
        publisher=publisher,
        url=url,
        published=iso_day(published) if published else None,
        published_from=published_from or ("given" if published else None),
        published_in=published_in,
    )


def iso_day(words: str) -> str:
    """The day of an ISO date or date and time: "2024-06-19T08:00:00Z" is "2024-06-19"."""
    try:
        if re.match(r"\d{4}-\d{2}-\d{2}$", words):
            return date.fromisoformat(words).isoformat()
        if re.match(r"\d{4}-\d{2}-\d{2}[T ]", words):
            return datetime.fromisoformat(words.strip()).date().isoformat()
    except ValueError:
        pass
    raise BadDate(f"{words!r} is no date: write it as 2024-06-19")

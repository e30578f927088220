"""Feeds (RSS, RDF, Atom): each entry is a report, with as much of its text as the feed carries."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple
from xml.sax import SAXParseException

from dragoman.errors import Unreadable
from dragoman.ingest.html import text_of
from dragoman.ingest.opening import root_of
from dragoman.ingest.source import MAX_BYTES, Found, Origin, needs, numbered, refused, whole
from dragoman.ingest.stated import Date, stated
from dragoman.ingest.text import Taken
from dragoman.model import Problem

_ROOTS = ("rss", "feed", "RDF")


class _Entry(NamedTuple):
    """What a feed says of one report."""

    text: str
    title: str
    publisher: str
    url: str
    dates: tuple[Date, ...]
    summary: bool  # the text is no more than that


def opens_feed(head: bytes) -> bool:
    """Whether `head` opens like a feed."""
    return root_of(head) in _ROOTS


def found_entries(file: io.BufferedReader, origin: Origin) -> Iterator[Found]:
    """The entries of a feed, under their ids."""
    try:
        import feedparser
    except ImportError:
        raise needs("a feed", "feeds") from None
    raw = whole(file, MAX_BYTES, "a feed")
    headers = {"content-type": f"application/xml; charset={origin.charset}"} if origin.charset else {}
    feed = feedparser.parse(io.BytesIO(raw), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    damage = feed.bozo_exception if isinstance(feed.get("bozo_exception"), SAXParseException) else None
    if not feed.entries:
        raise Unreadable(f"a feed that is damaged ({damage.getMessage()})" if damage else "a feed without entries")
    takes = (
        (_words(entry, "id") or _words(entry, "link") or str(n), partial(_take, _entry(entry, feed)))
        for n, entry in enumerate(feed.entries, 1)
    )
    yield from numbered(origin.name, takes)
    if damage:
        why = f"damaged in line {damage.getLineNumber()} ({damage.getMessage()}): reports after it may be missing"
        yield refused(origin.name, f"{why}; get it anew")


def _entry(entry: Any, feed: Any) -> _Entry:
    contents = [c for c in entry.get("content", ()) if c.get("value")]
    shown = contents[0] if contents else entry.get("summary_detail") or {}
    rss = feed.get("version", "").startswith("rss")
    published = _words(entry, "published")
    updated = "" if published else _words(entry, "updated")
    return _Entry(
        text=_plain(shown),
        title=_plain(entry.get("title_detail") or {}),
        publisher=_words(entry.get("source") or {}, "title") or _words(feed.feed, "title"),
        url=_words(entry, "link"),
        dates=(
            Date("pubDate" if rss else "published", published),
            Date("dc:date" if rss else "updated", updated),
        ),
        summary=not contents,
    )


def _take(entry: _Entry) -> Taken:
    if not entry.text:
        raise Unreadable(f"the feed has no text of it; its report may be at {entry.url or 'no address'}")
    note = f"only what the feed gives of it is read; the report is at {entry.url or 'no address'}"
    return stated(
        entry.text,
        title=entry.title,
        publisher=entry.publisher,
        url=entry.url,
        dates=entry.dates,
        problems=[Problem(stage="ingest", message=note)] if entry.summary else [],
    )


def _plain(detail: Any) -> str:
    """The text of what feedparser gives with its type."""
    words = _words(detail, "value")
    return words.strip() if detail.get("type") == "text/plain" else text_of(words)


def _words(fields: Any, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""

"""NewsML-G2 of the IPTC: a news item, or a message with many. Texts in it are NITF, XHTML or plain."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree

from dragoman.errors import Unreadable
from dragoman.ingest import html, nitf
from dragoman.ingest.markup import first, name_of, text_of, tree, words_at
from dragoman.ingest.opening import root_of
from dragoman.ingest.source import MAX_BYTES, Found, Origin, numbered, whole
from dragoman.ingest.stated import Date, stated
from dragoman.ingest.text import Taken

_WHAT = "NewsML-G2"
_ROOTS = ("newsItem", "newsMessage")
_WITHDRAWN = ("canceled", "cancelled", "withheld")


def opens_newsml(head: bytes) -> bool:
    """Whether `head` opens like NewsML-G2."""
    return root_of(head) in _ROOTS


def found_items(file: io.BufferedReader, origin: Origin) -> Iterator[Found]:
    """The news items of a file; where it is a single one, under the name of the file."""
    root = tree(whole(file, MAX_BYTES, _WHAT), _WHAT)
    if name_of(root) == "newsItem":
        yield Found(origin.name, partial(_take_item, etree.tostring(root)))
        return
    items = list(root.iter("{*}newsItem"))
    if not items:
        raise Unreadable("a NewsML-G2 message without news items")
    takes = ((item.get("guid") or str(n), partial(_take_item, etree.tostring(item))) for n, item in enumerate(items, 1))
    yield from numbered(origin.name, takes)


def _take_item(raw: bytes) -> Taken:
    item = tree(raw, _WHAT)
    status = _code(item, "itemMeta", "pubStatus")
    if status in _WITHDRAWN:
        raise Unreadable(f"withdrawn by its publisher (pubStatus {status})")
    kind = _code(item, "itemMeta", "itemClass")
    text = _text(item)
    if not text:
        raise Unreadable(f"a news item without a text in it (itemClass {kind or 'unknown'})")
    inner = next(item.iter("{*}nitf"), None)
    provider = first(item, "itemMeta", "provider")
    return stated(
        text,
        title=words_at(item, "contentMeta", "headline") or words_at(item, "itemMeta", "title"),
        publisher=words_at(item, "itemMeta", "provider", "name")
        or (None if provider is None else provider.get("literal") or _bare(provider.get("qcode")))
        or (None if inner is None else nitf.publisher_of(inner)),
        url=_address(item),
        dates=[
            Date("versionCreated", words_at(item, "itemMeta", "versionCreated")),
            Date("contentCreated", words_at(item, "contentMeta", "contentCreated")),
            Date("firstCreated", words_at(item, "itemMeta", "firstCreated")),
            *([] if inner is None else nitf.dates_of(inner)),
        ],
    )


def _text(item: Any) -> str:
    """The text of the first rendition that has one."""
    content = first(item, "contentSet")
    for part in () if content is None else content:
        text = ""
        if name_of(part) == "inlineXML" and len(part):
            text = nitf.body_of(part[0]) if name_of(part[0]) == "nitf" else text_of(part[0])
        elif name_of(part) == "inlineData":
            text = "".join(part.itertext()).strip()
            text = html.text_of(text) if "html" in (part.get("contenttype") or "") else text
        if text:
            return text
    return ""


def _address(item: Any) -> str | None:
    """The item on the web: a link of its own, or a guid that is an address."""
    links = [link.get("href") for link in item.iter("{*}link") if link.get("contenttype") == "text/html"]
    found: str | None = next((href for href in links if href), None) or item.get("guid")
    return found


def _code(item: Any, *path: str) -> str:
    element = first(item, *path)
    return "" if element is None else _bare(element.get("qcode") or element.get("uri")) or ""


def _bare(qcode: str | None) -> str | None:
    """A code without its scheme: "stat:usable" is "usable"."""
    return (qcode or "").replace("/", ":").rpartition(":")[2] or None

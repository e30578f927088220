"""NITF, the News Industry Text Format of the IPTC (3.x): one report a file, or inside a NewsML item."""

from __future__ import annotations

from typing import Any

from dragoman.errors import Unreadable
from dragoman.ingest.html import SILENT
from dragoman.ingest.markup import first, text_of, tree, words_at
from dragoman.ingest.opening import root_of
from dragoman.ingest.source import Origin
from dragoman.ingest.stated import Date, stated
from dragoman.ingest.text import Taken

_NO_TEXT = SILENT | {"media", "table", "body.end", "correction", "fn"}  # captions and tables are no sentences


def opens_nitf(head: bytes) -> bool:
    """Whether `head` opens like NITF."""
    return root_of(head) == "nitf"


def take_nitf(raw: bytes, origin: Origin) -> Taken:
    """The report of a NITF file."""
    root = tree(raw, "NITF")
    text = body_of(root)
    if not text:
        raise Unreadable("NITF without a text in its body.content")
    return stated(
        text,
        title=words_at(root, "body", "body.head", "hedline", "hl1") or words_at(root, "head", "title"),
        publisher=publisher_of(root),
        url=_attribute(root, "ex-ref", "head", "pubdata"),
        dates=dates_of(root),
    )


def body_of(root: Any) -> str:
    """The text of a `nitf` element. A date line that stands apart opens the first paragraph, as it does in print."""
    content = first(root, "body", "body.content")
    text = "" if content is None else text_of(content, _NO_TEXT)
    line = words_at(root, "body", "body.head", "dateline")
    if not text or not line or text.startswith(line[:20]):
        return text
    return f"{line} {text}" if line.endswith(("-", "–", "—", ":")) else f"{line} - {text}"


def publisher_of(root: Any) -> str | None:
    """Who distributed it, published it or holds the rights."""
    return (
        words_at(root, "body", "body.head", "distributor")
        or _attribute(root, "name", "head", "pubdata")
        or _attribute(root, "holder", "head", "docdata", "doc.copyright")
    )


def dates_of(root: Any) -> list[Date]:
    """When it was issued, published or released, the surer first."""
    return [
        Date("date.issue", _attribute(root, "norm", "head", "docdata", "date.issue")),
        Date("date.publication", _attribute(root, "date.publication", "head", "pubdata")),
        Date("date.release", _attribute(root, "norm", "head", "docdata", "date.release")),
        Date("story.date", _attribute(root, "norm", "body", "body.head", "dateline", "story.date")),
    ]


def _attribute(root: Any, name: str, *path: str) -> str | None:
    element = first(root, *path)
    return None if element is None else element.get(name)

"""ninjs of the IPTC (1.x to 3.0): one news item as a JSON object."""

from __future__ import annotations

import json
import re
from typing import Any

from dragoman.errors import Unreadable
from dragoman.ingest.encoding import decoded, refuse_binary
from dragoman.ingest.html import text_of
from dragoman.ingest.source import Origin
from dragoman.ingest.stated import Date, stated
from dragoman.ingest.text import Taken

_KEYS = frozenset(
    "uri versioncreated firstcreated contentcreated pubstatus usageterms headline headlines bodies body_text body_html "
    "body_xhtml urgency copyrightholder".split()
)
_WITHDRAWN = ("canceled", "cancelled", "withheld")


def opens_ninjs(head: bytes) -> bool:
    """Whether `head` opens a JSON object with at least three of the names that ninjs uses and no "text"."""
    names = re.findall(rb'"([a-z_]{3,20})"\s*:', head) if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else []
    return len(_KEYS & {name.decode("ascii") for name in names}) >= 3


def take_ninjs(raw: bytes, origin: Origin) -> Taken:
    """The report of a ninjs object."""
    refuse_binary(raw)
    text, problems = decoded(raw, charset=origin.charset)
    try:
        item = json.loads(text)
    except RecursionError:
        raise Unreadable("ninjs nested too deep to be a report") from None
    except ValueError as error:
        raise Unreadable(f"ninjs that is damaged or cut short ({error}); get it anew") from error
    if not isinstance(item, dict):
        raise Unreadable("JSON of a kind that is not read; ninjs is, and JSON lines with one report a line")
    status = _words(item.get("pubstatus"))
    if status in _WITHDRAWN:
        raise Unreadable(f"withdrawn by its publisher (pubstatus {status})")
    body = _body(item)
    if not body:
        raise Unreadable(f"a news item without a text in it (type {_words(item.get('type')) or 'unknown'})")
    return stated(
        body,
        title=_words(item.get("headline")) or _of_role(item.get("headlines"), "main") or _words(item.get("title")),
        publisher=_words(item.get("provider")) or _words(item.get("source")) or _words(item.get("copyrightholder")),
        url=_words(item.get("url")) or _words(item.get("uri")),
        dates=[Date(name, _words(item.get(name))) for name in ("versioncreated", "contentcreated", "firstcreated")],
        problems=problems,
    )


def _body(item: dict[str, Any]) -> str:
    """The text of the item: plain where it is given so, else that of its HTML."""
    if plain := _words(item.get("body_text")) or _of_type(item.get("bodies"), "text/plain"):
        return plain.strip()
    for name, markup in item.items():
        if re.match(r"body_x?html", name) and _words(markup):
            return text_of(_words(markup))
    return text_of(_of_type(item.get("bodies"), "html"))


def _words(value: object) -> str:
    """A text, or the name of something that has one: ninjs 1.x gives providers as texts, later ones as objects."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("literal") or value.get("value")
    return value if isinstance(value, str) else ""


def _of_role(values: object, role: str) -> str:
    """The value of a list of {"role", "value"} that has this role, or the first."""
    found = [v for v in values if isinstance(v, dict)] if isinstance(values, list) else []
    return next((_words(v) for v in sorted(found, key=lambda v: v.get("role") != role)), "")


def _of_type(values: object, kind: str) -> str:
    """The value of a list of {"contenttype", "value"} that is of this kind; what names none is plain text."""
    found = [v for v in values if isinstance(v, dict)] if isinstance(values, list) else []
    return next((_words(v) for v in found if kind in str(v.get("contenttype") or "text/plain")), "")

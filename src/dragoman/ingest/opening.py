"""How a file of markup opens: its document type and its first element, found in time linear in what is looked at."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_LIMIT = 65_536  # characters in which the first element has to open
_BLANK = re.compile(r"\s*")
_DOCTYPE = re.compile(r"<!doctype\s+([\w.:-]+)", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")


class Opening(NamedTuple):
    """Names as they are written, without a prefix; empty where there are none."""

    doctype: str
    root: str


def opening(head: bytes) -> Opening:
    """What comes first in `head` after declarations and comments, which are passed over one by one."""
    text = characters(head)[:_LIMIT]
    at, doctype = 0, ""
    while True:
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr]
        if text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4) + 3
        elif match := _DOCTYPE.match(text, at):
            doctype = doctype or match[1]
            end = _after_doctype(text, at)
        else:
            element = _ELEMENT.match(text, at)
            return Opening(doctype, element[1] if element else "")
        if end <= at:
            return Opening(doctype, "")
        at = end


def root_of(head: bytes) -> str:
    """The name of the first element: "rss", "newsItem"."""
    return opening(head).root


def characters(head: bytes) -> str:
    """`head` as characters, good enough to look for names of markup in."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _after_doctype(text: str, at: int) -> int:
    close, inner = text.find(">", at), text.find("[", at)
    if inner != -1 and inner < close:
        close = text.find(">", text.find("]", inner))
    return close + 1

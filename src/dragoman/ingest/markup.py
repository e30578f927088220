"""XML that strangers wrote: parsed without following entities or addresses, and the text of its elements."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from lxml import etree

from dragoman.errors import Unreadable
from dragoman.ingest.html import INLINE, SILENT
from dragoman.ingest.opening import characters, root_of
from dragoman.ingest.source import HEAD, Origin
from dragoman.ingest.text import Taken

_INLINE = INLINE | frozenset(  # of NITF
    "alt-code chron classifier copyrite event function lang location money nitf-link num object.title org person "
    "postaddr pronounce story.date virtloc denom numer frac sublocation city region state country".split()
)


def tree(raw: bytes, what: str) -> Any:
    """The root element of `raw`. Entities are neither taken from it nor fetched; depth and size are capped."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{what} that is damaged or cut short ({error.msg}); get it anew") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise Unreadable(f"{what} that defines entities of its own, which can be a trap; remove its <!ENTITY> lines")
    return root


def name_of(element: Any) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def first(element: Any, *path: str) -> Any | None:
    """The first element below `element` at `path`, by names without namespaces; `element` itself at an empty path."""
    for child in element:
        if path and name_of(child) == path[0] and (found := first(child, *path[1:])) is not None:
            return found
    return None if path else element


def words_at(element: Any, *path: str) -> str | None:
    """The text of the first element at `path` that has any, on one line."""
    found = first(element, *path)
    return None if found is None else " ".join(text_of(found).split()) or None


def text_of(element: Any, silent: frozenset[str] = SILENT) -> str:
    """The text in `element`, a paragraph for each block; elements called as in `silent` are left out."""
    pieces: list[str] = []
    _gather(element, silent, pieces)
    lines = (re.sub(r" {2,}", " ", line).strip(" ") for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def opens_xml(head: bytes) -> bool:
    """Whether `head` opens with an XML declaration or a namespace, and so is no text with a mark in it."""
    return root_of(head) != "" and re.search(r"<\?xml\b|\bxmlns\b", characters(head[:1000])) is not None


def refuse_xml(raw: bytes, origin: Origin) -> Taken:
    """For XML that is none of the kinds that are read."""
    root = root_of(raw[:HEAD])
    raise Unreadable(f"XML of a kind that is not read (<{root[:40]}>); NewsML-G2, NITF, RSS, Atom and web pages are")


def _gather(element: Any, silent: frozenset[str], pieces: list[str]) -> None:
    name = name_of(element)
    if element.tag is etree.Entity:
        pieces.append(unescape(element.text))  # "&mdash;", which the document type would define
    elif name and name not in silent:
        block = name not in _INLINE
        pieces.append("\n" if block else "")
        pieces.append(_one_line(element.text))
        for child in element:
            _gather(child, silent, pieces)
            pieces.append(_one_line(child.tail))
        pieces.append("\n" if block else "")


def _one_line(words: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", words or "")

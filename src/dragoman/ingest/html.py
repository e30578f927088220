"""Web pages into text: trafilatura finds the article; where it is known to lose words, all of the page is kept.

Measured traps of the extractor, each guarded here: it drops what is nested deeper than libxml2's tree allows and
all that follows it, needs seconds for megabytes, and finds nothing on pages without prose. Escaped markup
(`&lt;script&gt;`) comes out as the characters it stands for; whoever writes HTML from a record escapes them again.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from lxml import etree

from dragoman.errors import BadDate, Unreadable
from dragoman.ingest.encoding import decoded, refuse_binary
from dragoman.ingest.opening import opening
from dragoman.ingest.source import Origin
from dragoman.ingest.text import Taken, from_text, iso_day
from dragoman.model import Problem

SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_DEPTH_LIMIT = 240  # elements; libxml2 builds no tree below 256
_SIZE_LIMIT = 1_500_000  # characters, and
_ELEMENT_LIMIT = 50_000  # elements, with which the extractor takes 1 to 3 s

SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea"})
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)


def opens_page(head: bytes) -> bool:
    """Whether `head` opens like a web page."""
    first = opening(head)
    return "html" in (first.root.lower(), first.doctype.lower())


def take_page(raw: bytes, origin: Origin) -> Taken:
    """The article of a page, with title, publisher, address and day as the page's metadata state them."""
    refuse_binary(raw)
    html, problems = decoded(raw, html=True, charset=origin.charset)
    taken = from_html(html)
    return Taken(taken.document, problems + taken.problems)


def from_html(html: str) -> Taken:
    """As `take_page`, of a page that is decoded already."""
    page = _page(html)
    obstacle = _obstacle(page, html)
    found = None if obstacle else _extracted(html)
    problems: list[Problem] = []
    text = ((found or {}).get("text") or "").strip()
    if not text:
        text = page.text()
        message = f"{obstacle or 'no article found'}, so all text of the page is read"
        problems.append(Problem(stage="ingest", message=message))
    if not text:
        raise Unreadable("a web page without text")
    about = found or _metadata(html)
    taken = from_text(
        text,
        published=about.get("date"),
        published_from="metadata" if about.get("date") else None,
        title=about.get("title"),
        publisher=about.get("publisher"),
        url=about.get("url"),
    )
    return Taken(taken.document, (*problems, *taken.problems))


def text_of(html: str) -> str:
    """The visible text of a piece of HTML that is known to be a report and nothing else, a paragraph a block."""
    return _page(html).text().replace("\n", "\n\n")


def _obstacle(page: _Page, html: str) -> str | None:
    """Why the article extractor cannot be trusted with this page, if it cannot."""
    if page.depth > _DEPTH_LIMIT:
        return f"elements nested {page.depth} deep, where the article extractor loses words"
    if len(html) > _SIZE_LIMIT or page.elements > _ELEMENT_LIMIT:
        return f"{len(html):,} characters and {page.elements:,} elements, too many for the article extractor"
    return None


class _Page:
    """Target of lxml's parser: the visible text by lines, how many elements and how deep. Builds no tree."""

    def __init__(self) -> None:
        self.depth = 0
        self.elements = 0
        self._open: list[str] = []
        self._silent = 0
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._open.append(tag)
        self.elements += 1
        self.depth = max(self.depth, len(self._open))
        self._silent += tag in SILENT
        self._break(tag)

    def end(self, tag: str) -> None:
        self._open.pop()
        self._silent -= tag in SILENT
        self._break(tag)

    def data(self, words: str) -> None:
        if not self._silent:
            self._pieces.append(re.sub(r"[ \t\r\n\f]+", " ", words))

    def close(self) -> _Page:
        return self

    def _break(self, tag: str) -> None:
        if tag not in INLINE and not self._silent:
            self._pieces.append("\n")

    def text(self) -> str:
        lines = (re.sub(r" {2,}", " ", line).strip(" ") for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)


def _page(html: str) -> _Page:
    page = _Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True)
    with suppress(etree.LxmlError):  # nothing in it that is markup
        etree.fromstring(html.encode("utf-8", "replace"), parser)
    return page


def _extracted(html: str) -> dict[str, str | None] | None:
    import trafilatura  # seconds of import: paid by the first page, not by plain text

    found: Any = trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_STATED_DATE
    )
    return None if found is None else _about(found) | {"text": found.text}


def _metadata(html: str) -> dict[str, str | None]:
    from trafilatura.metadata import extract_metadata

    head = re.split(r"<body\b", html, maxsplit=1, flags=re.IGNORECASE)[0][:200_000]
    return _about(extract_metadata(f"{head}<body></body></html>", date_config=dict(_STATED_DATE)))


_STATED_DATE = {"original_date": True, "extensive_search": False}  # what the page states; a guess is no date


def _about(found: Any) -> dict[str, str | None]:
    day = found.date
    try:
        day = iso_day(day) if day else None
    except BadDate:
        day = None
    return {"title": found.title, "publisher": found.sitename, "url": found.url, "date": day}

"""Word documents (DOCX): the text of the body, read straight from the archive with caps on what unpacks from it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from dragoman.errors import Unreadable
from dragoman.ingest.markup import name_of, tree, words_at
from dragoman.ingest.source import Origin
from dragoman.ingest.stated import Date, stated
from dragoman.ingest.text import Taken
from dragoman.model import Problem

_MAX_PART = 50_000_000  # bytes of XML that may unpack; the text in them is a tenth
_OTHERS = {
    "xl/workbook.xml": "a spreadsheet (xlsx); save it as CSV with a line of column names",
    "ppt/presentation.xml": "a presentation (pptx); save its text",
    "content.xml": "an OpenDocument file (odt, ods); save it as DOCX",
    "META-INF/container.xml": "an electronic book (epub); save its text",
}
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "footnoteReference"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def opens_archive(head: bytes) -> bool:
    """Whether `head` opens a zip archive, as every DOCX is one."""
    return head.startswith(b"PK\x03\x04")


def take_docx(raw: bytes, origin: Origin) -> Taken:
    """The report of a Word document. Deleted words, headers, footers, footnotes and comments are left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            body = tree(_part(archive, "word/document.xml"), "a Word document")
            about = _core(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        why = f"a zip archive or an office document that is damaged or cut short ({error}); get it anew"
        raise Unreadable(f"not a text but {why}") from error
    except RuntimeError as error:  # as zipfile says that a part is encrypted
        raise Unreadable("a zip archive with a password; save its documents without one") from error
    lines: list[str] = [""]
    _gather(body, lines)
    text = "\n\n".join(stripped for line in lines if (stripped := line.strip()))
    if not text:
        raise Unreadable("a Word document without text; are its pages pictures?")
    dates = [] if about is None else [Date(f"dcterms:{n}", words_at(about, n)) for n in ("modified", "created")]
    title = None if about is None else words_at(about, "title")
    return stated(text, title=title, dates=dates, known_from="created", problems=_revised(body))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    names = set(archive.namelist())
    if name not in names:
        what = next((what for other, what in _OTHERS.items() if other in names), "a zip archive; unpack it first")
        raise Unreadable(f"not a text but {what}")
    with archive.open(name) as part:
        raw = part.read(_MAX_PART + 1)
    if len(raw) > _MAX_PART:
        raise Unreadable(f"a Word document that unpacks to more than {_MAX_PART // 1_000_000} MB; save its text")
    return raw


def _core(archive: zipfile.ZipFile) -> Any | None:
    """What the document says of itself, if it does so in a form that can be read."""
    if "docProps/core.xml" not in archive.namelist():
        return None
    try:
        return tree(_part(archive, "docProps/core.xml"), "properties")
    except Unreadable:
        return None


def _gather(element: Any, lines: list[str]) -> None:
    """Add the words in `element` to the last of `lines`; a paragraph begins and ends a line of its own."""
    name = name_of(element)
    if name == "t":
        lines[-1] += element.text or ""
    elif name in _SIGNS:
        lines[-1] += _SIGNS[name]
    elif name not in _LEFT_OUT:
        if name == "p":
            lines.append("")
        for child in element:
            _gather(child, lines)
        if name == "p":
            lines.append("")


def _revised(body: Any) -> list[Problem]:
    if next(body.iter("{*}del", "{*}ins"), None) is None:
        return []
    return [Problem(stage="ingest", message="changes that are not settled: read as if all were accepted")]

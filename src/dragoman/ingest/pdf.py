"""PDF: its characters with their places on the page, as PDFium gives them, put back into paragraphs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from ctypes import byref
from typing import Any

from dragoman.errors import Unreadable
from dragoman.ingest.layout import Glyph, Page, lines_of, paragraphs
from dragoman.ingest.source import Origin, needs
from dragoman.ingest.stated import Date, stated
from dragoman.ingest.text import Taken
from dragoman.model import Problem

MAX_PAGES = 300
MAX_SECONDS = 30.0  # of processor time, looked at after each page
_MOST_ON_A_PAGE = 100_000  # characters
_ASKEW = 0.1  # radians; a watermark across the page is no line of text
_TOOLS = ("Microsoft Word - ", "Microsoft PowerPoint - ")  # what printing puts before a title


def opens_pdf(head: bytes) -> bool:
    """Whether `head` opens a PDF."""
    return head.lstrip(b"\xef\xbb\xbf\0\t\n\r ").startswith(b"%PDF-")


def take_pdf(raw: bytes, origin: Origin) -> Taken:
    """The report of a PDF, without what is repeated at the edges of its pages."""
    try:
        import pypdfium2
    except ImportError:
        raise needs("a PDF", "pdf") from None
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("a PDF with a password; save a copy without one") from error
        raise Unreadable("a PDF that is damaged or cut short; get it anew") from error
    try:
        pages = list(_pages(document))
        about = document.get_metadata_dict()
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"a PDF that is damaged ({error}); get it anew") from error
    finally:
        document.close()
    text = "\n\n".join(paragraphs(pages))
    if not text:
        raise Unreadable("a PDF without text: its pages are pictures; run OCR over it first, for instance ocrmypdf")
    left = f"{len(pages)} of {count} pages are read: the rest is too much or cannot be read"
    return stated(
        text,
        title=_title(about.get("Title", "")),
        dates=[Date("CreationDate", about.get("CreationDate", "").removeprefix("D:")[:8])],
        known_from="created",
        problems=[Problem(stage="ingest", message=left)] if len(pages) < count else [],
    )


def _pages(document: Any) -> Iterator[Page]:
    """The pages up to the first that cannot be read, or until there have been too many or they took too long."""
    import pypdfium2

    begun = time.process_time()
    for number in range(min(len(document), MAX_PAGES)):
        try:
            page = document[number]
            width, height = page.get_size()
            yield Page(width, height, lines_of(_glyphs(page.get_textpage())))
        except pypdfium2.PdfiumError:
            if number == 0:
                raise
            return
        if time.process_time() - begun > MAX_SECONDS:
            return


def _glyphs(text: Any) -> Iterator[Glyph]:
    """The characters of a page in the order in which they are drawn."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    for at in range(min(pdfium.FPDFText_CountChars(text), _MOST_ON_A_PAGE)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code in (0x0D, 0x0A) or not 0 < code < 0x110000:
            yield Glyph("\n", 0, 0, 0, 0)
        elif not _ASKEW < pdfium.FPDFText_GetCharAngle(text, at) < 6.283 - _ASKEW:
            pdfium.FPDFText_GetLooseCharBox(text, at, byref(box))
            yield Glyph(chr(code), box.left, box.bottom, box.right, box.top)


def _title(words: str) -> str | None:
    """The stated title; the name of a file is none."""
    for tool in _TOOLS:
        words = words.removeprefix(tool)
    return (
        None
        if words.lower() == "untitled" or words.lower().endswith((".doc", ".docx", ".pdf", ".indd", ".qxd", ".tex"))
        else words
    )

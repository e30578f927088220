"""All kinds of files that are read, in the order in which a file's first bytes are held against them."""

from __future__ import annotations

from dragoman.errors import Unreadable
from dragoman.ingest import csv, docx, eml, feed, html, jsonl, markup, newsml, ninjs, nitf, pdf, warc
from dragoman.ingest.encoding import decoded, refuse_binary
from dragoman.ingest.source import MAX_DOCUMENT, Format, Origin
from dragoman.ingest.text import Taken, from_text


def _plain(raw: bytes, origin: Origin) -> Taken:
    refuse_binary(raw)
    text, problems = decoded(raw, charset=origin.charset)
    taken = from_text(text)
    return Taken(taken.document, problems + taken.problems)


PLAIN = Format("plain text", frozenset({".txt"}), lambda head: False, one=_plain)

FORMATS = (
    Format("a web archive (WARC)", frozenset({".warc"}), warc.opens_archive, many=warc.found_pages, binary=True),
    Format("a Word document", frozenset({".docx"}), docx.opens_archive, docx.take_docx, most=MAX_DOCUMENT, binary=True),
    Format("a PDF", frozenset({".pdf"}), pdf.opens_pdf, pdf.take_pdf, most=MAX_DOCUMENT, binary=True),
    Format("a web page", html.SUFFIXES, html.opens_page, one=html.take_page),
    Format("a feed", frozenset({".rss", ".atom", ".rdf"}), feed.opens_feed, many=feed.found_entries),
    Format("NewsML-G2", frozenset({".newsml"}), newsml.opens_newsml, many=newsml.found_items),
    Format("NITF", frozenset({".nitf"}), nitf.opens_nitf, one=nitf.take_nitf),
    Format("XML", frozenset(), markup.opens_xml, one=markup.refuse_xml),
    Format("JSON lines", frozenset({".jsonl", ".ndjson"}), jsonl.opens_lines, many=jsonl.found_lines),
    Format("ninjs", frozenset({".ninjs", ".json"}), ninjs.opens_ninjs, one=ninjs.take_ninjs),
    Format("a message", frozenset({".eml"}), eml.opens_message, one=eml.take_message, most=MAX_DOCUMENT),
    Format("a table", frozenset({".csv", ".tsv", ".tab"}), csv.is_table, many=csv.rows),
)


def format_of(head: bytes, origin: Origin) -> tuple[Format, str | None]:
    """What kind of file begins with `head`, and what there is to say where its name says otherwise.

    The content decides; where it opens like nothing we know, the suffix of its name does.
    """
    if not head.strip():
        raise Unreadable("empty: there is nothing to read")
    named = next((kind for kind in FORMATS if origin.suffix in kind.suffixes), None)
    for kind in FORMATS:
        if kind.opens(head):
            other = named is not None and named.binary and named is not kind
            return kind, f"named like {named.name}, but it is {kind.name}" if named and other else None
    if named is not None and named.binary:
        raise Unreadable(
            f"named like {named.name} ({origin.suffix}) and opens like none: it is damaged or something else; "
            "get it anew, or give it the right suffix"
        )
    return named or PLAIN, None

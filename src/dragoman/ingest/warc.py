"""Web archives (WARC, plain or gzipped): every page that a crawler fetched is a report, read record by record."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from msgspec import structs

from dragoman.errors import Unreadable
from dragoman.ingest.html import take_page
from dragoman.ingest.source import MAX_BYTES, Found, Origin, needs, numbered, refused
from dragoman.ingest.stated import refuse
from dragoman.ingest.text import Taken
from dragoman.model import Problem

_PAGES = ("text/html", "application/xhtml+xml")


class _Response(NamedTuple):
    """What a server answered, as it was sent."""

    body: bytes
    url: str
    charset: str | None
    codings: tuple[str, ...]  # that the body was packed with, the last one outermost
    cut: str  # why the crawler did not keep all of it


def opens_archive(head: bytes) -> bool:
    """Whether `head` opens a WARC file."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def found_pages(file: io.BufferedReader, origin: Origin) -> Iterator[Found]:
    """The web pages of an archive, under their addresses; where it is damaged, those before that."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise needs("a web archive (WARC)", "warc") from None
    count, last = 0, 0

    def pages() -> Iterator[tuple[str, Any]]:
        nonlocal count, last
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            last = record.stream_pos
            if _is_page(record):
                count += 1
                address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
                yield address or str(record.record_id or count), _take_of(record, address)

    try:
        yield from numbered(origin.name, pages())
    except OSError as error:
        yield refused(origin.name, f"damaged ({error}): {count} pages before that were read; get it anew")
        return
    if _cut_short(file, last):
        yield refused(origin.name, f"cut short: {count} pages were read; get it anew")
    elif not count:
        raise Unreadable("a web archive without web pages")


def _is_page(record: Any) -> bool:
    return record.is_http and record.http_headers.status_code == 200 and record.http_content_type in _PAGES


def _take_of(record: Any, address: str) -> Any:
    """How to take in the page in `record`, whose bytes are read here: the next record takes their place."""
    expected = record.content_length
    body = record.reader.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return partial(refuse, f"larger than {MAX_BYTES // 1_000_000} MB: not one report")
    if len(body) < expected:
        return partial(refuse, f"cut short: {len(body):,} of {expected:,} bytes are there; get the archive anew")
    headers = record.http_headers
    codings = f"{headers.get('Content-Encoding') or ''},{headers.get('Transfer-Encoding') or ''}".lower().split(",")
    response = _Response(
        body=body,
        url=address,
        charset=record.http_charset,
        codings=tuple(c.strip() for c in codings if c.strip() not in ("", "identity")),
        cut=record.headers.get("WARC-Truncated") or "",
    )
    return partial(_take, response)


def _take(response: _Response) -> Taken:
    report, problems = take_page(_unpacked(response), Origin(name=response.url, charset=response.charset))
    if report.url is None and response.url:
        report = structs.replace(report, url=response.url)
    if response.cut:
        message = f"the crawler did not keep all of this page ({response.cut})"
        problems = (Problem(stage="ingest", message=message), *problems)
    return Taken(report, problems)


def _unpacked(response: _Response) -> bytes:
    """The body as a browser would show it; some crawlers unpack and leave the header, so the bytes decide."""
    raw = response.body
    for coding in reversed(response.codings):
        try:
            raw = _without(coding, raw)
        except (OSError, zlib.error) as error:
            raise Unreadable(f"a page whose packing ({coding}) is damaged: {error}") from error
        if len(raw) > MAX_BYTES:
            raise Unreadable(f"unpacks to more than {MAX_BYTES // 1_000_000} MB: not one report")
    return raw


def _without(coding: str, raw: bytes) -> bytes:
    from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

    stream = io.BytesIO(raw)
    if coding == "chunked" and raw[:1].isalnum():
        return bytes(ChunkedReader(stream).read(MAX_BYTES + 1))
    if coding == "br" and not raw.lstrip().startswith(b"<"):
        return bytes(BrotliReader(stream).read(MAX_BYTES + 1))
    if coding == "zstd" and raw.startswith(b"\x28\xb5\x2f\xfd"):
        return bytes(ZstdReader(stream).read(MAX_BYTES + 1))
    if (coding in ("gzip", "x-gzip") and raw.startswith(b"\x1f\x8b")) or (coding == "deflate" and raw[:1] == b"\x78"):
        unpacking = zlib.decompressobj(wbits=47)  # with a header of gzip or zlib
        unpacked = unpacking.decompress(raw, MAX_BYTES + 1)
        if not unpacking.eof and len(unpacked) <= MAX_BYTES:
            raise OSError("it breaks off")
        return unpacked
    return raw


def _cut_short(file: io.BufferedReader, last: int) -> bool:
    """Whether an archive ends within a record, which fastwarc takes for its end. Looks from the record at `last` on."""
    if not file.seekable():
        return False
    size = file.seek(0, io.SEEK_END)
    file.seek(last)
    if file.peek(2).startswith(b"\x1f\x8b"):
        return _gzip_cut_short(file)
    while file.tell() < size:
        if file.seek(_content_length(file), io.SEEK_CUR) > size:
            return True
    return False


def _content_length(file: io.BufferedReader) -> int:
    """How long the record is whose header `file` stands before; reaches behind the end where the header breaks off."""
    length, begun = 0, False
    while line := file.readline(10_000):
        if match := re.match(rb"content-length:\s*(\d{1,15})\s*$", line, re.IGNORECASE):
            length = int(match[1])
        if begun and not line.strip():
            return length
        begun = begun or bool(line.strip())
    return int(begun)


def _gzip_cut_short(file: io.BufferedReader) -> bool:
    member = None
    while chunk := file.read(1 << 20):
        while chunk:
            member = member or zlib.decompressobj(wbits=31)
            try:
                member.decompress(chunk)
            except zlib.error:
                return True
            chunk, member = (member.unused_data.lstrip(b"\0"), None) if member.eof else (b"", member)
    return member is not None

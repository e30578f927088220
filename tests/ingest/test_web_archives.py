import gzip
import io
import sys
import tracemalloc
import zlib

import pytest

from dragoman.ingest import reports_in

PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>Talks</title>'
    '<meta property="article:published_time" content="2024-06-19"></head>'
    "<body><article><p>The ministers met in Malmö on Monday and agreed to resume talks.</p></article></body></html>"
).encode()


def record(url: str, body: bytes = PAGE, kind: str = "text/html", status: str = "200 OK", **headers: str) -> bytes:
    fields = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items() if name != "truncated")
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{fields}\r\n".encode() + body
    cut = "WARC-Truncated: length\r\n" if "truncated" in headers else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-07-01T10:00:00Z\r\n{cut}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


RECORDS = [
    record("https://wire.example/1"),
    record("https://wire.example/p.png", b"\x89PNG", "image/png"),
    record("https://wire.example/gone", status="404 Not Found"),
    record("https://wire.example/2", gzip.compress(PAGE), Content_Encoding="gzip"),
    record(
        "https://wire.example/3", chunked(zlib.compress(PAGE)), Content_Encoding="deflate", Transfer_Encoding="chunked"
    ),
    record("https://wire.example/4", PAGE, Content_Encoding="gzip", Transfer_Encoding="chunked"),
    record("https://wire.example/1", truncated=""),
]
PAGES = ["1", "2", "3", "4", "1 (2)"]


@pytest.mark.parametrize("packed", [False, True, "whole"])
def test_each_page_is_a_report_under_its_address(file, taken, packed):
    raw = b"".join(gzip.compress(r) if packed is True else r for r in RECORDS)
    source = file(gzip.compress(raw) if packed == "whole" else raw, "crawl.warc.gz" if packed else "crawl.warc")
    found = list(reports_in(source))
    assert [f.name for f in found] == [f"{source}#https://wire.example/{n}" for n in PAGES]
    reports = taken(found)
    assert {r.document.text for r in reports} == {"The ministers met in Malmö on Monday and agreed to resume talks."}
    first = reports[0].document
    assert (first.title, first.url, first.published) == ("Talks", "https://wire.example/1", "2024-06-19")
    assert "did not keep all" in reports[-1].problems[0].message


def test_the_charset_that_the_server_stated(file, taken):
    body = "<html><body><article><p>The envoys met in Malmö.</p></article></body></html>".encode("cp1252")
    (found,) = taken(reports_in(file(record("https://w.example", body, "text/html; charset=iso-8859-1"), "c.warc")))
    assert "Malmö" in found.document.text
    assert found.problems == ()


def test_no_page_at_all(file, taken):
    (why,) = taken(reports_in(file(RECORDS[1], "crawl.warc")))
    assert why == "a web archive without web pages"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [10, 60, 700])
def test_an_archive_that_breaks_off_gives_the_pages_before(file, taken, packed, cut):
    parts = [gzip.compress(r) if packed else r for r in (RECORDS[0], RECORDS[0])]
    raw = (parts[0] + parts[1])[: len(parts[0]) + min(cut, len(parts[1]) - 10)]
    first, *_, last = taken(reports_in(file(raw, "crawl.warc")))
    assert first.document.title == "Talks"
    assert "get it anew" in last or "get the archive anew" in last


@pytest.mark.parametrize("junk", [b"no record\r\n\r\n" * 5, gzip.compress(b"x")[:-9] + b"\0" * 30])
def test_damage_in_the_middle_is_said(file, taken, junk):
    pages = gzip.compress(RECORDS[0]) if junk.startswith(b"\x1f") else RECORDS[0]
    first, *_, last = taken(reports_in(file(pages + junk + pages, "crawl.warc")))
    assert first.document.title == "Talks"
    assert "damaged" in last


def test_a_page_that_unpacks_to_too_much(file, taken):
    bomb = record("https://wire.example/b", gzip.compress(b"a" * 30_000_000), Content_Encoding="gzip")
    bad = record("https://wire.example/c", b"\x1f\x8b\x08\x00broken", Content_Encoding="gzip")
    first, second, last = taken(reports_in(file(bomb + bad + RECORDS[0], "crawl.warc")))
    assert "unpacks to more than 20 MB" in first
    assert "packing (gzip) is damaged" in second
    assert last.document.title == "Talks"


def test_an_archive_is_never_held_whole(file):
    page = record("https://wire.example/1", PAGE + b" " * 1_000_000)
    source = file(page * 40, "crawl.warc")
    tracemalloc.start()
    assert sum(1 for _ in reports_in(source)) == 40
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


def test_from_a_pipe(monkeypatch, taken):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(RECORDS[0]))))
    (found,) = reports_in("-")
    assert found.name == "standard input#https://wire.example/1"
    assert found.take().document.title == "Talks"


def test_an_extra_that_is_not_installed_is_named(file, taken, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (why,) = taken(reports_in(file(RECORDS[0], "crawl.warc")))
    assert "pip install 'dragoman[warc]'" in why

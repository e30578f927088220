"""One way in for all kinds of files: what is found, under which name, and what is known of its date."""

import gzip
import io
import json
import os
import pickle
import sys
import threading
import time
from pathlib import Path

import pytest

from dragoman.errors import Unreadable
from dragoman.ingest import reports_in, take_in
from dragoman.ingest.formats import FORMATS, PLAIN
from dragoman.ingest.stated import day_in_name, day_of

SAMPLES = Path(__file__).parent / "samples"
WORDS = "The ministers met in Geneva on Monday and agreed to resume talks."
LINES = "".join(json.dumps({"id": n, "text": WORDS, "published": "2024-06-19"}) + "\n" for n in range(3))
MESSAGE = (
    f"From: The Wire <a@b.example>\nTo: c@d.example\nSubject: Talks\nDate: Wed, 19 Jun 2024 08:00:00 GMT\n\n{WORDS}"
)
PAGE = f"<!doctype html><html><body><article><p>{WORDS}</p></article></body></html>"
HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://w.example/\r\n"
    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(HTTP)}\r\n\r\n{HTTP}\r\n\r\n"
)


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        (WORDS, 1),
        (PAGE, 1),
        (LINES, 3),
        (f"text,title\n{WORDS},Talks\n", 1),
        (MESSAGE, 1),
        (gzip.compress(WARC.encode()), 1),
        ((SAMPLES / "talks.nitf").read_bytes(), 1),
        ((SAMPLES / "talks.newsml").read_bytes(), 4),
    ],
)
def test_a_kind_is_known_by_its_content_and_every_report_can_go_to_another_process(file, raw, count):
    source = file(raw, "without-a-suffix")
    found = list(reports_in(source))
    assert len(found) == count
    assert all(str(f.name).startswith(source) for f in found)
    taken = pickle.loads(pickle.dumps(found[0].take))()
    assert "ministers" in taken.document.text
    assert taken == found[0].take()


def test_every_kind_opens_like_itself_alone():
    heads = [WORDS, PAGE, LINES, "text,title\nx,y", MESSAGE, WARC, "%PDF-1.7", "PK\x03\x04", '<rss version="2.0">']
    heads += [(SAMPLES / name).read_text(encoding="latin-1") for name in ("talks.nitf", "talks.newsml")]
    for head in heads:
        opened = [kind.name for kind in FORMATS if kind.opens(head.encode("latin-1")) and kind.name != "XML"]
        assert len(opened) == (head != WORDS), (head[:40], opened)


@pytest.mark.parametrize(
    "text",
    [
        "text, they said, is a title. Talks failed.",
        "Subject: talks\nThe ministers met.",
        "{curly} words: “talks”.",
        "[Reuters] MOSCOW - Talks failed.",
        "<b>Talks</b> failed, and 3 < 4.",
        "Date: Monday.\nTalks failed.",
    ],
)
def test_a_text_that_looks_a_little_like_something_else_is_a_text(text):
    assert take_in(text.encode()).document.text == text


@pytest.mark.parametrize("source", ["none.txt", ".", "bad\0name", "none.warc.gz", "folder/none.csv"])
def test_what_cannot_be_opened_is_one_report_that_says_so(source, taken):
    (found,) = reports_in(source)
    assert found.name == source
    (why,) = taken([found])
    assert "no such file" in why or "a folder" in why or "cannot be opened" in why


def test_a_source_that_fails_while_it_is_read_does_not_raise(file, taken, monkeypatch):
    def broken(*_):
        yield from ()
        raise KeyError("x")

    kind = next(kind for kind in FORMATS if kind.name == "a table")
    monkeypatch.setattr("dragoman.ingest.formats.FORMATS", (kind._replace(many=broken),))
    (why,) = taken(reports_in(file("text,title\nx,y")))
    assert "KeyError" in why
    assert "please report it" in why


def test_a_slow_pipe_is_waited_for(monkeypatch, taken):
    reading, writing = os.pipe()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(os.fdopen(reading, "rb")))

    def write() -> None:
        with os.fdopen(writing, "wb") as pipe:
            for part in (MESSAGE[:9], MESSAGE[9:]):
                pipe.write(part.encode())
                pipe.flush()
                time.sleep(0.05)

    threading.Thread(target=write).start()
    (report,) = taken(reports_in("-"))
    assert report.document.title == "Talks"


def test_several_reports_are_not_one():
    with pytest.raises(Unreadable, match="JSON lines with several reports, not one report"):
        take_in(LINES.encode())
    assert take_in(LINES.splitlines()[0].encode()).document.text == WORDS


def test_the_name_of_a_file_dates_what_nothing_else_does(file, taken):
    (plain,) = taken(reports_in(file(WORDS, "2024-06-19-talks.txt")))
    assert (plain.document.published, plain.document.published_from) == ("2024-06-19", "name")
    (message,) = taken(reports_in(file(MESSAGE, "2024-07-01.eml")))
    assert (message.document.published, message.document.published_from) == ("2024-06-19", "metadata")
    (given,) = taken(reports_in(file(WORDS, "2024-06-19.txt"), published="2024-06-20"))
    assert (given.document.published, given.document.published_from) == ("2024-06-20", "given")
    (row,) = taken(reports_in(file(f"text,title\n{WORDS},x\n", "dump-2024-07-01.csv")))
    assert row.document.published is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-06-19", "2024-06-19"),
        ("2024-06-19T23:30:00-04:00", "2024-06-19"),
        ("20240619T103000Z", "2024-06-19"),
        ("20240619", "2024-06-19"),
        ("2024/06/19 10:00", "2024-06-19"),
        ("Wed, 19 Jun 2024 08:00:00 GMT", "2024-06-19"),
        ("19 June 2024", "2024-06-19"),
        ("June 19th, 2024", "2024-06-19"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("03-Sep-2024", "2024-09-03"),
        ("06/07/2024", None),
        ("19.06.2024", None),
        ("2024-13-01", None),
        ("2024-02-30", None),
        ("202406191", None),
        ("June 2024", None),
        ("yesterday", None),
        ("1" * 10_000, None),
        ("", None),
    ],
)
def test_days_that_sources_state(words, day):
    assert day_of(words) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-06-19-talks.txt", "2024-06-19"),
        ("talks_20240619.pdf", "2024-06-19"),
        ("talks.2024.06.19.html", "2024-06-19"),
        ("id120240619.txt", None),
        ("20249919-20240619.txt", "2024-06-19"),
        ("report-1234567890.txt", None),
        ("talks.txt", None),
    ],
)
def test_days_in_names(name, day):
    assert day_in_name(name) == day


def test_the_formats_page_names_every_suffix():
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [s for kind in FORMATS for s in sorted(kind.suffixes) if s not in page] == []
    assert PLAIN.suffixes == {".txt"}

import io

import pytest

from dragoman.errors import Unreadable
from dragoman.ingest import jsonl
from dragoman.ingest.jsonl import Line, lines, name_of, take_in_line


def test_all_fields_arrive():
    raw = b'{"id": 7, "text": "Talks failed.", "published": "2024-06-19T10:00:00Z", "title": "T", "url": "u", "x": 1}'
    taken = take_in_line(Line(1, raw))
    report = taken.document
    assert (report.text, report.published, report.title, report.url) == ("Talks failed.", "2024-06-19", "T", "u")
    assert name_of(Line(1, raw)) == 7


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[1, 2]", "not a report"),
        (b"{}", "required field `text`"),
        (b'{"text": 3}', r"Expected `str`, got `int` - at `\$.text`"),
        (b'{"text": ""}', "empty"),
        (b'{"text": "Talks.", "published": "yesterday"}', "published: 'yesterday' is no date"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"text": ' + b"9" * 10_000 + b"}", "not JSON"),
        (None, "longer than 20 MB"),
    ],
)
def test_a_bad_line_says_what_is_wrong(raw, why):
    with pytest.raises(Unreadable, match=why):
        take_in_line(Line(4, raw))
    assert name_of(Line(4, raw)) == "line 4"


def test_half_a_character_in_an_escape():
    taken = take_in_line(Line(1, rb'{"text": "a \ud83d b"}'))
    assert taken.document.text == "a \ufffd b"
    assert "lone surrogates" in taken.problems[0].message


def test_lines_are_read_one_by_one_and_blank_ones_passed_over():
    file = io.BytesIO(b'{"a": 1}\n\n  \n{"b": 2}')
    found = lines(file)
    assert next(found) == (1, b'{"a": 1}\n')
    assert file.tell() == 9
    assert list(found) == [(4, b'{"b": 2}')]


def test_a_line_without_end_is_not_held_in_memory(monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_LINE", 10)
    assert list(lines(io.BytesIO(b"x" * 35 + b"\n{}\n" + b"y" * 11))) == [(1, None), (2, b"{}\n"), (3, None)]

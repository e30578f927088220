from __future__ import annotations

import pytest

from dragoman.export.marks import Mark, marks, paragraphs, pieces
from dragoman.model import Record, Span


def test_pieces_begin_and_end_where_marks_do() -> None:
    inner, outer, late = Mark(Span(4, 6), "who", "a"), Mark(Span(2, 8), "said", "b"), Mark(Span(5, 10), "bound", "c")
    cut = pieces(12, [late, outer, inner])
    assert [(p.span.start, p.span.end, [m.about for m in p.marks]) for p in cut] == [
        (0, 2, []),
        (2, 4, ["b"]),
        (4, 5, ["a", "b"]),  # the shortest first
        (5, 6, ["a", "c", "b"]),
        (6, 8, ["c", "b"]),
        (8, 10, ["c"]),
        (10, 12, []),
    ]


def test_the_order_of_marks_does_not_matter(record: Record) -> None:
    over = marks(record)
    length = len(record.report.text)
    assert pieces(length, over) == pieces(length, over[::-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("One two\nthree.", ["One two\nthree."]),  # a hard line break inside a sentence
        ("One\n\n two", ["One", "two"]),
        ("“One.”\n“Two.”\n", ["“One.”", "“Two.”"]),
        ("", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    over = [Mark(Span(0, len(text)), "said", "a")] if text else []
    assert ["".join(text[p.span.start : p.span.end] for p in cut) for cut in paragraphs(text, over)] == expected


def test_marks_outside_the_text_are_left_out(record: Record) -> None:
    assert all(0 <= m.span.start < m.span.end <= len(record.report.text) for m in marks(record))

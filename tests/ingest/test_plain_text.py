import pytest

from dragoman.errors import BadDate
from dragoman.ingest.text import document, from_text, iso_day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-06-19", "2024-06-19"),
        ("2024-06-19T23:30:00Z", "2024-06-19"),
        ("2024-06-19 08:00", "2024-06-19"),
        ("2024-06-19T08:00:00+09:00", "2024-06-19"),
    ],
)
def test_the_day_of_an_iso_date(words, day):
    assert iso_day(words) == day


@pytest.mark.parametrize("words", ["19.06.2024", "June 19", "2024-13-01", "2024-02-30", "2024-6-1", "", "2024-06-19x"])
def test_what_is_no_iso_date(words):
    with pytest.raises(BadDate):
        iso_day(words)


def test_the_text_is_kept_exactly_and_named_by_its_hash():
    text = "  Blank before.\r\nA \u200bzero width, \u202ba turn, 😀, e\u0301.\n\n"
    report = document(text)
    assert report.text == text
    assert report.id == document(text).id
    assert report.id != document(text + " ").id
    assert (report.published, report.published_from) == (None, None)
    assert document(text, published="2024-06-19").published_from == "given"


def test_halves_of_characters_are_replaced_one_for_one():
    taken = from_text("a\ud83db \udc00c")
    assert taken.document.text == "a\ufffdb \ufffdc"
    assert taken.problems[0].span == (1, 2)
    assert "2" in taken.problems[0].message

import io
import sys
import time

import pytest

from dragoman.errors import Unreadable
from dragoman.ingest import pdf, take_in
from dragoman.ingest.layout import Line, Page, paragraphs

pdfgen = pytest.importorskip("reportlab.pdfgen.canvas")

FIRST = [
    "The foreign ministers of both countries met in Geneva on",
    "Monday and agreed to resume their negotiations on the ex-",
    "change of prisoners and on the re-establishment of ties.",
]
SECOND = [
    "A spokesperson of the Omani government said on Friday that",
    "it welcomed the exchange, and that the re-establishment of",
    "relations between the two would serve self-",
    "determination and peace.",
]
TEXT = (
    "The foreign ministers of both countries met in Geneva on Monday and agreed to resume their negotiations on the "
    "exchange of prisoners and on the re-establishment of ties.\n\n"
    "A spokesperson of the Omani government said on Friday that it welcomed the exchange, and that the "
    "re-establishment of relations between the two would serve self-determination and peace."
)


def made(draw, title: str = "Talks", pages: int = 1, **options) -> bytes:
    buffer = io.BytesIO()
    canvas = pdfgen.Canvas(buffer, pagesize=(595, 842), invariant=True, **options)
    canvas.setTitle(title)
    for number in range(pages):
        canvas.setFont("Times-Roman", 10)
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def column(canvas, lines: list[str], left: float = 60, top: float = 700) -> float:
    for line in lines:
        canvas.drawString(left, top, line)
        top -= 12
    return top


def one_column(canvas, _: int = 0) -> None:
    column(canvas, SECOND, top=column(canvas, FIRST) - 8)


def test_paragraphs_without_the_hyphens_of_the_setter():
    report, problems = take_in(made(one_column))
    assert report.text == TEXT
    assert report.title == "Talks"
    assert (report.published, report.published_from, report.published_in) == ("2000-01-01", "created", "CreationDate")
    assert problems == ()


def test_columns_are_read_one_after_the_other_however_they_were_drawn():
    def draw(canvas, _):
        canvas.setFont("Times-Roman", 18)
        canvas.drawString(60, 730, "Ministers meet again and agree on a second round")
        canvas.setFont("Times-Roman", 10)
        left = [*FIRST, *(f"  {line}" if not n else line for n, line in enumerate(SECOND))]
        right = [
            "Nothing was said of the disputed islands on the",
            "border, and no date was set for a meeting of the",
        ] * 3
        for row in range(6):  # row by row, across the page
            column(canvas, [left[row]], 60 + 8 * left[row].startswith(" "), 700 - 12 * row)
            column(canvas, [right[row]], 340, 700 - 12 * row)
        column(canvas, [left[6]], 60, 700 - 12 * 6)

    heading, first, second, third = take_in(made(draw)).document.text.split("\n\n")
    assert heading == "Ministers meet again and agree on a second round"
    assert f"{first}\n\n{second}" == TEXT
    assert third.startswith("Nothing was said of the disputed islands on the border")


def test_running_heads_and_page_numbers_are_dropped_and_sentences_go_on_across_pages():
    body = [FIRST[:2], [*FIRST[2:], "They left."], ["No date was set for another meeting."]]

    def draw(canvas, number):
        canvas.drawString(60, 800, "MINISTRY OF FOREIGN AFFAIRS")
        canvas.drawString(500, 800, f"No. {number + 7}/2024")
        column(canvas, body[number])
        canvas.drawString(280, 30, f"- {number + 1} -")

    text = take_in(made(draw, pages=3)).document.text
    assert text.startswith("The foreign ministers")
    assert "negotiations on the exchange of prisoners and on the re-establishment of ties." in text
    assert "MINISTRY" not in text
    assert "2024" not in text
    assert "- 2 -" not in text
    assert text.endswith("No date was set for another meeting.")


def test_a_head_that_stands_on_one_page_only_is_text():
    text = take_in(
        made(lambda canvas, _: (canvas.drawString(60, 800, "PRESS RELEASE"), one_column(canvas)))
    ).document.text
    assert text == f"PRESS RELEASE\n\n{TEXT}"


def test_pages_that_are_pictures():
    with pytest.raises(Unreadable, match="run OCR over it"):
        take_in(made(lambda canvas, _: canvas.rect(10, 10, 300, 300)))


def test_a_password():
    from reportlab.lib.pdfencrypt import StandardEncryption

    with pytest.raises(Unreadable, match="a PDF with a password"):
        take_in(made(one_column, encrypt=StandardEncryption("secret", strength=40)))
    assert take_in(made(one_column, encrypt=StandardEncryption("", "owner", strength=40))).document.text == TEXT


@pytest.mark.parametrize("title", ["report.docx", "untitled", "Microsoft Word - talks.doc", ""])
def test_the_name_of_a_file_is_no_title(title):
    assert take_in(made(one_column, title=title)).document.title is None


def test_too_many_pages_are_said(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    _, problems = take_in(made(one_column, pages=3))
    assert problems[0].message.startswith("2 of 3 pages are read")
    monkeypatch.setattr(pdf, "MAX_SECONDS", 0.0)
    _, problems = take_in(made(one_column, pages=3))
    assert problems[0].message.startswith("1 of 3 pages are read")


WHOLE = made(one_column)
LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n"
    b"trailer<</Root 1 0 R>>"
)
CHAIN = b"%PDF-1.4\n1 0 obj 1 0 R endobj trailer<</Root 1 0 R/Prev 9>>startxref\n9\n%%EOF"


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.7", WHOLE[:300], b"%PDF-1.7\n" + bytes(range(256)) * 50, LOOP, CHAIN, b"%PDF-1.4\n" + b"[" * 100_000],
)
def test_damaged_and_hostile_ones_are_refused_in_time(raw):
    begun = time.process_time()
    with pytest.raises(Unreadable, match="a PDF"):
        take_in(raw, name="report.pdf")
    assert time.process_time() - begun < 5


def test_a_page_crowded_with_characters_does_not_hold_us_up():
    lines = [Line("a", n % 500, n // 500, n % 500 + 1, n // 500 + 5) for n in range(20_000)]
    begun = time.process_time()
    assert paragraphs([Page(600, 800, lines)])
    assert time.process_time() - begun < 5


def test_an_extra_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(Unreadable, match=r"pip install 'dragoman\[pdf\]'"):
        take_in(WHOLE)


def test_what_is_only_named_like_one():
    with pytest.raises(Unreadable, match=r"named like a PDF \(.pdf\) and opens like none"):
        take_in(b"The talks failed.", name="talks.pdf")

import io
import zipfile

import pytest

from dragoman.errors import Unreadable
from dragoman.ingest import reports_in, take_in

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title> Talks\nresume </dc:title>'
    "<dcterms:created>2013-12-23T23:15:00Z</dcterms:created><dcterms:modified>2024-06-19T08:00:00Z</dcterms:modified>"
    "</cp:coreProperties>"
)


def word(body: str, core: str = CORE, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/header1.xml", f"<w:hdr {W}><w:p><w:r><w:t>Header</w:t></w:r></w:p></w:hdr>")
        if core:
            archive.writestr("docProps/core.xml", core)
        for name, words in parts.items():
            archive.writestr(name, words)
    return buffer.getvalue()


def archive_of(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return buffer.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def test_the_body_without_what_is_around_it():
    body = paragraph("The minis", "ters met.") + paragraph() + paragraph("They &amp; others agreed.")
    report, problems = take_in(word(body))
    assert report.text == "The ministers met.\n\nThey & others agreed."
    assert (report.title, report.publisher) == ("Talks resume", None)
    assert (report.published, report.published_from, report.published_in) == (
        "2024-06-19",
        "created",
        "dcterms:modified",
    )
    assert problems == ()


def test_a_document_as_another_program_writes_it():
    docx = pytest.importorskip("docx")
    written = docx.Document()
    written.add_heading("Talks resume")
    written.add_paragraph("The ministers met in Geneva.").add_run(" They agreed.").bold = True
    written.add_table(1, 2).rows[0].cells[1].text = "A cell."
    written.sections[0].footer.paragraphs[0].text = "Page 1"
    buffer = io.BytesIO()
    written.save(buffer)
    report = take_in(buffer.getvalue()).document
    assert report.text == "Talks resume\n\nThe ministers met in Geneva. They agreed.\n\nA cell."


def test_changes_are_read_as_if_accepted():
    body = "<w:p><w:r><w:t>They </w:t></w:r><w:del><w:r><w:delText>left</w:delText></w:r></w:del><w:ins><w:r><w:t>stayed.</w:t></w:r></w:ins></w:p>"
    report, problems = take_in(word(body))
    assert report.text == "They stayed."
    assert "not settled" in problems[0].message


def test_the_name_of_the_file_is_a_surer_date_than_the_day_it_was_saved(file):
    (found,) = reports_in(file(word(paragraph("The ministers met.")), "2024-06-18-talks.docx"))
    report = found.take().document
    assert (report.published, report.published_from, report.published_in) == ("2024-06-18", "name", None)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (word(paragraph("Words."))[:-40], "damaged or cut short"),
        (word(""), "without text"),
        (word("<w:p>"), "a Word document that is damaged"),
        (archive_of(**{"xl/workbook.xml": "x"}), "a spreadsheet"),
        (archive_of(**{"content.xml": "x"}), "OpenDocument"),
        (archive_of(**{"a.txt": "x"}), "a zip archive; unpack it first"),
        (b"The talks failed.", r"named like a Word document \(.docx\) and opens like none"),
        (b"", "empty"),
    ],
)
def test_what_cannot_be_taken_in(raw, why):
    with pytest.raises(Unreadable, match=why):
        take_in(raw, name="report.docx")


def test_a_web_page_under_the_name_of_a_document_is_read_and_said():
    page = b"<!doctype html><html><body><article><p>The ministers met in Geneva on Monday.</p></article></body></html>"
    report, problems = take_in(page, name="report.docx")
    assert "met in Geneva" in report.text
    assert problems[0].message == "named like a Word document, but it is a web page"


def test_a_bomb_is_not_unpacked(monkeypatch):
    bomb = word(paragraph("a" * 60_000_000))
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable, match="unpacks to more than 50 MB"):
        take_in(bomb)


def test_entities_are_not_followed():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entity = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        archive.writestr("word/document.xml", f"{entity}<w:document {W}><w:p><w:t>&x;</w:t></w:p></w:document>")
    with pytest.raises(Unreadable, match="defines entities"):
        take_in(buffer.getvalue())

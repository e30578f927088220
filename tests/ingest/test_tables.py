import csv
import io

import pytest

from dragoman.ingest import csv as tables
from dragoman.ingest import reports_in

TALKS = 'The ministers met in Geneva, officials said.\nThey spoke of "progress".'


def test_each_row_is_a_report_with_what_its_columns_say(file, taken):
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["ID", "Published At", "Headline", "Source Name", "Link", "Full text"])
    writer.writerow(["a7", "Wed, 19 Jun 2024 08:00:00 GMT", " Talks  resume", "The Wire", "https://w.example/1", TALKS])
    writer.writerow(["", "2024-06-20", "", "", "urn:x:2", "Nothing was agreed."])
    source = file(buffer.getvalue())
    found = list(reports_in(source))
    assert [f.name for f in found] == [f"{source}#a7", f"{source}#line 4"]
    first, second = (f.take().document for f in found)
    assert (first.text, first.title, first.publisher) == (TALKS, "Talks resume", "The Wire")
    assert (first.url, first.published) == ("https://w.example/1", "2024-06-19")
    assert (first.published_from, first.published_in) == ("metadata", "Published At")
    assert (second.title, second.publisher, second.url, second.published) == (None, None, None, "2024-06-20")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("text;title\r\nTalks failed.;Talks\r\n", "r.csv"),
        ("sep=;\r\ntext;title\r\nTalks failed.;Talks\r\n", "r.csv"),
        ("title\ttext\nTalks\tTalks failed.\n", "r.tsv"),
        ("title|text\nTalks|Talks failed.", "r.csv"),
        ("text,title\nTalks failed.,Talks\n", "known-by-its-header.txt"),
        (b"\xef\xbb\xbftext,title\nTalks failed.,Talks\n", "r.csv"),
        ("text,title\nTalks failed.,Talks\n".encode("utf-16"), "r.csv"),
    ],
)
def test_delimiters_and_encodings(file, taken, raw, name):
    (report,) = taken(reports_in(file(raw, name)))
    assert (report.document.text, report.document.title) == ("Talks failed.", "Talks")
    assert report.problems == ()


def test_columns_that_are_called_otherwise(file, taken):
    source = file("Corpo;Titolo;text\nTalks failed.;Talks;x\n")
    (report,) = taken(reports_in(source, columns=[("text", "corpo"), ("title", "Titolo")]))
    assert (report.document.text, report.document.title) == ("Talks failed.", "Talks")
    (why,) = taken(reports_in(source, columns=[("text", "Body")]))
    assert why == "a table without a column 'Body'; its columns are: Corpo, Titolo, text"


def test_a_day_that_could_be_another_is_left_out_and_said(file, taken):
    (report,) = taken(reports_in(file("text,date\nTalks failed.,06/07/2024\n")))
    assert report.document.published is None
    assert "'06/07/2024' is no date that can only mean one day" in report.problems[0].message


def test_a_given_date_beats_the_column(file, taken):
    (report,) = taken(reports_in(file("text,date\nTalks failed.,2024-06-19\n"), published="2024-06-20"))
    assert (report.document.published, report.document.published_from) == ("2024-06-20", "given")
    assert report.document.published_in is None


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ('"\n', "without a line of column names"),
        ("name,age\nx,3\n", "name it: --column text=NAME"),
    ],
)
def test_what_is_no_table_of_reports(file, taken, raw, why):
    (found,) = taken(reports_in(file(raw)))
    assert why in found


def test_bad_rows_among_good_ones(file, taken):
    rows = ["A meeting.,One", "Unquoted, comma,Two", '"An "inner" mark.",Three', ",Four", "Short row.", "", "End.,Six"]
    first, second, third, fourth, fifth, last = taken(reports_in(file("text,title\n" + "\n".join(rows))))
    assert (first.document.title, last.document.title) == ("One", "Six")
    assert "3 columns and the header 2" in second
    assert "line 4: " in third
    assert fourth == "empty: there is nothing to read"
    assert "1 columns" in fifth.problems[0].message


def test_a_quotation_mark_left_open_does_not_swallow_the_rest_in_silence(file, taken, monkeypatch):
    *_, last = taken(reports_in(file('text,title\nGood.,One\n"Open,Two\nLost.,Three\n')))
    assert "unexpected end of data" in last
    monkeypatch.setattr(tables, "MAX_CELL", 100)
    before = csv.field_size_limit()
    *_, last = taken(reports_in(file('text,title\nGood.,One\n"' + "Open,Two\n" * 50)))
    assert "field larger than field limit" in last or "a row longer than" in last
    assert csv.field_size_limit() == before


def test_a_line_without_end_is_not_held_in_memory(file, taken, monkeypatch):
    monkeypatch.setattr(tables, "MAX_CELL", 100)
    (found,) = taken(reports_in(file("text,title\n" + "x,y," * 500)))
    assert "a row longer than" in found


def test_rows_are_read_when_they_are_asked_for(file, taken):
    source = file("text,title\n" + "A meeting was held on Monday in Geneva.,One\n" * 200_000)
    found = reports_in(source)
    assert next(found).take().document.title == "One"
    found.close()

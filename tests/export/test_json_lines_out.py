"""JSON lines: a reader of JSON reads them, and with all words they are records again."""

import json

from dragoman.export.json_lines import FORMAT, json_lines
from dragoman.export.manner import Manner
from dragoman.model import Record


def test_without_the_text(record):
    (line,) = json_lines([record])
    plain = json.loads(line)
    assert plain["format"] == FORMAT
    assert "text" not in plain["report"]
    assert [e["id"] for e in plain["events"]] == [e.id for e in record.events]
    for quotation in plain["quotations"]:
        start, end = quotation["span"]
        assert record.report.text[start:end] == quotation["words"]


def test_with_the_text_it_is_the_record(record):
    (line,) = json_lines([record], Manner(words="all"))
    assert Record.from_json(line) == record
    assert line.decode() == record.to_json() + "\n"


def test_without_quotes(record):
    (line,) = json_lines([record], Manner(words="none"))
    assert json.loads(line)["quotations"] == []

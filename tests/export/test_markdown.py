from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from msgspec import structs

from dragoman.export.markdown import markdown
from dragoman.export.note import note
from dragoman.model import Document, Entity, Record

RENDER = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def test_the_note_in_markdown(record: Record) -> None:
    lines = markdown(record).splitlines()
    assert lines[0] == "# Report r"
    assert lines[2] == "71 words · undated: Friday and Thursday stay open · Brussels"
    assert "- **denied** Azerbaijan `ASSAULT` “its troops had crossed the border” *Azerbaijan denies* (.45 ?)" in lines
    assert "### Treaty of friendship: Russia and Armenia" in lines
    assert lines[-6] == "## 4 things to check"


def test_it_says_what_the_note_says(record: Record) -> None:
    printed = markdown(record, full=True)
    for section in note(record, full=True).sections:
        assert f"## {section.title}" in printed
        for row in (row for group in section.groups for row in group.rows):
            assert row.words in printed


def test_nothing_in_the_report_becomes_markup(hostile: Record) -> None:
    html = RENDER.render(markdown(hostile, full=True))
    tags = set(re.findall(r"</?([a-z0-9]+)", html))
    assert tags <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "em", "code"}
    assert "&lt;script&gt;" in html
    assert "&amp;lt;" in html  # an entity of the report's own stays as written


@pytest.mark.parametrize(
    "name",
    ["# heading", "1. one", "2) two", "- item", "> said", "+ plus", "= =", "*star*", "__dunder__", "[a](http://b.org)",
     "a | b", "https://example.org/x", "www.example.org", "<b>", "~~gone~~", "![x](y)", "`tick`", "a\\b", "&copy;"],
)  # fmt: skip
def test_hostile_names_come_out_as_they_are(name: str) -> None:
    record = Record(report=Document(id="r", text="x", title=name), entities=(Entity(id="e", name=name, kind="person"),))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown(record))
    assert [t.type for t in tokens if t.type.endswith("_open")][:2] == ["heading_open", "paragraph_open"]
    title = next(t for t in tokens if t.type == "inline")
    assert "".join(child.content for child in title.children or []) == name
    assert not any(child.type in ("link_open", "em_open", "code_inline") for child in title.children or [])


def test_code_spans_cannot_be_closed_from_inside(record: Record) -> None:
    event = structs.replace(record.events[0], mode="x` <b>y</b>")
    html = RENDER.render(markdown(structs.replace(record, events=(event,))))
    assert "<b>" not in html


def test_an_empty_record() -> None:
    printed = markdown(Record(report=Document(id="e", text="")), source_name="empty.txt")
    assert printed == "# empty.txt\n\n0 words · undated\n\n**Nothing was found: the report holds no text.**\n"

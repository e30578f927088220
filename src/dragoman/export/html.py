"""The page: the report with its claims marked in place, the record beside it, each a click from the other.

One file, no network: styles and script stand in the page, and its Content-Security-Policy allows these two by their
hash and nothing else. Without the script all links still work.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from dragoman.export.grounds import Grounds, grounds
from dragoman.export.marks import Piece, marks, paragraphs
from dragoman.export.markup import Html, joined, tag
from dragoman.export.note import Group, Note, Row, Section, note
from dragoman.export.wording import LOW_CONFIDENCE, confidence_in_words, plural
from dragoman.model import Record

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def page(record: Record, *, source_name: str | None = None) -> str:
    """A record as one self-contained page: the marked text, and beside it the whole note with its grounds."""
    written = note(record, full=True, source_name=source_name)
    view = _View.of(record, written, prefix="")
    style, script = _asset("page.css"), _asset("page.js")
    head = tag(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">'),
        Html('<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'),
        tag("title", f"{written.title} – dragoman"),
        tag("style", style),
    )
    body = tag(
        "body",
        tag("a", "Skip to the record", class_="skip", href="#record"),
        _header(record, written),
        tag("main", _text(view, legend=_legend(written)), _record(view)),
        Html('<aside id="card" hidden aria-live="polite" aria-label="Claims at these words"></aside>'),
        tag("script", script),
        class_="dragoman page",
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def fragment(record: Record) -> str:
    """A record for a notebook: the same text and note, without a script; styles reach no further than itself."""
    written = note(record, full=True)
    prefix = re.sub(r"[^0-9A-Za-z]", "", record.report.id)[:16] + "-"
    view = _View.of(record, written, prefix)
    content = (_header(record, written), tag("div", _text(view), _record(view), class_="columns"))
    return tag("div", tag("style", _asset("page.css")), *content, class_="dragoman")


class _View(NamedTuple):
    """What is needed to write marks and rows that point at each other."""

    record: Record
    note: Note
    prefix: str  # of all ids, so that several records fit on one page
    anchors: dict[str, str]  # id of an entity or claim -> id of its row
    paragraphs: list[list[Piece]]
    words: dict[str, str]  # id of an entity or claim -> id of the first piece of its words
    grounds: dict[str, Grounds]

    @classmethod
    def of(cls, record: Record, written: Note, prefix: str) -> _View:
        anchors = {
            row.about: f"{prefix}{section.name}-{n}"
            for section in written.sections
            for n, row in enumerate((row for group in section.groups for row in group.rows), 1)
        }
        over = [mark for mark in marks(record) if mark.about in anchors]
        cut = paragraphs(record.report.text, over)
        words: dict[str, str] = {}
        for piece in (piece for paragraph in cut for piece in paragraph):
            for mark in piece.marks:
                words.setdefault(mark.about, f"{prefix}w{piece.span.start}")
        return cls(record, written, prefix, anchors, cut, words, grounds(record))


@cache
def _asset(name: str) -> Html:
    return Html(resources.files("dragoman.export").joinpath(name).read_text(encoding="utf-8"))


def _policy(style: str, script: str) -> str:
    hashes = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in (style, script))
    style_hash, script_hash = (f"'sha256-{h}'" for h in hashes)
    return f"default-src 'none'; style-src {style_hash}; script-src {script_hash}; base-uri 'none'; form-action 'none'"


def _header(record: Record, written: Note) -> Html:
    url = record.report.url or ""
    source = tag("a", "source", href=url, rel="noopener noreferrer") if re.match(r"https?://", url) else None
    facts = [tag("li", tag("bdi", fact)) for fact in written.facts] + ([tag("li", source)] if source else [])
    return tag("header", tag("h1", tag("bdi", written.title)), tag("ul", *facts, class_="facts"))


def _legend(written: Note) -> Html:
    """The kinds of marks, each with a box that turns them off and on; styles alone do that."""
    boxes = [
        tag(
            "li",
            Html(f'<input type="checkbox" id="show-{section.name}" checked>'),
            tag("label", section.title, class_=f"m {section.name}", for_=f"show-{section.name}"),
        )
        for section in written.sections
    ]
    return tag("ul", *boxes, class_="legend", aria_label="Marks to show") if boxes else Html("")


def _text(view: _View, legend: str = Html("")) -> Html:
    language = view.record.report.language
    report = tag(
        "div",
        *(tag("p", *(_piece(view, piece) for piece in paragraph), dir="auto") for paragraph in view.paragraphs),
        class_="text",
        lang=language if _LANGUAGE.fullmatch(language) else "und",
    )
    return tag("section", tag("h2", "The report"), legend, report, class_="report")


def _piece(view: _View, piece: Piece) -> Html:
    """One piece of text: a link to the row of the shortest thing that rests on it."""
    words = view.record.report.text[piece.span.start : piece.span.end]
    if not piece.marks:
        return joined(words)
    resting = [mark for mark in piece.marks if mark.kind]
    starts = any(mark.span.start == piece.span.start for mark in resting)
    return tag(
        "a",
        words,
        id=f"{view.prefix}w{piece.span.start}",
        class_=" ".join(dict.fromkeys(["m", *(mark.kind for mark in resting if mark.kind)])),
        href=f"#{view.anchors[(resting or piece.marks)[0].about]}",
        data_c=" ".join(dict.fromkeys(view.anchors[mark.about] for mark in (*resting, *piece.marks))),
        tabindex=None if starts else "-1",  # one stop for the keyboard where something begins
    )


def _record(view: _View) -> Html:
    written = view.note
    nothing = tag("p", written.nothing, class_="nothing") if written.nothing else Html("")
    sections = (_section(view, section) for section in written.sections)
    checks = [tag("li", tag("bdi", check)) for check in written.checks]
    to_check = tag(
        "section", tag("h3", f"{plural(len(checks), 'thing')} to check"), tag("ul", *checks), class_="checks"
    )
    parts = (tag("h2", "The record"), nothing, *sections, to_check if checks else "")
    return tag("section", *parts, class_="record", id=f"{view.prefix}record", tabindex="-1")


def _section(view: _View, section: Section) -> Html:
    groups = (_group(view, section.name, group) for group in section.groups)
    return tag("section", tag("h3", section.title), *groups, class_=f"part {section.name}")


def _group(view: _View, kind: str, group: Group) -> Html:
    heading = tag("h4", tag("bdi", group.heading)) if group.heading else Html("")
    return joined(heading, tag("ul", *(_row(view, kind, row) for row in group.rows)))


def _row(view: _View, kind: str, row: Row) -> Html:
    anchor = view.anchors[row.about]
    at = view.words.get(row.about)
    lead = tag("bdi", row.lead)
    first = [
        tag("b", lead if row.words or not at else tag("a", lead, href=f"#{at}")),
        tag("bdi", row.what) if row.what else "",
        tag("code", row.code) if row.code else "",
    ]
    words = tag("bdi", row.words)
    second = [
        tag("a", words, class_="words", href=f"#{at}") if row.words and at else words,
        *(tag("bdi", remark, class_="remark") for remark in row.notes),
    ]
    doubt = row.confidence is not None and row.confidence < LOW_CONFIDENCE
    return tag(
        "li",
        tag("div", *first, class_="first"),
        tag("div", joined(*second, between=" "), class_="second"),
        _grounds(view, row),
        id=anchor,
        class_=f"row {kind}{' doubtful' if doubt else ''}",
        data_c=anchor,
    )


def _grounds(view: _View, row: Row) -> Html:
    sure = "" if row.confidence is None else tag("span", confidence_in_words(row.confidence), class_="confidence")
    facts = [joined(tag("dt", label), tag("dd", tag("bdi", value))) for label, value in view.grounds[row.about]]
    return tag("details", tag("summary", joined("why?", sure, between=" ")), tag("dl", *facts))

"""A dossier on somebody, in Markdown and as a page of its own."""

from __future__ import annotations

import base64
import hashlib
import re

from dragoman.answers import Dossier, Source
from dragoman.export import wording
from dragoman.export.markdown import escaped
from dragoman.export.markup import Html, tag
from dragoman.export.retold import Line, Part, about, parts, source_in_words

_BRACKETS = "Days in brackets are those of the report, where it does not say when."
_STYLE = Html("""
body { font: 16px/1.45 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: .2rem }
h2 { border-bottom: 1px solid #999; margin-top: 2rem }
ul { list-style: none; padding: 0 }
li { margin: .6rem 0; padding-left: 8.5rem; text-indent: -8.5rem }
.day { display: inline-block; width: 8.5rem; text-indent: 0 }
.day, .note, .source { color: #666 }
.note, .source, .code { font-size: .9em }
@media (prefers-color-scheme: dark) { .day, .note, .source { color: #aaa } a { color: #8ab4f8 } }
""")


def dossier_markdown(dossier: Dossier) -> str:
    """The dossier as Markdown."""
    written = [f"# {escaped(wording.clean(dossier.actor.name))}", "", escaped("; ".join(about(dossier)))]
    for part in parts(dossier):
        written += ["", f"## {part.title}", "", *(_item(line) for line in part.lines)]
    return "\n".join([*written, "", f"*{_BRACKETS}*", ""])


def dossier_page(dossier: Dossier) -> str:
    """The dossier as one self-contained page, without a script; it asks nothing of any network."""
    name = wording.clean(dossier.actor.name)
    allowed = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        Html('<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'),
        tag("title", f"{name} – dossier"),
        tag("style", _STYLE),
    )
    sections = (_section(part) for part in parts(dossier))
    foot = tag("footer", tag("p", _BRACKETS, class_="note"))
    body = tag("body", tag("h1", tag("bdi", name)), tag("p", "; ".join(about(dossier)), class_="note"), *sections, foot)
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _item(line: Line) -> str:
    day = f"{escaped(line.day)} " if line.day else ""
    told = [f"**{escaped(line.lead)}**", escaped(line.code), escaped(line.words), escaped("; ".join(line.notes))]
    return f"- {day}{' — '.join(p for p in told if p)}{_cited(line.source)}"


def _cited(source: Source | None) -> str:
    if source is None:
        return ""
    words = escaped(source_in_words(source))
    return f" ([{words}](<{source.url}>))" if _is_address(source.url) else f" ({words})"


def _section(part: Part) -> Html:
    return tag("section", tag("h2", part.title), tag("ul", *(_entry(line) for line in part.lines)))


def _entry(line: Line) -> Html:
    source = source_in_words(line.source)
    if line.source and _is_address(line.source.url):
        cited = tag("a", tag("bdi", source), href=line.source.url, rel="noopener noreferrer")
    else:
        cited = tag("bdi", source)
    told = (
        tag("span", line.day, class_="day"),
        tag("b", tag("bdi", line.lead)),
        Html(" "),
        tag("span", line.code, class_="code"),
        Html(" "),
        tag("bdi", line.words),
        Html(" "),
        tag("span", "; ".join(line.notes), class_="note"),
        Html(" "),
        tag("span", cited, class_="source"),
    )
    return tag("li", *told)


def _is_address(url: str | None) -> bool:
    return url is not None and re.fullmatch(r"https?://[^\s<>\"]+", url) is not None

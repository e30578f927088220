"""Paragraphs, quotations and the date line: what can be read off the characters alone."""

from __future__ import annotations

from msgspec import structs

from dragoman import text
from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.model import Dateline


def segment(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill paragraphs, quotations, the parser's view and the date line's span (its place is found later)."""
    words = draft.report.text
    bounds = text.paragraphs(words)
    match = text.dateline(words, bounds)
    if match is not None and not match.certain:  # "Moscow: ..." is one, "Note: ..." is not
        match = match if knowledge.actors.is_seat(words[match.city.start : match.city.end]) else None
    line = Dateline(span=match.span) if match else None
    return draft.having(
        report=structs.replace(draft.report, dateline=line),
        paragraphs=bounds,
        quotations=text.quotations(words, bounds),
        view=text.view(words, match.span if match else None),
    )

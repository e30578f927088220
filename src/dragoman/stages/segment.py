"""Paragraphs, quotations and the date line: what can be read off the characters alone."""

from __future__ import annotations

import re

from msgspec import structs

from dragoman import text
from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.model import Dateline, Problem, Span

_LAST_BLANK = re.compile(r"\s(?=\S*$)")


def segment(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill paragraphs, quotations, the parser's view and the date line's span (its place is found later).

    Beyond `draft.reach` there are no paragraphs and the view is blank, so no later stage reads on.
    """
    words = _reached(draft)
    rest = Span(len(words), len(draft.report.text))
    bounds = text.paragraphs(words)
    match = text.dateline(words, bounds)
    if match is not None and not match.certain:  # "Moscow: ..." is one, "Note: ..." is not
        match = match if knowledge.actors.is_seat(words[match.city.start : match.city.end]) else None
    line = Dateline(span=match.span) if match else None
    return draft.having(
        report=structs.replace(draft.report, dateline=line),
        paragraphs=bounds,
        quotations=text.quotations(words, bounds),
        view=text.view(words, match.span if match else None).ljust(rest.end),
        problems=draft.problems if rest.start in (0, rest.end) else (*draft.problems, _unread(rest)),
    )


def _reached(draft: Draft) -> str:
    """The text up to `draft.reach`, which is moved back to a blank so that no word is cut."""
    whole = draft.report.text
    if draft.reach is None or draft.reach >= len(whole):
        return whole
    blank = _LAST_BLANK.search(whole, max(0, draft.reach - 200), draft.reach)
    return whole[: blank.start() if blank else draft.reach]


def _unread(rest: Span) -> Problem:
    message = f"too long to read at once: {rest.end - rest.start} of {rest.end} characters were not read"
    return Problem(stage="segment", message=message, span=rest)

"""Which words of a report leave with its claims: short stretches that do not overlap, none, or all.

The text is its publisher's. What is taken out of an archive points at the text by address, hash and offsets; the words
themselves are quoted as one quotes in a paper.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain
from typing import Literal

from dragoman.model import Claim, Event, Record, Span, enclosing

Words = Literal["quotations", "none", "all"]

LONGEST = 160  # characters of a quotation
_SHARE, _AT_LEAST = 4, 400  # all quotations of a report: a fourth of it, or so many characters if that is more
_BEFORE = 40  # characters kept before the word that a long stretch is about


def claims(record: Record) -> Iterator[Claim]:
    """All claims of a record, layer by layer."""
    return chain(record.events, record.statements, record.positions, record.commitments)


def quotations(record: Record, words: Words = "quotations") -> dict[str, Span]:
    """The stretch of the report's text that may be shown for a claim, by the claim's id.

    With "quotations" none is longer than LONGEST characters, no two overlap, and together they are at most a quarter
    of a report; the surest claims come first, and a claim whose words are quoted already has none of its own. With
    "all", each claim has all its words.
    """
    whole = Span(0, len(record.report.text))
    if words == "none":
        return {}
    if words == "all":
        return {c.id: enclosing(c.evidence) for c in claims(record) if c.evidence}
    left = max(len(record.report.text) // _SHARE, _AT_LEAST)
    taken: list[Span] = []
    found: dict[str, Span] = {}
    for claim in sorted(claims(record), key=lambda c: (-c.confidence, c.evidence, c.id)):
        for span in _stretches(claim, record.report.text):
            at = bisect_left(taken, span)
            free = not any(span.overlaps(other) for other in taken[max(0, at - 1) : at + 1])
            if free and whole.covers(span) and 0 < span.end - span.start <= left:
                taken.insert(at, span)
                found[claim.id] = span
                left -= span.end - span.start
                break
    return found


def shown(record: Record, words: Words) -> list[Span]:
    """The stretches that may be shown, in order; with "all", the whole text."""
    if words == "all":
        return [Span(0, len(record.report.text))]
    return sorted(quotations(record, words).values())


def _stretches(claim: Claim, text: str) -> Iterator[Span]:
    """What would serve as the quotation of a claim: its words, cut to length, else the word that names the event."""
    trigger = claim.trigger if isinstance(claim, Event) else None
    about = [span for span in claim.evidence if trigger and span.covers(trigger)] or list(claim.evidence)
    if about:
        yield _cut(about[0], trigger, text)
    if trigger is not None:
        yield _cut(trigger, None, text)


def _cut(span: Span, focus: Span | None, text: str) -> Span:
    """At most LONGEST characters of `span`, around `focus`, from word to word."""
    start, end = span
    if end - start <= LONGEST:
        return span
    if focus is not None and focus.end > start + LONGEST:
        start = max(start, focus.start - _BEFORE)
        start = text.find(" ", start, focus.start) + 1 or focus.start
    last = text.rfind(" ", start + 1, start + LONGEST)
    return Span(start, min(end, last if last > start else start + LONGEST))

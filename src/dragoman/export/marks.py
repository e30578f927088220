"""Marks: the text cut at the boundaries of everything the record says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from dragoman.model import Record, Span

_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*|(?<=[.!?:…”\"’')»])[^\S\n]*\n\s*")


class Mark(NamedTuple):
    """A stretch of text that something rests on. `kind` is the section of the note; None marks it only on demand."""

    span: Span
    kind: str | None
    about: str  # id of the entity or claim


class Piece(NamedTuple):
    """A stretch of text within which nothing begins or ends, and the marks over it, the shortest first."""

    span: Span
    marks: tuple[Mark, ...]


def marks(record: Record) -> list[Mark]:
    """Everything of the record that points at the text: mentions and the words of claims."""
    found = [Mark(m.span, "who", e.id) for e in record.entities for m in e.mentions]
    for event in record.events:
        settled = event.status in ("happened", "ongoing") and not event.negated
        found.append(Mark(event.trigger, "happened" if settled else "open", event.id))
        found.extend(Mark(span, None, event.id) for span in event.evidence)
    for statement in record.statements:
        found.extend(Mark(span, "said", statement.id) for span in statement.content)
        found.extend(Mark(span, None, statement.id) for span in (*statement.source, *statement.cue))
    found.extend(Mark(span, "stands", p.id) for p in record.positions for span in p.evidence)
    found.extend(Mark(span, "bound", c.id) for c in record.commitments for span in c.evidence)
    whole = Span(0, len(record.report.text))
    return [mark for mark in found if mark.span.start < mark.span.end and whole.covers(mark.span)]


def paragraphs(text: str, over: Sequence[Mark]) -> list[list[Piece]]:
    """The text as paragraphs of pieces, with nothing left out but the blanks between paragraphs."""
    ends = [Span(m.start(), m.end()) for m in _PARAGRAPH_END.finditer(text)]
    starts = [0, *(end.end for end in ends)]
    bounds = [Span(a, b) for a, b in zip(starts, [*(end.start for end in ends), len(text)], strict=True) if a < b]
    cut = pieces(len(text), over, cuts=(edge for span in bounds for edge in span))
    found: list[list[Piece]] = []
    at = 0
    for bound in bounds:
        while cut[at].span.start < bound.start:
            at += 1
        end = at
        while end < len(cut) and cut[end].span.end <= bound.end:
            end += 1
        found.append(cut[at:end])
        at = end
    return found


def pieces(length: int, over: Sequence[Mark], cuts: Iterable[int] = ()) -> list[Piece]:
    """A text of `length` characters, cut at the edges of all marks and at `cuts`."""
    edges = sorted({0, length, *cuts, *(edge for mark in over for edge in mark.span)})
    waiting = sorted(over, key=lambda m: m.span.start, reverse=True)
    open_marks: list[Mark] = []
    found = []
    for start, end in pairwise(edges):
        open_marks = [m for m in open_marks if m.span.end > start]
        while waiting and waiting[-1].span.start == start:
            open_marks.append(waiting.pop())
        by_length = sorted(open_marks, key=lambda m: (m.span.end - m.span.start, m.span, m.kind is None, m.about))
        found.append(Piece(Span(start, end), tuple(by_length)))
    return found

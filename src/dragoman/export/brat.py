"""BRAT standoff: a text and its annotations, two files a report, in a tar.

Offsets count characters of the report. Where its words may not leave, the text is there with every other character
masked, so that all offsets hold.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterable, Iterator

from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.quoting import Words, shown
from dragoman.model import Record, Span

MASK = "\u2591"  # a light shade
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_NAME = re.compile(r"[^0-9A-Za-z_-]")
_END = b"\0" * 1024  # two empty blocks close a tar


def brat(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """A tar of `ID.txt` and `ID.ann` for each report: mentions of entities, triggers of events with their arguments,
    contents of statements with their speakers, and the modality of events as attributes."""
    for record in records:
        name = _NAME.sub("_", record.report.id)
        text = _masked(record, manner.words)
        yield _file(f"{name}.txt", text)
        yield _file(f"{name}.ann", "".join(f"{line}\n" for line in _annotations(record, text)))
    yield _END


def _file(name: str, content: str) -> bytes:
    """A member of a tar, the same for the same content."""
    data = content.encode()
    info = tarfile.TarInfo(name)
    info.size = len(data)
    return info.tobuf(tarfile.USTAR_FORMAT) + data + b"\0" * (-len(data) % 512)


def _masked(record: Record, words: Words) -> str:
    """The text with all masked that may not be shown, but for blanks and line ends; names may. What could steer a
    terminal is masked anywhere."""
    text = record.report.text
    spans = shown(record, words)
    if words == "quotations":
        spans += [m.span for e in record.entities for m in e.mentions]
    free = bytearray(len(text))
    for start, end in spans:
        free[start:end] = b"\1" * len(free[start:end])
    masked = "".join(c if open_ or c.isspace() else MASK for c, open_ in zip(text, free, strict=True))
    return _BAD.sub(MASK, masked)


def _annotations(record: Record, text: str) -> Iterator[str]:
    bound = _Bound(text)
    mention: dict[str, str] = {}  # the first of each entity
    for entity in record.entities:
        for m in entity.mentions:
            if line := bound.line(entity.kind.capitalize(), m.span):
                mention.setdefault(entity.id, bound.last)
                yield line
    attribute = 0
    for n, event in enumerate(record.events, 1):
        if not (line := bound.line(event.type, event.trigger)):
            continue
        yield line
        sides = (("Actor", event.actor), ("Recipient", event.recipient))
        roles = [f"{side}{i or ''}:{mention[e]}" for side, ids in sides for i, e in _counted(ids) if e in mention]
        yield f"E{n}\t{' '.join([f'{_label(event.type)}:{bound.last}', *roles])}"
        for name, holds in (("Negated", event.negated), (_label(event.status.capitalize()), True)):
            if holds:
                attribute += 1
                yield f"A{attribute}\t{name} E{n}"
    relation = 0
    for statement in record.statements:
        for span in statement.content:
            if line := bound.line("Statement", span):
                yield line
                if statement.speaker in mention:
                    relation += 1
                    yield f"R{relation}\tSaidBy Arg1:{bound.last} Arg2:{mention[statement.speaker]}"


def _counted(ids: Iterable[str]) -> Iterator[tuple[int, str]]:
    """BRAT tells several of a kind apart by numbers: Actor, Actor2, Actor3."""
    return ((0 if n == 1 else n, key) for n, key in enumerate(ids, 1))


def _label(name: str) -> str:
    return _NAME.sub("_", name)


class _Bound:
    """Numbers the text-bound annotations of a report."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._number = 0

    @property
    def last(self) -> str:
        return f"T{self._number}"

    def line(self, label: str, span: Span) -> str | None:
        """The annotation of `span`, in parts where it crosses a line end, which BRAT wants; None if it is empty."""
        words = self._text[span.start : span.end]
        parts = [(span.start + m.start(), span.start + m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", words)]
        if not parts:
            return None
        self._number += 1
        where = ";".join(f"{start} {end}" for start, end in parts)
        return f"{self.last}\t{_label(label)} {where}\t{' '.join(self._text[a:b] for a, b in parts)}"

"""dragoman reads news reports about international affairs into a sourced diplomatic record.

import dragoman
record = dragoman.read(open("report.txt").read(), published="2024-06-19")
for event in record.events:
    print(event.type, [record.report.text[s.start:s.end] for s in event.evidence])
"""

from importlib.metadata import version as _version

from dragoman.errors import BadDate, BadKnowledge, BadRecord, DragomanError, ParserMissing
from dragoman.model import (
    Commitment,
    Document,
    Entity,
    Event,
    Place,
    Position,
    Problem,
    Record,
    Span,
    Statement,
    Timex,
)
from dragoman.reading import read, read_many

__version__ = _version("dragoman")

__all__ = [
    "BadDate",
    "BadKnowledge",
    "BadRecord",
    "Commitment",
    "Document",
    "DragomanError",
    "Entity",
    "Event",
    "ParserMissing",
    "Place",
    "Position",
    "Problem",
    "Record",
    "Span",
    "Statement",
    "Timex",
    "read",
    "read_many",
]

"""dragoman reads news reports about international affairs into a sourced diplomatic record.

import dragoman
record = dragoman.read(open("report.txt").read(), published="2024-06-19")
for event in record.events:
    print(event.type, [record.report.text[s.start:s.end] for s in event.evidence])
"""

from __future__ import annotations

from importlib.metadata import version as _version
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import BadArchive, BadDate, BadKnowledge, BadQuestion, BadRecord, DragomanError, ParserMissing
from dragoman.model import (
    Commitment,
    Document,
    Entity,
    Event,
    Place,
    Position,
    Problem,
    Record,
    Relation,
    Span,
    Statement,
    Timex,
)
from dragoman.reading import read, read_many
from dragoman.relating import relate

if TYPE_CHECKING:
    from dragoman.keeping import Archive

__version__ = _version("dragoman")

__all__ = [
    "BadArchive",
    "BadDate",
    "BadKnowledge",
    "BadQuestion",
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
    "Relation",
    "Span",
    "Statement",
    "Timex",
    "open_archive",
    "read",
    "read_many",
    "relate",
]


def open_archive(address: str | Path | None = None, *, create: bool = True) -> Archive:
    """The archive at `address`: a path, or `postgresql://user@host/database`; close it, or use it in a `with`.

    Where it is None: `DRAGOMAN_ARCHIVE`, or a file among this user's data. An archive that is not there is made, unless
    `create` is False; one of an older dragoman is brought up to date. BadArchive where it cannot be opened.
    """
    from dragoman.keeping import Archive  # half a second of imports, for those who want an archive

    return Archive.open(address, create=create)

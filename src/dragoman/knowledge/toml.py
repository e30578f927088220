"""Reading one knowledge file into typed entries, or saying exactly what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Overlay, Source, Table, merged

T = TypeVar("T")

DATA = Path(__file__).parent.parent / "data"


def read_toml(path: Source, shape: type[T]) -> T:
    """The file at `path` as `shape` (a msgspec Struct that forbids unknown fields)."""
    try:
        return msgspec.convert(_table(path), shape)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise BadKnowledge(f"{path.name}: {error}") from error


def _table(path: Source) -> Table:
    if not isinstance(path, Overlay):
        return msgspec.toml.decode(path.read_bytes(), type=Table)
    if not path.own.exists():
        return _table(path.ours)
    return merged(_table(path.ours) if path.ours.exists() else {}, _table(path.own))

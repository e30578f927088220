"""Reading one knowledge file into typed entries, or saying exactly what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from dragoman.errors import BadKnowledge

T = TypeVar("T")

DATA = Path(__file__).parent.parent / "data"


def read_toml(path: Path, shape: type[T]) -> T:
    """The file at `path` as `shape` (a msgspec Struct that forbids unknown fields)."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise BadKnowledge(f"{path.name}: {error}") from error

"""A user's own knowledge laid over ours: the same files, of which each holds only what it adds or changes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Table = dict[str, Any]  # TOML as it was parsed, not yet typed

_GROWING = ("organization", "group", "noun_class", "evaluation")  # added to, as a state's file is; others are replaced
_NAMED_BY = {"code": ("code",), "language": ("code",), "cue": ("key", "words", "pos"), "recall": ("acts",)}
_USUAL = ("key", "name", "word", "words")


@dataclass(frozen=True, order=True)
class Overlay:
    """A path below our data and the same path below a user's folder. Behaves as a path as far as loaders need."""

    ours: Path
    own: Path

    def __truediv__(self, name: str) -> Overlay:
        return Overlay(self.ours / name, self.own / name)

    def __fspath__(self) -> str:
        return str(self.ours)  # of what is no TOML, a user has none of his own

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.ours.name

    @property
    def stem(self) -> str:
        """The last part of the path without its suffix."""
        return self.ours.stem

    def glob(self, pattern: str) -> Iterator[Overlay]:
        """What fits `pattern` in either folder."""
        names = {path.name for folder in (self.ours, self.own) for path in folder.glob(pattern)}
        return (self / name for name in sorted(names))


Source = Path | Overlay  # where a loader reads: our data, or ours with a user's own on top


def merged(ours: Table, own: Table) -> Table:
    """`own` laid over `ours`. Entries of the same name are replaced, those of actors added to; own ones come first.

    Lists of words are joined; any other value of `own` takes the place of ours.
    """
    result = dict(ours)
    for name, value in own.items():
        before = ours.get(name)
        if _all(value, dict) and _all(before, dict):
            result[name] = _entries(name, before or [], value)
        elif isinstance(value, dict) and isinstance(before, dict):
            result[name] = merged(before, value)
        elif _all(value, str) and _all(before, str):
            result[name] = [*value, *(word for word in before or () if word not in value)]
        else:
            result[name] = value
    return result


def identity(table: str, entry: Table) -> Hashable:
    """What makes two entries of `table` the same one; None where none is like another, and the first to fit wins."""
    if table == "title" or (table == "organ" and "words" in entry):
        return None
    fields = _NAMED_BY.get(table) or tuple(f for f in _USUAL if f in entry)[:1]
    values = tuple(_frozen(entry[field]) for field in fields if field in entry)
    if table == "cue" and "key" not in entry and "pos" not in entry:
        values += ("verb",)
    return values or None


def _entries(table: str, ours: list[Table], own: list[Table]) -> list[Table]:
    known = {identity(table, entry): entry for entry in ours}
    first = [merged(known.get(identity(table, e), {}), e) if table in _GROWING else e for e in own]
    mine = {identity(table, entry) for entry in own} - {None}
    return first + [entry for entry in ours if identity(table, entry) not in mine]


def _all(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _frozen(value: object) -> Hashable:
    return tuple(map(_frozen, value)) if isinstance(value, list) else str(value)

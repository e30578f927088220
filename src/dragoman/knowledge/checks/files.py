"""One knowledge file, taken apart into typed entries that know where they stand, and what is wrong with its form."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec

from dragoman.knowledge.lines import line_of
from dragoman.knowledge.overlay import Table, identity, merged

_Shape = type[msgspec.Struct]


class Fault(NamedTuple):
    """What is wrong, and where."""

    file: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True)
class File:
    """A file of a folder of knowledge."""

    name: str  # below the folder: "states/RUS.toml"
    path: Path
    text: str
    count: int = 0  # of entries, right or wrong
    whole: msgspec.Struct | None = None  # with what it is laid over; without its wrong entries
    entries: dict[str, msgspec.Struct] = field(default_factory=dict)  # "person[3].office[0]" -> entry of this file
    faults: tuple[Fault, ...] = ()

    def fault(self, at: str, reason: str) -> Fault:
        """A fault in the entry or field `at`."""
        return Fault(self.path, line_of(self.text, at), reason)


def read_file(folder: Path, name: str, shape: _Shape, base: Path) -> File:
    """Read `folder`/`name`, laid over the same file of `base`, and find all that is wrong with its form."""
    path = folder / name
    try:
        text = path.read_text(encoding="utf-8")
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return File(name, path, text, faults=(_syntax_fault(path, text, str(error)),))
    except (OSError, UnicodeDecodeError) as error:
        return File(name, path, "", faults=(Fault(path, 1, f"cannot be read: {error}"),))
    ours = base / name
    over = ours.exists() and not ours.samefile(path)
    full = merged(tomllib.loads(ours.read_text(encoding="utf-8")), own) if over else own
    taken = _Taken(path, text)
    taken.entry("", own, full, shape)
    whole = taken.entries.get("")
    count = len(taken.entries) + len(taken.faults) - (whole is not None)
    return File(name, path, text, max(count, 1), whole, taken.entries, tuple(taken.faults))


def _syntax_fault(path: Path, text: str, message: str) -> Fault:
    place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", message)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    return Fault(path, line, f"this is no TOML: {message[: place.start()] if place else message}")


class _Taken:
    """Entries and faults met on the way through one file."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text
        self.entries: dict[str, msgspec.Struct] = {}
        self.faults: list[Fault] = []

    def entry(self, at: str, own: Table, full: Table, shape: _Shape) -> Table | None:
        """Take the entry at `at` as `shape`, after the entries inside it; `full` is `own` with what it is laid over.

        The entries of `own` stand at the beginning of those of `full`. What comes back has no wrong ones inside any
        more; None if it is wrong itself.
        """
        table = dict(full)
        for name, kind in _entry_types(shape):
            mine, everything = own.get(name), full.get(name)
            if isinstance(mine, list) and isinstance(everything, list) and all(isinstance(e, dict) for e in mine):
                table[name] = [*self._inside(f"{at}.{name}".lstrip("."), mine, everything, kind)]
                table[name] += everything[len(mine) :]
        try:
            self.entries[at] = msgspec.convert(table, shape)
        except msgspec.ValidationError as error:
            self._note(at, str(error), shape)
            return None
        return table

    def _inside(self, at: str, own: list[Table], full: list[Table], kind: _Shape) -> list[Table]:
        right: list[Table] = []
        seen: set[object] = set()
        for i, (mine, whole) in enumerate(zip(own, full, strict=False)):
            name = identity(at.rsplit(".", 1)[-1], mine)
            if name is not None and name in seen:
                self._add(f"{at}[{i}]", f"{_spoken(name)} stands there twice")
            seen.add(name)
            entry = self.entry(f"{at}[{i}]", mine, whole, kind)
            if entry is not None:
                right.append(entry)
        return right

    def _note(self, at: str, message: str, shape: _Shape) -> None:
        place = re.search(r" - at `\$(.*)`$", message)
        reason, inner = (message[: place.start()], place[1].lstrip(".")) if place else (message, "")
        unknown = re.match(r"Object contains unknown field `(.*)`", reason)
        missing = re.match(r"Object missing required field `(.*)`", reason)
        if unknown:
            known = ", ".join(shape.__struct_encode_fields__) if not inner else ""
            reason = f"unknown field `{unknown[1]}`" + (f"; there are {known}" if known else "")
            inner = f"{inner}.{unknown[1]}".lstrip(".")
        elif missing:
            reason = f"`{missing[1]}` is missing"
        elif inner:
            reason = f"`{inner}`: {reason[0].lower()}{reason[1:]}"
        self._add(f"{at}.{inner}".strip("."), reason)

    def _add(self, at: str, reason: str) -> None:
        self.faults.append(Fault(self.path, line_of(self.text, at), reason))


@cache
def _entry_types(shape: _Shape) -> list[tuple[str, _Shape]]:
    """Fields of `shape` that hold entries, with the type of these."""
    found = []
    for known in msgspec.structs.fields(shape):
        inner = get_args(known.type)[:1]
        if inner and isinstance(inner[0], type) and issubclass(inner[0], msgspec.Struct):
            found.append((known.encode_name, inner[0]))
    return found


def _spoken(name: object) -> str:
    return " ".join(_spoken(part) for part in name) if isinstance(name, tuple) else str(name)

"""Which line of a TOML text a typed path like "person[3].office[0].since" stands on."""

from __future__ import annotations

import re

_PART = re.compile(r"([\w-]+)(?:\[(\d+)\])?")


def line_of(text: str, path: str) -> int:
    """The line, from 1, of the block or field at `path`; of what holds it, where it has no line of its own."""
    lines = text.split("\n")
    at, end, table = -1, len(lines), ""  # inside the block from `at` to `end`
    for name, number in _PART.findall(path):
        table = f"{table}.{name}".lstrip(".")
        header = re.compile(rf"\s*\[\[?\s*{re.escape(table)}\s*\]")
        found = [i for i in range(at + 1, end) if header.match(lines[i])]
        n = int(number or 0)
        if n < len(found):
            at, end = found[n], found[n + 1] if n + 1 < len(found) else end
            continue
        field = _field(lines, at, name)
        if field is None:
            break
        at = _item(lines, field, n) if number else field
    return max(at, 0) + 1


def _field(lines: list[str], at: int, name: str) -> int | None:
    """The line after `at`, of the same block, that gives the field `name`."""
    given = re.compile(rf"(?:.*[{{,])?\s*\"?{re.escape(name)}\"?\s*=")
    for i in range(max(at, 0), len(lines)):
        if i > at and re.match(r"\s*\[\[?\s*\w", lines[i]):
            return None
        if given.match(lines[i]):
            return i
    return None


def _item(lines: list[str], field: int, number: int) -> int:
    """The line of an item of an array that is written as a list of {...}, one or more a line."""
    seen = -1
    for i in range(field, len(lines)):
        seen += lines[i].count("{")
        if seen >= number:
            return i
    return field

"""Entries as TOML text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Value = str | bool | Sequence[str]
Entry = Mapping[str, Value | Sequence["Entry"]]


def toml_text(entry: Entry, table: str = "") -> str:
    """`entry` as TOML: its values, then its entries as [[table.name]]. Empty values are left out."""
    plain = "".join(f"{name} = {_value(value)}\n" for name, value in entry.items() if value and not _entries(value))
    for name, value in entry.items():
        full = f"{table}.{name}" if table else name
        plain += "".join(f"\n[[{full}]]\n{toml_text(inner, full)}" for inner in _entries(value))
    return plain


def _entries(value: object) -> list[Entry]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")

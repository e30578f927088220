"""Writes docs/record.md, the reference of the record, and the JSON Schema that the package ships, both from the model.

python docs/make_record.py          # after a change of model.py; a test demands that both are current
"""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from dragoman import model
from dragoman.export.schema import schema_text
from dragoman.model import Claim, Record, Span

HERE = Path(__file__).parent
PAGE = HERE / "record.md"
SCHEMA = HERE.parent / "src" / "dragoman" / "data" / "record.schema.json"

PREFACE = f"""\
# The record

What one report becomes. Written by `docs/make_record.py` from `src/dragoman/model.py`; the same as JSON Schema lies in
the package, in `dragoman/data/record.schema.json`. Format: `{model.FORMAT}`.

- A **span** is `[start, end]`, half-open, in Unicode code points of `report.text` exactly as stored:
  `text[start:end]` is the evidence. The text is fixed once, on the way in, and never changed after.
- **No claim without evidence.** Every event, statement, position and commitment carries `evidence`, the `rule` that
  decided and a `confidence` from 0 to 1.
- **Every claim has an owner.** `said_in` is the id of the statement that a claim was made in; null is the reporter's
  own voice.
- **What did not happen is recorded, not dropped**: `status` and `negated` say so.
- Lists are in text order. The same text, options and version give the same bytes.
- Programs should ignore fields they do not know: new ones may come without a new `format`.
"""
PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false", Span: "span"}


def reference() -> str:
    """The page as Markdown: one heading a noun, in the order in which the record names them."""
    return "\n".join([PREFACE, *map(_noun, _nouns(Record))])


def _nouns(struct: type) -> list[type]:
    """`struct` and all structs that its fields lead to, each once."""
    found = [struct]
    for field in msgspec.structs.fields(struct):
        for inner in _structs(field.type):
            found += [noun for noun in _nouns(inner) if noun not in found]
    return found


def _structs(kind: Any) -> list[type]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return [kind]
    return [struct for part in get_args(kind) for struct in _structs(part)]


def _noun(struct: type) -> str:
    inherited = [f.name for f in msgspec.structs.fields(Claim)] if issubclass(struct, Claim) else []
    comments = _comments(Claim) | _comments(struct)
    fields = sorted(msgspec.structs.fields(struct), key=lambda f: f.name in inherited and f.name != "id")
    rows = [f"| `{f.encode_name}` | {_type(f.type)} | {_cell(comments.get(f.name, ''))} |" for f in fields]
    return "\n".join(
        [
            f"## {struct.__name__}",
            "",
            inspect.getdoc(struct) or "",
            "",
            "| field | type | meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _comments(struct: type) -> dict[str, str]:
    """What the comments in model.py say of each field."""
    lines = inspect.getsource(struct).splitlines()
    [body] = ast.parse("\n".join(lines)).body
    assert isinstance(body, ast.ClassDef)
    said = {}
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            said[node.target.id] = lines[(node.end_lineno or node.lineno) - 1].partition("  # ")[2]
    return said


def _type(kind: Any) -> str:
    """A type in words: "list of spans", "`direct`, `indirect` or `mixed`", "text or null"."""
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) is Literal:
        *first, last = (f"`{value}`" for value in get_args(kind))
        return f"{', '.join(first)} or {last}" if first else last
    if get_origin(kind) is tuple:
        inner = _type(get_args(kind)[0])
        return f"list of {inner if inner.startswith('[') else f'{inner}s'}"
    if get_origin(kind) in (Union, UnionType):
        return " or ".join("null" if part is NoneType else _type(part) for part in get_args(kind))
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("None is", "null is")  # JSON's word for it


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
    SCHEMA.write_text(schema_text(), encoding="utf-8")

"""Data frames: one table for each part of the record, to count, join and plot.

The columns are the fields of the model, flattened. Every table has a `report` column, so those of many records can be
stacked with `pandas.concat`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, Union, get_args, get_origin

import msgspec

from dragoman.errors import ExtraMissing
from dragoman.model import (
    Commitment,
    Document,
    Entity,
    Event,
    Mention,
    Place,
    PlaceMention,
    Position,
    Problem,
    Record,
    Span,
    Statement,
    Step,
    Timex,
    enclosing,
)

if TYPE_CHECKING:
    import pandas

_NAMED = frozenset(  # columns of ids that get a column of names beside them
    "actor recipient speaker addressee holder toward_entity parties bound beneficiary entity "
    "place dateline_place".split()
)
_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs: no table can encode them
_DTYPES: dict[Any, str] = {bool: "boolean", int: "Int64", float: "Float64"}


def frames(record: Record) -> dict[str, pandas.DataFrame]:
    """The record as data frames by part; ExtraMissing if pandas is not installed.

    The parts are report, entities, mentions, places, place_mentions, times, events, statements, positions,
    commitments, history (what moved a commitment) and problems. Where there are several ids, names or codes, "; "
    parts them; stretches of text are given in the report's own words, several parted by " … ". `span_start` and
    `span_end` are offsets into the text, of a claim from its first to its last evidence. The unknown is NA. The full
    text of the report is left out.
    """
    mentions = ((e.id, m) for e in record.entities for m in e.mentions)
    place_mentions = ((p.id, m) for p in record.places for m in p.mentions)
    history = ((c.id, step) for c in record.commitments for step in c.history)
    return {
        "report": _frame(record, Document, _unowned([record.report])),
        "entities": _frame(record, Entity, _unowned(record.entities)),
        "mentions": _frame(record, Mention, mentions, owner="entity"),
        "places": _frame(record, Place, _unowned(record.places)),
        "place_mentions": _frame(record, PlaceMention, place_mentions, owner="place"),
        "times": _frame(record, Timex, _unowned(record.times)),
        "events": _frame(record, Event, _unowned(record.events)),
        "statements": _frame(record, Statement, _unowned(record.statements)),
        "positions": _frame(record, Position, _unowned(record.positions)),
        "commitments": _frame(record, Commitment, _unowned(record.commitments)),
        "history": _frame(record, Step, history, owner="commitment"),
        "problems": _frame(record, Problem, _unowned(record.problems)),
    }


def _unowned(parts: Iterable[Any]) -> Iterable[tuple[None, Any]]:
    return ((None, part) for part in parts)


def _frame(
    record: Record, part: type, rows: Iterable[tuple[str | None, Any]], owner: str | None = None
) -> pandas.DataFrame:
    """One table: the fields of `part`, behind the report and, for parts of parts, the id of what they belong to."""
    try:
        import pandas
    except ImportError as error:
        raise ExtraMissing("data frames need pandas: pip install 'dragoman[frames]'") from error
    listed = list(rows)
    names = {e.id: e.name for e in record.entities} | {p.id: p.name for p in record.places}
    cells: dict[str, tuple[str, list[Any]]] = {"report": ("string", [record.report.id for _ in listed])}
    if owner:
        cells[owner] = ("string", [key for key, _ in listed])
    for column in _columns(part):
        cells[column.name] = (column.dtype, [column.cell(row) for _, row in listed])
    table: dict[str, Any] = {}
    for name, (dtype, values) in cells.items():
        table[name] = pandas.array([_plain(value, record.report.text) for value in values], dtype=dtype)
        if name in _NAMED:
            table[f"{name}_name"] = pandas.array([_plain(_names(v, names), "") for v in values], dtype="string")
    return pandas.DataFrame(table)


class _Column(NamedTuple):
    name: str
    dtype: str
    cell: Callable[[Any], Any]  # from a row's struct to its value, spans and tuples still whole


@cache
def _columns(part: type) -> tuple[_Column, ...]:
    """The columns of a struct: nested structs are flattened, lists of structs left to tables of their own."""
    found: list[_Column] = []
    for field in msgspec.structs.fields(part):
        kind = _without_none(field.type)
        get = _getter(field.name)
        if (part is Document and field.name == "text") or _is_list_of_structs(kind):
            continue
        if kind is Span and field.name == "span":
            found += [_Column("text", "string", get), *_offsets(get)]
        elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            inner = _columns(kind)
            found += [_Column(f"{field.name}_{c.name}", c.dtype, _through(get, c.cell)) for c in inner]
        elif field.name == "evidence":
            found += [_Column("evidence", "string", get), *_offsets(_through(get, enclosing))]
        else:
            found.append(_Column(field.name, _DTYPES.get(kind, "string"), get))
    return tuple(found)


def _getter(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


def _through(first: Callable[[Any], Any], then: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def both(row: Any) -> Any:
        value = first(row)
        return None if value is None or value == () else then(value)

    return both


def _offsets(get: Callable[[Any], Any]) -> list[_Column]:
    return [
        _Column("span_start", "Int64", _through(get, _getter("start"))),
        _Column("span_end", "Int64", _through(get, _getter("end"))),
    ]


def _without_none(kind: Any) -> Any:
    """`str` for `str | None`; the type itself where it is no union with None."""
    if get_origin(kind) in (Union, UnionType):
        others = [k for k in get_args(kind) if k is not type(None)]
        return others[0] if len(others) == 1 else kind
    return kind


def _is_list_of_structs(kind: Any) -> bool:
    inner = get_args(kind)[0] if get_origin(kind) is tuple else None
    return isinstance(inner, type) and issubclass(inner, msgspec.Struct)


def _plain(value: Any, text: str) -> Any:
    """A cell as a table can hold it: the words of spans, several values joined."""
    if isinstance(value, Span):
        value = text[value.start : value.end]
    if isinstance(value, tuple):
        stretches = bool(value) and isinstance(value[0], Span)
        return (" … " if stretches else "; ").join(_plain(v, text) for v in value) or None
    return _HALVES.sub("\ufffd", value) if isinstance(value, str) else value


def _names(value: str | Sequence[str] | None, names: dict[str, str]) -> str | None:
    ids = [value] if isinstance(value, str) else list(value or ())
    return "; ".join(names.get(i, i) for i in ids) or None

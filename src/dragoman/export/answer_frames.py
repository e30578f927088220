"""Answers of the archive as a data frame: one row each, sources and actors flattened into columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.answers import Actor, Source
from dragoman.errors import ExtraMissing

if TYPE_CHECKING:
    import pandas


def answer_frame(answers: Iterable[msgspec.Struct]) -> pandas.DataFrame:
    """One row an answer. An actor gives its name and its key, a source a column each of its fields; of several actors
    "; " parts the names. `span_start` and `span_end` are offsets into the report's text. The unknown is NA."""
    try:
        import pandas
    except ImportError as error:
        raise ExtraMissing("data frames need pandas: pip install 'dragoman[frames]'") from error
    return pandas.DataFrame([flat(answer) for answer in answers]).convert_dtypes()


def flat(answer: msgspec.Struct) -> dict[str, Any]:
    """An answer as a row: names of columns and their plain values."""
    row: dict[str, Any] = {}
    for field in answer.__struct_fields__:
        row |= _cells(field, getattr(answer, field))
    return row


def _cells(name: str, value: Any) -> dict[str, Any]:
    match value:
        case Source():
            return {f"{name}_{field}": getattr(value, field) for field in value.__struct_fields__}
        case Actor():
            return {name: value.name, f"{name}_key": value.key}
        case tuple() if name == "spans":
            return {"span_start": value[0].start, "span_end": value[-1].end} if value else {}
        case (Actor(), *_):
            return {name: "; ".join(a.name for a in value), f"{name}_key": "; ".join(a.key for a in value)}
        case (msgspec.Struct(), *_):
            return {name: "; ".join(msgspec.json.encode(part).decode() for part in value)}
        case tuple():
            return {name: "; ".join(map(str, value)) or None}
        case _:
            return {name: value}

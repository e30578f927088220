"""Making and undoing corrections: the record of the correction, and the rows that follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection

from dragoman.answers import Correction, Example
from dragoman.archive import corrections
from dragoman.archive.loading import as_read
from dragoman.archive.writing import index, now, unindex
from dragoman.errors import BadQuestion

_AROUND = 200  # characters before and after the words of an example


def correct(
    connection: Connection, target: str, field: str, value: Any, *, by: str, note: str | None = None
) -> Correction:
    """Say that a `field` of the entity or claim `target` is `value`; with the field "rejected", that it is not so."""
    if not by.strip():
        raise BadQuestion("a correction needs a name: who says so?")
    report = target.partition("/")[0]
    n, record = as_read(connection, report)
    now_read = corrections.corrected(record, corrections.standing(connection, [report]).get(report, ()))
    noun = next((x for x in corrections.nouns(now_read) if x.id == target), None)
    if noun is None:
        raise BadQuestion(f"there is nothing with the id {target!r} in report {report}")
    if field == corrections.REJECTED:
        if value is not True:
            raise BadQuestion("a rejection is undone with its number, not by another correction")
        was: Any = False
    else:
        new = corrections.changed(noun, field, value)
        was, value = (msgspec.to_builtins(getattr(x, field)) for x in (noun, new))
    corrections.check_ids(now_read, field, value)
    words = corrections.place(noun)
    made = corrections.add(
        connection,
        Correction(
            number=0, report=report, target=target, start=words.start, end=words.end, field=field, value=value, was=was,
            by=by.strip(), at=now(), note=note,
        ),
    )  # fmt: skip
    unindex(connection, [n])
    index(connection, {n: record})
    return made


def undo(connection: Connection, number: int, *, by: str) -> Correction:
    """Undo a correction; it stays in the list, with who undid it and when."""
    undone = corrections.mark_undone(connection, number, by, now())
    n, record = as_read(connection, undone.report)
    unindex(connection, [n])
    index(connection, {n: record})
    return undone


def examples(connection: Connection) -> Iterator[Example]:
    """The corrections that hold, as training data, oldest first."""
    for made in corrections.listed(connection):
        if made.undone_at:
            continue
        _, record = as_read(connection, made.report)
        before = max(0, made.start - _AROUND)
        yield Example(
            report=made.report, target=made.target, kind=made.target.split("/")[1], field=made.field, was=made.was,
            value=made.value, context=record.report.text[before : made.end + _AROUND], start=made.start - before,
            end=made.end - before, by=made.by, at=made.at, note=made.note,
        )  # fmt: skip

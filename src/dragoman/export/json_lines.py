"""JSON lines: a record each, without the report's text, or with it then as `dragoman read --json` prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.quoting import quotations
from dragoman.export.wording import harmless
from dragoman.model import Record

FORMAT = "dragoman/1-excerpt"
_HALVES = re.compile("[\ud800-\udfff]")


def json_lines(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """One line a record.

    With all words it is what `Record.to_json` gives, and `Record.from_json` reads it. Else the text is left out,
    `format` says so, and `quotations` has the stretches shown, in order: `claim`, `span` and `words`.
    """
    for record in records:
        whole = _sound(msgspec.to_builtins(record))
        yield msgspec.json.encode(whole if manner.words == "all" else _without_text(whole, record, manner)) + b"\n"


def _without_text(plain: dict[str, Any], record: Record, manner: Manner) -> dict[str, Any]:
    plain["format"] = FORMAT
    del plain["report"]["text"]
    del plain["problems"]  # their messages quote the text
    text = record.report.text
    plain["quotations"] = [
        {"claim": _sound(claim), "span": span, "words": harmless(text[span.start : span.end])}
        for claim, span in sorted(quotations(record, manner.words).items(), key=lambda item: item[1])
    ]
    return plain


def _sound(value: Any) -> Any:
    """`value` without halves of surrogate pairs, which no file can hold."""
    match value:
        case str():
            return value if value.isascii() else _HALVES.sub("\ufffd", value)
        case dict():
            return {name: _sound(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_sound(inner) for inner in value]
        case _:
            return value

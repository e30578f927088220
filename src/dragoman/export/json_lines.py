"""JSON lines: a record each, without the report's text, or with it then as `dragoman read --json` prints it.

Or an event each, with all reports that tell of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.answers import Coverage
from dragoman.export.covering import Met
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.quoting import quotations
from dragoman.export.told import Told, told
from dragoman.export.wording import harmless
from dragoman.model import Event, Record

FORMAT, EVENT_FORMAT = "dragoman/1-excerpt", "dragoman/1-event"
_HALVES = re.compile("[\ud800-\udfff]")


def json_lines(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """One line a record.

    With all words it is what `Record.to_json` gives, and `Record.from_json` reads it. Else the text is left out,
    `format` says so, and `quotations` has the stretches shown, in order: `claim`, `span` and `words`; `occurrences` has
    the events that other reports tell of too, as `answers.Coverage`, by id. Where each event is written `once`, see
    `_events`.
    """
    if manner.once:
        yield from _events(records, manner)
        return
    for record in records:
        whole = _sound(msgspec.to_builtins(record))
        yield msgspec.json.encode(whole if manner.words == "all" else _without_text(whole, record, manner)) + b"\n"


def _events(records: Iterable[Record], manner: Manner) -> Iterator[bytes]:
    """A line an event: as the first account of it that is met has it, with the entities, place and time it names."""
    met = Met(manner)
    for record in records:
        about = told(record, manner.words)
        for event, cover in met.fresh(record, record.events):
            met.write(cover)
            yield msgspec.json.encode(_sound(_event(event, cover, about))) + b"\n"


def _event(event: Event, cover: Coverage, about: Told) -> dict[str, Any]:
    place, time = about.place.get(event.place or ""), about.time.get(event.time or "")
    return {
        "format": EVENT_FORMAT,
        "occurrence": msgspec.to_builtins(cover),
        "event": msgspec.to_builtins(event),
        "entities": [_lean(msgspec.to_builtins(e)) for e in about.named(*event.actor, *event.recipient)],
        "place": _lean(msgspec.to_builtins(place)) if place else None,
        "days": about.days(event) if time else None,
        "quotation": about.quote(event.id),
    }


def _lean(plain: dict[str, Any]) -> dict[str, Any]:
    """An entity or place without its mentions, which are of one report."""
    return {name: value for name, value in plain.items() if name != "mentions"}


def _without_text(plain: dict[str, Any], record: Record, manner: Manner) -> dict[str, Any]:
    plain["format"] = FORMAT
    del plain["report"]["text"]
    del plain["problems"]  # their messages quote the text
    text = record.report.text
    plain["quotations"] = [
        {"claim": _sound(claim), "span": span, "words": harmless(text[span.start : span.end])}
        for claim, span in sorted(quotations(record, manner.words).items(), key=lambda item: item[1])
    ]
    there = {event.id: manner.coverage[event.id] for event in record.events if event.id in manner.coverage}
    plain["occurrences"] = _sound(msgspec.to_builtins(there))
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

"""GeoJSON (RFC 7946): events at their places, as points; one feature a line of a collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.told import Told, told
from dragoman.export.wording import clean
from dragoman.model import Event, Place, Record


def geojson(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """A FeatureCollection of the events whose place has coordinates; longitude comes first."""
    yield b'{"type":"FeatureCollection","features":['
    between = b"\n"
    for record in records:
        about = told(record, manner.words)
        for event in record.events:
            place = about.place.get(event.place or "")
            if place is not None and place.lat is not None and place.lon is not None:
                yield between + msgspec.json.encode(_feature(event, place, about))
                between = b",\n"
    yield b"\n]}\n"


def _feature(event: Event, place: Place, about: Told) -> dict[str, Any]:
    report = about.record.report
    said = {
        "type": event.type, "mode": event.mode, "status": event.status, "negated": event.negated, "quad": event.quad,
        "score": event.score, "actor": "; ".join(e.name for e in about.named(*event.actor)) or None,
        "recipient": "; ".join(e.name for e in about.named(*event.recipient)) or None, "day": about.days(event)[0],
        "place": place.name, "country": place.country, "quotation": about.quote(event.id), "report": report.id,
        "url": report.url, "published": report.published, "confidence": event.confidence,
    }  # fmt: skip
    return {
        "type": "Feature",
        "id": clean(event.id),
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {name: clean(value) if isinstance(value, str) else value for name, value in said.items()},
    }

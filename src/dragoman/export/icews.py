"""ICEWS columns: CAMEO events between a source and a target, tab-separated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dragoman.export.actor_coding import Party
from dragoman.export.covering import publishers
from dragoman.export.event_coding import Dyad, coded, tabbed
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.wording import clean
from dragoman.model import Record

COLUMNS: Final = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def icews(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """A header, and a line for each pair of actors of an event (`event_coding.coded`)."""
    yield tabbed(COLUMNS)
    for dyad in coded(records, manner):
        yield tabbed(clean(c) if isinstance(c, str) else c for c in map(_cells(dyad).get, COLUMNS))


def _cells(dyad: Dyad) -> dict[str, object]:
    event, first = dyad.event, dyad.cover.sources[0]
    place = dyad.about.place.get(event.place or "")
    return {
        "Event ID": dyad.number,
        "Event Date": dyad.about.day(event),
        **_side("Source", dyad.source),
        "Event Text": " ".join(filter(None, (event.type.capitalize(), event.mode))),
        "CAMEO Code": dyad.code,
        "Intensity": event.score,
        **_side("Target", dyad.target),
        "Story ID": first.id,
        "Publisher": publishers(dyad.cover),
        "Country": place.country if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
    }


def _side(side: str, party: Party) -> dict[str, object]:
    return {f"{side} Name": party.name, f"{side} Sectors": ",".join(party.sectors), f"{side} Country": party.country}

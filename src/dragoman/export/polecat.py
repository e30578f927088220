"""POLECAT's columns: PLOVER events with their modality among the contexts, tab-separated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dragoman.export.actor_coding import party
from dragoman.export.covering import Met, publishers
from dragoman.export.event_coding import tabbed
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.told import Told, told
from dragoman.export.wording import clean
from dragoman.model import Event, Record

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
_VERSION = "dragoman"


def polecat(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """A header, and a line for each event, whatever its modality; several actors are parted by "; "."""
    yield tabbed(COLUMNS)
    met = Met(manner)
    for record in records:
        about = told(record, manner.words)
        story = _story(record)
        for event, cover in met.fresh(record, record.events):
            met.write(cover)
            cells = {
                "Event ID": cover.id,
                "Event Date": about.day(event),
                "Event Type": event.type,
                "Event Mode": event.mode,
                "Intensity": event.score,
                "Quad Code": event.quad,
                "Contexts": "; ".join(_contexts(event)),
                **_side("Actor", about, event.actor, manner),
                **_side("Recipient", about, event.recipient, manner),
                **_where(about, event),
                "Source": publishers(cover),
                "Publication Date": cover.sources[0].published,
                **story,
                "Language": record.report.language,
                "Version": _VERSION,
            }
            yield tabbed(clean(c) if isinstance(c, str) else c for c in map(cells.get, COLUMNS))


def _contexts(event: Event) -> list[str]:
    """PLOVER's contexts, and its auxiliary modes: historical, future, hypothetical, negation."""
    unsure = event.status in ("possible", "hypothetical")
    auxiliary = {
        "historical": event.historical, "future": event.status == "planned", "hypothetical": unsure,
        "negation": event.negated,
    }  # fmt: skip
    return [*event.contexts, *(name for name, holds in auxiliary.items() if holds and name not in event.contexts)]


def _side(side: str, about: Told, ids: Sequence[str], manner: Manner) -> dict[str, object]:
    entities = about.named(*ids)
    parties = [party(about, entity.id, manner.profile) for entity in entities]
    each = (p.sectors or e.sectors * (e.kind == "state") for p, e in zip(parties, entities, strict=True))
    sectors = list(dict.fromkeys(sector for some in each for sector in some))  # a state acts by its government
    return {
        f"{side} Name": "; ".join(e.name for e in entities),
        f"{side} Country": "; ".join(e.country or "None" for e in entities),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": "; ".join(sectors),
        f"{side} Title": "; ".join(e.role.title for e in entities if e.role),
    }


def _where(about: Told, event: Event) -> dict[str, object]:
    place = about.place.get(event.place or "")
    if place is None:
        return {}
    return {
        "Placename": place.name, "Country": place.country, "Latitude": place.lat, "Longitude": place.lon,
        "GeoNames ID": place.geonames,
    }  # fmt: skip


def _story(record: Record) -> dict[str, object]:
    people = (e.name for e in record.entities if e.kind == "person")
    bodies = (e.name for e in record.entities if e.kind in ("organization", "group"))
    return {
        "Story People": "; ".join(people),
        "Story Organizations": "; ".join(bodies),
        "Story Locations": "; ".join(p.name for p in record.places),
    }

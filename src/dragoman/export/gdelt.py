"""GDELT 1.0 event columns: 58, tab-separated, without a header, as GDELT's daily files are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dragoman.export.actor_coding import Party
from dragoman.export.event_coding import Dyad, coded, tabbed
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.told import country
from dragoman.export.wording import clean
from dragoman.model import Record

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
COLUMNS: Final = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{side}Geo_{name}" for side in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_QUADS = ((5, 1), (8, 2), (13, 3), (20, 4))  # CAMEO roots up to .. are of class ..


def gdelt(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """A line for each pair of actors of an event (`event_coding.coded`), columns in the order of COLUMNS.

    `GoldsteinScale` holds PLOVER's score, which has the same range and is made for the same purpose.
    """
    for dyad in coded(records, manner):
        cells = _when(dyad) | _actor("Actor1", dyad.source) | _actor("Actor2", dyad.target) | _what(dyad)
        yield tabbed(clean(c) if isinstance(c, str) else c for c in map((cells | _where(dyad)).get, COLUMNS))


def _when(dyad: Dyad) -> dict[str, object]:
    day, first = dyad.about.day(dyad.event), dyad.cover.sources[0]
    cells: dict[str, object] = {
        "GLOBALEVENTID": dyad.number,
        "DATEADDED": (first.published or "")[:10].replace("-", ""),
        "SOURCEURL": first.url,
    }
    if day is None or len(day) != 10:
        return cells
    year, month, of_month = day[:4], day[5:7], day[8:10]
    return cells | {
        "SQLDATE": f"{year}{month}{of_month}",
        "MonthYear": f"{year}{month}",
        "Year": year,
        "FractionDate": f"{int(year) + (int(month) * 30 + int(of_month)) / 365:.4f}",
    }


def _actor(side: str, party: Party) -> dict[str, object]:
    types = (*party.sectors, "", "", "")[:3]
    cells: dict[str, object] = {f"{side}Type{n}Code": code for n, code in enumerate(types, 1)}
    cells[f"{side}KnownGroupCode"] = party.group
    return cells | {f"{side}Code": party.code, f"{side}Name": party.name.upper(), f"{side}CountryCode": party.country}


def _what(dyad: Dyad) -> dict[str, object]:
    event, text = dyad.event, dyad.about.record.report.text
    code = dyad.code
    root = int(code[:2]) if code[:2].isdecimal() else 0
    return {
        "IsRootEvent": int("\n" not in text[: event.trigger.start].strip()),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": next((quad for last, quad in _QUADS if 0 < root <= last), event.quad),
        "GoldsteinScale": event.score,
        "NumMentions": len(dyad.cover.accounts),
        "NumSources": dyad.cover.voices,
        "NumArticles": len(dyad.cover.sources),
    }


def _where(dyad: Dyad) -> dict[str, object]:
    place = dyad.about.place.get(dyad.event.place or "")
    if place is None:
        return {}
    codes = country(place.country)
    return {
        "ActionGeo_FullName": place.name,
        "ActionGeo_CountryCode": codes.fips if codes else None,
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": place.geonames,
    }

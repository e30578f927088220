"""Where places are: towns and divisions from GeoNames' index, countries, and our own regions, waters and sites.

`Gazetteer.find` says what a name may stand for; which of the places is meant in a text is for the stages to decide.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from dragoman.knowledge.gazetteer_index import Country, Index, folded
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml

Kind = Literal[
    "country", "division", "district", "town",
    "continent", "region", "sea", "strait", "cape", "water", "mountains", "site", "base", "landmark",
]  # fmt: skip
_ALTERNATES = 10  # places kept that bear a name only as an alternate one, the most populous


class Location(NamedTuple):
    """A place on the map. Coordinates are WGS 84 degrees of a point inside it."""

    name: str  # its own, as GeoNames spells it
    kind: Kind
    country: str | None  # ISO 3166-1 alpha-3
    division: str | None  # GeoNames' code of the first-level division it is or lies in: "US.LA"
    lat: float
    lon: float
    geonames: int | None
    population: int  # by order of magnitude; 0 where unknown
    alternate: bool = False  # found by another name than its own


class Region(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/regions.toml."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    lat: float
    lon: float
    geonames: int | None = None
    population: int = 0  # of a town, by order of magnitude
    ambiguous: bool = False  # its one-word name is as often something else: needs "the" or a word that goes with places
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    source: str


class _Regions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    region: tuple[Region, ...]


class _Points(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    country: dict[str, tuple[float, float]]
    division: dict[str, tuple[float, float]]
    examples: tuple[str, ...]
    source: str


class _Abbreviations(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: dict[str, str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    source: str


class Gazetteer:
    """All places, by name. Opened once; look-ups are remembered."""

    def __init__(self, index: Index, regions: tuple[Region, ...], points: _Points,
                 abbreviations: dict[str, str]) -> None:  # fmt: skip
        self.regions = regions
        self._index = index
        self._iso3 = {c.iso2: c.iso3 for c in index.countries}
        self._countries = {c.iso3: _country(c, points.country) for c in index.countries if c.iso3 in points.country}
        self._named: dict[str, list[Location]] = {}
        for country in index.countries:
            if location := self._countries.get(country.iso3):
                self._add(location, (country.name, *country.aliases))
        for region in regions:
            self._add(_region(region), (region.name, *region.aliases))
        names = [folded(name) for region in regions for name in (region.name, *region.aliases)]
        names += [key for key in map(folded, self._country_names()) if " " in key]
        self._ambiguous = frozenset(
            folded(name) for r in regions if r.ambiguous for name in (r.name, *r.aliases) if " " not in name
        )
        self._region_names = frozenset(names)
        self._region_openings = frozenset(name.split(" ", 1)[0] for name in names)
        self._codes = {d.code: d.name for d in index.divisions}
        self._abbreviations = {_without_dots(short): code for short, code in abbreviations.items()}
        self._division_points = points.division
        self._known = lru_cache(maxsize=20_000)(self._look_up)

    def find(self, name: str) -> tuple[Location, ...]:
        """Every place `name` may stand for, the most populous first; without regard to case and accents."""
        return self._known(folded(name))

    def country(self, iso3: str) -> Location | None:
        """The country or territory with ISO code `iso3`."""
        return self._countries.get(iso3)

    def abbreviated(self, words: str) -> Location | None:
        """The division that `words` abbreviate, written as they are: "La.", "Ont."."""
        short = "." in words or words.isupper()
        code = self._abbreviations.get(_without_dots(words)) if short else None
        named = self.find(self._codes[code]) if code else ()
        return next((place for place in named if place.kind == "division" and place.division == code), None)

    def opens_region(self, word: str) -> bool:
        """Whether the name of a region, sea, site or country begins with `word`."""
        return folded(word) in self._region_openings

    def region(self, name: str) -> bool:
        """Whether `name` is that of a region, sea, site, or a country's of several words."""
        return folded(name) in self._region_names

    def ambiguous(self, name: str) -> bool:
        """Whether `name` is that of a region, but as often of something else."""
        return folded(name) in self._ambiguous

    def _country_names(self) -> list[str]:
        return [name for c in self._index.countries for name in (c.name, *c.aliases)]

    def _add(self, location: Location, names: tuple[str, ...]) -> None:
        for key in dict.fromkeys(map(folded, names)):
            self._named.setdefault(key, []).append(location._replace(alternate=key != folded(location.name)))

    def _look_up(self, key: str) -> tuple[Location, ...]:
        own, others = self._index.find(key)
        ranked = sorted((self._index.row(n).population, n) for n in others)[::-1][:_ALTERNATES]
        found = [*self._named.get(key, ()), *(self._location(n, False) for n in own)]
        found += [self._location(n, True) for _, n in ranked]
        return tuple(sorted(found, key=lambda place: (-place.population, place.geonames or 0)))

    def _location(self, number: int, alternate: bool) -> Location:
        row = self._index.row(number)
        division = self._index.divisions[row.division]
        kind: Kind = "town"
        if row.is_division:
            kind = "division" if division.geonames == row.geonames else "district"
        code = division.code if division.name else None
        lat, lon = (
            self._division_points.get(code or "", (row.lat, row.lon)) if kind == "division" else (row.lat, row.lon)
        )
        return Location(
            self._index.name(number), kind, self._iso3.get(division.code[:2]), code, lat, lon,
            row.geonames, row.population, alternate,
        )  # fmt: skip


def _without_dots(words: str) -> str:
    return words.replace(".", "").replace(" ", "")


FILES: dict[str, type[msgspec.Struct]] = {
    "regions.toml": _Regions,
    "map_points.toml": _Points,
    "division_abbreviations.toml": _Abbreviations,
}


def load_gazetteer(folder: Source) -> Gazetteer:
    """Open gazetteer.idx and read regions.toml, map_points.toml and division_abbreviations.toml below `folder`."""
    return Gazetteer(
        Index(Path(folder / "gazetteer.idx")),
        read_toml(folder / "regions.toml", _Regions).region,
        read_toml(folder / "map_points.toml", _Points),
        read_toml(folder / "division_abbreviations.toml", _Abbreviations).code,
    )


def _country(country: Country, points: dict[str, tuple[float, float]]) -> Location:
    lat, lon = points[country.iso3]
    return Location(country.name, "country", country.iso3, None, lat, lon, country.geonames, country.population)


def _region(region: Region) -> Location:
    return Location(region.name, region.kind, region.country, None, region.lat, region.lon, region.geonames,
                    region.population)  # fmt: skip

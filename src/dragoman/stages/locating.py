"""Which place on the map each toponym of a report means.

A name is read the same way throughout a report, save where the words after it say otherwise ("Paris, Texas"). Each
reading is scored: how big the place is, whether the words beside it call it a town or a division, whether it lies in
the country and the division that the report's other places lie in, and how near they are. Choices and context are
worked out in turn, a few times.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import NamedTuple

from dragoman.knowledge.gazetteer import Gazetteer, Location
from dragoman.knowledge.gazetteer_index import folded
from dragoman.stages.toponyms import Toponym

_ROUNDS = 3
_KNOWN = 15_000  # inhabitants from which a place gives its coordinates to one named after it
_NEAR = ((30, 2.0), (100, 1.5), (300, 0.8), (1000, 0.3))  # kilometres, and what a neighbour so near is worth
_NEIGHBOURS = 8  # senses before and after that count as neighbours
_LINK = re.compile(r"\s*(?:,|\(|, in|in|, of)\s*(?:the\s+)?")


class _Sense(NamedTuple):
    """A name as one place: its mentions' numbers and what it may stand for with what that is worth by itself."""

    mentions: list[int]
    options: list[Location]
    worth: list[float]


def locate(toponyms: list[Toponym], view: str, gazetteer: Gazetteer) -> list[Location | None]:
    """For each toponym the place it means, None where the gazetteer has none. `view` is the text they stand in."""
    senses = _senses(toponyms, view, gazetteer)
    chosen = [_best(sense.options, sense.worth) for sense in senses]
    for _ in range(_ROUNDS):
        chosen = _in_context(senses, chosen)
    found: list[Location | None] = [None] * len(toponyms)
    for sense, place in zip(senses, chosen, strict=True):
        for mention in sense.mentions:
            found[mention] = place
    return found


def _best(options: list[Location], worth: list[float]) -> Location | None:
    return options[max(range(len(options)), key=worth.__getitem__)] if options else None


def _senses(toponyms: list[Toponym], view: str, gazetteer: Gazetteer) -> list[_Sense]:
    options = [_options(t, gazetteer) for t in toponyms]
    holders = [_holder(toponyms, options, i, view) for i in range(len(toponyms))]
    groups: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    qualified: dict[str, tuple[str, int | None]] = {}
    for i, toponym in enumerate(toponyms):
        name = toponym.state if toponym.names_state and toponym.state else folded(toponym.words)
        key = (name, id(holders[i]) if holders[i] else None)
        if holders[i]:
            qualified.setdefault(name, key)
        groups[key].append(i)
    for name, key in qualified.items():  # what is said once holds for the bare name too
        groups[key] += groups.pop((name, None), [])
    found = []
    for mentions in sorted(groups.values(), key=min):
        first = min(mentions)
        holder = next((holders[i] for i in mentions if holders[i]), None)
        sorts = [toponyms[i] for i in mentions]
        found.append(_Sense(mentions, options[first], [_worth(p, sorts, holder) for p in options[first]]))
    return found


def _options(toponym: Toponym, gazetteer: Gazetteer) -> list[Location]:
    """What the name may stand for."""
    if toponym.sort == "street":
        return []
    if toponym.names_state and toponym.state:
        country = gazetteer.country(toponym.state)
        same = [p for p in gazetteer.find(toponym.words) if p.kind != "country" and not p.alternate]
        return [*([country] if country else []), *(same if toponym.reading != "demonym" else [])]
    short = gazetteer.abbreviated(toponym.words)
    if short:
        return [short]
    return list(gazetteer.find(toponym.words)) or _parts(toponym.words, gazetteer)


def _parts(words: str, gazetteer: Gazetteer) -> list[Location]:
    """What a name that the gazetteer lacks may lie in: "Western Massachusetts", "Vancouver International Airport".

    Such a place has the other's coordinates but not its identity."""
    pieces = words.split()
    for size in range(len(pieces) - 1, 0, -1):
        for start in (0, len(pieces) - size):
            part = " ".join(pieces[start : start + size])
            found = [p for p in gazetteer.find(part) if p.population >= _KNOWN] if part[0].isupper() else []
            if found:
                return [p._replace(geonames=None, name=words, alternate=False) for p in found]
    return []


def _holder(toponyms: list[Toponym], options: list[list[Location]], i: int, view: str) -> Location | None:
    """The place named just after toponym `i` that holds one of its readings: Texas in "Paris, Texas"."""
    if i + 1 >= len(toponyms) or toponyms[i + 1].reading == "demonym":
        return None
    between = view[toponyms[i].span.end : toponyms[i + 1].span.start]
    if not _LINK.fullmatch(between):
        return None
    for holder in options[i + 1]:
        if holder.kind in ("country", "division", "district") and any(_inside(p, holder) for p in options[i]):
            return holder
    return None


def _inside(place: Location, holder: Location) -> bool:
    if place.kind == "country" or place.country != holder.country or place.geonames == holder.geonames:
        return False
    if holder.kind == "country":
        return True
    if holder.kind == "division":
        return place.division == holder.division
    return place.division == holder.division and place.kind == "town" and _distance(place, holder) < 80


def _worth(place: Location, mentions: list[Toponym], holder: Location | None) -> float:
    """What a reading is worth without a look at the rest of the report."""
    worth = math.log10(max(place.population, 300))
    if place.kind == "country":
        worth = 8.5
    elif place.kind not in ("town", "division", "district"):
        worth = 7.0
    elif place.kind == "district":
        worth -= 1.0
    if place.alternate and place.kind != "country":
        worth -= 1.0
    if any(m.state == place.country and not m.names_state and place.kind == "town" for m in mentions):
        worth += 2.0
    sorts = {m.sort for m in mentions}
    if "division" in sorts and place.kind in ("division", "district"):
        worth += 3.0
    if "town" in sorts and place.kind == "town":
        worth += 2.0
    if holder is not None and _inside(place, holder):
        worth += 6.0
    return worth


def _in_context(senses: list[_Sense], chosen: list[Location | None]) -> list[Location | None]:
    """Choose again, with what the other senses now stand for as context."""
    countries: defaultdict[str, float] = defaultdict(float)
    divisions: defaultdict[str, float] = defaultdict(float)
    weights = [min(len(s.mentions), 3) / (1 if len(s.options) == 1 else 2) for s in senses]
    for place, weight in zip(chosen, weights, strict=True):
        if place is not None and place.country:
            countries[place.country] += weight
            if place.division:
                divisions[place.division] += weight
    result = []
    for i, sense in enumerate(senses):
        if len(sense.options) < 2:
            result.append(chosen[i])
            continue
        own = chosen[i]
        totals = (sum(countries.values()), sum(divisions.values()))
        around = [p for j in range(max(0, i - _NEIGHBOURS), i + _NEIGHBOURS + 1)
                  if j != i and j < len(chosen) and (p := chosen[j]) is not None and p.kind != "country"]  # fmt: skip
        scores = []
        for place, worth in zip(sense.options, sense.worth, strict=True):
            score = worth
            score += 2.5 * _share(countries, place.country, own.country if own else None, weights[i], totals[0])
            score += 2.5 * _share(divisions, place.division, own.division if own else None, weights[i], totals[1])
            score += max((_nearness(place, other) for other in around), default=0.0)
            scores.append(score)
        result.append(_best(sense.options, scores))
    return result


def _share(weights: dict[str, float], key: str | None, own: str | None, weight: float, total: float) -> float:
    """The share of `key` among the other senses' countries or divisions."""
    if own is not None:
        total -= weight
    if key is None or total <= 0:
        return 0.0
    return (weights.get(key, 0.0) - (weight if key == own else 0.0)) / total


def _nearness(place: Location, other: Location) -> float:
    if place.geonames == other.geonames or abs(place.lat - other.lat) > 9:
        return 0.0
    distance = _distance(place, other)
    return next((worth for limit, worth in _NEAR if distance <= limit), 0.0)


def _distance(one: Location, other: Location) -> float:
    """Kilometres between two places, by the haversine formula."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))

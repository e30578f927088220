"""Which place on the map each toponym of a report means.

A name is read the same way throughout a report, save where the words after it say otherwise ("Paris, Texas"). Each
reading is scored: how big the place is, whether the words beside it call it a town or a division, whether it lies in
the country and the division that the report's other places lie in, and how near they are. Choices and context are
worked out in turn, a few times; before the first choice, every reading of a neighbour counts by its own worth.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import NamedTuple

from dragoman.knowledge.gazetteer import Gazetteer, Location
from dragoman.knowledge.gazetteer_index import folded
from dragoman.knowledge.place_words import PlaceWords, Position
from dragoman.stages.placing.surroundings import TOWN
from dragoman.stages.placing.toponyms import Toponym

_ROUNDS = 3
_COUNTRY, _DIVISION = 2.5, 2.5  # what it is worth if all the report's other places lie in a reading's country, division
_NEAR = ((30, 2.0), (100, 1.5), (300, 0.8), (1000, 0.3))  # kilometres, and what a neighbour so near is worth
_POSSIBLE = 2.0  # what it is worth that a neighbour may be a place close by, if that is its best reading
_NEIGHBOURS = 8  # senses before and after that count as neighbours
_SEAT, _HELD, _CALLED = 2.0, 6.0, 3.0  # for a seat of government, "Paris, Texas", "Idlib province"
_GENERAL: tuple[Position, ...] = ("general", "after", "last", "body")
_SHADOW = 2.0  # what a division loses to its main town if both bear the name
_LINK = re.compile(r"\s*(?:,|\(|, in|in|, of)\s*(?:the\s+)?")


class _Sense(NamedTuple):
    """A name as one place: its mentions' numbers, what it may stand for, what each is worth by itself, and how much
    the sense weighs as context for others."""

    mentions: list[int]
    options: list[Location]
    worth: list[float]
    weight: float
    cells: dict[tuple[int, int], float]  # by whole degrees, the best worth of an option there, 1 for the best of all


def locate(toponyms: list[Toponym], text: str, gazetteer: Gazetteer, words: PlaceWords) -> list[Location | None]:
    """For each toponym the place it means, None where the gazetteer has none. `text` is what they stand in."""
    senses = _senses(toponyms, text, gazetteer, words)
    chosen = _possible(senses)
    for _ in range(_ROUNDS):
        chosen = _in_context(senses, chosen)
    found: list[Location | None] = [None] * len(toponyms)
    for sense, place in zip(senses, chosen, strict=True):
        for mention in sense.mentions:
            found[mention] = place
    return found


def _best(options: list[Location], worth: list[float]) -> Location | None:
    return options[max(range(len(options)), key=worth.__getitem__)] if options else None


def _senses(toponyms: list[Toponym], text: str, gazetteer: Gazetteer, words: PlaceWords) -> list[_Sense]:
    options = [_options(t, gazetteer, words) for t in toponyms]
    holders = [_holder(toponyms, options, i, text) for i in range(len(toponyms))]
    groups: dict[tuple[str, Location | None], list[int]] = defaultdict(list)
    held: dict[str, tuple[str, Location | None]] = {}
    for i, toponym in enumerate(toponyms):
        itself = toponym.state if toponym.names_state and options[i] and options[i][0].kind == "country" else None
        key = (itself or folded(toponym.words), holders[i])
        if holders[i]:
            held.setdefault(key[0], key)
        groups[key].append(i)
    for name, key in held.items():  # what is said once holds for the bare name too
        groups[key] += groups.pop((name, None), [])
    return [
        _sense(mentions, options[min(mentions)], [toponyms[i] for i in mentions], holder)
        for (_, holder), mentions in sorted(groups.items(), key=lambda group: min(group[1]))
    ]


def _sense(mentions: list[int], options: list[Location], toponyms: list[Toponym], holder: Location | None) -> _Sense:
    worth = [_worth(place, toponyms, holder) - _shadow(place, options, toponyms) for place in options]
    best = max(worth, default=0.0)
    cells: dict[tuple[int, int], float] = {}
    for place, value in zip(options, worth, strict=True):
        if place.kind != "country":
            cell = (math.floor(place.lat), math.floor(place.lon))
            cells[cell] = max(cells.get(cell, 0.0), math.exp(value - best))
    weight = min(len(mentions), 3) / (1 if len(options) == 1 else 2)
    return _Sense(mentions, options, worth, weight, cells)


def _options(toponym: Toponym, gazetteer: Gazetteer, words: PlaceWords) -> list[Location]:
    """What the name may stand for."""
    if toponym.sort == "street":
        return []
    found = list(gazetteer.find(toponym.words))
    country = gazetteer.country(toponym.state) if toponym.names_state and toponym.state else None
    if country is not None:
        parts = [p for p in found if p.country == country.country and p.kind in ("region", "division")]
        if parts and country.geonames not in [p.geonames for p in found]:
            return parts  # "Scotland" is an alias of its state in the lexicon of actors
        same = [p for p in found if p.kind != "country" and not p.alternate] if toponym.reading != "demonym" else []
        return [country, *same]
    if toponym.state and not toponym.names_state:  # read as a town or part of that state: not as a state so called
        found = [p for p in found if p.kind != "country" or p.country == toponym.state]
    short = gazetteer.abbreviated(toponym.words) or (gazetteer.abbreviated(f"{toponym.words}.") if not found else None)
    return [short] if short else found or _parts(toponym.words, gazetteer, words)


def _parts(name: str, gazetteer: Gazetteer, words: PlaceWords) -> list[Location]:
    """What a name that the gazetteer lacks may lie in: "Western Massachusetts", "Vancouver International Airport".

    Such a place has the other's coordinates but not its identity."""
    pieces = name.split()
    for size in range(len(pieces) - 1, 0, -1):
        starts = (0, len(pieces) - size)
        for start in reversed(starts) if words.find("general", pieces[0]) else starts:
            part = pieces[start : start + size]
            rest = pieces[:start] + pieces[start + size :]
            if all(words.find("general", word) for word in part) or not all(_is_general(word, words) for word in rest):
                continue
            found = [p for p in gazetteer.find(" ".join(part)) if p.population >= TOWN or p.kind == "country"]
            if found:
                return [p._replace(kind="landmark", geonames=None, name=name, alternate=False) for p in found]
    return []


def _is_general(word: str, words: PlaceWords) -> bool:
    """Whether a word of a name only says which part of a place, or what kind of place, is meant."""
    return any(words.find(position, word) for position in _GENERAL)


def _holder(toponyms: list[Toponym], options: list[list[Location]], i: int, text: str) -> Location | None:
    """The place named just after toponym `i` that holds one of its readings: Texas in "Paris, Texas"."""
    if i + 1 >= len(toponyms) or toponyms[i + 1].reading == "demonym":
        return None
    between = text[toponyms[i].span.end : toponyms[i + 1].span.start]
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
    elif place.kind not in ("town", "division", "district") and not place.population:
        worth = 7.0
    elif place.kind == "district":
        worth -= 1.0
    if place.alternate and place.kind != "country":
        worth -= 1.0
    if place.kind == "town" and any(m.state == place.country and not m.names_state for m in mentions):
        worth += _SEAT if any(m.reading == "government" for m in mentions) else _SEAT / 4
    sorts = {m.sort for m in mentions}
    if "division" in sorts and place.kind in ("division", "district"):
        worth += _CALLED
    if "town" in sorts and place.kind == "town":
        worth += _CALLED - 1.0
    if holder is not None and _inside(place, holder):
        worth += _HELD
    return worth


def _shadow(place: Location, options: list[Location], mentions: list[Toponym]) -> float:
    """What a division loses to the town of the same name in it, unless it is called a division."""
    if place.kind not in ("division", "district") or any(m.sort == "division" for m in mentions):
        return 0.0
    towns = (p for p in options if p.kind == "town" and p.division == place.division)
    return _SHADOW if any(p.population * (4 if p.alternate else 10) >= place.population for p in towns) else 0.0


def _possible(senses: list[_Sense]) -> list[Location | None]:
    """A first choice, with what the neighbours may stand for as context."""
    chosen = []
    for i, sense in enumerate(senses):
        scores = list(sense.worth)
        for j, place in enumerate(sense.options) if len(sense.options) > 1 else ():
            lat, lon = math.floor(place.lat), math.floor(place.lon)
            around = [(lat + dy, lon + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
            near = [max(other.cells.get(c, 0.0) for c in around) for other in _around(senses, i)]
            scores[j] += _POSSIBLE * sum(sorted(near)[-2:])
        chosen.append(_best(sense.options, scores))
    return chosen


def _around(senses: list[_Sense], i: int) -> list[_Sense]:
    return [s for s in senses[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS + 1] if s is not senses[i] and s.cells]


def _in_context(senses: list[_Sense], chosen: list[Location | None]) -> list[Location | None]:
    """Choose again, with what the other senses now stand for as context."""
    countries: defaultdict[str, float] = defaultdict(float)
    divisions: defaultdict[str, float] = defaultdict(float)
    for place, sense in zip(chosen, senses, strict=True):
        if place is not None and place.country:
            countries[place.country] += sense.weight
            if place.division:
                divisions[place.division] += sense.weight
    totals = (sum(countries.values()), sum(divisions.values()))
    result = []
    for i, sense in enumerate(senses):
        own, scores = chosen[i], list(sense.worth)
        if own is not None and len(scores) > 1:
            around = [p for j in range(max(0, i - _NEIGHBOURS), min(len(chosen), i + _NEIGHBOURS + 1))
                      if j != i and (p := chosen[j]) is not None and p.kind != "country"]  # fmt: skip
            for j, place in enumerate(sense.options):
                scores[j] += _COUNTRY * _share(countries, place.country, own.country, sense.weight, totals[0])
                scores[j] += _DIVISION * _share(divisions, place.division, own.division, sense.weight, totals[1])
                scores[j] += max((_nearness(place, other) for other in around), default=0.0)
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

"""Places: every toponym of the report, where it is, and whether it is read as a place, a government or a people."""

from __future__ import annotations

import re

from msgspec import structs

from dragoman import text
from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.gazetteer import Gazetteer, Location
from dragoman.knowledge.gazetteer_index import folded
from dragoman.model import Place, PlaceMention, Span
from dragoman.stages.placing.locating import locate
from dragoman.stages.placing.toponyms import Toponym, find_toponyms

_REGION = re.compile(r",\s*([A-Z][\w.' ]*?)\s*(?=[(,:–—-]|\d)")


def places(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.places`, in the order of their first mentions, and set the date line's place.

    A country's coordinates are a point inside it: whoever draws a map pins only what some mention reads as a place.
    What the gazetteer does not know has none.
    """
    opening = _dateline(draft, knowledge.gazetteer)
    toponyms = [*opening, *find_toponyms(draft, knowledge)]
    located = locate(toponyms, draft.report.text, knowledge.gazetteer, knowledge.place_words)
    groups: dict[tuple[object, ...], list[int]] = {}
    for i, (toponym, location) in enumerate(zip(toponyms, located, strict=True)):
        groups.setdefault(_identity(toponym, location), []).append(i)
    taken: set[str] = set()
    found = tuple(
        _place(draft, knowledge, [toponyms[i] for i in group], located[group[0]], taken)
        for group in sorted(groups.values(), key=lambda g: toponyms[g[0]].span)
    )
    report = draft.report
    if report.dateline is not None and opening:
        span = opening[0].span
        here = next((p.id for p in found if any(m.span == span for m in p.mentions)), None)
        report = structs.replace(report, dateline=structs.replace(report.dateline, place=here))
    return draft.having(places=found, report=report)


def _dateline(draft: Draft, gazetteer: Gazetteer) -> list[Toponym]:
    """The date line's town and what it lies in, which the parser does not see: "GEORGETOWN, Ky. (AP) -"."""
    match = text.dateline(draft.report.text, draft.paragraphs) if draft.report.dateline else None
    if match is None:
        return []
    found = [Toponym(match.city, draft.text(match.city), "place", -1, -1, sort="town")]
    if region := _REGION.match(draft.report.text, match.city.end, match.span.end):
        words = region[1].strip()
        dated = match.day is not None and region.start(1) >= match.day.start  # "PYONGYANG, June 20" lies in no June
        if not dated and (gazetteer.abbreviated(words.rstrip(".") + ".") or gazetteer.find(words)):
            span = Span(region.start(1), region.start(1) + len(words))
            found.append(Toponym(span, words, "place", -1, -1))
    return found


def _identity(toponym: Toponym, location: Location | None) -> tuple[object, ...]:
    """What makes two mentions one place."""
    if location is None:
        return ("name", folded(toponym.words))
    return ("id", location.geonames) if location.geonames else ("own", location.name)


def _place(
    draft: Draft, knowledge: Knowledge, toponyms: list[Toponym], location: Location | None, taken: set[str]
) -> Place:
    mentions = tuple(PlaceMention(span=t.span, reading=t.reading) for t in toponyms)
    key = draft.id("place", mentions[0].span.start, taken)
    if location is None:
        return Place(id=key, name=draft.text(toponyms[0].span), mentions=mentions)
    return Place(
        id=key,
        name=_name(draft, knowledge, toponyms, location),
        country=location.country,
        lat=location.lat,
        lon=location.lon,
        geonames=location.geonames,
        mentions=mentions,
    )


def _name(draft: Draft, knowledge: Knowledge, toponyms: list[Toponym], location: Location) -> str:
    """A state's name in the lexicon; else the gazetteer's, as the text spells it, or the one that the text uses."""
    state = knowledge.actors.states.get(location.country or "") if location.kind == "country" else None
    if state is not None:
        return state.name
    own = folded(location.name)
    spelt = [w for t in toponyms if folded(w := draft.text(t.span)) == own and not w.isupper()]
    if spelt:
        return spelt[0]  # "Rafah" rather than "Rafaḩ"
    return draft.text(toponyms[0].span) if location.alternate else location.name

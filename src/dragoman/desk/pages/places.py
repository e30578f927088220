"""The map: where reports say that something is, and what happened at one of these places."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Response, get

from dragoman.desk.asked import Leaf, wish
from dragoman.desk.counter import Here, Visit
from dragoman.desk.taking_away import taken_away
from dragoman.query import counting, leafing

_LISTED = 60  # places under the map
_EVENTS = 40  # at one place


@get("/map", sync_to_thread=True)
def places(request: Visit, counter: Here) -> Response[Any]:
    """Places by the number of reports that name them; with `place`, the events there."""
    asked = wish(request)
    spots = counter.places(asked)
    if asked.place:
        question = partial(counting.happened_at, where=asked.place, most=_EVENTS)
        events = counter.recall(("at", asked.place), question)
        if away := taken_away(request, Leaf(items=tuple(events)), "events"):
            return away
        here = next((spot for spot in spots if asked.place in (str(spot.geonames), spot.name)), None)
        return counter.writer.page(
            request, "map", wish=asked, types=leafing.TYPES, spots=spots[:_LISTED], here=here, events=events
        )
    if away := taken_away(request, Leaf(items=tuple(spots)), "places"):
        return away
    return counter.writer.page(
        request, "map", wish=asked, types=leafing.TYPES, spots=spots[:_LISTED], here=None, events=None
    )


ROUTES = [places]

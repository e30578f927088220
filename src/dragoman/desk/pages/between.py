"""Between: two actors, what they did with and to each other, said of each other, and owe each other."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Response, get

from dragoman.desk.asked import wish
from dragoman.desk.counter import Here, Visit
from dragoman.desk.taking_away import taken_away
from dragoman.query import leafing
from dragoman.query.choosing import Days, Kinds
from dragoman.query.who import whom

_EACH = 8  # positions and commitments beside the events


@get("/between", sync_to_thread=True)
def between(request: Visit, counter: Here) -> Response[Any]:
    """Events in which both take part, the latest first."""
    asked = wish(request)
    a, b = (str(request.query_params.get(name) or "").strip()[:200] for name in ("a", "b"))
    if not (a and b):
        return counter.writer.page(request, "between", wish=asked, a=a, b=b, ties=counter.ties())
    days = Days(asked.since, asked.until)
    kinds = Kinds(asked.types, asked.statuses)
    events = partial(leafing.between, one=a, other=b, days=days, kinds=kinds, skip=asked.skip, most=asked.limit + 1)
    found = counter.leaf(events, asked)
    if away := taken_away(request, found, "between"):
        return away
    if found.mistake:
        return counter.writer.page(request, "between", wish=asked, a=a, b=b, leaf=found)
    owed = partial(
        leafing.commitments, of=(a, b), kinds=(), statuses=(), days=days, skip=0, most=_EACH
    )  # of both: who is bound to whom is in each
    one, other = (counter.ask(partial(whom, name=name))[0].actor for name in (a, b))
    return counter.writer.page(
        request,
        "between",
        wish=asked,
        a=a,
        b=b,
        one=one,
        other=other,
        leaf=found,
        stands=[*counter.stands(one.key, other.key, _EACH), *counter.stands(other.key, one.key, _EACH)],
        bonds=counter.ask(owed),
        others=counter.other_sources(found),
    )


ROUTES = [between]

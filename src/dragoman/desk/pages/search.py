"""Search: reports by their words and by what they tell of, with what they have in common."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

from litestar import Response, get

from dragoman.desk.asked import Wish, wish
from dragoman.desk.counter import Here, Visit
from dragoman.desk.taking_away import taken_away
from dragoman.model import Status
from dragoman.query import counting, leafing, searching
from dragoman.query.choosing import Days
from dragoman.query.searching import Wanted

STATUSES = get_args(Status)
_FACET = 10  # values of a facet
_FACETS_FOR = 60.0  # seconds


@get("/search", sync_to_thread=True)
def search(request: Visit, counter: Here) -> Response[Any]:
    """The reports that fit, the best or the newest first."""
    asked = wish(request)
    common: dict[str, Any] = {"types": leafing.TYPES, "statuses": STATUSES, "publishers": counter.publishers()}
    if not asked.filtered:
        return counter.writer.page(request, "search", wish=asked, leaf=None, facets=None, **common)
    wanted = wanted_of(asked)
    question = partial(searching.search, wanted=wanted, most=asked.limit + 1, skip=asked.skip)
    found = counter.leaf(question, asked)
    if away := taken_away(request, found, "search"):
        return away
    counts = partial(counting.facets, wanted=wanted, most=_FACET)
    facets = counter.recall(("facets", wanted), counts, _FACETS_FOR) if found.items else None
    return counter.writer.page(request, "search", wish=asked, leaf=found, facets=facets, **common)


def wanted_of(asked: Wish) -> Wanted:
    """What is searched for."""
    return Wanted(
        asked.q, asked.actor, asked.country, asked.types, asked.statuses, asked.speaker, asked.publisher,
        Days(asked.since, asked.until), asked.newest,
    )  # fmt: skip


ROUTES = [search]

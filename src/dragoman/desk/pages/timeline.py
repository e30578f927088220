"""The timeline: events, the latest first."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

from litestar import Response, get

from dragoman.desk.asked import Wish, wish
from dragoman.desk.counter import Here, Visit
from dragoman.desk.taking_away import taken_away
from dragoman.model import Status
from dragoman.query import leafing
from dragoman.query.choosing import Days, Kinds
from dragoman.query.leafing import Chosen

STATUSES = get_args(Status)


@get("/timeline", sync_to_thread=True)
def timeline(request: Visit, counter: Here) -> Response[Any]:
    """Events of everybody or of somebody, of some types, of some days."""
    asked = wish(request)
    question = partial(leafing.events, chosen=chosen(asked), skip=asked.skip, most=asked.limit + 1)
    found = counter.leaf(question, asked)
    if away := taken_away(request, found, "timeline"):
        return away
    return counter.writer.page(
        request, "timeline", wish=asked, leaf=found, types=leafing.TYPES, statuses=STATUSES,
        publishers=counter.publishers(),
        others=counter.other_sources(found),
    )  # fmt: skip


def chosen(asked: Wish) -> Chosen:
    """Which events are asked for."""
    return Chosen(
        asked.who, Kinds(asked.types, asked.statuses), Days(asked.since, asked.until), asked.publisher, asked.country
    )


ROUTES = [timeline]

"""Positions: who stands where, on whom or what."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

from litestar import Response, get

from dragoman.desk.asked import wish
from dragoman.desk.counter import Here, Visit
from dragoman.desk.taking_away import taken_away
from dragoman.model import Stance
from dragoman.query import leafing
from dragoman.query.choosing import Days

STANCES = get_args(Stance)


@get("/positions", sync_to_thread=True)
def positions(request: Visit, counter: Here) -> Response[Any]:
    """Positions on somebody or on what these words say, the latest first."""
    asked = wish(request)
    question = partial(
        leafing.positions, on=asked.on, by=asked.by, stances=asked.stances, days=Days(asked.since, asked.until),
        skip=asked.skip, most=asked.limit + 1,
    )  # fmt: skip
    found = counter.leaf(question, asked)
    if away := taken_away(request, found, "positions"):
        return away
    return counter.writer.page(request, "positions", wish=asked, leaf=found, stances=STANCES)


ROUTES = [positions]

"""Today: what is new, what commitments were moved, what contradicts what, what waits for a judgement."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Response, get

from dragoman.desk.asked import Wish
from dragoman.desk.counter import Here, Visit
from dragoman.query import leafing
from dragoman.query.leafing import Chosen

MOVED = ("triggered", "breached", "fulfilled", "lapsed")
_NEW, _EVENTS, _BONDS, _AGAINST = 8, 8, 6, 5


@get("/", sync_to_thread=True)
def today(request: Visit, counter: Here) -> Response[Any]:
    """What one wants to see first."""
    return counter.writer.page(
        request,
        "today",
        stats=counter.stats(),
        new=counter.ask(partial(leafing.added, most=_NEW)),
        events=counter.recall(("today", "events"), partial(leafing.events, chosen=Chosen(), skip=0, most=_EVENTS)),
        moved=counter.ledger(Wish(statuses=MOVED, limit=_BONDS)).items,
        against=counter.contradictions(_AGAINST),
        doubts=counter.number_of_doubts(),
    )


ROUTES = [today]

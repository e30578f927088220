"""The network: who has most to do with whom, and how friendly it is."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from dragoman.desk.asked import Leaf, wish
from dragoman.desk.counter import Here, Visit
from dragoman.desk.taking_away import taken_away


@get("/network", sync_to_thread=True)
def network(request: Visit, counter: Here) -> Response[Any]:
    """The ties with most events, of some days."""
    asked = wish(request)
    found = counter.network(asked.since, asked.until)
    if away := taken_away(request, Leaf(items=found.ties), "network"):
        return away
    return counter.writer.page(request, "network", wish=asked, network=found)


ROUTES = [network]

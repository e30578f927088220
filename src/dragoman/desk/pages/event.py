"""One event with all its sources side by side; and saying which accounts belong together."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath

from dragoman.answers import Link
from dragoman.desk.asked import Leaf
from dragoman.desk.counter import Counter, Here, Visit
from dragoman.desk.signing import back, signed, text
from dragoman.desk.taking_away import taken_away
from dragoman.desk.writing import claim_address, event_address
from dragoman.errors import BadQuestion

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/events/{report:str}/{number:str}", sync_to_thread=True)
def event(request: Visit, counter: Here, report: FromPath[str], number: FromPath[str]) -> Response[Any]:
    """The event with this number in this report, as all reports tell it."""
    key = f"{report}/event/{number}"
    try:
        occurrence = counter.archive.occurrence(key)
    except BadQuestion as error:
        raise NotFoundException(detail=str(error)) from error
    if away := taken_away(request, Leaf(items=occurrence.accounts), "accounts"):
        return away
    links = _links(counter, report, {account.id for account in occurrence.accounts})
    return counter.writer.page(request, "event", occurrence=occurrence, key=key, links=links)


@post("/links", sync_to_thread=True, status_code=200)
def join(request: Visit, counter: Here, data: Form) -> Response[Any]:
    """Say that two events of different reports are the same, or that one announces or contradicts the other."""
    by, one = signed(request, counter, data), text(data, "one")
    other = text(data, "other").removeprefix("/").replace("#claim-event-", "/event/").removeprefix("reports/")
    counter.archive.join(one, other, text(data, "kind") or "same", by=by, why=text(data, "note")[:1000])
    counter.changed()
    return back(request, data, event_address(one), by)


@post("/links/{number:int}/undo", sync_to_thread=True, status_code=200)
def part(request: Visit, counter: Here, data: Form, number: FromPath[int]) -> Response[Any]:
    """Say that two accounts do not belong together."""
    by = signed(request, counter, data)
    undone = counter.archive.part(number, by=by)
    counter.changed()
    return back(request, data, claim_address(undone.claim), by)


def _links(counter: Counter, report: str, claims: set[str]) -> list[Link]:
    """What holds these accounts together, as far as this report is concerned."""
    found = counter.archive.links(report)
    return [link for link in found if not link.undone_at and (link.claim in claims or link.to_claim in claims)]


ROUTES = [event, join, part]

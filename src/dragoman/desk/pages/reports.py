"""The list of reports, and the page of one: its text with the claims marked, and the claims."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from dragoman.desk.asked import wish
from dragoman.desk.cards import cards
from dragoman.desk.counter import Counter, Here, Visit
from dragoman.desk.marked import marked
from dragoman.desk.taking_away import taken_away
from dragoman.errors import BadQuestion
from dragoman.model import Record
from dragoman.query import leafing
from dragoman.query.choosing import Days


@get("/reports", sync_to_thread=True)
def reports(request: Visit, counter: Here) -> Response[Any]:
    """All reports, the newest first."""
    asked = wish(request)
    question = partial(
        leafing.reports, days=Days(asked.since, asked.until), publisher=asked.publisher, skip=asked.skip,
        most=asked.limit + 1,
    )  # fmt: skip
    found = counter.leaf(question, asked)
    if away := taken_away(request, found, "reports"):
        return away
    return counter.writer.page(
        request, "reports", wish=asked, leaf=found, publishers=counter.publishers(), stats=counter.stats()
    )


@get("/reports/{report:str}", sync_to_thread=True)
def report(request: Visit, counter: Here, report: FromPath[str]) -> Response[Any]:
    """A report: its text, and what it says."""
    record = record_of(counter, report)
    made = counter.archive.corrections(report)
    corrected = {c.target for c in made if not c.undone_at}
    if request.query_params.get("format") == "json":
        return Response(record, media_type="application/json")
    return counter.writer.page(
        request, "report", record=record, text=marked(record, corrected), cards=cards(record, made), history=made
    )


def record_of(counter: Counter, report: str) -> Record:
    """The record of a report; the page is not found where there is none."""
    try:
        return counter.archive.record(report)
    except BadQuestion as error:
        raise NotFoundException(detail=str(error)) from error


ROUTES = [reports, report]

"""Review: doubtful claims, the least sure first, one after the other; and how far the review has come."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from dragoman.desk.asked import Leaf, wish
from dragoman.desk.changing import fields
from dragoman.desk.counter import Here, Visit
from dragoman.desk.marked import in_context
from dragoman.desk.pages.claim import card_of, noun_of
from dragoman.desk.pages.reports import record_of
from dragoman.desk.taking_away import taken_away
from dragoman.query import counting

KINDS = tuple(counting.CLAIMS)
_LAST = 3  # judgements, to undo


@get("/review", sync_to_thread=True)
def review(request: Visit, counter: Here) -> Response[Any]:
    """The doubtful claim that comes next, or the one after; judged ones are passed over."""
    asked = wish(request)
    holding = [c for c in counter.archive.corrections() if not c.undone_at]
    judged_already = {c.target for c in holding}
    kinds = tuple(kind for kind in asked.kinds if kind in KINDS)
    waiting = [claim for claim in counter.doubtful(kinds) if claim.id not in judged_already]
    if away := taken_away(request, Leaf(items=tuple(waiting)), "doubtful"):
        return away
    left = counter.number_of_doubts()
    judged = counter.ask(counting.judged)
    common: dict[str, Any] = {
        "wish": asked,
        "kinds": KINDS,
        "left": max(left, len(waiting)),
        "judged": judged,
        "last": holding[: -_LAST - 1 : -1],
    }
    if len(waiting) < asked.page:
        return counter.writer.page(request, "review", card=None, **common)
    key = waiting[asked.page - 1].id
    record = record_of(counter, key.partition("/")[0])
    noun = noun_of(record, key)
    made = counter.archive.corrections(record.report.id)
    return counter.writer.page(
        request,
        "review",
        card=card_of(record, made, key),
        record=record,
        text=in_context(record, key),
        fields=fields(noun, record) if noun else [],
        more=len(waiting) > asked.page,
        **common,
    )


ROUTES = [review]

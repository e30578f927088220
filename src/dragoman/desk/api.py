"""The JSON interface: the same answers as on the pages, for programs, under /api."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from litestar import Router, delete, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from dragoman.answers import Bond, Contradiction, Correction, Dossier, Entry, Happening, Hit, Network, Saying, Stand
from dragoman.desk.asked import MOST, Wish, iso
from dragoman.desk.counter import Counter, Here
from dragoman.desk.pages.reports import record_of
from dragoman.desk.pages.search import wanted_of
from dragoman.desk.pages.who import dossier_of
from dragoman.errors import BadQuestion
from dragoman.model import Record
from dragoman.query import counting, leafing, searching
from dragoman.query.choosing import Days, Kinds
from dragoman.query.counting import DayCount, Spot
from dragoman.query.leafing import Chosen, Listed, Named

Item = TypeVar("Item")

Text = Annotated[str | None, QueryParameter(max_length=400)]
Who = Annotated[
    str | None,
    QueryParameter(max_length=400, description="A name as reports have it, an ISO country code or a key."),
]
Day = Annotated[
    str | None, QueryParameter(description="ISO date, inclusive; its day is the report's where a claim has none.")
]
Types = Annotated[list[str] | None, QueryParameter(name="type", description="PLOVER; may be repeated.")]
Statuses = Annotated[list[str] | None, QueryParameter(name="status", description="May be repeated.")]
Kind = Annotated[list[str] | None, QueryParameter(name="kind", description="May be repeated.")]
Stances = Annotated[list[str] | None, QueryParameter(name="stance", description="May be repeated.")]
Limit = Annotated[int, QueryParameter(ge=1, le=MOST)]
Offset = Annotated[int, QueryParameter(ge=0, le=100_000)]

_NAMES = 12
_KEPT = 60.0  # seconds that counts are remembered


class Page(msgspec.Struct, Generic[Item], frozen=True):
    """A part of a list, and the offset at which the next one begins."""

    items: list[Item]
    next: int | None


class Judgement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody says of a field of an entity or claim; `rejected`: true says that there is no such thing."""

    target: str
    field: str
    value: Any
    by: str
    note: str | None = None


@get("/reports", sync_to_thread=True)
def reports(
    counter: Here,
    publisher: Text = None,
    since: Day = None,
    until: Day = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[Listed]:
    """Reports, the newest first, with how much was read from each."""
    question = partial(leafing.reports, days=_days(since, until), publisher=publisher or None)
    return _page(counter, question, limit, offset)


@get("/reports/{report:str}", sync_to_thread=True)
def report(counter: Here, report: FromPath[str]) -> Record:
    """The record of a report, corrected, with its text."""
    return record_of(counter, report)


@get("/timeline", sync_to_thread=True)
def timeline(
    counter: Here, who: Who = None, types: Types = None, statuses: Statuses = None, publisher: Text = None,
    country: Text = None, since: Day = None, until: Day = None, limit: Limit = 50, offset: Offset = 0,
) -> Page[Happening]:  # fmt: skip
    """Events, of everybody or of somebody, the latest first."""
    wanted = _chosen(who, types, statuses, publisher, country, since, until)
    return _page(counter, partial(leafing.events, chosen=wanted), limit, offset)


@get("/days", sync_to_thread=True)
def days(
    counter: Here, who: Who = None, other: Who = None, types: Types = None, statuses: Statuses = None,
    publisher: Text = None, country: Text = None, since: Day = None, until: Day = None,
) -> list[DayCount]:  # fmt: skip
    """Events by day and class; with `who` and `other`, what the two did with and to each other."""
    if who and other:
        stretch = _days(since, until)
        between = partial(counting.days_between, one=who, other=other, stretch=stretch)
        return counter.recall(("days", who, other, stretch), between, _KEPT)
    wanted = _chosen(who, types, statuses, publisher, country, since, until)
    return counter.recall(("days", wanted), partial(counting.days, chosen=wanted), _KEPT)


@get("/statements", sync_to_thread=True)
def statements(
    counter: Here,
    by: FromQuery[str],
    since: Day = None,
    until: Day = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[Saying]:
    """What somebody said, or those who speak for a state, the latest first."""
    return _page(counter, partial(leafing.statements, by=by, days=_days(since, until)), limit, offset)


@get("/positions", sync_to_thread=True)
def positions(
    counter: Here, on: Text = None, by: Who = None, stances: Stances = None, since: Day = None, until: Day = None,
    limit: Limit = 50, offset: Offset = 0,
) -> Page[Stand]:  # fmt: skip
    """Who stands where, on somebody or on what these words say, the latest first."""
    question = partial(
        leafing.positions, on=on or None, by=by or None, stances=_given(stances), days=_days(since, until)
    )
    return _page(counter, question, limit, offset)


@get("/commitments", sync_to_thread=True)
def commitments(
    counter: Here, who: Who = None, kinds: Kind = None, statuses: Statuses = None, since: Day = None,
    until: Day = None, limit: Limit = 50, offset: Offset = 0,
) -> Page[Bond]:  # fmt: skip
    """Who is bound to what, and what moved it, the latest first."""
    question = partial(
        leafing.commitments, of=[who] if who else [], kinds=_given(kinds), statuses=_given(statuses),
        days=_days(since, until),
    )  # fmt: skip
    return _page(counter, question, limit, offset)


@get("/ledger", sync_to_thread=True)
def ledger(
    counter: Here, who: Who = None, kinds: Kind = None, statuses: Statuses = None, since: Day = None,
    until: Day = None, limit: Limit = 50, offset: Offset = 0,
) -> Page[Entry]:  # fmt: skip
    """Each commitment once with all accounts of it, and what events of any report made of it; the latest first."""
    asked = Wish(
        who=who or None, kinds=_given(kinds), statuses=_given(statuses), since=iso(since or None),
        until=iso(until or None), limit=limit, offset=offset,
    )  # fmt: skip
    found = counter.ledger(asked)
    if found.mistake:
        raise BadQuestion(found.mistake)
    return Page(list(found.items), found.next)


@get("/contradictions", sync_to_thread=True)
def contradictions(counter: Here, limit: Limit = 50) -> list[Contradiction]:
    """Where reports contradict each other, both sides with their words, the latest last."""
    return counter.contradictions(limit)


@get("/who/{key:path}", sync_to_thread=True)
def somebody(counter: Here, key: FromPath[str]) -> Dossier:
    """A dossier: offices, events, words, positions, commitments and ties of one."""
    return dossier_of(counter, key.removeprefix("/"))


@get("/actors", sync_to_thread=True)
def actors(counter: Here, q: Text = None, kind: Text = None, limit: Limit = _NAMES) -> list[Named]:
    """Names to choose from: those that begin so, the most reported first."""
    question = partial(leafing.named, name=q or None, kind=kind or None, skip=0, most=limit)
    return counter.recall(("actors", q, kind, limit), question, _KEPT)


@get("/between", sync_to_thread=True)
def between(
    counter: Here, a: FromQuery[str], b: FromQuery[str], types: Types = None, statuses: Statuses = None,
    since: Day = None, until: Day = None, limit: Limit = 50, offset: Offset = 0,
) -> Page[Happening]:  # fmt: skip
    """Events in which both take part, the latest first."""
    kinds = Kinds(_given(types), _given(statuses))
    return _page(
        counter, partial(leafing.between, one=a, other=b, days=_days(since, until), kinds=kinds), limit, offset
    )


@get("/network", sync_to_thread=True)
def network(counter: Here, since: Day = None, until: Day = None, limit: Limit = 60) -> Network:
    """Who has most to do with whom, as far as it took place."""
    return counter.network(iso(since or None), iso(until or None), limit)


@get("/places", sync_to_thread=True)
def places(counter: Here, types: Types = None, since: Day = None, until: Day = None) -> list[Spot]:
    """The places that most reports name."""
    return counter.places(Wish(types=_given(types), since=iso(since or None), until=iso(until or None)))


@get("/search", sync_to_thread=True)
def search(
    counter: Here, q: Text = None, actor: Who = None, country: Text = None, types: Types = None,
    statuses: Statuses = None, speaker: Who = None, publisher: Text = None, since: Day = None, until: Day = None,
    newest: FromQuery[bool] = False, limit: Limit = 20, offset: Offset = 0,
) -> Page[Hit]:  # fmt: skip
    """Reports with these words that tell of such an event, or quote such a speaker."""
    asked = Wish(
        q=q or None, actor=actor or None, country=country or None, types=_given(types),
        statuses=_given(statuses), speaker=speaker or None, publisher=publisher or None,
        since=iso(since or None), until=iso(until or None), newest=newest,
    )  # fmt: skip
    return _page(counter, partial(searching.search, wanted=wanted_of(asked)), limit, offset)


@get("/corrections", sync_to_thread=True)
def corrections(counter: Here, report: Text = None) -> list[Correction]:
    """Corrections, or those of a report, oldest first, the undone ones too."""
    return counter.archive.corrections(report or None)


@post("/corrections", sync_to_thread=True, status_code=201)
def correct(counter: Here, data: JSONBody[Judgement]) -> Correction:
    """Say what a field of an entity or claim is; it outranks the machine until it is undone."""
    made = counter.archive.correct(data.target, data.field, data.value, by=data.by, note=data.note)
    counter.changed()
    return made


@delete("/corrections/{number:int}", sync_to_thread=True, status_code=200)
def undo(counter: Here, number: FromPath[int], by: FromQuery[str]) -> Correction:
    """Undo a correction; it stays in the list, with who undid it."""
    undone = counter.archive.undo(number, by=by)
    counter.changed()
    return undone


def _page(counter: Counter, question: Callable[..., list[Item]], limit: int, offset: int) -> Page[Item]:
    found = counter.ask(partial(question, skip=offset, most=limit + 1))
    return Page(found[:limit], offset + limit if len(found) > limit else None)


def _chosen(
    who: str | None, types: list[str] | None, statuses: list[str] | None, publisher: str | None,
    country: str | None, since: str | None, until: str | None,
) -> Chosen:  # fmt: skip
    kinds = Kinds(_given(types), _given(statuses))
    return Chosen(who or None, kinds, _days(since, until), publisher or None, country or None)


def _given(values: list[str] | None) -> tuple[str, ...]:
    """What is given of a filter; a form sends an empty one along."""
    return tuple(value for value in values or () if value)


def _days(since: str | None, until: str | None) -> Days:
    return Days(iso(since or None), iso(until or None))


router = Router(
    "/api",
    route_handlers=[
        reports, report, timeline, days, statements, positions, commitments, ledger, contradictions, somebody,
        actors, between, network, places, search, corrections, correct, undo,
    ],
    tags=["archive"],
)  # fmt: skip

"""Who: the actors of the archive, and the dossier of one."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from dragoman.answers import Dossier
from dragoman.desk.asked import Leaf, leaf, wish
from dragoman.desk.counter import Counter, Here, Visit
from dragoman.desk.taking_away import taken_away
from dragoman.errors import BadQuestion
from dragoman.model import EntityKind
from dragoman.query import leafing

KINDS = get_args(EntityKind)
_EACH = 10  # of each part of a dossier


@get("/who", sync_to_thread=True)
def everybody(request: Visit, counter: Here) -> Response[Any]:
    """The actors, those first that are named in most reports."""
    asked = wish(request)
    kind = asked.kinds[0] if asked.kinds else None
    question = partial(leafing.named, name=asked.q, kind=kind, skip=asked.skip, most=asked.limit + 1)
    found = leaf(counter.recall(("who", asked.q, kind, asked.skip), question), asked)
    if away := taken_away(request, found, "who"):
        return away
    return counter.writer.page(request, "who", wish=asked, leaf=found, kinds=KINDS)


@get("/who/{key:path}", sync_to_thread=True)
def somebody(request: Visit, counter: Here, key: FromPath[str]) -> Response[Any]:
    """All about one: offices, events, words, positions, commitments, ties."""
    dossier = dossier_of(counter, key.removeprefix("/"))
    form = request.query_params.get("format")
    if form == "json":
        return Response(dossier, media_type="application/json")
    if away := taken_away(request, Leaf(items=dossier.happenings), "events"):
        return away
    return counter.writer.page(request, "actor", dossier=dossier, key=dossier.actor.key)


def dossier_of(counter: Counter, who: str) -> Dossier:
    """The dossier on somebody; the page is not found where nobody is called so."""
    try:
        return counter.dossier(who, _EACH)
    except BadQuestion as error:
        raise NotFoundException(detail=str(error)) from error


ROUTES = [everybody, somebody]

"""Putting right: what people say of claims, taken from the forms; and undoing it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath

from dragoman.desk.changing import changes
from dragoman.desk.counter import Counter, Here, Visit
from dragoman.desk.pages.claim import card_of, noun_of
from dragoman.desk.pages.reports import record_of
from dragoman.desk.signing import back, name_cookie, signed, text
from dragoman.desk.writing import claim_address
from dragoman.errors import BadQuestion

_CERTAIN = 1.0  # confidence of what somebody says is right


Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]


@post("/corrections", sync_to_thread=True, status_code=200)
def correct(request: Visit, counter: Here, data: Form) -> Response[Any]:
    """Take a judgement: right, wrong, or other values of some fields."""
    target, by = text(data, "target"), signed(request, counter, data)
    note = text(data, "note")[:1000] or None
    record = record_of(counter, target.partition("/")[0])
    noun = noun_of(record, target)
    if noun is None:
        raise BadQuestion("this claim is not there any more: the report was read anew, or somebody said it is wrong")
    verdict = text(data, "verdict")
    if verdict == "wrong":
        counter.archive.reject(target, by=by, note=note)
    elif verdict == "right":
        counter.archive.correct(target, "confidence", _CERTAIN, by=by, note=note)
    else:
        given = {name: value if isinstance(value, list) else [value] for name, value in data.items()}
        _change(counter, target, changes(noun, record, given), by, note, bool(data.get("sure")))
    return _answer(request, counter, data, target, by)


@post("/corrections/{number:int}/undo", sync_to_thread=True, status_code=200)
def undo(request: Visit, counter: Here, data: Form, number: FromPath[int]) -> Response[Any]:
    """Undo a correction; it stays in the list."""
    by = signed(request, counter, data)
    undone = counter.archive.undo(number, by=by)
    return _answer(request, counter, data, undone.target, by)


@post("/name", sync_to_thread=False, status_code=200)
def name(request: Visit, counter: Here, data: Form) -> Response[Any]:
    """Remember who is correcting, in a cookie."""
    return back(request, data, "/", signed(request, counter, data))


def _change(counter: Counter, target: str, changed: dict[str, Any], by: str, note: str | None, sure: bool) -> None:
    if not changed and not sure:
        raise BadQuestion("nothing was changed")
    for field, value in changed.items():
        counter.archive.correct(target, field, value, by=by, note=note)
    if sure and "/entity/" not in target:
        counter.archive.correct(target, "confidence", _CERTAIN, by=by, note=note)


def _answer(request: Visit, counter: Counter, data: dict[str, Any], target: str, by: str) -> Response[Any]:
    """The card anew for a script; else back to where the visitor was."""
    counter.changed()
    if not request.headers.get("hx-request"):
        return back(request, data, claim_address(target), by)
    report = target.partition("/")[0]
    made = counter.archive.corrections(report)
    card = card_of(record_of(counter, report), made, target)
    mine = [c for c in made if c.target == target]
    shown_on = urlsplit(request.headers.get("hx-current-url", "")).path
    hand = shown_on != f"/reports/{report}"  # on pages with a single card, that is the one
    answer = counter.writer.part(request, "judged", card=card, key=target, history=mine, hand=hand)
    answer.cookies.append(name_cookie(by))
    return answer


ROUTES = [correct, undo, name]

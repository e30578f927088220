"""One claim of a report in its context, with its grounds, its corrections, and the form to change it."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from dragoman.answers import Correction
from dragoman.desk.cards import Card, cards
from dragoman.desk.changing import Noun, fields
from dragoman.desk.counter import Here, Visit
from dragoman.desk.marked import in_context
from dragoman.desk.pages.reports import record_of
from dragoman.model import Record


@get("/reports/{report:str}/{kind:str}/{number:str}", sync_to_thread=True)
def claim(
    request: Visit,
    counter: Here,
    report: FromPath[str],
    kind: FromPath[str],
    number: FromPath[str],
) -> Response[Any]:
    """The claim with the id that the address ends in."""
    key = f"{report}/{kind}/{number}"
    record = record_of(counter, report)
    made = counter.archive.corrections(report)
    noun, card = noun_of(record, key), card_of(record, made, key)
    mine = [c for c in made if c.target == key]
    if noun is None or card is None:
        if not mine:
            raise NotFoundException(detail=f"there is nothing with the id {key} in this report")
        return counter.writer.page(request, "rejected", record=record, key=key, history=mine)
    return counter.writer.page(
        request, "claim", record=record, card=card, fields=fields(noun, record), text=in_context(record, key),
        history=mine,
    )  # fmt: skip


@get("/reports/{report:str}/{kind:str}/{number:str}/form", sync_to_thread=True)
def form(
    request: Visit,
    counter: Here,
    report: FromPath[str],
    kind: FromPath[str],
    number: FromPath[str],
) -> Response[Any]:
    """The form alone, for a script to put into the card."""
    record = record_of(counter, report)
    noun = noun_of(record, f"{report}/{kind}/{number}")
    if noun is None:
        raise NotFoundException(detail="this claim is not there any more")
    return counter.writer.part(request, "form", target=noun.id, fields=fields(noun, record))


def noun_of(record: Record, key: str) -> Noun | None:
    """The entity or claim with this id."""
    layers = (record.entities, record.events, record.statements, record.positions, record.commitments)
    return next((noun for layer in layers for noun in layer if noun.id == key), None)


def card_of(record: Record, made: list[Correction], key: str) -> Card | None:
    """The card of the entity or claim with this id."""
    found = cards(record, made)
    return next((card for card in (*found.claims, *found.entities) if card.id == key), None)


ROUTES = [claim, form]

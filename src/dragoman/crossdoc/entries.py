"""The ledger as it is asked: each commitment once, with all accounts of it and what moved it, in any report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import structs
from sqlalchemy import Connection, Row, select

from dragoman.answers import Bond, Entry, Happening, Told, Turn
from dragoman.archive import tables
from dragoman.crossdoc.accounts import Account, Accounts
from dragoman.crossdoc.ledger import moves
from dragoman.crossdoc.links import STEPS, Place, tied
from dragoman.model import Step
from dragoman.obligations import furthest
from dragoman.query import choosing
from dragoman.query.choosing import Days
from dragoman.query.telling import Place as Where
from dragoman.query.telling import tell
from dragoman.query.who import whom


def entries(
    connection: Connection,
    of: str | None,
    statuses: Sequence[str],
    kinds: Sequence[str],
    days: Days,
    most: int,
    skip: int = 0,
) -> list[Entry]:
    """The entries among the latest `most` commitments but for `skip`: `of` somebody, of these statuses and kinds; by
    day of report."""
    actor = whom(connection, of)[0].n if of else None
    places = choosing.commitments(
        connection, actor=actor, open_only=False, kinds=kinds, days=days, most=skip + most, statuses=statuses
    )
    places = places[: max(0, len(places) - skip)]
    accounts = Accounts(connection)
    there = accounts.get(place.report for place in places)
    asked = [(p.report, c) for p in places for c, number in there[p.report].numbers.items() if number == p.claim]
    groups = tied(connection, "restates", asked)
    made = [_entry(connection, accounts, sorted(group)) for group in groups]
    return sorted((entry for entry in made if entry), key=lambda e: (e.first.published or "", e.bond.id))


def _entry(connection: Connection, accounts: Accounts, claims: list[Place]) -> Entry | None:
    there = accounts.get(n for n, _ in claims)
    told = _told(connection, there.values(), {claim for _, claim in claims})
    bonds = sorted((b for b in told.values() if isinstance(b, Bond)), key=lambda b: (b.source.published or "9", b.id))
    if not bonds:
        return None
    turns = _turns(connection, accounts, there, claims)
    status = furthest([*(turn.status for turn in turns), *(bond.status for bond in bonds)])
    return Entry(
        bond=bonds[0],
        accounts=tuple(bonds),
        status=status,
        turns=turns,
        first=bonds[0].source,
        last=bonds[-1].source,
        confidence=min(_sure(connection, claims), default=1.0),
    )


def _turns(
    connection: Connection, accounts: Accounts, there: dict[int, Account], claims: list[Place]
) -> tuple[Turn, ...]:
    """What moved an entry, by its own accounts and by other reports; each event once, in order of days."""
    linked = [one for one in moves(connection, claims) if not one.undone_at]
    others = accounts.get(one.report for one in linked)
    own = [
        (step, step.event, claim.confidence)
        for n, account in there.items()
        for claim in account.record.commitments
        if (n, claim.id) in claims
        for step in claim.history
        if step.event
    ]
    ids = {one.claim for one in linked} | {id for _, id, _ in own}
    told = _told(connection, (there | others).values(), ids)
    turns: dict[tuple[str, str], Turn] = {}
    for one in linked:
        if isinstance(event := told.get(one.claim), Happening):
            turns[STEPS[one.kind], event.id] = _linked(one, event)
    for step, id, sure in own:
        if isinstance(event := told.get(id), Happening):
            turns[step.status, event.id] = Turn(status=step.status, why=step.why, event=event, confidence=sure)
    where = {one.claim: (one.report, one.claim) for one in linked}
    where |= {step.event: (n, step.event) for n, account in there.items() for step in _history(account) if step.event}
    events = {where[turn.event.id] for turn in turns.values()}
    same = [{claim for _, claim in group} for group in tied(connection, "same", events)]
    return tuple(sorted((_joined(group) for group in _by_event(turns, same)), key=_when))


def _history(account: Account) -> Iterator[Step]:
    return (step for commitment in account.record.commitments for step in commitment.history)


def _by_event(turns: dict[tuple[str, str], Turn], same: list[set[str]]) -> Iterator[list[Turn]]:
    """Turns to the same status by accounts of one event."""
    for events in same:
        for status in sorted({status for status, event in turns if event in events}):
            yield [turn for (to, event), turn in turns.items() if to == status and event in events]


def _joined(turns: list[Turn]) -> Turn:
    """One turn, told by the first report, with the other accounts of its event."""
    first, *others = sorted(turns, key=_when)
    sure = max(turn.confidence for turn in turns)
    return structs.replace(first, also=tuple(turn.event for turn in others), confidence=sure)


def _linked(one: Row[Any], event: Happening) -> Turn:
    return Turn(
        status=STEPS[one.kind], why=one.why, event=event, confidence=one.confidence, link=one.n, by=one.by
    )  # fmt: skip


def _when(turn: Turn) -> tuple[str, str, str]:
    published = turn.event.source.published or ""
    return turn.event.day or published, published, turn.event.id


def _told(connection: Connection, accounts: Iterable[Account], claims: set[str]) -> dict[str, Told]:
    """The claims with these ids, as far as they are there, as answers."""
    places = [
        Where(account.n, number) for account in accounts for claim, number in account.numbers.items() if claim in claims
    ]
    return {told.id: told for told in tell(connection, places)}


def _sure(connection: Connection, claims: list[Place]) -> list[float]:
    link = tables.link.c
    ends = link.report.in_([n for n, _ in claims]), link.claim.in_([claim for _, claim in claims])
    held = select(link.confidence).where(*ends, link.kind == "restates", link.undone_at.is_(None))
    return list(connection.execute(held).scalars())

"""Which claims fit a question: their places in the archive, found by the narrow tables alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, literal, select

from dragoman.archive import tables
from dragoman.archive.actors import fold
from dragoman.query.telling import Place

IN_EVENT = ("actor", "recipient")
OPEN = ("standing", "triggered")  # of commitments


class Days(NamedTuple):
    """A stretch of days, ISO dates, both inclusive; None is no bound."""

    since: str | None = None
    until: str | None = None

    def hold(self, day: Any) -> list[ColumnElement[bool]]:
        """Conditions on a column of days; an unknown day lies in no stretch that has a bound."""
        since = [day >= self.since] if self.since else [day > literal(None, day.type)] if self.until else []
        return [*since, *([day <= self.until] if self.until else [])]


class Kinds(NamedTuple):
    """What events are wanted; an empty tuple is no bound."""

    types: tuple[str, ...] = ()  # PLOVER
    statuses: tuple[str, ...] = ()

    def hold(self) -> list[ColumnElement[bool]]:
        event = tables.event.c
        of_type = [event.type.in_(self.types)] if self.types else []
        return [*of_type, *([event.status.in_(self.statuses)] if self.statuses else [])]


def events_of(connection: Connection, actor: int, days: Days, kinds: Kinds, most: int) -> list[Place]:
    """The latest events in which an actor takes part, in order of days."""
    party, event = tables.party.c, tables.event
    rows = select(party.report, party.claim).where(party.actor == actor, party.role.in_(IN_EVENT))
    if kinds != Kinds():
        rows = rows.join(event, and_(event.c.report == party.report, event.c.claim == party.claim)).where(*kinds.hold())
    return _latest(connection, rows.where(*days.hold(party.day)), party.day, most)


def events_between(connection: Connection, rarer: int, other: int, days: Days, kinds: Kinds, most: int) -> list[Place]:
    """The latest events in which both take part, in order of days; quick if the `rarer` one comes first."""
    one, two, event = tables.party.alias("one").c, tables.party.alias("two").c, tables.event
    both = select(literal(1)).where(
        two.actor == other, two.day == one.day, two.report == one.report, two.claim == one.claim,
        two.role.in_(IN_EVENT),
    )  # fmt: skip
    rows = select(one.report, one.claim).where(one.actor == rarer, one.role.in_(IN_EVENT), both.exists())
    if kinds != Kinds():
        rows = rows.join(event, and_(event.c.report == one.report, event.c.claim == one.claim)).where(*kinds.hold())
    return _latest(connection, rows.where(*days.hold(one.day)), one.day, most)


def statements_by(connection: Connection, speaker: int, days: Days, most: int) -> list[Place]:
    """The latest statements of a speaker, or of those who speak for a state."""
    party = tables.party.c
    rows = select(party.report, party.claim).where(party.actor == speaker, party.role == "speaker")
    return _latest(connection, rows.where(*days.hold(party.day)), party.day, most)


def positions(
    connection: Connection, *, holder: int | None, actor: int | None, words: str | None, stances: Sequence[str],
    days: Days, most: int,
) -> list[Place]:  # fmt: skip
    """The latest positions of a holder, toward an actor or about something said in `words`."""
    folded = fold(words) if words else ""
    if actor is not None and folded:  # each is found by another index
        same = partial(positions, connection, holder=holder, stances=stances, days=days, most=most)
        return _merged(connection, {*same(actor=actor, words=None), *same(actor=None, words=words)}, most)
    rows, day = _from_party(tables.position, holder if holder is not None else actor,
                            ("holder",) if holder is not None else ("toward",))  # fmt: skip
    if holder is not None and actor is not None:
        rows = rows.where(_takes_part(tables.position, day, actor, ("toward",)))
    if folded:
        rows = rows.where(tables.position.c.about.contains(folded, autoescape=True))
    rows = rows.where(tables.position.c.stance.in_(stances)) if stances else rows
    return _latest(connection, rows.where(*days.hold(day)), day, most)


def commitments(
    connection: Connection,
    *,
    actor: int | None,
    open_only: bool,
    kinds: Sequence[str],
    days: Days,
    most: int,
    statuses: Sequence[str] = (),
) -> list[Place]:
    """The latest commitments, of an actor, still open or of some statuses, of some kinds.

    The status is what the commitment has come to by all reports.
    """
    commitment = tables.commitment.c
    rows, day = _from_party(tables.commitment, actor, ("bound", "party", "beneficiary"))
    if open_only:
        rows = rows.where(commitment.status.in_(OPEN), commitment.force.not_in(("permitted", "refused")))
    rows = rows.where(commitment.status.in_(statuses)) if statuses else rows
    rows = rows.where(commitment.kind.in_(kinds)) if kinds else rows
    return _latest(connection, rows.where(*days.hold(day)), day, most)


def count_of(connection: Connection, actor: int) -> int:
    """In how many claims an actor takes part."""
    return connection.execute(select(func.count()).where(tables.party.c.actor == actor)).scalar_one()


def _from_party(claim: Table, actor: int | None, roles: Sequence[str]) -> tuple[Select[Any], Any]:
    """Rows of claims and their day: those in which an actor takes part, found by it; all where it is None."""
    party, report = tables.party.c, tables.report.c
    rows = select(claim.c.report, claim.c.claim)
    if actor is None and "day" in claim.c:
        return rows, claim.c.day
    if actor is None:
        return rows.join(tables.report, report.n == claim.c.report), report.published
    same = and_(claim.c.report == party.report, claim.c.claim == party.claim)
    return rows.join(tables.party, same).where(party.actor == actor, party.role.in_(roles)), party.day


def _takes_part(claim: Table, day: Any, actor: int, roles: Sequence[str]) -> ColumnElement[bool]:
    """A condition: the actor takes part in the claim in one of `roles`; `day` is the claim's, and finds the row."""
    party = tables.party.alias().c
    found = select(literal(1)).where(
        party.actor == actor, party.day == day, party.report == claim.c.report, party.claim == claim.c.claim,
        party.role.in_(roles),
    )  # fmt: skip
    return found.exists()


def _merged(connection: Connection, places: set[Place], most: int) -> list[Place]:
    """The latest of `places` by the day of their reports, in order."""
    report = tables.report.c
    days = select(report.n, report.published).where(report.n.in_({place.report for place in places}))
    published = {n: day or "" for n, day in connection.execute(days)}
    return sorted(places, key=lambda place: (published[place.report], place))[-most:]


def _latest(connection: Connection, rows: Select[Any], day: Any, most: int) -> list[Place]:
    report, claim = rows.selected_columns
    latest = rows.order_by(day.desc(), report.desc(), claim.desc()).limit(most)
    return [Place(*row) for row in connection.execute(latest)][::-1]

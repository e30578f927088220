"""Reports as they are compared with others: loaded once, the last few kept at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from dragoman.archive import loading, tables
from dragoman.archive.rows import numbered
from dragoman.crossdoc.duties import Duty, duties
from dragoman.crossdoc.sayings import Said, sayings
from dragoman.crossdoc.seen import Seen, seen
from dragoman.model import Commitment, Event, Record, Timex
from dragoman.obligations import Moment, side_of

_AT_HAND, _BONDS_AT_HAND = 1000, 4000  # reports
_FEW_DAYS = timedelta(days=3)  # "at the weekend" is a time to put things in order by, "this year" is none


class Bonds(NamedTuple):
    """The commitments of a report, by number: small, so that those of many reports can be kept at hand."""

    duties: dict[int, Duty]
    commitments: dict[int, Commitment]
    sides: dict[str, str]  # entity id -> for whom it acts, of those who have to do with them


@dataclass(frozen=True)
class Account:
    """A report with what comparing needs of it, made when it is first asked for."""

    n: int
    record: Record
    actors: Mapping[str, frozenset[int]]  # entity id -> numbers of the actor that it is and of the state it acts for

    @property
    def id(self) -> str:
        return self.record.report.id

    @property
    def reported(self) -> tuple[str, int]:
        """What comes first was reported first, as far as that is known."""
        return self.published or "9", self.n

    @property
    def published(self) -> str | None:
        return self.record.report.published

    def taking(self, event: Event) -> tuple[int, ...]:
        """The numbers of all who take part in an event."""
        ids = (*event.actor, *event.recipient)
        return tuple(sorted({n for i in ids for n in self.actors.get(i, ())}))

    @cached_property
    def events(self) -> list[Seen]:
        return seen(self.record)

    @cached_property
    def sayings(self) -> list[Said]:
        return sayings(self.record)

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """By the id of the commitment."""
        return {duty.id: duty for duty in duties(self.record)}

    @cached_property
    def commitments(self) -> dict[str, Commitment]:
        return {c.id: c for c in self.record.commitments}

    @cached_property
    def bonds(self) -> Bonds:
        numbers, taking = self.numbers, set[str]()
        for c in self.record.commitments:
            taking.update(c.bound, c.parties, c.beneficiary)
        return Bonds(
            {numbers[claim]: duty for claim, duty in self.duties.items()},
            {numbers[claim]: commitment for claim, commitment in self.commitments.items()},
            {entity: side for entity, side in self.sides.items() if entity in taking},
        )

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Id of a claim -> its number in the report."""
        return {at.claim.id: at.n for at in numbered(self.record)}

    @cached_property
    def sides(self) -> dict[str, str]:
        return {entity.id: side_of(entity) for entity in self.record.entities}

    @cached_property
    def moments(self) -> dict[str, Moment]:
        """When each event was; those of which that is not known to a few days are left out."""
        days = {t.id: t.start for t in self.record.times if t.start and _short(t)}
        told = self.published
        return {
            e.id: Moment(day[:10], told)
            for e in self.record.events
            if told and (day := days.get(e.time or "") or (None if e.historical or e.time else told))
        }


def _short(time: Timex) -> bool:
    first, last = (date.fromisoformat(str(moment)[:10]) for moment in (time.start, time.end or time.start))
    return last - first <= _FEW_DAYS


def _keep(kept: dict[int, Any], used: dict[int, Any], most: int) -> None:
    """Keep what was used, last, and drop what was not for longest."""
    kept |= used
    while len(kept) > max(most, len(used)):
        del kept[next(iter(kept))]


class Accounts:
    """The reports of an archive by number, as they are now, corrected; may outlast a transaction: see `on`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._kept: dict[int, Account] = {}
        self._bonds: dict[int, Bonds] = {}
        self._corrections = self._corrected()

    def on(self, connection: Connection) -> Accounts:
        """These accounts in another transaction; loaded anew if somebody corrected anything meanwhile."""
        self.connection, before = connection, self._corrections
        self._corrections = self._corrected()
        if self._corrections != before:
            self._kept.clear()
            self._bonds.clear()
        return self

    def _corrected(self) -> tuple[int, ...]:
        made = tables.correction.c
        return tuple(self.connection.execute(select(func.count(made.n), func.count(made.undone_at))).one())

    def get(self, reports: Iterable[int]) -> dict[int, Account]:
        """The accounts of these reports, in that order; numbers that are not there are left out."""
        wanted = list(dict.fromkeys(reports))
        missing = [n for n in wanted if n not in self._kept]
        loaded = self._load(missing) if missing else {}
        found = {n: there for n in wanted if (there := self._kept.pop(n, None) or loaded.get(n))}
        _keep(self._kept, found, _AT_HAND)
        return found

    def bonds(self, reports: Iterable[int]) -> dict[int, Bonds]:
        """The commitments of these reports, in that order; numbers that are not there are left out."""
        wanted = list(dict.fromkeys(reports))
        loaded = {n: account.bonds for n, account in self.get(n for n in wanted if n not in self._bonds).items()}
        found = {n: there for n in wanted if (there := self._bonds.pop(n, None) or loaded.get(n))}
        _keep(self._bonds, found, _BONDS_AT_HAND)
        return found

    def _load(self, reports: list[int]) -> dict[int, Account]:
        entity, actor = tables.entity.c, tables.actor.c
        named = select(entity.report, entity.number, actor.n, actor.side).where(entity.report.in_(reports))
        actors: dict[int, dict[int, frozenset[int]]] = {n: {} for n in reports}
        for n, number, own, side in self.connection.execute(named.where(actor.n == entity.actor)):
            actors[n][number] = frozenset({own} if side is None else {own, side})
        return {
            n: Account(n, record, {e.id: actors[n].get(i, frozenset()) for i, e in enumerate(record.entities)})
            for n, record in loading.records(self.connection, reports).items()
        }

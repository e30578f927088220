"""Reports as they are compared with others: loaded once, the last few kept at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from dragoman.archive import loading
from dragoman.crossdoc.seen import Seen, seen
from dragoman.model import Record

_AT_HAND = 300  # reports


@dataclass(frozen=True)
class Account:
    """A report with what comparing needs of it, made when it is first asked for."""

    n: int
    record: Record

    @property
    def id(self) -> str:
        return self.record.report.id

    @property
    def published(self) -> str | None:
        return self.record.report.published

    @cached_property
    def events(self) -> list[Seen]:
        return seen(self.record)


class Accounts:
    """The reports of an archive by number, as they are now, corrected."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._kept: dict[int, Account] = {}

    def get(self, reports: Iterable[int]) -> dict[int, Account]:
        """The accounts of these reports, in that order; numbers that are not there are left out."""
        wanted = list(dict.fromkeys(reports))
        missing = [n for n in wanted if n not in self._kept]
        loaded = {n: Account(n, record) for n, record in loading.records(self.connection, missing).items()}
        found = {n: there for n in wanted if (there := self._kept.pop(n, None) or loaded.get(n))}
        self._kept |= found  # the last used stand last
        for n in list(self._kept)[:-_AT_HAND]:
            del self._kept[n]
        return found

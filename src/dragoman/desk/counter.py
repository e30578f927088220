"""What every page works with: the archive, what is remembered of it, and how pages are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias, TypeVar

from litestar import Request
from litestar.di import NamedDependency
from sqlalchemy import Connection

from dragoman.answers import Contradiction, Dossier, Network, Stand, Stats, Tie, Told
from dragoman.desk.asked import Leaf, Wish, leaf
from dragoman.desk.memory import Memory
from dragoman.desk.settings import Settings
from dragoman.desk.writing import Writer
from dragoman.errors import BadDate, BadQuestion
from dragoman.keeping import Archive
from dragoman.query import counting, leafing
from dragoman.query.choosing import Days
from dragoman.query.counting import Spot

Answer = TypeVar("Answer")

_SOON, _LATE = 5.0, 60.0  # seconds that an answer is remembered
_TIES, _PLACES, _QUEUE = 60, 500, 100


@dataclass(frozen=True)
class Counter:
    """The archive and what a page needs beside it."""

    archive: Archive
    settings: Settings
    writer: Writer
    memory: Memory = field(default_factory=Memory)

    def ask(self, question: Callable[[Connection], Answer]) -> Answer:
        """What a function of `query` answers."""
        return self.archive.ask(question)

    def leaf(self, question: Callable[[Connection], list[Any]], asked: Wish) -> Leaf:
        """One page of a list; where nobody is called as the filters have it, nothing but that."""
        try:
            return leaf(self.ask(question), asked)
        except (BadQuestion, BadDate) as error:
            return Leaf(items=(), mistake=str(error))

    def recall(self, key: tuple[Any, ...], question: Callable[[Connection], Answer], for_: float = _SOON) -> Answer:
        """The same, of what takes long to count: what was found some seconds ago will do."""
        return self.memory.recall(key, for_, lambda: self.archive.ask(question))

    def changed(self) -> None:
        """Somebody corrected or linked something: what is shown of it has to be looked at anew."""
        self.memory.forget(_SOON)

    def dossier(self, who: str, most: int) -> Dossier:
        """All about somebody."""
        return self.memory.recall(("dossier", who, most), _SOON, partial(self.archive.dossier, who, limit=most))

    def warm(self) -> None:
        """Count beforehand what the first visitor would have to wait for."""
        self.stats()
        self.publishers()
        self.number_of_doubts()
        self.ties()
        self.network()
        self.places(Wish())
        self.doubtful(())

    def stats(self) -> Stats:
        """What is in the archive, as of a minute ago."""
        return self.memory.recall(("stats",), _LATE, self.archive.stats)

    def publishers(self) -> list[str]:
        """Who published reports of the archive."""
        return self.recall(("publishers",), leafing.publishers, _LATE)

    def contradictions(self, most: int) -> list[Contradiction]:
        """The latest contradictions."""
        return self.memory.recall(("contradictions", most), _SOON, lambda: self.archive.contradictions(limit=most))

    def ledger(self, asked: Wish) -> Leaf:
        """One page of the ledger, the latest first."""
        days = Days(asked.since, asked.until)
        kinds, statuses, beyond = asked.kinds, asked.statuses, asked.skip + asked.limit
        key = ("ledger", asked.who, days, kinds, statuses, asked.skip, asked.limit)
        ask = partial(
            self.archive.ledger, asked.who, kinds=kinds, statuses=statuses, since=asked.since, until=asked.until,
            skip=asked.skip, limit=asked.limit,
        )  # fmt: skip
        further = partial(
            leafing.commitments_beyond, of=asked.who, kinds=kinds, statuses=statuses, days=days, skip=beyond
        )
        try:
            entries = self.memory.recall(key, _SOON, ask)
            more = bool(entries) and self.recall((*key, "more"), further)
        except BadQuestion as error:
            return Leaf(items=(), mistake=str(error))
        return Leaf(items=tuple(reversed(entries)), next=beyond if more else None)

    def number_of_doubts(self) -> int:
        """How many claims are less sure than even."""
        return self.recall(("doubts",), counting.number_of_doubts, _LATE)

    def doubtful(self, kinds: tuple[str, ...]) -> list[Told]:
        """The claims that are least sure, of some kinds or of all."""
        return self.recall(("doubtful", kinds), partial(counting.doubtful, kinds=kinds, most=_QUEUE), _LATE)

    def network(self, since: str | None = None, until: str | None = None, most: int = _TIES) -> Network:
        """Who has most to do with whom."""
        ask = partial(self.archive.network, since=since, until=until, limit=most)
        return self.memory.recall(("network", since, until, most), _LATE, ask)

    def ties(self) -> tuple[Tie, ...]:
        """The strongest ties, to begin with."""
        return self.network(most=12).ties

    def places(self, asked: Wish) -> list[Spot]:
        """The places of the map."""
        days = Days(asked.since, asked.until)
        question = partial(counting.places, stretch=days, types=asked.types, most=_PLACES)
        return self.recall(("places", days, asked.types), question, _LATE)

    def stands(self, by: str, on: str, most: int) -> list[Stand]:
        """Where one stands on the other."""
        return self.recall(("stands", by, on), partial(leafing.stands, by=by, on=on, most=most))

    def other_sources(self, found: Leaf) -> dict[str, int]:
        """How many other reports tell of the events of a list, by the ids of their claims."""
        return self.ask(partial(leafing.other_sources, claims=[event.id for event in found.items]))


Visit: TypeAlias = Request[Any, Any, Any]
Here: TypeAlias = NamedDependency[Counter]  # the counter that the server hands to every page

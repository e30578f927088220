"""An archive as it can be asked and taken out of; nothing here changes it.

What `dragoman.open_archive` gives is an Archive (keeping.py), which is a reading room that can be added to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import msgspec
from sqlalchemy import Connection

from dragoman.answers import (
    Bond,
    Contradiction,
    Correction,
    Dossier,
    Entry,
    Example,
    Failure,
    Happening,
    Hit,
    Link,
    Network,
    Occurrence,
    Saying,
    Stand,
    Stats,
)
from dragoman.archive import correcting, corrections, loading, sources
from dragoman.archive.store import Store
from dragoman.crossdoc import entries, links, occurrences
from dragoman.crossdoc.coverage import coverage
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.taking_out import FORMS, taken_out
from dragoman.ingest.text import iso_day
from dragoman.model import Record
from dragoman.query import asking, overview, searching
from dragoman.query.choosing import OPEN, Days, Kinds
from dragoman.query.searching import Wanted
from dragoman.query.who import whom

if TYPE_CHECKING:
    import pandas

LIMIT = 50
_AT_ONCE = 200  # records in memory

Answer = TypeVar("Answer")


class ReadingRoom:
    """What can be asked of an archive. Names of actors are names as reports have them, ISO country codes, CAMEO codes
    or keys; days are ISO dates, both bounds inclusive; lists hold the latest `limit`, in order. Mistakes raise a
    DragomanError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def address(self) -> str:
        """Where it is, without a password."""
        return self._store.address

    # Asking

    def ask(self, question: Callable[[Connection], Answer]) -> Answer:
        """What a function of `query` answers; it is given a connection that sees the archive as it is now."""
        with self._store.reading() as connection:
            return question(connection)

    def search(
        self,
        words: str | None = None,
        *,
        actor: str | None = None,
        country: str | None = None,
        types: Iterable[str] = (),
        statuses: Iterable[str] = (),
        speaker: str | None = None,
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
        newest: bool = False,
        limit: int = 20,
    ) -> list[Hit]:
        """Reports with these words (docs/archive.md) that tell of such an event, or quote such a speaker."""
        wanted = Wanted(
            words, actor, country, tuple(types), tuple(statuses), speaker, publisher, _days(since, until), newest
        )
        return self.ask(partial(searching.search, wanted=wanted, most=limit))

    def timeline(
        self,
        who: str,
        *,
        since: str | None = None,
        until: str | None = None,
        types: Iterable[str] = (),
        statuses: Iterable[str] = (),
        limit: int = LIMIT,
    ) -> list[Happening]:
        """Events in which somebody takes part; of a state, also those of who acts for it.

        One whose report gives no day has that of another account of it, which `day_from` names.
        """
        kinds, days = Kinds(tuple(types), tuple(statuses)), _days(since, until)
        found = partial(asking.timeline, who=who, days=days, kinds=kinds, most=limit)
        return self.ask(lambda connection: occurrences.settled(connection, found(connection), days))

    def between(
        self,
        one: str,
        other: str,
        *,
        since: str | None = None,
        until: str | None = None,
        types: Iterable[str] = (),
        statuses: Iterable[str] = (),
        limit: int = LIMIT,
    ) -> list[Happening]:
        """Events in which both take part; days as in `timeline`."""
        kinds, days = Kinds(tuple(types), tuple(statuses)), _days(since, until)
        found = partial(asking.between, one=one, other=other, days=days, kinds=kinds, most=limit)
        return self.ask(lambda connection: occurrences.settled(connection, found(connection), days))

    def statements(
        self, by: str, *, since: str | None = None, until: str | None = None, limit: int = LIMIT
    ) -> list[Saying]:
        """What somebody said, or those who speak for a state."""
        return self.ask(partial(asking.statements, by=by, days=_days(since, until), most=limit))

    def positions(
        self,
        on: str | None = None,
        *,
        by: str | None = None,
        stances: Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int = LIMIT,
    ) -> list[Stand]:
        """Who stands where `on` somebody, or on what these words say."""
        days = _days(since, until)
        return self.ask(partial(asking.positions, on=on, by=by, stances=tuple(stances), days=days, most=limit))

    def commitments(
        self,
        of: str | None = None,
        *,
        open_only: bool = False,
        kinds: Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int = LIMIT,
    ) -> list[Bond]:
        """Who is bound to what, as each report tells it; `ledger` tells each commitment once. `open_only`: what stands,
        or was triggered and not answered yet, by all reports."""
        days = _days(since, until)
        asked = partial(asking.commitments, of=of, open_only=open_only, kinds=tuple(kinds), days=days, most=limit)
        return self.ask(asked)

    def ledger(
        self,
        of: str | None = None,
        *,
        open_only: bool = False,
        statuses: Iterable[str] = (),
        kinds: Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int = LIMIT,
        skip: int = 0,
    ) -> list[Entry]:
        """Who is bound to what, each commitment once with all accounts of it, and what events of any report made of it;
        `statuses` are what it has come to ("breached"), `open_only` is short for those that wait for an answer; `skip`
        the latest."""
        wanted = (*statuses, *(OPEN if open_only else ()))
        days = _days(since, until)
        asked = partial(entries.entries, of=of, statuses=wanted, kinds=tuple(kinds), days=days, most=limit, skip=skip)
        return self.ask(asked)

    def occurrences(
        self,
        who: str,
        *,
        since: str | None = None,
        until: str | None = None,
        types: Iterable[str] = (),
        statuses: Iterable[str] = (),
        limit: int = LIMIT,
    ) -> list[Occurrence]:
        """What somebody took part in, each event once with all accounts of it; `link` finds what belongs together."""
        kinds, days = Kinds(tuple(types), tuple(statuses)), _days(since, until)
        return self.ask(partial(occurrences.occurrences, who=who, days=days, kinds=kinds, most=limit))

    def occurrence(self, claim: str) -> Occurrence:
        """The event with the id `claim`, with all accounts of it."""
        return self.ask(partial(occurrences.occurrence, claim=claim))

    def contradictions(self, *, limit: int = LIMIT) -> list[Contradiction]:
        """Where reports contradict each other, both sides with their words."""
        return self.ask(partial(occurrences.contradictions, most=limit))

    def links(self, report: str | None = None) -> list[Link]:
        """All links between reports, or those of one, the undone ones too."""
        return self.ask(partial(links.listed, report=report))

    def dossier(self, who: str, *, limit: int = 25) -> Dossier:
        """All about somebody: offices, events, words, positions, commitments and ties, each with its sources."""
        return self.ask(partial(overview.dossier, who=who, most=limit))

    def network(self, *, since: str | None = None, until: str | None = None, limit: int = LIMIT) -> Network:
        """Who has most to do with whom."""
        return self.ask(partial(overview.network, days=_days(since, until), most=limit))

    def stats(self) -> Stats:
        """What is in the archive."""
        return self.ask(overview.stats)

    def namesakes(self, name: str) -> list[str]:
        """The keys of all whom a name may mean, the most reported first: questions are about the first."""
        return self.ask(lambda connection: [found.actor.key for found in whom(connection, name)])

    # Taking out

    def record(self, report: str) -> Record:
        """The record of the report with this id, corrected."""
        with self._store.reading() as connection:
            n, _ = loading.as_read(connection, report)
            return loading.records(connection, [n])[n]

    def records(self) -> Iterator[Record]:
        """Every record, corrected, in the order they were added; a few in memory at a time."""
        with self._store.reading() as connection:
            yield from loading.all_records(connection)

    def chosen(
        self,
        words: str | None = None,
        *,
        actor: str | None = None,
        country: str | None = None,
        types: Iterable[str] = (),
        statuses: Iterable[str] = (),
        speaker: str | None = None,
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[Record]:
        """The records of all reports that `search` would find, corrected, in the order they were added."""
        days = _days(since, until)
        wanted = Wanted(words, actor, country, tuple(types), tuple(statuses), speaker, publisher, days)
        with self._store.reading() as connection:
            if wanted == Wanted():
                yield from loading.all_records(connection)
            else:
                found = iter(searching.fitting(connection, wanted))
                while some := list(islice(found, _AT_ONCE)):
                    yield from loading.records(connection, some).values()

    def export(self, form: str, records: Iterable[Record] | None = None, manner: Manner = AS_USUAL) -> Iterator[bytes]:
        """All records, or `records`, in a format of docs/export.md: its bytes, piece by piece. What is linked as one
        event is said to be, and written once if `manner` says so."""
        if manner.once or (form in FORMS and FORMS[form].covers):
            manner = manner._replace(coverage=self.ask(coverage))
        return taken_out(self.records() if records is None else records, form, manner)

    def frame(self, answers: Iterable[msgspec.Struct]) -> pandas.DataFrame:
        """Answers as a data frame, one row each; ExtraMissing if pandas is not installed."""
        from dragoman.export.answer_frames import answer_frame

        return answer_frame(answers)

    # What was put right, and what failed

    def corrections(self, report: str | None = None) -> list[Correction]:
        """All corrections, or those of a report, oldest first, the undone ones too."""
        return self.ask(partial(corrections.listed, report=report))

    def training_data(self) -> Iterator[Example]:
        """The corrections that hold, each with the words it is about: to learn from."""
        with self._store.reading() as connection:
            yield from correcting.examples(connection)

    def failures(self) -> list[Failure]:
        """What could not be taken in, and why."""
        return self.ask(sources.failures)


def _days(since: str | None, until: str | None) -> Days:
    return Days(iso_day(since) if since else None, iso_day(until) if until else None)

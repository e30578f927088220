"""An archive as a program uses it: what is put in, asked, taken out and put right, each with one call.

with dragoman.open_archive("news.db") as archive:
    archive.add("reports/", processes=2)
    for event in archive.between("Russia", "Iran", since="2025-01-01"):
        print(event.day or event.source.published, event.type, event.words, event.source.url)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from dragoman import adding
from dragoman.adding import Order, Told
from dragoman.answers import (
    Bond,
    Contradiction,
    Correction,
    Dossier,
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
from dragoman.archive import correcting, corrections, loading, sources, writing
from dragoman.archive.sources import Outcome
from dragoman.archive.store import Store, open_store
from dragoman.crossdoc import linking, links, occurrences
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.taking_out import taken_out
from dragoman.ingest.text import iso_day
from dragoman.model import Record
from dragoman.query import asking, overview, searching
from dragoman.query.choosing import Days, Kinds
from dragoman.query.searching import Wanted
from dragoman.query.who import whom

if TYPE_CHECKING:
    import pandas

LIMIT = 50
_AT_ONCE = 200  # records in memory

Answer = TypeVar("Answer")


class Archive:
    """An open archive. Names of actors are names as reports have them, ISO country codes, CAMEO codes or keys; days are
    ISO dates, both bounds inclusive; lists hold the latest `limit`, in order. Mistakes raise a DragomanError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, address: str | Path | None = None, *, create: bool = True) -> Self:
        """The archive at a path or `postgresql://` address, `DRAGOMAN_ARCHIVE` or the user's own; see `open_store`."""
        return cls(open_store(address, create=create))

    @property
    def address(self) -> str:
        """Where it is, without a password."""
        return self._store.address

    def close(self) -> None:
        """Let go of the file or the server."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # Putting in

    def add(
        self,
        *paths: str | Path,
        published: str | None = None,
        columns: Iterable[tuple[str, str]] = (),
        processes: int = 1,
        knowledge: str | Path | None = None,
        told: Told | None = None,
    ) -> list[Outcome]:
        """Take in files and the files of folders, read what is new, keep it; what became of each.

        `told` hears of each report once it is safely kept. What is wrong with one report stops no other.
        """
        order = _order(map(str, paths), published, columns, processes, knowledge)
        return _heard(told, partial(adding.add, self._store, order))

    def keep(self, records: Iterable[Record]) -> list[str]:
        """Keep records that are read already; the ids of those that were not there."""
        with self._store.writing() as connection:
            return writing.put(connection, list(records), adding.VERSION)

    def resume(self, told: Told | None = None) -> list[Outcome]:
        """Take up the last `add` if it was stopped."""
        return _heard(told, partial(adding.resume, self._store))

    def retry(
        self,
        *,
        published: str | None = None,
        columns: Iterable[tuple[str, str]] = (),
        processes: int = 1,
        knowledge: str | Path | None = None,
        told: Told | None = None,
    ) -> list[Outcome]:
        """Try again what could not be taken in."""
        order = _order((), published, columns, processes, knowledge)
        return _heard(told, partial(adding.retry, self._store, order))

    def reread(
        self,
        *reports: str,
        older_than: str | None = None,
        processes: int = 1,
        knowledge: str | Path | None = None,
        told: Told | None = None,
    ) -> list[Outcome]:
        """Read anew the `reports` with these ids, or all that a dragoman `older_than` a version (this one) has read."""
        own = None if knowledge is None else str(knowledge)
        act = partial(
            adding.reread, self._store, older_than=older_than, reports=reports, processes=processes, knowledge=own
        )
        return _heard(told, act)

    def outdated(self, version: str = adding.VERSION) -> list[str]:
        """The ids of the reports that a dragoman older than `version` has read."""
        return adding.outdated(self._store, version)

    def failures(self) -> list[Failure]:
        """What could not be taken in, and why."""
        return self._asked(sources.failures)

    # Asking

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
        return self._asked(partial(searching.search, wanted=wanted, most=limit))

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
        """Events in which somebody takes part; of a state, also those of who acts for it."""
        kinds = Kinds(tuple(types), tuple(statuses))
        return self._asked(partial(asking.timeline, who=who, days=_days(since, until), kinds=kinds, most=limit))

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
        """Events in which both take part."""
        kinds, days = Kinds(tuple(types), tuple(statuses)), _days(since, until)
        return self._asked(partial(asking.between, one=one, other=other, days=days, kinds=kinds, most=limit))

    def statements(
        self, by: str, *, since: str | None = None, until: str | None = None, limit: int = LIMIT
    ) -> list[Saying]:
        """What somebody said, or those who speak for a state."""
        return self._asked(partial(asking.statements, by=by, days=_days(since, until), most=limit))

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
        return self._asked(partial(asking.positions, on=on, by=by, stances=tuple(stances), days=days, most=limit))

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
        """Who is bound to what; `open_only`: what stands, or was triggered and not answered yet."""
        days = _days(since, until)
        asked = partial(asking.commitments, of=of, open_only=open_only, kinds=tuple(kinds), days=days, most=limit)
        return self._asked(asked)

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
        return self._asked(partial(occurrences.occurrences, who=who, days=days, kinds=kinds, most=limit))

    def contradictions(self, *, limit: int = LIMIT) -> list[Contradiction]:
        """Where reports contradict each other, both sides with their words."""
        return self._asked(partial(occurrences.contradictions, most=limit))

    def links(self, report: str | None = None) -> list[Link]:
        """All links between reports, or those of one, the undone ones too."""
        return self._asked(partial(links.listed, report=report))

    def dossier(self, who: str, *, limit: int = 25) -> Dossier:
        """All about somebody: offices, events, words, positions, commitments and ties, each with its sources."""
        return self._asked(partial(overview.dossier, who=who, most=limit))

    def network(self, *, since: str | None = None, until: str | None = None, limit: int = LIMIT) -> Network:
        """Who has most to do with whom."""
        return self._asked(partial(overview.network, days=_days(since, until), most=limit))

    def stats(self) -> Stats:
        """What is in the archive."""
        return self._asked(overview.stats)

    def namesakes(self, name: str) -> list[str]:
        """The keys of all whom a name may mean, the most reported first: questions are about the first."""
        return self._asked(lambda connection: [found.actor.key for found in whom(connection, name)])

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
        """All records, or `records`, in a format of docs/export.md: its bytes, piece by piece."""
        return taken_out(self.records() if records is None else records, form, manner)

    def frame(self, answers: Iterable[msgspec.Struct]) -> pandas.DataFrame:
        """Answers as a data frame, one row each; ExtraMissing if pandas is not installed."""
        from dragoman.export.answer_frames import answer_frame

        return answer_frame(answers)

    # Bringing together

    def link(self, *reports: str) -> int:
        """Link the `reports` with these ids, or all, with the others; how many links they have then."""
        with self._store.writing() as connection:
            return linking.link(connection, reports or None)

    def join(self, one: str, other: str, kind: str = "same", *, by: str, why: str = "") -> Link:
        """Say that two events of different reports belong together; `by` is who says so."""
        with self._store.writing() as connection:
            return links.join(connection, one, other, kind, by=by, why=why)

    def part(self, number: int, *, by: str) -> Link:
        """Undo a link: it stays in the list, with who undid it, and the machine does not make it again."""
        with self._store.writing() as connection:
            return links.undo(connection, number, by=by)

    # Putting right

    def correct(self, target: str, field: str, value: Any, *, by: str, note: str | None = None) -> Correction:
        """Say that a field of the entity or claim with the id `target` is `value`; `by` is who says so."""
        with self._store.writing() as connection:
            return correcting.correct(connection, target, field, value, by=by, note=note)

    def reject(self, target: str, *, by: str, note: str | None = None) -> Correction:
        """Say that an entity or claim is not what the report says."""
        return self.correct(target, corrections.REJECTED, True, by=by, note=note)

    def undo(self, number: int, *, by: str) -> Correction:
        """Undo a correction: what the machine read, or was put right before, holds again."""
        with self._store.writing() as connection:
            return correcting.undo(connection, number, by=by)

    def corrections(self, report: str | None = None) -> list[Correction]:
        """All corrections, or those of a report, oldest first, the undone ones too."""
        return self._asked(partial(corrections.listed, report=report))

    def training_data(self) -> Iterator[Example]:
        """The corrections that hold, each with the words it is about: to learn from."""
        with self._store.reading() as connection:
            yield from correcting.examples(connection)

    def _asked(self, question: Callable[..., Answer]) -> Answer:
        with self._store.reading() as connection:
            return question(connection)


def _days(since: str | None, until: str | None) -> Days:
    return Days(iso_day(since) if since else None, iso_day(until) if until else None)


def _order(
    paths: Iterable[str],
    published: str | None,
    columns: Iterable[tuple[str, str]],
    processes: int,
    own: str | Path | None,
) -> Order:
    return Order(
        paths=tuple(paths),
        published=iso_day(published) if published else None,
        columns=tuple(columns),
        processes=processes,
        knowledge=None if own is None else str(own),
    )


def _heard(told: Told | None, act: Callable[..., object]) -> list[Outcome]:
    """Do something that tells outcomes; all that it told, each passed on to `told` at once."""
    heard: list[Outcome] = []

    def hear(outcome: Outcome) -> None:
        heard.append(outcome)
        if told is not None:
            told(outcome)

    act(told=hear)
    return heard

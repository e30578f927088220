"""An archive as a program uses it: what is put in, asked, taken out and put right, each with one call.

with dragoman.open_archive("news.db") as archive:
    archive.add("reports/", processes=2)
    for event in archive.between("Russia", "Iran", since="2025-01-01"):
        print(event.day or event.source.published, event.type, event.words, event.source.url)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dragoman import adding
from dragoman.adding import Order, Told
from dragoman.adding_apart import Apart
from dragoman.answers import Correction, Link
from dragoman.archive import correcting, corrections, writing
from dragoman.archive.sources import Outcome
from dragoman.archive.store import open_store
from dragoman.crossdoc import linking, links
from dragoman.ingest.text import iso_day
from dragoman.model import Record
from dragoman.reading_room import ReadingRoom


class Archive(ReadingRoom):
    """An open archive: all that can be asked of a ReadingRoom, and what changes it. What is added, read anew or
    corrected is linked with the other reports at once."""

    @classmethod
    def open(cls, address: str | Path | None = None, *, create: bool = True) -> Self:
        """The archive at a path or `postgresql://` address, `DRAGOMAN_ARCHIVE` or the user's own; see `open_store`."""
        return cls(open_store(address, create=create))

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
        model: bool = True,
        told: Told | None = None,
    ) -> list[Outcome]:
        """Take in files and the files of folders, read what is new, keep and link it; what became of each.

        `told` hears of each report once it is safely kept. What is wrong with one report stops no other. `knowledge`
        and `model` are those of `dragoman.read`.
        """
        order = _order(map(str, paths), published, columns, processes, knowledge, model)
        return _heard(told, partial(adding.add, self._store, order))

    def apart(self) -> Apart:
        """A process of its own that adds to this archive, for a program that goes on meanwhile."""
        return Apart(self._store.place)

    def keep(self, records: Iterable[Record]) -> list[str]:
        """Keep records that are read already; the ids of those that were not there."""
        with self._store.writing() as connection:
            added = writing.put(connection, list(records), adding.VERSION)
            linking.link(connection, added)
            return added

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
        model: bool = True,
        told: Told | None = None,
    ) -> list[Outcome]:
        """Try again what could not be taken in."""
        order = _order((), published, columns, processes, knowledge, model)
        return _heard(told, partial(adding.retry, self._store, order))

    def reread(
        self,
        *reports: str,
        older_than: str | None = None,
        processes: int = 1,
        knowledge: str | Path | None = None,
        model: bool = True,
        told: Told | None = None,
    ) -> list[Outcome]:
        """Read anew the `reports` with these ids, or all that a dragoman `older_than` a version (this one) has read."""
        own = None if knowledge is None else str(knowledge)
        act = partial(
            adding.reread, self._store, older_than=older_than, reports=reports, processes=processes, knowledge=own,
            no_model=not model,
        )  # fmt: skip
        return _heard(told, act)

    def outdated(self, version: str = adding.VERSION) -> list[str]:
        """The ids of the reports that a dragoman older than `version` has read."""
        return adding.outdated(self._store, version)

    # Bringing together

    def link(self, *reports: str) -> int:
        """Link the `reports` with these ids, or all, with the others anew; how many links they have then."""
        with self._store.writing() as connection:
            return linking.link(connection, reports or None)

    def join(self, one: str, other: str, kind: str = "same", *, by: str, why: str = "") -> Link:
        """Say that two events of different reports belong together, that two commitments are one ("restates"), or what
        an event did to a commitment ("triggers", "fulfils", "breaches", "lapses"); `by` is who says so."""
        with self._store.writing() as connection:
            made = links.join(connection, one, other, kind, by=by, why=why)
            linking.settle(connection, made)
            return made

    def part(self, number: int, *, by: str) -> Link:
        """Undo a link: it stays in the list, with who undid it, and the machine does not make it again."""
        with self._store.writing() as connection:
            undone = links.undo(connection, number, by=by)
            linking.settle(connection, undone)
            return undone

    # Putting right

    def correct(self, target: str, field: str, value: Any, *, by: str, note: str | None = None) -> Correction:
        """Say that a field of the entity or claim with the id `target` is `value`; `by` is who says so."""
        with self._store.writing() as connection:
            made = correcting.correct(connection, target, field, value, by=by, note=note)
            linking.link(connection, [made.report])
            return made

    def reject(self, target: str, *, by: str, note: str | None = None) -> Correction:
        """Say that an entity or claim is not what the report says."""
        return self.correct(target, corrections.REJECTED, True, by=by, note=note)

    def undo(self, number: int, *, by: str) -> Correction:
        """Undo a correction: what the machine read, or was put right before, holds again."""
        with self._store.writing() as connection:
            undone = correcting.undo(connection, number, by=by)
            linking.link(connection, [undone.report])
            return undone


def _order(
    paths: Iterable[str],
    published: str | None,
    columns: Iterable[tuple[str, str]],
    processes: int,
    own: str | Path | None,
    model: bool,
) -> Order:
    return Order(
        paths=tuple(paths),
        published=iso_day(published) if published else None,
        columns=tuple(columns),
        processes=processes,
        knowledge=None if own is None else str(own),
        no_model=not model,
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

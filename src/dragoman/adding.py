"""Adding to an archive: files, folders and pipes are taken in, what is new is read, each report is kept whole or not.

What was added before is known by its bytes and, once taken in, by its text, and is not read again: a run that was
stopped, however it was, is taken up by running it again. What is new is linked with what is there in the transaction
that keeps it. An outcome is told only after it is safely written.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path

import msgspec
from msgspec import structs
from sqlalchemy import select

from dragoman.archive import sources, tables, writing
from dragoman.archive.loading import as_read
from dragoman.archive.packing import storable
from dragoman.archive.sources import Outcome
from dragoman.archive.store import Store
from dragoman.crossdoc.accounts import Accounts
from dragoman.crossdoc.linking import link_safely
from dragoman.errors import BadArchive, BadDate, Unreadable
from dragoman.ingest import Found, Take, reports_in
from dragoman.ingest.text import Taken
from dragoman.model import Document, Record
from dragoman.reading import records, was_read

Told = Callable[[Outcome], None]
Read = Callable[[Iterable[Take]], Iterable[Record]]

VERSION = installed("dragoman")
_MOST, _OLDEST = 100, 2.0  # reports, and seconds, that are written together


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to add and how: kept with the run, so that it can be taken up again."""

    paths: tuple[str, ...]
    published: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    processes: int = 1
    knowledge: str | None = None
    no_model: bool = False  # read who said what by rules alone


def add(store: Store, order: Order, told: Told = lambda outcome: None, *, read: Read | None = None) -> None:
    """Add what `order` names. `told` hears of each report when it is safely written; `read` is for tests."""
    with store.writing() as connection:
        run = sources.begin_run(connection, msgspec.to_builtins(order))
    read = read or _reader(order.processes, order.knowledge, order.no_model)
    batch = _Batch(store, run, told)
    waiting: deque[_Job] = deque()

    def takes() -> Iterator[Take]:
        for path in files(order.paths):
            for job in _fresh(store, path, order, batch):
                waiting.append(job)
                yield partial(_given, job.taken)

    try:
        for record in read(takes()):
            batch.read(waiting.popleft(), record)
        batch.write(done=True)
    except BadArchive:
        raise
    except BaseException:  # Ctrl-C too: what is read is not lost
        batch.write()
        raise


def resume(store: Store, told: Told = lambda outcome: None, *, read: Read | None = None) -> Order | None:
    """Take up the last run if it was stopped; the order it had, or None where nothing is unfinished."""
    with store.reading() as connection:
        unfinished = sources.unfinished_run(connection)
    if unfinished is None:
        return None
    order = msgspec.convert(unfinished[1], Order)
    add(store, order, told, read=read)
    return order


def retry(store: Store, order: Order, told: Told = lambda outcome: None) -> None:
    """Try again what failed; `order` says how, its paths are not used."""
    with store.reading() as connection:
        failed = tuple(dict.fromkeys(failure.path for failure in sources.failures(connection)))
    if failed:
        add(store, structs.replace(order, paths=failed), told)


def reread(
    store: Store,
    *,
    older_than: str | None = None,
    reports: Iterable[str] = (),
    processes: int = 1,
    knowledge: str | None = None,
    no_model: bool = False,
    told: Told = lambda outcome: None,
    read: Read | None = None,
) -> None:
    """Read reports of the archive anew, from the texts kept there: those named, or all read by an older dragoman.

    Corrections stay, and so do links that people made or undid. A run that was stopped is taken up by running it
    again: what was reread is of this version now.
    """
    wanted = list(reports) or outdated(store, older_than or VERSION)
    read = read or _reader(processes, knowledge, no_model)
    done: list[Record] = []
    for report, record in zip(wanted, read(_kept(store, wanted)), strict=True):
        if record.report.id != report:  # the process that read it died: what was read before stays
            told(Outcome("", "", "", "failed", report, "; ".join(problem.message for problem in record.problems)))
            continue
        done.append(record)
        if len(done) == _MOST:
            _rewrite(store, done, told)
            done = []
    _rewrite(store, done, told)


def outdated(store: Store, version: str) -> list[str]:
    """The ids of the reports that were read by a dragoman older than `version`."""
    report = tables.report.c
    with store.reading() as connection:
        there = connection.execute(select(report.version).distinct()).scalars()
        old = [other for other in there if _order(other) < _order(version)]
        return list(connection.execute(select(report.id).where(report.version.in_(old)).order_by(report.n)).scalars())


def files(paths: Iterable[str]) -> Iterator[str]:
    """`paths` with the files of folders in their stead, in order; hidden ones are passed over."""
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            yield from (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))


class _Job(msgspec.Struct, frozen=True):
    """A report that is new and is being read."""

    path: str
    item: str
    digest: str
    taken: Taken


class _Batch:
    """What is read but not written yet. `write` keeps it in one transaction and then tells of it."""

    def __init__(self, store: Store, run: int, told: Told) -> None:
        self.store, self.run, self.told = store, run, told
        self.in_hand: set[str] = set()  # ids of texts that are being read, or wait to be written
        self._records: list[Record] = []
        self._copies: list[Document] = []
        self._outcomes: list[Outcome] = []
        self._accounts: Accounts | None = None  # of reports that new ones were compared with
        self._since = time.monotonic()

    def read(self, job: _Job, record: Record) -> None:
        """Keep what was read."""
        report = job.taken.document.id
        message = "; ".join(problem.message for problem in record.problems if not was_read(record))
        if not record.report.text:  # the process that read it died
            self.in_hand.discard(report)
            self.say(Outcome(job.path, job.item, job.digest, "failed", None, message))
            return
        self._records.append(record)
        fate: sources.Fate = "added" if was_read(record) else "unread"
        self.say(Outcome(job.path, job.item, job.digest, fate, report, message or None))

    def known(self, outcome: Outcome, copy: Document | None = None) -> None:
        """Keep that a text was there already; `copy` is how it was met this time."""
        self._copies += [copy] if copy else []
        self.say(outcome)

    def say(self, outcome: Outcome) -> None:
        """Keep what became of a report."""
        self._outcomes.append(outcome)
        if len(self._outcomes) >= _MOST or time.monotonic() - self._since > _OLDEST:
            self.write()

    def write(self, *, done: bool = False) -> None:
        """Write all, then tell of it. Empties the batch first, so that what cannot be written is not tried for ever."""
        records, outcomes, copies = self._records, self._outcomes, self._copies
        self._records, self._outcomes, self._copies = [], [], []
        accounts, self._accounts = self._accounts, None  # not after a failure: their numbers may be given again
        with self.store.writing() as connection:
            added = set(writing.put(connection, records, VERSION))
            accounts = accounts or Accounts(connection)
            unlinked = link_safely(connection, added, accounts)
            there = writing.numbers(connection, [copy.id for copy in copies])
            for copy in copies:
                if copy.id in there:
                    writing.add_copy(connection, copy)
                else:
                    self._copies.append(copy)  # the text itself is still being read
            others = {record.report.id for record in records} - added  # another run was faster
            outcomes = [o._replace(fate="known") if o.fate == "added" and o.report in others else o for o in outcomes]
            outcomes = [o._replace(message=o.message or unlinked) if o.report in added else o for o in outcomes]
            sources.keep(connection, self.run, outcomes)
            if done:
                sources.end_run(connection, self.run)
        self.in_hand -= {record.report.id for record in records}
        self._accounts = accounts
        self._since = time.monotonic()
        for outcome in outcomes:
            self.told(outcome)


def _fresh(store: Store, path: str, order: Order, batch: _Batch) -> Iterator[_Job]:
    """The reports of a file that are to be read; what became of the others is told to `batch`."""
    whole = os.path.abspath(path) if os.path.exists(path) else path
    digest = _digest(path, order)
    with store.reading() as connection:
        done = sources.digests(connection, whole)
    for found in reports_in(path, published=order.published, columns=order.columns):
        item = "" if found.name == "standard input" else str(found.name).removeprefix(path).removeprefix("#")
        before = done.get(item)
        if digest and before and before[0] == digest:
            batch.known(Outcome(whole, item, digest, "known", before[1]))
            continue
        taken = _taken(found)
        if isinstance(taken, str):
            batch.say(Outcome(whole, item, digest, "failed", None, taken))
        elif taken.document.id in batch.in_hand or _is_there(store, taken.document.id):
            batch.known(Outcome(whole, item, digest, "known", taken.document.id), taken.document)
        else:
            batch.in_hand.add(taken.document.id)
            yield _Job(whole, item, digest, taken)


def _taken(found: Found) -> Taken | str:
    """The report, or why it cannot be taken in."""
    try:
        taken = found.take()
    except (Unreadable, BadDate) as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  one bad report must not take the others with it
        return f"it could not be taken in ({type(error).__name__}: {error}); please report it"
    report = taken.document
    facts = {name: storable(fact) for name in ("title", "publisher", "url") if (fact := getattr(report, name))}
    return taken._replace(document=structs.replace(report, **facts))


def _given(taken: Taken) -> Taken:
    return taken


def _kept(store: Store, reports: Iterable[str]) -> Iterator[Take]:
    """Reports as the archive keeps them, with what was odd about them when they were taken in."""
    for report in reports:
        with store.reading() as connection:
            _, record = as_read(connection, report)
        odd = tuple(problem for problem in record.problems if problem.stage == "ingest")
        yield partial(_given, Taken(record.report, odd))


def _rewrite(store: Store, done: list[Record], told: Told) -> None:
    if not done:
        return
    with store.writing() as connection:
        writing.rewrite(connection, done, VERSION)
        unlinked = link_safely(connection, [record.report.id for record in done])
    for record in done:
        told(Outcome("", "", "", "added" if was_read(record) else "unread", record.report.id, unlinked))


def _is_there(store: Store, report: str) -> bool:
    with store.reading() as connection:
        return bool(writing.numbers(connection, [report]))


def _digest(path: str, order: Order) -> str:
    """A hash of a file's bytes and of how it is to be taken in; empty for what is no file."""
    if not os.path.isfile(path):
        return ""
    try:
        with open(path, "rb") as file:
            made = hashlib.file_digest(file, "sha256")
    except OSError:
        return ""
    made.update(msgspec.json.encode((order.published, order.columns)))
    return made.hexdigest()[:32]


def _reader(processes: int, knowledge: str | None, no_model: bool) -> Read:
    own = None if knowledge is None else Path(knowledge)
    return partial(records, processes=processes, knowledge=own, model=not no_model)


def _order(version: str) -> tuple[int, ...]:
    """A version as numbers: "0.10.0" comes after "0.9.1"."""
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0]))

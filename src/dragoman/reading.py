"""Reading one report or many: from what a user has in hand to records, in order, whatever one of them does."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from dragoman.errors import BadDate, DragomanError, Unreadable
from dragoman.ingest.source import Take
from dragoman.ingest.text import Taken, document, from_text
from dragoman.knowledge import load
from dragoman.model import Document, Problem, Record
from dragoman.pipeline import read_document

Report = str | Document | Mapping[str, str | None]

_FIELDS = ("text", "published", "title", "publisher", "url")
_AHEAD = 4  # reports handed out for each process: keeps it busy, and bounds what waits in memory


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    knowledge: str | Path | None = None,
    model: bool = True,
) -> Record:
    """Read one report.

    `knowledge` is a folder of your own actors and words (docs/knowledge.md), read once; BadKnowledge if it is wrong.
    `published` is the ISO date it appeared on; where neither it nor a date line is there, times like "Monday" stay
    open. BadDate if it is no date. Without `model`, who said what is read by rules alone, faster and less well.
    What is wrong with the text never raises: it is in `record.problems`.
    """
    try:
        taken = from_text(text, published=published, title=title, publisher=publisher, url=url)
    except Unreadable as error:
        return _unread(str(error), text)
    return read_document(taken.document, load(own=_folder(knowledge)), problems=taken.problems, model=model)


def read_many(
    documents: Iterable[Report], *, processes: int = 1, knowledge: str | Path | None = None, model: bool = True
) -> Iterator[Record]:
    """Read many reports: yields one record for each, in order, with only a few in memory at a time.

    A report is a text, a Document, or a mapping with "text" and any of "published", "title", "publisher", "url".
    With `processes` > 1 that many other processes do the reading; a script that asks for them needs the usual
    `if __name__ == "__main__":`. Nothing that is wrong with one report stops the others, not even the end of the
    process that reads it: it is in that record's `problems`. `knowledge` and `model` are those of `read`.
    """
    takes = (partial(_taken, report) for report in documents)
    return records(takes, processes=processes, knowledge=_folder(knowledge), model=model)


def records(
    takes: Iterable[Take], *, processes: int = 1, knowledge: Path | None = None, model: bool = True
) -> Iterator[Record]:
    """The record of each report that one of `takes` takes in; as `read_many`, which see."""
    if processes < 1:
        raise ValueError("processes must be at least 1")
    if knowledge is not None:
        load(own=knowledge)  # so that its mistakes come out here and now
    record = partial(_record, own=knowledge, model=model)
    return map(record, takes) if processes == 1 else _in_order(iter(takes), processes, record)


def was_read(record: Record) -> bool:
    """Whether the report could be read at all: it has a text, in English."""
    return bool(record.report.text.strip()) and record.report.language == "en"


def _taken(report: Report) -> Taken:
    if isinstance(report, Document):
        return Taken(report)
    if isinstance(report, str):
        return from_text(report)
    if unknown := sorted(str(field) for field in report if field not in _FIELDS):
        raise Unreadable(f"no such field: {', '.join(unknown)}; there are {', '.join(_FIELDS)}")
    fields = dict(report)
    text = fields.pop("text", None)
    if not isinstance(text, str):
        raise Unreadable('a report needs a "text"')
    return from_text(text, **fields)


def _folder(knowledge: str | Path | None) -> Path | None:
    return None if knowledge is None else Path(knowledge)


def _record(take: Take, own: Path | None, model: bool) -> Record:
    try:
        taken = take()
    except (Unreadable, BadDate) as error:
        return _unread(str(error))
    except DragomanError:
        raise
    except Exception as error:  # noqa: BLE001  one bad report must not take the batch with it
        return _unread(f"it could not be taken in ({type(error).__name__}: {error}); please report it")
    return read_document(taken.document, load(own=own), problems=taken.problems, model=model)


def _unread(message: str, text: str = "") -> Record:
    return Record(report=document(text), problems=(Problem(stage="ingest", message=message),))


class _Job:
    """A report handed to another process, kept until its record is out, so that it can be tried again."""

    def __init__(self, take: Take, pool: ProcessPoolExecutor, record: Callable[[Take], Record]) -> None:
        self.take = take
        self.future: Future[Record] | None
        try:
            self.future = pool.submit(record, take)
        except BrokenProcessPool:
            self.future = None

    def record(self) -> Record:
        if self.future is None:
            raise BrokenProcessPool
        return self.future.result()


def _in_order(takes: Iterator[Take], processes: int, record_of: Callable[[Take], Record]) -> Iterator[Record]:
    """Keep `processes` busy, yield in order. When one dies, nobody says on which report: try those in hand alone."""
    waiting: deque[_Job] = deque()
    more = True
    while more or waiting:
        with _pool(processes) as pool:
            try:
                while more or waiting:
                    while more and len(waiting) < processes * _AHEAD:
                        take = next(takes, None)
                        more = take is not None
                        if take is not None:
                            waiting.append(_Job(take, pool, record_of))
                    if waiting:
                        record = waiting[0].record()
                        waiting.popleft()
                        yield record
            except BrokenProcessPool:
                pass
        yield from _one_by_one(waiting, record_of)


def _one_by_one(waiting: deque[_Job], record_of: Callable[[Take], Record]) -> Iterator[Record]:
    """The records of the jobs that `waiting` holds after a process died, emptying it; what kills again is lost."""
    while waiting:
        with _pool(1) as pool:
            while waiting:
                job = waiting.popleft()
                try:
                    yield job.record()
                    continue
                except BrokenProcessPool:
                    pass
                try:
                    yield _Job(job.take, pool, record_of).record()
                except BrokenProcessPool:
                    yield _unread("the process that read this report died; was there enough memory?")
                    break


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes (no inherited state); on the way out what has not begun is dropped, so Ctrl-C is not held up."""
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_end_on_interrupt)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _end_on_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # at once and without a traceback; the parent says the rest

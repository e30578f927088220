"""What is being added: jobs in a queue, read one after the other by a process of their own, watched from here."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, Protocol

import msgspec
from msgspec import structs

from dragoman.adding import Order
from dragoman.adding_apart import Heard, Reading
from dragoman.archive.sources import Fate, Outcome
from dragoman.desk.spool import PASTED, Spool
from dragoman.errors import BadArchive, BadQuestion

State = Literal["waiting", "reading", "done", "stopped", "broken"]

WAITING = 20  # jobs that may wait
KEPT = 40  # finished jobs that are remembered
TOLD = 100  # results of a job that are remembered, the latest; and as many failures
_LOG = logging.getLogger(__name__)
_IDLE = 600.0  # seconds after which the process that reads is let go


class Result(msgspec.Struct, frozen=True):
    """What became of one report."""

    name: str  # of the file, with the item in it
    fate: Fate
    report: str | None = None
    message: str | None = None


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Files and addresses that somebody gave at once, and how far they are."""

    id: str
    name: str
    paths: tuple[str, ...]
    published: str | None = None
    state: State = "waiting"
    begun: int = 0  # reports that were given to the reader
    counts: dict[Fate, int] = {}  # of reports that something is known of
    results: tuple[Result, ...] = ()
    failures: tuple[Result, ...] = ()
    again: tuple[str, ...] = ()  # paths that failed and can be tried again
    why: str | None = None  # it broke off

    @property
    def working(self) -> bool:
        """Whether anything may still change."""
        return self.state in ("waiting", "reading")


class Worker(Protocol):
    """What adds; see `Apart`."""

    def add(self, order: Order, heard: Heard, stop: Callable[[], bool]) -> None: ...

    def close(self) -> None: ...


class Incoming:
    """The queue. Jobs are read in the order they came, by one thread that waits for `worker`."""

    def __init__(self, worker: Worker, spool: Spool) -> None:
        self.spool = spool
        self._worker = worker
        self._jobs: dict[str, Job] = {}
        self._stopped: set[str] = set()
        self._queue: queue.Queue[str | None] = queue.Queue()
        self._lock = threading.Lock()
        self._closing = False
        self._thread: threading.Thread | None = None

    def jobs(self) -> list[Job]:
        """All jobs, the latest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def job(self, id: str) -> Job | None:
        """The job with this id."""
        with self._lock:
            return self._jobs.get(id)

    def put(self, name: str, paths: Sequence[str], published: str | None = None) -> Job:
        """Add these files and addresses when it is their turn; BadQuestion where too many jobs wait."""
        job = Job(id=secrets.token_hex(6), name=name, paths=tuple(paths), published=published)
        with self._lock:
            if sum(one.state == "waiting" for one in self._jobs.values()) >= WAITING:
                raise BadQuestion(f"{WAITING} things wait to be read already: wait until some are done")
            done = [one.id for one in self._jobs.values() if not one.working]
            for old in done[: max(len(done) - KEPT, 0)]:
                del self._jobs[old]
            self._jobs[job.id] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="adding", daemon=True)
                self._thread.start()
        self._queue.put(job.id)
        return job

    def stop(self, id: str) -> Job | None:
        """Stop a job after the report in hand; what was read of it is kept. The job, if there is one."""
        with self._lock:
            job = self._jobs.get(id)
            if job is not None and job.working:
                self._stopped.add(id)
                if job.state == "waiting":
                    self._jobs[id] = job = structs.replace(job, state="stopped")
                    self.spool.remove(job.paths)
            return job

    def retry(self, id: str) -> Job | None:
        """Try again what failed of a finished job."""
        job = self.job(id)
        if job is None or job.working or not job.again:
            return job
        again = self.put(job.name, job.again, job.published)
        self.forget(id, keeping=True)
        return again

    def forget(self, id: str, *, keeping: bool = False) -> None:
        """Take a finished job off the list; its failed files go too, unless they are still of use."""
        with self._lock:
            job = self._jobs.get(id)
            if job is None or job.working:
                return
            del self._jobs[id]
        if not keeping:
            self.spool.remove(job.again)

    def close(self) -> None:
        """Stop reading: the report in hand is kept, the files that wait are found again next time."""
        self._closing = True
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(timeout=30)

    def _run(self) -> None:
        """What the thread does: job after job, until it is told to end."""
        while True:
            try:
                id = self._queue.get(timeout=_IDLE)
            except queue.Empty:
                self._worker.close()
                continue
            job = self.job(id) if id is not None else None
            if id is None or self._closing:
                self._worker.close()
                return
            if job is not None and job.state == "waiting":
                self._add(job)

    def _add(self, job: Job) -> None:
        self._change(job.id, state="reading")
        order = Order(paths=job.paths, published=job.published)
        why = None
        try:
            self._worker.add(order, partial(self._hear, job.id), lambda: self._closing or job.id in self._stopped)
        except BadArchive as error:
            why = str(error)
        except Exception:  # noqa: BLE001  the next job may fare better
            _LOG.exception("%s could not be added", job.name)
            why = "It broke off; the terminal in which the desk runs says why."
        with self._lock:
            heard = self._jobs[job.id]
            stopped = job.id in self._stopped or self._closing
            state: State = "broken" if why else "stopped" if stopped else "done"
            again = job.paths if why else heard.again
            self._jobs[job.id] = structs.replace(heard, state=state, why=why, again=again)
        if not self._closing:  # else they are found when the desk is opened again
            self.spool.remove(path for path in job.paths if path not in again)

    def _hear(self, id: str, told: Outcome | Reading) -> None:
        with self._lock:
            job = self._jobs[id]
            self._jobs[id] = _having(job, told)

    def _change(self, id: str, *, state: State) -> None:
        with self._lock:
            self._jobs[id] = structs.replace(self._jobs[id], state=state)


def _having(job: Job, told: Outcome | Reading) -> Job:
    """The job, with what was told of it."""
    if isinstance(told, Reading):
        return structs.replace(job, begun=told.number + 1)
    name = _shown(told, job)
    result = Result(name, told.fate, told.report, told.message)
    counts = job.counts | {told.fate: job.counts.get(told.fate, 0) + 1}
    if told.fate != "failed":
        return structs.replace(job, counts=counts, results=(*job.results, result)[-TOLD:])
    again = job.again if told.path in job.again else (*job.again, told.path)
    return structs.replace(job, counts=counts, failures=(*job.failures, result)[:TOLD], again=again)


def _shown(told: Outcome, job: Job) -> str:
    """What a report is called: an address as it is, a file by its name and where it is in it."""
    file = Path(told.path).name
    if file == PASTED:
        return job.name
    return (told.path if "://" in told.path else file) + (f" {told.item}" if told.item else "")

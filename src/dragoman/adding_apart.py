"""Adding in a process of its own: whoever reads the archive in this one is not held up by the reading of reports.

The process is started by the first order and kept for the next ones, since it takes seconds to load what it reads
with. It has its own connection to the archive and a lower priority, and ends with the process that started it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

from dragoman import adding
from dragoman.adding import Order
from dragoman.archive.sources import Outcome
from dragoman.archive.store import open_store
from dragoman.errors import BadArchive, DragomanError
from dragoman.ingest import Take
from dragoman.model import Record
from dragoman.reading import records

_LOOK = 0.2  # seconds between two looks at whether it is to stop
_PATIENCE = 5.0  # seconds that a process has to end by itself
_KINDER = 5  # how much the process stands back for others


class Reading(NamedTuple):
    """Said before each report that is read: how many were read before it."""

    number: int


Heard = Callable[[Outcome | Reading], None]


class Apart:
    """Adds to the archive at `place`, an order after the other; not for several threads at once."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._process: SpawnProcess | None = None
        self._orders: Connection | None = None
        self._stopping: Event | None = None

    def add(self, order: Order, heard: Heard, stop: Callable[[], bool]) -> None:
        """Add what `order` names; back when all is done, or soon after `stop` says so, with the report in hand kept.

        `heard` is told of each report. BadArchive says why it could not go on; what was told of is kept all the same.
        """
        process, orders, stopping = self._started()
        try:
            stopping.clear()
            orders.send(order)
            while True:
                if stop():
                    stopping.set()
                if not orders.poll(_LOOK):
                    continue
                told = orders.recv()
                if told is None:
                    return
                if isinstance(told, str):
                    raise BadArchive(told)
                heard(told)
        except (EOFError, OSError) as error:
            process.join(_PATIENCE)
            self.close()
            why = "the process that reads reports died; was there enough memory? What was added is kept"
            raise BadArchive(why) from error

    def close(self) -> None:
        """End the process: by itself if it can, with what is read kept."""
        process, self._process = self._process, None
        if process is None or self._orders is None or self._stopping is None:
            return
        self._stopping.set()
        self._orders.close()
        process.join(_PATIENCE)
        if process.is_alive():
            process.terminate()
            process.join(_PATIENCE)

    def _started(self) -> tuple[SpawnProcess, Connection, Event]:
        if self._process is None or self._orders is None or self._stopping is None or not self._process.is_alive():
            context = get_context("spawn")  # no thread, lock or connection of ours is inherited
            self._stopping = context.Event()
            self._orders, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(self._place, theirs, self._stopping), daemon=True)
            self._process.start()
            theirs.close()
        return self._process, self._orders, self._stopping


def _work(place: str, orders: Connection, stopping: Event) -> None:
    """What the process does: take orders until there can be no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us, and ends us too
    if hasattr(os, "nice"):
        os.nice(_KINDER)
    while True:
        try:
            order = orders.recv()
        except (EOFError, OSError):
            return
        try:
            orders.send(_done(place, order, orders, stopping))
        except OSError:  # nobody listens any more; what is read is kept
            return


def _done(place: str, order: Order, orders: Connection, stopping: Event) -> str | None:
    """Add what is ordered; None, or why that could not be done."""
    own = None if order.knowledge is None else Path(order.knowledge)

    def read(takes: Iterable[Take]) -> Iterator[Record]:
        for number, take in enumerate(takes):
            if stopping.is_set():
                return
            orders.send(Reading(number))
            yield from records([take], knowledge=own, model=not order.no_model)

    try:
        store = open_store(place)
        try:
            adding.add(store, order, partial(_tell, orders), read=read)
        finally:
            store.close()
    except DragomanError as error:
        return str(error)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  the next order may fare better
        return f"adding broke off ({type(error).__name__}: {error}); please report it"
    return None


def _tell(orders: Connection, outcome: Outcome) -> None:
    orders.send(outcome)

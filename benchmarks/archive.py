"""What an archive costs: adding reports to it, asking it with 100,000 records in it, and room on the disk.

    python -m benchmarks.archive                             # both, in a temporary SQLite file
    python -m benchmarks.archive --only adding --articles DIR    # the texts of a folder, added twice
    python -m benchmarks.archive --only asking --records 20000   # with fewer records
    python -m benchmarks.archive --only asking --archive postgresql://user@host/empty_database

The records are generated (`benchmarks/generated.py`) and linked as `dragoman add` links. Ctrl-C while they are made
ends that, and what is there is asked. Figures are for this machine as it is now; nothing fails on a time.
"""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

import dragoman
from benchmarks.generated import generated
from benchmarks.speed import EXAMPLES, reports
from dragoman.adding import Order, add
from dragoman.archive import tables, writing
from dragoman.archive.sources import Outcome
from dragoman.archive.store import Store, open_store
from dragoman.crossdoc import linking
from dragoman.crossdoc.accounts import Accounts
from dragoman.model import Record
from dragoman.query import asking, overview
from dragoman.query.choosing import Days, Kinds
from dragoman.query.searching import Wanted, search

GOLD = Path(__file__).parent / "gold"
ADDED = 60  # reports added twice, where no folder is named
BATCH = 100  # records of a transaction, as many as `add` keeps together
TIMES = 3  # a question is asked so often, and the slowest counts


class Cost(NamedTuple):
    """Seconds. On a machine that others use too, those of CPU say more."""

    clock: float
    cpu: float

    def __truediv__(self, other: Cost) -> float:
        """How much of another's CPU seconds these are."""
        return self.cpu / other.cpu


def main() -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parser = argparse.ArgumentParser(description="Measure an archive.")
    parser.add_argument("--only", choices=("adding", "asking"), help="one of the two")
    parser.add_argument("--articles", type=Path, metavar="DIR", help="a folder with texts to add twice")
    parser.add_argument("--records", type=int, default=100_000, help="how many to generate; 0: ask what is there")
    parser.add_argument("--archive", help="where these are kept; it must be new or empty, but for --records 0")
    chosen = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background too, where a shell has it ignored
    with tempfile.TemporaryDirectory() as folder:
        if chosen.only != "asking":
            adding_twice(Path(folder), chosen.articles)
        if chosen.only != "adding":
            store = open_store(chosen.archive or Path(folder) / "generated.db")
            if chosen.records:
                fill(store, chosen.records)
            ask(store)
            store.close()


def adding_twice(folder: Path, given: Path | None) -> None:
    """The seconds that reading alone, adding and adding again take, and whether anything is doubled."""
    texts = folder / "texts"
    if given is None:
        texts.mkdir()
        for n, text in enumerate(itertools.islice(itertools.cycle(reports()), ADDED)):
            (texts / f"{n:04}.txt").write_text(f"{text}\n\nReport {n}.", "utf-8")
    order = Order(paths=(str(given or texts),))
    paths = sorted(path for path in Path(order.paths[0]).rglob("*") if path.is_file())
    list(dragoman.read_many(["Warm up: ministers met in Vienna on Monday."]))
    alone = costs(lambda: _read(paths))
    store = open_store(folder / "twice.db")
    first, kept = costs(lambda: _add(store, order, len(paths))), _rows(store)
    second = costs(lambda: _add(store, order, len(paths)))
    doubled = {table: (kept[table], number) for table, number in _rows(store).items() if kept[table] != number}
    store.close()
    print(f"{len(paths)} files, {kept['report']} different texts, {kept['link']} links")
    print(f"{'':34s} {'by the clock':>12s} {'CPU':>12s}")
    for name, cost, told in (
        ("read_many alone", alone, ""),
        ("added", first, f"{first / alone:.2f} of it (aim 1.3)"),
        ("added again", second, f"one {first / second:.0f}th (aim 20th)"),
    ):
        print(f"{name:34s} {cost.clock:10.1f} s {cost.cpu:10.1f} s   {told}")
    print(f"doubled: {doubled or 'nothing'}")


def _read(paths: list[Path]) -> None:
    for n, _ in enumerate(dragoman.read_many(path.read_text("utf-8", "replace") for path in paths), 1):
        _told(n, len(paths), "read")


def _add(store: Store, order: Order, number: int) -> None:
    done = itertools.count(1)

    def told(_: Outcome) -> None:
        _told(next(done), number, "added")

    add(store, order, told)


def _rows(store: Store) -> dict[str, int]:
    """How many rows there are of what reports say, by table."""
    claims = (tables.report, tables.event, tables.statement, tables.position, tables.commitment, tables.link)
    with store.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in claims
        }


def fill(store: Store, number: int) -> None:
    """Write and link generated records; say how long that took and how much room they need beyond their texts."""
    templates = [record for record in dragoman.read_many(texts()) if record.events]
    words = statistics.mean(len(record.report.text.split()) for record in templates)
    claims = statistics.mean(len((*r.events, *r.statements, *r.positions, *r.commitments)) for r in templates)
    print(f"records generated from {len(templates)} of ours: {words:.0f} words, {claims:.0f} claims each", flush=True)
    room = done = 0
    spent, start, accounts = {"written": 0.0, "linked": 0.0}, time.perf_counter(), _accounts(store)
    try:
        for batch in _batches(generated(templates, number)):
            _keep(store, batch, accounts, spent)
            room += sum(len(record.report.text.encode()) for record in batch)
            done += len(batch)
            _told(done, number, "written and linked")
    except KeyboardInterrupt:
        print(f"\nstopped; {done:,} records are asked", file=sys.stderr)
    with store.reading() as connection:
        size = overview.stats(connection).bytes or 0
        counted = connection.execute(select(tables.link.c.kind, func.count()).group_by(tables.link.c.kind))
        kinds: dict[str, int] = dict(counted.tuples())
    print(f"{done:,} records, {sum(kinds.values()) / done:.1f} links each: {kinds}")
    print(f"written, ms of CPU each            {spent['written'] / done * 1000:8.1f}")
    print(f"linked, ms of CPU each             {spent['linked'] / done * 1000:8.1f}")
    print(f"seconds by the clock               {time.perf_counter() - start:8.0f}")
    print(f"room beyond the text, KB a record  {(size - room) / done / 1024:8.1f}   (aim 12)", flush=True)


def _accounts(store: Store) -> Accounts:
    with store.reading() as connection:
        return Accounts(connection)


def _keep(store: Store, batch: list[Record], accounts: Accounts, spent: dict[str, float]) -> None:
    """Write and link a few records."""
    with store.writing() as connection:
        added: list[str] = []
        spent["written"] += costs(lambda: added.extend(writing.put(connection, batch, dragoman.__version__))).cpu
        spent["linked"] += costs(lambda: linking.link(connection, added, accounts)).cpu


def ask(store: Store) -> None:
    """The seconds that questions take: of the most and of less reported actors."""
    days, kinds = Days(), Kinds()
    spring = Days("2024-03-01", "2024-05-31")
    busy, quiet = "USA", "Iceland"
    with store.reading() as c:
        questions: dict[str, Callable[[], object]] = {
            "search: a rare word": lambda: search(c, Wanted("ambassadors"), 20),
            "search: a common word": lambda: search(c, Wanted("minister"), 20),
            "search: a phrase without a word": lambda: search(c, Wanted('"foreign minister" -visit'), 20),
            "search: a word and a busy state": lambda: search(c, Wanted("minister", actor=busy), 20),
            "search: a busy state's assaults": lambda: search(c, Wanted(actor=busy, types=("ASSAULT",)), 20),
            "search: a quiet state's assaults": lambda: search(c, Wanted(actor=quiet, types=("ASSAULT",)), 20),
            "search: protests in a quiet state": lambda: search(c, Wanted(country="ISL", types=("PROTEST",)), 20),
            "search: a word and a busy speaker": lambda: search(c, Wanted("talks", speaker=busy), 20),
            "timeline: a busy state": lambda: asking.timeline(c, busy, days, kinds, 50),
            "timeline: its sanctions in spring": lambda: asking.timeline(c, busy, spring, Kinds(("SANCTION",)), 50),
            "timeline: a quiet state": lambda: asking.timeline(c, quiet, days, kinds, 50),
            "between: two busy states": lambda: asking.between(c, busy, "Russia", days, kinds, 50),
            "between: two quiet states": lambda: asking.between(c, quiet, "Malta", days, kinds, 50),
            "statements: a busy state": lambda: asking.statements(c, busy, days, 50),
            "positions: on a busy state": lambda: asking.positions(c, busy, None, (), days, 50),
            "commitments: open": lambda: asking.commitments(c, None, True, (), days, 50),
            "commitments: of a quiet state": lambda: asking.commitments(c, quiet, True, (), days, 50),
            "dossier: a busy state": lambda: overview.dossier(c, busy, 25),
            "dossier: a quiet state": lambda: overview.dossier(c, quiet, 25),
            "network": lambda: overview.network(c, days, 50),
            "stats": lambda: overview.stats(c),
        }
        for name, question in questions.items():
            slowest = max(costs(question) for _ in range(TIMES))
            print(f"{name:38s} {slowest.clock:6.3f} s by the clock {slowest.cpu:6.3f} s of CPU", flush=True)


def texts() -> Iterator[str]:
    """Our own reports, those that may be looked at."""
    for path in (*sorted(EXAMPLES.glob("*.txt")), *sorted(GOLD.glob("*_[ac].txt"))):
        yield path.read_text("utf-8")


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(itertools.islice(records, BATCH)):
        yield batch


def _told(done: int, of: int, what: str) -> None:
    """Progress, on standard error."""
    if done % BATCH == 0 or done == of:
        print(f"\r{done:,} of {of:,} {what} ", end="\n" if done == of else "", file=sys.stderr, flush=True)


def costs(call: Callable[[], object]) -> Cost:
    """What a call takes."""
    clock, cpu = time.perf_counter(), time.process_time()
    call()
    return Cost(time.perf_counter() - clock, time.process_time() - cpu)


if __name__ == "__main__":
    main()

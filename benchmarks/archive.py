"""What an archive costs: adding reports to it, asking it with 100,000 records in it, and room on the disk.

    python -m benchmarks.archive                       # both, in a temporary SQLite file
    python -m benchmarks.archive --records 20000       # with fewer records
    python -m benchmarks.archive --archive postgresql://user@host/empty_database
    python -m benchmarks.archive --reports DIR         # adds the texts of a folder twice, instead of generated ones

The records are generated from those of our own reports: the same claims with other actors, days and words, spread as
news is (few actors and words make most of it). Figures are for this machine as it is now; nothing fails on a time.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

import dragoman
from benchmarks.speed import EXAMPLES, reports
from dragoman.adding import Order, add
from dragoman.archive import writing
from dragoman.archive.store import Store, open_store
from dragoman.crossdoc import linking
from dragoman.knowledge import load
from dragoman.knowledge.actor_entries import State
from dragoman.model import Entity, Record
from dragoman.query import asking, overview
from dragoman.query.choosing import Days, Kinds
from dragoman.query.searching import Wanted, search

GOLD = Path(__file__).parent / "gold"
ADDED = 60  # reports added twice
BATCH = 200
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
    parser.add_argument("--records", type=int, default=100_000, help="how many to generate")
    parser.add_argument("--archive", help="where; it must be new or empty")
    parser.add_argument("--reports", type=Path, help="a folder with texts to add twice")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        adding_twice(Path(folder), chosen.reports)
        store = open_store(chosen.archive or Path(folder) / "generated.db")
        fill(store, chosen.records)
        ask(store)
        store.close()


def adding_twice(folder: Path, given: Path | None) -> None:
    """The seconds that reading alone, adding and adding again take."""
    texts = folder / "texts"
    if given is None:
        texts.mkdir()
        for n, text in enumerate(itertools.islice(itertools.cycle(reports()), ADDED)):
            (texts / f"{n:04}.txt").write_text(f"{text}\n\nReport {n}.", "utf-8")
    order = Order(paths=(str(given or texts),))
    paths = sorted(path for path in Path(order.paths[0]).rglob("*") if path.is_file())
    list(dragoman.read_many(["Warm up: ministers met in Vienna on Monday."]))
    alone = costs(lambda: sum(1 for _ in dragoman.read_many(path.read_text("utf-8") for path in paths)))
    store = open_store(folder / "twice.db")
    first = costs(lambda: add(store, order))
    second = costs(lambda: add(store, order))
    with store.reading() as connection:
        kept = overview.stats(connection).reports
    store.close()
    print(f"{len(paths)} files, {kept} different texts")
    print(f"{'':34s} {'by the clock':>12s} {'CPU':>12s}")
    for name, cost, told in (
        ("read_many alone", alone, ""),
        ("added", first, f"{first / alone:.2f} of it (aim 1.3)"),
        ("added again", second, f"one {first / second:.0f}th (aim 20th)"),
    ):
        print(f"{name:34s} {cost.clock:10.1f} s {cost.cpu:10.1f} s   {told}")


def fill(store: Store, number: int) -> None:
    """Write and link generated records; say how long that took and how much room they need beyond their texts."""
    templates = [record for record in dragoman.read_many(texts()) if record.events]
    words = statistics.mean(len(record.report.text.split()) for record in templates)
    claims = statistics.mean(len((*r.events, *r.statements, *r.positions, *r.commitments)) for r in templates)
    print(f"{number:,} records generated from {len(templates)} of ours: {words:.0f} words, {claims:.0f} claims each")
    room = 0
    start = time.process_time()
    for batch in _batches(generated(templates, number)):
        room += sum(len(record.report.text.encode()) for record in batch)
        with store.writing() as connection:
            linking.link(connection, writing.put(connection, batch, dragoman.__version__))
    seconds = time.process_time() - start
    with store.reading() as connection:
        size = overview.stats(connection).bytes or 0
    print(f"written and linked, ms of CPU each {seconds / number * 1000:8.1f}   with making them up")
    print(f"room beyond the text, KB a record  {(size - room) / number / 1024:8.1f}   (aim 12)")


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


def generated(templates: Sequence[Record], number: int, seed: int = 1) -> Iterator[Record]:
    """Records like the templates, each of another text with other actors and days."""
    dice = random.Random(seed)
    world = _World(dice)
    vocabulary = _by_length(templates, dice)
    for _ in range(number):
        yield _varied(dice.choice(templates), dice, world, vocabulary)


class _World:
    """Who there is: states and people, each drawn as often as in the news (Zipf)."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        states = load().actors.states
        first = ["USA", "RUS", "CHN", "IRN", "ISR", "UKR", "GBR", "FRA", "DEU", "TUR"]
        rest = sorted(set(states) - set(first))
        dice.shuffle(rest)
        self.states = [states[c] for c in (*first, *rest)]
        self._state_odds = list(itertools.accumulate(1 / (n + 1) for n in range(len(self.states))))
        syllables = ["ka", "ro", "mi", "len", "sta", "vic", "dor", "pe", "tan", "zu", "ber", "gri", "hol", "nas"]
        self.people = [
            " ".join("".join(dice.choices(syllables, k=dice.randint(2, 3))).title() for _ in range(2))
            for _ in range(20_000)
        ]
        self._people_odds = list(itertools.accumulate(1 / (n + 5) for n in range(len(self.people))))

    def state(self) -> State:
        return self.dice.choices(self.states, cum_weights=self._state_odds)[0]

    def person(self) -> tuple[str, str]:
        """A name and its country, always the same one."""
        n = self.dice.choices(range(len(self.people)), cum_weights=self._people_odds)[0]
        return self.people[n], self.states[n * 7919 % len(self.states)].iso3


def _varied(template: Record, dice: random.Random, world: _World, vocabulary: dict[int, list[str]]) -> Record:
    text = re.sub(r"\b[a-z]{4,}\b", lambda m: dice.choice(vocabulary.get(len(m[0]), [m[0]])), template.report.text)
    key = hashlib.sha256(text.encode()).hexdigest()[:16]
    day = date(2015, 1, 1) + timedelta(days=dice.randrange(4000))
    moved = Record.from_json(template.to_json().replace(template.report.id, key))
    report = structs.replace(
        moved.report, text=text, published=day.isoformat(), published_from="metadata",
        title=" ".join(text.split()[:8]), publisher=f"Agency {int(dice.paretovariate(0.6)) % 300}",
        url=f"https://news.example/{day:%Y/%m/%d}/{key}",
    )  # fmt: skip
    times = tuple(
        structs.replace(t, start=(s := (day - timedelta(days=dice.randrange(7))).isoformat()), end=s) if t.start else t
        for t in moved.times
    )
    return structs.replace(moved, report=report, times=times, entities=tuple(_other(e, world) for e in moved.entities))


def _other(entity: Entity, world: _World) -> Entity:
    """Somebody else of the same kind, where the kind is a state or a person; others get another country."""
    state = world.state()
    unnamed = tuple(structs.replace(m, form="nominal") for m in entity.mentions)  # their words name whom it was
    entity = structs.replace(entity, mentions=unnamed)
    if entity.kind == "state":
        return structs.replace(
            entity, name=state.name, country=state.iso3, code=state.iso3, lexicon=f"state/{state.iso3}", wikidata=None
        )
    if entity.kind == "person":
        name, country = world.person()
        return structs.replace(entity, name=name, country=country, code=f"{country}GOV", lexicon=None, wikidata=None)
    return structs.replace(entity, country=state.iso3, lexicon=None) if entity.country else entity


def _by_length(templates: Sequence[Record], dice: random.Random) -> dict[int, list[str]]:
    """Words by their length, each as often as our reports have it, and rare ones made up of their halves."""
    words = [word for record in templates for word in re.findall(r"\b[a-z]{4,}\b", record.report.text)]
    rare = [
        "".join((dice.choice(words)[:4], dice.choice(words)[-dice.randint(2, 6) :])) for _ in range(len(words) // 3)
    ]
    found: dict[int, list[str]] = {}
    for word in (*words, *rare):
        found.setdefault(len(word), []).append(word)
    return found


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(itertools.islice(records, BATCH)):
        yield batch


def costs(call: Callable[[], object]) -> Cost:
    """What a call takes."""
    clock, cpu = time.perf_counter(), time.process_time()
    call()
    return Cost(time.perf_counter() - clock, time.process_time() - cpu)


if __name__ == "__main__":
    main()

"""Which marked pairs of PLV the reader finds by itself: the sentence alone is read, no mention is given.

    python -m benchmarks.pairs --data DIR

Of each sentence of DIR/events/PLV_train.tsv its best event is counted: right in type and in both sides, both sides with
another type, one side, or none. PLV marks one pair a sentence, so what else is told cannot be judged here; its type
YIELD is CONCEDE or RETREAT. The reader's lexicon was worked on with these sentences in view.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dragoman
from benchmarks.data import data_folder, show
from benchmarks.relations import unmarked
from dragoman.model import Event, Record, Span

_OUTCOMES = ("right", "both sides, another type", "one side", "none")  # the best first
_MERGED = {"YIELD": {"CONCEDE", "RETREAT"}}


def figures(data: Path) -> dict[str, float]:
    """Share of each outcome, percent."""
    counts = Counter(outcomes(data / "events" / "PLV_train.tsv"))
    return {name: 100 * counts[name] / counts.total() for name in _OUTCOMES}


def outcomes(path: Path) -> Iterator[str]:
    """The outcome of each row with two marked mentions."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, spans = unmarked(row["marked_sentence"])
            if len(spans) < 2:
                continue
            types = _MERGED.get(row["gold_root"], {row["gold_root"]})
            record = dragoman.read(text)
            found = [_outcome(record, e, types, Span(*spans["s"]), Span(*spans["t"])) for e in record.events]
            yield min(found, key=_OUTCOMES.index, default="none")


def _outcome(record: Record, event: Event, types: set[str], source: Span, target: Span) -> str:
    does = _names(record, event.actor, source)
    undergoes = _names(record, event.recipient, target)
    undergoes = undergoes or (len(event.actor) > 1 and _names(record, event.actor, target))  # who met whom
    if does and undergoes:
        return "right" if event.type in types else "both sides, another type"
    return "one side" if does or undergoes else "none"


def _names(record: Record, ids: tuple[str, ...], span: Span) -> bool:
    return any(m.span.overlaps(span) for e in record.entities if e.id in ids for m in e.mentions)


if __name__ == "__main__":
    show(figures(data_folder()))

"""Marked sentences -> pairs of mentions in word pieces, with the lexicon's votes and the types that are right."""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from dragoman.ingest.text import document
from dragoman.knowledge import load
from dragoman.model import Span
from dragoman.relating import Grounds, grounds
from dragoman.tagger.pieces import Labels, Pieces, pieces_of
from dragoman.tagger.relations import NONE, Pair, pair_of
from dragoman.tagger.scores import Floats
from dragoman.votes import TYPES, features

LABELS = (*TYPES, NONE)
OWN = Path(__file__).parent
_MERGED = {"YIELD": ("CONCEDE", "RETREAT")}  # PLV has one name for both


class Marked(NamedTuple):
    """A sentence with its two mentions and the types of which one is right."""

    text: str
    actor: Span
    recipient: Span
    types: tuple[str, ...]


class Example(NamedTuple):
    """A pair ready for the network. `types` are numbers of LABELS; `group` is equal for pairs of one sentence."""

    pieces: Pieces
    pair: Pair
    votes: Floats
    types: tuple[int, ...]
    group: str


def own() -> list[Marked]:
    """The examples that were written for this project."""
    found = []
    for path in sorted(OWN.glob("examples*.toml")):
        for example in tomllib.loads(path.read_text("utf-8"))["example"]:
            marked = _marked(example["text"], (example["type"],))
            assert marked is not None, example["text"]
            found.append(marked)
    return found


def plv(path: Path) -> list[Marked | None]:
    """The rows of a PLV file, in order; None for a row whose two mentions are not both marked."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [_marked(r["marked_sentence"], _MERGED.get(r["gold_root"], (r["gold_root"],))) for r in rows]


def _marked(text: str, types: tuple[str, ...]) -> Marked | None:
    plain = re.sub(r"</?[st]>", "", text)
    spans = {}
    for tag in "st":
        found = re.search(rf"<{tag}>(.*?)</{tag}>", text)
        if found is None:
            return None
        inside = re.sub(r"</?[st]>", "", found.group(1))
        start = len(re.sub(r"</?[st]>", "", text[: found.start()]))
        spans[tag] = Span(start, start + len(inside))
    return Marked(plain, spans["s"], spans["t"], types)


def read(given: Iterable[Marked | None]) -> Iterator[Grounds | None]:
    """What the classifier goes by for each sentence, as `dragoman.relate` finds it."""
    known = load()
    for done, each in enumerate(given, start=1):
        if done % 200 == 0:
            print(f"{done} pairs read", file=sys.stderr, flush=True)
        yield None if each is None else grounds(document(each.text), each.actor, each.recipient, known)


def example(given: Marked, found: Grounds, tokenizer: Tokenizer, labels: Labels) -> Example | None:
    """A sentence in pieces; None where its mentions cannot be marked."""
    pieces = pieces_of(found.draft, tokenizer, labels)
    pair = pair_of(pieces, found.actor, found.recipient, found.around)
    if pair is None:
        return None
    return Example(pieces, pair, features(found.votes), tuple(LABELS.index(t) for t in given.types), given.text)


def weights(examples: Iterable[Example], power: float = 0.5) -> Floats:
    """A weight for each label, more for the rare ones, 1 on average over the examples."""
    counts = np.zeros(len(LABELS), np.float64)
    for example in examples:
        counts[list(example.types)] += 1 / len(example.types)
    raw = (counts.sum() / len(LABELS) / np.maximum(counts, 1)) ** power
    mean = float((raw * counts).sum() / counts.sum())
    return (raw / mean).astype(np.float32)

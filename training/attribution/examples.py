"""Annotated reports -> word pieces with labels."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from tokenizers import Tokenizer

from benchmarks.annotated import annotated
from dragoman.draft import Draft
from dragoman.ingest.text import document
from dragoman.knowledge import load
from dragoman.model import Span
from dragoman.stages.language import language
from dragoman.stages.parse import parse
from dragoman.stages.segment import segment
from dragoman.tagger.pieces import Ints, Labels, Pieces, pieces_of
from dragoman.tagger.scores import ROLES

Gold = Mapping[str, Any]  # a line of PolNeAR as JSON: doc, text, attributions
Run = tuple[int, int]  # pieces, end exclusive

OUTSIDE, BEGIN, INSIDE = range(3)


class Linked(NamedTuple):
    """An attribution in pieces: the first piece of its cue, and the runs of its source and content."""

    cue: int
    source: tuple[Run, ...]
    content: tuple[Run, ...]


class Example(NamedTuple):
    """A report's pieces, their label (roles, pieces) and its attributions."""

    doc: str
    pieces: Pieces
    roles: Ints
    attributions: tuple[Linked, ...]


def polnear(path: Path) -> list[Gold]:
    """The reports of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def own() -> list[Gold]:
    """The training half of the reports that were written for this project."""
    return [report.gold(name) for name, report in annotated("train").items()]


def drafts(golds: Iterable[Gold]) -> Iterator[tuple[Gold, Draft]]:
    """Each report as far as the encoder needs it: segmented and parsed."""
    knowledge = load()
    for done, gold in enumerate(golds, start=1):
        draft = Draft(report=document(gold["text"]))
        for stage in (language, segment, parse):
            draft = stage(draft, knowledge)
        if done % 100 == 0:
            print(f"{done} reports parsed", file=sys.stderr, flush=True)
        yield gold, draft


def labels_of(parsed: Iterable[Draft]) -> Labels:
    """The parser's labels that occur, in alphabetical order."""
    tokens = [t for draft in parsed for t in draft.syntax.tokens]
    return Labels(tuple(sorted({t.tag for t in tokens})), tuple(sorted({t.dep for t in tokens})))


def example(gold: Gold, draft: Draft, tokenizer: Tokenizer, labels: Labels) -> Example:
    """Pieces and labels of one report. Of nested attributions the inner one's labels win; an attribution without a
    cue trains no link."""
    pieces = pieces_of(draft, tokenizer, labels)
    by_token: dict[int, list[int]] = {}
    for i, token in enumerate(pieces.token):
        by_token.setdefault(int(token), []).append(i)
    roles = np.full((len(ROLES), len(pieces)), OUTSIDE, np.int64)
    attributions = []
    for attribution in sorted(gold["attributions"], key=lambda a: -sum(e - s for s, e in a["content"])):
        runs = {role: _runs(draft, by_token, attribution[role]) for role in ROLES}
        for layer, role in zip(roles, ROLES, strict=True):
            for first, end in runs[role]:
                layer[first:end] = INSIDE
                layer[first] = BEGIN
        if runs["cue"]:
            attributions.append(Linked(runs["cue"][0][0], runs["source"], runs["content"]))
    return Example(gold["doc"], pieces, roles, tuple(attributions))


def _runs(draft: Draft, by_token: Mapping[int, Sequence[int]], spans: Iterable[Sequence[int]]) -> tuple[Run, ...]:
    found = []
    for start, end in spans:
        inside = [i for t in draft.syntax.tokens_in(Span(start, end)) for i in by_token.get(t.i, ())]
        if inside:
            found.append((min(inside), max(inside) + 1))
    return tuple(sorted(found))

"""Candidates with their answers: from the sentences and reports of gold/bonds, and from news judged by hand.

A candidate of our own texts binds where its deed is what a commitment of the gold is to do; short sentences written for
training say in themselves what binds. In news, one that is judged
in news.jsonl has that answer; null is left out. Others of the same articles that no entry of the lexicon reads were not
judged: few of them bind, and they count less. All in news count more, for what is read is news.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.bonds_gold import GOLD, Duty, Item, Part, marked_sentences, reports, sentences
from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.ingest.text import document
from dragoman.model import Span
from dragoman.pipeline import STAGES
from dragoman.stages.binding.bonds import bindings
from dragoman.stages.binding.instruments import instruments
from dragoman.stages.binding.traits import Seen, traits
from dragoman.stages.binding.weighed import seen_in
from dragoman.stages.commitments import commitments

NEWS = Path(__file__).parent / "news.jsonl"
WRITTEN = Path(__file__).parent / "sentences.txt"
_SETS = {
    "trnews": "geo/trnews.gold.jsonl", "geovirus": "geo/geovirus.gold.jsonl", "lgl": "geo/lgl_dev.gold.jsonl",
    "meantime": "time/meantime_dev.jsonl", "polnear-dev": "attribution/dev.jsonl", "up-gsr": "events/up_gsr.jsonl",
}  # fmt: skip
_PLV = "events/PLV_train.tsv"
_SAME = 0.5  # of the characters of deed and terms, from which they are the same
_JUDGED, _UNJUDGED = 3.0, 1.5  # weights of what is in news, where little binds
_READ = 9000  # characters of an article


class Example(NamedTuple):
    """The traits of a candidate, whether it binds and how, and what its text is about (or comes from)."""

    traits: frozenset[str]
    binds: bool
    forces: tuple[str, ...]  # any of them is right; empty where it is not known
    about: str
    weight: float
    news: bool


def own(parts: tuple[Part, ...]) -> Iterator[Example]:
    """Candidates of the gold's sentences and reports."""
    for part in parts:
        about = {marked.id: marked.agreement for marked in marked_sentences(part)}
        for path in (GOLD / part / "reports").glob("*.gold.json"):
            about[path.name.removesuffix(".gold.json")] = json.loads(path.read_text("utf-8"))["agreement"]
        for item in (*sentences(part), *reports(part)):
            yield from of_item(item, before_commitments(item.text), about[item.id])


def of_item(item: Item, draft: Draft, about: str) -> Iterator[Example]:
    """Candidates of one text of ours, without those of which either can be said."""
    known = knowledge.load()
    for seen in seen_in(draft, known, instruments(draft, known.obligations)):
        duty = _duty_of(item, seen)
        if duty is None or not duty.optional:
            forces = duty.forces if duty else ()
            yield Example(traits(draft, known, seen), duty is not None, forces, about, 1.0, news=False)


def written() -> Iterator[Example]:
    """Candidates of the short sentences written for training; those whose deed stands in brackets bind."""
    known = knowledge.load()
    for line in WRITTEN.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            before, _, rest = line.partition("[")
            deed = range(len(before), len(before) + len(rest.partition("]")[0])) if rest else range(0)
            draft = before_commitments(line.replace("[", "").replace("]", ""))
            for seen in seen_in(draft, known, instruments(draft, known.obligations)):
                binds = seen.wide.head.start in deed
                yield Example(traits(draft, known, seen), binds, (), line, 1.0, news=False)


def news(data: Path) -> Iterator[Example]:
    """Candidates of the articles that news.jsonl has answers to, those left to the lexicon aside."""
    judged: dict[tuple[str, str], dict[tuple[int, int], bool | None]] = {}
    for line in NEWS.read_text("utf-8").splitlines():
        row = json.loads(line)
        judged.setdefault((row["set"], row["doc"]), {})[row["binder"][0], row["deed"][0]] = row["binds"]
    for (name, key), answers in judged.items():
        draft = before_commitments(texts(data, name)[key][:_READ])
        yield from of_article(draft, answers, f"{name} {key}")


def of_article(draft: Draft, answers: dict[tuple[int, int], bool | None], about: str) -> Iterator[Example]:
    """Candidates of one article."""
    known = knowledge.load()
    found = instruments(draft, known.obligations)
    told = {t.i for binding in bindings(draft, known.obligations, found) for t in binding.task.words}
    for seen in seen_in(draft, known, found):
        place = seen.wide.token.start, seen.wide.head.start
        answer = answers.get(place, False)
        if answer is not None and seen.wide.head.i not in told:
            weight = _JUDGED if place in answers else _UNJUDGED
            yield Example(traits(draft, known, seen), answer, (), about, weight, news=True)


def before_commitments(text: str) -> Draft:
    """The draft of a text when commitments are looked for."""
    draft = Draft(report=document(text))
    for stage in STAGES[: STAGES.index(commitments)]:
        draft = stage(draft, knowledge.load())
    return draft


def texts(data: Path, name: str) -> dict[str, str]:
    """The texts of a set by their key."""
    if name == "plover-train":
        with (data / _PLV).open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        first: dict[str, str] = {}
        for row in rows:
            first.setdefault(row["sentence"], row["sentence_id"])
        return {key: sentence for sentence, key in first.items()}
    with (data / _SETS[name]).open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {str(row.get("doc", row.get("id"))): row["text"] for row in rows}


def _duty_of(item: Item, seen: Seen) -> Duty | None:
    """The commitment that a candidate is; one that must be found before one that may."""
    head, said = seen.task.head, _characters([w.span for w in seen.task.words])
    ranked = []
    for duty in item.duties:
        terms = _characters(list(duty.terms))
        common = 2 * len(said & terms) / (len(said) + len(terms))
        cue = any(start <= seen.wide.token.start < end for start, end in duty.cue)
        if head.start in terms and (common >= _SAME or cue):
            ranked.append((duty.optional, -common, len(ranked), duty))
    return min(ranked)[3] if ranked else None


def _characters(spans: list[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}

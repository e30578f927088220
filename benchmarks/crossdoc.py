"""The same event in several reports: our links beside a baseline, on reports of our own and on MEANTIME.

    python -m benchmarks.crossdoc --data DIR               # own reports to work on, and DIR/time/meantime_dev.jsonl
    python -m benchmarks.crossdoc --own --misses           # own reports alone, with what is linked wrongly or not
    python -m benchmarks.crossdoc --data DIR --part kept   # the kept half of our own; for the last run

What is scored: the events that the reader finds where the gold has a mention, put together as `dragoman link` does. An
announcement, a denial and another number of the same event are links of it too. The baseline puts together, among the
very same events, those whose triggers have one lemma and that are of one day (the event's own, else the report's).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import dragoman
from benchmarks.coreference import b_cubed, ceaf, clusters, conll, muc
from benchmarks.data import data_folder
from dragoman.answers import Link
from dragoman.ingest.text import document
from dragoman.model import Document, Event, Record, Span
from dragoman.pipeline import draft_of

GOLD = Path(__file__).parent / "gold" / "crossdoc"
ENDINGS = {"dev": "_a", "kept": "_b", "fit": "_c"}
OF_ONE_EVENT = ("same", "announces", "contradicts")

Pair = tuple[str, str]


class Marked(NamedTuple):
    """A report with the gold's mentions: each a span and the name of its event."""

    report: Document
    mentions: list[tuple[Span, str]]


class Found(NamedTuple):
    """An event of ours where the gold has a mention: of which event, and what the baseline goes by."""

    id: str
    event: str
    lemma: str
    day: str
    words: str


class Measured(NamedTuple):
    """A set: what was found of it, what was linked."""

    mentions: int
    spanning: int  # events of the gold with mentions in two reports or more
    found: list[Found]
    links: list[Link]

    @property
    def gold(self) -> list[frozenset[str]]:
        """The events that are found, in groups as the gold has them."""
        return _grouped((f.id, f.event) for f in self.found)

    @property
    def ours(self) -> list[frozenset[str]]:
        """The same as we link them."""
        pairs = [(link.claim, link.to_claim) for link in self.links if link.kind in OF_ONE_EVENT]
        return clusters([f.id for f in self.found], pairs)

    @property
    def baseline(self) -> list[frozenset[str]]:
        """The same, by lemma and day."""
        return _grouped((f.id, f"{f.lemma} {f.day}") for f in self.found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="folder with the data sets (or DRAGOMAN_BENCHMARKS)")
    parser.add_argument("--own", action="store_true", help="our own reports alone, which need no data")
    parser.add_argument("--part", choices=ENDINGS, default="dev", help="of our own reports")
    parser.add_argument("--misses", action="store_true", help="name the wrong and the missing pairs (not of the kept)")
    options = parser.parse_args()
    sets = {f"own, {options.part}": own(options.part)}
    if not options.own:
        sets["MEANTIME dev"] = meantime(data_folder())
    for name, reports in sets.items():
        measured = measure(reports)
        print(table(name, measured))
        if options.misses and options.part != "kept":
            print("\n".join(misses(measured)))


def figures(data: Path, part: str = "dev") -> dict[str, float]:
    """CoNLL F and B-cubed F of our own reports, ours and the baseline's, in percent."""
    measured = measure(own(part))
    return {
        "linked events, CoNLL F": 100 * conll(measured.gold, measured.ours),
        "linked events, B-cubed F": 100 * b_cubed(measured.gold, measured.ours).f,
        "ahead of lemma and day, CoNLL": 100
        * (conll(measured.gold, measured.ours) - conll(measured.gold, measured.baseline)),
    }


def own(part: str) -> list[Marked]:
    """Our own reports: `dev` to work on, `fit` for weights, `kept` for the last run."""
    marked = []
    for path in sorted(GOLD.glob(f"*{ENDINGS[part]}.json")):
        for given in json.loads(path.read_text("utf-8"))["reports"]:
            report = document(
                given["text"], published=given["published"], title=given["title"], publisher=given["publisher"]
            )
            mentions = [(Span(*m["span"]), f"{path.stem} {m['event']}") for m in given["mentions"]]
            marked.append(Marked(report, mentions))
    return marked


def meantime(data: Path) -> list[Marked]:
    """MEANTIME's reports with the event mentions whose instance is known across documents."""
    lines = (data / "time" / "meantime_dev.jsonl").read_text("utf-8").splitlines()
    return [_of_meantime(json.loads(line)) for line in lines if line.strip()]


def _of_meantime(given: dict[str, Any]) -> Marked:
    spans = {event["id"]: Span(event["start"], event["end"]) for event in given["events"]}
    mentions = [
        (spans[mention], f"{given['corpus']} {chain['instance_id']}")
        for chain in given["event_chains"]
        if chain["instance_id"]
        for mention in chain["mentions"]
        if mention in spans
    ]
    return Marked(document(given["text"], published=given["dct"], url=given["url"]), mentions)


def measure(reports: Iterable[Marked]) -> Measured:
    """Read the reports, put them in an archive, link them, and see which events are at the gold's mentions."""
    reports = list(reports)
    done = [read(marked) for marked in reports]
    homes: dict[str, set[str]] = {}
    for report, mentions in reports:
        for _, event in mentions:
            homes.setdefault(event, set()).add(report.id)
    spanning = sum(len(home) > 1 for home in homes.values())
    found = [one for _, some in done for one in some]
    return Measured(sum(len(m) for _, m in reports), spanning, found, linked(record for record, _ in done))


def read(marked: Marked) -> tuple[Record, list[Found]]:
    """What we read of a report, and the events that are at its mentions."""
    draft = draft_of(marked.report)
    record = draft.record()
    lemmas = {Span(t.start, t.end): t.lemma for t in draft.syntax.tokens}
    return record, list(_found(record, marked.mentions, lemmas))


def linked(records: Iterable[Record]) -> list[Link]:
    """The links of an archive of these records."""
    with tempfile.TemporaryDirectory() as folder, dragoman.open_archive(Path(folder) / "linked.db") as archive:
        archive.keep(records)
        archive.link()
        return [link for link in archive.links() if link.undone_at is None]


def _found(record: Record, mentions: Iterable[tuple[Span, str]], lemmas: dict[Span, str]) -> Iterator[Found]:
    """For each mention the event of ours whose trigger shares most with it; each event once."""
    text, left = record.report.text, {event.id: event for event in record.events}
    times = {time.id: time for time in record.times}
    for span, name in mentions:
        there = [event for event in left.values() if event.trigger.overlaps(span)]
        if not there:
            continue
        event = min(there, key=lambda e: (abs(e.trigger.start - span.start) + abs(e.trigger.end - span.end), e.id))
        del left[event.id]
        time = times.get(event.time or "")
        day = time.start[:10] if time and time.start else record.report.published or ""
        yield Found(event.id, name, _lemma(event, span, lemmas), day, text[span.start : span.end])


def _lemma(event: Event, span: Span, lemmas: dict[Span, str]) -> str:
    """The lemma of the word that the mention and the trigger share."""
    shared = Span(max(event.trigger.start, span.start), min(event.trigger.end, span.end))
    return next(lemma.casefold() for token, lemma in lemmas.items() if token.overlaps(shared))


def table(name: str, measured: Measured) -> str:
    """The figures of a set for people."""
    gold = measured.gold
    lines = [
        f"{name}: {measured.mentions} mentions, {measured.spanning} events in two reports or more; "
        f"{len(measured.found)} mentions found, {len(gold)} events",
        f"{'':24s} {'MUC':>6s} {'B-cubed':>8s}  {'(P / R)':13s} {'CEAFe':>6s} {'CoNLL':>6s}",
    ]
    alone = [frozenset({f.id}) for f in measured.found]
    for label, groups in (("ours", measured.ours), ("lemma and day", measured.baseline), ("all alone", alone)):
        cubed = b_cubed(gold, groups)
        lines.append(
            f"{label:24s} {100 * muc(gold, groups).f:6.1f} {100 * cubed.f:8.1f}  "
            f"({100 * cubed.precision:.1f} / {100 * cubed.recall:.1f})".ljust(55)
            + f"{100 * ceaf(gold, groups).f:6.1f} {100 * conll(gold, groups):6.1f}"
        )
    return "\n".join(lines) + "\n"


def misses(measured: Measured) -> Iterator[str]:
    """Wrong links with their reasons, and events whose mentions are in several groups."""
    known = {f.id: f for f in measured.found}
    for link in measured.links:
        one, other = known.get(link.claim), known.get(link.to_claim)
        if link.kind in OF_ONE_EVENT and one and other and one.event != other.event:
            yield f"wrong   {one.event}/{one.words} {other.event}/{other.words} {link.confidence}: {link.why}"
    home = {member: n for n, group in enumerate(measured.ours) for member in group}
    for group in measured.gold:
        parts = sorted({home[member] for member in group})
        if len(parts) > 1:
            shown = [
                f"[{', '.join(f'{known[m].words} {known[m].day}' for m in sorted(measured.ours[n] & group))}]"
                for n in parts
            ]
            yield f"apart   {known[min(group)].event}: {' '.join(shown)}"


def _grouped(pairs: Iterable[Pair]) -> list[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for member, name in pairs:
        groups.setdefault(name, set()).add(member)
    return [frozenset(group) for group in groups.values()]


if __name__ == "__main__":
    main()

"""The same event in several reports: our links beside a baseline, on reports of our own and on MEANTIME.

    python -m benchmarks.crossdoc --data DIR               # own reports to work on, and DIR/time/meantime_dev.jsonl
    python -m benchmarks.crossdoc --own --misses           # own reports alone, with what is linked wrongly or not
    python -m benchmarks.crossdoc --data DIR --part kept   # the kept half of our own; for the last run

Two questions are scored. **All mentions**: every mention that the gold marks is given, and `same_events` says which are
one. **As read**: the events that the reader finds by itself where the gold has a mention, or sees taken up by a noun,
put together as `dragoman link` does; an announcement, a denial and another number of one event are links of it too. The
baseline puts together, among the very same mentions, those of one lemma and one day (the event's own, else the
report's).

The weights are fitted to our own reports but the kept ones, and to MEANTIME's: on those, `python -m training.likeness
--check` tells how good they are on what was left out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import dragoman
from benchmarks.coreference import b_cubed, ceaf, clusters, conll, muc
from benchmarks.data import data_folder
from dragoman.answers import Link
from dragoman.crossdoc.identity import same_events
from dragoman.crossdoc.seen import Seen, marked
from dragoman.draft import Draft
from dragoman.ingest.text import document
from dragoman.model import Document, Event, Record, Span
from dragoman.pipeline import draft_of

GOLD = Path(__file__).parent / "gold" / "crossdoc"
ENDINGS = {"dev": "_a", "kept": "_b", "fit": "_c"}
OF_ONE_EVENT = ("same", "announces", "contradicts", "recalls")

Groups = list[frozenset[Hashable]]


class Marked(NamedTuple):
    """A report with the gold's mentions: each a span and the name of its event."""

    report: Document
    mentions: list[tuple[Span, str]]


class Found(NamedTuple):
    """A mention of the gold, or the event of ours that is there: of which event, and what the baseline goes by."""

    id: str
    event: str
    lemma: str
    day: str
    words: str


class Read(NamedTuple):
    """A report as we read it."""

    record: Record
    given: list[Found]  # every mention of the gold
    found: list[Found]  # those at which we read an event, by the event's id

    @property
    def spans(self) -> list[Span]:
        """Where the gold has its mentions."""
        return [_at(f.id) for f in self.given]


class Measured(NamedTuple):
    """A set: its mentions, how `same_events` groups them; the events found at them, how the archive links them."""

    spanning: int  # events of the gold with mentions in two reports or more
    given: list[Found]
    together: Groups
    found: list[Found]
    links: list[Link]

    @property
    def gold(self) -> Groups:
        """The events that are found, in groups as the gold has them."""
        return groups((f.id, f.event) for f in self.found)

    @property
    def ours(self) -> Groups:
        """The same as we link them."""
        pairs = [(link.claim, link.to_claim) for link in self.links if link.kind in OF_ONE_EVENT]
        return clusters([f.id for f in self.found], pairs)


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
    gold, base = groups((f.id, f.event) for f in measured.given), baseline(measured.given)
    return {
        "linked events, CoNLL F": 100 * conll(measured.gold, measured.ours),
        "linked events, B-cubed F": 100 * b_cubed(measured.gold, measured.ours).f,
        "ahead of lemma and day, CoNLL": 100
        * (conll(measured.gold, measured.ours) - conll(measured.gold, baseline(measured.found))),
        "all mentions, CoNLL F": 100 * conll(gold, measured.together),
        "all mentions, B-cubed F": 100 * b_cubed(gold, measured.together).f,
        "all mentions, ahead of lemma and day, CoNLL": 100 * (conll(gold, measured.together) - conll(gold, base)),
        "all mentions, ahead of lemma and day, B-cubed": 100
        * (b_cubed(gold, measured.together).f - b_cubed(gold, base).f),
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
    together = [
        frozenset(f"{report}/words/{span.start}-{span.end}" for report, span in group)
        for group in same_events((one.record, one.spans) for one in done)
    ]
    links = linked(one.record for one in done)
    return Measured(
        spanning=sum(len(home) > 1 for home in homes.values()),
        given=[f for one in done for f in one.given],
        together=list(together),
        found=[f for one in done for f in (*one.found, *_taken_up(one, links))],
        links=links,
    )


def read(marked: Marked) -> Read:
    """What we read of a report, and what is at its mentions."""
    draft = draft_of(marked.report)
    record = draft.record()
    mentions = list(dict(marked.mentions).items())  # of two at one place the later
    return Read(record, [_given(draft, record, *m) for m in mentions], list(_found(draft, record, mentions)))


def given(report: Marked) -> list[tuple[Seen, Found]]:
    """All mentions of a report as they are compared, and what scoring them needs."""
    done = read(report)
    return list(zip(marked(done.record, done.spans), done.given, strict=True))


def linked(records: Iterable[Record]) -> list[Link]:
    """The links of an archive of these records."""
    with tempfile.TemporaryDirectory() as folder, dragoman.open_archive(Path(folder) / "linked.db") as archive:
        archive.keep(records)
        archive.link()
        return [link for link in archive.links() if link.undone_at is None]


def _given(draft: Draft, record: Record, span: Span, name: str) -> Found:
    there = [event for event in record.events if event.trigger.overlaps(span)]
    day = _day(record, _nearest(there, span) if there else None)
    mention = f"{record.report.id}/words/{span.start}-{span.end}"
    return Found(mention, name, _lemma(draft, span), day, record.report.text[span.start : span.end])


def _found(draft: Draft, record: Record, mentions: Iterable[tuple[Span, str]]) -> Iterator[Found]:
    """For each mention the event of ours whose trigger shares most with it; each event once."""
    left = {event.id: event for event in record.events}
    for span, name in mentions:
        there = [event for event in left.values() if event.trigger.overlaps(span)]
        if there:
            event = left.pop(_nearest(there, span).id)
            shared = Span(max(event.trigger.start, span.start), min(event.trigger.end, span.end))
            words = record.report.text[span.start : span.end]
            yield Found(event.id, name, _lemma(draft, shared), _day(record, event), words)


def _taken_up(done: Read, links: Iterable[Link]) -> Iterator[Found]:
    """Mentions of the gold at which a noun takes up an event."""
    nouns = {
        _at(link.claim): link.claim for link in links if link.kind == "recalls" and link.report == done.record.report.id
    }
    for mention in done.given:
        at = next((noun for noun in nouns if noun.overlaps(_at(mention.id))), None)
        if at:
            yield mention._replace(id=nouns.pop(at))


def _at(mention: str) -> Span:
    """The place that the id of a mention names."""
    start, end = mention.rpartition("/")[2].split("-")
    return Span(int(start), int(end))


def _nearest(events: Iterable[Event], span: Span) -> Event:
    return min(events, key=lambda e: (abs(e.trigger.start - span.start) + abs(e.trigger.end - span.end), e.id))


def _day(record: Record, event: Event | None) -> str:
    """The day of an event, else that of its report."""
    time = next((t for t in record.times if event and t.id == event.time), None)
    return time.start[:10] if time and time.start else record.report.published or ""


def _lemma(draft: Draft, span: Span) -> str:
    """The lemma of the word on which the others of a mention hang."""
    there = [token for token in draft.syntax.tokens if token.span.overlaps(span)]
    inside = {token.i for token in there}
    heads = (token.lemma.casefold() for token in there if token.head == token.i or token.head not in inside)
    return next(heads, "")


def table(name: str, measured: Measured) -> str:
    """The figures of a set for people."""
    given, found = measured.given, measured.found
    header = f"{'':24s} {'MUC':>6s} {'B-cubed':>8s}  {'(P / R)':13s} {'CEAFe':>6s} {'CoNLL':>6s}"
    lines = [f"{name}: {len(given)} mentions, {measured.spanning} events in two reports or more"]
    gold = groups((f.id, f.event) for f in given)
    lines += [
        f"\nall mentions: {len(gold)} events",
        header,
        line("ours", gold, measured.together),
        *_beside(given, gold),
    ]
    lines += [f"\nas read: {len(found)} mentions, {len(measured.gold)} events", header]
    lines += [line("ours", measured.gold, measured.ours), *_beside(found, measured.gold)]
    return "\n".join(lines) + "\n"


def _beside(found: list[Found], gold: Groups) -> list[str]:
    """What the figures are compared with."""
    alone: Groups = [frozenset({f.id}) for f in found]
    return [line("lemma and day", gold, baseline(found)), line("all alone", gold, alone)]


def line(label: str, gold: Groups, ours: Groups) -> str:
    """The figures of one way of putting mentions together."""
    cubed = b_cubed(gold, ours)
    return (
        f"{label:24s} {100 * muc(gold, ours).f:6.1f} {100 * cubed.f:8.1f}  "
        f"({100 * cubed.precision:.1f} / {100 * cubed.recall:.1f})".ljust(55)
        + f"{100 * ceaf(gold, ours).f:6.1f} {100 * conll(gold, ours):6.1f}"
    )


def baseline(found: Iterable[Found]) -> Groups:
    """Mentions put together by lemma and day."""
    return groups((f.id, f"{f.lemma} {f.day}") for f in found)


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


def groups(pairs: Iterable[tuple[Hashable, str]]) -> Groups:
    """Members in groups of one name."""
    found: dict[str, set[Hashable]] = {}
    for member, name in pairs:
        found.setdefault(name, set()).add(member)
    return [frozenset(group) for group in found.values()]


if __name__ == "__main__":
    main()

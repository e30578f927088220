"""Fits how sure events are: src/dragoman/weights/sureness.toml.

    python -m training.sureness --data DIR            # fit, print how good it is, write weights and verdicts
    python -m training.sureness --data DIR --check    # print alone

From what a person said of events (benchmarks/verdicts/events.jsonl; the last draw, of fresh reports, is left out):
each is read again, and counts where it is still told of the same parties. The signs that `stages/coding/signs.py` and
`opinion.py` see in it are the features of a logistic regression with a penalty on large weights. Our own reports count
a quarter: nearly all that mixed news tells of is no diplomacy. How good it is, is told by leaving out reports; the
likelihoods found so are written beside the verdicts, for `python -m benchmarks.reliability`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.model import Document
from dragoman.pipeline import STAGES, document
from dragoman.stages.coding.confidence import least_of
from dragoman.stages.coding.opinion import opinions
from dragoman.stages.coding.scenes import Scene
from dragoman.stages.coding.signs import signs
from dragoman.stages.events import events, told
from dragoman.stages.subject_matter import between_states, is_note, is_paragraph, is_sentence, is_short

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "src/dragoman/weights/sureness.toml"
VERDICTS = ROOT / "benchmarks/verdicts/events.jsonl"
OWN = ROOT / "benchmarks/gold"
FILES = {
    "polnear": ("attribution/train.jsonl", "attribution/dev.jsonl"),
    "trnews": ("geo/trnews.gold.jsonl",),
    "geovirus": ("geo/geovirus.gold.jsonl",),
    "lgl_dev": ("geo/lgl_dev.gold.jsonl",),
    "meantime": ("time/meantime_dev.jsonl",),
}
LINES = {"lee": ("lee/lee_background.cor", "lee/lee.cor")}  # a report a line, called FILE:LINE
LAST = "last"  # the draw that nothing is fitted to
PENALTY = 10.0  # of a squared weight; the bias is free
OWN_WEIGHT = 0.25
SEEN = 6  # verdicts with a sign, from which on it gets a weight
LEAST = {
    "least": 0.7,  # confidence from which an event in news at large is told
    "least_in_long": 0.75,  # in a long report on what states do to each other
    "least_in_short": 0.23,  # in a short one
    "least_in_note": 0.6,  # in one of a few sentences
    "least_in_paragraph": 0.0,  # in a paragraph on states, and in a sentence by itself
}
FOLDS = 12
ROUNDS = 40

Matrix = NDArray[np.float64]

HEAD = """\
# How likely an event is right in everything: log odds, fitted by training/sureness.py to {judged} events that a person
# judged, {right} of them right, in {reports} reports of mixed news and of our own (benchmarks/verdicts). Not by hand.
"""


class Example(NamedTuple):
    """An event that was judged, by its number among the verdicts, its report, and what is seen of it."""

    number: int
    report: str
    own: bool
    right: bool
    kind: str  # of its report
    least: float  # confidence from which it enters the record
    signs: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets (benchmarks/README.md)")
    options = parser.parse_args()
    missing = [f for files in (*FILES.values(), *LINES.values()) for f in files if not (options.data / f).exists()]
    if missing:
        sys.exit(f"missing in {options.data}: {', '.join(missing)}; benchmarks/README.md says where to get them")
    verdicts = [json.loads(line) for line in VERDICTS.read_text("utf-8").splitlines()]
    found = list(examples(verdicts, drafts(options.data, {(v["set"], v["doc"]) for v in verdicts})))
    names = known_signs(found)
    table = np.array([[float(name in e.signs) for name in names] for e in found])
    sure = left_out(found, table)
    report(found, sure)
    weights = fit(found, table)
    if options.check:
        return
    judged = {"judged": len(found), "right": sum(e.right for e in found), "reports": len({e.report for e in found})}
    lines = [f'"{name}" = {weight:.3f}' for name, weight in zip(names, weights[1:], strict=True)]
    least = "".join(f"{name} = {value}\n" for name, value in LEAST.items())
    fitted = f"bias = {weights[0]:.3f}\n{least}\n[weights]\n"
    WEIGHTS.write_text(HEAD.format(**judged) + fitted + "\n".join(lines) + "\n", "utf-8")
    written = {e.number: round(float(s), 2) for e, s in zip(found, sure, strict=True)}
    told = {e.number: bool(s >= e.least) for e, s in zip(found, sure, strict=True)}
    for number, verdict in enumerate(verdicts):
        if verdict["draw"] != LAST:
            verdict |= {"sure": written.get(number), "told": told.get(number, False)}
    VERDICTS.write_text("".join(json.dumps(v) + "\n" for v in verdicts), "utf-8")


def drafts(data: Path, wanted: set[tuple[str, str]]) -> Iterator[tuple[str, str, Draft]]:
    """The reports that verdicts are about, read up to their events."""
    known = knowledge.load()
    before = STAGES[: STAGES.index(events)]
    for number, (name, key, report) in enumerate(_reports(data, wanted)):
        if number % 20 == 0:
            print(f"{number} of {len(wanted)} reports read", file=sys.stderr)
        draft = Draft(report=report)
        for stage in before:
            draft = stage(draft, known)
        yield name, key, draft


def _reports(data: Path, wanted: set[tuple[str, str]]) -> Iterator[tuple[str, str, Document]]:
    for name, files in FILES.items():
        for file in files:
            for line in (data / file).read_text("utf-8").split("\n")[:-1]:  # texts hold line separators of their own
                given = json.loads(line)
                if (name, str(given["doc"])) in wanted:
                    yield name, str(given["doc"]), document(given["text"], published=given.get("dct"))
    for name, files in LINES.items():
        for file in files:
            for number, line in enumerate((data / file).read_text("latin-1").split("\n")):
                if (name, key := f"{Path(file).stem}:{number}") in wanted:
                    yield name, key, document(line.strip())
    for path in sorted(OWN.glob("*.txt")):
        if ("own", path.stem) in wanted:
            yield "own", path.stem, document(path.read_text("utf-8"))


def examples(verdicts: list[dict[str, Any]], read: Iterator[tuple[str, str, Draft]]) -> Iterator[Example]:
    """The verdicts whose event is still told of the same parties."""
    known = knowledge.load()
    limits = msgspec.structs.replace(known.sureness, **LEAST)
    for name, key, draft in read:
        whole, scenes = told(draft, known)
        asked = [(n, v) for n, v in enumerate(verdicts) if (v["set"], v["doc"]) == (name, key) and v["draw"] != LAST]
        meant = [(n, v, next((s for s in scenes if is_meant(whole, s, v)), None)) for n, v in asked]
        found = [(n, v, scene) for n, v, scene in meant if scene is not None]
        for (n, verdict, scene), said in zip(found, opinions(whole, [s for _, _, s in found]), strict=True):
            seen = (*signs(whole, scene), *said)
            yield Example(
                n, f"{name}/{key}", name == "own", verdict["right"], kind_of(whole), least_of(whole, limits), seen
            )


def kind_of(draft: Draft) -> str:
    """What kind of report it is, as the thresholds have it."""
    if is_sentence(draft) or (is_paragraph(draft) and between_states(draft)):
        return "paragraphs"
    if not between_states(draft):
        return "news at large"
    return "notes on states" if is_note(draft) else f"{'short' if is_short(draft) else 'long'} news between states"


def is_meant(draft: Draft, scene: Scene, verdict: dict[str, Any]) -> bool:
    """Whether the scene is the one that was judged, with the parties it had then."""
    if [scene.trigger.start, scene.trigger.end] != verdict["trigger"]:
        return False
    return all(
        verdict[side] is None or verdict[side] == first_mentions(draft, ids)
        for side, ids in (("actors", scene.actor), ("recipients", scene.recipient))
    )


def first_mentions(draft: Draft, ids: tuple[str, ...]) -> list[int]:
    """Where the text first mentions each of the entities; those that it names by their land alone are left out."""
    named = (draft.entity[i].mentions for i in ids)
    return sorted(min(m.span.start for m in mentions) for mentions in named if mentions)


def known_signs(found: list[Example]) -> list[str]:
    """Signs that enough of the news has."""
    counted = Counter(sign for example in found if not example.own for sign in example.signs)
    return sorted(sign for sign, times in counted.items() if times >= SEEN)


def fit(found: list[Example], table: Matrix) -> Matrix:
    """The weights, bias first: Newton's method."""
    right = np.array([float(e.right) for e in found])
    counts = np.array([OWN_WEIGHT if e.own else 1.0 for e in found])
    table = np.hstack([np.ones((len(found), 1)), table])
    penalty = PENALTY * np.eye(table.shape[1])
    penalty[0, 0] = 1e-6
    weights = np.zeros(table.shape[1])
    for _ in range(ROUNDS):
        likely = _likely(table @ weights)
        slope = table.T @ (counts * (likely - right)) + penalty @ weights
        curve = (table.T * (counts * likely * (1 - likely))) @ table + penalty
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def left_out(found: list[Example], table: Matrix) -> Matrix:
    """How likely each is right, by weights fitted without the reports of its fold."""
    reports = {name: n % FOLDS for n, name in enumerate(sorted({e.report for e in found}))}
    fold = np.array([reports[e.report] for e in found])
    likely = np.zeros(len(found))
    for number in range(FOLDS):
        out = fold == number
        weights = fit([e for e, o in zip(found, out, strict=True) if not o], table[~out])
        likely[out] = _likely(weights[0] + table[out] @ weights[1:])
    return likely


def report(found: list[Example], sure: Matrix) -> None:
    """Print what each threshold keeps, in each kind of news and in our own reports."""
    right = np.array([e.right for e in found])
    kinds = sorted({e.kind for e in found if not e.own})
    groups = {kind: np.array([not e.own and e.kind == kind for e in found]) for kind in kinds}
    groups["our own reports"] = np.array([e.own for e in found])
    for name, group in groups.items():
        print(f"{name}: {right[group].sum()} of {group.sum()} right")
        for least in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7):
            kept = group & (sure >= least)
            share = right[kept].mean() if kept.any() else 0.0
            lost = 1 - right[kept].sum() / max(right[group].sum(), 1)
            figures = f"{kept.sum():4d} told, {100 * share:.0f} % right, {100 * lost:.0f} % of the right lost"
            print(f"  from {least:.2f}: {figures}")


def _likely(odds: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-odds))


if __name__ == "__main__":
    main()

"""Who said what: on PolNeAR (Newell et al. 2018; US political news of 2016) and on annotated reports of our own.

    python -m benchmarks.attribution --data DIR      # DIR/attribution/{score_attribution.py,dev.jsonl}
    python -m benchmarks.attribution --data DIR --part kept    # the kept half of our own reports: for the last run only

Printed with the trained model and without it. The texts alone are read; nothing of the gold is looked at. On our own
reports the public scorer counts source, cue and content; what PolNeAR does not know (speaker, addressee, act, whether
the cue is negated) is counted on the attributions that were found.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from rapidfuzz.fuzz import token_set_ratio

import dragoman
from benchmarks.annotated import Annotated, Attribution, annotated
from benchmarks.data import data_folder, show, written
from dragoman.model import Entity, Record, Span, Statement

ROLES = ("source", "cue", "content")
MEASURES = {
    "attribution F": ("all", "attr"),
    "direct F": ("direct", "attr"),
    "indirect and mixed F": ("indirect+mixed", "attr"),
    "content F": ("all", "content50"),
}
SAME_NAME = 85  # of 100: "Sergei Lavrov" and "Sergey Lavrov"
Part = Literal["train", "kept"]


def figures(data: Path) -> dict[str, float]:
    """F (percent) on PolNeAR's development half with the model and by rules alone, and on the training half of ours."""
    lines = (data / "attribution" / "dev.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    found = polnear(data, gold)
    found |= {f"{name}, rules alone": value for name, value in polnear(data, gold, model=False).items()}
    return found | {f"own, trained on: {name}": value for name, value in ours(data, "train").items()}


def polnear(data: Path, gold: list[dict[str, Any]], *, model: bool = True) -> dict[str, float]:
    """What the public scorer says of `gold`, reports in its own layout."""
    predicted = []
    for report in gold:
        statements = dragoman.read(report["text"], model=model).statements
        predicted.append({"doc": report["doc"], "attributions": [_spans(s) for s in statements]})
    return _score(data, gold, predicted)


def ours(data: Path, part: Part, *, model: bool = True) -> dict[str, float]:
    """The same on reports of our own, and the share of speakers, addressees, acts and negations that are right."""
    reports = annotated(part)
    records = {name: dragoman.read(report.text, model=model) for name, report in reports.items()}
    gold = [report.gold(name) for name, report in reports.items()]
    predicted = [
        {"doc": name, "attributions": [_spans(s) for s in record.statements]} for name, record in records.items()
    ]
    right = {"speaker": 0, "addressee": 0, "act": 0, "negated": 0}
    met = 0
    for name, report in reports.items():
        for wanted, got in matched(report, records[name]):
            met += 1
            for what, so in judged(report, records[name], wanted, got).items():
                right[what] += so
    return _score(data, gold, predicted) | {f"{what} right": 100 * n / max(met, 1) for what, n in right.items()}


def matched(report: Annotated, record: Record) -> list[tuple[Attribution, Statement]]:
    """Attributions and the statements that share a character with both their cue and their content."""
    pairs = []
    for wanted in report.attribution:
        cue, content = _characters(report.spans(wanted.cue)), _characters(report.spans(wanted.content))
        sharing = [s for s in record.statements if cue & _characters(s.cue) and content & _characters(s.content)]
        best = max(sharing, key=lambda s: (len(content & _characters(s.content)), s.id), default=None)
        if best is not None:
            pairs.append((wanted, best))
    return pairs


def judged(report: Annotated, record: Record, wanted: Attribution, got: Statement) -> dict[str, bool]:
    """Which of the further facts about an attribution are right."""
    entities = {e.id: e for e in record.entities}
    spoken_to = [_characters([span]) for span in report.spans(wanted.addressee)]
    hearers = [_where(entities[e]) for e in got.addressee]
    known = [words for words in spoken_to if any(words & _where(e) for e in record.entities)]  # "reporters" are nobody
    return {
        "speaker": same_speaker(wanted.speaker, entities[got.speaker] if got.speaker else None),
        "addressee": all(any(h & words for words in spoken_to) for h in hearers)
        and all(any(h & words for h in hearers) for words in known),
        "act": wanted.act == got.act,
        "negated": wanted.negated == got.negated,
    }


def same_speaker(wanted: str | None, got: Entity | None) -> bool:
    """Whether an entity is who is meant, but for spelling and for what our lexicon calls it. A source without a name
    must have none, or stay an entity without a name ("a senior official")."""
    if wanted is None or got is None or not _is_named(got):
        return wanted is None and (got is None or not _is_named(got))
    return any(token_set_ratio(_plain(name), _plain(got.name)) >= SAME_NAME for name in _names(wanted))


def _is_named(entity: Entity) -> bool:
    by_name = any(m.form in ("name", "alias", "metonym", "demonym") for m in entity.mentions)
    return by_name or entity.kind in ("state", "organization")


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


@cache
def _names(name: str) -> tuple[str, ...]:
    """A name, and what our lexicon calls it: "Ministry of Foreign Affairs of China" for "Chinese Foreign Ministry"."""
    return name, *(e.name for e in dragoman.read(f"The {name} said so.", model=False).entities)


def _where(entity: Entity) -> set[int]:
    return _characters([m.span for m in entity.mentions])


def _characters(spans: Iterable[Sequence[int] | Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _spans(statement: Statement) -> dict[str, list[tuple[int, ...]]]:
    return {role: [tuple(span) for span in getattr(statement, role)] for role in ROLES}


def _score(data: Path, gold: list[Any], predicted: list[Any]) -> dict[str, float]:
    with written(_lines(gold)) as right, written(_lines(predicted)) as answers, written("") as scores:
        command = [
            sys.executable,
            "score_attribution.py",
            "--gold",
            str(right),
            "--pred",
            str(answers),
            "--json",
            str(scores),
        ]
        subprocess.run(command, cwd=data / "attribution", capture_output=True, text=True, check=True)
        found = json.loads(scores.read_text("utf-8"))
    return {name: 100 * found[group][measure]["F"] for name, (group, measure) in MEASURES.items()}


def _lines(reports: Iterable[Any]) -> str:
    return "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)


def main() -> None:
    data = data_folder()
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--part", choices=("kept",))
    if parser.parse_known_args()[0].part == "kept":
        show({f"kept: {name}": value for name, value in ours(data, "kept").items()})
    else:
        show(figures(data))


if __name__ == "__main__":
    main()

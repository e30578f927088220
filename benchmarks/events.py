"""Events against public gold: CAMEO triples (up_gsr) and modality (MEANTIME). Pairs of mentions: relations.py.

    python -m benchmarks.events --data DIR

DIR/events/up_gsr.jsonl with score_events.py, and DIR/time/meantime_dev.jsonl with score_modality.py.
benchmarks/README.md names the origin of each.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.data import data_folder, show, written
from dragoman import knowledge
from dragoman.export import gdelt
from dragoman.export.manner import Manner
from dragoman.export.profile import profile
from dragoman.knowledge.moods import Mood
from dragoman.pipeline import document, draft_of, read_document
from dragoman.stages.outlook import outlook
from dragoman.syntax import Syntax, Token


def figures(data: Path) -> dict[str, float]:
    """F1 of triples and roots on up_gsr, accuracy of status and negation on MEANTIME; percent."""
    gsr, moods = _gsr(data), _modality(data)
    return {
        "up_gsr full F1": 100 * gsr["full"]["F1"],
        "up_gsr root F1": 100 * gsr["root"]["F1"],
        "up_gsr root only F1": 100 * gsr["root_only"]["F1"],
        "MEANTIME coverage": 100 * moods["coverage"],
        "MEANTIME status accuracy": 100 * moods["status"]["accuracy"],
        "MEANTIME status macro-F1": 100 * moods["status"]["macro_f1"],
        "MEANTIME negated macro-F1": 100 * moods["negated"]["macro_f1"],
    }


def predict_gsr(sentences: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """CAMEO triples of each sentence: what `dragoman export --format gdelt --profile gsr` has of them."""
    manner = Manner(profile=profile("gsr"))
    actor, target, code = (gdelt.COLUMNS.index(name) for name in ("Actor1Code", "Actor2Code", "EventCode"))
    for sentence in sentences:
        lines = (line.decode() for line in gdelt.gdelt([read_document(document(sentence["text"]))], manner))
        rows = list(csv.reader(lines, delimiter="\t"))
        triples = ([row[i].removeprefix("'") for i in (actor, target, code)] for row in rows)  # "'---REB": defused
        events = [{"source": who, "target": whom, "code": what} for who, whom, what in triples]
        yield {"id": sentence["id"], "events": events}


def predict_modality(reports: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Status and negation of every verb and every noun of the lexicon: what the reader would say of an act there."""
    known = knowledge.load()
    for report in reports:
        draft = draft_of(document(report["text"], published=report.get("dct")))
        events = []
        for token in draft.syntax.tokens:
            if token.pos == "VERB" or (token.pos == "NOUN" and known.predicates.named("noun", token.lemma)):
                mood = outlook(draft, known, token)
                status = "planned" if _is_ahead(draft.syntax, token, mood) else mood.status or "happened"
                events.append({"start": token.start, "end": token.end, "status": status, "negated": mood.negates})
        yield {"doc": report["doc"], "events": events}


def _is_ahead(syntax: Syntax, word: Token, mood: Mood) -> bool:
    """Whether MEANTIME would call an act that may or should come FUTURE, be it certain or not; only what may be or may
    have been is POSSIBLE there ("may sign" is the one, "may have signed" and "is believed to hold" the other)."""
    if mood.status not in ("possible", "hypothetical", "asked") or word.tag in ("VBD", "VBZ", "VBP"):
        return False
    auxiliaries = syntax.children(word.i, "aux", "auxpass")
    perfect = any(c.lemma == "have" for c in auxiliaries)
    able = any(c.text.lower() in ("can", "ca") for c in auxiliaries)  # "can fly": possible at any time
    coming = not able and (any(c.tag in ("MD", "TO") for c in auxiliaries) or word.tag in ("VB", "VBG"))
    return not perfect and (coming or mood.status == "hypothetical")


def _gsr(data: Path) -> Any:
    lines = (data / "events/up_gsr.jsonl").read_text("utf-8").splitlines()
    sentences = [json.loads(line) for line in lines if line.strip()]
    return json.loads(_scored(data / "events/score_events.py", data / "events/up_gsr.jsonl", predict_gsr(sentences),
                              "--null", "drop", "--json"))  # fmt: skip


def _modality(data: Path) -> Any:
    path = data / "time/meantime_dev.jsonl"
    reports = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return json.loads(_scored(data / "time/score_modality.py", path, predict_modality(reports), "--json"))["all"]


def _scored(scorer: Path, gold: Path, predictions: Iterable[dict[str, Any]], *options: str) -> str:
    with written("".join(json.dumps(p) + "\n" for p in predictions)) as path:
        command = [sys.executable, str(scorer), str(gold), str(path), *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    show(figures(data_folder()))

"""Figures of candidates, and of the shipped model, on reports they never saw.

    python -m training.attribution.compare --data DIR [CANDIDATE...] [--shipped] [--kept]

The attributions are the model's own, before the rules of `dragoman.stages` add to them: on PolNeAR's development half
and, with --kept, on the kept half of our own reports (for the last run only).
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import torch

from benchmarks.annotated import annotated
from dragoman.draft import Draft
from dragoman.tagger import Model, linked, load, pieces_of, scores
from training.attribution.candidates import model_of
from training.attribution.examples import Gold, drafts, own, polnear

COLUMNS = (
    ("attr", "all", "attr"), ("direct", "direct", "attr"), ("ind+mix", "indirect+mixed", "attr"),
    ("content", "all", "content50"), ("source", "all", "source.exact"), ("cue", "all", "cue.exact"),
)  # fmt: skip


def predicted(gold: Gold, draft: Draft, model: Model) -> dict[str, Any]:
    """The model's attributions of one report, in the layout of PolNeAR's JSON lines."""
    pieces = pieces_of(draft, model.tokenizer, model.labels)
    opening = frozenset(draft.syntax.tokens_in(p)[0].i for p in draft.paragraphs if draft.syntax.tokens_in(p))
    tokens = draft.syntax.tokens

    def spans(runs: tuple[range, ...]) -> list[tuple[int, int]]:
        return [(tokens[r.start].start, tokens[r.stop - 1].end) for r in runs]

    found = linked(scores(pieces, model.encode, model.heads), opening)
    marked = [{"source": spans(a.source), "cue": spans((a.cue,)), "content": spans(a.content)} for a in found]
    return {"doc": gold["doc"], "attributions": marked}


def scorer(data: Path) -> ModuleType:
    """The public scorer that lies beside the data."""
    path = data / "attribution" / "score_attribution.py"
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line(name: str, figures: dict[str, Any]) -> str:
    """One row of the table: F in percent, then precision and recall of whole attributions."""
    whole = figures["all"]["attr"]
    cells = [f"{100 * figures.get(group, {}).get(measure, {}).get('F', 0):7.1f}" for _, group, measure in COLUMNS]
    return f"{name:28}" + " ".join(cells) + f"   P {100 * whole['P']:.1f} R {100 * whole['R']:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--shipped", action="store_true")
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("candidates", type=Path, nargs="*")
    given = parser.parse_args()
    torch.set_num_threads(1)
    score = scorer(given.data).score
    sets: dict[str, list[tuple[Gold, Draft]]] = {"dev": list(drafts(polnear(given.data / "attribution" / "dev.jsonl")))}
    sets["own, train"] = list(drafts(own()))
    if given.kept:
        sets["own, kept"] = list(drafts(report.gold(name) for name, report in annotated("kept").items()))
    models = {path.name: model_of(path) for path in given.candidates} | ({"shipped": load()} if given.shipped else {})
    print(" " * 28 + " ".join(f"{name:>7}" for name, _, _ in COLUMNS))
    for name, model in models.items():
        for part, parsed in sets.items():
            began = time.process_time()
            answers = [predicted(gold, draft, model) for gold, draft in parsed]
            words = sum(len(gold["text"].split()) for gold, _ in parsed)
            spent = (time.process_time() - began) * 500 / max(words, 1)
            print(line(f"{name}, {part}", score([gold for gold, _ in parsed], answers)), f"{spent:.3f} CPU s/500 words")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

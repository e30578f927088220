"""Attributions on PolNeAR (Newell et al. 2018): source, cue and content of US political news of 2016.

    python -m benchmarks.attribution --data DIR   # DIR/attribution/{score_attribution.py,dev.jsonl}

The texts alone are read; nothing of the gold is looked at.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import dragoman
from benchmarks.data import data_folder, written

ROLES = ("source", "cue", "content")
MEASURES = {"attribution F": ("all", "attr"), "direct F": ("direct", "attr"), "content F": ("all", "content50")}


def figures(data: Path) -> dict[str, float]:
    """F (percent) of whole attributions, of direct ones, and of contents alone, on the development half."""
    with written("") as scores:
        score(data, "--json", str(scores))
        found = json.loads(scores.read_text("utf-8"))
    return {name: 100 * found[group][measure]["F"] for name, (group, measure) in MEASURES.items()}


def score(data: Path, *options: str) -> str:
    """What the public scorer prints for the development half."""
    folder = data / "attribution"
    with written("") as predicted:
        predict(folder / "dev.jsonl", predicted)
        command = [sys.executable, "score_attribution.py", "--gold", "dev.jsonl", "--pred", str(predicted), *options]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def predict(gold_path: Path, out_path: Path) -> None:
    """Read the texts of `gold_path` (JSON lines) and write the attributions found to `out_path`, a report a line."""
    reports = [json.loads(line) for line in gold_path.read_text("utf-8").splitlines() if line.strip()]
    lines = [{"doc": report["doc"], "attributions": _attributions(report["text"])} for report in reports]
    out_path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


def _attributions(text: str) -> list[dict[str, list[tuple[int, int]]]]:
    statements = dragoman.read(text).statements
    return [{role: [tuple(span) for span in getattr(s, role)] for role in ROLES} for s in statements]


def main() -> None:
    print(score(data_folder(), "--name", "dragoman"))


if __name__ == "__main__":
    main()

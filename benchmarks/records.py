"""Whole records against hand-made gold: the facts a careful desk officer would put on record.

    python -m benchmarks.records --data DIR   # DIR/records/check_record.py; gold in DIR/../seeds and in benchmarks/gold

Of our own reports, those named _b are kept for last runs: their figures are printed, their misses are not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import dragoman
from benchmarks.data import data_folder, written

OWN = Path(__file__).parent / "gold"


def figures(data: Path) -> dict[str, float]:
    """Share of facts met (percent), traps, extras and claims without evidence: the public report, ours, ours kept."""
    sets = {"seed": (data.parent / "seeds", "*"), "own": (OWN, "*_[ac]"), "own, kept": (OWN, "*_b")}
    found: dict[str, float] = {}
    for name, (folder, pattern) in sets.items():
        results = [json.loads(check(gold, data, "--json")) for gold in sorted(folder.glob(f"{pattern}.gold.json"))]
        if results:
            found[f"{name}: facts"] = 100 * sum(r["met"] for r in results) / sum(r["asked"] for r in results)
            found |= {
                f"{name}: {what}": sum(_number(r[what]) for r in results) for what in ("traps", "extras", "broken")
            }
    return found


def _number(counted: int | list[str]) -> int:
    return counted if isinstance(counted, int) else len(counted)


def check(gold: Path, data: Path, *options: str) -> str:
    """What the public checker prints for the record that we make of one gold file's report."""
    report = json.loads(gold.read_text("utf-8"))["report"]
    record = dragoman.read((gold.parent / report).read_text("utf-8"))
    with written(record.to_json()) as path:
        command = [sys.executable, str(data / "records" / "check_record.py"), str(gold), str(path), *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    data = data_folder()
    for gold in (*sorted((data.parent / "seeds").glob("*.gold.json")), *sorted(OWN.glob("*_[ac].gold.json"))):
        print(gold.name, check(gold, data, "--misses"), sep="\n")
    for name, value in figures(data).items():
        print(f"{name:24s} {value:6.1f}")


if __name__ == "__main__":
    main()

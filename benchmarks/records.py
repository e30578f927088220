"""Whole records against hand-made gold: the facts a careful desk officer would put on record.

    python -m benchmarks.records --data DIR   # DIR/records/check_record.py, DIR/../seeds/*.gold.json beside the reports
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import dragoman
from benchmarks.data import data_folder, written


def figures(data: Path) -> dict[str, float]:
    """Share of facts met (percent), traps, extras and claims without evidence over all gold reports."""
    met = asked = traps = extras = broken = 0
    for gold in sorted((data.parent / "seeds").glob("*.gold.json")):
        result = check(gold, data)
        met, asked = met + result["met"], asked + result["asked"]
        traps, extras, broken = traps + len(result["traps"]), extras + result["extras"], broken + len(result["broken"])
    return {"facts": 100 * met / max(asked, 1), "traps": traps, "extras": extras, "without evidence": broken}


def check(gold: Path, data: Path, *options: str) -> dict[str, object] | str:
    report = json.loads(gold.read_text("utf-8"))["report"]
    record = dragoman.read((gold.parent / report).read_text("utf-8"))
    with written(record.to_json()) as path:
        command = [sys.executable, str(data / "records" / "check_record.py"), str(gold), str(path)]
        out = subprocess.run([*command, *(options or ["--json"])], capture_output=True, text=True, check=True).stdout
    return out if options else json.loads(out)


def main() -> None:
    data = data_folder()
    for gold in sorted((data.parent / "seeds").glob("*.gold.json")):
        print(gold.name, check(gold, data, "--misses"), sep="\n")


if __name__ == "__main__":
    main()

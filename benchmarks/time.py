"""Time expressions and the status of events, against MEANTIME or any file of its shape.

    DRAGOMAN_BENCHMARKS=DIR python benchmarks/time.py            every *.jsonl in DIR, by the scorers in DIR
    python benchmarks/time.py --data DIR [--undated]             --undated: without the day of publication

DIR holds gold files (one JSON object a line: doc, text, dct, timex, events) and `score_time.py`, `score_modality.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from dragoman import knowledge
from dragoman.pipeline import document, read_document

VARIABLE = "DRAGOMAN_BENCHMARKS"


def predict(gold_path: Path, out_path: Path, dated: bool = True) -> None:
    """Read every text of `gold_path` and write its times and events to `out_path`, one JSON object a line.

    With `dated` the gold's creation time is given as the day of publication; without, the text has to tell.
    """
    known = knowledge.load()
    with gold_path.open(encoding="utf-8") as gold, out_path.open("w", encoding="utf-8") as out:
        for line in gold:
            if line.strip():
                print(json.dumps(_predicted(json.loads(line), dated, known)), file=out)


def _predicted(gold: dict[str, Any], dated: bool, known: knowledge.Knowledge) -> dict[str, Any]:
    record = read_document(document(gold["text"], published=gold["dct"] if dated else None), known)
    return {
        "doc": gold["doc"],
        "timex": [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in record.times],
        "events": [
            {"start": e.trigger.start, "end": e.trigger.end, "status": e.status, "negated": e.negated}
            for e in record.events
        ],
    }


def main() -> None:
    """Score every gold file in the data folder and print the scorers' own figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get(VARIABLE), help=f"default: ${VARIABLE}")
    parser.add_argument("--undated", action="store_true")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error(f"give --data DIR or set {VARIABLE}")
    folder = Path(arguments.data)
    folder = folder / "time" if (folder / "time").is_dir() else folder
    for gold in sorted(folder.glob("*.jsonl")):
        with tempfile.TemporaryDirectory() as scratch:
            predicted = Path(scratch) / "predicted.jsonl"
            predict(gold, predicted, dated=not arguments.undated)
            for name, options in (
                ("score_time.py", []),
                ("score_time.py", ["--no-date-line"]),
                ("score_modality.py", []),
            ):
                print(f"{gold.name}: {name} {' '.join(options)}", flush=True)
                subprocess.run([sys.executable, folder / name, gold, predicted, *options], check=True)


if __name__ == "__main__":
    main()

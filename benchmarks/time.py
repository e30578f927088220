"""Time expressions on MEANTIME or any file of its shape.

python -m benchmarks.time --data DIR    # DIR/time/*.jsonl (doc, text, dct, timex) and DIR/time/score_time.py
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.data import data_folder, show, written
from dragoman import knowledge
from dragoman.pipeline import document, read_document


def predict(gold_path: Path, out_path: Path, dated: bool = True) -> None:
    """Read every text of `gold_path` and write its times to `out_path`, one JSON object a line.

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
    }


def figures(data: Path) -> dict[str, float]:
    """F of spans (strict) and of values, with the date lines and without; percent."""
    found = {}
    for gold in sorted((data / "time").glob("*.jsonl")):
        with written("") as predicted:
            predict(gold, predicted)
            for name, options in (("", []), (", no date line", ["--no-date-line"])):
                command = [
                    sys.executable,
                    str(data / "time/score_time.py"),
                    str(gold),
                    str(predicted),
                    "--json",
                    *options,
                ]
                result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["all"]
                found[f"{gold.stem} strict F{name}"] = 100 * result["strict"]["f"]
                found[f"{gold.stem} value F{name}"] = 100 * result["value"]["f"]
    return found


if __name__ == "__main__":
    show(figures(data_folder()))

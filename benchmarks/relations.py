"""In which PLOVER relation two marked mentions stand: `dragoman.relate` on a file of the PLV kind.

    python -m benchmarks.relations FILE.tsv [--data DIR]

FILE.tsv has the columns marked_sentence, gold_root and gold_penta; DIR/events/score_plv.py scores it. The shipped model
was trained on PLV_train.tsv: figures on that file say nothing. `python -m training.relations.train --folds 0,1,2,3,4`
gives those of its recipe on rows it has not seen.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import dragoman
from benchmarks.data import data_folder, written


def predict(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """The answer for each row; a row without both marks has none."""
    for row in rows:
        text, spans = unmarked(row["marked_sentence"])
        if len(spans) < 2:
            yield {"root": None, "quad": None, "confidence": 0.0}
            continue
        answer = dragoman.relate(text, actor=spans["s"], recipient=spans["t"])
        yield {"root": answer.type, "quad": answer.quad, "confidence": answer.confidence}


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The sentence without its marks, and where the first mention of each kind lies in it."""
    spans: dict[str, tuple[int, int]] = {}
    for tag in "st":
        if (found := re.search(rf"<{tag}>(.*?)</{tag}>", marked)) is not None:
            start, end = (len(re.sub(r"</?[st]>", "", marked[:at])) for at in found.span(1))
            spans[tag] = start, end
    return re.sub(r"</?[st]>", "", marked), spans


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", help="folder with the data sets (or DRAGOMAN_BENCHMARKS)")
    given = parser.parse_args()
    with given.file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    with written("".join(json.dumps(answer) + "\n" for answer in predict(rows))) as path:
        subprocess.run([sys.executable, data_folder() / "events" / "score_plv.py", given.file, path], check=True)


if __name__ == "__main__":
    main()

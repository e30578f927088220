"""Toponyms and where they are, against LGL, GeoVirus, TR-News or any gold of their shape.

    DRAGOMAN_BENCHMARKS=DIR python benchmarks/geo.py             every *.gold.jsonl in DIR, by the scorer in DIR
    python benchmarks/geo.py --data DIR [--demonyms]             --demonyms: count "Turkish" as well

DIR (or its folder geo) holds gold files (one JSON object a line: doc, text, toponyms) and `score_geo.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman import knowledge
from dragoman.model import Record
from dragoman.pipeline import document, read_document

VARIABLE = "DRAGOMAN_BENCHMARKS"


def predict(gold_path: Path, out_path: Path, demonyms: bool = False) -> None:
    """Read every text of `gold_path` and write its toponyms to `out_path`, one JSON object a line.

    A toponym is what is read as a place or a government. LGL and TR-News also count most demonyms ("Turkish"),
    GeoVirus none; `demonyms` adds them.
    """
    known = knowledge.load()
    with gold_path.open(encoding="utf-8") as gold, out_path.open("w", encoding="utf-8") as out:
        for line in filter(str.strip, gold):
            report = json.loads(line)
            record = read_document(document(report["text"]), known)
            toponyms = list(_toponyms(record, demonyms))
            print(json.dumps({"doc": report["doc"], "toponyms": toponyms}), file=out)


def _toponyms(record: Record, demonyms: bool) -> Iterator[dict[str, Any]]:
    for place in record.places:
        for mention in place.mentions:
            if demonyms or mention.reading != "demonym":
                span = {"start": mention.span.start, "end": mention.span.end}
                yield span | {"lat": place.lat, "lon": place.lon, "geonameid": place.geonames}


def main() -> None:
    """Score every gold file in the data folder and print the scorer's own figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get(VARIABLE), help=f"default: ${VARIABLE}")
    parser.add_argument("--demonyms", action="store_true", help="count demonyms as toponyms")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error(f"give --data DIR or set {VARIABLE}")
    folder = Path(arguments.data)
    folder = folder / "geo" if (folder / "geo").is_dir() else folder
    for gold in sorted(folder.glob("*.gold.jsonl")):
        with tempfile.TemporaryDirectory() as work:
            out = Path(work) / "pred.jsonl"
            predict(gold, out, demonyms=arguments.demonyms)
            print(gold.name, flush=True)
            subprocess.run([sys.executable, str(folder / "score_geo.py"), str(gold), str(out)], check=True)


if __name__ == "__main__":
    main()

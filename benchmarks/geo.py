"""Toponyms and where they are, on LGL, GeoVirus and TR-News or any gold of their shape.

python -m benchmarks.geo --data DIR     # DIR/geo/*.gold.jsonl (doc, text, toponyms) and DIR/geo/score_geo.py
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.data import data_folder, show, written
from dragoman import knowledge
from dragoman.model import Record
from dragoman.pipeline import document, read_document


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


def figures(data: Path) -> dict[str, float]:
    """For each set: F of toponyms found (by overlap), and how many of all gold toponyms lie within 161 km; percent."""
    found = {}
    for gold in sorted((data / "geo").glob("*.gold.jsonl")):
        with written("") as predicted, written("") as scores:
            predict(gold, predicted)
            command = [sys.executable, str(data / "geo/score_geo.py"), str(gold), str(predicted), "--json", str(scores)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            result = json.loads(scores.read_text("utf-8"))
        name = gold.name.partition(".")[0]
        found[f"{name} toponym F"] = 100 * result["overlap"]["F"]
        found[f"{name} within 161 km, all"] = 100 * result["acc161_all"]
        found[f"{name} within 161 km, resolved"] = 100 * result["acc161_detected"]
    return found


if __name__ == "__main__":
    show(figures(data_folder()))

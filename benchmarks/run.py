"""Score the reader on every public set there is data for, beside the best known figures, and hold the floors.

    python -m benchmarks.run --data DIR                 # the table; exit 1 where a floor is missed
    python -m benchmarks.run --data DIR --only geo,time
    python -m benchmarks.run --data DIR --raise         # write what was reached as the new floors; never lowers one

Floors lie in benchmarks/floors.toml with a hash of the data they were reached on: on other data none is held.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from benchmarks import attribution, crossdoc, events, geo, mentions, records, time
from benchmarks.data import data_folder

FLOORS = Path(__file__).parent / "floors.toml"
SLACK = 0.05  # points: figures are kept with one decimal

SETS: dict[str, Callable[[Path], dict[str, float]]] = {
    "records": records.figures,
    "mentions": lambda data: mentions.figures("dev"),
    "attribution": attribution.figures,
    "events": events.figures,
    "geo": geo.figures,
    "time": time.figures,
    "crossdoc": crossdoc.figures,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="folder with the data sets (or DRAGOMAN_BENCHMARKS)")
    parser.add_argument("--only", default=",".join(SETS), help="sets to score, with commas between")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write better figures as floors")
    options = parser.parse_args()
    data = data_folder()
    kept = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    missed = 0
    print(f"{'set':12s} {'measure':38s} {'ours':>6s} {'floor':>6s}  best known")
    for name in options.only.split(","):
        known = kept.get(name, {})
        same = known.get("data") == fingerprint(name, data)
        for measure, value in SETS[name](data).items():
            floor = known.get("floor", {}).get(measure) if same else None
            best = known.get("best", {}).get(measure, "")
            low = floor is not None and _worse(measure, value, floor)
            missed += low
            shown = f"{floor:6.1f}" if floor is not None else "     -"
            print(f"{name:12s} {measure:38s} {value:6.1f} {shown}{' !' if low else '  '}{best}", flush=True)
            if options.lift:
                lifted = kept.setdefault(name, {}).setdefault("floor", {})
                old = lifted.get(measure) if same else None
                if old is None or not _worse(measure, value, old):
                    lifted[measure] = round(value, 1)
        if options.lift:
            kept[name]["data"] = fingerprint(name, data)
    if options.lift:
        FLOORS.write_text(_toml(kept), "utf-8")
    sys.exit(1 if missed and not options.lift else 0)


def _worse(measure: str, value: float, floor: float) -> bool:
    """Traps, extras and broken evidence are counts of faults: less is better."""
    faults = measure.endswith(("traps", "extras", "broken"))
    return value > floor if faults else value < floor - SLACK


def fingerprint(name: str, data: Path) -> str:
    """Hash of the files a set is scored on."""
    own = Path(__file__).parent / "gold"
    elsewhere = {"records": [data.parent / "seeds", own], "mentions": [own], "crossdoc": [own / "crossdoc"]}
    folders = elsewhere.get(name, [data / name])
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")
    if name == "mentions":
        files = [p for p in files if p.name.startswith("mentions")]
    if name == "records":
        files = [p for p in files if p.parent in folders and p.suffix in (".json", ".txt")]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _toml(kept: dict[str, dict[str, object]]) -> str:
    lines = ["# Floors that figures may not fall below (--raise lifts them), and the best known ones. Percent.", ""]
    for name, entry in kept.items():
        lines += [f"[{name}]", f'data = "{entry["data"]}"', ""]
        for part in ("best", "floor"):
            values = entry.get(part)
            if isinstance(values, dict) and values:
                lines.append(f"[{name}.{part}]")
                lines += [f'"{key}" = {value!r}'.replace("'", '"') for key, value in values.items()] + [""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    main()

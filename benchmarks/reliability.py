"""How far the confidence of events can be trusted: their patterns, and what a person found right of each.

    python -m benchmarks.reliability          # needs no data: verdicts/events.jsonl holds spans and labels

An event is right where its type, actors, recipients and status all are. The confidence that the program gives events
of a pattern was set from these same verdicts, so the table shows that it was set right, not that it holds elsewhere.
"""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import product
from pathlib import Path
from typing import Any

from dragoman.stages.coding.confidence import of_pattern

VERDICTS = Path(__file__).parent / "verdicts" / "events.jsonl"
FIELDS = ("type", "actor", "recipient", "status")
_PATTERNS = ("both", "doer", "undergoer", "nobody")


def main() -> None:
    verdicts = [json.loads(line) for line in VERDICTS.read_text("utf-8").splitlines()]
    told = [v for v in verdicts if v["told"]]
    for name, some in (("as drawn", verdicts), ("still told", told)):
        print(f"{name}: {_right(some)} of {len(some)} right in everything ({100 * _right(some) / len(some):.1f} %)")
        print("   " + ", ".join(f"{field} {sum(v[field] for v in some)}" for field in FIELDS))
    print("states  pattern    judged  right  share  confidence")
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for verdict in told:
        groups[verdict["states"], verdict["pattern"]].append(verdict)
    for states, name in product(("three", "fewer"), _PATTERNS):
        some = groups[states, name]
        share = _right(some) / max(len(some), 1)
        sure = of_pattern(name, foreign=states == "three")
        print(f"{states:7s} {name:10s} {len(some):6d} {_right(some):6d} {share:6.2f} {sure:11.2f}")


def _right(verdicts: list[dict[str, Any]]) -> int:
    return sum(all(v[field] for field in FIELDS) for v in verdicts)


if __name__ == "__main__":
    main()

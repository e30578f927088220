"""How far the confidence of events can be trusted: their patterns, and what a person found right of each.

    python -m benchmarks.reliability          # needs no data: verdicts/events.jsonl holds spans and labels

An event is right where its type, actors, recipients and status all are. The confidence that the program gives events
of a pattern was set from these same verdicts, so the table shows that it was set right, not that it holds elsewhere.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from dragoman.stages.coding.confidence import confidence

VERDICTS = Path(__file__).parent / "verdicts" / "events.jsonl"
FIELDS = ("type", "actor", "recipient", "status")
_PARTIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "both": (("a",), ("b",)),
    "doer": (("a",), ()),
    "undergoer": ((), ("b",)),
    "nobody": ((), ()),
}


def main() -> None:
    verdicts = [json.loads(line) for line in VERDICTS.read_text("utf-8").splitlines()]
    told = [v for v in verdicts if v["told"]]
    for name, some in (("as drawn", verdicts), ("still told", told)):
        print(f"{name}: {_right(some)} of {len(some)} right in everything ({100 * _right(some) / len(some):.1f} %)")
        print("   " + ", ".join(f"{field} {sum(v[field] for v in some)}" for field in FIELDS))
    print("pattern     judged  right  share  confidence")
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for verdict in told:
        groups[verdict["pattern"]].append(verdict)
    for name, (actor, recipient) in _PARTIES.items():
        some = groups[name]
        share = _right(some) / max(len(some), 1)
        print(f"{name:11s} {len(some):6d} {_right(some):6d} {share:6.2f} {confidence(actor, recipient):11.2f}")


def _right(verdicts: list[dict[str, Any]]) -> int:
    return sum(all(v[field] for field in FIELDS) for v in verdicts)


if __name__ == "__main__":
    main()

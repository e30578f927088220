"""How far the confidence of events can be trusted: what the program said of them, and what a person found.

    python -m benchmarks.reliability          # needs no data: verdicts/events.jsonl holds spans and labels

An event is right where its type, actors, recipients and status all are. The weights behind the confidence were fitted
to these same verdicts (training/sureness.py), but for the last draw: there it is the confidence the program gave, in
the others the one of weights fitted without the event's report. Only events that enter a record are counted.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

VERDICTS = Path(__file__).parent / "verdicts" / "events.jsonl"
FIELDS = ("type", "actor", "recipient", "status")
LAST = "last"
_BOUNDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


def main() -> None:
    verdicts = [json.loads(line) for line in VERDICTS.read_text("utf-8").splitlines()]
    for draw in sorted({str(v["draw"]) for v in verdicts}):
        some = [v for v in verdicts if str(v["draw"]) == draw]
        told = [v for v in some if _is_told(v)]
        print(f"draw {draw}: {_right(some)}; entering the record: {_right(told)}")
        if "type" in some[0]:
            print("   right in " + ", ".join(f"{field} {sum(v[field] for v in told)}" for field in FIELDS))
    own = [v for v in verdicts if v["set"] == "own"]
    last = [v for v in verdicts if v["draw"] == LAST]
    news = [v for v in verdicts if v not in own and v not in last]
    for name, some in (("last draw", last), ("news of the other draws", news), ("our own reports", own)):
        _table(name, [v for v in some if _is_told(v)])


def _is_told(verdict: dict[str, Any]) -> bool:
    """Whether the event enters the record: it is still read as it was judged, and sure enough where that is asked."""
    return bool(verdict["told"])


def _right(verdicts: list[dict[str, Any]]) -> str:
    right = sum(v["right"] for v in verdicts)
    return f"{right} of {len(verdicts)} right in everything ({100 * right / max(len(verdicts), 1):.1f} %)"


def _table(name: str, verdicts: list[dict[str, Any]]) -> None:
    """One line for each stretch of confidence: how many, the mean of what was said, the share found right."""
    print(f"{name}\n  confidence   events  said  right")
    for low, high in pairwise(_BOUNDS):
        some = [v for v in verdicts if low <= v["sure"] < high]
        if some:
            said = sum(v["sure"] for v in some) / len(some)
            print(
                f"  {low:.1f} to {high:.1f} {len(some):8d} {said:5.2f} {sum(v['right'] for v in some) / len(some):6.2f}"
            )


if __name__ == "__main__":
    main()

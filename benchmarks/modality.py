"""Whether it took place: acts in context, some of them kept (gold/modality.toml says how annotated).

python -m benchmarks.modality                 # the first part that development may look at, with its misses
python -m benchmarks.modality --part dev2     # another; "opened" was kept once and has been looked at since
python -m benchmarks.modality --part kept     # figures only

What is judged is what the reader says of the act: of its event where it made one, else what the words around that word
would make of one. Right means a defensible status, and negated and historical as they are.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.model import Span
from dragoman.pipeline import document, draft_of
from dragoman.stages.coding.circumstances import time_of
from dragoman.stages.modality import is_history, named_by
from dragoman.stages.outlook import outlook

GOLD = Path(__file__).parent / "gold" / "modality.toml"
PARTS = ("dev", "opened", "dev2", "kept")


class Seen(NamedTuple):
    """What the reader says of an act."""

    status: str
    negated: bool
    historical: bool


def figures(part: str = "dev") -> dict[str, float]:
    """Share of acts right in everything, and in status and negation each, in percent."""
    seen = list(judged(part))
    return {
        "modality right": 100 * sum(_is_right(case, found) for case, found in seen) / len(seen),
        "status right": 100 * sum(_status_is_right(case, found) for case, found in seen) / len(seen),
        "negated right": 100 * sum(case["negated"] == found.negated for case, found in seen) / len(seen),
    }


def judged(part: str) -> Iterator[tuple[dict[str, Any], Seen]]:
    """Each case of `part` and what we say of it."""
    for case in tomllib.loads(GOLD.read_text("utf-8"))["case"]:
        if case["part"] == part:
            draft = draft_of(document(case["text"], published=case.get("published")))
            yield case, _seen(draft, _place(case))


def _place(case: dict[str, Any]) -> Span:
    """Where the act's word stands; of "between |bars| here" what is between the bars."""
    named: str = case["event"]
    before, _, rest = named.rpartition("|")[0].partition("|") if "|" in named else ("", "", named)
    start = case["text"].index(named.replace("|", "")) + len(before)
    return Span(start, start + len(rest))


def _seen(draft: Draft, place: Span) -> Seen:
    known = knowledge.load()
    word = draft.syntax.head_of(place)
    named = next(
        (e for e in draft.events if word is not None and named_by(draft, known, e) == word),
        None,
    )
    if named is not None:
        return Seen(named.status, named.negated, named.historical)
    if word is None:
        return Seen("happened", False, False)
    mood = outlook(draft, known, word)
    return Seen(
        mood.status or "happened",
        mood.negates,
        is_history(draft, time_of(draft, (word.i, word.i), place), word),
    )


def _status_is_right(case: dict[str, Any], found: Seen) -> bool:
    also = case.get("also", [])
    return found.status in (
        case["status"],
        *([also] if isinstance(also, str) else also),
    )


def _is_right(case: dict[str, Any], found: Seen) -> bool:
    same = (case["negated"], case.get("historical", False)) == (
        found.negated,
        found.historical,
    )
    return same and _status_is_right(case, found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, default="dev")
    part = parser.parse_args().part
    right, every = Counter[str](), Counter[str]()
    for case, found in judged(part):
        good = _is_right(case, found)
        kind = ("not " if case["negated"] else "") + str(case["status"])
        every[kind] += 1
        right[kind] += good
        if part != "kept" and not good:
            wanted = f"{kind}{' historical' if case.get('historical') else ''}"
            print(f"{case['event']!r} in {case['text']!r}\n    wanted {wanted}, found {tuple(found)}: {case['why']}")
    for kind in sorted(every):
        print(f"{kind:20s} {right[kind]:3d} of {every[kind]:3d}")
    print(f"{'all':20s} {right.total():3d} of {every.total():3d}: {100 * right.total() / every.total():.1f} %")


if __name__ == "__main__":
    main()

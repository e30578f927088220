"""Reports of our own annotated for who said what: docs/attribution.md is their codebook.

python -m benchmarks.annotated FILE...   # check files; prints what is marked
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal, get_args

import msgspec

from dragoman.knowledge.cues import Act

GOLD = Path(__file__).parent / "gold" / "attribution"
ACTS = frozenset(get_args(Act))
Piece = tuple[int, int]  # characters, end exclusive


class BadAnnotation(ValueError):
    """Words that cannot be found, or not once, in the text they are marked in."""


class Attribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One attribution in the words of the text; see the codebook."""

    source: tuple[str, ...] = ()
    cue: tuple[str, ...]
    content: tuple[str, ...]
    speaker: str | None = None
    addressee: tuple[str, ...] = ()
    setting: str | None = None
    act: str = "says"
    negated: bool = False


class NoAttribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that a careless reader would take for an attribution."""

    words: str
    why: Literal["attitude", "act", "talk", "reporter"]


class Annotated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report and all its attributions, in text order of their cues."""

    topic: str
    text: str
    attribution: tuple[Attribution, ...]
    none: tuple[NoAttribution, ...] = ()

    def gold(self, name: str) -> dict[str, object]:
        """The report in the layout of PolNeAR's JSON lines, with character spans."""
        marked = [
            {role: self.spans(getattr(a, role)) for role in ("source", "cue", "content")} for a in self.attribution
        ]
        return {"doc": name, "text": self.text, "attributions": marked}

    def spans(self, words: tuple[str, ...]) -> list[Piece]:
        """Where `words` stand; each must be found exactly once."""
        return sorted(located(self.text, piece) for piece in words)


def annotated(part: Literal["train", "kept"]) -> dict[str, Annotated]:
    """The reports of one half, by name."""
    return {path.stem: read(path) for path in sorted((GOLD / part).glob("*.toml"))}


def read(path: Path) -> Annotated:
    """One file, checked: every marked word is found once, every act is known."""
    try:
        report = msgspec.toml.decode(path.read_bytes(), type=Annotated)
        report = msgspec.structs.replace(report, text=report.text.strip("\n"))
        for entry in report.attribution:
            for words in (entry.source, entry.cue, entry.content, entry.addressee):
                report.spans(words)
            if entry.setting is not None:
                located(report.text, entry.setting)
            if entry.act not in ACTS:
                raise BadAnnotation(f"no such act: {entry.act}")
        for trap in report.none:
            located(report.text, trap.words)
    except (BadAnnotation, msgspec.DecodeError, ValueError) as error:
        raise BadAnnotation(f"{path.name}: {error}") from error
    return report


def located(text: str, words: str) -> Piece:
    """The span of `words` in `text`; bars inside `words` mark the part that is meant."""
    before, bar, rest = words.partition("|")
    inside, closing, _ = rest.partition("|")
    if bar and not closing:
        raise BadAnnotation(f"one bar only: {words!r}")
    plain = words.replace("|", "")
    if (times := text.count(plain)) != 1:
        raise BadAnnotation(f"{plain!r} stands there {times} times")
    start = text.index(plain)
    return (start + len(before), start + len(before) + len(inside)) if bar else (start, start + len(plain))


def main(paths: list[str]) -> int:
    wrong = 0
    for path in map(Path, paths):
        try:
            report = read(path)
        except BadAnnotation as error:
            wrong += 1
            print(error, file=sys.stderr)
            continue
        print(f"{path.name}: {len(report.attribution)} attributions, {len(report.none)} that are none")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

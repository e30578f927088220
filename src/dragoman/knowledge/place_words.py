"""Words beside a capitalised name that show it to be a place: "near X", "the village of X", "X province"."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import msgspec

from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml

# Just before the name; before "of" it; what "to" it hangs on; the verb before it; just after it; as its own last word;
# in the name of a body named after it; no name of a place by itself; after it, where it is no place's.
Position = Literal["before", "of", "to", "verb", "after", "last", "body", "general", "spoils"]
Sort = Literal["town", "division", "street"]
Strength = Literal["sure", "likely", "possible"]  # alone; for a place of some size; for one that is no person's name


class PlaceCue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/en/place_words.toml."""

    key: str
    position: Position
    words: tuple[str, ...]  # lower case
    kind: Sort | None = None  # what kind of place the words tell of
    strength: Strength = "sure"
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    source: str


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    cue: tuple[PlaceCue, ...]


@dataclass(frozen=True)
class PlaceWords:
    """All place cues."""

    cues: tuple[PlaceCue, ...] = field(default=())

    @cached_property
    def _by_word(self) -> dict[tuple[Position, str], PlaceCue]:
        return {(cue.position, word): cue for cue in reversed(self.cues) for word in cue.words}

    def find(self, position: Position, word: str) -> PlaceCue | None:
        """The cue that `word` is in that position, without regard to case and a final dot."""
        return self._by_word.get((position, word.lower().rstrip(".")))


FILES: dict[str, type[msgspec.Struct]] = {"en/place_words.toml": _File}


def load_place_words(folder: Source) -> PlaceWords:
    """Read en/place_words.toml below `folder`."""
    return PlaceWords(read_toml(folder / "en/place_words.toml", _File).cue)

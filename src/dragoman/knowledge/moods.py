"""The words that say whether something took place: auxiliaries, negations, conditions, and what acts hang on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml
from dragoman.model import Status

MoodKind = Literal[
    "auxiliary", "adverb", "adjective", "determiner", "conjunction", "preposition", "clause", "content", "noun",
    "subject",
]  # fmt: skip


class Mood(NamedTuple):
    """What a word makes of an act: its status (None: as it stands), and whether it turns it into its opposite."""

    status: Status | None = None
    negates: bool = False
    denied: Status | None = None  # its status where the word itself is negated: "has not stopped bombing" is ongoing


class MoodEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that do the same to the act they stand beside or govern.

    `clause` verbs and adjectives govern an infinitive, gerund or that-clause ("expected to deliver"), `content` nouns
    do so too ("a plan to attack"); `noun` entries govern a noun that names an act ("planned talks"), with the
    preposition after the word where one stands between ("call for"); `subject` verbs and predicates have that noun for
    their subject ("the siege goes on", "exercises are under way").
    """

    key: str
    kind: MoodKind
    words: tuple[str, ...]
    status: Status | None = None
    negates: bool = False
    denied: Status | None = None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    source: str


class _MoodFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    mood: tuple[MoodEntry, ...]


@dataclass(frozen=True)
class Moods:
    """All entries, and their words by kind."""

    entries: tuple[MoodEntry, ...] = ()
    by_word: dict[tuple[MoodKind, str], Mood] = field(default_factory=dict)

    def of(self, kind: MoodKind, word: str) -> Mood | None:
        """What `word`, used as `kind`, makes of the act."""
        return self.by_word.get((kind, word))


FILES: dict[str, type[msgspec.Struct]] = {"en/modality.toml": _MoodFile}


def load_moods(path: Source) -> Moods:
    """Read en/modality.toml; a word may stand only once among those of its kind."""
    entries = read_toml(path, _MoodFile).mood
    by_word: dict[tuple[MoodKind, str], Mood] = {}
    for entry in entries:
        for word in entry.words:
            if (entry.kind, word) in by_word:
                raise BadKnowledge(f"{path.name}: {word} stands twice among the {entry.kind} words")
            by_word[entry.kind, word] = Mood(entry.status, entry.negates, entry.denied)
    return Moods(entries, by_word)

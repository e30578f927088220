"""The words that say whether something took place: auxiliaries, negations, conditions, and what acts hang on."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import Literal, NamedTuple

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml
from dragoman.model import Status

MoodKind = Literal[
    "auxiliary", "adverb", "adjective", "determiner", "conjunction", "awaited", "preposition", "phrase", "clause",
    "content", "noun", "subject", "carrier", "telling", "confirming", "denying",
]  # fmt: skip


class Mood(NamedTuple):
    """What a word makes of an act: its status (None: as it stands), and whether it turns it into its opposite."""

    status: Status | None = None
    negates: bool = False
    denied: Status | None = None  # its status where the word itself is negated: "has not stopped bombing" is ongoing
    weak: bool = False  # says nothing beside another mood: "denied any attack"


class MoodEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that do the same to the act they stand beside or govern.

    `clause` verbs and adjectives govern an infinitive, gerund or that-clause ("expected to deliver"), `content` nouns
    do so too ("a plan to attack"); `noun` entries govern a noun that names an act ("planned talks"), with the
    preposition after the word where one stands between ("call for"); `subject` verbs and predicates have that noun for
    their subject ("the siege goes on", "exercises are under way"). `conjunction` words open a clause, `awaited`
    ones do so before a present tense ("until it withdraws"); a `phrase` is a preposition with its noun ("under no
    circumstances"). A `carrier` is as real as the act that is its object ("failed to reach an agreement");
    `telling` verbs may leave an if-clause open ("did not say if"), `confirming` ones vouch for a report, `denying`
    ones do not. A word without status that does not negate leaves the act as real as itself ("began to withdraw").
    """

    key: str
    kind: MoodKind | tuple[MoodKind, ...]
    words: tuple[str, ...]
    status: Status | None = None
    negates: bool = False
    denied: Status | None = None
    weak: bool = False
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    source: str

    @property
    def kinds(self) -> tuple[MoodKind, ...]:
        """All kinds of its words."""
        return (self.kind,) if isinstance(self.kind, str) else self.kind


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
        for kind, word in product(entry.kinds, entry.words):
            if (kind, word) in by_word:
                raise BadKnowledge(f"{path.name}: {word} stands twice among the {kind} words")
            by_word[kind, word] = Mood(entry.status, entry.negates, entry.denied, entry.weak)
    return Moods(entries, by_word)

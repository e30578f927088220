"""What tells languages apart: function words, and the letters of those not written in Latin ones. From data/."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml


class Language(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/languages.toml."""

    code: str  # ISO 639-1
    name: str
    words: str  # function words, blanks between them
    letters: str | None = None  # a character class; None for Latin letters
    marks: str | None = None  # letters without which it is not this language, where others share the rest
    source: str
    examples: tuple[str, ...]


class _Languages(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    language: tuple[Language, ...]


@dataclass(frozen=True)
class Languages:
    """All languages that can be told apart, in the order of the file."""

    entries: tuple[Language, ...]

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Code -> its function words."""
        return {e.code: frozenset(e.words.split()) for e in self.entries}

    @cached_property
    def letters(self) -> dict[str, re.Pattern[str]]:
        """Code -> pattern of one letter, for the languages not written in Latin letters."""
        return {e.code: re.compile(e.letters) for e in self.entries if e.letters}

    @cached_property
    def marks(self) -> dict[str, re.Pattern[str]]:
        """Code -> pattern of a letter it cannot do without."""
        return {e.code: re.compile(e.marks) for e in self.entries if e.marks}

    def name(self, code: str) -> str:
        """The English name of the language `code`."""
        return next((e.name for e in self.entries if e.code == code), "an unknown language")


FILES: dict[str, type[msgspec.Struct]] = {"languages.toml": _Languages}


def load_languages(folder: Source) -> Languages:
    """Read languages.toml below `folder`."""
    path = folder / "languages.toml"
    entries = read_toml(path, _Languages).language
    codes = [e.code for e in entries]
    if doubles := sorted({c for c in codes if codes.count(c) > 1}):
        raise BadKnowledge(f"{path.name}: {', '.join(doubles)} stands there twice")
    return Languages(entries)

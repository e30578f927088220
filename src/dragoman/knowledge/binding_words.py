"""Families of words that stand before what is to be done: promising, asking, planning (data/en/binding_words.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of a kind, by their lemmas."""

    key: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    source: str
    examples: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    family: tuple[Family, ...]


FILES: dict[str, type[msgspec.Struct]] = {"en/binding_words.toml": _File}


@dataclass(frozen=True)
class BindingWords:
    """The families, in the order of the file."""

    families: tuple[Family, ...] = ()

    @cached_property
    def _by_word(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for family in self.families:
            for pos, words in (("verb", family.verbs), ("noun", family.nouns), ("adjective", family.adjectives)):
                for word in words:
                    found[pos, word] = (*found.get((pos, word), ()), family.key)
        return found

    def of(self, pos: str, lemma: str) -> tuple[str, ...]:
        """Keys of the families that a lemma belongs to as a `verb`, `noun` or `adjective`."""
        return self._by_word.get((pos, lemma), ())


def load_binding_words(folder: Source, language: str = "en") -> BindingWords:
    """Read <language>/binding_words.toml below `folder`; BadKnowledge where a family stands twice."""
    path = folder / language / "binding_words.toml"
    families = read_toml(path, _File).family
    keys = [family.key for family in families]
    if len(set(keys)) < len(keys):
        raise BadKnowledge(f"{path.name}: a family stands there twice")
    return BindingWords(families)

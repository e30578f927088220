"""Nouns that take up again who was named before ("the ministry"), from data/en/nominals.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml
from dragoman.model import EntityKind


class Nominal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One block: the words, and what an entity must be for them to mean it."""

    words: tuple[str, ...]  # lemmas
    kinds: tuple[EntityKind, ...]
    named: bool = False  # the word must stand in the entity's name
    names: tuple[str, ...] = ()  # only these entities, where given
    sectors: tuple[str, ...] = ()  # one of them must be among the entity's, where given
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    source: str


class Standin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One block of nouns that stand for someone with "our", "his", "two" or "both" before them."""

    key: Literal["homes", "sides", "people", "partners"]
    words: tuple[str, ...]  # lemmas
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    source: str


class _Nominals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nominal: tuple[Nominal, ...]
    standin: tuple[Standin, ...] = ()


@dataclass(frozen=True)
class Standins:
    """Lemmas of nouns, by what they stand for."""

    homes: frozenset[str] = frozenset()  # "our country"
    sides: frozenset[str] = frozenset()  # "the two sides"
    people: frozenset[str] = frozenset()  # "both leaders"
    partners: frozenset[str] = frozenset()  # "his guest"


Nominals = dict[str, tuple[Nominal, ...]]


FILES: dict[str, type[msgspec.Struct]] = {"en/nominals.toml": _Nominals}


def load_nominals(folder: Source) -> Nominals:
    """Word -> blocks it stands in, from en/nominals.toml below `folder`."""
    found: dict[str, tuple[Nominal, ...]] = {}
    for entry in read_toml(folder / "en" / "nominals.toml", _Nominals).nominal:
        for word in entry.words:
            found[word] = (*found.get(word, ()), entry)
    return found


def load_standins(folder: Source) -> Standins:
    """The nouns of "our country", "the two sides" and the like, from the same file."""
    blocks = read_toml(folder / "en" / "nominals.toml", _Nominals).standin
    return Standins(**{block.key: frozenset(block.words) for block in blocks})

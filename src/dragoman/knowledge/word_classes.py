"""Classes of words that names and toponyms are read by: "bin" in a name, "Sir" before it, "fly to" before a town.

Each class is a [[words]] block; its `key` is the field it fills.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeVar

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml

_C = TypeVar("_C", "NameWords", "ReadingWords")


class WordClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A block of en/names.toml or en/readings.toml."""

    key: str
    words: tuple[str, ...]  # lower case; verbs and nouns as lemmas
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    source: str


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    words: tuple[WordClass, ...]


@dataclass(frozen=True)
class NameWords:
    """en/names.toml: words in, before and around names of people, and around titles and bodies."""

    particles: frozenset[str] = frozenset()  # small words within a name
    openings: frozenset[str] = frozenset()  # small words that a name in the lexicon may begin with
    honorifics: frozenset[str] = frozenset()  # before a name, and no office
    buildings: frozenset[str] = frozenset()  # last words of what is named after a person
    toward: frozenset[str] = frozenset()  # prepositions that people stand after
    there: frozenset[str] = frozenset()  # prepositions that a place stands after
    owning: frozenset[str] = frozenset()  # between a title or body and whose it is
    qualifiers: frozenset[str] = frozenset()  # before a title, and part of it
    regional: frozenset[str] = frozenset()  # before officials of several states
    sides: frozenset[str] = frozenset()  # before a hyphen and a state: of somebody else


@dataclass(frozen=True)
class ReadingWords:
    """en/readings.toml: whether "Moscow" is a town or a government, by the words around it."""

    at_a_place: frozenset[str] = frozenset()  # prepositions before places
    either: frozenset[str] = frozenset()  # prepositions before places and before actors
    moving: frozenset[str] = frozenset()  # what goes to or from a place
    visited: frozenset[str] = frozenset()  # verbs whose object is a place
    place_nouns: frozenset[str] = frozenset()  # parts and kinds of a place
    ways: frozenset[str] = frozenset()  # what lies between two places
    home_affairs: frozenset[str] = frozenset()  # what a state's own divisions are spoken of with


FILES: dict[str, type[msgspec.Struct]] = {"en/names.toml": _File, "en/readings.toml": _File}


def load_name_words(folder: Source) -> NameWords:
    """Read en/names.toml below `folder`."""
    return _filled(NameWords, folder / "en/names.toml")


def load_reading_words(folder: Source) -> ReadingWords:
    """Read en/readings.toml below `folder`."""
    return _filled(ReadingWords, folder / "en/readings.toml")


def _filled(shape: type[_C], path: Source) -> _C:
    classes = {entry.key: frozenset(entry.words) for entry in read_toml(path, _File).words}
    known = {field.name for field in fields(shape)}
    if wrong := sorted(known ^ set(classes)):
        raise BadKnowledge(f"{path.name}: has no use for, or lacks, the classes {', '.join(wrong)}")
    return shape(**classes)

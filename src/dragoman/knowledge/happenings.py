"""What a happening is called when it is told of again: word families ("fly", "flight") and names of one kind of thing
("raid", "bombing"), from data/en/word_families.tsv and data/en/happenings.toml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml

_ENDINGS = (
    ("s", ""), ("ies", "y"), ("es", ""), ("ed", "e"), ("ed", ""), ("ied", "y"), ("ing", "e"), ("ing", ""), ("ves", "f"),
)  # fmt: skip
_DOUBLED = ("ed", "ing")  # before which a consonant is doubled: "expelled"
_LEAST = 2  # letters of a word without its ending


class Happening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One block: words that may name one event, and which events its nouns take up."""

    key: str
    words: tuple[str, ...]  # lemmas
    acts: tuple[str, ...] = ()  # PLOVER
    things: tuple[str, ...] = ()  # words in the form in which they name a thing and no happening: "bombs"
    spoken: bool = False  # acts that are words, of which each speaker has his own
    examples: tuple[str, ...]
    source: str


class _Happenings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    happening: tuple[Happening, ...]


@dataclass(frozen=True)
class Family:
    """A verb with all that is made of it."""

    verb: str
    of: str  # what it is mostly about, by WordNet: "speech", "motion", "state"
    common: float  # logarithm of how often WordNet's annotators met it


@dataclass(frozen=True)
class Happenings:
    """All blocks and families, and how to look a word up in any form."""

    blocks: dict[str, Happening] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    _lemmas: dict[str, frozenset[str]] = field(default_factory=dict)  # irregular form -> verbs
    _verbs: dict[str, frozenset[str]] = field(default_factory=dict)  # word -> verbs it belongs to
    _kinds: dict[str, frozenset[str]] = field(default_factory=dict)  # lemma -> keys of blocks

    def roots(self, word: str) -> frozenset[str]:
        """The verbs of the families that a word in any form belongs to; the word itself where there is none."""
        return frozenset(v for lemma in self._lemmas_of(word) for v in self._verbs.get(lemma, (lemma,))) or frozenset(
            {word}
        )

    def kinds(self, word: str) -> frozenset[str]:
        """Keys of the blocks that a word stands in: by itself, else by its family."""
        own = frozenset(k for lemma in self._lemmas_of(word) for k in self._kinds.get(lemma, ()))
        return own or frozenset(k for root in self.roots(word) for k in self._kinds.get(root, ()))

    def _lemmas_of(self, word: str) -> Iterator[str]:
        """The words of the list that this may be a form of."""
        if self._listed(word):
            yield word
        yield from self._lemmas.get(word, ())
        for ending, instead in _ENDINGS:
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < _LEAST:
                continue
            if self._listed(stem + instead):
                yield stem + instead
            if ending in _DOUBLED and stem[-1] == stem[-2] and self._listed(stem[:-1]):
                yield stem[:-1]

    def _listed(self, word: str) -> bool:
        return word in self._verbs or word in self._kinds


FILES: dict[str, type[msgspec.Struct]] = {"en/happenings.toml": _Happenings}


@cache
def load_happenings(folder: Source) -> Happenings:
    """Read en/happenings.toml and en/word_families.tsv below `folder`."""
    blocks: dict[str, Happening] = {}
    kinds: dict[str, set[str]] = defaultdict(set)
    path = folder / "en" / "happenings.toml"
    for block in read_toml(path, _Happenings).happening:
        if block.key in blocks:
            raise BadKnowledge(f"{path.name}: {block.key} stands there twice")
        blocks[block.key] = block
        for word in block.words:
            kinds[word].add(block.key)
    families: dict[str, Family] = {}
    lemmas, verbs = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for line in Path(folder / "en" / "word_families.tsv").read_text("utf-8").splitlines():
        verb, of, common, irregular, nouns = line.split("\t")
        families[verb] = Family(verb, of, float(common))
        for word in (verb, *nouns.split()):
            verbs[word].add(verb)
        for form in irregular.split():
            lemmas[form].add(verb)
    return Happenings(blocks, families, _frozen(lemmas), _frozen(verbs), _frozen(kinds))


def _frozen(sets: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(found) for word, found in sets.items()}

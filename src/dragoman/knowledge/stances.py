"""Words of stance (data/<language>/stances.toml): who supports, opposes, demands, offers or takes no side."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml
from dragoman.model import Stance


class StanceWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that says where somebody stands, alone or with others beside it."""

    key: str
    lemma: str  # of a judgement it may be several words: "war crime"
    # who does it; who has it; who is in it; what a speaker says others must do; what a speaker says of something
    how: Literal["verb", "noun", "feeling", "modal", "judgement"]
    stance: Stance
    particle: tuple[str, ...] = ()  # of a verb: one of these stands beside it: "stand by", "call for"
    object: tuple[str, ...] = ()  # of a verb: what its object must be: "take no side"
    without: tuple[str, ...] = ()  # its object, or what somebody is ready to do, must be none of these
    of_deeds: bool = False  # only of deeds, deals and states: who thanks or praises a person takes no position
    toward: tuple[str, ...] = ("object",)  # where the other end stands: object, clause, infinitive, a preposition
    public: bool = False  # only of states, organisations, movements and officials
    negated: bool = False  # only where it is negated: "does not take sides"
    refused: bool = False  # only where it is refused: "declined to condemn"
    if_not: Stance | None = None  # the stance where it is negated; None: then it says nothing
    after: tuple[str, ...] = ()  # of a noun: behind these it says where the sentence's subject stands: "in protest at"
    alone: bool = False  # what it is about may be left unsaid: "Oman applauded"
    sure: float = 0.85  # how often it means what is said here
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


class Bearer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verb that carries a stance in its object ("voiced support for"), a judgement ("called it a crime"), or what
    others think of its subject ("drew protests from")."""

    key: str
    carries: Literal["stance", "judgement", "both", "reception"]
    source: str
    examples: tuple[str, ...]


class Recall(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns by which a report takes up an event told before: "the raid", "this aggression"."""

    acts: tuple[str, ...]  # PLOVER types of the event
    nouns: tuple[str, ...]
    source: str
    examples: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    word: tuple[StanceWord, ...]
    bearer: tuple[Bearer, ...]
    recall: tuple[Recall, ...]


@dataclass(frozen=True)
class Stances:
    """Words of stance in the order of the file, the verbs that bear them, and nouns that recall an event."""

    words: tuple[StanceWord, ...] = ()
    bearers: dict[str, Bearer] = field(default_factory=dict)  # by lemma
    recalls: tuple[Recall, ...] = ()

    def bears(self, lemma: str, what: Literal["stance", "judgement", "reception"]) -> bool:
        """Whether the verb `lemma` carries a stance in its object, a judgement, or what its subject met with."""
        bearer = self.bearers.get(lemma)
        return bearer is not None and (bearer.carries == what or (bearer.carries == "both" and what != "reception"))

    @cached_property
    def acts_of(self) -> dict[str, tuple[str, ...]]:
        """Noun -> PLOVER types of the events that it takes up."""
        return {noun: recall.acts for recall in self.recalls for noun in recall.nouns}

    @cached_property
    def verbs(self) -> dict[str, tuple[StanceWord, ...]]:
        """Verb entries by lemma; the first that fits decides."""
        return _grouped([w for w in self.words if w.how == "verb"])

    @cached_property
    def nouns(self) -> dict[str, tuple[StanceWord, ...]]:
        """Noun entries by lemma."""
        return _grouped([w for w in self.words if w.how == "noun"])

    @cached_property
    def feelings(self) -> dict[str, tuple[StanceWord, ...]]:
        """Adjectives and participles of feeling by their form."""
        return _grouped([w for w in self.words if w.how == "feeling"])

    @cached_property
    def modals(self) -> dict[str, tuple[StanceWord, ...]]:
        """Modal verbs of demand."""
        return _grouped([w for w in self.words if w.how == "modal"])

    @cached_property
    def judgements(self) -> dict[str, tuple[StanceWord, ...]]:
        """Judgements by the last of their words, which bears the others, longest first."""
        return _grouped(sorted((w for w in self.words if w.how == "judgement"), key=lambda w: -len(w.lemma)))


def _grouped(words: list[StanceWord]) -> dict[str, tuple[StanceWord, ...]]:
    found: dict[str, list[StanceWord]] = {}
    for word in words:
        found.setdefault(word.lemma.rsplit(" ", 1)[-1], []).append(word)
    return {lemma: tuple(same) for lemma, same in found.items()}


FILES: dict[str, type[msgspec.Struct]] = {"en/stances.toml": _File}


def load_stances(folder: Source, language: str = "en") -> Stances:
    """Read <language>/stances.toml below `folder`."""
    path = folder / language / "stances.toml"
    read = read_toml(path, _File)
    keys = [w.key for w in read.word]
    if twice := sorted({k for k in keys if keys.count(k) > 1}):
        raise BadKnowledge(f"{path.name}: {twice[0]} stands there twice")
    return Stances(
        words=read.word,
        bearers={b.key: b for b in read.bearer},
        recalls=read.recall,
    )

"""The words that name events: verbs, nouns and adjectives with their PLOVER reading and their frame.

An entry says where actor and recipient stand. A *slot* is a place around the word, seen through voice, control and
coordination: "subject", "object", "owner" (possessive, compound or adjective: "Iran's / US / Iranian strikes"),
"clause" (subject of a complement clause), "infinitive" (the verb of "to withdraw"), "predicate" (what the object is
called), "speaker" (whose words they are: "there will be consequences"), or a preposition ("with", "by").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml

PartOfSpeech = Literal["verb", "noun", "adjective"]
Complement = Literal["intent", "request", "refusal", "threat", "end"]


class Predicate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way of naming one kind of event."""

    key: str  # unique in its file
    words: tuple[
        str, ...
    ]  # lemmas; of a phrase the first word of a verb ("call off"), the last of a noun ("air strike")
    pos: PartOfSpeech = "verb"
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    actor: tuple[str, ...] = ()  # slots; empty: the usual ones of the part of speech
    recipient: tuple[str, ...] = ()
    symmetric: bool = False  # all who take part are actors: "met", "talks"
    given: dict[str, tuple[str, ...]] = {}  # slot -> one of these lemmas or @classes must stand there
    unless: dict[str, tuple[str, ...]] = {}  # slot -> none of these may
    alone: bool = False  # told in a report on international affairs even where no party is named: "the shelling"
    announced: bool = False  # an event only as announced or held out: "will respond", never "responded"
    complement: Complement | None = None  # what an act named inside it becomes: "agreed to send", "refused to meet"
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    source: str

    @property
    def actor_slots(self) -> tuple[str, ...]:
        """Where the actor stands."""
        return self.actor or (("subject",) if self.pos == "verb" else ("owner", "by"))


class NounClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of nouns that many frames ask for: "@agreement"."""

    name: str
    words: tuple[str, ...]


class LightVerb(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verbs that only carry the event their noun names: "launched an attack", "came under fire"."""

    words: tuple[str, ...]
    # what the verb's subject is to the noun's event; an announcer is the actor where nobody else is named
    subject: Literal["actor", "announcer", "recipient", "none"]
    examples: tuple[str, ...]
    source: str


class _PredicateFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    predicate: tuple[Predicate, ...]


class _WordFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    noun_class: tuple[NounClass, ...]
    light_verb: tuple[LightVerb, ...]
    evaluation: tuple[NounClass, ...]
    demand: tuple[NounClass, ...]


@dataclass(frozen=True)
class Entry:
    """A predicate in its place: the PLOVER type is the name of its file."""

    type: str
    predicate: Predicate

    @property
    def rule(self) -> str:
        """The name a claim gives as its rule."""
        return f"en/events/{self.type}#{self.predicate.key}"


@dataclass(frozen=True)
class Predicates:
    """All entries in a fixed order, and how to look them up."""

    entries: tuple[Entry, ...] = ()
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    light: dict[str, str] = field(default_factory=dict)  # verb phrase -> what its subject is
    evaluations: frozenset[str] = frozenset()  # words that condemn what they are said of: "aggression", "illegal"
    demands: frozenset[str] = frozenset()  # words that bind whom they are said of: "must", "have to"

    @cached_property
    def _index(self) -> dict[tuple[str, str], tuple[tuple[tuple[str, ...], Entry], ...]]:
        index: dict[tuple[str, str], list[tuple[tuple[str, ...], Entry]]] = {}
        for entry in self.entries:
            pos = entry.predicate.pos
            for phrase in entry.predicate.words:
                words = tuple(phrase.split())
                head = words[0] if pos == "verb" else words[-1]
                index.setdefault((pos, head), []).append((words, entry))
        ranked = {k: sorted(v, key=lambda c: (-_specific(*c), c[1].rule)) for k, v in index.items()}
        return {k: tuple(v) for k, v in ranked.items()}

    @cached_property
    def noun_rules(self) -> frozenset[str]:
        """The rules of the entries whose head word is a noun."""
        return frozenset(e.rule for e in self.entries if e.predicate.pos == "noun")

    def named(self, pos: PartOfSpeech, head: str) -> tuple[tuple[tuple[str, ...], Entry], ...]:
        """Entries whose head word is `head`, with the words of the phrase, the most specific first."""
        return self._index.get((pos, head), ())

    def matches(self, word: str, allowed: tuple[str, ...]) -> bool:
        """Whether the lemma `word` is one of `allowed`, where "@name" stands for a class of nouns."""
        return any(word in self.classes[a[1:]] if a.startswith("@") else word == a for a in allowed)


def _specific(words: tuple[str, ...], entry: Entry) -> int:
    predicate = entry.predicate
    return 4 * (len(words) - 1) + 3 * len(predicate.given) + len(predicate.unless)


FILES: dict[str, type[msgspec.Struct]] = {"en/events/*.toml": _PredicateFile, "en/words.toml": _WordFile}


def load_predicates(folder: Source, types: frozenset[str]) -> Predicates:
    """Read en/events/TYPE.toml for every PLOVER type, and en/words.toml, below `folder`."""
    entries = [Entry(name, p) for name in sorted(types) for p in _predicates(folder / "en/events" / f"{name}.toml")]
    path = folder / "en/words.toml"
    words = read_toml(path, _WordFile)
    classes = {c.name: frozenset(c.words) for c in words.noun_class}
    classes["evaluation"] = frozenset(word for group in words.evaluation for word in group.words)
    for entry in entries:
        for name in classes_named(entry.predicate):
            if name not in classes and name not in SPECIAL_CLASSES:
                raise BadKnowledge(f"{entry.rule} names @{name}, which {path.name} does not define")
    return Predicates(
        entries=tuple(entries),
        classes=classes | {name: frozenset[str]() for name in SPECIAL_CLASSES},
        light={word: verb.subject for verb in words.light_verb for word in verb.words},
        evaluations=classes["evaluation"],
        demands=frozenset(word for group in words.demand for word in group.words),
    )


SPECIAL_CLASSES = frozenset(
    {"place", "actor", "person", "event", "any"}
)  # decided on the report, not by a list of words


def _predicates(path: Source) -> tuple[Predicate, ...]:
    listed = read_toml(path, _PredicateFile).predicate
    seen: set[str] = set()
    for predicate in listed:
        if predicate.key in seen:
            raise BadKnowledge(f"{path.name}: {predicate.key} stands there twice")
        seen.add(predicate.key)
    return listed


def classes_named(predicate: Predicate) -> Iterator[str]:
    """The classes of nouns that the frame of `predicate` asks for, without their "@"."""
    for allowed in (*predicate.given.values(), *predicate.unless.values()):
        yield from (word[1:] for word in allowed if word.startswith("@"))

"""The words that hand over to another voice ("said", "according to", "claim that") and what each of them does.

An entry names a word or a phrase by its lemmas, head first ("point out", "call for", "express concern"), and the
frames in which it is a cue. A word outside its frames is none: "added that ..." is, "added 300 jobs" is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml

Act = Literal[
    "says", "reports", "asks", "answers", "confirms", "denies", "admits", "agrees", "promises", "demands", "proposes",
    "offers", "warns", "threatens", "accuses", "criticizes", "praises", "supports", "opposes", "refuses", "orders",
    "predicts", "hopes", "doubts", "thanks", "apologizes", "describes",
]  # fmt: skip

Frame = Literal[
    "quote",  # words between quotation marks stand beside it: “...,” Putin noted
    "clause",  # a clause is what was said: said (that) ..., asked whether ..., ..., officials say
    "infinitive",  # vowed to retaliate, urged Israel to halt
    "object",  # condemned the strikes, called for a truce
    "naming",  # called the raid a crime, described it as a crime
    "matrix",  # the sentence around it is what was said: according to Tass, as Tehran put it
]


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/en/cues.toml."""

    words: str  # lemmas, head first; further words are dependents of those before, prepositions included
    pos: Literal["verb", "noun", "preposition"] = "verb"
    act: Act = "says"
    frames: tuple[Frame, ...]
    forms: tuple[str, ...] = ()  # forms of the first word that the parser gives a wrong lemma
    of: tuple[str, ...] = ()  # if given, the object or infinitive must be headed by one of these lemmas
    impersonal: bool = False  # a person as object makes it no cue: "welcomed the deal", not "welcomed him"
    hearer: bool = False  # the object is who is spoken to and no part of what is said: "told reporters that ..."
    document: bool = False  # a cue only where a document or a count speaks: "the figures show that ..."
    negated: bool = False  # the word itself says that nothing was said: "decline to say"
    confidence: float = 1.0  # below 1 for words that often mean something else; multiplies that of the frame
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    source: str


class Setting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/en/settings.toml: a noun for where or how something was said."""

    word: str  # lemma: "briefing", "interview", "telegram"
    kind: Literal["venue", "speech", "medium"]  # a venue says more than a speech held there
    examples: tuple[str, ...] = ()
    source: str


class Encounter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verb that brings a speaker and a hearer together: whoever is "you" in what follows."""

    word: str  # lemma: "meet", "receive"
    examples: tuple[str, ...] = ()
    source: str


class _CueFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    carriers: tuple[str, ...]
    documents: tuple[str, ...]
    mouthpieces: tuple[str, ...]
    bodies: tuple[str, ...]
    attitudes: tuple[str, ...]
    cue: tuple[Cue, ...]


class _SettingFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    setting: tuple[Setting, ...]
    encounter: tuple[Encounter, ...]


@dataclass(frozen=True)
class Cues:
    """All cues, by the lemma they begin with, and the words that go with them."""

    entries: tuple[Cue, ...] = ()
    carriers: frozenset[str] = frozenset()  # verbs that only carry a noun: express (concern), make (a claim)
    documents: frozenset[str] = frozenset()  # nouns for what can speak on paper: report, poll, figure
    mouthpieces: frozenset[str] = frozenset()  # nouns for who speaks in another's name: office, press service
    bodies: frozenset[str] = frozenset()  # nouns that go back to an organisation named before: company, group
    attitudes: frozenset[str] = frozenset()  # lemmas for what goes on in a mind: want, aware
    settings: dict[str, Setting] = field(default_factory=dict)
    encounters: frozenset[str] = frozenset()

    @cached_property
    def by_first_word(self) -> dict[str, tuple[Cue, ...]]:
        """First lemma (or a form that stands for it) -> entries, those with most words first."""
        found: dict[str, list[Cue]] = {}
        for entry in sorted(self.entries, key=lambda e: (-e.words.count(" "), e.pos, e.words)):
            for first in (entry.words.split(" ")[0], *entry.forms):
                found.setdefault(first, []).append(entry)
        return {word: tuple(entries) for word, entries in found.items()}

    @cached_property
    def reporting_verbs(self) -> frozenset[str]:
        """Lemmas of the single verbs that take a clause or a quotation: say, tell, warn ..."""
        verbs = (e for e in self.entries if e.pos == "verb" and {"clause", "quote"} & set(e.frames))
        return frozenset(e.words for e in verbs if " " not in e.words)


FILES: dict[str, type[msgspec.Struct]] = {"en/cues.toml": _CueFile, "en/settings.toml": _SettingFile}


def load_cues(folder: Source) -> Cues:
    """Read en/cues.toml and en/settings.toml below `folder`."""
    path = folder / "en" / "cues.toml"
    cues, settings = read_toml(path, _CueFile), read_toml(folder / "en" / "settings.toml", _SettingFile)
    seen: set[tuple[str, str]] = set()
    for entry in cues.cue:
        if (entry.words, entry.pos) in seen:
            raise BadKnowledge(f"{path.name}: {entry.words} ({entry.pos}) stands there twice")
        seen.add((entry.words, entry.pos))
    return Cues(
        entries=cues.cue,
        carriers=frozenset(cues.carriers),
        documents=frozenset(cues.documents),
        mouthpieces=frozenset(cues.mouthpieces),
        bodies=frozenset(cues.bodies),
        attitudes=frozenset(cues.attitudes),
        settings={s.word: s for s in settings.setting},
        encounters=frozenset(e.word for e in settings.encounter),
    )


def key_of(entry: Cue) -> str:
    """The name a claim's `rule` gives an entry: "en/cues#call_for"."""
    return f"en/cues#{entry.words.replace(' ', '_')}" + ("" if entry.pos == "verb" else f".{entry.pos}")

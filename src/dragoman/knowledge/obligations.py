"""Obligations: what kinds there are and what moves them (data/obligations.toml), their English words
(data/en/obligations.toml), and the words for what became of them (data/en/outcomes.toml)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.happenings import Happenings, load_happenings
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml
from dragoman.model import CommitmentKind, CommitmentStatus, Force

Role = Literal[
    "anyone", "a party", "a party or nobody named", "another party", "an outsider",
    "an outsider or nobody named", "the attacker", "the bound",
    "the beneficiary", "between parties",
]  # fmt: skip
When = Literal["at any time", "afterwards", "clearly afterwards"]
_E = TypeVar("_E", "Duty", "Bond", "Instrument", "Condition", "Sequel", "Outcome", "Sign", "Sort")


class Move(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event that moves a commitment of a kind."""

    to: CommitmentStatus
    acts: tuple[str, ...]  # PLOVER types of the act
    modes: tuple[str, ...] = ()  # any of these PLOVER modes; empty is any or none
    by: Role
    against: Role = "anyone"  # to whom it is done
    when: When = "at any time"
    hangs_on_nothing: bool = False  # only of duties without a condition, or once triggered
    once_triggered: bool = False  # counts only after something triggered the commitment
    within: int = 60  # days in which an event of another report can be meant, from when it was given or triggered
    forces: tuple[Force, ...] = ()  # empty is every force
    why: str  # what the event appears to be, in words that a reader can contest


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/obligations.toml."""

    name: CommitmentKind
    means: str
    atop: str | None = None  # ATOP's variable, where it has one
    various: bool = False  # many different duties are of this kind: to be one, their words must be alike too
    refrains: bool = False  # the kind itself is not to do something: "forbidden" does not turn it round
    source: str
    examples: tuple[str, ...]
    move: tuple[Move, ...] = ()


class Duty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for what is to be done, and the kind of obligation they make."""

    key: str
    kind: CommitmentKind
    words: tuple[str, ...]  # lemmas in order; "..." stands for up to four words, "a|b" for either
    negated: bool = False  # only where it is not to be done: "not to take sides"
    attacked: bool = False  # only where it is for the case of an attack, or owed under a treaty of alliance
    plain: bool = True  # clear enough after a bare "will": "Poland will send tanks"
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


class Pattern(NamedTuple):
    """One of a duty's stretches of words, ready to match: alternatives for each word, None for a gap."""

    duty: Duty
    order: int  # of the duty in the file
    elements: tuple[frozenset[str] | None, ...]


class Bond(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that bind, or say that nobody is bound."""

    key: str
    lemma: str  # empty is any verb in the present tense
    pos: Literal["verb", "noun", "adjective", "preposition"] = "verb"
    particle: tuple[str, ...] = ()  # one of these beside it: "call on", "rule out"
    passive: bool | None = None  # True only in the passive, False only in the active voice
    subject: Literal["bound", "instrument", "asker", "opener"] = "bound"
    object: Literal["bound", "beneficiary", "duty", "nothing"] = "duty"
    duty: tuple[str, ...]  # where the duty stands: "infinitive", "clause", "object", "subject", "gerund", a preposition
    force: Force
    if_not: Force | None = None  # the force where the bond is negated; None: then it says nothing
    only_not: bool = False  # says something only where it is negated: "does not extend to"
    of_none: bool = False  # only where its subject is nobody: "neither party may"
    any_thing: bool = False  # binds to any thing that is named: "pledged 200 nurses"
    conditional: bool = False  # binds only where a condition stands with it: "threatened to strike if"
    of_states: bool = False  # binds states only, not one's own people
    any_duty: bool = False  # binds whatever is to be done; else only duties of a known kind
    kinds: tuple[CommitmentKind, ...] = ()  # binds only to duties of these kinds; empty is every kind
    otherwise: CommitmentKind = "other"  # the kind where the words of the duty name none: who "renounced" holds back
    object_of: tuple[str, ...] = ()  # of a noun: only as the object of one of these verbs: "reached a deal to"
    deadline: bool = False  # only where a time stands between: "gave Tehran until Friday to"
    under: bool = False  # only under an instrument: "Under the deal, Hamas will ..."
    told: bool = False  # or where the reporter says it of a state, an organisation or an official
    said_of_self: bool = False  # only where the bound party says it of itself: "we will", "Warsaw said it would"
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


class Instrument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun that names what binds: "treaty", "ceasefire", "resolution"."""

    key: str
    family: Literal["treaty", "truce", "resolution", "law", "proposal"]  # "the pact" may take up "a treaty"
    source: str
    examples: tuple[str, ...]


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that open a condition or a deadline."""

    key: str
    words: str  # as written, without regard to case
    inverted: bool = False  # only before its subject: "should the talks fail"
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


class Sequel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell whether what they stand with came after, or before, what the report is about."""

    key: str
    words: str
    later: bool
    broken: bool = False  # they say outright that something agreed was broken
    source: str
    examples: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that say of a promise, an offer or a demand what became of it: "broke", "made good on", "despite"."""

    key: str
    lemma: str  # of the verb whose object the promise is, or of the preposition
    particle: tuple[str, ...] = ()  # one of these beside it: "renege on", "tear up"
    to: CommitmentStatus
    if_not: CommitmentStatus | None = None  # what became of it where the words are negated
    forces: tuple[Force, ...] = ()  # only of these; empty is every force
    source: str
    examples: tuple[str, ...]


class Sign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A deed, in words, by which a duty of some kind is kept or broken: "the last of them arrived"."""

    key: str
    kinds: tuple[CommitmentKind, ...] = ()  # of the duties it answers; empty is every kind
    to: CommitmentStatus
    if_not: CommitmentStatus | None = None  # what it shows where it is not done
    words: tuple[str, ...]  # as those of a duty, the verb first
    by: Literal["the bound", "anyone", "what is owed", "the other side"] = "the bound"  # its subject
    forces: tuple[Force, ...] = ()  # of the duties it answers; empty is what can be done, or left undone
    subject: tuple[str, ...] = ()  # lemmas, one of which its subject must be; empty is any
    refrains: bool = False  # to leave something be: shows that a duty not to do it is kept
    things: bool = False  # only where it names something that the duty names
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


class Sort(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns for things of one sort, by which a deed takes up what was promised: "30 million euros", "the money"."""

    key: str
    nouns: tuple[str, ...]
    source: str
    examples: tuple[str, ...]


class SignPattern(NamedTuple):
    """One of a sign's stretches of words, ready to match."""

    sign: Sign
    elements: tuple[frozenset[str] | None, ...]


class _Kinds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: tuple[Kind, ...]


class _Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    light: tuple[str, ...]
    idle: tuple[str, ...]
    silent: tuple[str, ...]
    bond: tuple[Bond, ...]
    duty: tuple[Duty, ...]
    instrument: tuple[Instrument, ...]
    condition: tuple[Condition, ...]


class _Outcomes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    passing: tuple[str, ...]
    words_given: tuple[str, ...]
    going: tuple[str, ...]
    failing: tuple[str, ...]
    against: tuple[str, ...]
    occurring: tuple[str, ...]
    doing: tuple[str, ...]
    speaking: tuple[str, ...]
    unless: tuple[str, ...]
    lasting: tuple[str, ...]
    outcome: tuple[Outcome, ...]
    sort: tuple[Sort, ...]
    sign: tuple[Sign, ...]
    sequel: tuple[Sequel, ...]


@dataclass(frozen=True)
class Obligations:
    """Kinds by name, and the words for bonds, duties, instruments and conditions."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    bonds: tuple[Bond, ...] = ()
    duties: tuple[Duty, ...] = ()
    light: frozenset[str] = frozenset()  # verbs that leave it to their object to say what is to be done
    idle: frozenset[str] = frozenset()  # verbs that tell of no deed, and so bind nobody to one
    silent: frozenset[str] = frozenset()  # words for saying something, or for what is said: they never bind
    passing: frozenset[str] = frozenset()  # what deadlines do: pass, expire
    words_given: frozenset[str] = frozenset()  # nouns by which a promise, an offer or a truce is taken up
    instruments: dict[str, Instrument] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    going: frozenset[str] = frozenset()  # verbs that leave it to another to say what is done: "began to"
    failing: frozenset[str] = frozenset()  # verbs that say of another that it is not done: "failed to"
    against: frozenset[str] = frozenset()  # words that join a deed to the promise it breaks: "although"
    occurring: frozenset[str] = frozenset()  # what deeds do that are told as nouns: "the release came"
    doing: frozenset[str] = frozenset()  # what is done with them: "completed the destruction of"
    speaking: frozenset[str] = frozenset()  # verbs that tell of words, and of no other deed
    unless: frozenset[str] = frozenset()  # words that open what must not happen: "or", "unless"
    lasting: frozenset[str] = frozenset()  # words that open what lasts, and does not come about: "as long as"
    signs: tuple[Sign, ...] = ()
    sorts: tuple[Sort, ...] = ()
    sequels: tuple[Sequel, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    families: Happenings = field(default_factory=Happenings)  # by which "flight" is of "fly"

    @cached_property
    def bonds_of(self) -> dict[str, tuple[Bond, ...]]:
        """Bonds by their lemma, in the order of the file: the first that fits decides."""
        lemmas = dict.fromkeys(b.lemma for b in self.bonds)
        return {lemma: tuple(b for b in self.bonds if b.lemma == lemma) for lemma in lemmas}

    @cached_property
    def duty_patterns(self) -> dict[str, tuple[Pattern, ...]]:
        """The duties' words by their first word, in the order of the file."""
        index: dict[str, list[Pattern]] = {}
        for order, duty in enumerate(self.duties):
            for words in duty.words:
                elements = _elements(words)
                for first in sorted(elements[0] or ()):
                    index.setdefault(first, []).append(Pattern(duty, order, elements))
        return {word: tuple(patterns) for word, patterns in index.items()}

    def sorts_of(self, noun: str) -> frozenset[str]:
        """The keys of the sorts of things that `noun` may name."""
        return self._sorts.get(noun, frozenset())

    @cached_property
    def _sorts(self) -> dict[str, frozenset[str]]:
        nouns = {noun for sort in self.sorts for noun in sort.nouns}
        return {noun: frozenset(s.key for s in self.sorts if noun in s.nouns) for noun in nouns}

    @cached_property
    def sign_patterns(self) -> dict[str, tuple[SignPattern, ...]]:
        """The signs' words by their verb, those with more words first."""
        index: dict[str, list[SignPattern]] = {}
        for sign in self.signs:
            for elements in map(_elements, sign.words):
                for first in sorted(elements[0] or ()):
                    index.setdefault(first, []).append(SignPattern(sign, elements))
        return {word: tuple(sorted(found, key=lambda p: -len(p.elements))) for word, found in index.items()}


FILES: dict[str, type[msgspec.Struct]] = {
    "obligations.toml": _Kinds, "en/obligations.toml": _Words, "en/outcomes.toml": _Outcomes,
}  # fmt: skip


def load_obligations(folder: Source, language: str = "en") -> Obligations:
    """Read obligations.toml, <language>/obligations.toml and <language>/outcomes.toml below `folder`."""
    path = folder / language / "obligations.toml"
    words = read_toml(path, _Words)
    endings_path = folder / language / "outcomes.toml"
    endings = read_toml(endings_path, _Outcomes)
    kinds = read_toml(folder / "obligations.toml", _Kinds).kind
    _unique(path, words.bond)
    _unique(path, words.duty)
    return Obligations(
        kinds={k.name: k for k in kinds},
        bonds=words.bond,
        duties=words.duty,
        light=frozenset(words.light),
        idle=frozenset(words.idle),
        silent=frozenset(words.silent),
        passing=frozenset(endings.passing),
        words_given=frozenset(endings.words_given),
        instruments=_unique(path, words.instrument),
        conditions=tuple(sorted(_unique(path, words.condition).values(), key=lambda c: -len(c.words))),
        going=frozenset(endings.going),
        failing=frozenset(endings.failing),
        against=frozenset(endings.against),
        occurring=frozenset(endings.occurring),
        doing=frozenset(endings.doing),
        speaking=frozenset(endings.speaking),
        unless=frozenset(endings.unless),
        lasting=frozenset(endings.lasting),
        signs=tuple(_unique(endings_path, endings.sign).values()),
        sorts=tuple(_unique(endings_path, endings.sort).values()),
        sequels=tuple(_unique(endings_path, endings.sequel).values()),
        outcomes=tuple(_unique(endings_path, endings.outcome).values()),
        families=load_happenings(folder),
    )


def _elements(words: str) -> tuple[frozenset[str] | None, ...]:
    return tuple(None if w == "..." else frozenset(w.casefold().split("|")) for w in words.split())


def _unique(path: Source, entries: Iterable[_E]) -> dict[str, _E]:
    found: dict[str, _E] = {}
    for entry in entries:
        if entry.key in found:
            raise BadKnowledge(f"{path.name}: {entry.key} stands there twice")
        found[entry.key] = entry
    return found

"""The words and the grammar of time expressions. Read from data/<language>/times.toml.

A rule's pattern is a row of items: a word stands for itself, `<month>` for any word of that class, `<DATE>` for
whatever another rule gives; `a|b` is either, `?` may be missing, and items in brackets must be there but are no part
of the expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml

Gives = Literal["DATE", "TIME", "DURATION", "SET", "AMOUNT", "CLOCK"]
Guard = Literal["adverb", "common", "free_number", "length", "month", "season", "untitled", "weekday", "year"]
Worth = int | float | str

# Classes that are read off the form of a word, not listed: see stages/timex/grammar.py.
SHAPES = frozenset("ampm capital clock day decade hhmm hour iso number ordinal_day rank slashed word year".split())


class TimeRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of expression: how it is written, and how it is read."""

    key: str
    gives: Gives  # a TIMEX3 type, or a part that only other rules use
    reading: str  # name of a function of stages/timex/readings.py
    patterns: tuple[str, ...]
    params: dict[str, Worth] = msgspec.field(default_factory=dict, name="with")  # what the words leave unsaid
    guard: Guard | None = None  # a check on the grammar around it: see stages/timex/guards.py
    pair: str | None = None  # "June 3 and 4" are two times: the class that occurs twice
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


class Cues(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lists of words around an expression; lemmas where a verb or noun is meant."""

    looks_back: frozenset[str]  # prepositions
    looks_ahead: frozenset[str]
    planned: frozenset[str]  # verbs, nouns and adjectives of what lies ahead
    unplanned: frozenset[str]  # nouns of what lies behind
    fulfilled: frozenset[str]  # verbs whose infinitive shares their outlook
    doubtful_months: frozenset[str]  # months that are words of another kind, too
    before_a_month: frozenset[str]
    before_a_length: frozenset[str]
    after_a_length: frozenset[str]
    before_a_year: frozenset[str]
    numbered: frozenset[str]  # words before a number that is no year
    hedges: frozenset[str]  # words before a round number that is no year
    counted: frozenset[str]  # words after a number that is no year
    named_days: frozenset[str]  # words before a weekday that is part of a name
    publication: frozenset[str]  # words beside the date in a line with the day of publication


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    capitalised: tuple[str, ...]  # classes whose words must begin with a capital
    words: dict[str, dict[str, Worth]]  # class -> word -> what it is worth
    cues: Cues
    rule: tuple[TimeRule, ...]


class Item(NamedTuple):
    """One place of a pattern: the symbols that may fill it."""

    symbols: tuple[str, ...]
    optional: bool
    inside: bool  # whether it is part of the expression, not only of what stands around it


class Pattern(NamedTuple):
    """A pattern of `rule`, ready to be matched."""

    number: int
    rule: TimeRule
    items: tuple[Item, ...]
    needs: tuple[tuple[str, ...], ...]  # symbols of words of which one each must be there


@dataclass(frozen=True)
class Times:
    """Classes of words, cues and rules."""

    capitalised: frozenset[str]
    words: dict[str, dict[str, Worth]]  # class -> word -> worth
    cues: Cues
    rules: tuple[TimeRule, ...]

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """All patterns of all rules."""
        written = [(rule, tuple(_items(p))) for rule in self.rules for p in rule.patterns]
        return tuple(Pattern(n, rule, items, tuple(_needs(items))) for n, (rule, items) in enumerate(written))

    @cached_property
    def senses(self) -> dict[str, tuple[tuple[str, Worth], ...]]:
        """Word -> the symbols it may fill and what it is worth as each: a class, or itself where a rule names it."""
        found: dict[str, dict[str, Worth]] = {}
        for name, words in self.words.items():
            for word, worth in words.items():
                found.setdefault(word, {})[f"<{name}>"] = worth
        literals = {s for p in self.patterns for item in p.items for s in item.symbols if not s.startswith("<")}
        for word in sorted(literals):
            found.setdefault(word, {})[word] = word
        return {word: tuple(senses.items()) for word, senses in found.items()}

    @cached_property
    def starting(self) -> dict[str, dict[str, tuple[Pattern, ...]]]:
        """What a rule gives -> symbol of a word -> patterns that can begin with such a word.

        Patterns that begin with a word of context, not of the expression, stand under "CONTEXT".
        """
        found: dict[str, dict[str, list[Pattern]]] = {}
        for pattern in self.patterns:
            table = found.setdefault(pattern.rule.gives if pattern.items[0].inside else "CONTEXT", {})
            for symbol in sorted(self._firsts(pattern, frozenset())):
                table.setdefault(symbol, []).append(pattern)
        return {gives: {s: tuple(p) for s, p in table.items()} for gives, table in found.items()}

    def _firsts(self, pattern: Pattern, seen: frozenset[str]) -> set[str]:
        symbols: set[str] = set()
        for item in pattern.items:
            for symbol in item.symbols:
                if not _is_part(symbol):
                    symbols.add(symbol)
                elif symbol not in seen:
                    inner = [p for p in self.patterns if p.rule.gives == symbol[1:-1]]
                    symbols |= {s for p in inner for s in self._firsts(p, seen | {symbol})}
            if not item.optional:
                break
        return symbols


def _is_part(symbol: str) -> bool:
    return symbol.startswith("<") and symbol[1:-1].isupper()


def _items(pattern: str) -> Iterator[Item]:
    inside = True
    for piece in re.findall(r"[\[\]]|[^\s\[\]]+", pattern):
        if piece in "[]":
            inside = piece == "]"
            continue
        optional = len(piece) > 1 and piece.endswith("?")
        yield Item(tuple((piece[:-1] if optional else piece).split("|")), optional, inside)


def _needs(items: tuple[Item, ...]) -> Iterator[tuple[str, ...]]:
    for item in items:
        if not item.optional and not any(_is_part(s) for s in item.symbols):
            yield item.symbols


FILES: dict[str, type[msgspec.Struct]] = {"en/times.toml": _File}


def load_times(path: Source) -> Times:
    """Read and check one times.toml."""
    file = read_toml(path, _File)
    keys = [rule.key for rule in file.rule]
    if twice := sorted({k for k in keys if keys.count(k) > 1}):
        raise BadKnowledge(f"{path.name}: rule {twice[0]} stands there twice")
    times = Times(
        capitalised=frozenset(file.capitalised),
        words=file.words,
        cues=file.cues,
        rules=file.rule,
    )
    known = set(file.words) | SHAPES | {rule.gives for rule in file.rule}
    for pattern in times.patterns:
        for symbol in (s for item in pattern.items for s in item.symbols if s.startswith("<")):
            if symbol[1:-1] not in known:
                raise BadKnowledge(f"{path.name}: rule {pattern.rule.key} uses {symbol}, which nothing defines")
    return times

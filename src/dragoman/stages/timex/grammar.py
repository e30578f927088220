"""Finding time expressions: words to symbols, and rows of symbols to the rules they fit.

A small chart parser. Each place of a text is tried once for each kind of expression and the result is kept, patterns
are short, and a word that no rule knows is passed over at once: time grows with the number of words, no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dragoman.knowledge.times import Item, Pattern, TimeRule, Times

_WORD = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?(?!\d))|(?P<slashed>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/]))"
    r"|(?P<clock>\d{1,2}[:.]\d{2}(?=\s?[ap]\.?\s?m\b)|(?<![\d:])\d{1,2}:\d{2}(?![\d:]))|(?P<ampm>(?<![^\W\d_])[ap](?:\.\s?m\.?|m\b))"
    r"|(?P<decade>(?:\b|['’‘])(?:\d\d)?\d0(?:'|’)?s\b)|(?P<nth>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<figure>\d+(?:[.,]\d+)*)|(?P<letters>[^\W\d_]+)|(?P<mark>[^\s\w])",
    re.IGNORECASE,
)
_DEEPEST = 4  # "early | on the morning of | the last day of | June": no expression nests deeper
_TOP = ("DATE", "TIME", "DURATION", "SET")


class Word(NamedTuple):
    """A word or mark of the text with the symbols it may fill and its worth as each."""

    start: int
    end: int
    senses: Mapping[str, Any]


class Part(NamedTuple):
    """What filled one place of a pattern: the worth of a word, or the Match of another rule."""

    worth: Any
    start: int
    end: int


class Match(NamedTuple):
    """A rule that fits. Offsets are characters and leave out what is only context; `after` is the next word."""

    rule: TimeRule
    start: int
    end: int
    after: int
    parts: Mapping[str, Part]  # class or kind -> part, context left out; the second of a class is named "day2"


class Chart:
    """The words of one paragraph and what has been matched at each of them so far."""

    def __init__(self, times: Times, words: list[Word]) -> None:
        self.words = words
        self._starting = times.starting
        self._known: dict[tuple[str, int, int], Match | None] = {}
        self._depth = 0  # expressions within expressions
        self._here = frozenset(symbol for word in words for symbol in word.senses)
        self._hopeless: dict[int, bool] = {}  # pattern -> whether a word it must have is nowhere in the paragraph

    def matches(self, i: int) -> list[Match]:
        """All that begins with word `i`, the longest first; of equals, those that regard context first.

        A pattern may begin with one word of context, so those that fit from the word before are looked at, too.
        """
        found = [m for m in self._all("CONTEXT", i - 1) if m.start == self.words[i].start] if i else []
        found += [m for gives in _TOP for m in self._all(gives, i)]
        return sorted(found, key=lambda m: -m.after)

    def _longest(self, gives: str, i: int) -> Match | None:
        if self._depth == _DEEPEST:
            return None
        key = (gives, i, self._depth)
        if key not in self._known:
            self._depth += 1
            self._known[key] = max(self._all(gives, i), key=lambda m: m.after, default=None)
            self._depth -= 1
        return self._known[key]

    def _all(self, gives: str, i: int) -> list[Match]:
        table, senses = self._starting[gives], self.words[i].senses
        if table.keys().isdisjoint(senses):
            return []
        patterns = {p.number: p for symbol in senses for p in table.get(symbol, ()) if not self._lacks(p)}
        fits = ((p.rule, self._fit(p.items, 0, i)) for p in patterns.values())
        return [self._match(rule, fit) for rule, fit in fits if fit]

    def _lacks(self, pattern: Pattern) -> bool:
        known = self._hopeless.get(pattern.number)
        if known is None:
            known = any(self._here.isdisjoint(symbols) for symbols in pattern.needs)
            self._hopeless[pattern.number] = known
        return known

    def _fit(self, items: tuple[Item, ...], at: int, i: int) -> list[tuple[str, bool, Part, int]] | None:
        """What fills `items[at:]` from word `i` on, as (symbol, inside, part, next word); None if they do not fit."""
        if at == len(items):
            return []
        item = items[at]
        for symbol in item.symbols if i < len(self.words) else ():
            filled = self._fill(symbol, i)
            if filled is not None:
                part, after = filled
                rest = self._fit(items, at + 1, after)
                if rest is not None:
                    return [(symbol, item.inside, part, after), *rest]
        return self._fit(items, at + 1, i) if item.optional else None

    def _fill(self, symbol: str, i: int) -> tuple[Part, int] | None:
        word = self.words[i]
        if symbol in word.senses:
            return Part(word.senses[symbol], word.start, word.end), i + 1
        if symbol[1:-1].isupper():
            match = self._longest(symbol[1:-1], i)
            return (Part(match, match.start, match.end), match.after) if match else None
        return None

    def _match(self, rule: TimeRule, fit: list[tuple[str, bool, Part, int]]) -> Match:
        parts: dict[str, Part] = {}
        for symbol, within, part, _ in fit:
            if within and symbol.startswith("<"):
                name = symbol[1:-1]
                parts[name + "2" if name in parts else name] = part
        inside = [part for _, within, part, _ in fit if within]
        return Match(rule, inside[0].start, inside[-1].end, fit[-1][3], parts)


def words_of(times: Times, text: str, start: int, end: int) -> list[Word]:
    """The words and marks of `text[start:end]`."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        kind, raw = str(match.lastgroup), match[0]
        if found and match.start() < found[-1].end:  # the full stop of "Jan."
            continue
        if kind == "letters":
            stop = match.end()
            if text[stop : stop + 1] == "." and raw.lower() + "." in times.senses:  # "Jan.", not the end of a sentence
                raw, stop = raw + ".", stop + 1
            found.append(Word(match.start(), stop, _letters(times, raw)))
        else:
            shapes = [(f"<{name}>", worth) for name, worth in _SHAPES[kind](raw)] if kind in _SHAPES else []
            found.append(Word(match.start(), match.end(), dict([*times.senses.get(raw, ()), *shapes])))
    return found


def _letters(times: Times, raw: str) -> dict[str, Any]:
    senses = {
        s: w for s, w in times.senses.get(raw.lower(), ()) if raw[0].isupper() or s[1:-1] not in times.capitalised
    }
    senses["<word>"] = raw
    if raw[0].isupper():
        senses["<capital>"] = raw
    return senses


def _figure(raw: str) -> Iterable[tuple[str, Any]]:
    """ "23" may be a day, an hour or a number; "2025" a year; "2,000" only a number; 20,000 digits nothing at all."""
    if len(raw) > 12:
        return
    if "," in raw and not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", raw):
        return
    if raw.count(".") > 1:
        return
    worth = float(raw.replace(",", ""))
    yield "number", int(worth) if worth.is_integer() else worth
    if raw.isdecimal():
        n = int(raw)
        if len(raw) <= 2 and 1 <= n <= 31:
            yield "day", n
        if len(raw) <= 2 and n <= 24:
            yield "hour", n
        if len(raw) == 4 and 1000 <= n <= 2199:
            yield "year", n
        if len(raw) == 4 and n <= 2400 and n % 100 < 60:
            yield "hhmm", (n // 100, n % 100)


def _clock(raw: str) -> Iterable[tuple[str, Any]]:
    hour, minute = (int(n) for n in re.split(r"[:.]", raw))
    if hour <= 24 and minute < 60:
        yield "clock", (hour, minute)


def _nth(raw: str) -> Iterable[tuple[str, Any]]:
    n = int(raw[:-2])
    yield "rank", n
    if 1 <= n <= 31:
        yield "ordinal_day", n


_SHAPES = {
    "iso": lambda raw: [("iso", raw)],
    "slashed": lambda raw: [("slashed", raw)],
    "clock": _clock,
    "ampm": lambda raw: [("ampm", "pm" if raw[0] in "pP" else "am")],
    "decade": lambda raw: [("decade", re.sub(r"\D", "", raw))],
    "nth": _nth,
    "figure": _figure,
}

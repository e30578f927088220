"""How many of what a sentence counts, with how sure it is: "at least 12" and "dozens" are ranges. Pure.

What is counted is known by what befell them ("killed") and who they are, so that "12 soldiers" and "20 people" are not
compared. The words are those of casualty reports; ranges of rough words are ours, wide on purpose.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple


class Amount(NamedTuple):
    """From how many to how many, both included, and in what words."""

    low: float
    high: float
    said: str


_UNITS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPELT = {word: n for n, word in enumerate(_UNITS.split(), 2)} | {w: 10 * n for n, w in enumerate(_TENS.split(), 2)}
_ROUGH = {"dozens": (20, 999), "scores": (40, 999), "hundreds": (100, 9_999), "thousands": (1_000, 999_999)}
_TIMES = {"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NUMBER = re.compile(
    rf"(?P<money>[$€£]\s?)?\b(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}(?:\.\d+)?)|(?P<word>{'|'.join(_SPELT)}))"
    rf"(?![\w%]|[-:/.]\d|-\w)(?:\s(?P<times>{'|'.join(_TIMES)}))?\b|\b(?P<rough>{'|'.join(_ROUGH)})\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"(?:at least|more than|over|no fewer than|no less than|upwards of|above)\s+$", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:up to|at most|fewer than|less than|under|as many as|no more than)\s+$", re.IGNORECASE)
_ABOUT = re.compile(r"(?:some|about|around|nearly|almost|roughly|approximately|close to|a|an)\s+$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:]\s|\s(?:and|but|while|including|with|after)\s", re.IGNORECASE)
_BEFELL = {
    "killed": r"kill\w*|dead|die[ds]?|dying|deaths?|death toll|los[te]\w* (?:his|her|their) li\w+",
    "wounded": r"wound\w*|injur\w*|hurt",
    "arrested": r"arrest\w*|detain\w*|detention",
    "captured": r"captur\w*|abduct\w*|kidnap\w*|taken hostage",
    "displaced": r"displac\w*|evacuat\w*|fled|flee\w*|homeless",
    "missing": r"missing",
    "released": r"releas\w*|freed?",
}
_FATES = {fate: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for fate, words in _BEFELL.items()}
TOLLS = frozenset({"killed", "wounded", "displaced", "missing", "arrested"})  # which grow as reports come in
_PEOPLE = frozenset(
    "people person persons others other residents lives individuals were was have had dead more".split()
)
_NO_THING = frozenset(  # a number before these counts nothing that happened
    "year years month months week weeks day days hour hours minute minutes second seconds mile miles kilometer "
    "kilometers kilometre kilometres meter meters metre metres percent january february march april may june july "
    "august september october november december the and from that which who".split()
)
_MONTH = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*\.?\s+$|\b(?:in|since|of|by|aged)\s+$"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_PAUSE = re.compile(r"[^\w\s]")
_NEAR = 60  # characters of a clause either side


def amounts(sentence: str) -> dict[str, Amount]:
    """What is counted -> how many: "killing at least 20 people" is {"killed people": 20 to any}; the first of each."""
    found: dict[str, Amount] = {}
    for number in _NUMBER.finditer(sentence):
        amount = _amount(number, sentence)
        for of in _of(number, sentence) if amount else ():
            found.setdefault(of, amount)  # type: ignore[arg-type]
    return found


def apart(one: Amount, other: Amount) -> bool:
    """Whether no number fits both."""
    return one.high < other.low or other.high < one.low


def _amount(number: re.Match[str], sentence: str) -> Amount | None:
    before, said = sentence[: number.start()], number[0].strip()
    if rough := number["rough"]:
        return Amount(*_ROUGH[rough.casefold()], said)
    word = number["word"]
    value = _SPELT[word.casefold()] if word else float(number["digits"].replace(",", ""))
    bare = number["digits"] and not (number["times"] or number["money"])
    if bare and (_MONTH.search(before) or (1900 <= value < 2100 and "," not in number["digits"])):
        return None  # a date, or a year
    value *= _TIMES[number["times"].casefold()] if number["times"] else 1
    if found := next((p for p in (_AT_LEAST, _AT_MOST, _ABOUT) if p.search(before)), None):
        said = f"{before[found.search(before).start() :].strip()} {said}"  # type: ignore[union-attr]
    low = 0.0 if found is _AT_MOST else 0.7 * value if found is _ABOUT else value
    high = math.inf if found is _AT_LEAST else 1.4 * value if found is _ABOUT else value
    return Amount(low, high, said)


def _of(number: re.Match[str], sentence: str) -> Iterator[str]:
    """What a number counts, if it is anything."""
    if number["money"]:
        yield f"{number['money'].strip()}"
        return
    beside = _PAUSE.split(sentence[number.end() : number.end() + 30])[0]
    after = [w[0].casefold() for w in _WORD.finditer(beside)]
    if after and after[0] in _NO_THING:
        return
    noun = after[0] if after else ""
    if noun in ("dollars", "euros", "pounds"):
        yield {"dollars": "$", "euros": "€", "pounds": "£"}[noun]
        return
    counted = "people" if not noun or noun in _PEOPLE or _fate(noun) else noun.removesuffix("s")
    fate = _fate(_clause(number, sentence))
    if fate:
        yield f"{fate} {counted}"
    elif counted != "people":
        yield counted


def _clause(number: re.Match[str], sentence: str) -> str:
    """The words around a number that say what it is of."""
    before = sentence[max(0, number.start() - _NEAR) : number.start()]
    after = sentence[number.end() : number.end() + _NEAR]
    ends = [m.end() for m in _CLAUSE_END.finditer(before)]
    end = _CLAUSE_END.search(after)
    return f"{before[ends[-1] if ends else 0 :]} # {after[: end.start()] if end else after}"


def _fate(words: str) -> str | None:
    """What befell those counted: the word nearest to the number (#)."""
    middle = max(0, words.find("#"))
    found = [(abs(m.start() - middle), fate) for fate, p in _FATES.items() for m in p.finditer(words)]
    return min(found)[1] if found else None

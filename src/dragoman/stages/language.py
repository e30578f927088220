"""Which language the report is in. One that is not English is kept and said, and none of it is read."""

from __future__ import annotations

import re

from msgspec import structs

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.languages import Languages
from dragoman.model import Problem

_SAMPLE = 20_000  # characters looked at
_FEW_WORDS = 40  # below this a text without English function words may be a headline or a list of names
_FEW_HITS = 2  # words of another language's own that a short text must have: "met" and "in" are Dutch, too
_RARE = 0.04  # share of function words below which a longer text is not English; running English has 0.3 to 0.45


def language(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill the report's language; where it is not English, leave a Problem and nothing for other stages to read."""
    code = _guess(draft.report.text[:_SAMPLE].casefold(), knowledge.languages)
    if code == "en":
        return draft
    name = knowledge.languages.name(code)
    message = f"looks like {name}: not read, only English is" if code != "und" else "not English: not read"
    return draft.having(
        report=structs.replace(draft.report, language=code),
        reach=0,
        problems=(*draft.problems, Problem(stage="language", message=message)),
    )


def _guess(sample: str, languages: Languages) -> str:
    letters = sum(c.isalpha() for c in sample)
    words = re.findall(r"[^\W\d_]+", sample)
    shares = {code: sum(w in listed for w in words) / len(words) for code, listed in languages.words.items() if words}
    latin = sum("a" <= c <= "z" or "\xdf" <= c <= "\u024f" for c in sample)
    if letters and latin < letters / 2:
        return _by_letters(sample, letters, shares, languages)
    others = {code: share for code, share in shares.items() if code not in languages.letters and code != "en"}
    best = max(others, key=others.__getitem__, default="en")
    english = shares.get("en", 0.0)
    theirs, ours = languages.words.get(best, frozenset()), languages.words.get("en", frozenset())
    own, english_alone = set(words) & (theirs - ours), set(words) & (ours - theirs)
    # "Ursula von der Leyen embraced the plan": names bring words of their language with them
    enough = len(words) >= _FEW_WORDS or len(own) >= _FEW_HITS * (1 + len(english_alone))
    if len(words) >= 6 and enough and others.get(best, 0.0) > max(1.5 * english, 0.12):
        return best
    return "und" if len(words) >= _FEW_WORDS and english < _RARE else "en"


def _by_letters(sample: str, letters: int, shares: dict[str, float], languages: Languages) -> str:
    """The language with the most letters of its own in `sample`; function words decide between like alphabets."""
    found = {
        code: len(pattern.findall(sample)) / letters + shares.get(code, 0.0)
        for code, pattern in languages.letters.items()
        if code not in languages.marks or languages.marks[code].search(sample)
    }
    best = max(found, key=found.__getitem__, default="und")
    return best if found.get(best, 0.0) > 0.4 else "und"

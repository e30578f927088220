"""Checks on the grammar around an expression, for words that are only sometimes times."""

from __future__ import annotations

import re
from collections.abc import Callable

from dragoman.knowledge.times import Times
from dragoman.model import Span
from dragoman.stages.timex.grammar import Match
from dragoman.syntax import Syntax, Token


def passes(match: Match, text: str, syntax: Syntax, times: Times) -> bool:
    """Whether the rule's guard lets `match` pass. Without a parse, guards go by the neighbouring words alone."""
    if match.rule.guard is None:
        return True
    tokens = syntax.tokens_in(Span(match.start, match.end))
    return _GUARDS[match.rule.guard](match, text, syntax, tokens, times)


def _adverb(match: Match, text: str, syntax: Syntax, tokens: list[Token], times: Times) -> bool:
    """ "struck overnight", not "overnight strikes": the word hangs on a verb."""
    return not tokens or tokens[-1].dep not in ("amod", "compound", "nmod", "prep", "mark")


def _common(match: Match, text: str, syntax: Syntax, tokens: list[Token], times: Times) -> bool:
    """No part of a name: "daily talks", not "the Daily Mail"."""
    before = text[max(0, match.start - 3) : match.start].strip()
    return text[match.start].islower() or not before or before[-1] in ".!?:"


def _untitled(match: Match, text: str, syntax: Syntax, tokens: list[Token], times: Times) -> bool:
    """No title in quotation marks: the programme “This Week”."""
    quoted = text[max(0, match.start - 1) : match.start] in ("“", "‘", '"', "'") and match.start > 0
    return not (quoted and text[match.start : match.end].istitle() and re.match("[,.]?[”’\"']", text[match.end :][:2]))


def _month(match: Match, text: str, syntax: Syntax, tokens: list[Token], times: Times) -> bool:
    """A month that is no verb ("may", "march") and no person ("Theresa May", "April Ryan")."""
    word = text[match.start : match.end].lower()
    if tokens and syntax.label_of.get(tokens[-1].i) in ("PERSON", "ORG", "FAC", "WORK_OF_ART"):
        return False
    if word not in times.cues.doubtful_months:
        return True
    before = _before(text, match.start)
    return before in times.cues.before_a_month and not (tokens and tokens[0].tag.startswith(("MD", "VB")))


def _season(match: Match, text: str, syntax: Syntax, tokens: list[Token], times: Times) -> bool:
    """A season after "in", "in the", "this"; never "the fall of Kabul", and no verb ("prices fall")."""
    words = text[max(0, match.start - 40) : match.start].lower().split()
    near = words[-2] if len(words) > 1 and words[-1] == "the" else words[-1] if words else ""
    if near not in times.cues.before_a_month or text[match.end : match.end + 3].lower() == " of":
        return False
    return not (tokens and tokens[-1].tag.startswith("VB"))


def _length(match: Match, text: str, syntax: Syntax, tokens: list[Token], times: Times) -> bool:
    """A length, not an age ("41-year-old") and not a day on which something is so ("a day to remember")."""
    if text[match.end : match.end + 5].lower().lstrip(" -").startswith("old"):
        return False
    if text[match.start : match.end].lower() != "a day":
        return True
    after = text[match.end : match.end + 20].split()
    return _before(text, match.start) in times.cues.before_a_length or bool(
        after and after[0].lower() in times.cues.after_a_length
    )


def _weekday(match: Match, text: str, syntax: Syntax, tokens: list[Token], times: Times) -> bool:
    """A weekday that is no part of a name ("Bloody Sunday", "Black Friday", "the Friday Times")."""
    return _before(text, match.start) not in times.cues.named_days


def _free_number(match: Match, text: str, syntax: Syntax, tokens: list[Token], times: Times) -> bool:
    """ "on June 3 and 4", not "on June 3 and 4 people died": the number counts nothing that follows."""
    return not (tokens and tokens[-1].dep == "nummod" and tokens[-1].head > tokens[-1].i)


def _year(match: Match, text: str, syntax: Syntax, tokens: list[Token], times: Times) -> bool:
    """A number that is a year: no count, no price, no part of a name or of a longer number."""
    year = match.parts["year"]
    before = _before(text, year.start)
    plain = before in times.cues.before_a_year
    round_figure = year.worth % 100 == 0
    if not (1000 if plain else 1600) <= year.worth <= 2100 or _glued(text, year.start, year.end):
        return False
    if before in times.cues.numbered or (round_figure and before in times.cues.hedges):
        return False
    after = text[year.end : year.end + 30].lstrip(" -").split(" ", 1)[0].strip(".,;:)").lower()
    if after in times.cues.counted:
        return False
    if not tokens or tokens[-1].dep != "nummod" or syntax.tokens[tokens[-1].head].tag != "NNS":
        return True
    counts = tokens[-1].head > tokens[-1].i  # "2000 settlers"; but "the 2024 elections", "in 2024 elections"
    known = plain or any(c.dep in ("det", "poss") for c in syntax.children(tokens[-1].head))
    return not counts or (known and not round_figure)


def _glued(text: str, start: int, end: int) -> bool:
    """Whether signs around a number make it no year: "$2000", "KC-2000", "2000%", "1999/2000"."""
    before, after = text[max(0, start - 12) : start], text[end : end + 2]
    word = re.search(r"([^\W\d_]+)-$", before)
    if word is not None and word[1].lower() not in ("pre", "post", "mid", "early", "late"):
        return True
    if before.endswith(tuple("$£€¥#./+=@_&")):
        return True
    return after[:1] in ("%", "°", "@", "_") or (after[:1] in (":", "/") and after[1:].isdigit())


def _before(text: str, start: int) -> str:
    words = text[max(0, start - 40) : start].split()
    return words[-1].lower().strip("(“\"'‘") if words else ""


_GUARDS: dict[str, Callable[[Match, str, Syntax, list[Token], Times], bool]] = {
    "adverb": _adverb,
    "common": _common,
    "length": _length,
    "month": _month,
    "season": _season,
    "untitled": _untitled,
    "weekday": _weekday,
    "year": _year,
    "free_number": _free_number,
}

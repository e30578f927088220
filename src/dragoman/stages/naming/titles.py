"""Titles beside names: "Iranian Foreign Minister Abbas Araghchi", "Dmitry Peskov, the Kremlin spokesman"."""

from __future__ import annotations

from dragoman.knowledge.actor_entries import Title
from dragoman.knowledge.word_classes import NameWords
from dragoman.stages.naming.phrases import Phrase, closing
from dragoman.syntax import Syntax

JOINTS = frozenset("-’'")  # within names
_THERE = frozenset(("in", "on", "at", "near", "outside"))
NO_NAME = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "QUANTITY", "PERCENT"))  # labels of the parser


def title_before(
    syntax: Syntax, words: NameWords, first: int, ends: dict[int, Phrase[Title]]
) -> tuple[int, int] | None:
    """Tokens of the titles right before a name, with whose they are."""
    at, start = first - 1, None
    while at >= 0 and syntax.tokens[at].text.casefold().strip(".") in words.honorifics:
        at -= 1
    if at >= 0 and syntax.tokens[at].text == "," and syntax.tokens[at].sentence == syntax.tokens[first].sentence:
        at = before_comma(syntax, at, ends)
    while at >= 0 and at in ends:
        phrase = ends[at]
        start = (
            min(phrase.first, phrase.owner.first)
            if phrase.owner and phrase.owner.first < phrase.first
            else phrase.first
        )
        at = start - 1
    if start is None and first - 1 in ends and ends[first - 1].last == ends[first - 1].first:
        return first - 1, first  # "Dr Ana Sousa": no office, but a calling
    if start is None or syntax.tokens[start].sentence != syntax.tokens[first].sentence:
        return None
    last = first - 1
    while syntax.tokens[last].text == "," or syntax.tokens[last].text.casefold().strip(".") in words.honorifics:
        last -= 1
    return start, last + 1


def title_after(syntax: Syntax, words: NameWords, last: int, titles: list[Phrase[Title]]) -> tuple[int, int] | None:
    """Tokens of a title in apposition: "Peskov, the Kremlin spokesman, said"."""
    if last + 1 >= len(syntax.tokens) or syntax.tokens[last + 1].text != ",":
        return None
    name = syntax.tokens[last]
    if name.dep == "pobj" and syntax.tokens[name.head].lemma in _THERE:
        return None  # "held on Jolo, a spokeswoman said"
    for phrase in titles:
        several = syntax.tokens[phrase.last].tag in ("NNS", "NNPS")  # "Brant OPP, firefighters and medics": a row
        if last + 1 < phrase.first <= last + 10 and not several:
            first = min(phrase.first, phrase.owner.first) if phrase.owner else phrase.first
            stop = closing(syntax, phrase.owner.last) if phrase.owner else phrase.last
            stop = max(phrase.last, stop)
            between = syntax.tokens[last + 2 : first]
            same = syntax.tokens[first].sentence == syntax.tokens[last].sentence
            bare = all(t.pos in ("DET", "ADJ", "NOUN", "PROPN", "PART", "ADV") for t in between)
            named_next = continues(syntax, words, phrase.last + 1) if phrase.last + 1 < len(syntax.tokens) else False
            return (first, stop + 1) if same and bare and not named_next else None
    return None


def before_comma(syntax: Syntax, comma: int, ends: dict[int, Phrase[Title]]) -> int:
    """Where the title ends in "Iran's foreign minister, Abbas Araghchi" or "the ambassador to Seoul, Jan Novak"."""
    for back in range(1, 12):  # "the head of the bloc's commission, Omar Touray"
        at = comma - back
        if at < 0 or syntax.tokens[at].pos in ("VERB", "AUX", "PUNCT"):
            break
        if at in ends and (back == 1 or syntax.tokens[at + 1].text in ("to", "in", "for", "of", "at")):
            return comma if syntax.tokens[at].tag in ("NNS", "NNPS") else at  # not "... its farmers, Balladur said"
    return comma


def continues(syntax: Syntax, words: NameWords, i: int) -> bool:
    token = syntax.tokens[i]
    if token.tag in ("NNP", "NNPS") and token.text[0].isupper() and syntax.label_of.get(i) not in NO_NAME:
        return True
    joins = token.text.casefold() in words.particles | JOINTS and i + 1 < len(syntax.tokens)
    return joins and syntax.tokens[i + 1].tag == "NNP" and syntax.tokens[i + 1].text[0].isupper()

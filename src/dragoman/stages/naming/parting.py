"""Surnames that the parser takes for the end of a place's name: "In Riyadh Kerry asked for more time"."""

from __future__ import annotations

from dragoman.knowledge.actors import Actors
from dragoman.knowledge.word_classes import NameWords
from dragoman.stages.naming.matching import fold
from dragoman.syntax import Syntax, Token

_LONGEST = 5  # words of a place before a surname
_SPEAKING = ("VBD", "VBZ", "VBP", "MD")  # tags of what a subject does


def parted(syntax: Syntax, actors: Actors, words: NameWords, surnames: set[int]) -> set[int]:
    """Tokens that are a person's surname right after a place, though the parser may see one name in the two.

    `surnames` are tokens that may be somebody's surname. The words before must follow a preposition of place, and what
    comes after must be a verb.
    """
    tokens = (syntax.tokens[i] for i in sorted(surnames))
    return {t.i for t in tokens if _acts(syntax, t) and _after_place(syntax, actors, words, t)}


def _acts(syntax: Syntax, token: Token) -> bool:
    """Whether a verb comes next, perhaps after an adverb."""
    after = [t for t in syntax.tokens[token.i + 1 : token.i + 3] if t.sentence == token.sentence]
    if after and after[0].tag == "RB":
        after = after[1:]
    return bool(after) and after[0].tag in _SPEAKING


def _after_place(syntax: Syntax, actors: Actors, words: NameWords, token: Token) -> bool:
    """Whether proper nouns stand before `token`, none of them a first name, and a preposition of place before them."""
    at = token.i - 1
    called = {fold(actors.people[s.key][0].name).split(" ")[0] for s in actors.find(token.text) if s.how == "surname"}
    called |= {fold(actors.people[k][0].name).split(" ")[0] for k in actors.common_surnames.get(fold(token.text), ())}
    while at >= 0 and token.i - at <= _LONGEST and _of_name(syntax.tokens[at], token):
        word = fold(syntax.tokens[at].text)
        if word in called or word in actors.given_names.men | actors.given_names.women or word in actors.title_phrases:
            return False
        at -= 1
    if at == token.i - 1 or at < 0:
        return False
    if syntax.tokens[at].text.lower() == "the":
        at -= 1
    return at >= 0 and syntax.tokens[at].text.lower() in words.there


def _of_name(before: Token, token: Token) -> bool:
    named = before.tag.startswith("NNP") or before.text == "-"
    return named and before.sentence == token.sentence and (before.text[0].isupper() or before.text == "-")

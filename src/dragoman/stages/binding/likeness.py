"""Whether words speak of one thing: by the same word, by one of its family, by the sort of thing that they name."""

from __future__ import annotations

from dragoman.knowledge.obligations import Obligations
from dragoman.stages.binding.bonds import Binding
from dragoman.syntax import Syntax, Token

_SHARE = 0.6  # of the longer of two words, that related words have in common from their beginning
_LEAST = 4  # and so many letters
_NAMING = ("NOUN", "PROPN", "SYM")


def related(known: Obligations, one: str, other: str) -> bool:
    """Whether two words are one, or made of one another: "withdraw" and "withdrawal", "open" and "reopen", "fly" and
    "flight"."""
    one, other = one.lower(), other.lower()
    if one == other or f"re{one}" == other or one == f"re{other}":
        return True
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if common >= max(_LEAST, _SHARE * max(len(one), len(other))):
        return True
    return bool(known.families.roots(one) & known.families.roots(other))


def of_its_things(syntax: Syntax, known: Obligations, token: Token, binding: Binding) -> bool:
    """Whether `token` names something, or of something, that the duty names, or a thing of its sort: "the last of the
    rockets", "the money" for "30 million euros"."""
    mine = {t.lemma.lower() for t in binding.task.words if t.pos in _NAMING or t.i == binding.task.head.i}
    theirs = [t.lemma.lower() for i in syntax.subtree(token.i) if (t := syntax.tokens[i]).pos == "NOUN"]
    return any(alike(known, t, m) for t in theirs for m in mine)


def alike(known: Obligations, one: str, other: str) -> bool:
    """Whether two nouns may name one thing: "rockets" and "missiles", "the money" and "euros"."""
    return related(known, one, other) or bool(known.sorts_of(one) & known.sorts_of(other))

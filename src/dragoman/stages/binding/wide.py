"""Where a report may bind somebody, cast wide: every modal verb, every "to do", and what stands with words that
promise, ask, allow or forbid. Most of it binds nobody: a fitted model weighs each by its traits (traits.py)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.binding_words import BindingWords
from dragoman.stages.binding.places import deed, there
from dragoman.syntax import Syntax, Token

Shape = Literal["modal", "infinitive", "bare", "object", "subject", "preposition"]

_MODALS = frozenset({"will", "would", "shall", "must", "may", "can", "could", "should"})
_HAVING = frozenset({"have", "let", "make", "see"})  # "the pact has both sides consult"
_THAT = frozenset(
    {"demand", "insist", "ask", "propose", "require", "recommend", "request", "stipulate", "order", "urge", "decree"}
)
_PREPOSITIONS = frozenset({"for", "to", "from", "against", "on", "into"})
STRONG = frozenset(
    {"promising", "binding", "asking", "allowing", "forbidding", "refusing", "offering", "threatening"}
)  # families whose words bind to things as well as to deeds
_NO_DEED = frozenset({"PRON", "DET", "PROPN", "ADV", "ADJ"})
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}


class Wide(NamedTuple):
    """A word that may bind, and the head of what it may bind to."""

    token: Token
    head: Token
    shape: Shape
    families: tuple[str, ...]


def candidates(draft: Draft, words: BindingWords) -> Iterator[Wide]:
    """All that may bind, in text order of the binding words; of what is coordinated, the first alone."""
    syntax = draft.syntax
    for token in syntax.tokens:
        if token.dep == "aux" and token.lemma in _MODALS:
            yield Wide(token, deed(syntax, syntax.tokens[token.head]), "modal", ())
            continue
        families = families_of(token, words)
        found: list[tuple[Token, Shape]] = [(h, "infinitive") for h in _infinitives(syntax, token)]
        found = found or [(h, "bare") for h in _bare(syntax, token)]
        if not found and STRONG & set(families) and token.dep not in ("amod", "compound"):
            found = _things(draft, token)
        for head, shape in found:
            yield Wide(token, head, shape, families)


def families_of(token: Token, words: BindingWords) -> tuple[str, ...]:
    """The families of a token; a participle may be an adjective ("is prepared to")."""
    own = words.of(_POS.get(token.pos, ""), token.lemma)
    if token.tag in ("VBN", "JJ"):
        own += words.of("adjective", token.text.lower()) or (
            words.of("verb", token.lemma) if token.pos == "ADJ" else ()
        )
    return tuple(dict.fromkeys(own))


def _infinitives(syntax: Syntax, token: Token) -> list[Token]:
    """Heads of "to do" that hang on `token`, without those that are coordinated with another."""
    if any(c.text.lower() == "up" for c in syntax.children(token.i)):
        return []  # "it is up to Tehran to say"
    below = syntax.children(token.i, "xcomp", "ccomp", "acl", "advcl", "relcl", "conj", "attr", "pcomp")
    return [c for c in below if c.i > token.i and any(a.text.lower() == "to" for a in syntax.children(c.i, "aux"))
            and not (c.dep == "conj" and token.tag == "VB")]  # fmt: skip


def _bare(syntax: Syntax, token: Token) -> list[Token]:
    """ "has the members consult", "insisted that he stay"."""
    if token.lemma not in _HAVING | _THAT:
        return []
    return [c for c in syntax.children(token.i, "ccomp", "xcomp") if c.tag == "VB" and not syntax.children(c.i, "aux")]


def _things(draft: Draft, token: Token) -> list[tuple[Token, Shape]]:
    """Nouns and gerunds that stand with a word that binds: "guaranteed safe passage", "a ban on exports"."""
    syntax = draft.syntax
    if there(syntax, token):
        return []
    near: list[tuple[Token, Shape]] = [(c, "object") for c in syntax.children(token.i, "dobj")]
    near += [(c, "subject") for c in syntax.children(token.i, "nsubjpass")]
    for preposition in syntax.children(token.i, "prep", "dative", "agent"):
        if preposition.lemma in _PREPOSITIONS and preposition.i > token.i:
            near += [(o, "preposition") for o in syntax.children(preposition.i, "pobj", "pcomp")]
    return [(head, shape) for head, shape in near if head.pos not in _NO_DEED and not _is_somebody(draft, head)]


def _is_somebody(draft: Draft, head: Token) -> bool:
    return draft.entity_at(head.i) is not None or draft.syntax.label_of.get(head.i) in ("DATE", "TIME")

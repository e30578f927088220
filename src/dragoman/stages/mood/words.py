"""Small questions about words and clauses that moods turn on."""

from __future__ import annotations

from dragoman.syntax import Syntax, Token

NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_NO = frozenset({"no", "neither", "not", "nobody", "none", "nothing", "nor"})
_ORDINALS = frozenset({"first", "second", "third", "fifth", "ninth", "last", "only", "latest"})
_COUNTED = frozenset({"four", "six", "seven", "eigh", "ten", "eleven", "twelf", "4", "5", "6", "7", "8", "9", "10"})
_SOME = frozenset({"all", "every", "each", "only", "just", "always", "many", "everyone"})


def is_infinitive(syntax: Syntax, verb: Token) -> bool:
    """Whether "to" stands before the verb: "to send", "to be sent", "to have sent"."""
    return any(c.tag == "TO" for c in syntax.children(verb.i, "aux"))


def is_perfect_infinitive(syntax: Syntax, verb: Token) -> bool:
    """ "To have sent"."""
    return is_infinitive(syntax, verb) and any(c.lemma == "have" for c in syntax.children(verb.i, "aux"))


def is_present(syntax: Syntax, verb: Token) -> bool:
    """Whether the clause stands in the present or present perfect: "closes", "are allowed", "has closed"."""
    finite = [t for t in (*syntax.children(verb.i, "aux", "auxpass"), verb) if t.tag in ("VBZ", "VBP", "VBD", "MD")]
    return bool(finite) and finite[0].tag in ("VBZ", "VBP")


def has_no(syntax: Syntax, noun: Token) -> bool:
    """Whether the noun phrase says that there is none: "no side", "neither of them", "nobody", "not a single state";
    not "not all sides"."""
    below = [c for c in syntax.children(noun.i, "det", "neg", "predet", "preconj", "amod", "nummod") if c.i < noun.i]
    words = {c.text.lower() for c in (noun, *below, *(t for c in below for t in syntax.children(c.i)))}
    return bool(words & _NO) and not ("not" in words and words & _SOME)


def is_known(syntax: Syntax, noun: Token) -> bool:
    """Whether an article or an owner makes the thing known: "the attack", "its attack"."""
    return any(c.dep == "poss" or c.text.lower() in DEFINITE for c in syntax.children(noun.i))


def is_ordinal(syntax: Syntax, noun: Token) -> bool:
    """Whether the noun is counted: "the third state", "the last", "a fifth day"."""
    words = [noun.text.lower(), *(c.text.lower() for c in syntax.children(noun.i, "amod", "nummod"))]
    return any(w in _ORDINALS or (w.endswith("th") and w[:-2] in _COUNTED) for w in words)


def ends_with(syntax: Syntax, word: Token, mark: str) -> bool:
    """Whether the word's sentence ends with `mark`, quotation marks and brackets left out."""
    tokens = (syntax.tokens[i].text for i in reversed(syntax.sentences[word.sentence]))
    return next((t for t in tokens if t.strip() and t not in "”\"’')"), "") == mark


def is_headline(syntax: Syntax, word: Token) -> bool:
    """Whether the word's sentence has no mark at its end, as headlines have none."""
    tokens = (syntax.tokens[i].text for i in reversed(syntax.sentences[word.sentence]))
    return next((t for t in tokens if t.strip() and t not in "”\"’')"), "") not in (".", "?", "!", ";", ":", "…")

"""Deeds: clauses in which a report tells what happened, with whose doing it was as far as the words say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Obligations
from dragoman.model import Statement
from dragoman.obligations import side_of
from dragoman.stages.binding.duties import clause
from dragoman.stages.parties import meant, statement_at
from dragoman.syntax import Syntax, Token

_BEFORE = frozenset({"before", "until", "if", "unless", "whether"})
_NOBODY = frozenset({"neither", "nobody", "none", "nothing"})
_BARE = frozenset({"be", "do", "have"})
_FULL = frozenset({"acomp", "attr", "ccomp", "oprd", "xcomp"})
_STATES = frozenset(
    "appear be become believe expect fear feel have hope know remain say see seem speak tell think want".split()
)
_TAKEN_UP = frozenset({"it", "neither", "none", "so", "that", "this", "which"})
_SOME = frozenset("last first final rest most all other remainder half both some many few".split())


class Deed(NamedTuple):
    """A clause that tells what happened: its verb, its words, and on whose side its subject is."""

    verb: Token
    words: tuple[Token, ...]
    doer: Token | None  # the subject, also of a passive; None: nobody is named
    sides: frozenset[str]  # of who does it
    befalls: frozenset[str]  # the sides of the subject of a passive, to whom it is done
    negated: bool
    said: Statement | None  # whose words tell it, where it is not the reporter


def deeds(draft: Draft, known: Obligations) -> list[Deed]:
    """Finite clauses in the past, in text order; not those that are only planned, asked, supposed or told as what came
    before."""
    return [d for t in draft.syntax.tokens if is_told(draft.syntax, t) for d in _deeds(draft, known, t)]


def deed_of(draft: Draft, known: Obligations, verb: Token) -> Deed | None:
    """What the clause of `verb` tells as done; None where it tells of no deed."""
    return next(_deeds(draft, known, verb), None) if is_told(draft.syntax, verb, anywhere=True) else None


def is_told(syntax: Syntax, token: Token, *, anywhere: bool = False) -> bool:
    """Whether the clause of verb `token` tells of something that took place or goes on; `anywhere` also of what is
    told as having come before something else."""
    if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
        return False
    helpers = syntax.children(token.i, "aux", "auxpass")
    past = token.tag == "VBD" or (token.tag in ("VBN", "VBG") and any(h.tag in ("VBD", "VBZ", "VBP") for h in helpers))
    past = past or _past_in_disguise(syntax, token) or (token.tag == "VB" and any(h.lemma == "do" for h in helpers))
    still = token.tag in ("VBZ", "VBP") and any(
        c.text.lower() in ("still", "yet") for c in syntax.children(token.i, "advmod")
    )
    if not (past or still) or any(h.tag == "MD" for h in helpers):
        return False
    marks = {m.text.lower() for m in syntax.children(token.i, "mark")}
    return anywhere or not marks & _BEFORE


def _past_in_disguise(syntax: Syntax, token: Token) -> bool:
    """ "Their last unit paraded": a finite verb that the tagger took for a participle."""
    helpers = syntax.children(token.i, "aux", "auxpass")
    return token.tag == "VBN" and token.dep == "ROOT" and not helpers and bool(syntax.children(token.i, "nsubj"))


def _deeds(draft: Draft, known: Obligations, verb: Token) -> Iterator[Deed]:
    """The deed of a clause; where its verb leaves it to another, that one's: "began to enrich", "failed to leave"."""
    syntax = draft.syntax
    shared = next((a for a in (verb, *syntax.ancestors(verb.i)) if syntax.children(a.i, "nsubj", "nsubjpass")), None)
    doer = (
        next(iter(syntax.children(shared.i, "nsubj", "nsubjpass")), None) if shared and _shares(verb, shared) else None
    )
    if doer is not None and doer.tag in ("WDT", "WP") and verb.dep == "relcl" and verb.head < verb.i:
        doer = syntax.tokens[verb.head]  # "a deadline that passed"
    if doer is not None and syntax.children(verb.i, "nsubjpass"):  # done to it, by whoever is named or not
        agents = [o for by in syntax.children(verb.i, "agent") for o in syntax.children(by.i, "pobj")]
        sides, befalls = (_sides(draft, agents[0]) if agents else frozenset()), _sides(draft, doer)
    else:
        sides, befalls = (_sides(draft, doer) if doer is not None else frozenset()), frozenset()
    still = verb.lemma == "have" and any(c.text.lower() == "yet" for c in syntax.children(verb.i, "advmod"))
    negated = is_negated(syntax, verb) or still or (doer is not None and nobody(syntax, doer))
    said = statement_at(draft, verb.start)
    if still or verb.lemma in known.going | known.failing:
        for other in _carried(syntax, verb):
            fails = verb.lemma in known.failing
            yield Deed(other, clause(syntax, other), doer, sides, befalls, negated != fails, said)
            return
    yield Deed(verb, clause(syntax, verb), doer, sides, befalls, negated, said)


def _carried(syntax: Syntax, verb: Token) -> list[Token]:
    found = [c for c in syntax.children(verb.i, "xcomp", "advcl", "ccomp") if c.i > verb.i and c.tag in ("VB", "VBG")]
    for preposition in syntax.children(verb.i, "prep", "prt"):
        found += syntax.children(preposition.i, "pcomp")
    return [c for c in found if not syntax.children(c.i, "nsubj")][:1]


def _sides(draft: Draft, doer: Token) -> frozenset[str]:
    return frozenset(side_of(draft.entity[i]) for i in meant(draft, doer.i))


def _shares(verb: Token, other: Token) -> bool:
    return verb.i == other.i or verb.dep == "conj"


def is_negated(syntax: Syntax, verb: Token) -> bool:
    """ "has not left", "sent nobody", "made no payment"."""
    if syntax.children(verb.i, "neg"):
        return True
    objects = syntax.children(verb.i, "dobj", "attr")
    return any(o.lemma in _NOBODY or any(c.lemma == "no" for c in syntax.children(o.i, "det")) for o in objects)


def nobody(syntax: Syntax, doer: Token) -> bool:
    """ "nobody", "neither side", "not a single soldier"."""
    if doer.lemma in _NOBODY or doer.text.lower() in _NOBODY:
        return True
    return any(c.lemma in ("no", "neither") for c in syntax.children(doer.i, "det", "preconj", "neg"))


def is_rest(syntax: Syntax, token: Token) -> bool:
    """Whether `token` names the last, the first, some of what was spoken of: "the last of them", "half"."""
    return token.lemma in _SOME or any(c.lemma in _SOME for c in syntax.children(token.i, "amod", "det"))


def stands_for(syntax: Syntax, doer: Token | None) -> bool:
    """Whether `doer` takes up what was just spoken of: "they", "its last column", "the first of them"."""
    if doer is None:
        return True
    word = doer.text.lower()
    if word in ("they", "it", "he", "she") or doer.lemma in _SOME or doer.pos == "NUM":
        return True
    beside = syntax.children(doer.i, "poss", "amod", "det", "nummod")
    return any(c.text.lower() in ("its", "his", "her", "their", "these", "those") or c.lemma in _SOME for c in beside)


def is_act(syntax: Syntax, known: Obligations, verb: Token) -> bool:
    """Whether a verb tells of an act, and not of words or of a state: also "gave a promise" is words only."""
    if any(o.lemma in known.words_given for o in syntax.children(verb.i, "dobj")):
        return False
    return verb.pos == "VERB" and verb.lemma not in known.speaking and verb.lemma not in _STATES


def is_bare(syntax: Syntax, verb: Token) -> bool:
    """Whether a verb only takes up what was said: "they did", "it did not", "they were", "none had", "did so"."""
    if verb.lemma not in _BARE or syntax.children(verb.i, "aux", "auxpass"):
        return verb.lemma == "do" and _does_that(syntax, verb)
    for child in syntax.children(verb.i):
        if child.dep in _FULL or (verb.lemma != "do" and child.dep in ("prep", "advmod") and not _beside(child)):
            return False
        if child.dep == "dobj" and child.text.lower() not in _TAKEN_UP:
            return False
    return bool(syntax.children(verb.i, "nsubj", "nsubjpass", "csubj")) or verb.dep == "conj"


def _does_that(syntax: Syntax, verb: Token) -> bool:
    """ "Did so", "which it has not done", "did it"."""
    following = syntax.tokens[verb.i + 1 : verb.i + 2]
    objects = syntax.children(verb.i, "dobj")
    so = any(t.text.lower() == "so" for t in following)
    return so or any(o.text.lower() in ("so", "it", "that", "this", "which") for o in objects)


def _beside(child: Token) -> bool:
    return (
        child.text.lower() in ("so", "too", "indeed", "duly", "not", "with", "on", "in", "at") and child.dep != "prep"
    )

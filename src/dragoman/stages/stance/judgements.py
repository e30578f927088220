"""Judgements: what a speaker says of something ("This is an unprovoked aggression"), or calls it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.stances import Stances, StanceWord
from dragoman.model import Span, Statement, Toward
from dragoman.stages.parties import meant, statement_at, subject
from dragoman.stages.stance.objects import happened, is_stance, nearest, toward
from dragoman.syntax import Syntax, Token

_POINTING = frozenset({"this", "it", "that", "these", "they", "which"})
_DEEDS = frozenset(
    "act action approach arrangement behaviour behavior compromise conduct course demand development document idea "
    "interference move option outcome plan policy practice rhetoric role statement step stance strategy system thing "
    "way".split()
)
_FORMS = frozenset("act case campaign crime form kind matter piece policy recipe sort source violation".split())
_HEDGES = frozenset({"could", "may", "might", "would", "should", "if", "whether"})


class Judgement(NamedTuple):
    """A judgement, who makes it, and what of."""

    holders: tuple[str, ...]
    word: StanceWord
    toward: Toward
    evidence: Span
    token: Token


def judgements(draft: Draft, known: Stances) -> Iterator[Judgement]:
    """Judgements that speakers make in their statements, and those that a verb of calling reports."""
    for token in draft.syntax.tokens:
        for word in known.judgements.get(token.lemma, ()) or known.judgements.get(token.text.lower(), ()):
            first = _opening(draft.syntax, token, word)
            if first is None or _of_another(draft.syntax, token, word, known):
                continue
            if not _of_a_deed(draft.syntax, token, known):
                continue
            if _negated(draft.syntax, token) != word.negated:
                continue
            found = _called(draft, known, token, word, first) or _said(draft, known, token, word, first)
            if found is not None:
                yield found
            break


def _opening(syntax: Syntax, token: Token, word: StanceWord) -> Token | None:
    """First token of the words of `word`, whose last is `token`; None if the others do not stand before it."""
    lemmas = word.lemma.split(" ")
    start = token.i - len(lemmas) + 1
    if token.dep == "pobj" and len(lemmas) == 1 and syntax.tokens[token.head].lemma == "in":
        return None  # "its security is in danger"
    before = syntax.tokens[max(start, 0) : token.i + 1]
    fits = all(w in (t.lemma, t.text.lower()) for t, w in zip(before, lemmas, strict=False))
    return before[0] if start >= 0 and fits else None


def _of_another(syntax: Syntax, token: Token, word: StanceWord, known: Stances) -> bool:
    """Whether a weightier judgement overrules it: "a historic mistake"."""
    nouns = known.judgements.get(syntax.tokens[token.head].lemma, ()) if token.dep == "amod" else ()
    return any(n.stance != word.stance for n in nouns)


def _of_a_deed(syntax: Syntax, token: Token, known: Stances) -> bool:
    """Whether an adjective before a noun judges a deed or a deal, and not a "terrible loss" or "fair game"."""
    if token.dep != "amod":
        return True
    noun = syntax.tokens[token.head]
    if noun.pos not in ("NOUN", "PROPN"):
        return True
    return noun.lemma in known.acts_of or noun.lemma in _DEEDS or noun.lemma in known.judgements


def _reported(syntax: Syntax, verb: Token, statement: Statement) -> bool:
    """Whether the clause of `verb` is what others than the speaker believe: "young people believe that it is wrong"."""
    head = syntax.tokens[verb.head]
    inside = any(c.start <= head.start < c.end for c in statement.content)
    if verb.dep != "ccomp" or head.i == verb.i or not inside:
        return False
    doers = syntax.children(head.i, "nsubj")
    return bool(doers) and all(d.text.lower() not in ("i", "we") for d in doers)


def _negated(syntax: Syntax, token: Token) -> bool:
    head = syntax.tokens[token.head]
    spots = [token, head] if token.dep in ("attr", "acomp", "amod") else [token]
    if any(c.lemma == "no" for c in syntax.children(token.i, "det")):
        return True
    if any(c.text.lower() == "longer" for s in spots for c in syntax.children(s.i, "advmod")):
        return True
    return any(syntax.children(s.i, "neg") for s in spots)


def _called(draft: Draft, known: Stances, token: Token, word: StanceWord, first: Token) -> Judgement | None:
    """ "Turkey called the strikes a war crime": the verb's subject judges its object."""
    syntax = draft.syntax
    verb = next((a for a in syntax.ancestors(token.i) if a.pos == "VERB"), None)
    if verb is None or not known.bears(verb.lemma, "judgement") or verb.i > token.i or _hedged(syntax, verb):
        return None
    if syntax.children(verb.i, "neg") or not _said_of_it(syntax, token, word):
        return None
    judged = [c for c in syntax.children(verb.i, "dobj", "nsubj", "ccomp", "nsubjpass") if verb.i < c.i < first.i]
    inner = syntax.children(verb.i, "ccomp", "oprd")
    judged += [s for c in inner for s in (*syntax.children(c.i, "nsubj"), *syntax.children(c.i, "det")) if s.i > verb.i]
    if not judged:  # "called the step hasty": the noun taken for part of what it is called
        judged = [c for c in syntax.children(token.i, "npadvmod", "compound") if verb.i < c.i < first.i]
    if not judged and verb.dep == "relcl":  # "the vote, which he called a farce"
        judged = [syntax.tokens[verb.head]]
    judged = [j for j in judged if j.pos in ("NOUN", "PROPN", "PRON") or j.text.lower() in _POINTING]
    passive = bool(syntax.children(verb.i, "auxpass", "nsubjpass"))  # "is seen as crucial": by whom it is not said
    doer = None if passive else subject(syntax, verb.i)
    holders = meant(draft, doer.i) if doer is not None else ()
    if not holders or not judged:
        return None
    about = _about(draft, known, judged[0], token, word, holders)
    return Judgement(holders, word, about, Span(verb.start, token.end), token) if about else None


def _said_of_it(syntax: Syntax, token: Token, word: StanceWord) -> bool:
    """Whether the words of judgement are what it is called: not "sees a link to terrorism", "..., encouraging"."""
    if token.dep == "pobj" and " " not in word.lemma:
        return syntax.tokens[token.head].lemma in ("as", "of", "than", "to")
    return token.pos != "VERB" or token.dep not in ("advcl", "acl")


def _said(draft: Draft, known: Stances, token: Token, word: StanceWord, first: Token) -> Judgement | None:
    """ "This is an unprovoked aggression," Putin said: the speaker judges the subject of the clause."""
    statement = statement_at(draft, token.start)
    if statement is None or statement.speaker is None or statement.act in ("denies", "asks"):
        return None
    syntax = draft.syntax
    predicate = token
    more_than = token.dep == "pobj" and _stands_for_what_it_is(syntax, syntax.tokens[token.head])
    upward = ("amod", "conj", "compound", "advmod") + (("pobj", "prep") if " " in word.lemma or more_than else ())
    while predicate.dep in upward and predicate.head != predicate.i:
        if syntax.tokens[predicate.head].pos in ("VERB", "AUX"):
            break
        predicate = syntax.tokens[predicate.head]
    verb = predicate if syntax.children(predicate.i, "auxpass") else syntax.tokens[predicate.head]
    is_said = predicate.dep in ("attr", "acomp", "oprd") or (predicate.dep in ("advmod", "prep") and verb.lemma == "be")
    is_called = known.bears(verb.lemma, "judgement")
    judged = next(iter(syntax.children(verb.i, "nsubj", "nsubjpass", "expl")), None)
    if (
        verb.dep == "relcl"
        or _reported(syntax, verb, statement)
        or (judged is not None and syntax.label_of.get(judged.i) == "DATE")
    ):
        return None
    hedged = _hedged(syntax, verb) and not (judged is not None and _would_be(syntax, verb, judged))
    if not (is_said or verb is predicate) or is_called or hedged:
        return None
    about = _about(draft, known, judged, predicate, word, (statement.speaker,)) if judged else None
    if about is None:
        return None
    return Judgement(
        (statement.speaker,), word, about, Span(min(first.start, predicate.start), max(token.end, predicate.end)), token
    )


def _stands_for_what_it_is(syntax: Syntax, preposition: Token) -> bool:
    """ "little more than a farce", "an act of piracy": not "the level of crime"."""
    if preposition.lemma == "of":
        return syntax.tokens[preposition.head].lemma in _FORMS
    return preposition.lemma in ("than", "as")


def _about(
    draft: Draft, known: Stances, judged: Token, predicate: Token, word: StanceWord, holders: tuple[str, ...]
) -> Toward | None:
    """What is judged. Where it is only pointed at ("This is ..."): the nearest event that the predicate can take up,
    else the nearest of a kind that one denounces, or praises, and that is not itself a stance."""
    if judged.text.lower() not in _POINTING:
        return toward(draft, known, judged, holders)
    acts = known.acts_of.get(predicate.lemma, ())
    quads = (3, 4) if word.stance == "opposes" else (1, 2)

    judged_events = [e for e in draft.events if not e.negated and not is_stance(draft, known, e)]
    if judged.text.lower() in ("this", "these"):
        judged_events = [e for e in judged_events if happened(e)]
    event = nearest(draft, judged, [e for e in judged_events if e.act in acts])
    event = event or nearest(draft, judged, [e for e in judged_events if e.quad in quads])
    if event is None and judged.text.lower() in ("this", "that", "it", "these"):
        return Toward(span=predicate.span)  # what is pointed at is for the reader to find
    return Toward(event=event.id) if event else None


def _would_be(syntax: Syntax, verb: Token, judged: Token) -> bool:
    """ "That would be a mistake": said of something planned, and meant."""
    modals = {c.text.lower() for c in syntax.children(verb.i, "aux")}
    return judged.text.lower() in ("that", "this", "it") and modals & _HEDGES == {"would"}


def _hedged(syntax: Syntax, verb: Token) -> bool:
    return any(c.text.lower() in _HEDGES for c in syntax.children(verb.i, "aux", "mark"))

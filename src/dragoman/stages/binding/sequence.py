"""What the words say about what came first: "hours later", "despite the truce", "after weeks of"."""

from __future__ import annotations

import re

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Obligations, Sequel
from dragoman.model import Event
from dragoman.syntax import Syntax, Token

_BEFORE = frozenset({"after", "following", "since"})


def told_later(draft: Draft, known: Obligations) -> dict[str, bool]:
    """Event id -> whether its words say that it came later (True) or earlier (False) than what else is told."""
    found: dict[str, bool] = {}
    of_sentence: dict[int, list[Sequel]] = {}
    for event in draft.events:
        token = draft.syntax.token_at(event.trigger.start)
        if token is None:
            continue
        if token.sentence not in of_sentence:
            of_sentence[token.sentence] = _of_sentence(draft, token.sentence, known)
        words = of_sentence[token.sentence]
        said = {s.later for s in words}
        if any(s.broken for s in words) and not event.historical:
            found[event.id] = True
        elif _told_as_past(draft.syntax, token, event) or _of_an_older_year(draft, token.sentence):
            found[event.id] = False
        elif len(said) == 1:
            found[event.id] = said.pop()
    return found


def told_before(draft: Draft, verb: Token, known: Obligations) -> bool:
    """Whether a clause is told as what came before: its sentence says so, or is about an older year."""
    said = {s.later for s in _of_sentence(draft, verb.sentence, known)}
    older = _of_an_older_year(draft, verb.sentence)
    return said == {False} or older


def is_background(syntax: Syntax, verb: Token, to: Token) -> bool:
    """Whether a clause tells what came before `to` in its own sentence: "agreed to a truce after Chad attacked"."""
    behind = any(c.lemma in _BEFORE for c in syntax.children(verb.i, "mark"))
    return behind and verb.sentence == to.sentence and verb.start > to.start


def _of_sentence(draft: Draft, number: int, known: Obligations) -> list[Sequel]:
    span = draft.syntax.sentence_span(number)
    text = draft.view[span.start : span.end].lower()
    found = [s for s in known.sequels if s.words in text and re.search(rf"\b{re.escape(s.words)}\b", text)]
    return [s for s in found if not any(s.words in o.words and s is not o for o in found)]  # "the following day"


def _of_an_older_year(draft: Draft, number: int) -> bool:
    """Whether a sentence tells of one year, and the report also of a later one: "they had met in 2007"."""
    span = draft.syntax.sentence_span(number)
    here = [t.start[:4] for t in draft.times if t.start and span.covers(t.span)]
    latest = max((t.start[:4] for t in draft.times if t.start), default="")
    published = (draft.report.published or "")[:4]
    return bool(here) and max(here) < (published or latest)


def _told_as_past(syntax: Syntax, token: Token, event: Event) -> bool:
    """ "after Israel struck", "had struck", "following the strikes": background to what the sentence tells."""
    if event.historical or any(c.text.lower() == "had" for c in syntax.children(token.i, "aux")):
        return True
    if any(c.lemma in _BEFORE for c in syntax.children(token.i, "mark")):
        return True
    head = syntax.tokens[token.head]
    return token.dep == "pobj" and head.lemma in _BEFORE

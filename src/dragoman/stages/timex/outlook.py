"""Whether a time expression looks back or ahead, by the words and the verb that govern it."""

from __future__ import annotations

from itertools import islice
from typing import Literal

from dragoman.knowledge.times import Times
from dragoman.model import Span
from dragoman.syntax import Syntax, Token

Outlook = Literal["past", "future", "present"]
_FARTHEST = 6  # verbs looked at on the way up
_HIGHEST = 15  # words looked at on the way to the first


def outlook(syntax: Syntax, times: Times, span: Span) -> Outlook | None:
    """The outlook of the expression at `span`; None where no verb governs it and no word tells."""
    head = syntax.head_of(span)
    if head is None:
        return None
    noun = _noun_above(syntax, head)
    if noun is not None and noun.lemma in times.cues.unplanned:  # "Sunday's attack" is over, whatever the verb says
        return "past"
    found = _governed(syntax, times, head)
    first = syntax.tokens_in(span)[0].i
    before = syntax.tokens[first - 1].lemma if first else ""
    if before in times.cues.looks_back:
        return "past"
    if before in times.cues.looks_ahead and found != "past":
        return "future"
    return None if found == "present" and (noun is not None or _headline(syntax, head)) else found


def _noun_above(syntax: Syntax, head: Token) -> Token | None:
    """The noun that the expression belongs to: "Sunday's attack", "the attack on Sunday"."""
    above = syntax.tokens[head.head]
    if above.dep == "prep" or above.pos == "ADP":
        above = syntax.tokens[above.head]
    return above if above.pos in ("NOUN", "PROPN") and above.i != head.i else None


def _headline(syntax: Syntax, head: Token) -> bool:
    """A sentence without a full stop, where the present tense tells what has just happened."""
    return syntax.tokens[syntax.sentences[head.sentence][-1]].pos not in ("PUNCT", "SPACE")


def _governed(syntax: Syntax, times: Times, head: Token) -> Outlook | None:
    verb = _governor(syntax, times, head)
    for _ in range(_FARTHEST):
        if verb is None:
            break
        answer = _outlook_of(syntax, times, verb)
        if answer != "as above":
            return answer
        verb = next((t for t in syntax.ancestors(verb.i) if t.pos in ("VERB", "AUX")), None)
    return None


def _governor(syntax: Syntax, times: Times, token: Token) -> Token | None:
    """The nearest verb above `token`, or a word above it that plans something ("due", "deadline")."""
    for above in islice(syntax.ancestors(token.i), _HIGHEST):
        if above.pos in ("VERB", "AUX") or above.lemma in times.cues.planned:
            return above
        if any(child.lemma in times.cues.planned for child in syntax.children(above.i, "amod")):
            return above
    return token if token.pos in ("VERB", "AUX") else None


def _outlook_of(syntax: Syntax, times: Times, verb: Token) -> Outlook | Literal["as above"] | None:
    planned = times.cues.planned
    if verb.lemma in planned and verb.tag not in ("VB", "VBD", "VBP", "VBZ"):
        return "future"
    if verb.pos not in ("VERB", "AUX"):
        return "future" if any(c.lemma in planned for c in syntax.children(verb.i, "amod")) else None
    helpers = syntax.children(verb.i, "aux", "auxpass")
    modal = any(h.tag == "MD" for h in helpers)
    has = next((h for h in helpers if h.lemma == "have"), None)
    if has is not None:
        return "future" if modal and any(h.lemma == "will" for h in helpers) else "past"
    if modal:
        return "future"
    if any(h.tag == "VBD" for h in helpers):
        return "past"
    if verb.tag in ("VBD", "VBP", "VBZ"):
        return "past" if verb.tag == "VBD" else "present"
    if verb.tag == "VB":
        return _of_bare(syntax, times, verb, helpers)
    if any(h.tag in ("VBP", "VBZ") for h in helpers):
        return "future" if verb.tag == "VBG" else "present"
    if verb.tag == "VBN":
        return "past"
    return "as above"


def _of_bare(syntax: Syntax, times: Times, verb: Token, helpers: list[Token]) -> Outlook | Literal["as above"]:
    """ "agreed to meet" looks ahead; "managed to meet" and "flew to Moscow to meet" share the outlook of their verb."""
    if not any(h.tag == "TO" for h in helpers):
        return "present" if any(h.lemma == "do" for h in helpers) else "future"
    above = syntax.tokens[verb.head]
    if verb.dep == "advcl" or above.lemma in times.cues.fulfilled:
        return "as above"
    return "future"

"""What is told of the time that there was for a duty: that it ran out, that it was let go by, that it was missed."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Obligations
from dragoman.model import Commitment
from dragoman.stages.binding.bonds import Binding
from dragoman.stages.binding.deeds import Deed
from dragoman.syntax import Token

_NEAR = 3  # sentences on in which a deadline that passes is taken for this one
_ENDED = frozenset({"deadline", "ultimatum", "date", "term", "limit", "period", "day", "week", "month", "hour", "year"})
_LIMITED = frozenset({"obliged", "forbidden", "pledged", "requested", "offered"})
_OF_A_DEADLINE = frozenset({"deadline", "ultimatum"})
_MISSING = frozenset({"miss", "overrun", "overstep", "exceed"})


def time_is_up(draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, deed: Deed) -> bool:
    """Whether a deed tells the end of the time in which the commitment was to be kept: "the deadline passed", "the 21
    days ran out", "let the ultimatum go by", "missed the date"."""
    if commitment.force not in _LIMITED or deed.negated:
        return False
    apart = deed.verb.sentence - binding.token.sentence
    if apart > _NEAR or (deed.verb.dep == "relcl" and apart):
        return False  # "a term that ran out" is that of the sentence it stands in
    ended = _ended(draft, known, deed)
    if ended is None:
        return False
    counted = (
        ended.lemma in _OF_A_DEADLINE or bool(draft.syntax.children(ended.i, "det", "nummod")) or _is_time(draft, ended)
    )
    return counted and _has_time(draft, binding, commitment)


def _ended(draft: Draft, known: Obligations, deed: Deed) -> Token | None:
    """The word for the time that a deed tells the end of."""
    syntax, verb = draft.syntax, deed.verb
    if verb.lemma in known.passing:
        return deed.doer if deed.doer is not None and _names_time(draft, deed.doer) else None
    if verb.lemma in _MISSING:
        missed = syntax.children(verb.i, "dobj", "nsubjpass")
        return next((o for o in missed if o.lemma in _ENDED), None)
    if verb.lemma == "let":
        gone = (c for c in syntax.children(verb.i, "ccomp", "xcomp") if c.lemma in known.passing)
        subjects = (s for c in gone for s in syntax.children(c.i, "nsubj"))
        objects = (o for o in syntax.children(verb.i, "dobj") if any(t.lemma in known.passing for t in deed.words))
        return next((s for s in (*subjects, *objects) if _names_time(draft, s)), None)
    return None


def _names_time(draft: Draft, token: Token) -> bool:
    return token.lemma in _ENDED or _is_time(draft, token)


def _is_time(draft: Draft, token: Token) -> bool:
    """ "Noon passed", "February ended"."""
    return token.pos in ("NOUN", "PROPN") and any(t.span.overlaps(token.span) for t in draft.times)


def _has_time(draft: Draft, binding: Binding, commitment: Commitment) -> bool:
    """Whether the commitment was told with a time to do it in, or as an ultimatum."""
    sentence = draft.syntax.sentence_span(binding.token.sentence)
    timed = any(sentence.covers(t.span) for t in draft.times)
    return timed or binding.token.lemma in _ENDED

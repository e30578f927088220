"""What a report tells later of a promise or a duty: that it was done, that its opposite was, that it came to nothing.

Where the events that the codebook of events knows decide it, `dragoman.obligations` does. This is for the rest: a deed
in the words of the duty ("pledged to reopen ... has reopened"), "did so", a deadline that passed, an offer turned down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Obligations
from dragoman.model import Commitment, CommitmentStatus, Span
from dragoman.obligations import side_of
from dragoman.stages.binding.bonds import Binding
from dragoman.stages.binding.duties import Circumstances, clause, recognised
from dragoman.stages.binding.endings import Ending, said_of
from dragoman.stages.parties import meant, statement_at
from dragoman.syntax import Syntax, Token

_REACH = 8  # sentences in which the answer may follow
_CLEAR = frozenset({"withdrawal", "release", "meeting", "ratification", "consultation", "mediation", "ceasefire"})
_IN_WAR = frozenset({"defense", "consultation", "neutrality"})
_HELD = frozenset({"obliged", "forbidden", "pledged"})
_DONE = frozenset({"obliged", "forbidden", "pledged", "requested"})
_PEACE = frozenset({"ceasefire", "nonaggression", "restraint"})
_NOT_YET = frozenset({"withdrawal", "release", "restraint"})
_CONTENT = ("NOUN", "PROPN", "VERB")


class Deed(NamedTuple):
    """A clause that tells what happened: its verb, its words, on whose side its subject is."""

    verb: Token
    words: tuple[Token, ...]
    sides: frozenset[str]
    negated: bool


def deeds(draft: Draft) -> list[Deed]:
    """Finite clauses in the past, in text order; not those that are only planned, asked or supposed."""
    return [_deed(draft, t) for t in draft.syntax.tokens if _told(draft.syntax, t)]


def answers(
    draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, told: list[Deed]
) -> Iterator[Ending]:
    """What later clauses make of `commitment`, each with the verb that tells it."""
    bound = frozenset(side_of(draft.entity[i]) for i in commitment.bound)
    condition = _content(draft, commitment.condition)
    yield from _by_attack(draft, commitment)
    for deed in told:
        if not _later(draft, deed, binding, commitment):
            continue
        if condition & {deed.verb.lemma} and not deed.negated and deed.verb.pos == "VERB":
            yield Ending("triggered", deed.verb)
            continue
        status = _by_deadline(draft.syntax, known, deed, commitment) or _by_word(draft, known, deed, binding, bound)
        anyone = not bound and commitment.force in ("obliged", "forbidden")
        if status is None and (bound & deed.sides or anyone):
            status = _by_deed(known, binding, commitment, deed)
        if status is not None:
            yield Ending(status, deed.verb)
            return


def _by_attack(draft: Draft, commitment: Commitment) -> Iterator[Ending]:
    """What is owed in case of an attack, by allies who are not named: an attack on a state, and talks that follow."""
    if commitment.kind not in _IN_WAR or commitment.force not in _HELD or commitment.history or commitment.parties:
        return
    facts = [e for e in draft.events if e.status in ("happened", "ongoing") and not e.negated]
    hostile = [e for e in facts if e.act == "ASSAULT" or (e.act in ("MOBILIZE", "COERCE") and e.recipient)]
    hostile = [e for e in hostile if not any(s.overlaps(e.trigger) for s in commitment.evidence)]
    trigger = draft.syntax.token_at(hostile[0].trigger.start) if hostile else None
    if trigger is None:
        return
    yield Ending("triggered", trigger)
    if commitment.kind == "consultation":
        talks = (e for e in facts if e.act == "CONSULT" and e.trigger.start > trigger.start)
        answer = next((t for e in talks if (t := draft.syntax.token_at(e.trigger.start))), None)
        if answer is not None:
            yield Ending("fulfilled", answer)


def _told(syntax: Syntax, token: Token) -> bool:
    if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
        return False
    helpers = syntax.children(token.i, "aux", "auxpass")
    past = token.tag == "VBD" or (token.tag in ("VBN", "VBG") and any(h.tag in ("VBD", "VBZ", "VBP") for h in helpers))
    still = token.tag in ("VBZ", "VBP") and any(c.text.lower() == "still" for c in syntax.children(token.i, "advmod"))
    open_ = any(h.tag == "MD" for h in helpers) or any(
        m.text.lower() in ("if", "unless", "whether") for m in syntax.children(token.i, "mark")
    )
    return (past or still) and not open_


def _deed(draft: Draft, verb: Token) -> Deed:
    syntax = draft.syntax
    shared = next((a for a in (verb, *syntax.ancestors(verb.i)) if syntax.children(a.i, "nsubj", "nsubjpass")), None)
    doer = (
        next(iter(syntax.children(shared.i, "nsubj", "nsubjpass")), None) if shared and _shares(verb, shared) else None
    )
    ids = meant(draft, doer.i) if doer is not None else ()
    negated = bool(syntax.children(verb.i, "neg")) or (doer is not None and doer.lemma in ("neither", "nobody", "none"))
    return Deed(verb, clause(syntax, verb), frozenset(side_of(draft.entity[i]) for i in ids), negated)


def _shares(verb: Token, other: Token) -> bool:
    return verb.i == other.i or verb.dep == "conj"


def _later(draft: Draft, deed: Deed, binding: Binding, commitment: Commitment) -> bool:
    """Whether the deed is told behind the commitment, near enough, and not within its own words or somebody's."""
    end = max(s.end for s in commitment.evidence)
    if deed.verb.start < end or (commitment.condition and commitment.condition.covers(deed.verb.span)):
        return False
    near = deed.verb.sentence - binding.token.sentence <= _REACH
    return near and statement_at(draft, deed.verb.start) is None


def _by_deadline(syntax: Syntax, known: Obligations, deed: Deed, commitment: Commitment) -> CommitmentStatus | None:
    """ "The deadline passed", "the ultimatum expired", for a duty that has one."""
    if commitment.condition is None or deed.verb.lemma not in known.passing or deed.negated:
        return None
    doer = next(iter(syntax.children(deed.verb.i, "nsubj")), None)
    return "lapsed" if doer is not None and doer.lemma in ("deadline", "ultimatum", "date", "term") else None


def _by_word(
    draft: Draft, known: Obligations, deed: Deed, binding: Binding, bound: frozenset[str]
) -> CommitmentStatus | None:
    """ "did so", "went back on that pledge", "turned it down": a verb that speaks of the promise as such."""
    syntax, verb = draft.syntax, deed.verb
    if verb.lemma == "do" and any(c.text.lower() == "so" for c in syntax.children(verb.i)):
        own = bound & deed.sides and binding.force in _DONE
        return ("breached" if deed.negated else "fulfilled") if own else None
    ending = said_of(syntax, verb, known.outcomes, binding)
    if ending is None or verb.sentence - binding.token.sentence > 2:
        return None
    objects = syntax.children(verb.i, "dobj", "nsubjpass")
    objects += [o for p in syntax.children(verb.i, "prep") for o in syntax.children(p.i, "pobj")]
    objects = [
        o for o in objects if not syntax.children(o.i, "acl", "relcl")
    ]  # "kept its promise to": that promise only
    its = any(o.lemma in known.words_given or o.lemma == binding.token.lemma for o in objects)
    offer = binding.force == "offered" and any(o.text.lower() in ("it", "him", "her", "them") for o in objects)
    own_side = bool(bound & deed.sides)
    if ending.to == "lapsed":
        return "lapsed" if (its or offer) and not own_side else None
    return ending.to if its and own_side else None


def _by_deed(known: Obligations, binding: Binding, commitment: Commitment, deed: Deed) -> CommitmentStatus | None:
    """Whether the bound did, or did the opposite of, what they owe."""
    task = binding.task
    not_to = commitment.force == "forbidden" or task.negated or bool(task.duty and task.duty.negated)
    if commitment.force in _HELD and commitment.kind in _PEACE:
        duty = recognised(deed.words, deed.verb, known, Circumstances(False, False, False))
        if duty is not None and duty.kind == "offense" and not deed.negated:
            return "breached"
    if commitment.kind in _NOT_YET and not not_to and commitment.force in _HELD and _still(known, deed):
        return "breached"
    if commitment.force not in _DONE or not _same_deed(known, binding, commitment, deed):
        return None
    done = not deed.negated
    if not_to:
        return "breached" if done and commitment.force in _HELD else None
    if done:
        return "fulfilled"
    return "breached" if commitment.force in _HELD else None


def _same_deed(known: Obligations, binding: Binding, commitment: Commitment, deed: Deed) -> bool:
    task = binding.task
    promises = known.bonds_of.get(deed.verb.lemma, ())
    asks = any(b.pos == "verb" and b.subject == "asker" for b in promises)
    if asks or any(b.pos == "verb" and b.subject == "bound" and not b.particle for b in promises):
        return False  # who calls for talks, or agrees to them, has not held them yet
    mine = {t.lemma for t in task.words if t.pos in _CONTENT}
    theirs = {t.lemma for t in deed.words if t.pos in _CONTENT}
    common = mine & theirs
    if task.head.lemma == deed.verb.lemma and task.head.pos == "VERB" and task.head.lemma not in known.idle:
        return len(common) > 1 or len(mine) == 1
    duty = recognised(deed.words, deed.verb, known, Circumstances(task.negated, False, False))
    if duty is None or task.duty is None or duty.kind != task.duty.kind:
        return False
    return duty.kind in _CLEAR or (duty.key == task.duty.key and bool(common))


def _still(known: Obligations, deed: Deed) -> bool:
    return not deed.negated and (
        deed.verb.lemma in known.keeping
        or (deed.verb.lemma in ("be", "remain", "stay", "hold") and any(t.text.lower() == "still" for t in deed.words))
    )


def _content(draft: Draft, span: Span | None) -> set[str]:
    if span is None:
        return set()
    return {t.lemma for t in draft.syntax.tokens_in(span) if t.pos == "VERB"}

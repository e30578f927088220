"""What the words around a promise say became of it: kept "as agreed", broken, turned down, done "despite" it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Obligations
from dragoman.model import Commitment, CommitmentStatus, Span, Step
from dragoman.obligations import furthest, side_of
from dragoman.stages.binding.bonds import Binding
from dragoman.stages.binding.deeds import Deed, deed_of, is_negated, is_told, nobody, stands_for
from dragoman.stages.binding.duties import Circumstances, clause, recognised
from dragoman.stages.parties import statement_at
from dragoman.syntax import Syntax, Token

_WHY: dict[CommitmentStatus, str] = {
    "fulfilled": "do what was owed",
    "breached": "go against what was owed",
    "lapsed": "end it without effect",
    "triggered": "be what it hangs on",
}
_HELD = frozenset({"obliged", "forbidden", "pledged"})
_PEACE = frozenset({"ceasefire", "nonaggression", "restraint"})
_CLIMB = 7  # words from a bond up to the deed that it is joined to


class Ending(NamedTuple):
    """What became of a commitment, and the word that says so."""

    to: CommitmentStatus
    token: Token


def outcome_of(draft: Draft, known: Obligations, binding: Binding, bound: Sequence[str]) -> Ending | None:
    """What the report itself says of the promise, by the deed it tells as kept, by the verb whose object it is, or by
    the deed that is told with it. `bound` are the ids of those who owe it."""
    if "deed" in binding.bond.duty:
        return _of_deed(draft.syntax, binding.task.head)
    named = _of_noun(draft.syntax, known, binding) if binding.token.pos == "NOUN" else None
    if named is not None:
        return named
    sides = frozenset(side_of(draft.entity[i]) for i in bound)
    return _done_as_promised(draft, known, binding) or _done_against(draft, known, binding, sides)


def ended(draft: Draft, commitment: Commitment, endings: Sequence[Ending]) -> Commitment:
    """`commitment` with these endings as steps of its history: each with its words, and with the event that they
    tell of, where the codebook of events knows one."""
    if commitment.status == "excluded":
        return commitment
    for ending in endings:
        if any(s.status == ending.to for s in commitment.history):
            continue
        commitment = structs.replace(commitment, status=furthest([commitment.status, ending.to]))
        event = next((e for e in draft.events if e.trigger.overlaps(ending.token.span)), None)
        claimed = statement_at(draft, ending.token.start) is not None
        step = Step(
            status=ending.to,
            event=event.id if event else None,
            evidence=(_told_at(draft, ending.token),),
            why=f"appears to {_WHY[ending.to]}"
            + (", as somebody says; the report does not say so itself" if claimed else ""),
        )
        commitment = structs.replace(commitment, history=(*commitment.history, step))
    return commitment


def said_of(syntax: Syntax, word: Token, known: Obligations, binding: Binding) -> Ending | None:
    """What `word` says became of the promise that it governs: "broke", "failed to honour", "despite"."""
    negated = is_negated(syntax, word)
    if word.pos in ("VERB", "AUX"):
        head = syntax.tokens[word.head]
        failed = head.lemma in known.failing and word.dep in ("xcomp", "pcomp", "advcl")
        infinitive = any(c.text.lower() == "to" for c in syntax.children(word.i, "aux"))
        modal = any(c.tag == "MD" for c in syntax.children(word.i, "aux"))
        if modal or (infinitive and not (failed and is_told(syntax, head))):
            return None
        doer = next(iter(syntax.children(word.i, "nsubj")), None)
        negated = negated or failed or (doer is not None and nobody(syntax, doer))
    near = (*syntax.children(word.i), *syntax.tokens[word.i + 1 : word.i + 2])
    beside = {t.text.lower() for t in near}
    for outcome in known.outcomes:
        fits = outcome.lemma == word.lemma and (not outcome.particle or beside & set(outcome.particle))
        if not fits or (outcome.forces and binding.force not in outcome.forces):
            continue
        said = outcome.if_not if negated else outcome.to
        return Ending(said, word) if said else None
    return None


def _told_at(draft: Draft, verb: Token) -> Span:
    words = clause(draft.syntax, verb)
    return Span(words[0].start, words[-1].end)


def _of_deed(syntax: Syntax, deed: Token) -> Ending:
    helpers = {c.text.lower() for c in syntax.children(deed.i, "aux")}
    if "should" in helpers:  # "should have left by May, as they had agreed"
        return Ending("lapsed", deed)
    return Ending("breached" if syntax.children(deed.i, "neg") else "fulfilled", deed)


def _of_noun(syntax: Syntax, known: Obligations, binding: Binding) -> Ending | None:
    """ "Broke its promise to", "made good on a pledge to", "despite its vow to"."""
    token = binding.token
    if token.dep in ("dobj", "nsubjpass", "nsubj", "ccomp"):  # "made good its pledge" has the grammar of a clause
        return _by_verb(syntax, syntax.tokens[token.head], known, binding)
    if token.dep != "pobj":
        return None
    preposition = syntax.tokens[token.head]
    found = said_of(syntax, preposition, known, binding)
    verb = next((a for a in syntax.ancestors(preposition.i) if a.pos in ("VERB", "NOUN")), preposition)
    return found or _by_verb(syntax, verb, known, binding)


def _by_verb(syntax: Syntax, verb: Token, known: Obligations, binding: Binding) -> Ending | None:
    if verb.pos not in ("VERB", "AUX"):
        return None
    found = said_of(syntax, verb, known, binding)
    if found is None or verb.tag != "VBG" or verb.dep != "advcl":
        return found
    deed = syntax.tokens[verb.head]  # "freed the captives, keeping its promise": by the deed
    return Ending(found.to, deed) if is_told(syntax, deed, anywhere=True) else found


def _done_as_promised(draft: Draft, known: Obligations, binding: Binding) -> Ending | None:
    """ "Delivered the tanks it had promised", "completing the withdrawal to which it had agreed"."""
    syntax, bond = draft.syntax, binding.token
    if bond.dep != "relcl" or not any(c.lemma == "have" for c in syntax.children(bond.i, "aux")):
        return None
    owed = syntax.tokens[bond.head]
    verb = next((a for a in syntax.ancestors(owed.i) if a.pos == "VERB"), None)
    if verb is None or verb.start > owed.start:
        return None
    told = verb if verb.tag != "VBG" else syntax.tokens[verb.head]
    if not is_told(syntax, told, anywhere=True):
        return None
    ending = said_of(syntax, verb, known, binding)
    if ending is not None:
        return Ending(ending.to, told)
    duty = recognised(clause(syntax, verb), verb, known, Circumstances(False, False, False))
    does = duty is not None and binding.task.duty is not None and duty.kind == binding.task.duty.kind
    if not does or binding.force not in _HELD:
        return None
    return Ending("breached" if is_negated(syntax, verb) else "fulfilled", told)


def _done_against(draft: Draft, known: Obligations, binding: Binding, bound: frozenset[str]) -> Ending | None:
    """ "Although it had vowed to stay out, Chad sent troops", "in violation of the truce that it had accepted"."""
    if binding.force not in _HELD:
        return None
    for verb in _joined_to(draft.syntax, known, binding.token):
        deed = deed_of(draft, known, verb)
        if deed is not None:
            silent = deed.verb.lemma in known.silent | known.speaking
            return None if silent or not _by_the_bound(draft.syntax, binding, deed, bound) else Ending("breached", verb)
    return None


def _joined_to(syntax: Syntax, known: Obligations, token: Token) -> Iterator[Token]:
    """The verbs above `token`, if a word for breaking joins it to them, nearest first."""
    joined, below = False, token
    for step, above in enumerate(syntax.ancestors(token.i)):
        if joined and above.pos in ("VERB", "AUX"):
            yield above
        marks = {c.text.lower() for c in syntax.children(below.i, "mark")} if below.dep == "advcl" else set()
        if step > _CLIMB and not joined:
            return
        if marks & known.against and above.pos in ("VERB", "AUX"):
            joined = True
            yield above
        if above.lemma in known.against and above.pos not in ("VERB", "AUX"):
            joined = True
        below = above


def _by_the_bound(syntax: Syntax, binding: Binding, deed: Deed, bound: frozenset[str]) -> bool:
    if bound & deed.sides or not bound:
        return True
    kind = binding.task.duty.kind if binding.task.duty else binding.bond.otherwise
    return not deed.sides and (stands_for(syntax, deed.doer) or kind in _PEACE)

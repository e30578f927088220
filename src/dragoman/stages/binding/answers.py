"""What a report tells later of a promise or a duty: that it was done, that its opposite was, that it came to nothing.

Where the events that the codebook of events knows decide it, `dragoman.obligations` does. This is for the rest: a deed
in the words of the duty ("pledged to reopen ... has reopened"), one in words that show it (data/en/outcomes.toml), "did
so", a deadline that passed, an offer turned down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Obligations
from dragoman.model import Commitment, CommitmentStatus, Event, Statement
from dragoman.obligations import side_of
from dragoman.stages.binding.bonds import Binding
from dragoman.stages.binding.coming_about import by_attack, comes_about, hinge_of
from dragoman.stages.binding.deadlines import time_is_up
from dragoman.stages.binding.deeds import Deed, is_act, is_bare, stands_for
from dragoman.stages.binding.duties import Circumstances, recognised
from dragoman.stages.binding.endings import Ending, said_of
from dragoman.stages.binding.likeness import of_its_things, related
from dragoman.stages.binding.sequence import is_background, told_before
from dragoman.stages.binding.signs import by_sign, is_not_to
from dragoman.syntax import Syntax, Token

_REACH = 8  # sentences in which the answer may follow
_NEAR = 1  # and those in which a deed that names nobody, or that is told of everywhere, is taken for one
_CLEAR = frozenset({"withdrawal", "release", "meeting", "ratification", "consultation", "mediation", "ceasefire"})
_DIVERSE = frozenset({"aid", "support", "cooperation", "ratification"})
_IN_WAR = frozenset({"defense", "consultation", "neutrality"})
_HELD = frozenset({"obliged", "forbidden", "pledged"})
_DONE = frozenset({"obliged", "forbidden", "pledged", "requested"})
_PEACE = frozenset({"ceasefire", "nonaggression", "restraint"})
_CONTENT = ("NOUN", "PROPN", "VERB")
_TELLING = frozenset({"says", "reports", "confirms", "admits", "describes", "answers"})
_OPENING = frozenset({"after", "as", "if", "once", "that", "unless", "until", "when", "where", "while"})
_ENDMOST = frozenset({"final", "last", "remaining"})
_AGO = re.compile(r"\b(1[89]\d\d|20\d\d|ago|last (year|month|week|spring|summer|autumn|winter))\b")


def answers(
    draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, told: list[Deed]
) -> Iterator[Ending]:
    """What later clauses make of `commitment`, each with the verb that tells it."""
    bound = _sides_of(draft, commitment.bound or commitment.parties)
    hinge = hinge_of(draft, known, binding, commitment)
    yield from by_attack(draft, commitment)
    earlier = _given_before(draft, binding)
    triggered = False
    for deed in told:
        if not _in_question(draft, known, deed, binding, commitment):
            continue
        if deed.verb.start < commitment.evidence[0].start:
            status = _told_first(draft, known, binding, commitment, deed, bound) if earlier else None
            if status is not None:
                yield Ending(status, deed.verb)
                return
            continue
        up = time_is_up(draft, known, binding, commitment, deed)
        if hinge and ((up and hinge.unless) or comes_about(draft, known, commitment, hinge, deed, bound)):
            yield Ending("triggered", deed.verb)
            triggered = True
            continue
        if commitment.kind == "offense" and commitment.condition and not triggered:
            continue  # "if ..., we will strike": not every strike is that one
        status = (
            ("lapsed" if up else None)
            or _by_word(draft, known, deed, binding, bound)
            or _by_noun(draft, known, binding, commitment, deed)
            or _by_deed(draft, known, binding, commitment, deed, bound)
            or _by_rest(draft, known, binding, commitment, deed)
            or (_in_turn(draft, known, binding, commitment, deed, bound) if triggered else None)
        )
        if status is not None:
            yield Ending(status, deed.verb)
            return


def befitting(draft: Draft, known: Obligations, binding: Binding, commitment: Commitment) -> list[Event]:
    """The events that may move a commitment: of kinds that hold very different duties, those only that are told in
    words of this one."""
    if commitment.kind not in _DIVERSE:
        return list(draft.events)
    syntax = draft.syntax
    heads = ((e, syntax.head_of(e.trigger)) for e in draft.events)
    return [
        e
        for e, head in heads
        if head is not None
        and (
            of_its_things(syntax, known, head, binding)
            or any(related(known, head.lemma, t.lemma) for t in binding.task.words if t.pos in _CONTENT)
        )
    ]


def _sides_of(draft: Draft, ids: tuple[str, ...]) -> frozenset[str]:
    return frozenset(side_of(draft.entity[i]) for i in ids)


def _in_question(draft: Draft, known: Obligations, deed: Deed, binding: Binding, commitment: Commitment) -> bool:
    """Whether a deed is told near enough, not within the commitment's own words, not as what came before it, and by
    the reporter, or at least by somebody who is no party."""
    own_words = (*commitment.evidence, *([commitment.condition] if commitment.condition else []))
    if any(s.overlaps(deed.verb.span) for s in own_words) or deed.verb.i == binding.token.i:
        return False
    if deed.said and not _by_a_third(draft, deed.said, commitment):
        return False
    near = abs(deed.verb.sentence - binding.token.sentence) <= _REACH
    before = told_before(draft, deed.verb, known) or is_background(draft.syntax, deed.verb, binding.token)
    return near and not before


def _by_a_third(draft: Draft, said: Statement, commitment: Commitment) -> bool:
    """Whether somebody says it, and does not ask or deny it, who is on nobody's side here."""
    if said.act not in _TELLING:
        return False
    if said.speaker is None:
        return bool(said.source)
    speaker = draft.entity[said.speaker]
    known = speaker.country is not None or speaker.kind in ("organization", "group")
    parties = (*commitment.bound, *commitment.parties, *commitment.beneficiary)
    return known and side_of(speaker) not in _sides_of(draft, parties)


def _given_before(draft: Draft, binding: Binding) -> bool:
    """Whether a promise is told of as an older one: "had promised", "the treaty of 1994", "two weeks ago"."""
    syntax, token = draft.syntax, binding.token
    verb = token if token.pos in ("VERB", "AUX") else syntax.tokens[token.head]
    if any(c.text.lower() == "had" for c in syntax.children(verb.i, "aux")):
        return True
    span = syntax.sentence_span(token.sentence)
    return bool(_AGO.search(draft.view[span.start : span.end]))


def _told_first(
    draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, deed: Deed, bound: frozenset[str]
) -> CommitmentStatus | None:
    """What the news is, of an older promise that the report tells of only then: "the last soldiers left ..., which
    the treaty of 1979 had given them three years to do"."""
    if any(c.text.lower() == "had" for c in draft.syntax.children(deed.verb.i, "aux")):
        return None
    if not bound & deed.sides:  # "the eleven sailors flew home on Friday"
        things = deed.doer is not None and of_its_things(draft.syntax, known, deed.doer, binding)
        return by_sign(draft.syntax, known, binding, commitment, deed, "what is owed") if things else None
    status = _in_its_words(known, binding, commitment, deed)
    return status or by_sign(draft.syntax, known, binding, commitment, deed, "the bound")


def _by_word(
    draft: Draft, known: Obligations, deed: Deed, binding: Binding, bound: frozenset[str]
) -> CommitmentStatus | None:
    """ "did so", "went back on that pledge", "turned it down": a verb that speaks of the promise as such."""
    syntax, verb = draft.syntax, deed.verb
    if is_bare(syntax, verb):
        own = _near_by(syntax, binding, verb) and (bound & deed.sides or _takes_up(deed)) and binding.force in _DONE
        return ("breached" if deed.negated else "fulfilled") if own else None
    ending = said_of(syntax, verb, known, binding)
    if ending is None or verb.sentence - binding.token.sentence > _NEAR:
        return None
    objects = syntax.children(verb.i, "dobj", "nsubjpass")
    objects += [o for p in syntax.children(verb.i, "prep") for o in syntax.children(p.i, "pobj")]
    objects = [
        o for o in objects if not syntax.children(o.i, "acl", "relcl")
    ]  # "kept its promise to": that promise only
    its = any(o.lemma in known.words_given or o.lemma == binding.token.lemma for o in objects)
    offer = binding.force in ("offered", "requested") and any(
        o.text.lower() in ("it", "him", "her", "them") for o in objects
    )
    own_side = bool(bound & deed.sides)
    if ending.to == "lapsed":
        turned_down = own_side == (binding.force == "requested")
        return "lapsed" if (its or offer) and turned_down else None
    return ending.to if its and own_side else None


def _by_noun(
    draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, deed: Deed
) -> CommitmentStatus | None:
    """A deed told as a noun: "the release came on Friday", "the delivery of the first tanks began", "completed the
    destruction of its mines"."""
    task, verb = binding.task, deed.verb
    if commitment.force not in _DONE or is_not_to(binding, commitment) or commitment.kind in _PEACE:
        return None
    named = draft.syntax.children(verb.i, "dobj", "nsubjpass") if verb.lemma in known.doing else []
    if deed.doer is not None and verb.lemma in known.occurring and not draft.syntax.children(verb.i, "dobj", "xcomp"):
        named.append(deed.doer)
    if not any(n.pos == "NOUN" and related(known, n.lemma, task.head.lemma) for n in named):
        return None
    return ("breached" if commitment.force in _HELD else None) if deed.negated else "fulfilled"


def _by_rest(
    draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, deed: Deed
) -> CommitmentStatus | None:
    """ "The last of them ...", right after a promise that speaks of several: what they did is most likely that."""
    if deed.doer is None or deed.negated or commitment.force not in _DONE or is_not_to(binding, commitment):
        return None
    near = deed.verb.sentence - binding.token.sentence <= 1
    last = bool({deed.doer.lemma, *(c.lemma for c in draft.syntax.children(deed.doer.i, "amod", "det"))} & _ENDMOST)
    return "fulfilled" if near and last and is_act(draft.syntax, known, deed.verb) else None


def _near_by(syntax: Syntax, binding: Binding, verb: Token) -> bool:
    """Whether "did so" is told as news, and "they did" right after what it takes up."""
    marks = {c.text.lower() for c in syntax.children(verb.i, "mark", "advmod")}
    if marks & _OPENING:
        return False
    return bool(marks & {"so", "duly"}) or (
        verb.sentence - binding.token.sentence <= 1 and verb.dep not in ("ccomp", "advcl")
    )


def _in_turn(
    draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, deed: Deed, bound: frozenset[str]
) -> CommitmentStatus | None:
    """What the bound do next once that has come about on which it hung: most likely what they had said."""
    if commitment.kind in _IN_WAR:
        return None  # what answers an attack is known by its acts
    does = bool(bound & deed.sides) and not deed.negated and is_act(draft.syntax, known, deed.verb)
    held = commitment.force in _HELD and not is_not_to(binding, commitment)
    return "fulfilled" if does and held and deed.verb.sentence - binding.token.sentence <= _NEAR + 1 else None


def _takes_up(deed: Deed) -> bool:
    """ "They did", "it was not", "none had"."""
    return not deed.sides and deed.doer is not None and deed.doer.text.lower() in ("they", "it", "none", "neither")


def _is_anyone(draft: Draft, deed: Deed) -> bool:
    """ "Envoys gathered": somebody without a name or a country, who may be anybody's."""
    if deed.doer is None or deed.doer.tag not in ("NN", "NNS"):
        return False
    doer = draft.entity_at(deed.doer.i)
    return doer is not None and doer.country is None and doer.kind != "state"


def _done_to_it(draft: Draft, known: Obligations, binding: Binding, deed: Deed) -> bool:
    """ "The money was transferred": to what the duty names, by nobody in particular."""
    passive = deed.doer is not None and bool(draft.syntax.children(deed.verb.i, "nsubjpass"))
    return (
        passive and not deed.sides and deed.doer is not None and of_its_things(draft.syntax, known, deed.doer, binding)
    )


def _by_deed(
    draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, deed: Deed, bound: frozenset[str]
) -> CommitmentStatus | None:
    """Whether the bound did, or did the opposite of, what they owe."""
    anyone = not commitment.bound and commitment.force in ("obliged", "forbidden")
    own = bool(bound & deed.sides)
    held = own or bool(bound & deed.befalls)  # "its tanks were still dug in"
    near = deed.verb.sentence - binding.token.sentence <= _NEAR
    if own or anyone:
        status = _in_its_words(known, binding, commitment, deed)
        if status is not None:
            return status
    foreign = bool(deed.sides) and not held and not _is_anyone(draft, deed) and (not anyone or bool(bound))
    if not near:
        return by_sign(draft.syntax, known, binding, commitment, deed, "the bound", far=True) if own else None
    if foreign:
        return _by_signs(draft, known, binding, commitment, deed, ("what is owed", "the other side"))
    kin = held or stands_for(draft.syntax, deed.doer) or _done_to_it(draft, known, binding, deed)
    if kin and not own and _in_its_words(known, binding, commitment, deed) == "fulfilled":
        return "fulfilled"
    by = ("the bound",) if kin else ()
    return _by_signs(draft, known, binding, commitment, deed, (*by, "what is owed", "anyone"))


def _by_signs(
    draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, deed: Deed, roles: tuple[str, ...]
) -> CommitmentStatus | None:
    """What a deed shows, done by one of `roles`: the first that it shows anything of."""
    found = (by_sign(draft.syntax, known, binding, commitment, deed, role) for role in roles)
    return next((status for status in found if status), None)


def _in_its_words(known: Obligations, binding: Binding, commitment: Commitment, deed: Deed) -> CommitmentStatus | None:
    """Whether a deed is told in words of the duty, or of its kind."""
    if commitment.force in _HELD and commitment.kind in _PEACE:
        duty = recognised(deed.words, deed.verb, known, Circumstances(False, False, False))
        if duty is not None and duty.kind == "offense" and not deed.negated:
            return "breached"
    not_to = is_not_to(binding, commitment)
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
    if deed.verb.lemma in known.speaking:
        return False  # who calls for talks, or agrees to them, has not held them yet
    mine = {t.lemma for t in task.words if t.pos in _CONTENT}
    theirs = {t.lemma for t in deed.words if t.pos in _CONTENT}
    common = {m for m in mine for t in theirs if related(known, m, t)}
    if (
        related(known, task.head.lemma, deed.verb.lemma)
        and task.head.pos == "VERB"
        and task.head.lemma not in known.idle
    ):
        objects = [t for t in deed.words if t.dep == "dobj" and t.head == deed.verb.i]
        it = any(t.text.lower() in ("it", "them", "one") for t in objects)
        bare = not objects and task.head.lemma not in known.light
        return len(common) > 1 or len(mine) == 1 or it or bare
    duty = recognised(deed.words, deed.verb, known, Circumstances(task.negated, False, False))
    if duty is None or task.duty is None or duty.kind != task.duty.kind:
        return False
    return duty.kind in _CLEAR or (duty.key == task.duty.key and bool(common))

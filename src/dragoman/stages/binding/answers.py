"""What a report tells later of a promise or a duty: that it was done, that its opposite was, that it came to nothing.

Where the events that the codebook of events knows decide it, `dragoman.obligations` does. This is for the rest: a deed
in the words of the duty ("pledged to reopen ... has reopened"), one in words that show it (data/en/outcomes.toml), "did
so", a deadline that passed, an offer turned down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Obligations, Sign
from dragoman.model import Commitment, CommitmentStatus, Event, Span, Statement
from dragoman.obligations import side_of
from dragoman.stages.binding.bonds import Binding
from dragoman.stages.binding.deeds import Deed, stands_for
from dragoman.stages.binding.duties import Circumstances, matches, recognised
from dragoman.stages.binding.endings import Ending, said_of
from dragoman.stages.binding.sequence import told_before
from dragoman.syntax import Syntax, Token

_REACH = 8  # sentences in which the answer may follow
_NEAR = 2  # and those in which a deed that names nobody, or that is told of everywhere, is taken for one
_CLEAR = frozenset({"withdrawal", "release", "meeting", "ratification", "consultation", "mediation", "ceasefire"})
_UNDER_ATTACK = ("attack", "invade", "under fire", "aggress", "fired on", "struck", "shell", "bombed")
_DIVERSE = frozenset({"aid", "support", "cooperation", "ratification"})
_IN_WAR = frozenset({"defense", "consultation", "neutrality"})
_HELD = frozenset({"obliged", "forbidden", "pledged"})
_DONE = frozenset({"obliged", "forbidden", "pledged", "requested"})
_PEACE = frozenset({"ceasefire", "nonaggression", "restraint"})
_CONTENT = ("NOUN", "PROPN", "VERB")
_ENDED = frozenset({"deadline", "ultimatum", "date", "term", "limit", "period", "day", "week", "month", "hour", "year"})
_AGO = re.compile(r"\b(1[89]\d\d|20\d\d|ago|last (year|month|week|spring|summer|autumn|winter))\b")
_NOTHING = frozenset({"nothing", "nobody", "none", "no"})
_SHARE = 0.6  # of the longer of two words, that related words have in common from their beginning


def answers(
    draft: Draft, known: Obligations, binding: Binding, commitment: Commitment, told: list[Deed]
) -> Iterator[Ending]:
    """What later clauses make of `commitment`, each with the verb that tells it."""
    bound = frozenset(side_of(draft.entity[i]) for i in commitment.bound or commitment.parties)
    condition = _content(draft, commitment.condition)
    yield from _by_attack(draft, commitment)
    earlier, triggered = _given_before(draft, binding), False
    for deed in told:
        if not _in_question(draft, known, deed, binding, commitment):
            continue
        if deed.verb.start < commitment.evidence[0].start:
            status = _told_first(draft, known, binding, commitment, deed, bound) if earlier else None
            if status is not None:
                yield Ending(status, deed.verb)
                return
            continue
        if _comes_about(draft, known, commitment, condition, deed):
            yield Ending("triggered", deed.verb)
            triggered = True
            continue
        if commitment.kind == "offense" and commitment.condition and not triggered:
            continue  # "if ..., we will strike": not every strike is that one
        status = (
            _by_deadline(draft, known, deed, binding, commitment)
            or _by_word(draft, known, deed, binding, bound)
            or _by_deed(draft, known, binding, commitment, deed, bound)
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
            _of_its_things(syntax, known, head, binding)
            or any(related(head.lemma, t.lemma) for t in binding.task.words if t.pos in _CONTENT)
        )
    ]


def _comes_about(draft: Draft, known: Obligations, commitment: Commitment, condition: set[str], deed: Deed) -> bool:
    """Whether a deed is what the commitment hangs on: told with the same verb, or an attack where it speaks of one."""
    if deed.negated or deed.verb.pos != "VERB" or commitment.condition is None:
        return False
    if any(related(deed.verb.lemma, verb) for verb in condition - known.idle - known.light):
        return True
    hostile = any(word in draft.text(commitment.condition).lower() for word in _UNDER_ATTACK)
    if not hostile or deed.sides & _sides_of(draft, commitment.bound):
        return False
    events = (e for e in draft.events if e.act == "ASSAULT" and e.status == "happened" and not e.negated)
    return any(e.trigger.overlaps(deed.verb.span) for e in events)


def _sides_of(draft: Draft, ids: tuple[str, ...]) -> frozenset[str]:
    return frozenset(side_of(draft.entity[i]) for i in ids)


def _by_attack(draft: Draft, commitment: Commitment) -> Iterator[Ending]:
    """What is owed in case of an attack, by allies who are not named: an attack on a state, and talks that follow."""
    if commitment.kind not in _IN_WAR or commitment.force not in _HELD or commitment.history or commitment.parties:
        return
    facts = [e for e in draft.events if e.status in ("happened", "ongoing") and not e.negated]
    near_war = commitment.kind == "consultation"  # threats are talked about
    hostile = [e for e in facts if e.act == "ASSAULT" or (near_war and e.act in ("MOBILIZE", "COERCE") and e.recipient)]
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


def _in_question(draft: Draft, known: Obligations, deed: Deed, binding: Binding, commitment: Commitment) -> bool:
    """Whether a deed is told near enough, not within the commitment's own words, not as what came before it, and by
    the reporter, or at least by somebody who is no party."""
    own_words = (*commitment.evidence, *([commitment.condition] if commitment.condition else []))
    if any(s.overlaps(deed.verb.span) for s in own_words) or deed.verb.i == binding.token.i:
        return False
    if deed.said and not _by_a_third(draft, deed.said, commitment):
        return False
    near = abs(deed.verb.sentence - binding.token.sentence) <= _REACH
    return near and not told_before(draft, deed.verb, known)


def _by_a_third(draft: Draft, said: Statement, commitment: Commitment) -> bool:
    """Whether somebody says it, and does not ask or deny it, who is on nobody's side here."""
    if said.speaker is None or said.act in ("denies", "asks"):
        return False
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
        things = deed.doer is not None and _of_its_things(draft.syntax, known, deed.doer, binding)
        return _by_sign(draft, known, binding, commitment, deed, "what is owed") if things else None
    status = _in_its_words(known, binding, commitment, deed)
    return status or _by_sign(draft, known, binding, commitment, deed, "the bound")


def _by_deadline(
    draft: Draft, known: Obligations, deed: Deed, binding: Binding, commitment: Commitment
) -> CommitmentStatus | None:
    """ "The deadline passed", "the 21 days ran out": the end of what was told with a time to do it in."""
    if deed.verb.lemma not in known.passing or deed.negated or deed.doer is None or deed.doer.lemma not in _ENDED:
        return None
    counted = deed.doer.lemma in ("deadline", "ultimatum") or draft.syntax.children(deed.doer.i, "det", "nummod")
    sentence = draft.syntax.sentence_span(binding.token.sentence)
    timed = any(sentence.covers(t.span) for t in draft.times) or binding.token.lemma in _ENDED
    return "lapsed" if counted and timed and commitment.force in _DONE | {"offered"} else None


def _by_word(
    draft: Draft, known: Obligations, deed: Deed, binding: Binding, bound: frozenset[str]
) -> CommitmentStatus | None:
    """ "did so", "went back on that pledge", "turned it down": a verb that speaks of the promise as such."""
    syntax, verb = draft.syntax, deed.verb
    if verb.lemma == "do" and _does_that(syntax, verb):
        own = bound & deed.sides and binding.force in _DONE
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
    offer = binding.force == "offered" and any(o.text.lower() in ("it", "him", "her", "them") for o in objects)
    own_side = bool(bound & deed.sides)
    if ending.to == "lapsed":
        return "lapsed" if (its or offer) and not own_side else None
    return ending.to if its and own_side else None


def _does_that(syntax: Syntax, verb: Token) -> bool:
    """ "Did so", "which it has not done", "did it"."""
    following = syntax.tokens[verb.i + 1 : verb.i + 2]
    objects = syntax.children(verb.i, "dobj")
    return any(t.text.lower() == "so" for t in following) or any(
        o.text.lower() in ("so", "it", "that", "this", "which") for o in objects
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
    foreign = bool(deed.sides) and not held and (not anyone or bool(bound))
    if not near:
        return _by_sign(draft, known, binding, commitment, deed, "the bound", far=True) if own else None
    if foreign:
        return _by_sign(draft, known, binding, commitment, deed, "what is owed")
    kin = held or stands_for(draft.syntax, deed.doer)
    if kin and not own and _in_its_words(known, binding, commitment, deed) == "fulfilled":
        return "fulfilled"
    by: tuple[str, ...] = ("the bound", "what is owed", "anyone") if kin else ("what is owed", "anyone")
    return next((s for one in by if (s := _by_sign(draft, known, binding, commitment, deed, one))), None)


def _by_sign(
    draft: Draft,
    known: Obligations,
    binding: Binding,
    commitment: Commitment,
    deed: Deed,
    by: str,
    *,
    far: bool = False,
) -> CommitmentStatus | None:
    """What a deed shows that is told in other words than the duty's: "the last of them arrived"; of one told `far`
    off, only where it names what the duty names."""
    not_to = _is_not_to(binding, commitment)
    for pattern in known.sign_patterns.get(deed.verb.lemma, ()):
        sign = pattern.sign
        if (
            sign.by != by
            or (far and not sign.things)
            or not (_answers_to(sign, commitment) and _shown(draft.syntax, known, sign, deed, binding))
        ):
            continue
        after = tuple(t for t in deed.words if t.i >= deed.verb.i)
        if not matches(pattern.elements, after, 0):
            continue
        nothing = any(e and e & _NOTHING for e in pattern.elements)
        status = sign.if_not if deed.negated and not nothing else sign.to
        if status == "breached" and commitment.force not in _HELD:
            return None
        doing = sign.kinds and commitment.kind not in _PEACE - {"restraint"} and not sign.refrains
        return None if not_to and doing else status
    return None


def _answers_to(sign: Sign, commitment: Commitment) -> bool:
    fits = not sign.kinds or commitment.kind in sign.kinds
    return fits and commitment.force in (_DONE | {"offered"} if sign.to == "fulfilled" else _DONE)


def _shown(syntax: Syntax, known: Obligations, sign: Sign, deed: Deed, binding: Binding) -> bool:
    """Whether the subject of a deed is what its sign asks for."""
    if sign.subject:
        return deed.doer is not None and deed.doer.lemma in sign.subject
    if sign.by == "what is owed":
        return deed.doer is not None and (
            stands_for(syntax, deed.doer) or _of_its_things(syntax, known, deed.doer, binding)
        )
    if not sign.things:
        return True
    words = [t for t in deed.words if t.i != deed.verb.i] + ([deed.doer] if deed.doer else [])
    some = [t for t in words if t.dep in ("dobj", "nsubj", "nsubjpass") and t.pos not in ("PRON", "NUM")]
    some = [t for t in some if stands_for(syntax, t)]  # "the last of them"
    return bool(some) or any(_of_its_things(syntax, known, t, binding) for t in words)


def _of_its_things(syntax: Syntax, known: Obligations, token: Token, binding: Binding) -> bool:
    """Whether `token` names something, or of something, that the duty names, or a thing of its sort: "the last of the
    rockets", "the money" for "30 million euros"."""
    mine = {t.lemma.lower() for t in binding.task.words if t.pos in ("NOUN", "PROPN", "SYM")}
    theirs = [t.lemma.lower() for i in syntax.subtree(token.i) if (t := syntax.tokens[i]).pos == "NOUN"]
    return any(related(t, m) or bool(known.sorts_of(t) & known.sorts_of(m)) for t in theirs for m in mine)


def _in_its_words(known: Obligations, binding: Binding, commitment: Commitment, deed: Deed) -> CommitmentStatus | None:
    """Whether a deed is told in words of the duty, or of its kind."""
    if commitment.force in _HELD and commitment.kind in _PEACE:
        duty = recognised(deed.words, deed.verb, known, Circumstances(False, False, False))
        if duty is not None and duty.kind == "offense" and not deed.negated:
            return "breached"
    not_to = _is_not_to(binding, commitment)
    if commitment.force not in _DONE or not _same_deed(known, binding, commitment, deed):
        return None
    done = not deed.negated
    if not_to:
        return "breached" if done and commitment.force in _HELD else None
    if done:
        return "fulfilled"
    return "breached" if commitment.force in _HELD else None


def _is_not_to(binding: Binding, commitment: Commitment) -> bool:
    task = binding.task
    return commitment.force == "forbidden" or task.negated or bool(task.duty and task.duty.negated)


def _same_deed(known: Obligations, binding: Binding, commitment: Commitment, deed: Deed) -> bool:
    task = binding.task
    promises = known.bonds_of.get(deed.verb.lemma, ())
    asks = any(b.pos == "verb" and b.subject == "asker" for b in promises)
    if asks or any(b.pos == "verb" and b.subject == "bound" and not b.particle for b in promises):
        return False  # who calls for talks, or agrees to them, has not held them yet
    mine = {t.lemma for t in task.words if t.pos in _CONTENT}
    theirs = {t.lemma for t in deed.words if t.pos in _CONTENT}
    common = {m for m in mine for t in theirs if related(m, t)}
    if related(task.head.lemma, deed.verb.lemma) and task.head.pos == "VERB" and task.head.lemma not in known.idle:
        objects = [t for t in deed.words if t.dep == "dobj" and t.head == deed.verb.i]
        it = any(t.text.lower() in ("it", "them", "one") for t in objects)
        bare = not objects and task.head.lemma not in known.light
        return len(common) > 1 or len(mine) == 1 or it or bare
    duty = recognised(deed.words, deed.verb, known, Circumstances(task.negated, False, False))
    if duty is None or task.duty is None or duty.kind != task.duty.kind:
        return False
    return duty.kind in _CLEAR or (duty.key == task.duty.key and bool(common))


def related(one: str, other: str) -> bool:
    """Whether two words are one, or made of one another: "withdraw" and "withdrawal", "open" and "reopen"."""
    one, other = one.lower(), other.lower()
    if one == other or f"re{one}" == other or one == f"re{other}":
        return True
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= max(4, _SHARE * max(len(one), len(other)))


def _content(draft: Draft, span: Span | None) -> set[str]:
    if span is None:
        return set()
    return {t.lemma for t in draft.syntax.tokens_in(span) if t.pos == "VERB"}

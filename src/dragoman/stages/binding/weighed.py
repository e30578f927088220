"""Bonds that no entry of the lexicon decides: candidates cast wide (wide.py), weighed by a fitted model."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Literal

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.obligations import Bond
from dragoman.model import Force
from dragoman.stages.binding.bonds import Binding, asked_whether, for_an_attack, joined, left_open, negated
from dragoman.stages.binding.duties import tasks
from dragoman.stages.binding.instruments import Mentioned, going_on, instrument_for, instrument_over
from dragoman.stages.binding.places import there
from dragoman.stages.binding.traits import Seen, traits
from dragoman.stages.binding.voices import conditional, demanded_by_another
from dragoman.stages.binding.wide import STRONG, Shape, Wide, candidates
from dragoman.stages.parties import can_act, speaker_at, statement_at, subject
from dragoman.syntax import Syntax, Token
from dragoman.tagger import BondWeights

_Subject = Literal["bound", "instrument", "asker"]
_Object = Literal["bound", "beneficiary", "duty"]
LIKELY = 0.7  # from which a candidate is told
_LIKELY_AFTER_WORDS = 0.5  # the same for "to do" after a word that promises, asks, allows ...
_LIKELY_UNDER = 0.45  # and for what stands under a treaty
_OTHERS = frozenset({"asking", "allowing", "forbidding", "binding", "causing"})  # say what others are to do
_GIVING = frozenset({"promising", "offering", "allowing"})  # whose object gains by it
_WHOM = frozenset({"on", "upon", "to", "for", "from", "with", "of", "by"})


def weighed(
    draft: Draft, knowledge: Knowledge, found: dict[int, Mentioned], taken: Collection[int], model: BondWeights
) -> Iterator[Binding]:
    """Bonds among the candidates whose deed is none of the tokens `taken`, in text order."""
    told = set(taken)
    for seen in seen_in(draft, knowledge, found):
        if seen.wide.head.i in told:
            continue
        about = traits(draft, knowledge, seen)
        sure = model.binds(about)
        force = _force(draft, seen, model.force(about))
        if sure >= _least(seen) and not _is_plan(draft, knowledge, seen, force):
            for binding in _bindings(draft, knowledge, seen, force, sure):
                told.update(token.i for token in binding.task.words)
                yield binding


def seen_in(draft: Draft, knowledge: Knowledge, found: dict[int, Mentioned]) -> Iterator[Seen]:
    """All candidates of a report with what they stand in, in text order."""
    syntax = draft.syntax
    for wide in candidates(draft, knowledge.binding_words):
        token, head = wide.token, wide.head
        if _open(draft, wide) or _is_a_word_given(knowledge, wide, found):
            continue
        doer = None if wide.shape == "modal" and there(syntax, syntax.tokens[token.head]) else subject(syntax, token.i)
        itself = instrument_for(draft, doer.i, found) if doer else None
        instrument = itself or instrument_over(draft, token.i, found) or going_on(draft, token, doer, found)
        not_so = negated(syntax, token)
        if instrument is None and (_is_counsel(draft, wide, doer) or (not not_so and _is_supposed(draft, token))):
            continue
        forbidden = "forbidding" in wide.families or (not_so and wide.shape == "modal")
        attack = for_an_attack(draft, token, instrument)
        first = next(iter(tasks(syntax, head, knowledge.obligations, forbidden=forbidden, attack=attack)))
        yield Seen(wide, first, not_so or first.negated, doer, _object(draft, wide), instrument, itself is not None)


def _open(draft: Draft, wide: Wide) -> bool:
    """Whether the sentence leaves it open that anybody is bound: "might offer", "was expected to pledge"."""
    if wide.shape != "modal":
        return left_open(draft, wide.token, _bond(wide.shape, "bound", "duty", "pledged"))
    last = draft.syntax.tokens[draft.syntax.sentences[wide.token.sentence][-1]]
    return last.text == "?" or asked_whether(draft.syntax, wide.token)


def _is_supposed(draft: Draft, token: Token) -> bool:
    """ "If Kyiv agreed, Moscow would stop", in the reporter's own voice; "analysts said that Moscow may withdraw"."""
    statement = statement_at(draft, token.start)
    if token.lemma == "would":
        return statement is None
    speaker = speaker_at(draft, token.start)
    somebody = speaker is not None and (bool(speaker.country) or any(m.form == "name" for m in speaker.mentions))
    told = statement is not None or draft.syntax.tokens[token.head].dep == "ccomp"
    return token.lemma in ("may", "can", "could") and told and not somebody


def _is_counsel(draft: Draft, wide: Wide, doer: Token | None) -> bool:
    """ "we must find other ways", "is set to leave": what one ought to do oneself, or is about to do."""
    if wide.token.lemma in ("must", "should"):
        asked = doer is not None and demanded_by_another(draft, wide.token, doer)
        return not asked and not conditional(draft.syntax, wide.token)
    return "foreseen" in wide.families and "promising" not in wide.families and "binding" not in wide.families


def _is_a_word_given(knowledge: Knowledge, wide: Wide, found: dict[int, Mentioned]) -> bool:
    """ "signed an accord to", "rejected a request to": what is given or refused is itself a word that binds."""
    bonds = knowledge.obligations.bonds_of.get(wide.head.lemma, ())
    return wide.head.i in found or (wide.head.pos == "NOUN" and any(b.pos == "noun" for b in bonds))


def _least(seen: Seen) -> float:
    """How likely a candidate must bind to be told."""
    if seen.instrument is not None:
        return _LIKELY_UNDER
    return _LIKELY_AFTER_WORDS if seen.wide.shape == "infinitive" and STRONG & set(seen.wide.families) else LIKELY


def _force(draft: Draft, seen: Seen, likeliest: Force) -> Force:
    """The likeliest force, but that no will obliges or forbids without a treaty, and what another must do is asked."""
    modal = seen.wide.token.lemma if seen.wide.shape == "modal" else ""
    if seen.instrument is not None or likeliest not in ("obliged", "forbidden"):
        return likeliest
    if modal in ("must", "should") and speaker_at(draft, seen.wide.token.start) is not None:
        return "requested"
    if modal in ("will", "would"):
        return "refused" if seen.negated else "pledged"
    return likeliest


def _is_plan(draft: Draft, knowledge: Knowledge, seen: Seen, force: Force) -> bool:
    """Whether nothing is done, or nobody is served: "will see", "refused to take sides", "will meet on Friday"."""
    known, wide = knowledge.obligations, seen.wide
    if seen.instrument is not None or (force != "refused" and (wide.shape != "modal" or force != "pledged")):
        return False
    if seen.task.duty is None:
        return wide.head.lemma in known.idle | known.silent
    return seen.task.duty.kind == "meeting" and not seen.negated and not conditional(draft.syntax, wide.token)


def _bindings(draft: Draft, knowledge: Knowledge, seen: Seen, force: Force, sure: float) -> list[Binding]:
    """A binding for each task that is coordinated with the candidate's own."""
    wide = seen.wide
    bond = _bond(wide.shape, *_roles(draft, seen, force), force)
    forbidden = force in ("forbidden", "refused") or (seen.negated and wide.shape == "modal")
    attack = for_an_attack(draft, wide.token, seen.instrument)
    done = tasks(draft.syntax, wide.head, knowledge.obligations, forbidden=forbidden, attack=attack)
    object_ = seen.object if seen.object is not None or bond.subject != "asker" else seen.doer
    return joined([Binding(bond, wide.token, seen.doer, object_, t, force, seen.instrument, sure) for t in done])


def _roles(draft: Draft, seen: Seen, force: Force) -> tuple[_Subject, _Object]:
    """What the subject and the object of the binding word are to the bond."""
    wide = seen.wide
    if wide.shape == "modal":
        asked = force == "requested" and seen.doer is not None and demanded_by_another(draft, wide.token, seen.doer)
        return ("asker", "bound") if asked else ("bound", "duty")
    if seen.itself:
        return "instrument", "bound"
    families = set(wide.families)
    if wide.shape in ("infinitive", "bare"):
        others = seen.object is not None and (
            wide.token.pos != "VERB" or bool(families & _OTHERS) or wide.shape == "bare"
        )
        return (
            ("asker", "bound") if others or (force == "requested" and wide.token.pos == "NOUN") else ("bound", "duty")
        )
    if "asking" in families:
        return "asker", "bound"
    if families & _GIVING:
        return "bound", "beneficiary"
    return ("asker", "bound") if seen.object is not None and families & _OTHERS else ("bound", "duty")


@cache
def _bond(shape: Shape, subject_is: _Subject, object_is: _Object, force: Force) -> Bond:
    """A bond as the lexicon would have it, to be read by the same rules."""
    place = {"modal": "auxiliary", "infinitive": "infinitive", "bare": "own clause"}.get(shape, "object")
    return Bond(
        key=shape, lemma="", subject=subject_is, object=object_is, duty=(place,), force=force, any_duty=True,
        source="training/bonds", examples=(),
    )  # fmt: skip


def _object(draft: Draft, wide: Wide) -> Token | None:
    """Whom the binding word is said to, or who gains: between it and the deed."""
    if wide.shape == "modal":
        return None
    syntax, token, head = draft.syntax, wide.token, wide.head
    if wide.shape in ("infinitive", "bare") and (own := syntax.children(head.i, "nsubj", "nsubjpass")):
        return own[0]
    return next((t for t in _after(syntax, token) if t.i != head.i and can_act(draft, t.i)), None)


def _after(syntax: Syntax, token: Token) -> Iterator[Token]:
    yield from syntax.children(token.i, "dative", "dobj")
    for preposition in syntax.children(token.i, "prep", "dative", "agent"):
        if preposition.lemma in _WHOM:
            yield from syntax.children(preposition.i, "pobj")

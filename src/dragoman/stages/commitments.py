"""Commitments: who is bound to do, or not to do, what, under which treaty or word given, and what moved it."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import structs

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.obligations import Obligations
from dragoman.model import Commitment, CommitmentKind, Entity, Force, Span, Timex
from dragoman.obligations import Setting, moved, side_of
from dragoman.stages.binding.answers import answers, befitting
from dragoman.stages.binding.bonds import Binding, bindings, for_an_attack, is_said_to_another
from dragoman.stages.binding.conditions import condition_of
from dragoman.stages.binding.deeds import deeds
from dragoman.stages.binding.endings import Ending, ended, outcome_of
from dragoman.stages.binding.instruments import Mentioned, instruments, parties_so_far
from dragoman.stages.binding.learned import (
    bound_in,
    is_sure_enough,
    learned,
    likelier_force,
    likelier_kind,
    seen,
    view_of,
)
from dragoman.stages.binding.repetition import told_again
from dragoman.stages.binding.sequence import told_later
from dragoman.stages.binding.wording import beyond, evidence, terms_of
from dragoman.stages.parties import (
    behind,
    can_act,
    is_party_in_general,
    is_them,
    meant,
    named,
    owners,
    speaker_at,
    statement_at,
    we,
    with_states,
)
from dragoman.stages.subject_matter import between_states, is_paragraph
from dragoman.syntax import Token
from dragoman.tagger import Likely

_GAINING = frozenset(
    {"aid", "support", "withdrawal", "mediation", "defense", "meeting", "release", "nonaggression", "restraint"}
)
_PUBLIC = frozenset({"GOV", "MIL", "REB", "IGO", "LEG", "OPP", "PTY", "JUD", "SPY", "UAF", "SEP", "INS", "COP"})
_GIVEN = frozenset({"pledged", "offered", "refused"})  # forces of what a speaker binds himself to
_TO_ALL = frozenset({"call", "appeal", "plead", "plea", "request", "demand"})  # ask without saying whom
# How often commitments of each force were right when read by hand (benchmarks/verdicts) and on gold sentences.
_SURE = {"obliged": 0.75, "forbidden": 0.75, "excluded": 0.75, "permitted": 0.7, "pledged": 0.85, "offered": 0.75,
         "requested": 0.75, "refused": 0.7}  # fmt: skip


class _Claim(NamedTuple):
    """A commitment as read, with what its movement depends on."""

    commitment: Commitment
    binding: Binding
    outcome: Ending | None
    made: Timex | None
    deadline: str | None


def commitments(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.commitments` from the sentences that bind somebody, then let the report's events move them."""
    known = knowledge.obligations
    found = instruments(draft, known)
    taken: set[str] = set()
    claims: list[_Claim] = []
    likely, problems = seen(draft)
    for binding in _bindings(draft, knowledge, found, likely):
        claim = _claim(draft, known, binding, parties_so_far(found, binding.token))
        if claim is None:
            continue
        known_as = told_again(draft, claim.commitment, [c.commitment for c in claims])
        if known_as is None:
            claims.append(claim)
        elif "subject" in binding.bond.duty and claim.made:  # "the truce takes effect on Sunday": from then on it holds
            claims[known_as] = claims[known_as]._replace(made=claim.made)
    setting = _setting(draft, known)
    told = deeds(draft, known) if claims else []
    done = []
    for claim in sorted(claims, key=lambda c: c.commitment.evidence[0]):
        key = draft.id("commitment", claim.commitment.evidence[0].start, taken)
        commitment = structs.replace(claim.commitment, id=key)
        events = befitting(draft, known, claim.binding, commitment)
        read = moved(commitment, events, setting, known.kinds, made=claim.made, deadline=claim.deadline)
        endings = [claim.outcome] if claim.outcome else list(answers(draft, known, claim.binding, read, told))
        done.append(ended(draft, read, endings))
    return draft.having(commitments=tuple(done), problems=(*draft.problems, *problems))


def _bindings(
    draft: Draft, knowledge: Knowledge, found: dict[int, Mentioned], likely: tuple[Likely, ...]
) -> list[Binding]:
    """What the lexicon says binds, and what else the model takes to bind, in text order."""
    by_words = [b._replace(likely=view_of(b, likely)) for b in bindings(draft, knowledge.obligations, found)]
    taken = {token.i for binding in by_words for token in (binding.token, *binding.task.words)}
    return sorted([*by_words, *learned(draft, knowledge, found, taken, likely)], key=lambda b: b.token.i)


def _claim(draft: Draft, known: Obligations, binding: Binding, signatories: tuple[str, ...]) -> _Claim | None:
    """What `binding` commits whom to. `signatories` are the parties that "both sides" means at this point."""
    bond, instrument = binding.bond, binding.instrument
    statement = statement_at(draft, binding.token.start)
    signed = instrument.parties if instrument else ()
    bound = _bound(draft, binding, signatories) or _bound_by_model(draft, binding, signatories)
    another = bond.pos == "noun" and bool(bound) and statement is not None and statement.speaker not in bound
    if statement is not None and statement.act in ("denies", "asks") and not another:
        return None  # but "rejected Norway's offer to mediate" leaves the offer what it is
    asker = _asker(draft, binding)
    if binding.by_model:
        told = is_sure_enough(draft, binding, public=_is_public(draft, binding, (*bound, *asker)))
    else:
        told = _is_anybodys(draft, binding, bound, signed, asker)
        told = told and (binding.likely is not None or not _asks_the_model(draft))
    if not told:
        return None
    kind = likelier_kind(binding, _kind(draft, binding))
    parties = tuple(dict.fromkeys((*signed, *with_states(draft, (*asker, *bound)))))
    condition = condition_of(draft, binding, known)
    terms = terms_of(draft, binding, condition)
    commitment = Commitment(
        id="",
        evidence=(*evidence(draft, binding, terms), *beyond(binding, condition)),
        said_in=statement.id if statement else None,
        rule=_rule(binding),
        confidence=_confidence(binding, bool(bound or parties)),
        instrument=instrument.name if instrument else None,
        parties=parties,
        bound=bound,
        beneficiary=_beneficiaries(draft, binding, kind, bound, asker),
        kind=kind,
        force=likelier_force(binding, _force(binding)),
        terms=terms,
        condition=condition.span if condition else None,
    )
    return _Claim(
        commitment,
        binding,
        outcome_of(draft, known, binding, bound or parties),
        _made(draft, binding),
        condition.deadline if condition else None,
    )


def _asks_the_model(draft: Draft) -> bool:
    """Whether words of the lexicon bind only where the model sees it too. In news at large, where "will" is seldom a
    promise to another state, three in four were right of those that it sees, and one in four of the others."""
    return draft.model and not is_paragraph(draft) and not between_states(draft)


def _is_anybodys(
    draft: Draft, binding: Binding, bound: tuple[str, ...], signed: tuple[str, ...], asker: tuple[str, ...]
) -> bool:
    """Whether words of the lexicon bind somebody here whom the record is about."""
    if not _somebody(draft, binding, bound or signed, asker) or _own_people(draft, binding, bound, asker):
        return False
    states = any(draft.entity[a].country or draft.entity[a].kind == "organization" for a in asker)
    return binding.task.duty is not None or states or _is_public(draft, binding, bound)


def _rule(binding: Binding) -> str:
    """Where it is written that this binds, and what kind of duty it is."""
    origin = "tagger/bonds" if binding.by_model else "en/obligations"
    return f"{origin}#{binding.bond.key}" + (f"+{binding.task.duty.key}" if binding.task.duty else "")


def _confidence(binding: Binding, somebody: bool) -> float:
    """How often such a commitment is right; less where nobody is named, or the kind is not known."""
    sure = _SURE[binding.force]
    if binding.by_model and binding.likely is not None:
        sure = min(sure, binding.likely.sure)
    return round(sure - (0 if somebody else 0.15) - (0 if binding.task.duty else 0.05), 2)


def _kind(draft: Draft, binding: Binding) -> CommitmentKind:
    """The duty's kind, as what it stands under makes it: what a resolution or law forbids to give is a sanction, not
    to attack under a truce is the truce, and what a promise to help in war does not cover is defense."""
    duty, instrument = binding.task.duty, binding.instrument
    if binding.bond.only_not and for_an_attack(draft, binding.token, instrument):
        return "defense"
    if duty is None:
        holds_back = binding.force == "forbidden" or (binding.task.negated and binding.force == "pledged")
        return "restraint" if holds_back and binding.bond.otherwise == "other" else binding.bond.otherwise
    if binding.bond.otherwise == "restraint" and duty.kind in ("aid", "offense"):  # "renounced the use of force"
        return "restraint" if duty.kind == "aid" else "nonaggression"
    if duty.kind == "aid" and (binding.force == "forbidden" or (binding.task.negated and binding.force == "pledged")):
        return "sanctions" if _is_body(instrument) else "restraint"
    if duty.kind == "meeting" and binding.force == "obliged" and for_an_attack(draft, binding.token, instrument):
        return "consultation"  # talks that are owed when one of the allies is threatened
    if duty.kind == "nonaggression" and instrument is not None and instrument.family == "truce":
        return "ceasefire"
    return duty.kind


def _force(binding: Binding) -> Force:
    """The bond's force, as what it stands in strengthens or weakens it."""
    bond, instrument, force = binding.bond, binding.instrument, binding.force
    if instrument is None:
        return force
    if instrument.family == "proposal":
        return "offered" if force == "obliged" else force  # a plan binds nobody yet
    if _is_body(instrument):
        return force
    under = force == "pledged" and bond.duty[0] == "infinitive" and binding.task.duty is not None
    if under or (force == "requested" and bond.subject == "instrument"):  # what a treaty calls for, its parties owe
        return "forbidden" if binding.task.negated else "obliged"
    return force


def _asker(draft: Draft, binding: Binding) -> tuple[str, ...]:
    """Who asks: the subject of "demanded", the speaker of "Russia must withdraw"."""
    if binding.bond.subject != "asker" or binding.subject is None:
        return ()
    if is_said_to_another(binding.bond):
        speaker = speaker_at(draft, binding.token.start)
        return (speaker.id,) if speaker else ()
    return meant(draft, binding.subject.i)


def _somebody(draft: Draft, binding: Binding, bound: tuple[str, ...], asker: tuple[str, ...]) -> bool:
    """Whether it can be somebody's commitment: "it is agreed to be useful" and "doctors urged" are nobody's here."""
    bond, doer = binding.bond, binding.subject
    if bond.of_states and not _of_another_side(draft, bound, asker):
        return False
    if doer is not None and doer.tag in ("WDT", "WP"):  # "a problem that demands a response"
        doer = next((a for a in draft.syntax.ancestors(doer.i) if a.pos in ("NOUN", "PROPN") and a.i < doer.i), doer)
    if bond.subject == "asker":
        return bool(asker) or _is_body(binding.instrument) or (doer is not None and can_act(draft, doer.i))
    if bound or bond.subject in ("instrument", "opener") or "subject" in bond.duty or binding.instrument is not None:
        return True
    return doer is not None and can_act(draft, doer.i)


def _is_public(draft: Draft, binding: Binding, bound: tuple[str, ...]) -> bool:
    """Whether a duty of no known kind is one between public bodies: a treaty's, a state's, an official's, a party's."""
    doer, instrument = binding.subject, binding.instrument
    stands_in = instrument is not None and instrument.token.i != binding.task.head.i
    if stands_in and instrument is not None and instrument.family in ("treaty", "truce", "resolution"):
        return True
    if doer is not None and is_party_in_general(draft, doer):
        return True
    entities = [draft.entity[i] for i in bound]
    return any(e.kind == "state" or _PUBLIC & set(e.sectors) for e in entities)


def _own_people(draft: Draft, binding: Binding, bound: tuple[str, ...], asker: tuple[str, ...]) -> bool:
    """ "told his advisers to", "expects to": what somebody wants of himself or of people without a name or a state."""
    bond, head = binding.bond, binding.task.head
    if bond.subject != "asker" or bond.object != "bound":
        return False
    if binding.object is None and head.pos == "VERB" and bond.lemma not in _TO_ALL:
        return any(a.text.lower() == "to" for a in draft.syntax.children(head.i, "aux"))
    sides = {side_of(draft.entity[i]) for i in asker}
    private = [e for e in (draft.entity[i] for i in bound) if e.kind in ("person", "people") and e.name.islower()]
    return bool(bound) and len(private) == len(bound) and all(e.country is None or side_of(e) in sides for e in private)


def _of_another_side(draft: Draft, bound: tuple[str, ...], asker: tuple[str, ...]) -> bool:
    """Whether one of the bound is a state, or at least somebody by name who is not the asker's own man."""
    sides = {side_of(draft.entity[i]) for i in asker}
    entities = [draft.entity[i] for i in bound]
    named = (e for e in entities if e.kind in ("group", "organization", "person") and not e.name.islower())
    return any(e.kind == "state" for e in entities) or any(bool(sides) and side_of(e) not in sides for e in named)


def _bound(draft: Draft, binding: Binding, signatories: tuple[str, ...]) -> tuple[str, ...]:
    bond, instrument = binding.bond, binding.instrument
    parties = instrument.parties if instrument and not _is_body(instrument) else ()  # who votes is not who is bound
    sides = parties or (() if _is_body(instrument) else signatories)
    if bond.subject == "asker" and instrument is None and binding.object is not None and is_them(binding.object):
        sides = ()
    if bond.pos == "noun" and bond.subject == "bound":
        given = owners(draft, binding.token.i, by=("from", "by"))
        if given and not set(given) & set(meant(draft, binding.object.i) if binding.object else ()):
            return given  # "assurances from Russia that", "an Israeli undertaking to"
    if bond.object == "bound" or (bond.subject in ("asker", "instrument") and binding.object is not None):
        return meant(draft, binding.object.i, sides) if binding.object else ()
    if bond.subject == "asker":
        freed = _kind(draft, binding) == "release"  # "the release of the pilots" asks nothing of the pilots
        return owners(draft, binding.task.head.i, by=("by", "from") if freed else ("of", "by", "from", "between"))
    itself = binding.subject is not None and instrument is not None and binding.subject.lemma == instrument.token.lemma
    if bond.subject in ("instrument", "opener") or "subject" in bond.duty or itself:
        return owners(draft, binding.task.head.i) or parties
    if binding.subject is None and binding.by_model and binding.force not in _GIVEN:
        return ()
    if binding.subject is None:  # "there will be no attack": the word of whoever says so
        return tuple(e.id for e in we(draft, binding.token.start))
    if "auxiliary" in bond.duty and draft.syntax.children(binding.task.head.i, "nsubjpass"):
        agents = owners(draft, binding.task.head.i, by=("by",))  # "will be met with force": who does it is the speaker
        return (
            agents or tuple(e.id for e in we(draft, binding.token.start)) or (instrument.parties if instrument else ())
        )
    if _unknown(draft, binding.subject):
        return ()
    return meant(draft, binding.subject.i, sides)


def _bound_by_model(draft: Draft, binding: Binding, signatories: tuple[str, ...]) -> tuple[str, ...]:
    """Whom the model takes for the bound, where the grammar names nobody; never who asks."""
    sides = binding.instrument.parties if binding.instrument else signatories
    asker = _asker(draft, binding)
    return tuple(i for i in bound_in(draft, binding.likely, sides) if i not in asker) if binding.likely else ()


def _unknown(draft: Draft, doer: Token) -> bool:
    """ "Fighters say they are ready": a pronoun for a speaker who is no entity of the report."""
    if doer.text.lower() not in ("they", "it", "he", "she") or draft.entity_at(doer.i) is not None:
        return False
    statement = statement_at(draft, doer.start)
    return statement is not None and statement.speaker is None and bool(statement.source)


def _is_body(instrument: Mentioned | None) -> bool:
    return instrument is not None and instrument.family in ("resolution", "law")


def _beneficiaries(
    draft: Draft, binding: Binding, kind: CommitmentKind, bound: tuple[str, ...], asker: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom it is for: named in the terms or as the object, and on another side than the bound."""
    terms = binding.task.span
    found = [e.id for e in draft.entities_in(terms) if not _own(draft, e, terms)] if kind in _GAINING else []
    if binding.bond.object == "beneficiary" and binding.object is not None:
        found[:0] = meant(draft, binding.object.i)
    elif kind in _GAINING and binding.bond.subject == "bound":
        found += _given_to(draft, binding)
    sides = {side_of(draft.entity[i]) for i in bound}
    others = (
        i
        for i in (*found, *(behind(draft, draft.entity[a]).id for a in asker))
        if side_of(draft.entity[i]) not in sides
    )
    return tuple(dict.fromkeys(others))


def _own(draft: Draft, entity: Entity, terms: Span) -> bool:
    """Whether the terms call the entity somebody's own: "to move its fighters"."""
    heads = [draft.syntax.head_of(m.span) for m in entity.mentions if terms.covers(m.span)]
    return any(t.pos == "PRON" for head in heads if head for t in draft.syntax.children(head.i, "poss"))


def _given_to(draft: Draft, binding: Binding) -> list[str]:
    """ "promised Kyiv two batteries", "pledged $50 million to Chad": receivers that hang on the bond itself."""
    syntax = draft.syntax
    receivers = [c for c in syntax.children(binding.token.i, "dative", "dobj") if c.i != binding.task.head.i]
    for preposition in syntax.children(binding.token.i, "prep", "dative"):
        if preposition.lemma in ("to", "for"):
            receivers += syntax.children(preposition.i, "pobj")
    return [i for r in receivers for i in named(draft, r.i)]


def _made(draft: Draft, binding: Binding) -> Timex | None:
    """When the word was given, where the report says so: the time of the event that the bond names."""
    times = {t.id: t for t in draft.times}
    for event in draft.events:
        if event.trigger.overlaps(binding.token.span) and event.time in times:
            return times[event.time]
    sentence = draft.syntax.sentence_span(binding.token.sentence)
    inside = (t for t in draft.times if sentence.covers(t.span))
    near = [t for t in inside if any(c.i == binding.token.i for c in _heads_of(draft, t))]
    return near[0] if near else None


def _heads_of(draft: Draft, time: Timex) -> list[Token]:
    """The words that a time expression hangs on, directly or by a preposition."""
    head = draft.syntax.head_of(time.span)
    return list(draft.syntax.ancestors(head.i))[:2] if head else []


def _setting(draft: Draft, known: Obligations) -> Setting:
    times = {t.id: t for t in draft.times}
    days = [t.start for e in draft.events if e.status == "happened" and (t := times.get(e.time or "")) and t.start]
    return Setting(
        sides={e.id: side_of(e) for e in draft.entities},
        times=times,
        later=told_later(draft, known),
        known_to=draft.report.published or max(days, default=None),
    )

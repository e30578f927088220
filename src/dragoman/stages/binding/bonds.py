"""Words that bind: where a report says that somebody must, may, will or will not do something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Bond, Obligations
from dragoman.model import Force
from dragoman.obligations import side_of
from dragoman.stages.binding.duties import Task, tasks
from dragoman.stages.binding.instruments import Mentioned, instrument_for, instrument_over
from dragoman.stages.parties import named, speaker_at, subject
from dragoman.syntax import Syntax, Token

_POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN",), "adjective": ("ADJ", "VERB"), "preposition": ("ADP",)}
_HEDGES = frozenset({"could", "may", "might", "should", "would"})
_OPEN_MARKS = frozenset({"if", "whether", "unless"})
_MODALS_OF_DUTY = frozenset({"will", "would", "shall", "must", "should", "wo", "'ll", "’ll"})
_TO_WHOM = frozenset({"on", "upon", "to", "for"})  # "called on Israel to", "calls for Israel to"
_ATTACK = ("attack", "invad", "aggress", "threat", "strik", "war ", "crisis")
_IN_TURN = ("in return", "in exchange", "in turn", "for its part", "for their part")


class Binding(NamedTuple):
    """A bond found in the text: its word, who stands as its subject, what is to be done, and under what."""

    bond: Bond
    token: Token
    subject: Token | None
    object: Token | None  # the phrase that names who is bound, where the bond has one
    task: Task
    force: Force
    instrument: Mentioned | None


def bindings(draft: Draft, known: Obligations, found: dict[int, Mentioned]) -> Iterator[Binding]:
    """All bonds of the report, one for each task, in text order of the binding words."""
    for token in draft.syntax.tokens:
        for bond in (*known.bonds_of.get(token.lemma, ()), *known.bonds_of.get("", ())):
            if not _fits(draft, token, bond):
                continue
            read = list(_read(draft, known, found, token, bond))
            if read:
                yield from read
                break


def _fits(draft: Draft, token: Token, bond: Bond) -> bool:
    syntax = draft.syntax
    if token.pos not in _POS[bond.pos] and not (bond.pos == "verb" and _verb_in_disguise(syntax, token)):
        return False
    if bond.duty == ("auxiliary",):
        return token.dep == "aux"
    if not bond.lemma and (token.tag not in ("VBP", "VBZ") or token.dep == "aux" or token.pos != "VERB"):
        return False
    if bond.object_of and (token.dep not in ("dobj", "pobj") or not _made_by(syntax, token, bond.object_of)):
        return False
    if bond.passive is not None and bond.passive != _passive(syntax, token):
        return False
    if bond.particle and not _beside(syntax, token, bond.particle):
        return False
    return not _open(draft, token, bond)


def _made_by(syntax: Syntax, noun: Token, verbs: tuple[str, ...]) -> bool:
    verb = next((a for a in syntax.ancestors(noun.i) if a.pos == "VERB"), None)
    return verb is not None and verb.lemma in verbs and verb.tag in ("VBD", "VBN", "VBP", "VBZ")


def _verb_in_disguise(syntax: Syntax, token: Token) -> bool:
    """ "The treaty obliges": a verb that the tagger took for a plural, though it has a subject."""
    return token.tag == "NNS" and token.dep == "ROOT" and bool(syntax.children(token.i, "nsubj"))


def _passive(syntax: Syntax, token: Token) -> bool:
    return bool(syntax.children(token.i, "auxpass", "nsubjpass")) or (token.tag == "VBN" and token.dep == "acl")


def _beside(syntax: Syntax, token: Token, particles: tuple[str, ...]) -> bool:
    following = syntax.tokens[token.i + 1 : token.i + 3]
    return any(t.text.lower() in particles for t in [*syntax.children(token.i), *following])


def _open(draft: Draft, token: Token, bond: Bond) -> bool:
    """Whether the sentence leaves it open that anybody is bound: "may agree", "if it agreed", "asked to pledge"."""
    syntax = draft.syntax
    verb = token if token.pos in ("VERB", "AUX") else syntax.tokens[token.head]
    helpers = syntax.children(verb.i, "aux", "mark", "advmod")
    words = {t.text.lower() for t in helpers}
    if words & _OPEN_MARKS or (words & _HEDGES and bond.subject != "instrument"):
        return True
    if verb.tag == "VB" and "to" in words and verb.dep in ("xcomp", "advcl", "acl", "ccomp", "relcl"):
        return True
    if verb.tag == "VBG" and verb.dep == "pcomp":
        return True
    last = syntax.tokens[syntax.sentences[token.sentence][-1]]
    return last.text == "?"


def _read(draft: Draft, known: Obligations, found: dict[int, Mentioned], token: Token, bond: Bond) -> Iterator[Binding]:
    doer = subject(draft.syntax, token.i)
    itself = instrument_for(draft, doer.i, found) if doer else None
    over = instrument_over(draft, token.i, found) or _going_on(draft, token, doer, found)
    if not _holds(draft, token, bond, doer, itself, over):
        return
    instrument = over if _is_it(doer) and bond.subject != "instrument" else itself or over
    not_so = _negated(draft.syntax, token)
    attack = _for_an_attack(draft, token, instrument)
    forbidden = bond.force == "forbidden" or (not_so and "auxiliary" in bond.duty)
    for head in _duty_heads(draft.syntax, token, bond):
        own = instrument or (found.get(head.i) if bond.duty != ("infinitive",) else None)
        who = _object(draft.syntax, token, bond, head)
        read: list[Binding] = []
        for task in tasks(draft.syntax, head, known, forbidden=forbidden, attack=attack, plain=bond.said_of_self):
            force = _force(bond, task, not_so)
            if force is not None and _acceptable(bond, task, instrument):
                read.append(Binding(bond, token, doer, who, task, force, own))
        yield from _joined(read)


def _holds(
    draft: Draft, token: Token, bond: Bond, doer: Token | None, itself: Mentioned | None, over: Mentioned | None
) -> bool:
    """Whether what `bond` asks of its surroundings is there: an instrument, a speaker, a time."""
    if doer is None:
        return "subject" in bond.duty
    if bond.subject == "instrument" and itself is None:
        return False
    if bond.under and (over is None or (itself is not None and not _is_it(doer))):
        return False  # "the deal will see profits rise" binds nobody
    if bond.said_of_self and not _says_of_itself(draft, token, doer):
        return False
    if bond.deadline and not _time_between(draft.syntax, token):
        return False
    return not ("auxiliary" in bond.duty and bond.subject == "asker") or _demanded_by_another(draft, token, doer)


def _is_it(doer: Token | None) -> bool:
    return doer is not None and doer.text.lower() in ("it", "they")


def _time_between(syntax: Syntax, token: Token) -> bool:
    infinitive = next(iter(_infinitives(syntax, token)), None)
    between = syntax.tokens[token.i + 1 : infinitive.i] if infinitive else ()
    return any(syntax.label_of.get(t.i) in ("DATE", "TIME") or t.lemma in ("deadline", "ultimatum") for t in between)


def _demanded_by_another(draft: Draft, token: Token, doer: Token) -> bool:
    """ "Russia must withdraw," said by somebody who does not speak for Russia."""
    speaker = speaker_at(draft, token.start)
    asked = draft.entity_at(doer.i)
    if speaker is None or asked is None or asked.kind not in ("state", "group", "organization"):
        return False
    return side_of(asked) != side_of(speaker)


def _joined(read: list[Binding]) -> list[Binding]:
    """Tasks of one kind side by side are one: "not to attack Iran or threaten it", "tanks and ammunition"."""
    joined: list[Binding] = []
    for binding in read:
        last = joined[-1] if joined else None
        if last and last.force == binding.force and _kind(last) == _kind(binding):
            task = last.task._replace(words=tuple(sorted({*last.task.words, *binding.task.words})))
            joined[-1] = last._replace(task=task)
        else:
            joined.append(binding)
    return joined


def _kind(binding: Binding) -> str:
    return binding.task.duty.kind if binding.task.duty else "other"


def _acceptable(bond: Bond, task: Task, instrument: Mentioned | None) -> bool:
    if task.duty is None:
        if not bond.lemma:
            return False
        open_ended = (bond.any_duty and not task.negated) or instrument is not None
        return open_ended and task.head.pos == "VERB" and not bond.kinds
    return not bond.kinds or task.duty.kind in bond.kinds


def _force(bond: Bond, task: Task, not_so: bool) -> Force | None:
    """The force of a task, given that its bond is negated or not; None where nothing is said."""
    refrains = task.duty is not None and task.duty.negated
    if "auxiliary" in bond.duty:
        if not not_so:
            return bond.force
        return "pledged" if refrains and bond.force == "pledged" else bond.if_not
    if task.negated and task.head.pos not in ("VERB", "AUX"):  # "offers no guarantees"
        return None if not_so else bond.if_not
    if not_so:
        return bond.if_not
    if not task.negated:
        return bond.force
    if bond.force == "obliged":
        return "forbidden"
    if bond.force == "pledged" and not refrains:
        return "refused"
    return None if bond.force == "refused" else bond.force


def _negated(syntax: Syntax, token: Token) -> bool:
    """ "is not obliged", "has no obligation", "neither side may", "will not"."""
    head = syntax.tokens[token.head]
    spots = [token]
    if token.pos in ("NOUN", "ADJ") or token.dep == "aux":
        spots.append(head)
    for spot in spots:
        if any(spot.dep != "aux" and c.i < spot.i + 3 for c in syntax.children(spot.i, "neg")):
            return True
    if any(c.lemma in ("no", "neither") for c in syntax.children(token.i, "det")):
        return True
    doer = next(iter(syntax.children(spots[-1].i, "nsubj", "nsubjpass")), None)
    return doer is not None and (
        doer.lemma in ("neither", "none", "nobody")
        or any(c.lemma in ("no", "neither") for c in syntax.children(doer.i, "det", "preconj", "cc"))
    )


def _duty_heads(syntax: Syntax, token: Token, bond: Bond) -> list[Token]:
    """Heads of what is to be done, at the first place of `bond.duty` that the sentence fills."""
    for place in bond.duty:
        match place:
            case "auxiliary":
                heads = [syntax.tokens[token.head]]
            case "infinitive":
                heads = _infinitives(syntax, token)
            case "itself":
                heads = [token]
            case "own infinitive":
                heads = [
                    c for c in syntax.children(token.i, "xcomp", "ccomp", "acl", "relcl") if _next_to(syntax, token, c)
                ]
            case "clause":
                heads = [c for c in syntax.children(token.i, "ccomp") if _of_duty(syntax, c, bond)]
            case "object":
                heads = syntax.children(token.i, "pobj" if bond.pos == "preposition" else "dobj")
            case "subject":
                heads = syntax.children(token.i, "nsubj", "nsubjpass")
            case "gerund":
                heads = [c for c in syntax.children(token.i) if c.tag == "VBG" and c.i > token.i and c.dep != "conj"]
            case _:
                heads = _after_preposition(syntax, token, place)
        if heads:
            return heads
    return []


def _infinitives(syntax: Syntax, token: Token) -> list[Token]:
    near = [token, *(c for c in syntax.children(token.i) if c.i > token.i and c.pos not in ("VERB", "AUX", "PUNCT"))]
    near += [o for p in near[1:] if p.dep in ("prep", "dative") for o in syntax.children(p.i, "pobj")]
    found = (
        c
        for n in near
        for c in syntax.children(n.i, "xcomp", "ccomp", "advcl", "acl", "relcl")
        if c.i > token.i and any(a.text.lower() == "to" for a in syntax.children(c.i, "aux"))
    )
    return sorted(found)[:1]


def _next_to(syntax: Syntax, token: Token, infinitive: Token) -> bool:
    """ "has to admit", "is not to enter", and not "is up to Tehran to say"."""
    return any(a.text.lower() == "to" and token.i < a.i <= token.i + 2 for a in syntax.children(infinitive.i, "aux"))


def _of_duty(syntax: Syntax, verb: Token, bond: Bond) -> bool:
    """Whether a that-clause says what is to be, not what is: "that Russia withdraw", "that it would defend"."""
    modals = [c for c in syntax.children(verb.i, "aux") if c.tag == "MD"]
    if modals:
        return all(m.text.lower() in _MODALS_OF_DUTY for m in modals)
    if verb.pos == "NOUN":  # "that Iran halt enrichment", parsed as one noun phrase
        return bond.force == "requested" and bool(syntax.children(verb.i, "mark"))
    return verb.tag == "VB" or (verb.tag == "VBP" and bond.force in ("requested", "obliged", "pledged"))


def _after_preposition(syntax: Syntax, token: Token, preposition: str) -> list[Token]:
    near = [token, *(c for c in syntax.children(token.i) if c.i > token.i and c.dep not in ("punct", "conj"))]
    for one in near:
        marks = [one] if one is not token and one.lemma == preposition else syntax.children(one.i, "prep")
        for mark in marks:
            if mark.lemma == preposition and mark.i > token.i:
                heads = syntax.children(mark.i, "pobj", "pcomp")
                if heads:
                    return heads
    return []


def _object(syntax: Syntax, token: Token, bond: Bond, head: Token) -> Token | None:
    """The phrase that names who is bound, or who gains, where that is not the subject."""
    if "clause" in bond.duty and head.dep == "ccomp":
        names = ("nsubj", "nsubjpass") if head.pos in ("VERB", "AUX") else ("compound",)
        own = next(iter(syntax.children(head.i, *names)), None)
        if own is not None:
            return own
    if bond.lemma == "must" and bond.subject == "asker":
        return subject(syntax, head.i)
    if bond.object not in ("bound", "beneficiary"):
        return None
    own = next(iter(syntax.children(head.i, "nsubj")), None) if bond.object == "bound" else None
    direct = [c for c in syntax.children(token.i, "dative", "dobj", "nsubj") if token.i < c.i and c.i != head.i]
    after = [o for p in syntax.children(token.i, "prep") if p.lemma in _TO_WHOM for o in syntax.children(p.i, "pobj")]
    return next(iter([*([own] if own else []), *direct, *(o for o in after if o.i != head.i)]), None)


def _says_of_itself(draft: Draft, token: Token, doer: Token) -> bool:
    """Whether the subject `doer` is the speaker, or the state he speaks for."""
    speaker = speaker_at(draft, token.start)
    if speaker is None:
        return False
    word = doer.text.lower()
    if word in ("we", "i"):
        return True
    own = draft.entity_at(doer.i)
    if own is None:
        return word in ("it", "he", "she", "they") and not draft.quoted(token.start)
    return side_of(own) == side_of(speaker)


def _for_an_attack(draft: Draft, token: Token, instrument: Mentioned | None) -> bool:
    """Whether what is owed is owed in war: the sentence speaks of an attack, and of a treaty."""
    span = draft.syntax.sentence_span(token.sentence)
    words = draft.view[span.start : span.end].lower()
    return instrument is not None and instrument.family == "treaty" and any(a in words for a in _ATTACK)


def _going_on(draft: Draft, token: Token, doer: Token | None, found: dict[int, Mentioned]) -> Mentioned | None:
    """The instrument of the sentence before, where this one goes on with it: "In return, Hamas will ...", or one of
    its parties must do the next thing."""
    if token.sentence == 0:
        return None
    span = draft.syntax.sentence_span(token.sentence)
    if draft.view[span.start : span.end].lower().startswith(_IN_TURN):
        near = [m for m in found.values() if 0 <= token.sentence - m.token.sentence <= 2]
        return near[-1] if near else None
    before = draft.syntax.sentences[token.sentence - 1]
    same = any(p.start <= draft.syntax.tokens[before[0]].start and span.end <= p.end for p in draft.paragraphs)
    over = instrument_over(draft, before[0], found) if same and doer is not None else None
    if over is None or doer is None:
        return None
    return over if set(named(draft, doer.i)) & set(over.parties) else None

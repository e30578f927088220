"""Words that bind: where a report says that somebody must, may, will or will not do something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Bond, Obligations
from dragoman.model import Force
from dragoman.stages.binding.duties import Task, tasks
from dragoman.stages.binding.instruments import Mentioned, going_on, instrument_for, instrument_over
from dragoman.stages.binding.voices import conditional, demanded_by_another, says_of_itself, told_of
from dragoman.stages.parties import can_act, is_actor, speaker_at, subject
from dragoman.syntax import Syntax, Token

_POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN",), "adjective": ("ADJ", "VERB"), "preposition": ("ADP",)}
_HEDGES = frozenset({"could", "may", "might", "should", "would"})
_OPEN_MARKS = frozenset({"if", "whether", "unless"})
_MODALS_OF_DUTY = frozenset({"will", "would", "shall", "must", "should", "wo", "'ll", "’ll"})
_TO_WHOM = frozenset({"on", "upon", "to", "for"})  # "called on Israel to", "calls for Israel to"
_ASPECTS = frozenset({"continue", "go", "keep", "begin", "start", "resume", "cease"})
_ATTACK = ("attack", "invad", "aggress", "threat", "strik", "war ", "crisis")


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
        would_be = syntax.tokens[token.i + 1 : token.i + 2] and syntax.tokens[token.i + 1].text == "-"
        return token.dep == "aux" and not would_be and not _asked_whether(syntax, token)
    if not bond.lemma and (token.tag not in ("VBP", "VBZ") or token.dep == "aux" or token.pos != "VERB"):
        return False
    if bond.object_of and (token.dep not in ("dobj", "pobj") or not _made_by(syntax, token, bond.object_of)):
        return False
    if bond.passive is not None and bond.passive != _passive(syntax, token):
        return False
    if bond.particle and not _beside(syntax, token, bond.particle):
        return False
    return not _open(draft, token, bond)


def _asked_whether(syntax: Syntax, token: Token) -> bool:
    """Whether auxiliary `token` stands in a clause that leaves it open: "would not say if he would go"."""
    verb = syntax.tokens[token.head]
    return any(c.text.lower() in _OPEN_MARKS for c in syntax.children(verb.i, "mark"))


def _made_by(syntax: Syntax, noun: Token, verbs: tuple[str, ...]) -> bool:
    verb = next((a for a in syntax.ancestors(noun.i) if a.pos == "VERB"), None)
    return verb is not None and verb.lemma in verbs and verb.tag in ("VBD", "VBN", "VBP", "VBZ")


def _verb_in_disguise(syntax: Syntax, token: Token) -> bool:
    """ "The treaty obliges", "... and demands that": a verb that the tagger took for a plural, though it has a subject
    or a clause follows."""
    if token.tag != "NNS":
        return False
    return (token.dep == "ROOT" and bool(syntax.children(token.i, "nsubj"))) or _clause_after(syntax, token) is not None


def _clause_after(syntax: Syntax, noun: Token) -> Token | None:
    """The that-clause that stands right behind a coordinated `noun`, though the parser hung it elsewhere."""
    nxt = syntax.tokens[noun.i + 1] if noun.i + 1 < len(syntax.tokens) else None
    if noun.dep != "conj" or nxt is None or nxt.dep != "mark" or nxt.text.lower() != "that":
        return None
    return syntax.tokens[nxt.head]


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
    if "auxiliary" in bond.duty and _there(draft.syntax, draft.syntax.tokens[token.head]):
        doer = None
    itself = instrument_for(draft, doer.i, found) if doer else None
    over = instrument_over(draft, token.i, found) or going_on(draft, token, doer, found)
    if not _holds(draft, token, bond, doer, itself, over):
        return
    instrument = over if _is_it(doer) and bond.subject != "instrument" else itself or over
    not_so = _negated(draft.syntax, token)
    attack = for_an_attack(draft, token, instrument)
    forbidden = bond.force == "forbidden" or (not_so and "auxiliary" in bond.duty)
    for head in _duty_heads(draft.syntax, token, bond):
        own = instrument or (found.get(head.i) if bond.duty != ("infinitive",) else None)
        who = _object(draft.syntax, token, bond, head)
        if bond.subject == "bound" == bond.object and who is not None and not can_act(draft, who.i):
            continue  # "authorised the use of force to"
        read: list[Binding] = []
        for task in tasks(
            draft.syntax, head, known, forbidden=forbidden, attack=attack, plain=bond.said_of_self and not bond.any_duty
        ):
            force = _force(bond, task, not_so)
            if force is not None and _acceptable(draft, known, token, bond, task, instrument):
                read.append(Binding(bond, token, doer, who, task, force, own))
        yield from _joined(read)


def _holds(
    draft: Draft, token: Token, bond: Bond, doer: Token | None, itself: Mentioned | None, over: Mentioned | None
) -> bool:
    """Whether what `bond` asks of its surroundings is there: an instrument, a speaker, a time."""
    if doer is None:
        there = "auxiliary" in bond.duty and _there(draft.syntax, draft.syntax.tokens[token.head])
        return "subject" in bond.duty or (there and bond.said_of_self and speaker_at(draft, token.start) is not None)
    if bond.subject == "instrument" and itself is None:
        return False
    if bond.under and (over is None or (itself is not None and not _is_it(doer))):
        return False  # "the deal will see profits rise" binds nobody
    if bond.told and not bond.said_of_self and (doer.pos == "PRON" or not told_of(draft, token, doer)):
        return False
    if bond.conditional and not any(conditional(draft.syntax, t) for t in (token, *_infinitives(draft.syntax, token))):
        return False
    if bond.said_of_self and not (says_of_itself(draft, token, doer) or (bond.told and told_of(draft, token, doer))):
        return False
    if bond.duty == ("own infinitive",) and not bond.under and doer.pos == "NOUN" and not is_actor(draft, doer.i):
        return False  # "the aim of Peru is to hold talks"
    if bond.deadline and not _time_between(draft.syntax, token):
        return False
    return not ("auxiliary" in bond.duty and bond.subject == "asker") or demanded_by_another(draft, token, doer)


def _is_it(doer: Token | None) -> bool:
    return doer is not None and doer.text.lower() in ("it", "they")


def _time_between(syntax: Syntax, token: Token) -> bool:
    infinitive = next(iter(_infinitives(syntax, token)), None)
    between = syntax.tokens[token.i + 1 : infinitive.i] if infinitive else ()
    return any(syntax.label_of.get(t.i) in ("DATE", "TIME") or t.lemma in ("deadline", "ultimatum") for t in between)


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


def _acceptable(
    draft: Draft, known: Obligations, token: Token, bond: Bond, task: Task, instrument: Mentioned | None
) -> bool:
    """Whether a task makes a commitment: one of a known kind does, another only after words that bind to anything."""
    syntax = draft.syntax
    if "auxiliary" in bond.duty and any(c.lemma == "have" for c in syntax.children(task.head.i, "aux")):
        return False  # "would have sent"
    if task.duty is None:
        if bond.only_not:
            return for_an_attack(draft, token, instrument)
        if not bond.lemma or bond.kinds or task.head.lemma in known.silent:
            return False
        auxiliary = "auxiliary" in bond.duty
        if task.head.pos in ("NOUN", "PROPN", "NUM", "SYM"):  # "pledged 200 nurses", "there would be consequences"
            return (bond.any_thing and not _negated(syntax, token)) or (auxiliary and conditional(syntax, token))
        passive = not bond.under and bool(syntax.children(task.head.i, "nsubjpass"))
        if task.head.pos != "VERB" or _idle(bond, task, known) or (auxiliary and passive):
            return False
        return (bond.any_duty and (auxiliary or not task.negated)) or instrument is not None
    return not bond.kinds or task.duty.kind in bond.kinds


def _idle(bond: Bond, task: Task, known: Obligations) -> bool:
    """Whether nothing is done: "will see", "refused to take sides"."""
    weak = "auxiliary" in bond.duty or bond.force == "refused"
    return weak and task.head.lemma in known.idle


def _force(bond: Bond, task: Task, not_so: bool) -> Force | None:
    """The force of a task, given that its bond is negated or not; None where nothing is said."""
    refrains = task.duty is not None and task.duty.negated
    if bond.only_not:
        return bond.force if not_so else None
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
                heads = [_deed(syntax, syntax.tokens[token.head])]
            case "infinitive":
                heads = _infinitives(syntax, token)
            case "itself":
                heads = [token]
            case "own infinitive":
                heads = [
                    c for c in syntax.children(token.i, "xcomp", "ccomp", "acl", "relcl") if _next_to(syntax, token, c)
                ]
            case "clause":
                clauses = syntax.children(token.i, "ccomp")
                if token.tag == "NNS" and (after := _clause_after(syntax, token)):
                    clauses = [after]
                heads = [_deed(syntax, c) for c in clauses if _of_duty(syntax, c, bond)]
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


def _deed(syntax: Syntax, verb: Token) -> Token:
    """What is done, where `verb` only says that it goes on or begins, or that there will be such a thing."""
    if _there(syntax, verb):
        return next(iter(syntax.children(verb.i, "attr", "dobj")), verb)
    return next(iter(syntax.children(verb.i, "xcomp")), verb) if verb.lemma in _ASPECTS else verb


def _there(syntax: Syntax, verb: Token) -> bool:
    return any(c.text.lower() == "there" for c in syntax.children(verb.i, "expl"))


def _infinitives(syntax: Syntax, token: Token) -> list[Token]:
    near = [token, *(c for c in syntax.children(token.i) if c.i > token.i and c.pos not in ("VERB", "AUX", "PUNCT"))]
    near += [o for p in near[1:] if p.dep in ("prep", "dative") for o in syntax.children(p.i, "pobj")]
    found = [
        c
        for n in near
        for c in syntax.children(n.i, "xcomp", "ccomp", "advcl", "acl", "relcl")
        if c.i > token.i and _to(syntax, c) is not None
    ]
    return [c for n, c in enumerate(sorted(found)) if n == 0 or _listed(syntax, c)]


def _to(syntax: Syntax, infinitive: Token) -> Token | None:
    return next((a for a in syntax.children(infinitive.i, "aux") if a.text.lower() == "to"), None)


def _listed(syntax: Syntax, infinitive: Token) -> bool:
    """Whether an infinitive goes on with a list: "to stop firing, to let aid through and to withdraw"."""
    to = _to(syntax, infinitive)
    before = [t.text for t in syntax.tokens[max(0, to.i - 2) : to.i]] if to else []
    return before[-1:] in ([","], ["and"], ["or"]) or (before[-1:] == ["not"] and before[:1] in ([","], ["and"]))


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
    return verb.tag == "VB" or (verb.tag == "VBP" and bond.force in ("requested", "obliged", "pledged", "offered"))


def _after_preposition(syntax: Syntax, token: Token, preposition: str) -> list[Token]:
    near = [token, *(c for c in syntax.children(token.i) if c.i > token.i and c.dep not in ("punct", "conj"))]
    found: list[Token] = []
    for one in near:
        marks = [one] if one is not token and one.lemma == preposition else syntax.children(one.i, "prep")
        for mark in marks:
            if mark.lemma == preposition and mark.i > token.i:
                found += syntax.children(mark.i, "pobj", "pcomp")
    return list(dict.fromkeys(found))


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


def for_an_attack(draft: Draft, token: Token, instrument: Mentioned | None) -> bool:
    """Whether what is owed is owed in war: the sentence speaks of an attack, and of a treaty."""
    span = draft.syntax.sentence_span(token.sentence)
    words = draft.view[span.start : span.end].lower()
    return instrument is not None and instrument.family == "treaty" and any(a in words for a in _ATTACK)

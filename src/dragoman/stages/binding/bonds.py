"""Words that bind: where a report says that somebody must, may, will or will not do something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Bond, Obligations
from dragoman.model import Force
from dragoman.stages.binding.duties import Task, tasks
from dragoman.stages.binding.instruments import Mentioned, going_on, instrument_for, instrument_over
from dragoman.stages.binding.places import clause_after, duty_heads, infinitives, object_of, there
from dragoman.stages.binding.voices import conditional, demanded_by_another, says_of_itself, told_of
from dragoman.stages.parties import can_act, is_actor, is_finite_in_disguise, speaker_at, subject
from dragoman.syntax import Syntax, Token
from dragoman.tagger import Likely

_POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN",), "adjective": ("ADJ", "VERB"), "preposition": ("ADP",)}
_HEDGES = frozenset({"could", "may", "might", "should", "would"})
_SUPPOSING = frozenset({"hope", "hop", "expect", "fear", "predict", "imagine", "assume", "wish", "doubt"})
_FAILING = frozenset({"fail", "neglect", "refuse"})  # "failed to keep its promise to"
_TIMES = frozenset({"before", "after", "until", "when"})
_OPEN_MARKS = frozenset({"if", "whether", "unless"})
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
    likely: Likely | None = None  # what the trained model sees of it
    by_model: bool = False  # whether the model and not the lexicon says that it binds


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
    if bond.pos == "adjective" and token.pos == "VERB":  # "is prepared to", and not "has freed"
        have = any(c.lemma == "have" for c in syntax.children(token.i, "aux"))
        if token.tag != "VBN" or have:
            return False
    if bond.duty == ("auxiliary",):
        would_be = syntax.tokens[token.i + 1 : token.i + 2] and syntax.tokens[token.i + 1].text == "-"
        last = syntax.tokens[syntax.sentences[token.sentence][-1]]
        return token.dep == "aux" and not would_be and not asked_whether(syntax, token) and last.text != "?"
    if not bond.lemma and (token.tag not in ("VBP", "VBZ") or token.dep == "aux" or token.pos != "VERB"):
        return False
    if bond.object_of and (token.dep not in ("dobj", "pobj") or not _made_by(syntax, token, bond.object_of)):
        return False
    if bond.passive is not None and bond.passive != _passive(syntax, token):
        return False
    if bond.particle and not _beside(syntax, token, bond.particle):
        return False
    return "deed" in bond.duty or not left_open(draft, token, bond)


def asked_whether(syntax: Syntax, token: Token) -> bool:
    """Whether auxiliary `token` stands in a clause that leaves it open: "would not say if he would go", "hopes that he
    will go", "before he would go"."""
    verb = syntax.tokens[token.head]
    if verb.dep == "ccomp" and syntax.tokens[verb.head].lemma in _SUPPOSING:
        return True
    if verb.dep == "advcl" and any(c.text.lower() in _TIMES for c in syntax.children(verb.i, "mark", "advmod")):
        return True
    return any(c.text.lower() in _OPEN_MARKS for c in syntax.children(verb.i, "mark"))


def _made_by(syntax: Syntax, noun: Token, verbs: tuple[str, ...]) -> bool:
    verb = next((a for a in syntax.ancestors(noun.i) if a.pos == "VERB"), None)
    return verb is not None and verb.lemma in verbs and verb.tag in ("VBD", "VBN", "VBP", "VBZ")


def _verb_in_disguise(syntax: Syntax, token: Token) -> bool:
    """ "The treaty obliges", "... and demands that": a verb that the tagger took for a plural, though it has a subject
    or a clause follows."""
    if token.tag != "NNS":
        return False
    return (token.dep == "ROOT" and bool(syntax.children(token.i, "nsubj"))) or clause_after(syntax, token) is not None


def _passive(syntax: Syntax, token: Token) -> bool:
    return bool(syntax.children(token.i, "auxpass", "nsubjpass")) or (
        token.tag == "VBN" and token.dep == "acl" and not is_finite_in_disguise(syntax, token)
    )


def _beside(syntax: Syntax, token: Token, particles: tuple[str, ...]) -> bool:
    following = syntax.tokens[token.i + 1 : token.i + 3]
    near = syntax.children(token.i)  # also far off: "provides, among other things, for"
    if syntax.children(token.i, "dobj"):  # "called him on Friday": far off, "on" is no part of the verb
        near = [c for c in near if c.text.lower() not in ("on", "upon") or c.i <= token.i + 1]
        following = following[:1]
    return any(t.text.lower() in particles for t in [*near, *following])


def left_open(draft: Draft, token: Token, bond: Bond) -> bool:
    """Whether the sentence leaves it open that anybody is bound: "may agree", "if it agreed", "asked to pledge"."""
    syntax = draft.syntax
    verb = token if token.pos in ("VERB", "AUX") else syntax.tokens[token.head]
    helpers = syntax.children(verb.i, "aux", "mark", "advmod")
    words = {t.text.lower() for t in helpers}
    if "would" in words and (syntax.children(verb.i, "neg") or (bond.pos == "adjective" and bond.force == "offered")):
        words.discard("would")  # "would not sign up to", "would be happy to host"
    if words & _OPEN_MARKS or (words & _HEDGES and bond.subject != "instrument"):
        return True
    if verb.tag == "VB" and "to" in words and verb.dep in ("xcomp", "advcl", "acl", "ccomp", "relcl"):
        return bond.pos != "noun" or syntax.tokens[verb.head].lemma not in _FAILING
    if verb.tag == "VBG" and verb.dep == "pcomp":
        return True
    last = syntax.tokens[syntax.sentences[token.sentence][-1]]
    return last.text == "?"


def _read(draft: Draft, known: Obligations, found: dict[int, Mentioned], token: Token, bond: Bond) -> Iterator[Binding]:
    doer = subject(draft.syntax, token.i)
    if "auxiliary" in bond.duty and there(draft.syntax, draft.syntax.tokens[token.head]):
        doer = None
    itself = instrument_for(draft, doer.i, found) if doer else None
    over = instrument_over(draft, token.i, found) or going_on(draft, token, doer, found)
    if not _holds(draft, token, bond, doer, itself, over):
        return
    instrument = over if _is_it(doer) and bond.subject != "instrument" else itself or over
    not_so = negated(draft.syntax, token)
    attack = for_an_attack(draft, token, instrument)
    forbidden = bond.force == "forbidden" or (not_so and "auxiliary" in bond.duty)
    for head in duty_heads(draft.syntax, token, bond):
        if bond.force == "refused" and any(b.pos == "noun" for b in known.bonds_of.get(head.lemma, ())):
            continue  # who rejects an offer to mediate refuses the offer: it is read as what it is
        own = instrument or (found.get(head.i) if bond.duty != ("infinitive",) else None)
        who = object_of(draft.syntax, token, bond, head)
        if bond.subject == "bound" == bond.object and (who is None or not _other(draft, who)):
            continue  # "authorised the use of force to"
        read: list[Binding] = []
        for task in tasks(
            draft.syntax, head, known, forbidden=forbidden, attack=attack, plain=bond.said_of_self and not bond.any_duty
        ):
            force = _force(bond, task, not_so)
            if force is not None and _acceptable(draft, known, token, bond, task, instrument):
                read.append(Binding(bond, token, doer, who, task, force, own))
        yield from joined(read)


def _other(draft: Draft, who: Token) -> bool:
    """Whether `who` is somebody who can be bound by another, and not "itself"."""
    return can_act(draft, who.i) and not who.text.lower().endswith(("self", "selves"))


def _holds(
    draft: Draft, token: Token, bond: Bond, doer: Token | None, itself: Mentioned | None, over: Mentioned | None
) -> bool:
    """Whether what `bond` asks of its surroundings is there: an instrument, a speaker, a time."""
    if doer is None:
        is_there = "auxiliary" in bond.duty and there(draft.syntax, draft.syntax.tokens[token.head])
        return "subject" in bond.duty or (is_there and bond.said_of_self and speaker_at(draft, token.start) is not None)
    if bond.subject == "instrument" and (
        itself is None or (bond.force == "requested" and doer.pos == "PRON" and draft.entity_at(doer.i) is not None)
    ):
        return False
    if bond.under and (over is None or (itself is not None and not _is_it(doer))):
        return False  # "the deal will see profits rise" binds nobody
    if bond.told and not bond.said_of_self and not told_of(draft, token, doer):
        return False
    if bond.conditional and not any(conditional(draft.syntax, t) for t in (token, *infinitives(draft.syntax, token))):
        return False
    if bond.said_of_self and not (says_of_itself(draft, token, doer) or (bond.told and told_of(draft, token, doer))):
        return False
    if bond.duty == ("own infinitive",) and not bond.under and doer.pos == "NOUN" and not is_actor(draft, doer.i):
        done = [t for t in duty_heads(draft.syntax, token, bond) if draft.syntax.children(t.i, "auxpass")]
        if not done:  # "the pilots are to be released", and not "the aim of Peru is to hold talks"
            return False
    if bond.of_none and not _nobody(draft.syntax, doer):
        return False
    if bond.deadline and not _time_between(draft.syntax, token):
        return False
    return not is_said_to_another(bond) or demanded_by_another(draft, token, doer)


def is_said_to_another(bond: Bond) -> bool:
    """Whether `bond` is a demand only in the mouth of another: "Russia must", "Iran has to"."""
    return bond.subject == "asker" and bool({"auxiliary", "own infinitive"} & set(bond.duty))


def _is_it(doer: Token | None) -> bool:
    return doer is not None and doer.text.lower() in ("it", "they")


def _time_between(syntax: Syntax, token: Token) -> bool:
    infinitive = next(iter(infinitives(syntax, token)), None)
    between = syntax.tokens[token.i + 1 : infinitive.i] if infinitive else ()
    return any(syntax.label_of.get(t.i) in ("DATE", "TIME") or t.lemma in ("deadline", "ultimatum") for t in between)


def joined(read: list[Binding]) -> list[Binding]:
    """Tasks of one kind side by side are one: "not to attack Iran or threaten it", "tanks and ammunition"."""
    found: list[Binding] = []
    for binding in read:
        last = found[-1] if found else None
        if last and last.force == binding.force and _kind(last) == _kind(binding) and _alike(last, binding):
            task = last.task._replace(words=tuple(sorted({*last.task.words, *binding.task.words})))
            found[-1] = last._replace(task=task)
        else:
            found.append(binding)
    return found


def _alike(one: Binding, other: Binding) -> bool:
    """Whether two tasks of one kind are one: deeds that no duty knows are each their own."""
    return one.task.duty is not None or one.task.head.pos not in ("VERB", "AUX") or one.task.negated


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
        if bond.only_not and "auxiliary" not in bond.duty:
            return for_an_attack(draft, token, instrument)
        if (not bond.lemma and not (bond.any_duty and instrument)) or bond.kinds or task.head.lemma in known.silent:
            return False
        auxiliary = "auxiliary" in bond.duty
        if task.head.pos in ("NOUN", "PROPN", "NUM", "SYM"):  # "pledged 200 nurses", "there would be consequences"
            return (bond.any_thing and not negated(syntax, token)) or (auxiliary and conditional(syntax, token))
        passive = not bond.under and bool(syntax.children(task.head.i, "nsubjpass"))
        passive = passive or ("own infinitive" in bond.duty and bool(syntax.children(task.head.i, "auxpass")))
        if (
            task.head.pos != "VERB"
            or _idle(bond, task, known)
            or ((auxiliary or not bond.lemma or bond.told) and passive)
        ):
            return False
        return (bond.any_duty and (auxiliary or not task.negated)) or instrument is not None
    plan = task.duty.kind == "meeting" and ("auxiliary" in bond.duty or bond.lemma == "go") and not task.negated
    if plan and bond.force == "pledged" and instrument is None and not conditional(syntax, token):
        return False  # "will meet on Friday" tells of a plan
    return not bond.kinds or task.duty.kind in bond.kinds


def _idle(bond: Bond, task: Task, known: Obligations) -> bool:
    """Whether nothing is done: "will see", "refused to take sides"."""
    deontic = bond.under and bond.force in ("permitted", "forbidden")
    weak = ("auxiliary" in bond.duty and not deontic) or bond.force == "refused" or bond.pos == "adjective"
    return weak and task.head.lemma in known.idle


def _force(bond: Bond, task: Task, not_so: bool) -> Force | None:
    """The force of a task, given that its bond is negated or not; None where nothing is said."""
    if "deed" in bond.duty:
        return bond.force
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


def negated(syntax: Syntax, token: Token) -> bool:
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
    return doer is not None and _nobody(syntax, doer)


def _nobody(syntax: Syntax, doer: Token) -> bool:
    """ "neither", "no member", "neither side"."""
    if doer.lemma in ("neither", "none", "nobody", "nothing"):
        return True
    return any(c.lemma in ("no", "neither") for c in syntax.children(doer.i, "det", "preconj", "cc"))


def for_an_attack(draft: Draft, token: Token, instrument: Mentioned | None) -> bool:
    """Whether what is owed is owed in war: the sentence speaks of an attack, and of a treaty."""
    span = draft.syntax.sentence_span(token.sentence)
    words = draft.view[span.start : span.end].lower()
    return instrument is not None and instrument.family == "treaty" and any(a in words for a in _ATTACK)

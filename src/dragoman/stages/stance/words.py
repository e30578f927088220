"""Verbs and nouns of stance: who supports, opposes, demands, offers, or takes no side, and toward what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.stances import Stances, StanceWord
from dragoman.model import Entity, Span, Stance
from dragoman.obligations import side_of
from dragoman.stages.parties import meant, statement_at, subject
from dragoman.stages.stance.targets import infinitives, passive_target, receiver_of, target_of
from dragoman.syntax import Syntax, Token

_HEDGES = frozenset({"could", "may", "might", "would", "should"})
_OPEN_MARKS = frozenset({"if", "whether", "unless"})
_SUPPOSING = frozenset({"hope", "expect", "fear", "predict", "imagine", "assume", "wish", "doubt", "hop"})
_PUBLIC = frozenset({"GOV", "MIL", "REB", "IGO", "LEG", "OPP", "PTY", "UAF", "SEP", "INS"})
_REFUSING = frozenset({"refuse", "decline"})
_WILLING = frozenset("vote continue want decide move join seek begin start intend rush prefer threaten vow".split())
_VOICING = frozenset({"voice", "express", "declare", "reiterate", "reaffirm"})  # what of may be left to the reader
_ENDING = frozenset({"end", "stop", "halt", "cease", "cut", "drop", "withdraw", "lose", "abandon", "suspend", "seek"})
_PEOPLE = frozenset(
    "soldier volunteer worker official nurse doctor colleague troops team guest host fan voter man woman".split()
)
_TOGETHER = frozenset({"along", "together"})  # "abstained, along with Israel"
_REACH = 4  # steps from a noun of stance up to the verb that bears it


class Reading(NamedTuple):
    """A stance found in the text. `target` heads the phrase that it is about; None where nothing is named."""

    holders: tuple[str, ...]
    stance: Stance
    word: StanceWord
    token: Token
    target: Token | None
    evidence: Span


def stances_of_verbs(draft: Draft, known: Stances) -> Iterator[Reading]:
    """Positions that a verb says its subject takes: "Russia strongly condemned the American strikes"."""
    for token in draft.syntax.tokens:
        if token.pos not in ("VERB", "AUX") or token.lemma not in known.verbs or _open(draft, token):
            continue
        for word in known.verbs[token.lemma]:
            reading = _of_verb(draft, token, word)
            if reading is not None:
                yield reading
                break


def stances_of_feelings(draft: Draft, known: Stances) -> Iterator[Reading]:
    """Positions that somebody is said to be in: "we are outraged by the raid", "Oman was ready to mediate"."""
    syntax = draft.syntax
    for token in syntax.tokens:
        words = known.feelings.get(token.text.lower(), ()) if token.pos in ("ADJ", "VERB") else ()
        verb = syntax.tokens[token.head] if token.dep in ("acomp", "oprd") else token
        if not words or _open(draft, verb) or syntax.children(verb.i, "neg") or syntax.children(token.i, "neg"):
            continue
        if verb is token and not syntax.children(token.i, "auxpass", "cop"):
            continue
        same = any(w.stance == words[0].stance for w in known.verbs.get(token.lemma, ()))
        if syntax.children(token.i, "agent") and (same or "by" not in words[0].toward):
            continue  # "was fiercely opposed by most deputies"
        holders = _holders(draft, token) if syntax.children(verb.i, "nsubj", "nsubjpass") else ()
        if words[0].stance == "offers":
            holders = tuple(i for i in holders if _is_public(draft.entity[i]))
        target = target_of(syntax, token, words[0]) or target_of(syntax, verb, words[0])
        if target is not None and (target.lemma in words[0].without or (words[0].of_deeds and target.pos == "PRON")):
            continue
        if holders and target is not None:
            yield Reading(holders, words[0].stance, words[0], token, target, _evidence(syntax, token, token, target))


def stances_of_nouns(draft: Draft, known: Stances) -> Iterator[Reading]:
    """Positions that somebody voices or has: "assured Iran of Russia's support", "its opposition to the plan"."""
    syntax = draft.syntax
    for token in syntax.tokens:
        if token.pos not in ("NOUN", "PROPN") or token.lemma not in known.nouns or token.dep in ("compound", "poss"):
            continue
        verb = _bearer(syntax, token, known)
        owner = _owner(draft, token)
        if _no(syntax, token):
            continue
        received = _received(draft, token, known)
        if received is not None:
            yield received
            continue
        if _in_it(syntax, token, known.nouns[token.lemma]):  # "left the room in protest at"
            verb = next((a for a in syntax.ancestors(token.i) if a.pos == "VERB"), None)
        if verb is None and owner is None:
            continue
        if token.dep == "dobj" and syntax.tokens[token.head].lemma in _ENDING:
            continue
        if verb is not None and (_open(draft, verb) or syntax.children(verb.i, "neg")):
            continue
        for word in known.nouns[token.lemma]:
            holders = _holders(draft, verb) if verb is not None else _meant(draft, owner)
            receiver = receiver_of(syntax, verb, token) if verb is not None else None
            target = target_of(syntax, token, word) or receiver
            voiced = (verb is not None and verb.lemma in _VOICING) or _asked_for(syntax, token)
            if holders and (target is not None or voiced):
                yield Reading(
                    holders, word.stance, word, token, target, _evidence(syntax, verb or token, token, target)
                )
                break


def _received(draft: Draft, noun: Token, known: Stances) -> Reading | None:
    """What a deed or a plan met with: "drew a rebuke from Israel", "has the backing of Paris"."""
    syntax = draft.syntax
    above = syntax.tokens[noun.head]
    verb = syntax.tokens[above.head] if noun.dep == "pobj" and above.lemma in ("with", "into") else above
    if not (known.bears(verb.lemma, "reception") and noun.dep in ("dobj", "pobj")) or _open(draft, verb):
        return None
    met = next(iter(syntax.children(verb.i, "nsubj")), None)
    theirs = [p for i in (noun.i, verb.i) for p in syntax.children(i, "prep") if p.lemma in ("from", "of", "by")]
    holders = tuple(i for p in theirs[:1] for o in syntax.children(p.i, "pobj") for i in _meant(draft, o))
    if met is None or not holders or syntax.children(verb.i, "neg") or draft.entity_at(met.i) is not None:
        return None
    word = known.nouns[noun.lemma][0]
    return Reading(holders, word.stance, word, noun, met, _evidence(syntax, verb, noun, None))


def _in_it(syntax: Syntax, noun: Token, words: tuple[StanceWord, ...]) -> bool:
    """Whether a noun says, behind its preposition, where the subject of the sentence stands: "in protest at"."""
    preposition = syntax.tokens[noun.head]
    return noun.dep == "pobj" and any(preposition.lemma in word.after for word in words)


def _asked_for(syntax: Syntax, noun: Token) -> bool:
    """ "At Washington's request": what for, the sentence says."""
    return noun.dep == "pobj" and syntax.tokens[noun.head].lemma == "at"


def _owner(draft: Draft, noun: Token) -> Token | None:
    """Whose a stance is: "Iran's demand", "an offer by Oslo", "a Turkish proposal"."""
    syntax = draft.syntax
    own = syntax.children(noun.i, "poss")
    by = [o for p in syntax.children(noun.i, "prep") if p.lemma in ("by", "from") for o in syntax.children(p.i, "pobj")]
    beside = [c for c in syntax.children(noun.i, "amod") if (e := draft.entity_at(c.i)) and e.kind == "state"]
    return next(iter([*own, *by, *beside]), None)


def musts(draft: Draft, known: Stances) -> Iterator[Reading]:
    """Demands that a speaker makes of others: "Serbia must pull back," Rama said."""
    syntax = draft.syntax
    for token in syntax.tokens:
        words = known.modals.get(token.text.lower(), ()) if token.dep == "aux" else ()
        statement = statement_at(draft, token.start) if words else None
        speaker = draft.entity.get(statement.speaker) if statement and statement.speaker else None
        verb = syntax.tokens[token.head]
        doer = next(iter(syntax.children(verb.i, "nsubj")), None)
        asked = draft.entity_at(doer.i) if doer else None
        if speaker is None or doer is None or asked is None or side_of(asked) == side_of(speaker):
            continue
        if asked.kind in ("state", "group", "organization"):
            yield Reading((speaker.id,), words[0].stance, words[0], token, doer, Span(doer.start, verb.end))


def _of_verb(draft: Draft, token: Token, word: StanceWord) -> Reading | None:
    syntax = draft.syntax
    if word.particle and not _beside(syntax, token, word.particle):
        return None
    refused = token.dep == "xcomp" and syntax.tokens[token.head].lemma in _REFUSING
    objects = [c for c in syntax.children(token.i, "dobj", "attr", "oprd") if c.lemma in word.object]
    if word.object and not objects:
        return None
    if word.without and any(c.lemma in word.without for c in syntax.children(token.i, "dobj", "xcomp", "acomp")):
        return None
    passive = bool(syntax.children(token.i, "auxpass")) or (token.tag == "VBN" and token.dep == "acl")
    holders = _agents(draft, token) if passive else _holders(draft, token)
    if not holders:
        return None
    around = objects[0] if objects else token
    target = (
        passive_target(syntax, token, word)
        if passive
        else target_of(syntax, token, word) or target_of(syntax, around, word)
    )
    negated = bool(syntax.children(token.i, "neg")) or _after_nor(syntax, token) or any(_no(syntax, o) for o in objects)
    negated = negated or any(c.lemma == "neither" for c in syntax.children(token.i, "preconj", "cc"))
    negated = negated or (target is not None and _no(syntax, target, "no"))
    stance = _stance(word, negated, refused)
    if stance is None:
        return None
    if target is None and not (word.object or word.alone or word.stance == "neutral"):
        return None
    if target is not None and word.stance == "demands" and target.dep == "ccomp":
        asks = any(c.text.lower() in ("whether", "if") or c.tag == "WRB" for c in syntax.children(target.i))
        if asks or (target.tag in ("VBD", "VBZ") and target.text != target.lemma):
            return None  # "asked whether it would", "insisted that the drills were no threat"
    if word.public or word.stance == "offers":
        holders = tuple(i for i in holders if _is_public(draft.entity[i]))
        if not holders:
            return None
    if target is not None and (target.lemma in word.without or _on_a_day(syntax, target)):
        return None
    if word.lemma == "agree" and infinitives(syntax, token):
        return None  # "agreed with his counterpart to meet"
    if target is not None and word.of_deeds and _somebody(draft, target):
        return None
    if target is not None and word.stance == "demands" and _of_himself(syntax, token, target):
        return None
    if target is not None and target.lemma == "neither" and stance == "supports":  # "backed neither"
        stance, target = "neutral", None
    first = syntax.tokens[token.head] if refused else token
    return Reading(holders, stance, word, token, target, _evidence(syntax, first, around, target))


def _is_public(entity: Entity) -> bool:
    """Whether what somebody offers can be of public concern: a state, its officials, a movement, not a company."""
    return entity.kind in ("state", "group") or bool(_PUBLIC & set(entity.sectors))


def _somebody(draft: Draft, target: Token) -> bool:
    """Whether `target` is a person, or people: "thanked the soldiers for their help"."""
    if target.tag == "NNS" and target.lemma in _PEOPLE:
        return True
    entity = draft.entity_at(target.i)
    return entity is not None and (entity.kind in ("person", "people") or entity.name.islower())


def _of_himself(syntax: Syntax, verb: Token, target: Token) -> bool:
    """ "asked not to be named", "asked to see the pilots": what he asks to do, or to be done to him, himself."""
    infinitive = any(a.text.lower() == "to" for a in syntax.children(target.i, "aux"))
    another = syntax.children(verb.i, "dobj", "dative", "prep") or syntax.children(target.i, "nsubj", "nsubjpass")
    return verb.lemma == "ask" and infinitive and not another


def _on_a_day(syntax: Syntax, target: Token) -> bool:
    """ "called his remarks on Saturday a farce" calls on nobody."""
    return syntax.tokens[target.head].lemma == "on" and syntax.label_of.get(target.i) in ("DATE", "TIME")


def _stance(word: StanceWord, negated: bool, refused: bool) -> Stance | None:
    if word.refused:
        return word.stance if refused and not negated else None
    if refused:
        return None
    if word.negated:
        return word.stance if negated else None
    return word.if_not if negated else word.stance


def _open(draft: Draft, token: Token) -> bool:
    """Whether the sentence leaves it open: "may support", "if it condemned", "urged them to condemn", a question."""
    syntax = draft.syntax
    helpers = {c.text.lower() for c in syntax.children(token.i, "aux", "mark", "advmod")}
    if "would" in helpers and _says_of_itself(draft, token):
        helpers.discard("would")  # "Lavrov said Russia would veto the text"
    negated = syntax.children(token.i, "neg") or any(_no(syntax, o) for o in syntax.children(token.i, "dobj"))
    if negated or "rather" in helpers:
        helpers -= {"would", "could"}  # "would not bow to", "could not support", "would rather stay out"
    if helpers & _HEDGES or helpers & _OPEN_MARKS:
        return True
    head = syntax.tokens[token.head]
    if (head.lemma in _SUPPOSING and token.dep in ("ccomp", "xcomp")) or (head.lemma == "avoid" and token.tag == "VBG"):
        return True
    if token.i and syntax.tokens[token.i - 1].lemma == "than":  # "rather than criticize him"
        return True
    own = syntax.children(token.i, "nsubj")  # "with India abstaining"
    if token.tag == "VBG" and token.dep in ("pcomp", "xcomp") and not own and head.lemma not in _WILLING:
        return True  # "accused of supporting", "considers recognizing"
    if token.dep == "advcl" and "to" in helpers and head.tag == "VBD" and not syntax.children(head.i, "neg"):
        return False  # "met to condemn the raid"
    if "to" in helpers and token.tag == "VB":
        return head.lemma not in _WILLING | _REFUSING or token.dep not in ("xcomp", "conj")
    return syntax.tokens[syntax.sentences[token.sentence][-1]].text == "?"


def _says_of_itself(draft: Draft, verb: Token) -> bool:
    statement = statement_at(draft, verb.start)
    speaker = draft.entity.get(statement.speaker) if statement and statement.speaker else None
    if speaker is None or draft.quoted(verb.start):
        return False
    return any(side_of(draft.entity[i]) == side_of(speaker) for i in _holders(draft, verb))


def _beside(syntax: Syntax, token: Token, particles: tuple[str, ...]) -> bool:
    """Whether one of `particles` depends on the verb, or on what does: "voted in favour", "threw its weight behind"."""
    for child in syntax.children(token.i):
        near = [child, *(syntax.children(child.i, "pobj", "prep", "mark") if child.dep != "conj" else [])]
        if any(t.text.lower() in particles and t.i > token.i for t in near):
            return True
    return False


def _no(syntax: Syntax, token: Token, *words: str) -> bool:
    return any(c.lemma in (words or ("no", "neither")) for c in syntax.children(token.i, "det"))


def _after_nor(syntax: Syntax, token: Token) -> bool:
    """ "nor does it support": the negation stands with the verb before."""
    return any(t.text.lower() == "nor" for t in syntax.tokens[max(0, token.i - 5) : token.i])


def _holders(draft: Draft, verb: Token) -> tuple[str, ...]:
    """Who takes the position: the subject; where that is "we", the speaker, for himself and those he speaks for."""
    syntax = draft.syntax
    doer = subject(syntax, verb.i) or next((c for c in syntax.children(verb.i, "dep") if c.i < verb.i), None)
    if doer is not None and doer.tag in ("WDT", "WP") and verb.dep == "relcl":
        doer = _one_among(syntax, syntax.tokens[verb.head]) or doer
    together = [p for p in syntax.children(verb.i, "prep") if p.lemma in _TOGETHER]
    beside = [o for p in together for w in syntax.children(p.i, "prep") for o in syntax.children(w.i, "pobj")]
    return tuple(dict.fromkeys((*_meant(draft, doer), *(i for o in beside for i in _meant(draft, o)))))


def _one_among(syntax: Syntax, many: Token) -> Token | None:
    """ "Namibia was among 35 countries that abstained", "was one of those who": the one that is named."""
    if many.dep != "pobj":
        return None
    preposition = syntax.tokens[many.head]
    one = syntax.tokens[preposition.head]
    if preposition.lemma == "of" and one.lemma == "one":
        one = syntax.tokens[one.head]
    elif preposition.lemma != "among":
        return None
    return next(iter(syntax.children(one.i, "nsubj")), None) if one.lemma == "be" else None


def _meant(draft: Draft, doer: Token | None) -> tuple[str, ...]:
    if doer is None:
        return ()
    if doer.text.lower() in ("we", "i", "our", "my"):  # not "US"
        statement = statement_at(draft, doer.start)
        return (statement.speaker,) if statement and statement.speaker else ()
    return tuple(i for i in meant(draft, doer.i) if not _anybody(draft.entity[i]))


def _anybody(entity: Entity) -> bool:
    """Private people without a name or a country, whose doings are no stance: "engineers blasted a tunnel"."""
    nominal = all(m.form in ("title", "nominal", "pronoun") for m in entity.mentions)
    return nominal and entity.country is None and entity.sectors == ("CVL",)


def _agents(draft: Draft, verb: Token) -> tuple[str, ...]:
    syntax = draft.syntax
    named = [o for by in syntax.children(verb.i, "agent") for o in syntax.children(by.i, "pobj")]
    return tuple(i for o in named for i in meant(draft, o.i))


def _bearer(syntax: Syntax, noun: Token, known: Stances) -> Token | None:
    """The verb that voices what `noun` names, if one does: "reiterated its opposition"."""
    for step, token in enumerate(syntax.ancestors(noun.i)):
        if token.pos == "VERB":
            return token if known.bears(token.lemma, "stance") and token.i < noun.i else None
        if step >= _REACH:
            return None
    return None


def _evidence(syntax: Syntax, first: Token, around: Token, target: Token | None) -> Span:
    """From the word of stance (with its adverb or negation) to the head of what it is about, and its own words."""
    tokens = [first, around, *(c for c in syntax.children(first.i, "advmod", "neg", "aux") if c.i == first.i - 1)]
    if target is not None:
        tokens.append(target)
        tokens += syntax.children(target.i, "det", "amod", "compound", "poss", "nummod")
    return Span(min(t.start for t in tokens), max(t.end for t in tokens))

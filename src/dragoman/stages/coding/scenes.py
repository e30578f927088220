"""From a coded hit to a scene: the parties, the words and the owner of one event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.codebook import Reading
from dragoman.model import Entity, Span, Statement, enclosing
from dragoman.stages.coding.complements import Coded
from dragoman.stages.coding.parties import parties, with_nations
from dragoman.stages.coding.reach import reached
from dragoman.stages.coding.seats import seats
from dragoman.stages.coding.triggers import Hit, Slots
from dragoman.stages.coding.weight import Weight, is_told, weight_of
from dragoman.syntax import Token

_ABOUT_ACTS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "PROTEST", "REQUEST", "THREATEN"})
_HOSTILE = frozenset({"ACCUSE", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
_TAKEN_UP = frozenset({"measure", "resolution", "decision", "step", "move", "ultimatum", "demand", "deadline"})
_IMPOSING = frozenset({"SANCTION", "COERCE", "THREATEN", "REQUEST"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "yourself", "ourselves", "oneself"})
_LONGEST_EVIDENCE = 240  # characters: beyond that the trigger alone is the evidence


class Scene(NamedTuple):
    """An event before it is written down. `at` is its word in the tree, `clause` the verb that carries its tense;
    `found` is how its words name either side, actors first (seats.py)."""

    rule: str
    reading: Reading
    contexts: tuple[str, ...]
    at: int
    clause: int
    trigger: Span
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    evidence: tuple[Span, ...]
    said_in: str | None
    noun: bool = False
    found: tuple[str, ...] = ()


def scenes(draft: Draft, knowledge: Knowledge, coded: list[Coded]) -> list[Scene]:
    """The scenes that have the parties their type needs, in text order."""
    games = knowledge.predicates.classes.get("sport", frozenset())
    casting = _Casting(draft, knowledge, {c.hit.at: c for c in coded}, weight_of(draft, games))
    made = [casting.scene(c) for c in coded]
    return [scene for scene in made if scene is not None]


class _Casting(NamedTuple):
    """What is needed to find the parties of a hit."""

    draft: Draft
    knowledge: Knowledge
    coded: dict[int, Coded]
    weight: Weight

    def scene(self, coded: Coded) -> Scene | None:
        hit, reading = coded.hit, coded.reading
        actor, recipient = self.cast(coded)
        trigger, evidence = self.words(coded, (*actor, *recipient))
        said_in = statement_over(self.draft, trigger)
        if not actor and "speaker" in hit.entry.predicate.actor:
            actor = self.speaker(said_in, recipient)
        if not is_told(self.draft, coded, actor, recipient, self.weight):
            return None
        return Scene(
            rule=hit.entry.rule,
            reading=reading,
            contexts=hit.entry.predicate.contexts,
            at=hit.at,
            clause=hit.clause,
            trigger=trigger,
            actor=with_nations(self.draft, actor, recipient),
            recipient=with_nations(self.draft, recipient, actor),
            evidence=evidence,
            said_in=said_in,
            noun=hit.entry.predicate.pos == "noun",
            found=seats(self.draft, coded, actor, recipient),
        )

    def speaker(self, said_in: str | None, recipient: tuple[str, ...]) -> tuple[str, ...]:
        """Who threatens or accuses where the words name nobody: "there will be consequences" does it by being said."""
        spoken = next((s.speaker for s in self.draft.statements if s.id == said_in), None)
        return (spoken,) if spoken is not None and spoken not in recipient else ()

    def cast(self, coded: Coded) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of actors and recipients."""
        hit = coded.hit
        predicate = hit.entry.predicate
        if predicate.symmetric:
            both = [self.named(slot) for slot in (*hit.actor, *hit.recipient)]
            both += [self.named(hit.undergoer)]
            return tuple(dict.fromkeys(e for ids in both for e in ids)), ()
        actor = self.first(hit.actor)
        visit, about = predicate.mode == "visit", hit.entry.type in _ABOUT_ACTS
        tried = ([e for e in self.named(slot, visit, about) if e not in actor] for slot in hit.recipient)
        recipient = tuple(next((ids for ids in tried if ids), ()))  # "closed its ports to Greek ships"
        if hit.undergoer:
            recipient = self.named(hit.undergoer) or recipient
        spares = coded.reading.type == "REJECT" and coded.inner is not None and coded.inner.entry.type in _HOSTILE
        if coded.inner is not None and not recipient and not spares:
            recipient = self.inner_recipient(coded.inner, actor)
        if not recipient and hit.entry.type == "CONCEDE":
            recipient = self.undergoers(hit)
        recipient = tuple(e for e in recipient if e not in actor)
        if recipient or not actor or spares:  # who "refused to condemn Russia" turned down nothing of Russia's
            return actor, recipient
        return actor, self.reached(coded, actor)

    def undergoers(self, hit: Hit) -> tuple[str, ...]:
        """On whom the act was that somebody owns up to: "claimed responsibility for the attack on the Kenyan mall"."""
        acts = (self.coded.get(head.i) for slot in hit.recipient for head in slot)
        found = (self.first(act.hit.recipient, destination=True) for act in acts if act is not None)
        return next((ids for ids in found if ids), ())

    def reached(self, coded: Coded, actor: tuple[str, ...]) -> tuple[str, ...]:
        """Him whom the words under the act name, or under the act inside it."""
        kind = coded.inner.entry.type if coded.inner else coded.reading.type
        alone = coded.hit.entry.predicate.pos == "noun" and coded.hit.clause == coded.hit.at
        if alone or coded.reading.type == "REQUEST":  # what is asked for is not who is asked
            return ()
        found = reached(self.draft, coded.hit, kind, self.coded.keys() - {coded.hit.at}, actor)
        if not found and coded.inner is not None:
            found = reached(self.draft, coded.inner, kind, self.coded.keys() - {coded.inner.at}, actor)
        return found

    def inner_recipient(self, inner: Hit, actor: tuple[str, ...]) -> tuple[str, ...]:
        """Of a demand, him who should act; of an offer or a threat, him at whom it is aimed."""
        own = [e for e in self.first(inner.actor) if e not in actor]
        if own:
            return tuple(own)
        if inner.entry.predicate.symmetric:
            return tuple(e for e in self.first(inner.recipient) if e not in actor)
        return self.first(inner.recipient, inner.entry.predicate.mode == "visit", inner.entry.type in _ABOUT_ACTS)

    def first(self, slots: Slots, destination: bool = False, about: bool = False) -> tuple[str, ...]:
        """Parties in the first slot that stands for somebody."""
        for heads in slots:
            if found := self.named(heads, destination, about):
                return found
        return ()

    def named(self, heads: tuple[Token, ...], destination: bool = False, about: bool = False) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for head in (t for t in heads if t.text.lower() not in _REFLEXIVE):
            act = self.coded.get(head.i)
            if about and act is None and head.lemma in _TAKEN_UP and (doer := self.doer_of_last(head)):
                ids = doer  # "rejected the measure"
            elif about and act is not None and act.hit.entry.predicate.pos == "noun":
                ids = self.first(act.hit.actor) or self.doer_before(act)  # who condemns a strike accuses the striker
            elif about and act is None and self.is_event(head):
                ids = parties(self.draft, [head], self.is_event)
            else:
                ids = parties(self.draft, [head], self.is_event, destination)
            found.update(dict.fromkeys(ids))
        return tuple(found)

    def doer_before(self, act: Coded) -> tuple[str, ...]:
        """Who did the act that a bare noun ("the strikes") takes up again: the last one told of with this type."""
        for at in sorted((i for i in self.coded if i < act.hit.at), reverse=True):
            earlier = self.coded[at]
            if earlier.hit.entry.type == act.hit.entry.type and (doer := self.first(earlier.hit.actor)):
                return doer
        return ()

    def doer_of_last(self, thing: Token) -> tuple[str, ...]:
        """Who did what "the measure" takes up: the last act of another kind told of in this sentence or the one
        before. Words that say whose it is leave nothing to take up."""
        syntax = self.draft.syntax
        if syntax.children(thing.i, "poss", "prep", "relcl", "acl"):
            return ()
        for at in sorted((i for i in self.coded if i < thing.i), reverse=True):
            if thing.sentence - syntax.tokens[at].sentence > 1:
                return ()
            earlier = self.coded[at].hit
            if earlier.entry.type in _IMPOSING and (doer := self.first(earlier.actor)):
                return doer
        return ()

    def is_event(self, token: Token) -> bool:
        return token.pos == "NOUN" and bool(self.knowledge.predicates.named("noun", token.lemma))

    def words(self, coded: Coded, ids: tuple[str, ...]) -> tuple[Span, tuple[Span, ...]]:
        """The trigger's span and the evidence: from actor through recipient where both stand near."""
        hit, tokens = coded.hit, self.draft.syntax.tokens
        own = sorted(hit.words)
        if hit.entry.type not in (*_ABOUT_ACTS, "AGREE"):  # "held talks", "fired rockets"
            own = sorted({*own, *(i for i in hit.given if tokens[i].pos == "NOUN" and self.is_event(tokens[i]))})
        if coded.inner is not None and coded.inner.at not in self.coded and coded.inner.at - hit.at <= 6:
            own = sorted({*own, *coded.inner.words})
        near = [i for i in own if abs(i - hit.at) <= 8]
        trigger = enclosing(tokens[i].span for i in near)
        heads = [t for slot in (*hit.actor, *hit.recipient, hit.undergoer) for t in slot]
        heads += [t for slot in coded.inner.recipient for t in slot] if coded.inner else []
        sentence = tokens[hit.at].sentence
        entity = self.draft.entity_at
        parties = ((t, entity(t.i)) for t in heads if t.sentence == sentence)
        held = [_whole_name(e, t) for t, e in parties if e is not None and e.id in ids]
        whole = enclosing([trigger, *held])
        return trigger, (whole if whole.end - whole.start <= _LONGEST_EVIDENCE else trigger,)


def _whole_name(entity: Entity, token: Token) -> Span:
    """The mention that holds `token`: evidence reads "South Korea condemned", not "Korea condemned"."""
    return enclosing([token.span, *(m.span for m in entity.mentions if m.span.covers(token.span))])


def statement_over(draft: Draft, span: Span) -> str | None:
    """Id of the innermost statement whose content covers `span`."""
    over = [s for s in draft.statements if any(c.covers(span) for c in s.content)]
    sizes = [(sum(c.end - c.start for c in s.content), s.id) for s in over]
    return min(sizes)[1] if sizes else None


def untold(draft: Draft, scenes: Iterable[Scene], type: str) -> Iterator[Statement]:
    """Statements of a known speaker that may be an act of `type` by what they say: their cue is no event itself
    ("condemned", "urged"), and none of this type stands in them."""
    scenes = list(scenes)
    told = {s.said_in for s in scenes if s.reading.type == type}
    for statement in draft.statements:
        if statement.speaker is None or statement.negated or not statement.cue or statement.id in told:
            continue
        if not any(cue.overlaps(s.trigger) for cue in statement.cue for s in scenes):
            yield statement


def spoken(
    draft: Draft, statement: Statement, rule: str, reading: Reading, word: Token, recipient: tuple[str, ...]
) -> Scene:
    """The act of saying so: the speaker's, told by the cue and by the `word` that makes it one."""
    assert statement.speaker is not None
    trigger = statement.cue[0]
    token = draft.syntax.head_of(trigger)
    at = token.i if token else word.i
    return Scene(
        rule=rule,
        reading=reading,
        contexts=(),
        at=at,
        clause=at,
        trigger=trigger,
        actor=(statement.speaker,),
        recipient=recipient,
        evidence=tuple(sorted({trigger, word.span})),
        said_in=None,
    )

"""What a stance is about: an event of the report, else an entity, else the words themselves."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from dragoman.draft import Draft
from dragoman.knowledge.stances import Stances
from dragoman.model import Event, Span, Stance, Toward
from dragoman.obligations import side_of
from dragoman.stages.parties import meant, owners
from dragoman.syntax import Token

_STEM, _SHARED = 4, 0.55  # letters that words of one stem share at least, and their share of the longer word
_REACH = 12  # sentences back in which a noun may take up an event


def toward(draft: Draft, known: Stances, target: Token, holders: tuple[str, ...]) -> Toward | None:
    """The event that `target` names or takes up, else the entity it is, else its words; None for a mere pronoun."""
    if target.tag in ("WDT", "WP"):
        target = next((a for a in draft.syntax.ancestors(target.i) if a.pos in ("NOUN", "PROPN")), target)
    event = event_at(draft, known, target)
    if event is not None:
        return Toward(event=event.id)
    named = [i for i in meant(draft, target.i) if i not in holders] if _is_name(draft, target) else []
    if named:
        return Toward(entity=named[0])
    if target.pos == "PRON":
        return None
    own = owners(draft, target.i, by=("of", "by", "between"))
    whose = [i for i in own if i not in holders and draft.entity[i].kind != "organization"]
    if whose and target.pos == "NOUN":  # "Obama's policy", "a withdrawal of Russian troops"
        return Toward(entity=whose[0])
    return Toward(span=_phrase(draft, target))


def event_at(draft: Draft, known: Stances, target: Token) -> Event | None:
    """The event that the word `target` triggers, or, for a noun, the last one told that it can take up: of the first
    type among those the noun takes up that there is."""
    first = min(t.start for t in (target, *draft.syntax.children(target.i, "amod", "compound", "poss", "det")))
    own = next((e for e in draft.events if first <= e.trigger.start <= target.start < e.trigger.end), None)
    if own is not None:
        return first_told(draft, own)
    if target.pos not in ("NOUN", "PRON"):
        return None
    for infinitive in draft.syntax.children(target.i, "acl"):  # "a plan to free the pilots"
        if planned := next((e for e in draft.events if e.trigger.overlaps(infinitive.span)), None):
            return first_told(draft, planned)
    acts = known.acts_of.get(target.lemma, ())
    governing = [a.span for a in draft.syntax.ancestors(target.i)]

    def fits(event: Event) -> bool:
        if event.trigger.start > target.start or any(event.trigger.overlaps(s) for s in governing):
            return False  # "welcomed the accord" does not welcome the welcome
        praise = event.act == "SUPPORT" and is_stance(draft, known, event)
        return event.status in ("happened", "ongoing") and not praise and _compatible(draft, target, event)

    near = _around(draft, target)
    same = [e for e in near if fits(e) and _named_alike(draft, e, target)]
    if event := nearest(draft, target, same):
        return event
    for act in acts:
        if event := nearest(draft, target, [e for e in near if e.act == act and fits(e)]):
            return event
    return None


def _named_alike(draft: Draft, event: Event, noun: Token) -> bool:
    """Whether an event was told with the word that `noun` is made of: "voted ... the vote", "seized ... seizure"."""
    return any(_of_one_stem(noun.lemma.lower(), t.lemma.lower()) for t in draft.syntax.tokens_in(event.trigger))


def _of_one_stem(one: str, other: str) -> bool:
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return stem >= _STEM and stem >= _SHARED * max(len(one), len(other))


def at_issue(draft: Draft, known: Stances, token: Token, stance: Stance, holders: tuple[str, ...]) -> Event | None:
    """What a stance that names no object is about: "abstained", "lodged a protest". The event last told that is not
    the holder's own doing; to oppose, one that hurts somebody."""

    def fits(event: Event) -> bool:
        own = set(event.actor) & set(holders)
        serious = stance != "opposes" or event.quad >= 3
        return serious and not own and not event.negated and not is_stance(draft, known, event)

    fitting = [e for e in _around(draft, token) if fits(e)]
    return nearest(draft, token, [e for e in fitting if happened(e)]) or nearest(draft, token, fitting)


def happened(event: Event) -> bool:
    """Whether an event took place, as far as the report goes."""
    return event.status in ("happened", "ongoing") and not event.historical


def is_stance(draft: Draft, known: Stances, event: Event) -> bool:
    """Whether an event is itself somebody's taking a position, and so not what others take theirs on."""
    first = draft.syntax.token_at(event.trigger.start)
    words = known.verbs.get(first.lemma, ()) if first is not None else ()
    plain = any(not (w.negated or w.object or w.refused) for w in words)  # and not "will not sign"
    voiced = first is not None and any(known.bears(first.lemma, what) for what in ("stance", "judgement"))
    return plain or voiced or event.act in ("ACCUSE", "REQUEST")


def _around(draft: Draft, token: Token) -> tuple[Event, ...]:
    """Events that can be meant at `token`: of its sentence, and of those within reach before it."""
    sentences = draft.syntax.sentences
    first = draft.syntax.tokens[sentences[max(0, token.sentence - _REACH)][0]].start
    last = draft.syntax.sentence_span(token.sentence).end
    start = bisect_left(draft.events, first, key=lambda e: e.trigger.start)
    return draft.events[start : bisect_left(draft.events, last, key=lambda e: e.trigger.start)]


def nearest(draft: Draft, token: Token, events: list[Event]) -> Event | None:
    """Of `events`, the first in the sentence of `token`, else the last one before it; as it was first told."""
    here = draft.syntax.sentence_span(token.sentence)
    inside = [e for e in events if here.covers(e.trigger)]
    before = [e for e in events if e.trigger.end <= here.start]
    found = inside[0] if inside else before[-1] if before else None
    if found is None or token.sentence - (draft.syntax.sentence_of(found.trigger.start) or 0) > _REACH:
        return None
    return first_told(draft, found)


def first_told(draft: Draft, event: Event) -> Event:
    """The earliest event of the report that is the same: same act, and nobody in one who is at odds with the other."""
    for other in draft.events:
        if other.trigger.start >= event.trigger.start:
            break
        if (
            other.act == event.act
            and not other.negated
            and other.status == event.status
            and _agree(draft, other, event)
        ):
            return other
    return event


def _agree(draft: Draft, one: Event, two: Event) -> bool:
    for a, b in ((one.actor, two.actor), (one.recipient, two.recipient)):
        mine, theirs = ({side_of(draft.entity[i]) for i in ids if i in draft.entity} for ids in (a, b))
        if mine and theirs and not mine & theirs:
            return False
    return bool(set(one.actor + one.recipient)) and (one.time is None or two.time is None or one.time == two.time)


def _compatible(draft: Draft, target: Token, event: Event) -> bool:
    """Whether the actors named beside the noun take part in the event: "the American strikes"."""
    beside = draft.syntax.children(target.i, "amod", "compound", "poss")
    named = {side_of(e) for c in beside if (e := draft.entity_at(c.i)) and e.kind in ("state", "group", "organization")}
    sides = {side_of(draft.entity[i]) for i in (*event.actor, *event.recipient) if i in draft.entity}
    return named <= sides or not sides


def _is_name(draft: Draft, target: Token) -> bool:
    return draft.entity_at(target.i) is not None or target.text.lower() in ("him", "her", "them", "us", "me")


def _phrase(draft: Draft, target: Token) -> Span:
    """The phrase headed by `target`, without relative clauses and what follows a comma."""
    syntax = draft.syntax
    kept = [target.i]
    queue = [target.i]
    while queue:
        for child in syntax.children(queue.pop()):
            if child.dep not in ("relcl", "appos", "conj", "cc", "punct", "advcl", "acl", "mark", "nsubj"):
                kept.append(child.i)
                queue.append(child.i)
    return Span(syntax.tokens[min(kept)].start, syntax.tokens[max(kept)].end)

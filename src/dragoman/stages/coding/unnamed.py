"""Unnamed people who act or suffer: "protesters", "a gunman", "dozens of students", "government forces".

Nobody can tell them apart, so a report has them as actors only where an event needs them, one for each place in the
text. Their country is the one in which they do it, where they are of a kind that is at home where it acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.codes import cameo_role
from dragoman.model import Entity, Event, Mention, Span, enclosing
from dragoman.stages.coding.circumstances import circumstances
from dragoman.stages.coding.complements import Coded
from dragoman.stages.coding.parties import parties
from dragoman.stages.coding.scenes import Scene
from dragoman.syntax import Syntax, Token

_LONGEST = 3  # words of what they are called
_EVERYBODY = "People of"  # the organ that stands for all of a state's people: nobody in particular unless counted
_NUMBERS = frozenset("several many some few dozen score hundred thousand number group".split())
_ACTING = frozenset({"COP", "MIL", "REB", "OPP", "CRM", "CVL", "EDU", "LAB", "AGR", "REL", "REF", "JRN", "MED", "SOC"})
_AT_HOME = frozenset({"COP", "REB", "OPP", "CRM", "CVL", "EDU", "LAB", "AGR"})  # soldiers, refugees and press travel
_ON_THE_SPOT = frozenset({"PROTEST", "ASSAULT", "COERCE", "RETREAT", "SANCTION", "AID"})
_BODILY = frozenset({"PROTEST", "ASSAULT", "COERCE", "RETREAT", "SANCTION", "CONSULT"})  # done to people as such
_TAKEN_UP = frozenset("the this that these those its his her their our my your such no any".split())


def with_unnamed(draft: Draft, knowledge: Knowledge, coded: Iterable[Coded]) -> Draft:
    """The draft with an entity for each phrase of this kind that stands in a slot of an event, for nobody or only for
    a state: "dissidents from military-ruled Myanmar"."""
    taken = {e.id for e in draft.entities}
    added: dict[int, Entity] = {}
    for head in _heads(draft.syntax, coded):
        if head.i in added or draft.entity_at(head.i) is not None:
            continue
        others = [
            draft.entity[i] for i in parties(draft, [head], lambda t: bool(knowledge.predicates.named("noun", t.lemma)))
        ]
        state = others[0] if len(others) == 1 and others[0].kind == "state" else None
        first, sectors = _called(draft.syntax, knowledge.actors, head)
        if sectors and (state is not None or not others):
            added[head.i] = _entity(draft, draft.syntax.tokens[first], head, sectors, state, taken)
    return draft.having(entities=(*draft.entities, *added.values())) if added else draft


def at_home(draft: Draft, knowledge: Knowledge, scenes: Iterable[Scene]) -> Draft:
    """The draft with the country of those who have none and act or suffer where they live: "gunmen in Mali"."""
    countries = {p.id: p.country for p in draft.places}
    homes: dict[str, set[str]] = {}
    for scene in scenes:
        where = countries.get(circumstances(draft, scene)[1] or "") if scene.reading.type in _ON_THE_SPOT else None
        for key in (*scene.actor, *scene.recipient) if where in knowledge.actors.states else ():
            if _is_unnamed(draft.entity[key]) and where is not None:
                homes.setdefault(key, set()).add(where)
    settled = {key: found.pop() for key, found in homes.items() if len(found) == 1}
    return draft.having(entities=tuple(_of(e, knowledge.actors, settled.get(e.id)) for e in draft.entities))


def without_bystanders(before: Draft, draft: Draft, events: Iterable[Event]) -> Draft:
    """The draft without those of the entities added since `before` that no event names."""
    met = {key for event in events for key in (*event.actor, *event.recipient)}
    return draft.having(entities=tuple(e for e in draft.entities if e.id in before.entity or e.id in met))


def _heads(syntax: Syntax, coded: Iterable[Coded]) -> Iterator[Token]:
    """The nouns in the slots of events, and those that they only count: "dozens of students"."""
    for hit in (h for c in coded for h in (c.hit, c.inner) if h is not None):
        suffering = (*hit.recipient, hit.undergoer) if hit.entry.type in _BODILY else ()
        for head in (t for slot in (*hit.actor, *suffering) for t in slot):
            yield head
            for of in syntax.children(head.i, "prep"):
                if of.lemma == "of" and not syntax.children(head.i, "amod", "poss", "compound"):
                    yield from syntax.children(of.i, "pobj")


def _called(syntax: Syntax, actors: Actors, head: Token) -> tuple[int, tuple[str, ...]]:
    """The first token of the words that say what they are, and their sectors; none where they are no such people, or
    where somebody spoken of before is taken up."""
    if head.tag not in ("NN", "NNS") or any(
        t.text.lower() in _TAKEN_UP for t in syntax.children(head.i, "det", "poss")
    ):
        return head.i, ()
    alone = head.tag == "NN" and not syntax.children(head.i, "det")
    for first in range(max(syntax.sentences[head.sentence].start, head.i - _LONGEST + 1), head.i + 1):
        words = " ".join(t.text.lower() for t in syntax.tokens[first : head.i + 1])
        title = actors.title_phrases.get(words) or (actors.title_phrases.get(words[:-1]) if head.tag == "NNS" else None)
        organ = actors.organ_phrases.get(words)
        if title is not None and title.sectors and not alone and _ACTING.issuperset(title.sectors):
            return first, title.sectors
        known = organ is not None and (not organ.name.startswith(_EVERYBODY) or _is_counted(syntax, head))
        if organ is not None and known and _ACTING.issuperset(organ.sectors):
            return first, organ.sectors
    return head.i, ()


def _is_counted(syntax: Syntax, head: Token) -> bool:
    """ "Eighteen people", "dozens of women": some of them, not all people of a country."""
    over = syntax.tokens[head.head]
    measured = over.lemma == "of" and syntax.tokens[over.head].lemma in _NUMBERS
    return measured or any(t.dep == "nummod" or t.lemma in _NUMBERS for t in syntax.children(head.i))


def _entity(
    draft: Draft, first: Token, head: Token, sectors: tuple[str, ...], state: Entity | None, taken: set[str]
) -> Entity:
    whole = _with_owner(draft, Span(first.start, head.end), head, state)
    return Entity(
        id=draft.id("entity", whole.start, taken), name=draft.text(Span(first.start, head.end)),
        kind="person" if head.tag == "NN" and head.lemma != "police" else "group",
        country=state.country if state else None, sectors=sectors,
        code=(state.code or "" if state else "") + cameo_role(sectors), mentions=(Mention(span=whole, form="nominal"),),
    )  # fmt: skip


def _with_owner(draft: Draft, called: Span, head: Token, state: Entity | None) -> Span:
    """The words that say what they are, and those that say of what state."""
    below = draft.syntax.tokens[min(draft.syntax.subtree(head.i)) : max(draft.syntax.subtree(head.i)) + 1]
    inside = enclosing([called, *(t.span for t in below)])
    owners = [m.span for m in (state.mentions if state else ()) if inside.covers(m.span)]
    nearest = min(owners, key=lambda s: abs(s.start - called.start), default=called)
    return enclosing([called, nearest])


def _is_unnamed(entity: Entity) -> bool:
    """Whether the entity is people of no name and country who are at home where they act."""
    plain = all(m.form in ("nominal", "title") for m in entity.mentions) and entity.lexicon is None
    return plain and entity.country is None and bool(_AT_HOME.intersection(entity.sectors))


def _of(entity: Entity, actors: Actors, country: str | None) -> Entity:
    if country is None:
        return entity
    code = actors.states[country].cameo + (entity.code or "")
    return msgspec.structs.replace(entity, country=country, code=code)

"""States that a report names only by their land: who shells a town in Afghanistan acts against Afghanistan."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.model import Entity, Event, Mention, Place, Span


def with_territories(draft: Draft, knowledge: Knowledge) -> Draft:
    """The draft with the states of its places among its entities, each once. Those added have no mention yet, so no
    word stands for them: only what is done in a place can be done to them."""
    taken = {e.id for e in draft.entities}
    states = {e.country for e in draft.entities if e.kind == "state"}
    added: list[Entity] = []
    for place in draft.places:
        if place.country is None or place.country in states or place.country not in knowledge.actors.states:
            continue
        states.add(place.country)
        state = knowledge.actors.states[place.country]
        key = draft.id("entity", place.mentions[0].span.start, taken)
        added.append(Entity(id=key, name=state.name, kind="state", country=place.country, sectors=("GOV",),
                            code=state.cameo, lexicon=f"state/{place.country}", wikidata=state.wikidata))  # fmt: skip
    return draft.having(entities=(*draft.entities, *added))


def entities_met(draft: Draft, events: Iterable[Event]) -> tuple[Entity, ...]:
    """The entities in text order; of those added, the ones that events name, each with the places that gave it."""
    scenes: dict[str, list[Span]] = {}
    for event in events:
        for key in (*event.actor, *event.recipient):
            scenes.setdefault(key, []).append(_sentence(draft, event.trigger))
    met: list[Entity] = []
    for entity in draft.entities:
        if entity.mentions:
            met.append(entity)
        elif found := _mentions(draft.places, entity.country, scenes.get(entity.id, [])):
            met.append(msgspec.structs.replace(entity, mentions=found))
    return tuple(sorted(met, key=lambda e: (e.mentions[0].span, e.id)))


def _mentions(places: Iterable[Place], country: str | None, sentences: list[Span]) -> tuple[Mention, ...]:
    spans = {m.span for p in places if p.country == country for m in p.mentions}
    inside = sorted(s for s in spans if any(sentence.covers(s) for sentence in sentences))
    return tuple(Mention(span=s, form="metonym") for s in inside)


def _sentence(draft: Draft, trigger: Span) -> Span:
    tokens = draft.syntax.tokens_in(trigger)
    inside = draft.syntax.sentences[tokens[0].sentence]
    words = draft.syntax.tokens[inside.start : inside.stop]
    return Span(words[0].start, words[-1].end)

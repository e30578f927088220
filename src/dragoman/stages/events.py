"""Who did what to whom: entries of the lexicon laid over the tree, in PLOVER and CAMEO.

Whether it took place is not asked here: `modality` does, and gives the event the type the codebook wants for that.
"""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.model import Event
from dragoman.stages.coding import complements, triggers
from dragoman.stages.coding.circumstances import circumstances
from dragoman.stages.coding.confidence import confidences, is_sure_enough
from dragoman.stages.coding.demands import demands
from dragoman.stages.coding.doers import by_doer
from dragoman.stages.coding.evaluations import evaluations
from dragoman.stages.coding.parties import standing
from dragoman.stages.coding.peoples import with_peoples
from dragoman.stages.coding.sameness import merged, with_visits
from dragoman.stages.coding.scenes import Scene, scenes
from dragoman.stages.coding.territories import entities_met, with_territories
from dragoman.stages.coding.unnamed import at_home, with_unnamed, without_bystanders


def events(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.events` in text order: type, mode, code, actor and recipient, trigger, time, place and owner."""
    before, (draft, found) = draft, told(draft, knowledge)
    sure = confidences(draft, knowledge.sureness, found)
    kept = [(s, c) for s, c in zip(found, sure, strict=True) if is_sure_enough(draft, knowledge.sureness, c)]
    taken: set[str] = set()
    made = tuple(_event(draft, knowledge, scene, c, taken) for scene, c in kept)
    draft = at_home(without_bystanders(before, draft, made), knowledge, [s for s, _ in kept])
    return draft.having(events=made, entities=entities_met(draft, made))


def told(draft: Draft, knowledge: Knowledge) -> tuple[Draft, list[Scene]]:
    """All events that the words tell of, sure or not, in text order; and the draft with the states they add."""
    draft = with_territories(draft, knowledge)
    hits = triggers.find(draft.syntax, knowledge.predicates, standing(draft))
    coded = complements.absorb(draft.syntax, knowledge.codebook, hits)
    draft = with_unnamed(draft, knowledge, coded)
    found = scenes(draft, knowledge, coded)
    found += [*evaluations(draft, knowledge, found), *demands(draft, knowledge, coded, found)]
    draft, found = with_peoples(draft, with_visits(draft, merged(draft, found)))
    found = [by_doer(draft, scene) for scene in found]
    return draft, sorted(found, key=lambda s: (s.trigger, s.rule))


def _event(draft: Draft, knowledge: Knowledge, scene: Scene, sure: float, taken: set[str]) -> Event:
    book = knowledge.codebook
    reading = scene.reading
    time, place = circumstances(draft, scene)
    known = book.codes.get(reading.cameo or "")
    contexts = (*scene.contexts, *(known.contexts if known else ()))
    return Event(
        id=draft.id("event", scene.trigger.start, taken),
        evidence=scene.evidence,
        said_in=scene.said_in,
        rule=scene.rule,
        confidence=sure,
        act=reading.type,
        type=reading.type,
        mode=reading.mode,
        contexts=tuple(dict.fromkeys(contexts)),
        cameo=reading.cameo,
        act_cameo=reading.cameo,
        quad=book.quad(reading.type),
        score=book.score(reading.type, reading.mode),
        actor=scene.actor,
        recipient=scene.recipient,
        trigger=scene.trigger,
        time=time,
        place=place,
    )

"""Whose people are joined in one phrase: "Thai and Lao farmers" are farmers of both states, and neither state."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.draft import Draft
from dragoman.knowledge.codes import cameo_role
from dragoman.model import Entity, Mention, Span, enclosing
from dragoman.stages.coding.scenes import Scene

_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})  # by whom their state acts
_JOINTS = frozenset({"and", ",", ", and"})


def with_peoples(draft: Draft, scenes: Iterable[Scene]) -> tuple[Draft, list[Scene]]:
    """The draft with those people as entities, and the scenes with them in place of their states."""
    taken = {e.id for e in draft.entities}
    made: dict[tuple[str, str], Entity] = {}
    told: list[Scene] = []
    for scene in scenes:
        for state, people, span in _joined(draft, scene.actor):
            if (state.id, people.id) not in made:
                made[state.id, people.id] = _of(draft, state, people, span, taken)
            actor = tuple(made[state.id, people.id].id if i == state.id else i for i in scene.actor)
            scene = scene._replace(actor=actor)
        told.append(scene)
    return draft.having(entities=(*draft.entities, *made.values())), told


def _joined(draft: Draft, ids: tuple[str, ...]) -> list[tuple[Entity, Entity, Span]]:
    """The states among the actors that a joint puts before people who are not officials, with the whole phrase."""
    everyone = [draft.entity[i] for i in ids]
    peoples = [e for e in everyone if e.kind in ("group", "people") and e.sectors and not _OFFICIAL & set(e.sectors)]
    found = []
    for state in (e for e in everyone if e.kind == "state"):
        for people in (p for p in peoples if p.country not in (None, state.country)):
            spans = [
                enclosing([before.span, whole.span])
                for before in state.mentions
                for whole in people.mentions
                if draft.view[before.span.end : whole.span.start].strip() in _JOINTS
            ]
            found += [(state, people, span) for span in spans[:1]]
    return found


def _of(draft: Draft, state: Entity, people: Entity, span: Span, taken: set[str]) -> Entity:
    return Entity(
        id=draft.id("entity", span.start, taken), name=draft.text(span), kind=people.kind, country=state.country,
        sectors=people.sectors, code=(state.code or "") + cameo_role(people.sectors),
        mentions=(Mention(span=span, form="nominal"),),
    )  # fmt: skip

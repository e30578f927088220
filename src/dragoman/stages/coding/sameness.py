"""One event told twice is one event: mentions with the same doer, deed and recipient are put together."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.stages.coding.scenes import Scene

_MEETING, _VISIT = "040", "042"
_NEAR = 2  # sentences between a visit and the meeting it is for


def merged(draft: Draft, scenes: list[Scene]) -> list[Scene]:
    """Nouns that take up an event told of before ("the strikes") become further evidence of it. Verbs stand: what
    someone says he will do, did and denies are three things."""
    kept: list[Scene] = []
    for scene in sorted(scenes, key=lambda s: s.at):
        if scene.noun and scene.clause == scene.at:
            earlier = next((n for n, k in enumerate(kept) if _same(k, scene)), None)
            if earlier is not None:
                old = kept[earlier]
                kept[earlier] = old._replace(evidence=tuple(sorted({*old.evidence, *scene.evidence})))
                continue
        kept.append(scene)
    return kept


def _same(earlier: Scene, scene: Scene) -> bool:
    if earlier.reading.type != scene.reading.type:
        return False
    if scene.reading.mode and earlier.reading.mode and scene.reading.mode != earlier.reading.mode:
        return False
    same_actor = not scene.actor or set(scene.actor) <= set(earlier.actor + earlier.recipient)
    same_recipient = not scene.recipient or set(scene.recipient) <= set(earlier.recipient + earlier.actor)
    return same_actor and same_recipient


def with_visits(draft: Draft, scenes: list[Scene]) -> list[Scene]:
    """Meetings of a visitor with his host made visits: "Xi met Putin, who had come to Beijing"."""
    return [_as_visit(draft, scene, scenes) for scene in scenes]


def _as_visit(draft: Draft, scene: Scene, scenes: list[Scene]) -> Scene:
    if scene.reading.type != "CONSULT" or scene.reading.mode is not None or len(scene.actor) < 2:
        return scene
    sentence = draft.syntax.tokens
    country = {i: draft.entity[i].country for i in scene.actor}
    for visit in scenes:
        if abs(sentence[visit.at].sentence - sentence[scene.at].sentence) > _NEAR:
            continue
        if visit.reading.type != "CONSULT" or visit.reading.mode != "visit" or not visit.recipient:
            continue
        hosts = {draft.entity[i].country for i in visit.recipient} - {None}
        guests = tuple(i for i in scene.actor if i in visit.actor)
        receiving = tuple(i for i in scene.actor if country[i] in hosts and i not in guests)
        if guests and receiving and len(guests) + len(receiving) == len(scene.actor):
            exact = scene.reading.cameo not in (None, _MEETING)  # who negotiates on a visit negotiates
            reading = scene.reading._replace(mode="visit", cameo=scene.reading.cameo if exact else _VISIT)
            return scene._replace(reading=reading, actor=guests, recipient=receiving)
    return scene

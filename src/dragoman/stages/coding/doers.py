"""What an act is by who does it to whom: protesters who burn cars riot, and rebels who bomb have no aircraft."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.draft import Draft
from dragoman.knowledge.codebook import Reading
from dragoman.stages.coding.scenes import Scene

_FORCES = frozenset({"COP", "MIL"})
_BY_HAND = frozenset({None, "destroy", "beat", "firearms"})  # modes of what crowds do; of "fight" and "clash" the last
_CLASHES = frozenset({"en/events/ASSAULT#fight", "en/events/ASSAULT#clash-noun"})  # words that name no weapon
_RIOT = Reading("PROTEST", "riot", "145")
_DISPERSAL = Reading("ASSAULT", "crowd-control", "175")
_BOMBING = Reading("ASSAULT", "explosives", "183")


def by_doer(draft: Draft, scene: Scene) -> Scene:
    """The scene, as an act of its doers."""
    if scene.reading.type != "ASSAULT" or not scene.actor:
        return scene
    if _are_protesters(draft, scene.actor) and _is_by_hand(scene):
        return scene._replace(reading=_RIOT)
    if scene.rule in _CLASHES and _all(draft, scene.actor, _FORCES) and _are_protesters(draft, scene.recipient):
        return scene._replace(reading=_DISPERSAL)
    if scene.reading.mode == "aerial" and scene.rule.endswith("#bomb") and _all(draft, scene.actor, {"REB"}):
        return scene._replace(reading=_BOMBING)
    return scene


def _is_by_hand(scene: Scene) -> bool:
    return scene.reading.mode in _BY_HAND and (scene.reading.mode != "firearms" or scene.rule in _CLASHES)


def _are_protesters(draft: Draft, ids: Iterable[str]) -> bool:
    """Whether all are of the streets, not of a party or a parliament."""
    sectors = [set(draft.entity[i].sectors) for i in ids]
    return bool(sectors) and all({"CVL", "OPP"} <= s for s in sectors)


def _all(draft: Draft, ids: Iterable[str], sectors: Iterable[str]) -> bool:
    """Whether each is of one of these sectors; the state beside its own soldiers counts as they do."""
    some = [draft.entity[i] for i in ids if draft.entity[i].kind != "state"]
    return bool(some) and all(set(sectors).intersection(e.sectors) for e in some)

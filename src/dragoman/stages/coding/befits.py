"""Whether an act befits its parties: who only travels pays no visit, a politician who "fights" on has no arms."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.model import Entity
from dragoman.stages.coding.complements import Coded

_POLITICAL = frozenset({"GOV", "MIL", "REB", "IGO", "LEG", "SPY", "PTY", "OPP", "JUD", "COP"})
_CIVIL = frozenset({"GOV", "LEG", "PTY", "OPP"})
_ARMED = frozenset({"MIL", "REB", "COP", "SPY"})
_IN_OFFICE = frozenset({"GOV", "LEG"})
# what befalls or moves people without a name in politics: marchers, detained activists, the victims of an attack
_OF_ANYBODY = frozenset({"PROTEST", "ASSAULT", "COERCE"})
# modes of "attack", "fight" and "beat", said of debates and polls
_IN_WORDS_TOO = frozenset({None, "firearms", "beat"})


def befits(draft: Draft, coded: Coded, actor: tuple[str, ...], recipient: tuple[str, ...]) -> bool:
    """Whether such parties do and undergo what the words say, as an act of politics. Nobody at all may."""
    doers, undergoers = [draft.entity[i] for i in actor], [draft.entity[i] for i in recipient]
    reading = coded.reading
    if reading.mode == "visit" and doers:
        return is_political(doers[0]) and not _is_at_home(doers[0], undergoers) and not _are_troops(doers[0])
    if reading.mode == "investigate" and doers:
        return is_political(doers[0])  # a paper that looks into a failing investigates nobody
    if reading.type == "PROTEST" and doers and all(_holds_office(e) for e in doers):
        return False  # a candidate's rally
    everyone = [*doers, *undergoers]
    if reading.type == "ASSAULT" and doers and all(_is_civil(e) for e in everyone):
        return reading.mode not in _IN_WORDS_TOO
    return not everyone or reading.type in _OF_ANYBODY or any(is_political(e) for e in everyone)


def _are_troops(entity: Entity) -> bool:
    """Whether the entity is soldiers, who come to fight and not to talk."""
    return entity.kind in ("group", "organization") and "MIL" in entity.sectors


def is_political(entity: Entity) -> bool:
    """Whether the entity is a state, a body, an armed group or somebody of a government, party or court."""
    return entity.kind == "state" or bool(_POLITICAL.intersection(entity.sectors)) or _has_office(entity)


def _has_office(entity: Entity) -> bool:
    """Whether the entity is in an office that is not one of a company, a paper or a church."""
    return entity.role is not None and not entity.sectors


def _is_at_home(guest: Entity, hosts: list[Entity]) -> bool:
    """Whether somebody only returns to his own country."""
    return guest.country is not None and any(h.kind == "state" and h.country == guest.country for h in hosts)


def _holds_office(entity: Entity) -> bool:
    return entity.kind == "person" and "OPP" not in entity.sectors and bool(_IN_OFFICE.intersection(entity.sectors))


def _is_civil(entity: Entity) -> bool:
    """Whether the entity is a politician or a party, who fight with words."""
    if entity.kind == "state" or _ARMED.intersection(entity.sectors):
        return False
    return bool(_CIVIL.intersection(entity.sectors))

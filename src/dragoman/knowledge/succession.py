"""Who follows whom in an office: one holder at a time, but for offices of which there are several."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

import msgspec

from dragoman.knowledge.actor_entries import Group, Office, Organization, Person, State
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.codes import SECTORS

_Actor = TypeVar("_Actor", State, Organization, Group)

# Offices of which there are several at a time by their nature. Of others, an entry says so: `shared = true`.
_SEVERAL = re.compile(
    r"(?i)\b(spokes(man|woman|person)|deputy|vice|member|aide|advis[eo]r|envoy|special representative|co-\w+|"
    rf"{'|'.join(holder.split()[-1] for holder in SECTORS.values())})\b"
)


def several(title: str) -> bool:
    """Whether an office of that title is one that several people hold at a time."""
    return _SEVERAL.search(title) is not None


def succeeded(actors: Actors) -> Actors:
    """`actors` with every open-ended term closed on the day another person took over: "now" was when it was written."""
    return replace(
        actors,
        states={key: _closed(state) for key, state in actors.states.items()},
        organizations={key: _closed(organization) for key, organization in actors.organizations.items()},
        groups={key: _closed(group) for key, group in actors.groups.items()},
    )


def follows(later: Office, earlier: Office) -> bool:
    """Whether `later` ends `earlier`, an open-ended term of the same office."""
    alone = not several(earlier.title) and not earlier.shared and not later.shared
    return alone and earlier.until is None and earlier.since < later.since


def _closed(actor: _Actor) -> _Actor:
    terms: dict[str, list[tuple[Person, Office]]] = {}
    for person in actor.person:
        for office in person.office:
            terms.setdefault(office.title.casefold(), []).append((person, office))
    ends: dict[tuple[str, Office], str] = {}
    for same in terms.values():
        for holder, term in same:
            after = [o.since for person, o in same if person is not holder and follows(o, term)]
            if after:
                ends[holder.name, term] = min(after)
    if not ends:
        return actor
    people = []
    for person in actor.person:
        offices = (msgspec.structs.replace(o, until=ends.get((person.name, o), o.until)) for o in person.office)
        people.append(msgspec.structs.replace(person, office=tuple(offices)))
    return msgspec.structs.replace(actor, person=tuple(people))

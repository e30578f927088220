"""Checks of actors: codes, countries, memberships, and names that go round in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.knowledge.actors import Actors, Group, Organization, Person, State, folded
from dragoman.knowledge.checks.files import Fault, File
from dragoman.knowledge.codes import BEYOND_STATES

_Named = State | Organization | Group | Person


def actor_faults(file: File, everyone: Actors) -> Iterator[Fault]:
    """Faults of the states, organisations and groups of a file; `everyone` is all actors with those of the file."""
    cameo = {state.cameo for state in everyone.states.values()} | BEYOND_STATES
    for at, entry in file.entries.items():
        if not getattr(entry, "source", "given").strip():
            yield file.fault(f"{at}.source", "`source` is empty: say where this is known from")
        if isinstance(entry, State):
            yield from _state_faults(file, entry, everyone)
            yield from _name_faults(file, "", entry, [*everyone.states.values()])
            yield from _people_name_faults(file, "", entry.person)
        if isinstance(entry, Organization | Group):
            same: Sequence[Organization | Group]
            same = [*(everyone.organizations if isinstance(entry, Organization) else everyone.groups).values()]
            if entry.country is not None and entry.country not in everyone.states:
                yield file.fault(f"{at}.country", f"unknown country {entry.country}: there is no state of that code")
            if not re.fullmatch(r"([A-Z]{3,4}){1,6}", entry.code) or not entry.code.startswith(tuple(cameo)):
                yield file.fault(
                    f"{at}.code", f"{entry.code} is no CAMEO code: those begin with a country, IGO, NGO ..."
                )
            yield from _name_faults(file, at, entry, same)
            yield from _people_name_faults(file, f"{at}.", entry.person)


def _state_faults(file: File, state: State, everyone: Actors) -> Iterator[Fault]:
    if file.path.stem != state.iso3:
        yield file.fault("iso3", f"the file is named {file.path.stem}, its iso3 is {state.iso3}")
    for field, code in (("iso3", state.iso3), ("cameo", state.cameo)):
        if not re.fullmatch("[A-Z]{3}", code):
            yield file.fault(field, f"`{field}`: {code} is no code of a country, which is three capitals")
    for name in state.member:
        if not any(sense.key.startswith("organization/") for sense in everyone.find(name)):
            yield file.fault("member", f"{name} is no organisation that is known")


def _people_name_faults(file: File, prefix: str, people: tuple[Person, ...]) -> Iterator[Fault]:
    for i, person in enumerate(people):
        if (at := f"{prefix}person[{i}]") in file.entries:
            yield from _name_faults(file, at, person, people)


def _name_faults(file: File, at: str, entry: _Named, others: Sequence[_Named]) -> Iterator[Fault]:
    """A name that two entries claim: as the name of both, or as the name of one and an alias of the other."""
    name, aliases = folded(entry.name), {folded(alias) for alias in entry.aliases}
    for other in others:
        if other.name == entry.name:
            continue
        theirs = {folded(alias) for alias in other.aliases}
        here = f"{at}.aliases".lstrip(".")
        if folded(other.name) in aliases and name in theirs:
            yield file.fault(here, f"{entry.name} and {other.name} are aliases of each other: make them one entry")
        elif folded(other.name) in aliases:
            yield file.fault(here, f"the alias {other.name} of {entry.name} is the name of another entry")
        elif name in theirs or name == folded(other.name):
            where = f"{at}.name".lstrip(".")
            yield file.fault(where, f"{entry.name} is already known as {other.name}: add to that entry, under its name")

"""Checks of actors: codes, countries, memberships, and names that go round in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.knowledge.actor_entries import Group, Organization, Person, State
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.checks.files import Fault, File
from dragoman.knowledge.codes import BEYOND_STATES
from dragoman.knowledge.names import folded

_Named = State | Organization | Group | Person


def actor_faults(files: list[File], everyone: Actors) -> Iterator[Fault]:
    """Faults of states, organisations and groups; `everyone` is all actors there are with those of the files."""
    codes = tuple({state.cameo for state in everyone.states.values()} | BEYOND_STATES)
    states = _Claims(everyone.states.values())
    organizations, groups = _Claims(everyone.organizations.values()), _Claims(everyone.groups.values())
    for file in files:
        for at, entry in file.entries.items():
            if not getattr(entry, "source", "given").strip():
                yield file.fault(f"{at}.source", "`source` is empty: say where this is known from")
            if isinstance(entry, State):
                yield from _state_faults(file, entry, everyone)
                yield from states.faults(file, at, entry)
            elif isinstance(entry, Organization | Group):
                yield from _body_faults(file, at, entry, everyone, codes)
                yield from (organizations if isinstance(entry, Organization) else groups).faults(file, at, entry)
            if isinstance(entry, State | Organization | Group):
                people = _Claims(entry.person)
                for i, person in enumerate(entry.person):
                    if (there := f"{at}.person[{i}]".lstrip(".")) in file.entries:
                        yield from people.faults(file, there, person)


def _body_faults(
    file: File, at: str, entry: Organization | Group, everyone: Actors, codes: tuple[str, ...]
) -> Iterator[Fault]:
    if entry.country is not None and entry.country not in everyone.states:
        yield file.fault(f"{at}.country", f"unknown country {entry.country}: there is no state of that code")
    if not re.fullmatch(r"[A-Z]{3}[A-Z0-9]{0,18}", entry.code) or not entry.code.startswith(codes):
        yield file.fault(f"{at}.code", f"{entry.code} is no CAMEO code: those begin with a country, IGO, NGO ...")


def _state_faults(file: File, state: State, everyone: Actors) -> Iterator[Fault]:
    if file.path.stem != state.iso3:
        yield file.fault("iso3", f"the file is named {file.path.stem}, its iso3 is {state.iso3}")
    for field, code in (("iso3", state.iso3), ("cameo", state.cameo)):
        if not re.fullmatch("[A-Z]{3}", code):
            yield file.fault(field, f"`{field}`: {code} is no code of a country, which is three capitals")
    for name in state.member:
        if not any(sense.key.startswith("organization/") for sense in everyone.find(name)):
            yield file.fault("member", f"{name} is no organisation that is known")


class _Claims:
    """Who is called what: folded name -> the entry's name, folded alias -> the names of those that claim it."""

    def __init__(self, entries: Iterable[_Named]) -> None:
        self.names: dict[str, list[str]] = {}
        self.aliases: dict[str, list[str]] = {}
        for entry in entries:
            self.names.setdefault(folded(entry.name), []).append(entry.name)
            for alias in dict.fromkeys(map(folded, entry.aliases)):
                self.aliases.setdefault(alias, []).append(entry.name)

    def faults(self, file: File, at: str, entry: _Named) -> Iterator[Fault]:
        """Names that `entry` shares with another: as the name of both, or as the name of one and an alias of one."""
        own = folded(entry.name)
        theirs = [other for other in (*self.aliases.get(own, ()), *self.names[own]) if other != entry.name]
        for alias in entry.aliases:
            for other in self.names.get(folded(alias), ()):
                if other in theirs:
                    reason = f"{entry.name} and {other} are aliases of each other: make them one entry"
                else:
                    reason = f"the alias {alias} of {entry.name} is the name of another entry"
                if other != entry.name:
                    yield file.fault(f"{at}.aliases".lstrip("."), reason)
                    theirs = [name for name in theirs if name != other]
        for other in dict.fromkeys(theirs):
            reason = f"{entry.name} is already known as {other}: add to that entry, under its name"
            yield file.fault(f"{at}.name".lstrip("."), reason)

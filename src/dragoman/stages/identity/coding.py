"""PLOVER sectors, CAMEO actor code and Wikidata item of what a key stands for."""

from __future__ import annotations

from dragoman.knowledge.actor_entries import sectors_on
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.codes import cameo_role
from dragoman.stages.identity.roles import TextRole

Coding = tuple[tuple[str, ...], str | None]  # sectors and code


def coding(actors: Actors, key: str, country: str | None, roles: list[TextRole], date: str | None) -> Coding:
    """Sectors and code on `date`: from the entry, else from the office that the text gives, with the country's code."""
    kind, _, rest = key.partition("/")
    state = actors.states.get(country or "")
    if kind == "state" and state:
        return ("GOV",), state.cameo
    if (own := _body(actors, key)) is not None:
        return own
    sectors: tuple[str, ...] = ()
    if key in actors.people:
        person, owner, home = actors.people[key]
        sectors = sectors_on(person, date)
        if (body := _body(actors, owner)) is not None and (state is None or country == home):
            return sectors, body[1]
    elif kind == "organ" and state:
        sectors = organ_sectors(actors, rest)
    elif roles:
        sectors = roles[0].sectors
        if (body := _body(actors, roles[0].owner or "")) is not None:
            return sectors, body[1]
    return sectors, (state.cameo if state else "") + cameo_role(sectors) or None


def _body(actors: Actors, key: str) -> Coding | None:
    kind, _, name = key.partition("/")
    if kind == "organization":
        return actors.organizations[name].sectors, actors.organizations[name].code
    return (actors.groups[name].sectors, actors.groups[name].code) if kind == "group" else None


def organ_sectors(actors: Actors, rest: str) -> tuple[str, ...]:
    """Sectors of the organ whose key is "organ/" + `rest`: a state's own body, or one that every state has."""
    iso3, _, name = rest.partition("/")
    for organ in actors.states[iso3].organ:
        if organ.name == name:
            return organ.sectors
    return next((o.sectors for o in actors.organs if o.name == name), ("GOV",))


def wikidata(actors: Actors, key: str) -> str | None:
    """The Wikidata item that the entry names."""
    kind, _, rest = key.partition("/")
    if key in actors.people:
        return actors.people[key][0].wikidata
    if kind == "state":
        return actors.states[rest].wikidata
    if kind == "organization":
        return actors.organizations[rest].wikidata
    return actors.groups[rest].wikidata if kind == "group" else None

"""What is known of a name: every actor, place and word of our lists that it may stand for."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.knowledge import Knowledge
from dragoman.knowledge.actor_entries import Person, held, sectors_on
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.cues import key_of

_PLACES = 3  # most that are told of one name


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """An office, and whether it was held on the day asked for (None: no day was)."""

    title: str
    since: str | None
    until: str | None
    held: bool | None


class Known(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing a name may stand for."""

    kind: str  # state, person, organization, group, organ, place, title, word
    name: str
    how: str  # name, alias, demonym, capital, seat, organ, surname; of a word: what it is to the program
    where: str  # the entry: "states/RUS", "organizations", "en/events/ACCUSE#condemn"
    country: str | None = None  # ISO 3166-1 alpha-3
    code: str | None = None  # CAMEO, on the day asked for
    sectors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    offices: tuple[Term, ...] = ()
    point: tuple[float, float] | None = None  # latitude and longitude in degrees
    wikidata: str | None = None
    source: str | None = None


def known_of(knowledge: Knowledge, name: str, date: str | None = None) -> tuple[Known, ...]:
    """All that `name` may stand for, actors first; offices and codes as of `date` (ISO), where one is given."""
    actors = knowledge.actors
    found = [_actor(actors, sense.key, sense.how, date) for sense in actors.find(name)]
    word = " ".join(name.casefold().split())
    if title := actors.title_phrases.get(word):
        found.append(Known(kind="title", name=title.title, how="name", where="titles", sectors=title.sectors,
                           aliases=title.words, source=title.source))  # fmt: skip
    if organ := actors.organ_phrases.get(word):
        found.append(Known(kind="organ", name=organ.name, how="name", where="organs", sectors=organ.sectors,
                           aliases=organ.words, source=organ.source))  # fmt: skip
    return (*found, *_places(knowledge, name), *_words(knowledge, word))


def _actor(actors: Actors, key: str, how: str, date: str | None) -> Known:
    kind, _, rest = key.partition("/")
    if kind == "person":
        return _person(actors, key, how, date)
    if kind == "state":
        state = actors.states[rest]
        point = None if state.lat is None or state.lon is None else (state.lat, state.lon)
        return Known(kind=kind, name=state.name, how=how, where=f"states/{rest}", country=rest, code=state.cameo,
                     aliases=(*state.aliases, *state.demonyms), point=point, wikidata=state.wikidata,
                     source=state.source)  # fmt: skip
    if kind == "organ":
        iso3, _, name = rest.partition("/")
        organ = next(o for o in actors.states[iso3].organ if o.name == name)
        return Known(kind=kind, name=name, how=how, where=f"states/{iso3}", country=iso3, sectors=organ.sectors,
                     code=actors.states[iso3].cameo + organ.sectors[0], aliases=organ.aliases)  # fmt: skip
    entry = actors.organizations[rest] if kind == "organization" else actors.groups[rest]
    return Known(kind=kind, name=rest, how=how, where=f"{kind}s", country=entry.country, code=entry.code,
                 sectors=entry.sectors, aliases=entry.aliases, wikidata=entry.wikidata,
                 source=entry.source)  # fmt: skip


def _person(actors: Actors, key: str, how: str, date: str | None) -> Known:
    person, owner, country = actors.people[key]
    kind, _, short = owner.partition("/")
    sectors = sectors_on(person, date)
    if kind == "state":
        where, code = f"states/{short}", actors.states[short].cameo + "".join(sectors[:1])
    else:
        where = f"{kind}s"
        code = (actors.organizations[short] if kind == "organization" else actors.groups[short]).code
    return Known(kind="person", name=person.name, how=how, where=where, country=country, code=code, sectors=sectors,
                 aliases=person.aliases, offices=_terms(person, date), wikidata=person.wikidata,
                 source=person.source)  # fmt: skip


def _terms(person: Person, date: str | None) -> tuple[Term, ...]:
    terms = []
    for office in sorted(person.office, key=lambda office: office.since):
        alone = msgspec.structs.replace(person, office=(office,))
        on = None if date is None else held(alone, date) is not None
        terms.append(Term(title=office.title, since=office.since or None, until=office.until, held=on))
    return tuple(terms)


def _places(knowledge: Knowledge, name: str) -> Iterator[Known]:
    for place in knowledge.gazetteer.find(name)[:_PLACES]:
        source = f"geonames {place.geonames}" if place.geonames else None
        yield Known(kind="place", name=place.name, how="alias" if place.alternate else "name", where=place.kind,
                    country=place.country, point=(place.lat, place.lon), source=source)  # fmt: skip


def _words(knowledge: Knowledge, word: str) -> Iterator[Known]:
    for entry in knowledge.predicates.entries:
        if word in entry.predicate.words:
            yield Known(kind="word", name=word, how=f"{entry.predicate.pos} for {entry.type}", where=entry.rule,
                        code=entry.predicate.cameo, source=entry.predicate.source)  # fmt: skip
    for cue in knowledge.cues.entries:
        if cue.words == word:
            yield Known(kind="word", name=word, how=f"{cue.pos}: someone {cue.act}", where=key_of(cue),
                        source=cue.source)  # fmt: skip

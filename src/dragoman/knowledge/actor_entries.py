"""How the files of actors are written: states with their organs and people, organisations, groups, titles, organs."""

from __future__ import annotations

from datetime import date as day
from datetime import timedelta

import msgspec

_LATELY = 7  # days


class Office(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office someone held. Dates are ISO of any precision ("2012-05-07", "2012"); `until` is the last day."""

    title: str  # "President of Russia": as a desk officer would write it
    since: str = ""  # empty where it is not known
    until: str | None = None
    sectors: tuple[str, ...] = ()  # while it was held; empty: those of the person
    shared: bool = False  # others hold it, or claim to, at the same time


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office-holder, spokesman or envoy of a state, organisation or group."""

    name: str
    aliases: tuple[str, ...] = ()  # other spellings and longer forms; the surname is understood
    surname: str | None = None  # only where it is not the last word of the name: "Xi", "Kim", "bin Salman"
    common: bool = False  # True where the surname alone mostly means something else ("May", "Rice"): not looked for
    sectors: tuple[str, ...] = ("GOV",)
    wikidata: str | None = None
    office: tuple[Office, ...] = ()
    source: str


class Organ(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body of a state with a name of its own: "Duma", "Bundestag", "IRGC", "Pentagon"."""

    name: str
    aliases: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ("GOV",)
    metonym: bool = False  # True where the name stands for the government itself ("Kremlin"), not for a body


class State(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of data/states/."""

    name: str
    iso3: str  # ISO 3166-1 alpha-3, or the code in common use (XKX)
    cameo: str  # CAMEO country code: as iso3 but for a few
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()  # "Russian Federation", "U.S.", "Burma"
    demonyms: tuple[str, ...] = ()  # "Russian", "Russians", "Briton"
    formerly: dict[str, tuple[str, ...]] = {}  # "Soviet Union" -> names and demonyms above of when it was called so
    combining: tuple[str, ...] = ()  # what stands for it before a hyphen alone: "Sino", "Franco"
    capital: str | None = None
    led_by: str | None = None  # the office its "leader" holds, where that is not the president: "Prime Minister"
    seats: tuple[str, ...] = ()  # other towns that stand for the government
    common: tuple[str, ...] = ()  # names above that mostly mean something else ("Victoria"): not looked for
    lat: float | None = None  # of the capital
    lon: float | None = None
    member: tuple[str, ...] = ()  # international organisations, by short name
    source: str
    examples: tuple[str, ...] = ()
    organ: tuple[Organ, ...] = ()
    person: tuple[Person, ...] = ()


class Organization(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/organizations.toml."""

    name: str
    aliases: tuple[str, ...] = ()
    code: str  # CAMEO: "IGOUNO", "IGOEUREEC"
    seats: tuple[str, ...] = ()  # towns that stand for it where the state is not spoken of: "Brussels"
    sectors: tuple[str, ...] = ("IGO",)
    country: str | None = None
    wikidata: str | None = None
    source: str
    examples: tuple[str, ...] = ()
    person: tuple[Person, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/groups.toml: an armed or political actor that is no state."""

    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()  # "Houthi", "Houthis"
    country: str | None = None  # where it acts, ISO 3166-1 alpha-3; None across borders
    code: str  # CAMEO: "PSEREB", "IMGMUSISI"
    sectors: tuple[str, ...] = ("REB",)
    wikidata: str | None = None
    source: str
    examples: tuple[str, ...] = ()
    person: tuple[Person, ...] = ()


class Title(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/titles.toml: words before or after a person's name that say what he is."""

    words: tuple[str, ...]  # "foreign minister", "minister of foreign affairs"; matched without regard to case
    title: str  # how the role is written: "Foreign Minister"
    sectors: tuple[str, ...] = ("GOV",)
    source: str
    examples: tuple[str, ...] = ()


class GenericOrgan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of data/organs.toml: a body that every state has: "Russia's Foreign Ministry", "Iranian army"."""

    words: tuple[str, ...]  # matched without regard to case
    name: str  # "Ministry of Foreign Affairs of {country}"
    sectors: tuple[str, ...] = ("GOV",)
    government: bool = False  # True where it is the state itself: "the Russian government", "the Iranian side"
    source: str
    examples: tuple[str, ...] = ()


class GivenNames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/given_names.toml: first names, in lower case, that only women or only men bear; or full names."""

    women: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()
    same: tuple[tuple[str, ...], ...] = ()  # forms of one name in several languages: "alexander", "oleksandr"
    source: str = ""


class OrganizationsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organization: tuple[Organization, ...]


class GroupsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    group: tuple[Group, ...]


class TitlesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: tuple[Title, ...]


class OrgansFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organ: tuple[GenericOrgan, ...]


def held(person: Person, date: str | None) -> Office | None:
    """The office `person` held on `date` (ISO); without a date, the latest one. None if there was none that day."""
    offices = sorted(person.office, key=lambda o: o.since)
    offices = [o for o in offices if held_on(o, date)]
    return offices[-1] if offices else None


def held_on(office: Office, date: str | None) -> bool:
    """Whether `date` lies in the term of `office`; of no date, it always does."""
    return date is None or (office.since <= date and (office.until is None or date <= _last_day(office.until)))


def held_lately(person: Person, date: str | None) -> Office | None:
    """The office `person` held on `date`, else in the days before it: a report on a fall or death names it."""
    office = held(person, date)
    if office is not None or date is None or len(date) != len("2012-05-07"):
        return office
    return held(person, (day.fromisoformat(date) - timedelta(days=_LATELY)).isoformat())


def sectors_on(person: Person, date: str | None) -> tuple[str, ...]:
    """The sectors `person` belonged to on `date` (ISO), without a date those he belongs to by his latest office."""
    office = held(person, date)
    return office.sectors if office and office.sectors else person.sectors


def _last_day(until: str) -> str:
    return until if len(until) == 10 else until + "~"  # "2012" sorts before "2012-06-01": stretch it over its year


FILES: dict[str, type[msgspec.Struct]] = {
    "states/*.toml": State,
    "organizations.toml": OrganizationsFile,
    "groups.toml": GroupsFile,
    "titles.toml": TitlesFile,
    "organs.toml": OrgansFile,
    "given_names.toml": GivenNames,
}

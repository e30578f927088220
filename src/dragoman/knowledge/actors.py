"""Who there is in the world: states and their people and organs, organisations, groups, titles. Read from data/.

Names are matched as whole words, as they are written. `Actors.find` says what a stretch of words may stand for;
which reading holds in a sentence is for the stages to decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

import msgspec
from rapidfuzz.distance import OSA

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml

_E = TypeVar("_E", "Organization", "Group")


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
    """data/given_names.toml: first names, in lower case, that only women or only men bear."""

    women: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()
    source: str = ""


class _Organizations(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organization: tuple[Organization, ...]


class _Groups(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    group: tuple[Group, ...]


class _Titles(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: tuple[Title, ...]


class _Organs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organ: tuple[GenericOrgan, ...]


class Sense(NamedTuple):
    """One thing a name may stand for."""

    key: str  # "state/RUS", "organization/NATO", "group/Hamas", "person/RUS/Vladimir Putin", "organ/RUS/State Duma"
    how: Literal["name", "alias", "demonym", "capital", "seat", "organ", "surname"]


@dataclass(frozen=True)
class Actors:
    """All actors, by key, and what each name may stand for."""

    states: dict[str, State] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    titles: tuple[Title, ...] = ()
    organs: tuple[GenericOrgan, ...] = ()
    given_names: GivenNames = field(default_factory=GivenNames)

    @cached_property
    def people(self) -> dict[str, tuple[Person, str, str | None]]:
        """Key -> person, the key of the actor he belongs to, and the country."""
        actors: list[tuple[str, str, str | None, tuple[Person, ...]]]
        actors = [(f"state/{s.iso3}", s.iso3, s.iso3, s.person) for s in self.states.values()]
        actors += [(f"organization/{o.name}", o.name, o.country, o.person) for o in self.organizations.values()]
        actors += [(f"group/{g.name}", g.name, g.country, g.person) for g in self.groups.values()]
        return {
            f"person/{short}/{person.name}": (person, key, country)
            for key, short, country, people in actors
            for person in people
        }

    @cached_property
    def _senses(self) -> dict[str, tuple[Sense, ...]]:
        index: dict[str, list[Sense]] = {}

        def add(names: Iterable[str | None], sense: Sense) -> None:
            for name in names:
                if name:
                    known = index.setdefault(folded(name), [])
                    if sense not in known:
                        known.append(sense)

        for iso3, state in self.states.items():
            key = f"state/{iso3}"
            add([state.name], Sense(key, "name"))
            add(state.aliases, Sense(key, "alias"))
            add(state.demonyms, Sense(key, "demonym"))
            add([name for name in (state.capital,) if name not in state.common], Sense(key, "capital"))
            add([name for name in state.seats if name not in state.common], Sense(key, "seat"))
            for organ in state.organ:
                target = Sense(key, "seat") if organ.metonym else Sense(f"organ/{iso3}/{organ.name}", "organ")
                add([organ.name, *organ.aliases], target)
        for name, organization in self.organizations.items():
            add([name], Sense(f"organization/{name}", "name"))
            add(organization.aliases, Sense(f"organization/{name}", "alias"))
            add(organization.seats, Sense(f"organization/{name}", "seat"))
        for name, group in self.groups.items():
            add([name], Sense(f"group/{name}", "name"))
            add(group.aliases, Sense(f"group/{name}", "alias"))
            add(group.demonyms, Sense(f"group/{name}", "demonym"))
        for key, (person, _, _) in self.people.items():
            add([person.name], Sense(key, "name"))
            add(person.aliases, Sense(key, "alias"))
            add([] if person.common else [person.surname or person.name.split()[-1]], Sense(key, "surname"))
        return {name: tuple(senses) for name, senses in index.items()}

    @cached_property
    def common_surnames(self) -> dict[str, tuple[str, ...]]:
        """Surnames that mostly mean something else -> keys of the people who bear them."""
        found: dict[str, tuple[str, ...]] = {}
        for key, (person, _, _) in self.people.items():
            if person.common:
                surname = folded(person.surname or person.name.split()[-1])
                found[surname] = (*found.get(surname, ()), key)
        return found

    def spelt_like(self, surname: str) -> tuple[str, ...]:
        """Keys of people with a long surname a slip or two away from `surname`: "Schevardnadze"."""
        word = folded(surname)
        if len(word) < _LONG_SURNAME or " " in word:
            return ()
        slips = 1 if len(word) < _LONG_SURNAME + 2 else 2
        near = (k for n, ks in self._long_surnames.get(word[0], {}).items() if _slips(word, n, slips) for k in ks)
        return tuple(dict.fromkeys(near))

    @cached_property
    def _long_surnames(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """First letter -> long surnames (folded), those that are common words aside -> keys of people."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for key, (person, _, _) in self.people.items():
            surname = folded(person.surname or person.name.split()[-1])
            if len(surname) >= _LONG_SURNAME and " " not in surname and not person.common:
                names = found.setdefault(surname[0], {})
                names[surname] = (*names.get(surname, ()), key)
        return found

    @cached_property
    def combining(self) -> dict[str, Sense]:
        """First parts of "Sino-Indian", "Franco-German" (folded) -> the state meant."""
        return {
            folded(part): Sense(f"state/{iso3}", "demonym") for iso3, s in self.states.items() for part in s.combining
        }

    @cached_property
    def lone_names(self) -> dict[str, dict[str, frozenset[str]]]:
        """First letter -> names of one word of states, capitals and groups (folded) -> keys they stand for."""
        found: dict[str, dict[str, frozenset[str]]] = {}
        for name, senses in self._senses.items():
            keys = frozenset(s.key for s in senses if s.how in ("name", "capital") and not s.key.startswith("person/"))
            if keys and " " not in name and not any(k.startswith("organ") for k in keys):
                found.setdefault(name[0], {})[name] = keys
        return found

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """All names and what they begin with, folded, in whole words."""
        words = (name.split(" ") for name in self._senses)
        return frozenset(" ".join(w[: n + 1]) for w in words for n in range(len(w)))

    @cached_property
    def first_words(self) -> frozenset[str]:
        """First words of all names, folded: a quick way to skip a token."""
        return frozenset(name.split(" ", 1)[0] for name in self._senses)

    @cached_property
    def title_phrases(self) -> dict[str, Title]:
        """Title words in lower case -> title; the first entry wins."""
        return {words.casefold(): title for title in reversed(self.titles) for words in title.words}

    @cached_property
    def organ_phrases(self) -> dict[str, GenericOrgan]:
        """Words of a generic organ in lower case -> organ; the first entry wins."""
        return {words.casefold(): organ for organ in reversed(self.organs) for words in organ.words}

    @cached_property
    def own_organs(self) -> dict[tuple[str, str], str]:
        """(ISO code, name of a generic organ) -> key of the state's own body of that kind: Israel's army is the IDF."""
        found: dict[tuple[str, str], str] = {}
        for iso3, state in self.states.items():
            own = {folded(alias): organ for organ in state.organ if not organ.metonym for alias in organ.aliases}
            for generic in self.organs if own else ():
                for words in generic.words:
                    organ = next((own[n] for d in state.demonyms if (n := folded(f"{d} {words}")) in own), None)
                    if organ is not None:
                        found.setdefault((iso3, generic.name), f"organ/{iso3}/{organ.name}")
        return found

    def find(self, words: str) -> tuple[Sense, ...]:
        """What `words` may stand for; accents, case, full stops, article and possessive are not regarded."""
        return self._senses.get(folded(words), ())

    def is_seat(self, words: str) -> bool:
        """Whether `words` name a state, a capital or another seat of government."""
        senses = (s for s in self.find(words) if s.key.startswith("state/"))
        return any(s.how in ("name", "alias", "capital", "seat") for s in senses)


_LONG_SURNAME = 7  # letters: below, one slip turns one name into another


def _slips(word: str, name: str, most: int) -> bool:
    return abs(len(word) - len(name)) <= most and OSA.distance(word, name, score_cutoff=most) <= most


_STROKES = str.maketrans("øØłŁđĐ", "oOlLdD")  # letters that no decomposition takes apart


def folded(name: str) -> str:
    """`name` without accents, case, dots, leading article and possessive: "The U.S.'s" is "us"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_STROKES)) if not unicodedata.combining(c))
    plain = re.sub(r"['’]s?$", "", plain.casefold().replace(".", "").replace("’", "'"))
    plain = re.sub(r"\s*[-–]\s*|\s+", " ", plain).strip()
    return plain.removeprefix("the ")


_ARTICLED = re.compile(
    r"(United|Democratic|Republic|People's) |.*(Republic|Islands|Emirates|Netherlands|Philippines|Bahamas|Maldives|"
    r"Comoros|Seychelles|Gambia|Union|Nations|League|Forces|Organization|Agency|Court|Bank)$"
)


def of(name: str) -> str:
    """`name` as it stands after "of": "the United States", "France"."""
    return f"the {name}" if _ARTICLED.match(name) else name


def held(person: Person, date: str | None) -> Office | None:
    """The office `person` held on `date` (ISO); without a date, the latest one. None if there was none that day."""
    offices = sorted(person.office, key=lambda o: o.since)
    if date is not None:
        offices = [o for o in offices if o.since <= date and (o.until is None or date <= _last_day(o.until))]
    return offices[-1] if offices else None


def sectors_on(person: Person, date: str | None) -> tuple[str, ...]:
    """The sectors `person` belonged to on `date` (ISO), without a date those he belongs to by his latest office."""
    office = held(person, date)
    return office.sectors if office and office.sectors else person.sectors


def _last_day(until: str) -> str:
    return until if len(until) == 10 else until + "~"  # "2012" sorts before "2012-06-01": stretch it over its year


FILES: dict[str, type[msgspec.Struct]] = {
    "states/*.toml": State,
    "organizations.toml": _Organizations,
    "groups.toml": _Groups,
    "titles.toml": _Titles,
    "organs.toml": _Organs,
    "given_names.toml": GivenNames,
}


def load_actors(folder: Source) -> Actors:
    """Read states/, organizations.toml, groups.toml, titles.toml and organs.toml below `folder`."""
    states: dict[str, State] = {}
    paths: list[Source] = [*(folder / "states").glob("*.toml")]
    for path in sorted(paths, key=lambda path: path.stem):
        state = read_toml(path, State)
        if path.stem != state.iso3:
            raise BadKnowledge(f"{path.name}: the file is named {path.stem}, its iso3 is {state.iso3}")
        states[state.iso3] = state
    organizations, groups = folder / "organizations.toml", folder / "groups.toml"
    return Actors(
        states=states,
        organizations=_unique(organizations, read_toml(organizations, _Organizations).organization),
        groups=_unique(groups, read_toml(groups, _Groups).group),
        titles=read_toml(folder / "titles.toml", _Titles).title,
        organs=read_toml(folder / "organs.toml", _Organs).organ,
        given_names=read_toml(folder / "given_names.toml", GivenNames),
    )


def _unique(path: Source, entries: tuple[_E, ...]) -> dict[str, _E]:
    found: dict[str, _E] = {}
    for entry in entries:
        if entry.name in found:
            raise BadKnowledge(f"{path.name}: {entry.name} stands there twice")
        found[entry.name] = entry
    return found

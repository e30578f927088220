"""Who there is in the world: states and their people and organs, organisations, groups, titles. Read from data/.

Names are matched as whole words, as they are written. `Actors.find` says what a stretch of words may stand for;
which reading holds in a sentence is for the stages to decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from dragoman.errors import BadKnowledge
from dragoman.knowledge.actor_entries import (
    GenericOrgan,
    GivenNames,
    Group,
    GroupsFile,
    Organization,
    OrganizationsFile,
    OrgansFile,
    Person,
    State,
    Title,
    TitlesFile,
    held,
    held_on,
)
from dragoman.knowledge.names import folded, of, sounding
from dragoman.knowledge.offices import Offices, load_offices
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml

_E = TypeVar("_E", Organization, Group)


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
    offices: Offices = field(default_factory=Offices)

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
    def sole_titles(self) -> dict[str, tuple[str, ...]]:
        """Titles that say by themselves whose they are ("Pope"), folded -> keys of their holders."""
        found: dict[str, tuple[str, ...]] = {}
        for key, (person, _, _) in self.people.items():
            for title in dict.fromkeys(folded(office.title) for office in person.office):
                if " " not in title:
                    found[title] = (*found.get(title, ()), key)
        return found

    @cached_property
    def titles_of_one(self) -> dict[str, str]:
        """Titles without a country (folded) that one state's office-holders alone have, several of them, -> its key:
        "chancellor of the exchequer"."""
        holders: dict[str, dict[str, set[str]]] = {}
        for key, (person, owner, _) in self.people.items():
            state = self.states.get(owner.removeprefix("state/"))
            end = f" of {of(state.name)}" if state is not None else ""
            for office in person.office if state is not None else ():
                if office.title.endswith(end):
                    title = folded(office.title.removesuffix(end))
                    holders.setdefault(title, {}).setdefault(owner, set()).add(key)
        alone = {title: next(iter(owners)) for title, owners in holders.items() if len(owners) == 1}
        return {title: owner for title, owner in alone.items() if len(holders[title][owner]) >= _SEVERAL}

    @cached_property
    def holders_of(self) -> dict[str, tuple[str, ...]]:
        """Whole title of an office (folded) -> keys of those who ever held it."""
        found: dict[str, dict[str, None]] = {}
        for key, (person, _, _) in self.people.items():
            for office in person.office:
                found.setdefault(folded(office.title), {})[key] = None
        return {title: tuple(keys) for title, keys in found.items()}

    @cached_property
    def given_names_of(self) -> dict[str, tuple[str, ...]]:
        """First names (folded) -> keys of the people called so."""
        found: dict[str, tuple[str, ...]] = {}
        for key, name in self.full_names.items():
            first = name.split(" ", 1)[0]
            found[first] = (*found.get(first, ()), key)
        return found

    @cached_property
    def same_given_names(self) -> dict[str, int]:
        """First name (folded) -> number of the name of which it is one language's form."""
        return {folded(form): number for number, forms in enumerate(self.given_names.same) for form in forms}

    @cached_property
    def full_names(self) -> dict[str, str]:
        """Key of a person -> his name, folded."""
        return {key: folded(person.name) for key, (person, _, _) in self.people.items()}

    @cached_property
    def people_of(self) -> dict[str, tuple[str, ...]]:
        """Key of an actor -> keys of his people, and of those of others who once held an office of his."""
        found: dict[str, dict[str, None]] = {}
        for key, (person, owner, _) in self.people.items():
            found.setdefault(owner, {})[key] = None
            for office in person.office:
                for whose in self.owners_of(office.title):
                    found.setdefault(whose, {})[key] = None
        return {owner: tuple(keys) for owner, keys in found.items()}

    def owners_of(self, title: str) -> tuple[str, ...]:
        """Keys of the state, its bodies and organisations that an office names: "President of the World Bank"."""
        first, *_ = title.split(" ", 1)
        rest = title.partition(" of ")[2]
        named = (self._body_names.get(folded(rest)), self._body_names.get(folded(first)) if first.isupper() else None)
        home = self._whole_names.get(rest.casefold())
        return (*((f"state/{home}",) if home else ()), *(key for key in named if key))

    @cached_property
    def _body_names(self) -> dict[str, str]:
        """Names of organisations and of states' own bodies (folded) -> keys."""
        found = {
            folded(name): f"organ/{state.iso3}/{o.name}"
            for state in self.states.values()
            for o in state.organ
            for name in (o.name, *o.aliases)
        }
        return found | {
            folded(name): f"organization/{o.name}" for o in self.organizations.values() for name in (o.name, *o.aliases)
        }

    def country_on(self, key: str, date: str | None) -> str | None:
        """The country of the person `key` on `date`: his own, or for people of organisations and groups that of the
        state whose office they held then."""
        person, owner, country = self.people[key]
        offices = [] if owner.startswith("state/") else [o for o in person.office if held_on(o, date)]
        if date is None:
            offices = [o for o in (held(person, date),) if o is not None and offices]
        parts = [folded(office.title).split(" of ") for office in offices]
        ends = (" of ".join(words[i:]) for words in parts for i in range(1, len(words)))
        return next((self._whole_names[end] for end in ends if end in self._whole_names), country)

    @cached_property
    def _whole_names(self) -> dict[str, str]:
        """Names of states as they stand after "of" (folded) -> ISO code."""
        return {folded(of(state.name)): iso3 for iso3, state in self.states.items()} | {
            of(state.name).casefold(): iso3 for iso3, state in self.states.items()
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
            owned = (alias.removeprefix("UN ") for alias in organization.aliases if alias.startswith("UN "))
            add([f"UN's {rest}" for rest in owned], Sense(f"organization/{name}", "alias"))
            add(organization.seats, Sense(f"organization/{name}", "seat"))
        for name, group in self.groups.items():
            add([name], Sense(f"group/{name}", "name"))
            add(group.aliases, Sense(f"group/{name}", "alias"))
            add(group.demonyms, Sense(f"group/{name}", "demonym"))
        for key, (person, _, _) in self.people.items():
            add([person.name], Sense(key, "name"))
            add(person.aliases, Sense(key, "alias"))
            add([] if person.common else surnames(person), Sense(key, "surname"))
        return {name: tuple(senses) for name, senses in index.items()}

    @cached_property
    def common_surnames(self) -> dict[str, tuple[str, ...]]:
        """Surnames that mostly mean something else -> keys of the people who bear them."""
        found: dict[str, tuple[str, ...]] = {}
        for key, (person, _, _) in self.people.items():
            surname = folded(person.surname or person.name.split()[-1])
            if " " in surname and (person.surname or "")[:1].isupper():
                surname = surname.split(" ")[-1]  # "Jalil" for Abdel Jalil, but not "Santos" for dos Santos
            elif not person.common:
                continue
            found[surname] = (*found.get(surname, ()), key)
        return found

    def spelt_like(self, surname: str) -> tuple[str, ...]:
        """Keys of people with a long surname a slip or two away from `surname`: "Schevardnadze"."""
        word = folded(surname)
        if len(word) < _LONG_SURNAME or " " in word:
            return self.sounding_like(surname)
        slips = 1 if len(word) < _VERY_LONG_SURNAME else 2
        near = (k for n, ks in self._long_surnames.get(word[0], {}).items() if _slips(word, n, slips) for k in ks)
        return tuple(dict.fromkeys((*self.sounding_like(surname), *near)))

    def sounding_like(self, surname: str) -> tuple[str, ...]:
        """Keys of people whose surname is `surname` in another romanisation: "Tschernomyrdin"."""
        return self._sounds.get(sounding(surname), ()) if len(surname) >= _SHORT_SURNAME else ()

    @cached_property
    def _sounds(self) -> dict[str, tuple[str, ...]]:
        """Surname of some length by its sound -> keys of people."""
        found: dict[str, tuple[str, ...]] = {}
        for names in self._surnames(_SHORT_SURNAME).values():
            for name, keys in names.items():
                sound = sounding(name)
                found[sound] = (*found.get(sound, ()), *keys)
        return found

    @cached_property
    def _long_surnames(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return self._surnames(_LONG_SURNAME)

    def _surnames(self, shortest: int) -> dict[str, dict[str, tuple[str, ...]]]:
        """First letter -> surnames of some length (folded), those that are common words aside -> keys of people."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for key, (person, _, _) in self.people.items():
            surname = folded(person.surname or person.name.split()[-1])
            if len(surname) >= shortest and " " not in surname and not person.common:
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
            keys = frozenset(key for key in keys if not self._people_only(key))  # "Corsicana" is no slip for Corsicans
            if keys and " " not in name and not any(k.startswith("organ") for k in keys):
                found.setdefault(name[0], {})[name] = keys
        return found

    def _people_only(self, key: str) -> bool:
        """Whether a group is a people, and no party or army."""
        group = self.groups.get(key.removeprefix("group/")) if key.startswith("group/") else None
        return group is not None and group.sectors == ("CVL",)

    @cached_property
    def lone_adjectives(self) -> dict[str, dict[str, frozenset[str]]]:
        """First letter -> adjectives and names of a state's people of one word (folded) -> keys of states."""
        found: dict[str, dict[str, frozenset[str]]] = {}
        for name, senses in self._senses.items():
            keys = frozenset(s.key for s in senses if s.how == "demonym" and s.key.startswith("state/"))
            if keys and " " not in name:
                found.setdefault(name[0], {})[name] = keys
        return found

    @cached_property
    def joint_names(self) -> dict[tuple[int, str], tuple[str, ...]]:
        """(How many words, the first or the last of them) -> names of several words of actors, people apart: where
        one word is misspelt, another still leads to the name."""
        found: dict[tuple[int, str], tuple[str, ...]] = {}
        for name, senses in self._senses.items():
            words = name.split(" ")
            if len(words) > 1 and not any(s.key.startswith("person/") for s in senses):
                for word in dict.fromkeys((words[0], words[-1])):
                    found[len(words), word] = (*found.get((len(words), word), ()), name)
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


def surnames(person: Person) -> tuple[str, ...]:
    """The surname of `person`, and as his aliases spell it otherwise: "Tymoshenko", "Timoshenko"."""
    own = person.surname or person.name.split()[-1]
    others = (alias.split()[-1] for alias in person.aliases if " " in alias) if " " not in own else ()
    return tuple(dict.fromkeys((own, *(name for name in others if sounding(name) == sounding(own)))))


_SEVERAL = 3  # holders of an office, to be sure that it is one state's
_SHORT_SURNAME = 6  # letters, in any spelling
_VERY_LONG_SURNAME = 9  # letters, with which two slips may be made
_LONG_SURNAME = 6  # letters: below, one slip turns one name into another


def _slips(word: str, name: str, most: int) -> bool:
    return abs(len(word) - len(name)) <= most and OSA.distance(word, name, score_cutoff=most) <= most


def load_actors(folder: Source) -> Actors:
    """Read states/, organizations.toml, groups.toml, titles.toml, organs.toml and the like below `folder`."""
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
        organizations=_unique(organizations, read_toml(organizations, OrganizationsFile).organization),
        groups=_unique(groups, read_toml(groups, GroupsFile).group),
        titles=read_toml(folder / "titles.toml", TitlesFile).title,
        organs=read_toml(folder / "organs.toml", OrgansFile).organ,
        given_names=read_toml(folder / "given_names.toml", GivenNames),
        offices=load_offices(folder),
    )


def _unique(path: Source, entries: tuple[_E, ...]) -> dict[str, _E]:
    found: dict[str, _E] = {}
    for entry in entries:
        if entry.name in found:
            raise BadKnowledge(f"{path.name}: {entry.name} stands there twice")
        found[entry.name] = entry
    return found

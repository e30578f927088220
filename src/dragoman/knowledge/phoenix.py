"""Taking over PETRARCH's dictionaries of actors and agents as a folder of a user's own knowledge.

A name with dated codes is taken for a person, and each dated code for an office; other names are bodies. What our own
lexicon knows already keeps its entry, and gets the dictionary's names and the offices it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from dragoman.knowledge import Knowledge, load
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.codes import BEYOND_STATES, SECTORS, parts
from dragoman.knowledge.names import folded, of
from dragoman.knowledge.phoenix_format import Block, Coded, initials, read_dictionary, written
from dragoman.knowledge.writing import toml_text

_GROUPS = frozenset(("REB", "SEP", "UAF", "PTY"))  # sectors whose bodies are groups, not organs of the state
_FORMER = frozenset(("CSK", "SUN", "USR", "YUG"))  # states of which a part may be meant: USRARM is Armenia
_Table = dict[str, Any]


@dataclass
class Imported:
    """What was taken over, how many of which kind, and what was left out, with reasons.

    In `files` an array of entries is a table of them by name, until it is written.
    """

    files: dict[str, _Table] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """One line: how many of what."""
        told = [f"{number:,} {kind}" for kind, number in self.counts.items()]
        return f"{', '.join(told) or 'nothing taken over'}; {len(self.left_out):,} lines left out"

    def count(self, kind: str, number: int = 1) -> None:
        """Count `number` more of `kind`."""
        self.counts[kind] = self.counts.get(kind, 0) + number

    def file(self, name: str) -> _Table:
        """What will stand in a file."""
        return self.files.setdefault(name, {})


def import_phoenix(paths: Iterable[Path], to: Path) -> Imported:
    """Write what the dictionaries at `paths` hold as knowledge files below `to`, and what could not be understood
    as left-out.txt. OSError where a file cannot be read or written."""
    dictionaries = [(path.name, read_dictionary(path)) for path in paths]
    known = _Known(load())
    found = Imported()
    for name, dictionary in dictionaries:
        for block in dictionary.blocks:
            fault = _take(block, f"PETRARCH dictionary {name}", known, found)
            if fault:
                found.left_out.append(f"{block.place}: {fault}: {block.names[0]}")
        found.left_out += dictionary.odd
    _write(found, known.actors, to)
    return found


@dataclass(frozen=True)
class _Owner:
    """Whose people and bodies a code stands for: the file and entry they go to, and the sectors that the code adds."""

    file: str
    key: str  # ISO code of a state, name of an organisation
    name: str
    sectors: tuple[str, ...]


@dataclass(frozen=True)
class _Known:
    """Our own lexicon, asked the questions that come up here."""

    knowledge: Knowledge

    @property
    def actors(self) -> Actors:
        return self.knowledge.actors

    @cached_property
    def countries(self) -> dict[str, str]:
        """CAMEO code -> ISO code."""
        return {state.cameo: iso3 for iso3, state in self.actors.states.items()}

    @cached_property
    def organizations(self) -> dict[str, str]:
        """CAMEO code -> name of the first organisation that has it."""
        return {o.code: name for name, o in reversed(self.actors.organizations.items())}

    @cached_property
    def body_nouns(self) -> frozenset[str]:
        """What phrases for bodies are headed by, and those for people not: "ministry", "army", "police"."""
        bodies = {_head(words) for organ in self.actors.organs for words in organ.words}
        return frozenset(bodies - {_head(words) for title in self.actors.titles for words in title.words})

    def owner(self, code: str) -> _Owner | None:
        """The state, or else the organisation, whose code `code` begins with."""
        rest, iso3 = list(parts(code)), None
        if rest[0] in _FORMER and len(rest) > 1 and rest[1] in self.countries:
            rest.pop(0)
        while rest and rest[0] in self.countries:
            iso3 = self.countries[rest.pop(0)]
        sectors = tuple(part for part in rest if part in SECTORS)
        if iso3 is not None:
            return _Owner(f"states/{iso3}.toml", iso3, self.actors.states[iso3].name, sectors)
        for length in range(len(code), 3, -3):
            if name := self.organizations.get(code[:length]):
                return _Owner("organizations.toml", name, name, self.actors.organizations[name].sectors)
        return None

    def key(self, names: Iterable[str], *beginnings: str) -> str | None:
        """The key, with one of these beginnings, of what one of `names` is a full name of."""
        senses = (sense for name in names for sense in self.actors.find(name) if sense.how != "surname")
        return next((sense.key for sense in senses if sense.key.startswith(beginnings)), None)


def _take(block: Block, source: str, known: _Known, found: Imported) -> str | None:
    """Take one block over, or say why not."""
    if not block.codes:
        return "it has no code"
    if block.agent:
        return _take_agent(block, source, known, found)
    owners = [known.owner(coded.code) for coded in block.codes]
    country = all(owner and owner.file.startswith("states/") and not owner.sectors for owner in owners)
    if not country and any(coded.since or coded.until for coded in block.codes):
        return _take_person(block, source, known, found)
    return _take_body(block, source, known, found)


def _take_person(block: Block, source: str, known: _Known, found: Imported) -> str | None:
    names = [written(name, person=True) for name in block.names]
    strange = []
    for coded in block.codes:
        owner = known.owner(coded.code)
        if owner is None:
            strange.append(coded.code)
        elif coded.since or coded.until:
            person = _person(names, owner, source, known, found)
            _add_office(person, _office(coded, owner))
            found.count("terms")
    for coded in (c for c in block.codes if not (c.since or c.until)):  # on all other days
        owner = known.owner(coded.code)
        if owner is not None and owner.sectors:
            person = _person(names, owner, source, known, found)
            person["sectors"] = person["sectors"] if "ours" in person else list(owner.sectors)
    return f"no actor is known of the code {', '.join(strange)}" if strange else None


def _person(names: list[str], owner: _Owner, source: str, known: _Known, found: Imported) -> _Table:
    """The entry of a person of `owner`: our own with the names added, or a new one."""
    key = known.key(names, f"person/{owner.key}/")
    if key is not None:
        person = _plain(known.actors.people[key][0])
        person["ours"] = len(person["office"])
    else:  # `common`: only the names that the dictionary gives are looked for, not the surname
        sectors = list(owner.sectors) or ["GOV"]
        person = {"name": names[0], "aliases": [], "common": True, "sectors": sectors, "source": source, "office": []}
    table = found.file(owner.file)
    if owner.file == "organizations.toml":
        table = _entry(table, "organization", owner.name, {"name": owner.name})
    entry = _entry(table, "person", person["name"], person)
    if entry is person:
        found.count("people")
    _add_names(entry, names)
    return entry


def _entry(table: _Table, array: str, name: str, new: _Table) -> _Table:
    """The entry `name` of that array; `new` where there is none yet."""
    found: _Table = table.setdefault(array, {}).setdefault(folded(name), new)
    return found


def _add_names(entry: _Table, names: Iterable[str]) -> None:
    """Add those of `names` that the entry does not have yet."""
    had = {folded(name) for name in (entry["name"], *entry.setdefault("aliases", []))}
    for name in names:
        if folded(name) not in had and any(c.isalpha() for c in name):
            had.add(folded(name))
            entry["aliases"].append(name)


def _plain(entry: msgspec.Struct) -> _Table:
    table: _Table = msgspec.json.decode(msgspec.json.encode(entry))
    return table


def _office(coded: Coded, owner: _Owner) -> _Table:
    holder = SECTORS[owner.sectors[0]] if owner.sectors else "Representative"
    office = {"title": f"{holder} of {of(owner.name)}", "since": coded.since or "", "until": coded.until}
    return office | {"sectors": list(owner.sectors)}


def _add_office(person: _Table, office: _Table) -> None:
    """Add a term, unless one of our own runs at that time, which says more; terms of the same office are joined."""
    ours = person.get("ours", 0)
    for i, other in enumerate(person["office"]):
        since, until = max(office["since"], other["since"]), min(office["until"] or "9", other["until"] or "9")
        if since <= until and i < ours:
            return
        if since <= until and other["title"] == office["title"]:
            other["since"] = min(office["since"], other["since"])
            open_ended = office["until"] is None or other["until"] is None
            other["until"] = None if open_ended else max(office["until"], other["until"])
            return
    person["office"].append(office)


def _take_body(block: Block, source: str, known: _Known, found: Imported) -> str | None:
    code = block.codes[-1].code  # the last one, where a state had others before
    names = [written(name) for name in block.names]
    names += [short for name in block.names if (short := initials(name))]
    owner = known.owner(code)
    state = owner is not None and owner.file.startswith("states/")
    if (
        owner is not None
        and state
        and len(parts(code)) > 1
        and not owner.sectors
        and not known.countries.get(code[-3:])
    ):
        return f"no sector is known of the code {code}"
    if owner is not None and state and not owner.sectors:
        _take_state(names, owner, known, found)
        return None
    if known.key(names, "state/"):
        found.count("names known before")
        return None
    group = code.startswith("IMG") or (owner is not None and state and owner.sectors[0] in _GROUPS)
    if owner is not None and state and not group:
        entry = _organ(names, owner, known, found)
    elif code[:3] in BEYOND_STATES or state:
        country = owner.key if owner is not None and state else None
        entry = _body(names, code, country, source, known, found, "group" if group else "organization")
    else:
        return f"no actor is known of the code {code}"
    _add_names(entry, names)
    return None


def _take_state(names: list[str], owner: _Owner, known: _Known, found: Imported) -> None:
    """More names of a state: but not its towns and provinces, which PETRARCH lets stand for it everywhere."""
    new = [n for n in names if not known.actors.find(n) and not known.knowledge.gazetteer.find(n)]
    found.count("names of states", len(new))
    found.count("names known before", len(names) - len(new))
    if new:
        aliases = found.file(owner.file).setdefault("aliases", [])
        aliases += [name for name in dict.fromkeys(new) if name not in aliases]


def _organ(names: list[str], owner: _Owner, known: _Known, found: Imported) -> _Table:
    key = known.key(names, f"organ/{owner.key}/")
    organ: _Table = {"name": names[0], "aliases": [], "sectors": list(owner.sectors)}
    if key is not None:
        ours = known.actors.states[owner.key].organ
        organ = next(_plain(o) for o in ours if o.name == key.split("/", 2)[2])
    entry = _entry(found.file(owner.file), "organ", organ["name"], organ)
    if entry is organ:
        found.count("bodies of states")
    return entry


def _body(
    names: list[str], code: str, country: str | None, source: str, known: _Known, found: Imported, kind: str
) -> _Table:
    """An organisation or a group: one of ours, whichever of the two it is there, or a new one."""
    key = known.key(names, "organization/", "group/")
    if key is not None:
        kind, _, name = key.partition("/")
        entry: _Table = {"name": name, "aliases": []}
    else:
        sectors = [part for part in parts(code) if part in SECTORS] or ["REB" if kind == "group" else "NGO"]
        entry = {"name": names[0], "aliases": [], "code": code, "sectors": sectors, "source": source}
        entry |= {"country": country} if country else {}
    taken = _entry(found.file(f"{kind}s.toml"), kind, entry["name"], entry)
    if taken is entry:
        found.count(f"{kind}s")
    return taken


def _take_agent(block: Block, source: str, known: _Known, found: Imported) -> str | None:
    sectors = [part for part in parts(block.codes[0].code) if part in SECTORS]
    if not sectors:
        return f"no sector is known of the code ~{block.codes[0].code}"
    for name in block.names:
        words = " ".join(name.replace("_", " ").lower().split())
        if words in known.actors.title_phrases or words in known.actors.organ_phrases:
            found.count("names known before")
        elif _head(words) in known.body_nouns:
            organ = {"name": f"{written(name, person=True)} of {{country}}", "words": [words]}
            _entry(found.file("organs.toml"), "organ", words, organ | {"sectors": sectors, "source": source})
            found.count("kinds of bodies")
        else:
            title = {"title": written(name, person=True), "words": [words]}
            _entry(found.file("titles.toml"), "title", words, title | {"sectors": sectors, "source": source})
            found.count("titles")
    return None


def _head(words: str) -> str:
    """The noun that a phrase is about: "ministry of defence" is a ministry."""
    return re.split(r" (?:of|for|to|in|at|on)\b", words)[0].split()[-1]


def _write(found: Imported, actors: Actors, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for name, table in sorted(found.files.items()):
        state = actors.states.get(Path(name).stem)
        _untangle(table.get("person", {}), (person.name for person in state.person) if state else ())
        _untangle(table.get("organization", {}), actors.organizations)
        _untangle(table.get("group", {}), actors.groups)
        for organization in table.get("organization", {}).values():
            ours = actors.organizations.get(organization["name"])
            _untangle(organization.get("person", {}), (person.name for person in ours.person) if ours else ())
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(toml_text(_listed(table)), encoding="utf-8")
    (to / "left-out.txt").write_text("".join(f"{line}\n" for line in found.left_out), encoding="utf-8")


def _untangle(entries: _Table, ours: Iterable[str]) -> None:
    """Drop aliases that are the name of another entry: there they belong."""
    names = {folded(name) for name in ours} | entries.keys()
    for key, entry in entries.items():
        entry["aliases"] = [a for a in entry.get("aliases", ()) if folded(a) == key or folded(a) not in names]


def _listed(table: _Table) -> _Table:
    """`table` with its tables by name as arrays."""
    plain = {name: value for name, value in table.items() if name != "ours"}
    return {
        name: [_listed(entry) for entry in value.values()] if isinstance(value, dict) else value
        for name, value in plain.items()
    }

"""The lexicon of actors: every file is well formed, and names, offices and dates say what they should."""

import re
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from dragoman.errors import BadKnowledge
from dragoman.knowledge.actor_entries import Group, Office, Organization, Person, held
from dragoman.knowledge.actors import Actors, load_actors
from dragoman.knowledge.names import folded
from dragoman.knowledge.toml import DATA

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SECTORS = frozenset(
    "GOV MIL COP SPY JUD LEG OPP PTY REB PRM PRE CVL REL JRN BUS CRM AGR LAB EDU ELI MED REF SOC IGO NGO".split()
)


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors(DATA)


def offices(actors: Actors) -> list[tuple[str, Office]]:
    return [(key, office) for key, (person, _, _) in actors.people.items() for office in person.office]


def test_every_state_has_what_a_reader_needs(actors: Actors) -> None:
    assert len(actors.states) >= 230
    for state in actors.states.values():
        assert re.fullmatch("[A-Z]{3}", state.iso3)
        assert re.fullmatch("[A-Z]{3}", state.cameo)
        assert (state.lat is None) == (state.lon is None)
        assert state.lat is None or (-90 <= state.lat <= 90 and -180 <= state.lon <= 180)
        assert set(state.common) <= {state.capital, *state.seats}
        if "UN" in state.member:
            assert state.capital
            assert state.demonyms or state.iso3 == "DMA"  # Dominicans are those of the Dominican Republic


# short name of an organisation, how many states belong to it
MEMBERS = [
    ("UN", 193),
    ("NATO", 32),
    ("EU", 27),
    ("AU", 55),
    ("OIC", 57),
    ("Arab League", 22),
    ("ASEAN", 11),
    ("G7", 7),
]


@pytest.mark.parametrize(("name", "count"), MEMBERS)
def test_memberships(actors: Actors, name: str, count: int) -> None:
    assert sum(name in state.member for state in actors.states.values()) == count


def test_every_membership_is_of_a_known_organization(actors: Actors) -> None:
    short = {name for state in actors.states.values() for name in state.member}
    assert [n for n in short if not any(s.key.startswith("organization/") for s in actors.find(n))] == []


def test_dates_are_well_formed_and_in_order(actors: Actors) -> None:
    for key, office in offices(actors):
        assert DATE.fullmatch(office.since), (key, office)
        assert office.until is None or DATE.fullmatch(office.until), (key, office)
        assert office.until is None or office.since[:4] <= office.until[:4], (key, office)
        if office.until and len(office.since) == len(office.until):
            assert office.since <= office.until, (key, office)


def test_offices_of_a_person_stand_in_order(actors: Actors) -> None:
    for key, (person, _, _) in actors.people.items():
        assert person.office, key
        assert all(a.since <= b.since for a, b in pairwise(person.office)), key


# offices that only one person holds at a time
SINGLE = re.compile(r"(President|Prime Minister|Chancellor|King|Emir|Secretary of State|Supreme Leader) of ")


def test_no_office_is_held_by_two_at_once(actors: Actors) -> None:
    held_by: dict[str, list[str]] = {}
    for key, office in offices(actors):
        if SINGLE.match(office.title) and office.until is None:
            held_by.setdefault(office.title, []).append(key)
    assert {title: keys for title, keys in held_by.items() if len(keys) > 1} == {}


def test_full_names_mean_one_person(actors: Actors) -> None:
    found: dict[str, set[str]] = {}
    for key, (person, _, _) in actors.people.items():
        for name in (person.name, *person.aliases):
            if " " in name:
                found.setdefault(folded(name), set()).add(key)
    assert {name: keys for name, keys in found.items() if len(keys) > 1} == {}


def test_sectors_and_codes(actors: Actors) -> None:
    entries = [*actors.organizations.values(), *actors.groups.values(), *actors.titles, *actors.organs]
    entries += [person for person, _, _ in actors.people.values()]
    entries += [organ for state in actors.states.values() for organ in state.organ]
    assert [e for e in entries if not set(e.sectors) <= SECTORS or not e.sectors] == []
    countries = {state.cameo for state in actors.states.values()}
    for entry in (*actors.organizations.values(), *actors.groups.values()):
        assert re.fullmatch("[A-Z]{3,15}", entry.code), entry.name
        assert entry.code[:3] in countries | {"IGO", "NGO", "IMG", "MNC", "KUR"}, entry.name
        assert entry.country is None or entry.country in actors.states, entry.name


def test_every_source_is_listed(actors: Actors) -> None:
    listed = {s["key"] for s in msgspec.toml.decode((DATA / "SOURCES.toml").read_bytes())["source"]}
    entries = [*actors.states.values(), *actors.organizations.values(), *actors.groups.values()]
    entries += [*actors.titles, *actors.organs, *(person for person, _, _ in actors.people.values())]
    assert {e.source for e in entries} <= listed


def test_examples_mention_what_they_are_for(actors: Actors) -> None:
    for entry in (*actors.organizations.values(), *actors.groups.values()):
        assert entry.examples, entry.name
        for example in entry.examples:
            assert any(_mentions(example, name) for name in _names(entry)), (entry.name, example)
    for entry in (*actors.titles, *actors.organs):
        assert entry.examples, entry.words
        for example in entry.examples:
            assert any(_mentions(example, words) for words in entry.words), (entry.words, example)


def _names(entry: Organization | Group) -> tuple[str, ...]:
    return (entry.name, *entry.aliases, *(entry.demonyms if isinstance(entry, Group) else ()))


def _mentions(example: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(folded(name))}(s|es)?(?!\w)", folded(example)) is not None


def test_words_of_titles_and_organs_mean_one_thing(actors: Actors) -> None:
    for entries in (actors.titles, actors.organs):
        words = [w.casefold() for entry in entries for w in entry.words]
        assert sorted(words) == sorted(set(words))
    assert not set(actors.title_phrases) & set(actors.organ_phrases)


def test_every_bare_organ_name_is_of_one_state(actors: Actors) -> None:
    for state in actors.states.values():
        for organ in state.organ:
            for name in (organ.name, *organ.aliases):
                others = {s.key for s in actors.find(name) if not s.key.startswith("person/")}
                assert len(others) == 1, (name, others)


FOUND = [
    ("Kremlin", "state/RUS", "seat"),
    ("the White House", "state/USA", "seat"),
    ("Downing Street", "state/GBR", "seat"),
    ("Élysée", "state/FRA", "seat"),
    ("Elysee Palace", "state/FRA", "seat"),
    ("Zhongnanhai", "state/CHN", "seat"),
    ("Blue House", "state/KOR", "seat"),
    ("Foggy Bottom", "organ/USA/State Department", "organ"),
    ("Duma", "organ/RUS/State Duma", "organ"),
    ("Knesset", "organ/ISR/Knesset", "organ"),
    ("IRGC", "organ/IRN/Islamic Revolutionary Guard Corps", "organ"),
    ("Revolutionary Guards", "organ/IRN/Islamic Revolutionary Guard Corps", "organ"),
    ("U.S.", "state/USA", "alias"),
    ("Britain", "state/GBR", "alias"),
    ("Burma", "state/MMR", "alias"),
    ("Ivory Coast", "state/CIV", "name"),
    ("Côte d'Ivoire", "state/CIV", "alias"),
    ("Czech Republic", "state/CZE", "alias"),
    ("DPRK", "state/PRK", "alias"),
    ("Kiev", "state/UKR", "seat"),
    ("Kyiv", "state/UKR", "capital"),
    ("Pyongyang", "state/PRK", "capital"),
    ("Britons", "state/GBR", "demonym"),
    ("Turks", "state/TUR", "demonym"),
    ("Israeli", "state/ISR", "demonym"),
    ("Nigerien", "state/NER", "demonym"),
    ("Nigerian", "state/NGA", "demonym"),
    ("South Koreans", "state/KOR", "demonym"),
    ("Guinea-Bissau", "state/GNB", "name"),
    ("Northern Ireland", "state/GBR", "alias"),
    ("Security Council", "organization/United Nations Security Council", "alias"),
    ("EU", "organization/European Union", "alias"),
    ("IAEA", "organization/International Atomic Energy Agency", "alias"),
    ("Daesh", "group/Islamic State", "alias"),
    ("Houthi", "group/Houthis", "demonym"),
    ("Ansar Allah", "group/Houthis", "alias"),
    ("Abbas Araqchi", "person/IRN/Abbas Araghchi", "alias"),
    ("Zelenskiy", "person/UKR/Volodymyr Zelensky", "alias"),
    ("Erdoğan", "person/TUR/Recep Tayyip Erdogan", "surname"),
    ("al-Sisi", "person/EGY/Abdel Fattah al-Sisi", "alias"),
    ("Sisi", "person/EGY/Abdel Fattah al-Sisi", "surname"),
    ("bin Salman", "person/SAU/Mohammed bin Salman", "surname"),
    ("von der Leyen", "person/European Commission/Ursula von der Leyen", "surname"),
]


@pytest.mark.parametrize(("words", "key", "how"), FOUND)
def test_find(actors: Actors, words: str, key: str, how: str) -> None:
    assert (key, how) in actors.find(words)


# words that a report uses for other things than the state or person they could stand for
NOT_FOUND = ["Male", "Victoria", "May", "Rice", "Powell", "Store", "MIT", "Plan", "Spa", "Raw", "the", ""]


@pytest.mark.parametrize("words", NOT_FOUND)
def test_common_words_are_not_looked_for(actors: Actors, words: str) -> None:
    assert actors.find(words) == ()


def test_dominicans_are_of_the_republic(actors: Actors) -> None:
    assert [s.key for s in actors.find("Dominican")] == ["state/DOM"]


HELD = [
    ("RUS/Vladimir Putin", "2010-06-01", "Prime Minister of Russia"),
    ("RUS/Vladimir Putin", "2025-06-23", "President of Russia"),
    ("RUS/Vladimir Putin", "1990-01-01", None),
    ("USA/Donald Trump", "2018-03-01", "President of the United States"),
    ("USA/Donald Trump", "2022-03-01", None),
    ("GBR/David Cameron", "2013-03-01", "Prime Minister of the United Kingdom"),
    ("GBR/David Cameron", "2024-03-01", "Foreign Secretary of the United Kingdom"),
    ("DEU/Frank-Walter Steinmeier", "2015-07-14", "Foreign Minister of Germany"),
    ("IRN/Abbas Araghchi", "2025-06-23", "Foreign Minister of Iran"),
    ("IRN/Ali Khamenei", "2025-06-23", "Supreme Leader of Iran"),
    ("RUS/Dmitry Peskov", "2025-06-23", "Kremlin spokesman"),
    ("ISR/Benjamin Netanyahu", "2022-03-01", None),
    ("ISR/Israel Katz", "2025-06-23", "Defence Minister of Israel"),
    ("NATO/Mark Rutte", "2019-12-04", "Prime Minister of the Netherlands"),
    ("NATO/Mark Rutte", "2025-06-25", "Secretary-General of NATO"),
    ("United Nations/Kofi Annan", "2003-03-19", "Secretary-General of the United Nations"),
    ("SYR/Bashar al-Assad", "2024-12-08", "President of Syria"),
    ("SYR/Bashar al-Assad", "2024-12-09", None),
    ("UKR/Dmytro Kuleba", "2022-02-24", "Foreign Minister of Ukraine"),
    ("FRA/Nicolas Sarkozy", "2011-03-19", "President of France"),
]


@pytest.mark.parametrize(("key", "date", "title"), HELD)
def test_held(actors: Actors, key: str, date: str, title: str | None) -> None:
    person, _, _ = actors.people[f"person/{key}"]
    office = held(person, date)
    assert (office.title if office else None) == title


def test_held_without_a_date_is_the_latest_office() -> None:
    offices = (Office(title="Mayor of X", since="2001", until="2004"), Office(title="Minister of X", since="2003"))
    person = Person(name="A B", office=offices, source="authors")
    assert held(person, None) == offices[1]
    assert held(person, "2004-06-01") == offices[1]
    assert held(person, "2002") == offices[0]
    assert held(person, "2000") is None


def test_a_state_must_stand_in_the_file_of_its_code(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "ABC.toml").write_text('name = "X"\niso3 = "XYZ"\ncameo = "XYZ"\nsource = "authors"\n')
    with pytest.raises(BadKnowledge, match=r"ABC\.toml"):
        load_actors(tmp_path)


def test_an_organization_must_not_stand_twice(tmp_path: Path) -> None:
    entry = '[[organization]]\nname = "X"\ncode = "IGO"\nsource = "authors"\n'
    (tmp_path / "organizations.toml").write_text(entry * 2)
    for name in ("group", "title", "organ"):
        (tmp_path / f"{name}s.toml").write_text(f"{name} = []\n")
    with pytest.raises(BadKnowledge, match="twice"):
        load_actors(tmp_path)

"""Dictionaries of PETRARCH's format, written for these tests, and what is made of them."""

from pathlib import Path

import pytest

from dragoman.knowledge import Knowledge, load
from dragoman.knowledge.actor_entries import held, sectors_on
from dragoman.knowledge.phoenix import Imported, import_phoenix
from dragoman.knowledge.phoenix_format import Coded, read_dictionary, written

ACTORS = """# An actor file
AUSTRIA_  [AUT]
+KINGDOM_OF_THE_WALTZ_
+VIENNA_
+GRAZ_   # a town, not the state

OTTO_VON_HUBER_   ; a remark
+PRESIDENT_HUBER_
	[AUTELI 600101-800704]
	[AUTGOV 800704-860708] # in office
	[AUTOPP >20120506]
ALPINE_RIFLES_ [AUTMIL]
+THE_RIFLES
ALPINE_LIBERATION_FRONT_(ALF)_ [AUTREB]
MOON_RELIEF_ [NGOHLH]
GRETA_LANG_ [IGOUNO 970101-061231] [ELI]
NOBODY_
LOST_MAN [QQQGOV]
BAD_DATES [AUTGOV 990231-990401]
REVERSED [AUTGOV 20100101-090101]
BROKEN [AUTGOV
"""
AGENTS = """!PERSON! = MAN, WOMAN
SNOWPLOUGH!PERSON! [~LAB]
ALPINE_PATROL_POLICE {} [~COP]
YODELLER {YODELLERS, YODLERS} [~CVL]
MOONIE [~QQQ]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("phoenix")
    (place / "actors.txt").write_text(ACTORS, encoding="utf-8")
    (place / "agents.txt").write_text(AGENTS, encoding="latin-1")
    return place


@pytest.fixture(scope="module")
def imported(place: Path) -> Imported:
    return import_phoenix([place / "actors.txt", place / "agents.txt"], place / "own")


@pytest.fixture(scope="module")
def knowledge(imported: Imported, place: Path) -> Knowledge:
    return load(own=place / "own")  # which checks it


def test_blocks(place: Path) -> None:
    blocks = {block.names[0]: block for block in read_dictionary(place / "actors.txt").blocks}
    assert blocks["OTTO_VON_HUBER_"].names == ["OTTO_VON_HUBER_", "PRESIDENT_HUBER_"]
    assert blocks["OTTO_VON_HUBER_"].codes == [
        Coded("AUTELI", "1960-01-01", "1980-07-04"),
        Coded("AUTGOV", "1980-07-04", "1986-07-08"),
        Coded("AUTOPP", "2012-05-06", None),
    ]
    assert blocks["GRETA_LANG_"].codes == [Coded("IGOUNO", "1997-01-01", "2006-12-31"), Coded("ELI")]
    agents = [block.names for block in read_dictionary(place / "agents.txt").blocks]
    assert agents[0] == ["SNOWPLOUGHMAN", "SNOWPLOUGHWOMAN"]
    assert agents[2] == ["YODELLER", "YODELLERS", "YODLERS"]


@pytest.mark.parametrize(("day", "sectors"), [("1970-01-01", "ELI"), ("1985-01-01", "GOV"), ("2020-01-01", "OPP")])
def test_a_person_has_the_code_of_the_day(knowledge: Knowledge, day: str, sectors: str) -> None:
    (sense,) = knowledge.actors.find("President Huber")
    person = knowledge.actors.people[sense.key][0]
    assert person.name == "Otto von Huber"
    assert sectors_on(person, day) == (sectors,)


def test_no_office_between_the_dates(knowledge: Knowledge) -> None:
    person = knowledge.actors.people["person/AUT/Otto von Huber"][0]
    assert held(person, "2000-01-01") is None


def test_names_of_a_state_but_not_its_towns(knowledge: Knowledge) -> None:
    ours, theirs = load().actors.states["AUT"].aliases, knowledge.actors.states["AUT"].aliases
    assert theirs == ("Kingdom of the Waltz", *ours)


@pytest.mark.parametrize(
    ("name", "key"),
    [("the Rifles", "organ/AUT/Alpine Rifles"), ("ALF", "group/Alpine Liberation Front"), ("Moon Relief", "organization/Moon Relief"),
     ("Greta Lang", "person/United Nations/Greta Lang")],
)  # fmt: skip
def test_bodies_and_people_of_organizations(knowledge: Knowledge, name: str, key: str) -> None:
    assert [sense.key for sense in knowledge.actors.find(name)] == [key]


def test_agents(knowledge: Knowledge) -> None:
    assert knowledge.actors.title_phrases["snowploughwoman"].sectors == ("LAB",)
    assert knowledge.actors.title_phrases["yodlers"].title == "Yodlers"
    assert knowledge.actors.organ_phrases["alpine patrol police"].name == "Alpine Patrol Police of {country}"


def test_what_is_not_understood_is_said(imported: Imported, place: Path) -> None:
    told = [line.split(": ")[:2] for line in imported.left_out]
    assert ["actors.txt:17", "it has no code"] in told
    assert ["actors.txt:18", "no actor is known of the code QQQGOV"] in told
    assert ["actors.txt:19", "990231 is no date"] in [[a, b.replace("19990231", "990231")] for a, b in told]
    assert ["actors.txt:20", "20100101-090101 ends before it begins"] in told
    assert ["actors.txt:21", "a bracket is missing"] in told
    assert ["agents.txt:5", "no sector is known of the code ~QQQ"] in told
    assert (place / "own/left-out.txt").read_text(encoding="utf-8").splitlines() == imported.left_out


def test_someone_we_know_keeps_our_entry(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("DMITRY_PESKOV_\n+MR_PESKOV_\n\t[RUSGOV 140101-150101]\n\t[RUSBUS 850101-860101]\n")
    import_phoenix([tmp_path / "a.txt"], tmp_path / "own")
    person = load(own=tmp_path / "own").actors.people["person/RUS/Dmitry Peskov"][0]
    ours = load().actors.people["person/RUS/Dmitry Peskov"][0]
    assert set(person.aliases) == {*ours.aliases, "Mr Peskov"}
    assert [o.title for o in person.office if o.since < "2000"] == ["Business figure of Russia"]
    assert [o for o in person.office if o.since >= "2000"] == list(ours.office)


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("BASHAR_AL-ASSAD_", "Bashar al-Assad"), ("BANK_OF_THE_SOUTH", "Bank of the South"), ("ANSF", "ANSF"), ("U.N._CHIEF", "U.N. Chief"),
     ("PEACE_FRONT_(PF)_", "Peace Front"), ("CONOR_O'BRIEN", "Conor O'Brien"), ("Mixed_Case", "Mixed Case")],
)  # fmt: skip
def test_written(name: str, spelt: str) -> None:
    assert written(name) == spelt

"""A user's own folder over our knowledge: what it adds, what it changes, and that it stays what it is elsewhere."""

from pathlib import Path

import pytest

import dragoman
from dragoman.errors import BadKnowledge
from dragoman.knowledge import Knowledge, load
from dragoman.knowledge.actor_entries import held
from dragoman.knowledge.lines import line_of
from dragoman.knowledge.overlay import merged

MINISTER = """aliases = ["Confederation of the Alps"]

[[person]]
name = "Annelise Probst"
source = "federal gazette"

[[person.office]]
title = "Foreign Minister of Switzerland"
since = "2031-01-01"

[[organ]]
name = "Alpine Guard"
sectors = ["MIL"]
"""
VERB = """[[predicate]]
key = "frobnicate"
words = ["frobnicate"]
mode = "disapprove"
recipient = ["object"]
examples = ["Switzerland frobnicated Austria."]
source = "desk"
"""
REPORT = "BERN, May 3, 2031 - Foreign Minister Annelise Probst frobnicated Austria on Thursday.\n"


def folder(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"states/CHE.toml": MINISTER, "en/events/ACCUSE.toml": VERB}
    return folder(tmp_path_factory.mktemp("own"), files)


@pytest.fixture(scope="module")
def knowledge(own: Path) -> Knowledge:
    return load(own=own)


def test_a_state_is_added_to(knowledge: Knowledge) -> None:
    ours, theirs = load().actors.states["CHE"], knowledge.actors.states["CHE"]
    assert theirs.aliases == ("Confederation of the Alps", *ours.aliases)
    assert (theirs.capital, theirs.demonyms) == (ours.capital, ours.demonyms)
    assert len(theirs.person) == len(ours.person) + 1
    assert [s.key for s in knowledge.actors.find("Alpine Guard")] == ["organ/CHE/Alpine Guard"]
    assert load().actors.find("Alpine Guard") == ()


def test_our_office_holder_ends_where_theirs_begins(knowledge: Knowledge) -> None:
    title = "Foreign Minister of Switzerland"
    holders = [(p, o) for p in load().actors.states["CHE"].person for o in p.office if o.title == title]
    (before,) = [person.name for person, office in holders if office.until is None]
    person = next(p for p in knowledge.actors.states["CHE"].person if p.name == before)
    assert held(person, "2030-12-31") is not None
    assert held(person, "2031-06-01") is None


def test_it_is_read_with(own: Path) -> None:
    record = dragoman.read(REPORT, knowledge=own)
    person = next(e for e in record.entities if e.name == "Annelise Probst")
    assert (person.code, person.country) == ("CHEGOV", "CHE")
    assert [e.rule for e in record.events] == ["en/events/ACCUSE#frobnicate"]
    assert dragoman.read(REPORT).events == ()


def test_processes_read_with_it(own: Path) -> None:
    records = list(dragoman.read_many([REPORT, REPORT], processes=2, knowledge=str(own)))
    assert [r.to_json() for r in records] == [dragoman.read(REPORT, knowledge=own).to_json()] * 2


def test_it_is_loaded_once(own: Path) -> None:
    assert load(own=own) is load(own=own)


def test_wrong_knowledge_is_refused_before_reading(tmp_path: Path) -> None:
    folder(tmp_path, {"groups.toml": "[[group]]\nname = 'Nameless Front'\ncode = 'QQQREB'\nsource = 'me'\n"})
    with pytest.raises(BadKnowledge, match=r"groups\.toml:3: QQQREB"):
        dragoman.read_many([REPORT], knowledge=tmp_path)


def test_an_organization_is_added_to(tmp_path: Path) -> None:
    folder(tmp_path, {"organizations.toml": "[[organization]]\nname = 'NATO'\naliases = ['Western bloc']\n"})
    entry, ours = load(own=tmp_path).actors.organizations["NATO"], load().actors.organizations["NATO"]
    assert entry.aliases == ("Western bloc", *ours.aliases)
    assert (entry.code, entry.person) == (ours.code, ours.person)


# ours, own, what comes of it
MERGES = [
    ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
    ({"words": ["x", "y"]}, {"words": ["z", "x"]}, {"words": ["z", "x", "y"]}),
    ({"point": [1.5, 2.5]}, {"point": [3.5, 4.5]}, {"point": [3.5, 4.5]}),
    ({"table": {"a": 1, "b": 2}}, {"table": {"b": 3}}, {"table": {"a": 1, "b": 3}}),
    (
        {"bond": [{"key": "k", "force": 1}, {"key": "m"}]},
        {"bond": [{"key": "n"}, {"key": "k"}]},
        {"bond": [{"key": "n"}, {"key": "k"}, {"key": "m"}]},
    ),
    (
        {"cue": [{"words": "say"}]},
        {"cue": [{"words": "say", "pos": "noun"}]},
        {"cue": [{"words": "say", "pos": "noun"}, {"words": "say"}]},
    ),
    (
        {"title": [{"title": "Envoy"}]},
        {"title": [{"title": "Envoy"}]},
        {"title": [{"title": "Envoy"}, {"title": "Envoy"}]},
    ),
]


@pytest.mark.parametrize(("ours", "own", "result"), MERGES)
def test_merged(ours: dict, own: dict, result: dict) -> None:
    assert merged(ours, own) == result


TEXT = """name = "A"

[[person]]
name = "B"
office = [{ title = "x", since = "1" },
          { title = "y", since = "2" }]

[[person]]
name = "C"

[[person.office]]
title = "z"
since = "3"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [("", 1), ("name", 1), ("person[0]", 3), ("person[0].office[1]", 6), ("person[1]", 8), ("person[1].office[0].since", 13),
     ("person[1].office[0].until", 11), ("nothing", 1)],
)  # fmt: skip
def test_line_of(path: str, line: int) -> None:
    assert line_of(TEXT, path) == line

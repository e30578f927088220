"""Faults of knowledge files: all of them, each with its line and a reason that says what to do."""

from pathlib import Path

import pytest

from dragoman.knowledge.checks import check
from dragoman.knowledge.toml import DATA


def test_our_own_knowledge_is_right() -> None:
    checked = check(DATA)
    assert [str(fault) for fault in checked.faults] == []
    assert checked.entries > 5000


PERSON = "[[person]]\nname = 'Jan Novak'\nsource = 'me'\n"
GROUP = "[[group]]\nname = 'Reed Front'\nsource = 'me'\n"
PREDICATE = "[[predicate]]\nkey = 'zork'\nwords = ['zork']\nexamples = []\nsource = 'me'\n"


def office(title: str, since: str, until: str = "", more: str = "") -> str:
    end = f"until = '{until}'\n" if until else ""
    return f"[[person.office]]\ntitle = '{title}'\nsince = '{since}'\n{end}{more}"


# file, what stands in it, the line and part of the reason of each fault
FAULTS = [
    ("states/CZE.toml", 'name = "Czechia\nx = 1\n', [(1, "this is no TOML")]),
    ("states/CZE.toml", "aliases = [\n", [(2, "this is no TOML")]),
    ("states/CZE.toml", PERSON + "born = 1950\n", [(4, "unknown field `born`; there are name")]),
    ("states/CZE.toml", "[[person]]\nname = 'Jan Novak'\n", [(1, "`source` is missing")]),
    ("states/CZE.toml", PERSON.replace("'me'", "''"), [(3, "`source` is empty")]),
    ("states/CZE.toml", PERSON + "sectors = ['XYZ']\n", [(4, "unknown sector XYZ")]),
    ("states/CZE.toml", PERSON + office("Mayor of Brno", "2011", "2009"), [(7, "ends on 2009, before it begins")]),
    ("states/CZE.toml", PERSON + office("Mayor of Brno", "2011-13-01"), [(6, "2011-13-01 is no date")]),
    ("states/CZE.toml", PERSON + office("Mayor of Brno", "June 2011"), [(6, "June 2011 is no date")]),
    ("states/CZE.toml", PERSON + "[[person.office]]\ntitle = 5\n", [(5, "`title`: expected `str`")]),
    ("states/CZE.toml", PERSON * 2, [(4, "Jan Novak stands there twice")]),
    ("states/CZE.toml", "member = ['Order of the Moon']\n", [(1, "Order of the Moon is no organisation")]),
    ("states/CZE.toml", "iso3 = 'CZX'\n", [(1, "the file is named CZE, its iso3 is CZX")]),
    ("states/CZE.toml", PERSON + "x = 1\n" + PERSON.replace("Jan", "Petr") + "y = 1\n", [(4, "`x`"), (8, "`y`")]),
    ("groups.toml", GROUP + "code = 'QQQREB'\n", [(4, "QQQREB is no CAMEO code")]),
    ("groups.toml", GROUP + "code = 'CZEREB'\ncountry = 'QQQ'\n", [(5, "unknown country QQQ")]),
    (
        "groups.toml",
        GROUP + "code = 'CZEREB'\naliases = ['Hezbollah']\n",
        [(5, "Hezbollah of Reed Front is the name of")],
    ),
    (
        "groups.toml",
        (GROUP + "code = 'CZEREB'\naliases = ['Marsh Front']\n")
        + (GROUP.replace("Reed", "Marsh") + "code = 'CZEREB'\naliases = ['Reed Front']\n"),
        [(5, "are aliases of each other"), (10, "are aliases of each other")],
    ),
    ("en/events/ACCUSE.toml", PREDICATE + "mode = 'zorking'\n", [(6, "zorking is no mode of ACCUSE; there are")]),
    ("en/events/ACCUSE.toml", PREDICATE + "cameo = '9999'\n", [(6, "9999 is no CAMEO code")]),
    ("en/events/ACCUSE.toml", PREDICATE + "contexts = ['sport']\n", [(6, "unknown context sport")]),
    ("en/events/ACCUSE.toml", PREDICATE + "given = { object = ['@zorks'] }\n", [(1, "names @zorks")]),
    ("en/events/ZORK.toml", PREDICATE, [(1, "ZORK is no PLOVER type")]),
    ("en/verbs.toml", PREDICATE, [(1, "no knowledge file is called so")]),
]


@pytest.mark.parametrize(("name", "text", "expected"), FAULTS)
def test_faults(tmp_path: Path, name: str, text: str, expected: list[tuple[int, str]]) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    faults = check(tmp_path).faults
    assert [fault.line for fault in faults] == [line for line, _ in expected], [str(f) for f in faults]
    assert all(part in fault.reason for fault, (_, part) in zip(faults, expected, strict=True)), faults
    assert all(fault.file == path for fault in faults)


def two(first: str, second: str) -> str:
    return PERSON + first + PERSON.replace("Jan", "Petr") + second


# offices of two people of a state, and whether they quarrel
OVERLAPS = [
    (office("Mayor of Brno", "2001-01-01", "2005-06-30"), office("Mayor of Brno", "2005-06-30"), False),  # the same day
    (office("Mayor of Brno", "2001-01-01", "2005-06"), office("Mayor of Brno", "2005-06"), False),  # some day of June
    (office("Mayor of Brno", "2001-01-01", "2005-06-30"), office("Mayor of Brno", "2005-06-29"), True),
    (office("Mayor of Brno", "2001", "2005"), office("Mayor of Brno", "2003", "2004"), True),
    (office("Mayor of Brno", "2001"), office("Mayor of Brno", "2003"), True),
    (office("Mayor of Brno", "2001"), office("Mayor of Plzen", "2001"), False),
    (office("Deputy Mayor of Brno", "2001"), office("Deputy Mayor of Brno", "2001"), False),
    (
        office("Mayor of Brno", "2001", more="shared = true\n"),
        office("Mayor of Brno", "2003", more="shared = true\n"),
        False,
    ),
]


@pytest.mark.parametrize(("first", "second", "quarrel"), OVERLAPS)
def test_one_office_one_holder(tmp_path: Path, first: str, second: str, quarrel: bool) -> None:
    (tmp_path / "states").mkdir()
    (tmp_path / "states/CZE.toml").write_text(two(first, second), encoding="utf-8")
    reasons = [fault.reason for fault in check(tmp_path).faults]
    assert [("Jan Novak" in r and "Petr Novak" in r) for r in reasons] == [True] * quarrel


def test_an_office_of_theirs_may_follow_one_of_ours_but_not_go_before_its_end(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    path = tmp_path / "states/FRA.toml"
    path.write_text(PERSON + office("President of France", "2099-01-01"), encoding="utf-8")
    assert check(tmp_path).faults == ()
    path.write_text(PERSON + office("President of France", "2010-01-01", "2011-01-01"), encoding="utf-8")
    assert ["Nicolas Sarkozy" in fault.reason for fault in check(tmp_path).faults] == [True]


def test_all_files_at_once(tmp_path: Path) -> None:
    (tmp_path / "groups.toml").write_text(GROUP, encoding="utf-8")
    (tmp_path / "titles.toml").write_bytes(b"\xff\xfe")
    assert [fault.file.name for fault in check(tmp_path).faults] == ["groups.toml", "titles.toml"]


def test_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    assert "there is no knowledge in it" in check(tmp_path).faults[0].reason

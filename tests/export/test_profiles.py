"""Profiles: the same record under the conventions of several codebooks, and files of one's own."""

import csv

import msgspec
import pytest

from dragoman.errors import BadQuestion
from dragoman.export import gdelt
from dragoman.export.manner import Manner
from dragoman.export.profile import CAMEO, profile, profiles
from dragoman.model import Document, Entity, Event, Mention, Place, Record, Span, Statement

ACTOR, TARGET, CODE = (gdelt.COLUMNS.index(name) for name in ("Actor1Code", "Actor2Code", "EventCode"))


def entity(text, words, kind, code, country=None, form="name", **fields):
    start = text.index(words)
    mention = Mention(span=Span(start, start + len(words)), form=form)
    return Entity(**{"id": words, **fields}, name=words, kind=kind, country=country, code=code, mentions=(mention,))


def event(text, words, type, cameo, actor=(), recipient=(), **fields):
    trigger = Span(text.index(words), text.index(words) + len(words))
    defaults = {"act": type, "act_cameo": cameo, "evidence": (Span(0, len(text)),), "rule": "r", "confidence": 0.5}
    whole = {**defaults, "type": type, "cameo": cameo, "quad": 1, "score": 0.0, "trigger": trigger, **fields}
    return Event(id=f"e/{words}", actor=actor, recipient=recipient, **whole)


def record(text, entities, events, **layers):
    return Record(report=Document(id="r", text=text), entities=entities, events=events, **layers)


def rows(made, name):
    used = profile(name) if isinstance(name, str) else name
    read = csv.reader((line.decode() for line in gdelt.gdelt([made], Manner(profile=used))), delimiter="\t")
    return [(row[ACTOR].removeprefix("'"), row[CODE], row[TARGET].removeprefix("'")) for row in read]


@pytest.mark.parametrize(("name", "code"), [("cameo", "0331"), ("icews", "0331"), ("gsr", "071")])
def test_a_planned_act_has_its_intent_code_or_its_own(name, code):
    text = "Japan will lend money to Laos."
    states = (entity(text, "Japan", "state", "JPN", "JPN"), entity(text, "Laos", "state", "LAO", "LAO"))
    planned = event(text, "lend", "AGREE", "0331", ("Japan",), ("Laos",), act="AID", act_cameo="071", status="planned")
    assert rows(record(text, states, (planned,)), name) == [("JPN", code, "LAO")]


@pytest.mark.parametrize(("act", "code"), [("says", "0331"), ("promises", "071")])
def test_what_is_only_said_to_be_planned_keeps_its_intent_code(act, code):
    text = "Japan said that it would lend money to Laos."
    states = (entity(text, "Japan", "state", "JPN", "JPN"), entity(text, "Laos", "state", "LAO", "LAO"))
    said = Statement(
        id="s", evidence=(Span(6, 10),), rule="r", confidence=0.5, form="indirect", speaker="Japan", act=act,
        cue=(Span(6, 10),), content=(Span(11, len(text)),),
    )  # fmt: skip
    planned = event(
        text, "lend", "AGREE", "0331", ("Japan",), ("Laos",), act="AID", act_cameo="071", status="planned", said_in="s"
    )
    assert rows(record(text, states, (planned,), statements=(said,)), "gsr") == [("JPN", code, "LAO")]


@pytest.mark.parametrize(("words", "by_hand"), [("Congress", "---LEG"), ("Fiji's Congress", "FJILEG")])
def test_a_body_that_every_state_has_is_its_own_only_where_it_is_called_so(words, by_hand):
    text = f"Samoa thanked {words} for the loan to Fiji."
    samoa, fiji = entity(text, "Samoa", "state", "WSM", "WSM"), entity(text, "Fiji", "state", "FJI", "FJI")
    body = entity(text, words, "organization", "FJILEG", "FJI", lexicon="organ/FJI/Congress")
    made = record(text, (samoa, body, fiji), (event(text, "thanked", "SUPPORT", "051", ("Samoa",), (words,)),))
    assert rows(made, "cameo") == [("WSM", "051", "FJILEG")]
    assert rows(made, "gsr") == [("WSM", "051", by_hand)]


@pytest.mark.parametrize(("name", "code"), [("cameo", "0354"), ("gsr", "085")])
def test_what_is_agreed_is_one_event(name, code):
    text = "Peru agreed to lift its sanctions on Cuba."
    states = (entity(text, "Peru", "state", "PER", "PER"), entity(text, "Cuba", "state", "CUB", "CUB"))
    outer = event(text, "agreed", "AGREE", "0354", ("Peru",), ("Cuba",))
    inner = event(text, "lift", "CONCEDE", "0354", ("Peru",), ("Cuba",), act_cameo="085", status="planned")
    assert rows(record(text, states, (outer, inner)), name) == [("PER", code, "CUB")]


def test_a_refusal_is_coded_though_nothing_took_place():
    text = "Chad will not receive the envoys of Libya."
    states = (entity(text, "Chad", "state", "TCD", "TCD"), entity(text, "Libya", "state", "LBY", "LBY"))
    refused = event(
        text, "receive", "REJECT", "125", ("Chad",), ("Libya",), act="CONSULT", status="planned", negated=True
    )
    assert rows(record(text, states, (refused,)), "cameo") == [("TCD", "125", "LBY")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cameo", [("KEN", "040", "UGA")]),
        ("icews", [("KEN", "040", "UGA"), ("UGA", "040", "KEN")]),
        ("gsr", [("KEN", "040", "UGA")]),
    ],
)
def test_who_meets_whom(name, expected):
    text = "Kenya met Uganda."
    states = (entity(text, "Kenya", "state", "KEN", "KEN"), entity(text, "Uganda", "state", "UGA", "UGA"))
    assert rows(record(text, states, (event(text, "met", "CONSULT", "040", ("Kenya", "Uganda")),)), name) == expected


@pytest.mark.parametrize("name", ["cameo", "icews", "gsr"])
def test_who_protests_beside_others_does_not_protest_against_them(name):
    text = "Kenya and Uganda objected."
    states = (entity(text, "Kenya", "state", "KEN", "KEN"), entity(text, "Uganda", "state", "UGA", "UGA"))
    made = record(text, states, (event(text, "objected", "REJECT", "120", ("Kenya", "Uganda")),))
    assert rows(made, name) == [("KEN", "120", ""), ("UGA", "120", "")]


def test_those_named_before_the_act_together_met_each_other():
    text = "Kenya and Uganda met."
    states = (entity(text, "Kenya", "state", "KEN", "KEN"), entity(text, "Uganda", "state", "UGA", "UGA"))
    made = record(text, states, (event(text, "met", "CONSULT", "040", ("Kenya", "Uganda")),))
    assert rows(made, "gsr") == [("KEN", "040", "UGA"), ("UGA", "040", "KEN")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("cameo", [("KEN", "040", "UGA")]), ("gsr", [("KEN", "040", "NOR"), ("UGA", "040", "NOR")])],
)
def test_where_they_met_stands_for_a_target(name, expected):
    text = "Kenya and Uganda met in Oslo."
    states = (entity(text, "Kenya", "state", "KEN", "KEN"), entity(text, "Uganda", "state", "UGA", "UGA"))
    met = event(text, "met", "CONSULT", "040", ("Kenya", "Uganda"), place="p")
    assert rows(record(text, states, (met,), places=(Place(id="p", name="Oslo", country="NOR"),)), name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cameo", [("ITA", "043", "MLT")]),
        ("gsr", [("ITA", "043", "MLT"), ("MLT", "042", "ITA")]),
    ],
)
def test_of_a_visit_told_by_its_host_the_host_is_the_source(name, expected):
    text = "Italy received Malta."
    states = (entity(text, "Italy", "state", "ITA", "ITA"), entity(text, "Malta", "state", "MLT", "MLT"))
    made = record(text, states, (event(text, "received", "CONSULT", "043", ("Malta",), ("Italy",)),))
    assert rows(made, name) == expected


@pytest.mark.parametrize(
    ("words", "form", "kind", "code", "by_the_book", "by_hand"),
    [
        ("the Fijian government", "nominal", "state", "FJI", "FJI", "FJIGOV"),
        ("Fiji", "name", "state", "FJI", "FJI", "FJI"),
        ("three Fijian women", "nominal", "people", "FJICVL", "FJICVL", "FJICVL"),
        ("two Fijian men", "nominal", "people", "FJICVL", "FJICVL", "FJIPPL"),
        ("Fijian prisoners", "nominal", "group", "FJICVL", "FJICVL", "FJI"),
        ("Fijian peacekeepers", "nominal", "group", "FJIMIL", "FJIMIL", "FJI"),
        ("the Fijian defence minister", "title", "person", "FJIGOV", "FJIGOV", "FJIGOVMIL"),
    ],
)
def test_actors_are_coded_by_what_the_report_calls_them(words, form, kind, code, by_the_book, by_hand):
    text = f"Samoa thanked {words}."
    samoa, thanked = entity(text, "Samoa", "state", "WSM", "WSM"), entity(text, words, kind, code, "FJI", form)
    fiji = entity(text, "Fiji", "state", "FJI", "FJI", id="fiji")
    made = record(text, (samoa, thanked, fiji), (event(text, "thanked", "SUPPORT", "051", ("Samoa",), (words,)),))
    assert rows(made, "cameo") == [("WSM", "051", by_the_book)]
    assert rows(made, "gsr") == [("WSM", "051", by_hand)]


def test_who_is_of_no_country():
    text = "Gunmen attacked Togo."
    parties = (
        entity(text, "Gunmen", "group", "REB", form="nominal"),
        entity(text, "Togo", "state", "TGO", "TGO"),
    )
    made = record(text, parties, (event(text, "attacked", "ASSAULT", "190", ("Gunmen",), ("Togo",)),))
    assert rows(made, "cameo") == [("REB", "190", "TGO")]
    assert rows(made, "gsr") == [("---UAF", "190", "TGO")]


@pytest.mark.parametrize(
    ("text", "words", "by_the_book", "by_hand"),
    [
        ("Workers struck in Fiji.", "Workers", "FJILAB", "---LAB"),
        ("Fijian workers struck.", "Fijian workers", "FJILAB", "FJILAB"),
    ],
)
def test_whose_unnamed_people_are(text, words, by_the_book, by_hand):
    who = entity(text, words, "group", "FJILAB", "FJI", "nominal")
    fiji = entity(text, "Fiji", "state", "FJI", "FJI")
    made = record(text, (who, fiji), (event(text, "struck", "PROTEST", "143", (words,), ("Fiji",)),))
    assert rows(made, "cameo") == [(by_the_book, "143", "FJI")]
    assert rows(made, "gsr") == [(by_hand, "143", "FJI")]


@pytest.mark.parametrize(
    ("speaker", "sectors", "name", "expected"),
    [
        ("Oman", (), "gsr", [("OMN", "112", "QAT")]),
        ("Oman", (), "cameo", [("QAT", "190", "YEM")]),
        ("Qatar", (), "gsr", [("QAT", "015", "YEM")]),
        ("Oman", ("JRN",), "gsr", [("QAT", "190", "YEM")]),
    ],
)
def test_force_that_somebody_tells_of(speaker, sectors, name, expected):
    text = "Oman said that Qatar attacked Yemen."
    states = (
        entity(text, "Oman", "state", "OMN", "OMN", sectors=sectors),
        entity(text, "Qatar", "state", "QAT", "QAT"),
        entity(text, "Yemen", "state", "YEM", "YEM"),
    )
    said = Statement(
        id="s", evidence=(Span(5, 9),), rule="r", confidence=0.5, form="indirect", speaker=speaker, cue=(Span(5, 9),),
        content=(Span(10, len(text)),),
    )  # fmt: skip
    attack = event(text, "attacked", "ASSAULT", "190", ("Qatar",), ("Yemen",), said_in="s")
    assert rows(record(text, states, (attack,), statements=(said,)), name) == expected


def test_the_country_of_the_scene_stands_for_a_target_that_nobody_names():
    text = "Ghana held an exercise near Lagos."
    place = Place(id="p", name="Lagos", country="NGA")
    made = record(
        text,
        (entity(text, "Ghana", "state", "GHA", "GHA"),),
        (event(text, "exercise", "MOBILIZE", "150", ("Ghana",), place="p"),),
        places=(place,),
    )
    assert rows(made, "cameo") == [("GHA", "150", "")]
    assert rows(made, "gsr") == [("GHA", "150", "NGA")]


def test_statements_are_events_where_the_profile_has_a_code_for_them():
    text = "Nauru said that Tonga had good beaches."
    states = (entity(text, "Nauru", "state", "NRU", "NRU"), entity(text, "Tonga", "state", "TON", "TON"))
    said = Statement(
        id="s", evidence=(Span(6, 10),), rule="r", confidence=0.5, form="indirect", speaker="Nauru",
        cue=(Span(6, 10),), content=(Span(11, len(text)),),
    )  # fmt: skip
    made = record(text, states, (), statements=(said,))
    assert rows(made, "icews") == [("NRU", "010", "TON")]
    assert rows(made, "cameo") == []


def test_a_profile_of_ones_own(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[[profile]]\nname = "mine"\nabout = "a"\nsource = "s"\nnationals = "country"\n', "utf-8")
    assert profile(str(mine)) == msgspec.structs.replace(CAMEO, name="mine", about="a", source="s", nationals="country")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('[[profile]]\nname = "m"\nabout = "a"\nsource = "s"\nplaned = "act"\n', "planed"),
        ("", "profile"),
        ("[[profile]\n", r"mine\.toml"),
        ('[[profile]]\nname = "m"\nabout = "a"\nsource = "s"\n' * 2, "has 2"),
    ],
)
def test_a_faulty_profile_says_what_is_wrong(tmp_path, content, fault):
    (tmp_path / "mine.toml").write_text(content, "utf-8")
    with pytest.raises(BadQuestion, match=fault):
        profile(str(tmp_path / "mine.toml"))


def test_an_unknown_profile_names_those_there_are():
    with pytest.raises(BadQuestion, match=", ".join(profiles())):
        profile("goldstein")
    with pytest.raises(BadQuestion, match=r"nowhere\.toml"):
        profile("nowhere.toml")

"""How alike two events are: what makes them one, and what keeps them apart."""

from dataclasses import replace

import pytest
from tests.archives import event, report

from dragoman.crossdoc.alike import SAME, fitted, likeness, relation
from dragoman.crossdoc.around import Around
from dragoman.crossdoc.copying import copied
from dragoman.crossdoc.features import NAMES, features
from dragoman.crossdoc.seen import Seen, seen

MET = Seen(
    id="a/event/1", report="a", act="CONSULT", status="happened", negated=False, actors=frozenset({"person/A"}),
    agents=frozenset({"RUS"}), targets=frozenset({"TUR"}), start="2025-06-23", end="2025-06-23",
    published="2025-06-23", place="ankara", country="TUR", words=frozenset({"talks"}), said=frozenset({"met"}),
    around=Around(named=frozenset({"person/A", "state/TUR"}), report=frozenset({"person/A", "state/TUR", "state/RUS"})),
)  # fmt: skip
HIT = replace(MET, act="ASSAULT", agents=frozenset({"ISR"}), targets=frozenset({"IRN"}))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (MET, replace(MET, agents=MET.targets, targets=MET.agents), True),
        (MET, replace(MET, start=None, end=None, published="2025-06-24"), True),
        (MET, replace(MET, start=None, end=None, published=None, weekday=1), True),
        (MET, replace(MET, start=None, end=None, published=None, weekday=4), False),
        (MET, replace(MET, start=None, end=None, published="2025-07-24", place=None, said=frozenset()), False),
        (MET, replace(MET, start="2025-06-26", end="2025-06-26"), False),
        (MET, replace(MET, act="AID"), False),
        (MET, replace(MET, place="istanbul"), False),
        (MET, replace(MET, place="turkey", whole_country=True), True),
        (MET, replace(MET, agents=frozenset({"USA"}), targets=frozenset({"CHN"}), around=Around()), False),
        (MET, replace(MET, historical=True), False),
        (HIT, HIT, True),
        (HIT, replace(HIT, agents=HIT.targets, targets=HIT.agents), False),
    ],
)
def test_one_event_or_two(one: Seen, other: Seen, same: bool) -> None:
    other = replace(other, report="b")
    assert (likeness(one, other).score >= SAME) is same
    assert likeness(one, other).score == likeness(other, one).score


def test_a_sentence_told_word_for_word_is_of_one_event() -> None:
    words = frozenset("shelle border villag tuesda night".split())
    one, other = (
        replace(MET, act="REQUEST", report=r, words=words, around=Around(), start=None, end=None, place=None)
        for r in "ab"
    )
    assert likeness(one, other).score > likeness(one, replace(other, words=words | {"again"})).score
    assert likeness(one, other).score == 0.95
    assert likeness(one, replace(other, report="a")).score < 0.95


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        (MET, MET, ["same"]),
        (MET, replace(MET, negated=True), ["contradicts"]),
        (replace(MET, status="possible"), replace(MET, negated=True), ["contradicts"]),
        (replace(MET, negated=True), replace(MET, status="possible"), ["contradicts"]),
        (MET, replace(MET, negated=True, status="hypothetical"), []),
        (replace(MET, start=None, end=None), replace(MET, negated=True, start=None, end=None), ["contradicts"]),
        (replace(MET, start=None, end=None, published=None), replace(MET, negated=True, start=None, end=None), []),
        (replace(MET, status="planned"), MET, ["announces"]),
        (replace(MET, status="possible"), MET, []),
    ],
)
def test_what_two_accounts_have_to_do_with_each_other(one: Seen, other: Seen, kinds: list[str]) -> None:
    assert [found.kind for found in relation(one, replace(other, report="b"))] == kinds


@pytest.mark.parametrize(
    ("other", "speaks"),
    [
        (MET, "same_day"),
        (replace(MET, start="2025-06-24", end="2025-06-24"), "next_day"),
        (replace(MET, start="2025-06-01", end="2025-06-30"), "days_meet"),
        (replace(MET, start="2025-05-01", end="2025-05-31"), "days_miss"),
        (replace(MET, start=None, end=None, published="2025-06-25"), "told_soon"),
        (replace(MET, start=None, end=None, published="2025-07-01"), "told_later"),
        (replace(MET, start=None, end=None, published="2026-06-23"), "told_long_after"),
        (replace(MET, start=None, end=None, published="2025-06-20"), "other_day"),
        (replace(MET, start=None, end=None, published="2025-06-20", status="planned"), "told_later"),
        (replace(MET, place="turkey", whole_country=True), "same_place"),
        (replace(MET, agents=MET.targets, targets=MET.agents), "both_sides"),
        (replace(MET, agents=frozenset({"USA"})), "other_actor"),
        (replace(MET, targets=frozenset({"USA"})), "other_target"),
        (replace(MET, status="possible"), "one_planned"),
    ],
)
def test_what_speaks_for_and_against(other: Seen, speaks: str) -> None:
    found = features(MET, replace(other, report="b"))
    assert found.keys() <= set(NAMES)
    assert found[speaks] == 1.0
    assert found == features(replace(other, report="b"), MET)


def test_the_sentence_and_the_report_speak_too() -> None:
    hit = report(
        "Israel struck Iran on 22 June 2025, killing 20 people.", event("ASSAULT", "Israel", "Iran", words="struck")
    )
    later = report(
        "After Israel had struck Iran, 20 people were buried.", event("ASSAULT", "Israel", "Iran", words="struck")
    )
    found = features(seen(hit)[0], seen(later)[0])
    assert found["numbers"] == found["trigger"] == found["named"] == found["reports_alike"] == 1.0


def test_there_is_a_weight_for_each_feature() -> None:
    assert sorted(fitted().by) == sorted(NAMES)


def test_a_copy_may_be_cut_and_headed_anew() -> None:
    text = " ".join(f"word{n}" for n in range(60))
    assert copied(text, f"ANKARA. {text[:300]}") > 0.9
    assert copied(text, " ".join(reversed(text.split()))) == 0.0
    assert copied("too short", "too short") == 0.0

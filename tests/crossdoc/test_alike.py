"""How alike two events are: what makes them one, and what keeps them apart."""

from dataclasses import replace

import pytest
from tests.archives import event, report

from dragoman.crossdoc.alike import SAME, likeness, relation
from dragoman.crossdoc.copying import copied
from dragoman.crossdoc.seen import Seen, seen

MET = Seen(
    id="a/event/1", report="a", act="CONSULT", status="happened", negated=False, actors=frozenset({"person/A"}),
    agents=frozenset({"RUS"}), targets=frozenset({"TUR"}), start="2025-06-23", end="2025-06-23",
    published="2025-06-23", place="ankara", country="TUR", words=frozenset({"talks"}),
)  # fmt: skip
HIT = replace(MET, act="ASSAULT", agents=frozenset({"ISR"}), targets=frozenset({"IRN"}))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (MET, replace(MET, agents=MET.targets, targets=MET.agents), True),
        (MET, replace(MET, start=None, end=None, published="2025-06-24"), True),
        (MET, replace(MET, start=None, end=None, published=None, weekday=1), True),
        (MET, replace(MET, start=None, end=None, published=None, weekday=4), False),
        (MET, replace(MET, start=None, end=None, published="2025-07-24"), False),
        (MET, replace(MET, start="2025-06-26", end="2025-06-26"), False),
        (MET, replace(MET, act="AID"), False),
        (MET, replace(MET, place="istanbul"), False),
        (MET, replace(MET, place="turkey", whole_country=True), True),
        (MET, replace(MET, agents=frozenset({"USA"}), targets=frozenset({"CHN"})), False),
        (MET, replace(MET, historical=True), False),
        (HIT, HIT, True),
        (HIT, replace(HIT, agents=HIT.targets, targets=HIT.agents), False),
    ],
)
def test_one_event_or_two(one: Seen, other: Seen, same: bool) -> None:
    assert (likeness(one, other).score >= SAME) is same
    assert likeness(one, other).score == likeness(other, one).score


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        (MET, MET, ["same"]),
        (MET, replace(MET, negated=True), ["contradicts"]),
        (replace(MET, status="planned"), MET, ["announces"]),
        (replace(MET, status="possible"), MET, []),
        (replace(HIT, counts={"people": 12}), replace(HIT, counts={"people": 20}), ["same", "contradicts"]),
        (replace(HIT, counts={"people": 12}), replace(HIT, counts={"people": 12, "car": 3}), ["same"]),
    ],
)
def test_what_two_accounts_have_to_do_with_each_other(one: Seen, other: Seen, kinds: list[str]) -> None:
    assert [found.kind for found in relation(one, other)] == kinds


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Israel struck Iran, killing 20 people.", {"people": 20}),
        ("Israel struck Iran with 1,200 drones.", {"drone": 1200}),
        ("Israel struck Iran, killing at least 20 people.", {}),
        ("Israel struck Iran on June 22.", {}),
        ("Israel struck Iran on 22 June 2025.", {}),
    ],
)
def test_what_is_counted(text: str, counts: dict[str, int]) -> None:
    (hit,) = seen(report(text, event("ASSAULT", "Israel", "Iran", words="struck")))
    assert hit.counts == counts


def test_a_copy_may_be_cut_and_headed_anew() -> None:
    text = " ".join(f"word{n}" for n in range(60))
    assert copied(text, f"ANKARA. {text[:300]}") > 0.9
    assert copied(text, " ".join(reversed(text.split()))) == 0.0
    assert copied("too short", "too short") == 0.0

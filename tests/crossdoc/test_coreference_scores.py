"""The measures of benchmarks/coreference.py give what their papers' examples give."""

import pytest

from benchmarks.coreference import b_cubed, ceaf, clusters, conll, muc


def sets(*groups: str) -> list[frozenset[str]]:
    return [frozenset(group) for group in groups]


# The example of Luo 2005 and Pradhan et al. 2014: abc, defg, of which 7 mentions; the answer has ab, cd, fghi.
GOLD, FOUND = sets("abc", "defg"), sets("ab", "cd", "fghi")


def test_muc() -> None:
    assert muc(GOLD, FOUND).recall == pytest.approx(2 / 5)
    assert muc(GOLD, FOUND).precision == pytest.approx(2 / 5)


def test_b_cubed() -> None:
    score = b_cubed(GOLD, FOUND)
    assert score.recall == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7)
    assert score.precision == pytest.approx((4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8)
    assert score.f == pytest.approx(5 / 11)


def test_ceaf() -> None:
    score = ceaf(GOLD, FOUND)
    assert score.recall == pytest.approx((4 / 5 + 4 / 8) / 2)
    assert score.precision == pytest.approx((4 / 5 + 4 / 8) / 3)


def test_the_same_on_both_sides_is_perfect_and_all_in_one_is_not() -> None:
    gold = sets("ab", "c", "def")
    assert conll(gold, sets("def", "ab", "c")) == pytest.approx(1)
    assert conll(gold, sets("abcdef")) < 0.8
    assert conll(gold, sets("a", "b", "c", "d", "e", "f")) < 0.6


def test_links_hold_together_through_mentions_that_are_not_asked_for() -> None:
    assert set(clusters("abc", [("a", "x"), ("x", "b")])) == set(sets("ab", "c"))

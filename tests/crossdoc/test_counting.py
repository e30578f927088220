"""What a sentence counts, and when two counts cannot both be right."""

import pytest

from dragoman.crossdoc.counting import amounts, apart


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Israel struck Iran, killing 20 people.", {"killed people": (20, 20)}),
        ("The blast killed at least 20 people and wounded 30 others.", {"killed people": (20, None), "wounded people": (30, 30)}),
        ("Twelve soldiers were killed and dozens wounded.", {"killed soldier": (12, 12), "wounded people": (20, 999)}),
        ("The death toll rose to 35, officials said.", {"killed people": (35, 35)}),
        ("Up to 50 were arrested.", {"arrested people": (0, 50)}),
        ("The ministers signed a deal worth $1.5 billion.", {"$": (1.5e9, 1.5e9)}),
        ("Kyiv will get 300 million dollars.", {"$": (3e8, 3e8)}),
        ("It sent 1,200 drones.", {"drone": (1200, 1200)}),
        ("They met on June 22 and again on 4 July 2025.", {}),
        ("Talks on the 2015 accord lasted 12 days.", {}),
        ("A 12-year-old boy was hurt; no one was killed.", {}),
    ],
)  # fmt: skip
def test_what_is_counted(sentence: str, counted: dict[str, tuple[float, float | None]]) -> None:
    found = {of: (a.low, None if a.high == float("inf") else a.high) for of, a in amounts(sentence).items()}
    assert found == counted


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        ("killing 5 people", "killing 7 people", True),
        ("killing at least 5 people", "killing 7 people", False),
        ("killing at least 9 people", "killing 7 people", True),
        ("killing about 40 people", "killing 44 people", False),
        ("killing dozens of people", "killing 300 people", False),
        ("killing two dozen people", "killing 24 people", False),
        ("killing up to 10 people", "killing 12 people", True),
    ],
)
def test_when_no_number_fits_both(one: str, other: str, different: bool) -> None:
    first, second = (next(iter(amounts(sentence).values())) for sentence in (one, other))
    assert apart(first, second) is different
    assert apart(second, first) is different

"""Leafing through commitments: whose, of what status, the latest first, page by page."""

from __future__ import annotations

import pytest
from tests.archives import commitment, keep, report

from dragoman.archive.store import Store
from dragoman.query import leafing
from dragoman.query.choosing import Days

PLEDGES = [
    report(
        f"Russia and Iran must consult. France must help Iran. Day {day}.",
        commitment("Russia, Iran", "consultation", words="Russia and Iran must consult", status=status),
        commitment("France", "aid", words="France must help", status="standing"),
        published=f"2025-06-{day:02}",
    )
    for day, status in ((3, "standing"), (1, "triggered"), (2, "fulfilled"), (4, "triggered"))
]


def found(store: Store, *of: str, kinds=(), statuses=(), days=Days(), skip=0, most=20) -> list[tuple[str, str]]:  # noqa: B008
    with store.reading() as connection:
        bonds = leafing.commitments(connection, of, kinds, statuses, days, skip, most)
    return [(bond.source.published[-2:], bond.kind, bond.status) for bond in bonds]


@pytest.fixture
def pledged(store: Store) -> Store:
    keep(store, *PLEDGES)
    return store


def test_those_of_both_are_the_latest_first(pledged: Store) -> None:
    assert found(pledged, "Russia", "Iran") == [
        ("04", "consultation", "triggered"),
        ("03", "consultation", "standing"),
        ("02", "consultation", "fulfilled"),
        ("01", "consultation", "triggered"),
    ]
    assert found(pledged, "Iran", "Russia", statuses=("triggered",), days=Days("2025-06-02")) == [
        ("04", "consultation", "triggered")
    ]
    assert found(pledged, "Russia", "France") == []


def test_those_of_one(pledged: Store) -> None:
    assert [day for day, _, _ in found(pledged, "France")] == ["04", "03", "02", "01"]
    assert found(pledged, "France", kinds=("consultation",)) == []


def test_those_of_all_whatever_their_status(pledged: Store) -> None:
    every = found(pledged)
    assert [day for day, _, _ in every] == ["04", "04", "03", "03", "02", "02", "01", "01"]
    assert [found(pledged, skip=skip, most=3) for skip in (0, 3, 6)] == [every[:3], every[3:6], every[6:]]
    assert [day for day, _, _ in found(pledged, statuses=("triggered", "fulfilled"))] == ["04", "02", "01"]
    assert found(pledged, kinds=("aid",), days=Days(until="2025-06-01")) == [("01", "aid", "standing")]

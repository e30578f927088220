"""Whole reports beside what is read from them.

`pytest tests/reports --rewrite` writes the digests anew; the diff is what a reviewer reads.
"""

from pathlib import Path

import pytest
from tests.reports.digest import digest

import dragoman

ROOT = Path(__file__).parent.parent.parent
REPORTS = sorted((*Path(__file__).parent.glob("*.txt"), *(ROOT / "examples").glob("*.txt")))


@pytest.mark.parametrize("report", REPORTS, ids=lambda p: p.stem)
def test_report(report: Path, request: pytest.FixtureRequest) -> None:
    record = dragoman.read(report.read_text("utf-8"))
    expected = Path(__file__).parent / f"{report.stem}.digest"
    if request.config.getoption("--rewrite"):
        expected.write_text(digest(record), "utf-8")
    assert digest(record) == expected.read_text("utf-8")


def test_there_are_reports() -> None:
    assert len(REPORTS) >= 3

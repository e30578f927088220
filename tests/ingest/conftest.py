from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from dragoman.errors import Unreadable
from dragoman.ingest import Found
from dragoman.ingest.text import Taken


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    """Writes a file and says where it lies."""

    def write(raw: str | bytes, name: str = "reports.csv") -> str:
        path = tmp_path / name
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        return str(path)

    return write


@pytest.fixture
def taken() -> Callable[[Iterable[Found]], list[Taken | str]]:
    """Each report found, taken in; or in its place why it is none."""

    def one(report: Found) -> Taken | str:
        try:
            return report.take()
        except Unreadable as error:
            return str(error)

    return lambda found: [one(report) for report in found]

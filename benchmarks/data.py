"""Where the public data lies, and the small handling that every benchmark needs."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def data_folder() -> Path:
    """The folder given with --data or in DRAGOMAN_BENCHMARKS; ends the program with a hint where neither is set."""
    parser = argparse.ArgumentParser(description="Score dragoman on public data (see benchmarks/README.md).")
    parser.add_argument("--data", default=os.environ.get("DRAGOMAN_BENCHMARKS"), help="folder with the data sets")
    given = parser.parse_known_args()[0].data
    if not given or not Path(given).is_dir():
        parser.exit(2, "give the folder of the data sets with --data or in DRAGOMAN_BENCHMARKS\n")
    return Path(given)


def show(figures: dict[str, float]) -> None:
    """Print figures, one a line."""
    for name, value in figures.items():
        print(f"{name:38s} {value:6.1f}")


@contextmanager
def written(content: str) -> Iterator[Path]:
    """A temporary file with `content`, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "content"
        path.write_text(content, "utf-8")
        yield path

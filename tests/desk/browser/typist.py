"""Stands for the process that reads, which takes seconds to start."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

from dragoman.adding import Order
from dragoman.adding_apart import Heard, Reading
from dragoman.archive.sources import Outcome
from dragoman.keeping import Archive


class Typist:
    """Takes each file for one report that is known already, and one whose name says "bad" for one that cannot be read."""

    def __init__(self, archive: Archive) -> None:
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self._known = {record.report.text: record.report.id for record in archive.records()}

    def add(self, order: Order, heard: Heard, stop: Callable[[], bool]) -> None:
        for number, path in enumerate(order.paths):
            heard(Reading(number))
            while not self.may_go_on.wait(0.02):
                if stop():
                    return
            if "bad" in path:
                heard(Outcome(path, "", "d", "failed", None, "no report is in it"))
            else:
                heard(Outcome(path, "", "d", "known", self._known.get(_text(path))))

    def close(self) -> None:
        """There is nothing to let go."""


def _text(path: str) -> str:
    """The text of a file, or the one that was pasted."""
    written = Path(path).read_text("utf-8")
    return json.loads(written)["text"] if path.endswith(".jsonl") else written

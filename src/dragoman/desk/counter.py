"""What every page works with: the archive, what is remembered of it, and how pages are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection

from dragoman.answers import Stats
from dragoman.desk.memory import Memory
from dragoman.desk.settings import Settings
from dragoman.desk.writing import Writer
from dragoman.keeping import Archive
from dragoman.query import leafing

Answer = TypeVar("Answer")

_SOON, _LATE = 5.0, 60.0  # seconds that counts are remembered


@dataclass(frozen=True)
class Counter:
    """The archive and what a page needs beside it."""

    archive: Archive
    settings: Settings
    writer: Writer
    memory: Memory = field(default_factory=Memory)

    def ask(self, question: Callable[[Connection], Answer]) -> Answer:
        """What a function of `query` answers."""
        return self.archive.ask(question)

    def recall(self, key: tuple[Any, ...], question: Callable[[Connection], Answer]) -> Answer:
        """The same, of what takes long to count: what was found a few seconds ago will do."""
        return self.memory.recall(key, _SOON, lambda: self.archive.ask(question))

    def stats(self) -> Stats:
        """What is in the archive, as of a minute ago."""
        return self.memory.recall(("stats",), _LATE, self.archive.stats)

    def publishers(self) -> list[str]:
        """Who published reports of the archive."""
        return self.memory.recall(("publishers",), _LATE, lambda: self.archive.ask(leafing.publishers))

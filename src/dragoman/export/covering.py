"""What reports tell of an event, and which account of it is written where each event is written once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.answers import Coverage, Source
from dragoman.export.manner import Manner
from dragoman.model import Document, Event, Record


def covered(event: Event, report: Document, manner: Manner) -> Coverage:
    """Who tells of an event: its report alone, unless links say more."""
    if there := manner.coverage.get(event.id):
        return there
    source = Source(
        id=report.id, title=report.title, publisher=report.publisher, url=report.url, published=report.published,
        language=report.language,
    )  # fmt: skip
    return Coverage(id=event.id, accounts=(event.id,), sources=(source,), voices=1)


class Met:
    """The events that were written; of each the first account that is met and can be written stands for all."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._written: set[str] = set()

    def fresh(self, record: Record, events: Iterable[Event]) -> Iterator[tuple[Event, Coverage]]:
        """The events that are to be written, each with who tells of it: all, or where each is written `once` those of
        which no account is written yet; see `write`."""
        for event in events:
            cover = covered(event, record.report, self._manner)
            if not (self._manner.once and cover.id in self._written):
                yield event, cover if self._manner.once else alone(event, record.report)

    def write(self, cover: Coverage) -> None:
        """Take note that an account of this event is written."""
        if len(cover.accounts) > 1:
            self._written.add(cover.id)


def alone(event: Event, report: Document) -> Coverage:
    """An event as its own report tells it."""
    return covered(event, report, Manner())


def publishers(cover: Coverage) -> str | None:
    """Who published it, each once, in the order in which they reported."""
    return "; ".join(dict.fromkeys(source.publisher for source in cover.sources if source.publisher)) or None

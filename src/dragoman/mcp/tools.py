"""What an assistant can call: each tool a method whose signature and words the assistant is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Annotated, Any, Literal, get_args

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from dragoman.errors import BadArchive, DragomanError
from dragoman.keeping import Archive
from dragoman.mcp import paging
from dragoman.mcp.paging import best, latest
from dragoman.mcp.telling import KINDS, answer, quoted
from dragoman.model import CommitmentKind, Record, Stance, Status
from dragoman.query.telling import claims_of, source_of
from dragoman.reading import read
from dragoman.reading_room import ReadingRoom

LONGEST = 50_000  # characters of a text that is read on the fly
PIECE = 20_000  # characters of a stored text in one answer
NAMESAKES = 8

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
ClaimKind = Literal["event", "statement", "position", "commitment"]

_NAME = "A name as reports have it (Putin, the Kremlin), an ISO country code (RUS), a CAMEO code, or a key from `who`."
Who = Annotated[str, Field(description=_NAME, min_length=1, max_length=200)]
SomeWho = Annotated[str | None, Field(description=_NAME, max_length=200)]
Day = Annotated[str | None, Field(description="An ISO day, 2025-06-23, inclusive.", max_length=10)]
Types = Annotated[tuple[EventType, ...], Field(description="PLOVER types; none: all. A planned meeting is AGREE.")]
Statuses = Annotated[tuple[Status, ...], Field(description="none: all. Only `happened` and `ongoing` took place.")]
Limit = Annotated[int, Field(description="Answers on a page.", ge=1, le=paging.MOST)]
Page = Annotated[int, Field(description="1 is the latest or best; higher ones go back.", ge=1, le=paging.LAST)]
Answer = str  # JSON


class Tools:
    """The tools over one archive, which is opened when it is first asked for, and never written to."""

    def __init__(self, address: str | None, knowledge: Path | None = None) -> None:
        self._address, self._knowledge = address, knowledge
        self._archive: Archive | None = None
        self._opening, self._reading = Lock(), Lock()
        self._last: tuple[tuple[str | None, ...], Record] | None = None  # text read last: its pages cost nothing

    def close(self) -> None:
        """Let go of the archive."""
        if self._archive is not None:
            self._archive.close()

    def about(self) -> Answer:
        """What is in the archive: how many reports, of which days and publishers, how many claims of each kind. Start
        here, so as not to take silence of the archive for silence of the world."""
        return self._answer(lambda archive: {"archive": archive.address, "holds": archive.stats()})

    def search(
        self,
        words: Annotated[
            str, Field(description='Words, "a phrase", OR, -without, begin*, ( ); empty: by the rest.', max_length=500)
        ] = "",
        actor: SomeWho = None,
        country: Annotated[
            str | None, Field(description="ISO 3166-1 alpha-3; an event there or with this state.", max_length=3)
        ] = None,
        types: Types = (),
        statuses: Statuses = (),
        speaker: SomeWho = None,
        publisher: Annotated[str | None, Field(description="As `about` names it.", max_length=200)] = None,
        since: Day = None,
        until: Day = None,
        newest: Annotated[bool, Field(description="The newest first, not the best fit.")] = False,
        limit: Limit = 10,
        page: Page = 1,
    ) -> Answer:
        """Find reports by words and by what they tell of; days are those of publication. Gives a passage of each, with
        the words looked for between ‹ and ›, and the events or statements asked for. `report` shows one whole."""

        def ask(archive: ReadingRoom, most: int) -> list[Any]:
            return archive.search(
                words, actor=actor, country=country, types=types, statuses=statuses, speaker=speaker,
                publisher=publisher, since=since, until=until, newest=newest, limit=most,
            )  # fmt: skip

        return self._answer(lambda archive: best(partial(ask, archive), limit, page))

    def timeline(
        self,
        who: Who,
        since: Day = None,
        until: Day = None,
        types: Types = (),
        statuses: Statuses = (),
        limit: Limit = 20,
        page: Page = 1,
    ) -> Answer:
        """What somebody did and what was done to them, in order of days, the latest on page 1. A state takes part in
        what its people and organs do. One event that several reports tell of is there several times."""
        kinds: Any = {"since": since, "until": until, "types": types, "statuses": statuses}
        return self._pages(lambda archive, most: archive.timeline(who, limit=most, **kinds), limit, page)

    def between(
        self,
        one: Who,
        other: Who,
        since: Day = None,
        until: Day = None,
        types: Types = (),
        statuses: Statuses = (),
        limit: Limit = 20,
        page: Page = 1,
    ) -> Answer:
        """What happened between two, in order of days, the latest on page 1."""
        kinds: Any = {"since": since, "until": until, "types": types, "statuses": statuses}
        return self._pages(lambda archive, most: archive.between(one, other, limit=most, **kinds), limit, page)

    def statements(self, by: Who, since: Day = None, until: Day = None, limit: Limit = 20, page: Page = 1) -> Answer:
        """What somebody said, as reports quote it, in order of days; of a state, also those who speak for it."""
        days: Any = {"since": since, "until": until}
        return self._pages(lambda archive, most: archive.statements(by, limit=most, **days), limit, page)

    def positions(
        self,
        on: Annotated[
            str | None, Field(description="Somebody, or words for what the position is about.", max_length=200)
        ] = None,
        by: SomeWho = None,
        stances: Annotated[tuple[Stance, ...], Field(description="none: all")] = (),
        since: Day = None,
        until: Day = None,
        limit: Limit = 20,
        page: Page = 1,
    ) -> Answer:
        """Who stands where, on whom or what: supports, opposes, is neutral, demands or offers."""
        asked: Any = {"by": by, "stances": stances, "since": since, "until": until}
        return self._pages(lambda archive, most: archive.positions(on, limit=most, **asked), limit, page)

    def commitments(
        self,
        of: SomeWho = None,
        open_only: Annotated[bool, Field(description="Only what stands, or was triggered and not answered.")] = False,
        kinds: Annotated[tuple[CommitmentKind, ...], Field(description="none: all")] = (),
        since: Day = None,
        until: Day = None,
        limit: Limit = 20,
        page: Page = 1,
    ) -> Answer:
        """Who is bound to what, by which instrument, on what condition, and what became of it (`history`). Force
        `excluded` says that there is no such duty; days are those of the reports."""
        asked: Any = {"open_only": open_only, "kinds": kinds, "since": since, "until": until}
        return self._pages(lambda archive, most: archive.commitments(of, limit=most, **asked), limit, page)

    def occurrences(
        self,
        who: Who,
        since: Day = None,
        until: Day = None,
        types: Types = (),
        limit: Annotated[int, Field(description="Events on a page.", ge=1, le=20)] = 10,
        page: Page = 1,
    ) -> Answer:
        """What somebody took part in, each event once, with all accounts of it: how many reports and independent
        voices tell of it, what announced it, what contradicts it."""
        days: Any = {"since": since, "until": until, "types": types}
        return self._pages(lambda archive, most: archive.occurrences(who, limit=most, **days), limit, page)

    def contradictions(self, limit: Limit = 20, page: Page = 1) -> Answer:
        """Where two reports contradict each other, in the words of both: one says that it did not happen, or they give
        different numbers. Other differences are not looked for: none here need not mean that all agree."""
        return self._pages(lambda archive, most: archive.contradictions(limit=most), limit, page)

    def who(self, name: Who) -> Answer:
        """Whom a name means here. Other tools take the first of `keys`; where another is meant, give them its key."""

        def found(archive: ReadingRoom) -> dict[str, Any]:
            keys = archive.namesakes(name)
            best = archive.dossier(keys[0], limit=1)
            about = {"is": best.actor, "names": best.names, "reports": best.reports, "offices": best.offices}
            return {"keys": keys[:NAMESAKES], **about, "first": best.first, "last": best.last}

        return self._answer(found)

    def dossier(
        self, who: Who, limit: Annotated[int, Field(description="Of each kind, the latest.", ge=1, le=25)] = 8
    ) -> Answer:
        """All about one: offices, latest events, words, positions, commitments, and with whom they have most to do
        (`score` from -10 conflict to 10 cooperation). For more of one kind, use the tool of that kind."""
        return self._answer(lambda archive: {"dossier": archive.dossier(who, limit=limit)})

    def report(
        self,
        id: Annotated[str, Field(description="`report.id` of an answer.", min_length=1, max_length=40)],
        claims: Annotated[
            tuple[ClaimKind, ...], Field(description="Kinds of claims to give; none: the text only.")
        ] = (),
        start: Annotated[int, Field(description="Character of the text to begin at.", ge=0)] = 0,
        limit: Annotated[int, Field(description="Claims on a page.", ge=1, le=100)] = 50,
        page: Page = 1,
    ) -> Answer:
        """One stored report: its text, 20,000 characters at a time, and the claims read from it, in order of the text.
        Spans count from the beginning of the text."""
        return self._answer(lambda archive: _report(archive.record(id), claims, start, limit, page))

    def read(
        self,
        text: Annotated[str, Field(description="One report in English.", min_length=1, max_length=LONGEST)],
        published: Annotated[
            str | None, Field(description='The ISO day it appeared on, if known: dates "Monday".', max_length=10)
        ] = None,
        title: Annotated[str | None, Field(max_length=500)] = None,
        publisher: Annotated[str | None, Field(max_length=200)] = None,
        url: Annotated[str | None, Field(max_length=2000)] = None,
        claims: Annotated[tuple[ClaimKind, ...], Field(description="Kinds of claims; none: all.")] = (),
        limit: Annotated[int, Field(description="Claims on a page.", ge=1, le=100)] = 50,
        page: Page = 1,
    ) -> Answer:
        """Read a report that the user gives as text: who did what to whom, who said what, who stands where, who is
        bound to what. Takes seconds. The text is not kept (`dragoman add` does that) and goes nowhere."""
        with _said_plainly():
            record = self._record(text, published, title, publisher, url)
            wanted: tuple[ClaimKind, ...] = claims or get_args(ClaimKind)
            problems = [problem.message for problem in record.problems]
            return answer({"problems": problems or None, **_claims(record, wanted, limit, page)})

    def _record(self, text: str, *facts: str | None) -> Record:
        asked = (text, *facts)
        published, title, publisher, url = facts
        with self._reading:  # one after the other: a second reader would only slow the first
            if self._last is None or self._last[0] != asked:
                self._last = asked, read(
                    text, published=published, title=title, publisher=publisher, url=url, knowledge=self._knowledge
                )  # fmt: skip
            return self._last[1]

    def _pages(self, ask: Callable[[ReadingRoom, int], list[Any]], limit: int, page: int) -> Answer:
        return self._answer(lambda archive: latest(partial(ask, archive), limit, page))

    def _answer(self, ask: Callable[[ReadingRoom], dict[str, Any]]) -> Answer:
        with _said_plainly():
            return answer(ask(self._opened()))

    def _opened(self) -> ReadingRoom:  # which has nothing that writes
        with self._opening:
            if self._archive is None:
                self._archive = Archive.open(self._address, create=False)
            return self._archive


def _report(record: Record, kinds: tuple[ClaimKind, ...], start: int, limit: int, page: int) -> dict[str, Any]:
    text = record.report.text
    end = min(start + PIECE, len(text))
    shown: dict[str, Any] = {"text": quoted(text[start:end]), "from": start, "to": end, "of": len(text)}
    more = {"more_text": f"go on with start={end}"} if end < len(text) else {}
    corrected = {"report": source_of(record.report), **shown, **more}
    return corrected | (_claims(record, kinds, limit, page) if kinds else {})


def _claims(record: Record, kinds: tuple[ClaimKind, ...], limit: int, page: int) -> dict[str, Any]:
    told = [claim for claim in claims_of(record) if KINDS[type(claim)] in kinds]
    counted = Counter(KINDS[type(claim)] for claim in told)
    return {"counted": {kind: counted[kind] for kind in kinds}, **best(lambda most: told[:most], limit, page)}


@contextmanager
def _said_plainly() -> Iterator[None]:
    """What is wrong with a question or with the archive, as an error that the assistant can read and act on."""
    try:
        yield
    except BadArchive as error:
        raise ToolError(f"{error}. `read` works without an archive.") from error
    except DragomanError as error:
        raise ToolError(str(error)) from error

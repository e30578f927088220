"""Linking reports that are new with those that are there: candidates by the index of parties, links in one go.

The work is linear in what is new: for each event a bounded number of candidates, for each report a bounded number of
others. What somebody undid is not linked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, or_, select
from sqlalchemy.exc import DBAPIError

from dragoman.archive import tables
from dragoman.archive.actors import insert_new
from dragoman.archive.writing import now, numbers
from dragoman.crossdoc.accounts import Account, Accounts
from dragoman.crossdoc.alike import relation
from dragoman.crossdoc.candidates import near
from dragoman.crossdoc.copying import copied

MACHINE = "dragoman"
_SOME = 500  # values of one question


def link(connection: Connection, reports: Iterable[str] | None = None) -> int:
    """Link the `reports` with these ids, or all, with the others of the archive; how many links there are of them.

    Links that the machine made before of these reports are made anew; those that people made or undid stay.
    """
    wanted = _numbers(connection, reports)
    before = _forget(connection, wanted)
    accounts = Accounts(connection)
    for n in wanted:
        rows = list(_links(connection, n, accounts, before.get(n, ())))
        if rows:
            connection.execute(insert_new(connection, tables.link), rows)
    return len({number for number, _, _ in _made(connection, wanted)})


def link_safely(connection: Connection, reports: Iterable[str]) -> str | None:
    """Link reports that are being kept; says what is wrong where that cannot be done: they are kept all the same."""
    try:
        with connection.begin_nested():
            link(connection, reports)
    except DBAPIError:
        raise  # a full disk or a lost server is no matter of links
    except Exception as error:  # noqa: BLE001  what cannot be compared must not be lost
        return f"kept, but not linked ({type(error).__name__}: {error}); please report it"
    return None


def _numbers(connection: Connection, reports: Iterable[str] | None) -> list[int]:
    if reports is not None:
        return sorted(numbers(connection, reports).values())
    return list(connection.execute(select(tables.report.c.n).order_by(tables.report.c.n)).scalars())


def _forget(connection: Connection, reports: list[int]) -> dict[int, set[int]]:
    """Take back the machine's links of these reports; with whom each was linked. What is alike to one report need not
    have it among its own few most alike, so those are looked at again."""
    before: dict[int, set[int]] = defaultdict(set)
    gone = _made(connection, reports)
    for _, one, other in gone:
        before[one].add(other)
        before[other].add(one)
    listed = sorted({number for number, _, _ in gone})
    for start in range(0, len(listed), _SOME):
        connection.execute(delete(tables.link).where(tables.link.c.n.in_(listed[start : start + _SOME])))
    return before


def _made(connection: Connection, reports: list[int]) -> list[tuple[int, int, int]]:
    """The machine's links of these reports that hold: number, and the numbers of both reports."""
    ours, found = tables.link.c, []
    for start in range(0, len(reports), _SOME):
        some = reports[start : start + _SOME]
        of_them = or_(ours.report.in_(some), ours.to_report.in_(some))
        rows = select(ours.n, ours.report, ours.to_report).where(of_them, ours.by == MACHINE, ours.undone_at.is_(None))
        found += [(row.n, row.report, row.to_report) for row in connection.execute(rows)]
    return found


def _links(connection: Connection, n: int, accounts: Accounts, before: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Rows of the links of report `n` with those most like it, and with those it was linked with `before`."""
    mine = accounts.get([n])[n]
    for other in accounts.get([*near(connection, mine), *sorted(before)]).values():
        yield from _between(mine, other)
        shared = copied(mine.record.report.text, other.record.report.text)
        if shared:
            first, second = sorted((mine, other), key=_reported)
            yield _row(
                "copy", (second.n, ""), (first.n, ""), shared, f"{shared:.0%} of the shorter text, word for word"
            )


def _between(mine: Account, other: Account) -> Iterator[dict[str, Any]]:
    """Links between the events of two reports, from what was reported first to what came later."""
    first, second = sorted((mine, other), key=_reported)
    for one in first.events:
        for two in second.events:
            if one.act == two.act:
                for found in relation(one, two):
                    yield _row(found.kind, (first.n, one.id), (second.n, two.id), found.confidence, found.why)


def _reported(account: Account) -> tuple[str, int]:
    """What comes first was reported first, as far as that is known."""
    return account.published or "9", account.n


def _row(kind: str, start: tuple[int, str], end: tuple[int, str], confidence: float, why: str) -> dict[str, Any]:
    return {
        "kind": kind, "report": start[0], "claim": start[1], "to_report": end[0], "to_claim": end[1],
        "confidence": confidence, "why": why, "by": MACHINE, "at": now(),
    }  # fmt: skip

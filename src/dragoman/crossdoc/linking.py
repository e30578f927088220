"""Linking reports that are new with those that are there: candidates by the index of parties, links in one go.

The work is linear in what is new: for each event a bounded number of candidates, for each report a bounded number of
others. What somebody undid is not linked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, or_, select
from sqlalchemy.exc import DBAPIError

from dragoman.answers import Link
from dragoman.archive import tables
from dragoman.archive.actors import insert_new
from dragoman.archive.writing import numbers
from dragoman.crossdoc import ledger
from dragoman.crossdoc.accounts import Account, Accounts
from dragoman.crossdoc.alike import Relation, relation
from dragoman.crossdoc.candidates import Nearby
from dragoman.crossdoc.copying import copied
from dragoman.crossdoc.disputes import disputed, rivals
from dragoman.crossdoc.links import MACHINE, row
from dragoman.crossdoc.recalls import recalled, taken_up
from dragoman.crossdoc.sayings import denials
from dragoman.crossdoc.seen import Seen
from dragoman.knowledge.obligations import Kind, load_obligations
from dragoman.knowledge.toml import DATA

_SOME = 500  # values of one question
_TOGETHER = 200  # reports for which candidates are looked up in one go


def link(connection: Connection, reports: Iterable[str] | None = None, accounts: Accounts | None = None) -> int:
    """Link the `reports` with these ids, or all, with the others of the archive; how many links there are of them.

    Links that the machine made before of these reports are made anew; those that people made or undid stay. `accounts`
    are those at hand from the transaction before.
    """
    wanted = _numbers(connection, reports)
    gone = _forget(connection, wanted)
    before: dict[int, set[int]] = defaultdict(set)
    for old in gone:
        if old.report != old.to_report:
            before[old.report].add(old.to_report)
            before[old.to_report].add(old.report)
    accounts = accounts.on(connection) if accounts else Accounts(connection)
    for start in range(0, len(wanted), _TOGETHER):
        some = accounts.get(wanted[start : start + _TOGETHER])
        nouns = {n: recalled(account.record) for n, account in some.items()}
        nearby = Nearby(connection, ((account, nouns[n]) for n, account in some.items()))
        rows = [made for n in some for made in _links(nearby, some[n], nouns[n], accounts, before.get(n, set()))]
        if rows:
            connection.execute(insert_new(connection, tables.link), rows)
    touched = {end for old in gone for end in ((old.report, old.claim), (old.to_report, old.to_claim))}
    duties = {(n, claim) for n, claim in touched if "/commitment/" in claim}
    ledger.bring_together(connection, accounts, wanted, duties, kinds(), all_of_them=reports is None)
    return len(_made(connection, wanted))


def link_safely(connection: Connection, reports: Iterable[str], accounts: Accounts | None = None) -> str | None:
    """Link reports that are being kept; says what is wrong where that cannot be done: they are kept all the same."""
    try:
        with connection.begin_nested():
            link(connection, reports, accounts)
    except DBAPIError:
        raise  # a full disk or a lost server is no matter of links
    except Exception as error:  # noqa: BLE001  what cannot be compared must not be lost
        return f"kept, but not linked ({type(error).__name__}: {error}); please report it"
    return None


def settle(connection: Connection, changed: Link) -> None:
    """Bring the ledger up to date after somebody made or undid a link."""
    there = numbers(connection, [changed.report, changed.to_report])
    ends = ((there[changed.report], changed.claim), (there[changed.to_report], changed.to_claim))
    duties = {(n, claim) for n, claim in ends if "/commitment/" in claim}
    ledger.bring_together(connection, Accounts(connection), [], duties, kinds())


@cache
def kinds() -> dict[str, Kind]:
    """What moves commitments, by kind: data/obligations.toml, read once."""
    return load_obligations(DATA).kinds


def _numbers(connection: Connection, reports: Iterable[str] | None) -> list[int]:
    if reports is not None:
        return sorted(numbers(connection, reports).values())
    return list(connection.execute(select(tables.report.c.n).order_by(tables.report.c.n)).scalars())


class _Old(NamedTuple):
    """A link that was made before."""

    n: int
    report: int
    claim: str
    to_report: int
    to_claim: str


def _forget(connection: Connection, reports: list[int]) -> set[_Old]:
    """Take back the machine's links of these reports, and say which. What is alike to one report need not have it
    among its own few most alike, so those that were linked are looked at again."""
    gone = _made(connection, reports)
    listed = sorted(old.n for old in gone)
    for start in range(0, len(listed), _SOME):
        connection.execute(delete(tables.link).where(tables.link.c.n.in_(listed[start : start + _SOME])))
    return gone


def _made(connection: Connection, reports: list[int]) -> set[_Old]:
    """The machine's links of these reports that hold."""
    ours = tables.link.c
    found: set[_Old] = set()
    for start in range(0, len(reports), _SOME):
        some = reports[start : start + _SOME]
        of_them = or_(ours.report.in_(some), ours.to_report.in_(some))
        rows = select(ours.n, ours.report, ours.claim, ours.to_report, ours.to_claim)
        held = rows.where(of_them, ours.by == MACHINE, ours.undone_at.is_(None))
        found |= {_Old(*one) for one in connection.execute(held)}
    return found


def _links(
    nearby: Nearby, mine: Account, nouns: list[Seen], accounts: Accounts, before: Set[int]
) -> Iterator[dict[str, Any]]:
    """Rows of the links of a report with those most like it, and with those it was linked with `before`; `nouns` of it
    may take up an event."""
    yield from _within(mine)
    yield from _denials(nearby, mine, accounts)
    others = accounts.get([*nearby.near(mine), *sorted(before)])
    yield from _recalls(mine, nouns, [mine, *others.values()])
    for m in sorted(before & others.keys()):  # what it took up of this one was forgotten
        other = others[m]
        yield from (
            link for link in _recalls(other, recalled(other.record), [other, mine]) if link["to_report"] == mine.n
        )
    for other in others.values():
        yield from _between(mine, other)
        shared = copied(mine.record.report.text, other.record.report.text)
        if shared:
            first, second = sorted((mine, other), key=lambda account: account.reported)
            yield row("copy", (second.n, ""), (first.n, ""), shared, f"{shared:.0%} of the shorter text, word for word")


def _within(mine: Account) -> Iterator[dict[str, Any]]:
    """Links between the events of one report that are the same, told of twice; what it denies itself is no link."""
    for one, two in combinations(mine.events, 2):
        for found in relation(one, two):
            if found.kind == "same":
                yield row("same", (mine.n, one.id), (mine.n, two.id), found.confidence, found.why)


def _between(mine: Account, other: Account) -> Iterator[dict[str, Any]]:
    """Links between the events of two reports, from what was reported first to what came later."""
    first, second = sorted((mine, other), key=lambda account: account.reported)
    for one in first.events:
        for two in second.events:
            if one.act == two.act:
                for found in _relations(one, two):
                    yield row(found.kind, (first.n, one.id), (second.n, two.id), found.confidence, found.why)
    for one, two, found in rivals(first.events, second.events):
        yield row(found.kind, (first.n, one.id), (second.n, two.id), found.confidence, found.why)


def _recalls(mine: Account, nouns: Iterable[Seen], told: Iterable[Account]) -> Iterator[dict[str, Any]]:
    """Links from nouns of a report to the events, of these reports, that they take up."""
    homes = {event.id: account.n for account in told for event in account.events}
    events = [event for account in told for event in account.events]
    for noun in nouns:
        if took := taken_up(noun, events):
            event, found = took
            yield row(found.kind, (mine.n, noun.id), (homes[event.id], event.id), found.confidence, found.why)


def _denials(nearby: Nearby, mine: Account, accounts: Accounts) -> Iterator[dict[str, Any]]:
    """Links from what somebody is quoted with to a denial of it in another report, or the other way round."""
    for other in accounts.get(nearby.speaking(mine)).values():
        for quoted, denial, found in denials(mine.sayings, other.sayings):
            first, second = (mine, other) if quoted.id.startswith(mine.id) else (other, mine)
            yield row(found.kind, (first.n, quoted.id), (second.n, denial.id), found.confidence, found.why)


def _relations(one: Seen, two: Seen) -> Iterator[Relation]:
    for found in relation(one, two):
        yield found
        if found.kind == "same":
            yield from disputed(one, two, found.confidence)

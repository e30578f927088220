"""The ledger of commitments: one entry for what several reports tell in their own words, moved by events of any report.

An entry is kept as links: "restates" from each later account to the first one there, its head, and from events to the
head what moved it. All of it is undone with the link, the claim or the report that it rests on. Where an entry stands
is noted with each of its accounts, to be found by. Rules are those of data/obligations.toml, as `obligations.moved`
applies them. What is new costs a bounded number of looks at other reports, however long an entry has grown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, delete, select, update

from dragoman.archive import tables
from dragoman.archive.actors import insert_new
from dragoman.crossdoc import reach
from dragoman.crossdoc.accounts import Account, Accounts
from dragoman.crossdoc.duties import restated
from dragoman.crossdoc.links import MACHINE, STEPS, Place, row, tied
from dragoman.knowledge.obligations import Kind
from dragoman.model import Commitment, CommitmentStatus, Event
from dragoman.obligations import Moment, Setting, concerns, furthest, moved

_VERBS = {status: kind for kind, status in STEPS.items()}
_ALIKE, _OTHERS = 0.9, 0.75  # of the confidence of both claims: where their words are alike too, and where not
_SOME = 500  # values of one question
_TRIGGERS = 3  # events of accounts that triggered an entry, looked at to put later ones in order


def bring_together(
    connection: Connection,
    accounts: Accounts,
    reports: Sequence[int],
    touched: Iterable[Place],
    kinds: Mapping[str, Kind],
    *,
    all_of_them: bool = False,
) -> None:
    """Bring the ledger up to date with `reports`, by number, and with the commitments `touched`.

    `all_of_them`: the reports are all there are, so what their events move is found from the commitments alone.
    """
    listed, own, concerned = set(reports), set[Place](), set[Place]()
    looked_at = sorted(listed | {n for n, _ in touched})
    promises, refused = reach.Promises(connection), _refused(connection, looked_at)
    for n in looked_at:
        account = accounts.get([n])[n]
        ours = [claim for claim in account.commitments if n in listed or (n, claim) in touched]
        own |= {(n, claim) for claim in ours}
        rows = [
            made
            for claim in ours
            for made in _restating(
                connection, accounts, account, claim, promises, refused.get((n, claim), set()), kinds
            )
        ]
        if rows:
            connection.execute(insert_new(connection, tables.link), rows)
        if n in listed and not all_of_them:
            concerned |= _concerned(promises, accounts, account, kinds)
    settle(connection, accounts, own, kinds, concerned=concerned - own, fresh=listed)


def settle(
    connection: Connection,
    accounts: Accounts,
    claims: Iterable[Place],
    kinds: Mapping[str, Kind],
    *,
    concerned: Iterable[Place] = (),
    fresh: Collection[int] = (),
) -> None:
    """Find anew what moved the entries of these commitments, and note where they stand.

    The entries of those `concerned` are themselves as they were: of them only events of the `fresh` reports are new.
    """
    own, others = sorted(set(claims)), sorted(set(concerned))
    heads = heads_of(connection, [*own, *others])
    changed = {heads[claim] for claim in own}
    books = _books(connection, {*heads.values()})
    settled = {
        head: _settle(connection, accounts, book, kinds, None if head in changed else fresh)
        for head, book in books.items()
    }
    _note(connection, accounts, [(claim, status) for claim in own if (status := settled[heads[claim]])])


def heads_of(connection: Connection, claims: Iterable[Place]) -> dict[Place, Place]:
    """The accounts at the heads of the entries of commitments: themselves, or what they restate."""
    asked = list(dict.fromkeys(claims))
    up: dict[Place, Place] = {}
    seen, frontier = set[int](), {n for n, _ in asked}
    while frontier:
        seen |= frontier
        for n, claim, to, other in _of_reports(connection, _UP, frontier):
            up.setdefault((n, claim), (to, other))
        frontier = {n for n, _ in up.values()} - seen

    def head(claim: Place) -> Place:
        passed = {claim}
        while (above := up.get(claim)) and above not in passed:
            claim = above
            passed.add(claim)
        return claim

    return {claim: head(claim) for claim in asked}


def moves(connection: Connection, claims: Iterable[Place]) -> list[Row[Any]]:
    """The links that say what moved these commitments, the undone ones too, in order."""
    wanted = set(claims)
    linked = _of_reports(connection, _MOVES, {n for n, _ in wanted})
    return sorted((one for one in linked if (one.to_report, one.to_claim) in wanted), key=lambda one: one.n)


def _restating(
    connection: Connection,
    accounts: Accounts,
    account: Account,
    claim: str,
    promises: reach.Promises,
    refused: Collection[Place],
    kinds: Mapping[str, Kind],
) -> list[dict[str, Any]]:
    """The link of a commitment to the head of the entry that it is another account of, if there is one, and what it
    says itself of what moved it. Nobody `refused` it."""
    near = promises.alike(account, account.commitments[claim])
    found = []
    there = accounts.bonds(n for n, _ in near)
    for n, number in near:
        like = there[n].duties[number]
        found += [(one, (n, like.id)) for one in restated(account.duties[claim], like, kinds)]
    ours = (account.n, claim)
    for relation, place in sorted(found, key=lambda pair: (-pair[0].confidence, pair[1])):
        head = heads_of(connection, [place])[place]
        if head not in refused and head[0] < account.n:
            rows = [row(relation.kind, ours, head, relation.confidence, relation.why)]
            return rows + [
                row(_VERBS[step.status], (account.n, step.event), head, relation.confidence, step.why)
                for step in account.commitments[claim].history
                if step.event
            ]
    return []


def _concerned(promises: reach.Promises, accounts: Accounts, account: Account, kinds: Mapping[str, Kind]) -> set[Place]:
    """The commitments of other reports that events of this one may have moved."""
    found = set()
    for event, near in promises.within_reach(account, kinds):
        there = accounts.bonds(place.report for place in near)
        for n, claim in near:
            commitment, setting = there[n].commitments[claim], Setting(sides=account.sides | there[n].sides)
            if concerns(event, commitment, setting, kinds):
                found.add((n, commitment.id))
    return found


class _Book(NamedTuple):
    """What is known of an entry."""

    head: Place
    told: set[int]  # reports that tell of it
    moves: list[Row[Any]]  # links that say what moved it, the undone ones too


def _books(connection: Connection, heads: Collection[Place]) -> dict[Place, _Book]:
    """The entries with these heads, in order."""
    books = {head: _Book(head, {head[0]}, []) for head in sorted(heads)}
    reports = {n for n, _ in books}
    for n, to, claim in _of_reports(connection, _ACCOUNTS, reports):
        if (to, claim) in books:
            books[to, claim].told.add(n)
    for one in _of_reports(connection, _MOVES, reports):
        if (one.to_report, one.to_claim) in books:
            books[one.to_report, one.to_claim].moves.append(one)
    return books


def _settle(
    connection: Connection, accounts: Accounts, book: _Book, kinds: Mapping[str, Kind], fresh: Collection[int] | None
) -> CommitmentStatus | None:
    """Make the links to the head of an entry right, and say where it stands; None where it is as it was, since none of
    the `fresh` reports' events count. What is there and still holds keeps its number; what an account itself says moved
    it is left alone."""
    head = book.head
    account = accounts.get([head[0]]).get(head[0])
    if account is None or head[1] not in account.commitments:
        return "standing"
    refused = {one.claim for one in book.moves if one.undone_at}
    held = [one for one in book.moves if not one.undone_at]
    steps = _steps(connection, accounts, book, held, kinds, refused, fresh)
    if steps is None:
        return None
    wanted = {_key(one): one for one in steps}
    machine = {_key(one._asdict()): one for one in held if one.by == MACHINE and one.report not in book.told}
    if gone := [one.n for key, one in machine.items() if key not in wanted]:
        connection.execute(delete(tables.link).where(tables.link.c.n.in_(gone)))
    if new := [one for key, one in wanted.items() if key not in machine]:
        connection.execute(insert_new(connection, tables.link), new)
    kept = [one.kind for one in held if one.n not in gone]
    reached = [STEPS[kind] for kind in (*kept, *(one["kind"] for one in new))]
    status = furthest([*reached, account.commitments[head[1]].status])
    noted = connection.execute(_NOTED, {"n": head[0], "number": account.numbers[head[1]]}).scalar()
    if noted != status:
        _note(connection, accounts, [(claim, status) for claim in sorted(tied(connection, "restates", [head])[0])])
    return status


def _steps(
    connection: Connection,
    accounts: Accounts,
    book: _Book,
    held: Sequence[Row[Any]],
    kinds: Mapping[str, Kind],
    refused: set[str],
    fresh: Collection[int] | None,
) -> list[dict[str, Any]] | None:
    """Links from events of other reports than those that tell of the commitment, which moved it; none `refused`. None
    where none of the `fresh` reports has one of the events that count."""
    head, told = book.head, book.told
    account = accounts.get([head[0]])[head[0]]
    commitment, day = account.commitments[head[1]], account.published
    kind = kinds.get(commitment.kind)
    if kind is None or day is None:
        return []
    given = Moment(day, day)
    own = _own_triggers(accounts, account, commitment, held, told)
    later = reach.later_events(connection, accounts, account, commitment, kind, told, [m for _, _, m in own])
    if fresh is not None and not any(place.report in fresh for place in later.places):
        return None
    events = {e.id: (a, e) for a, e in later.events() if e.id not in refused and e.id in a.moments}
    setting = Setting(
        sides={i: side for a in (account, *(a for a, _, _ in own), *(a for a, _ in events.values()))
               for i, side in a.sides.items()},
        elsewhere={i: a.moments[i] for i, (a, _) in events.items()}
        | {e.id: moment for a, e, moment in own if a is not account},
        triggered={e.id: moment for _, e, moment in own},
        given=given,
    )  # fmt: skip
    in_order = sorted(events.values(), key=lambda pair: (setting.elsewhere[pair[1].id], pair[0].n, pair[1].trigger))
    history = moved(commitment, [*(e for _, e, _ in own), *(e for _, e in in_order)], setting, kinds).history
    steps = [(step, events[step.event][0]) for step in history if step.event in events]
    return [
        row(_VERBS[step.status], (a.n, str(step.event)), head, _sure(account, commitment, a, str(step.event)), step.why)
        for step, a in steps
    ]


def _own_triggers(
    accounts: Accounts, account: Account, commitment: Commitment, held: Sequence[Row[Any]], told: set[int]
) -> list[tuple[Account, Event, Moment]]:
    """The events that triggered a commitment as its accounts tell, with the days of those that have one."""
    ids = {(account.n, step.event) for step in commitment.history if step.status == "triggered" and step.event}
    ids |= {(one.report, one.claim) for one in held if one.kind == "triggers" and one.report in told}
    found = []
    for n, there in accounts.get(n for n, _ in sorted(ids)[:_TRIGGERS]).items():
        events = (e for e in there.record.events if (n, e.id) in ids and e.id in there.moments)
        found += [(there, e, there.moments[e.id]) for e in events]
    return found


def _sure(account: Account, commitment: Commitment, there: Account, event: str) -> float:
    seen = next(e for e in there.events if e.id == event)
    told = next(e for e in there.record.events if e.id == event)
    alike = seen.words & account.duties[commitment.id].words
    return round((_ALIKE if alike else _OTHERS) * min(told.confidence, commitment.confidence), 2)


def _note(connection: Connection, accounts: Accounts, claims: Iterable[tuple[Place, str]]) -> None:
    """Note with these commitments where their entries stand, so that they are found by that."""
    rows = []
    for (n, claim), status in claims:
        there = accounts.get([n]).get(n)
        if there and claim in there.commitments:
            rows.append({"n": n, "number": there.numbers[claim], "stands": status})
    if rows:
        connection.execute(_STANDS, rows)


def _refused(connection: Connection, reports: Collection[int]) -> dict[Place, set[Place]]:
    """What commitments of these reports do not restate, as people said."""
    found: dict[Place, set[Place]] = {}
    for n, claim, to, other in _of_reports(connection, _REFUSED, reports):
        found.setdefault((n, claim), set()).add((to, other))
    return found


def _of_reports(connection: Connection, rows: Select[Any], reports: Collection[int]) -> Iterator[Any]:
    """The rows of these reports, some hundred at a time."""
    listed = sorted(reports)
    for start in range(0, len(listed), _SOME):
        yield from connection.execute(rows, {"reports": listed[start : start + _SOME]})


def _key(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(one[name] for name in ("kind", "report", "claim", "to_report", "to_claim"))


_LINK, _COMMITMENT = tables.link.c, tables.commitment
_TO = _LINK.to_report.in_(bindparam("reports", expanding=True))
_FROM = _LINK.report.in_(bindparam("reports", expanding=True))
_RESTATES, _HOLDS = _LINK.kind == "restates", _LINK.undone_at.is_(None)
_ENDS = select(_LINK.report, _LINK.claim, _LINK.to_report, _LINK.to_claim).order_by(_LINK.to_report, _LINK.to_claim)
_UP = _ENDS.where(_FROM, _RESTATES, _HOLDS)
_REFUSED = _ENDS.where(_FROM, _RESTATES, _LINK.undone_at.is_not(None))
_ACCOUNTS = select(_LINK.report, _LINK.to_report, _LINK.to_claim).where(_TO, _RESTATES, _HOLDS)
_MOVES = select(tables.link).where(_TO, _LINK.kind.in_(tuple(STEPS))).order_by(_LINK.n)
_AT = (_COMMITMENT.c.report == bindparam("n")) & (_COMMITMENT.c.claim == bindparam("number"))
_NOTED = select(_COMMITMENT.c.status).where(_AT)
_STANDS = update(_COMMITMENT).where(_AT).values(status=bindparam("stands"))

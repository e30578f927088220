"""The ledger of commitments: one entry for what several reports tell in their own words, moved by events of any report.

An entry is kept as links: "restates" from each later account to the first one there, its head, and from events to the
head what moved it. All of it is undone with the link, the claim or the report that it rests on. Where an entry stands
is noted with each of its accounts, to be found by. Rules are those of data/obligations.toml, as `obligations.moved`
applies them. What is new costs a bounded number of looks at other reports, however long an entry has grown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from dragoman.archive import tables
from dragoman.archive.actors import insert_new
from dragoman.crossdoc import reach
from dragoman.crossdoc.accounts import Account, Accounts
from dragoman.crossdoc.duties import restated
from dragoman.crossdoc.links import MACHINE, STEPS, Place, row, tied
from dragoman.knowledge.obligations import Kind
from dragoman.model import Commitment, Event
from dragoman.obligations import Moment, Setting, concerns, furthest, moved

_VERBS = {status: kind for kind, status in STEPS.items()}
_ALIKE, _OTHERS = 0.9, 0.75  # of the confidence of both claims: where their words are alike too, and where not
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
    listed, changed = set(reports), set[Place]()
    for n in sorted(listed | {n for n, _ in touched}):
        account = accounts.get([n])[n]
        ours = [claim for claim in account.commitments if n in listed or (n, claim) in touched]
        changed |= {(n, claim) for claim in ours}
        for claim in ours:
            _restate(connection, accounts, account, claim, kinds)
        if n in listed and not all_of_them:
            changed |= _concerned(connection, accounts, account, kinds)
    settle(connection, accounts, changed, kinds)


def settle(connection: Connection, accounts: Accounts, claims: Iterable[Place], kinds: Mapping[str, Kind]) -> None:
    """Find anew what moved the entries of these commitments, and note where they stand."""
    settled: dict[Place, str] = {}
    for claim in sorted(set(claims)):
        head = head_of(connection, claim)
        if head not in settled:
            settled[head] = _settle(connection, accounts, head, kinds)
        _note(connection, accounts, [claim], settled[head])


def head_of(connection: Connection, claim: Place) -> Place:
    """The account at the head of a commitment's entry: itself, or what it restates."""
    passed = {claim}
    while True:
        up = connection.execute(_UP, {"report": claim[0], "claim": claim[1]}).first()
        if up is None or tuple(up) in passed:
            return claim
        claim = (up[0], up[1])
        passed.add(claim)


def moves(connection: Connection, claims: Iterable[Place]) -> list[Row[Any]]:
    """The links that say what moved these commitments, the undone ones too, in order."""
    found: dict[int, Row[Any]] = {}
    for report, claim in claims:
        found |= {one.n: one for one in connection.execute(_MOVES, {"report": report, "claim": claim})}
    return [found[n] for n in sorted(found)]


def _restate(
    connection: Connection, accounts: Accounts, account: Account, claim: str, kinds: Mapping[str, Kind]
) -> None:
    """Link a commitment to the head of the entry that it is another account of, if there is one, with what it says
    itself of what moved it."""
    near = reach.alike(connection, account, account.commitments[claim])
    found = []
    for n, other in accounts.get(place.report for place in near).items():
        numbers = {place.claim for place in near if place.report == n}
        for there, like in other.duties.items():
            if other.numbers[there] in numbers:
                found += [(one, (n, there)) for one in restated(account.duties[claim], like, kinds)]
    ours = (account.n, claim)
    refused = {tuple(one) for one in connection.execute(_REFUSED, {"report": ours[0], "claim": ours[1]})}
    for relation, place in sorted(found, key=lambda pair: (-pair[0].confidence, pair[1])):
        head = head_of(connection, place)
        if head not in refused and head[0] < account.n:
            rows = [row(relation.kind, ours, head, relation.confidence, relation.why)]
            rows += [
                row(_VERBS[step.status], (account.n, step.event), head, relation.confidence, step.why)
                for step in account.commitments[claim].history
                if step.event
            ]
            connection.execute(insert_new(connection, tables.link), rows)
            return


def _concerned(connection: Connection, accounts: Accounts, account: Account, kinds: Mapping[str, Kind]) -> set[Place]:
    """The commitments of other reports that events of this one may have moved."""
    found = set()
    for event, near in reach.within_reach(connection, account, kinds):
        for n, other in accounts.get(place.report for place in near).items():
            numbers = {place.claim for place in near if place.report == n}
            setting = Setting(sides={**account.sides, **other.sides})
            found |= {
                (n, claim)
                for claim, commitment in other.commitments.items()
                if other.numbers[claim] in numbers and concerns(event, commitment, setting, kinds)
            }
    return found


def _settle(connection: Connection, accounts: Accounts, head: Place, kinds: Mapping[str, Kind]) -> str:
    """Make the links to the head of an entry right, and say where it stands. What is there and still holds keeps its
    number; what an account itself says moved it is left alone."""
    account = accounts.get([head[0]]).get(head[0])
    if account is None or head[1] not in account.commitments:
        return "standing"
    there = moves(connection, [head])
    told = {n for (n,) in connection.execute(_ACCOUNTS, {"report": head[0], "claim": head[1]})} | {head[0]}
    refused = {one.claim for one in there if one.undone_at}
    held = [one for one in there if not one.undone_at]
    wanted = {_key(one): one for one in _steps(connection, accounts, head, held, told, kinds, refused)}
    machine = {_key(one._asdict()): one for one in held if one.by == MACHINE and one.report not in told}
    if gone := [one.n for key, one in machine.items() if key not in wanted]:
        connection.execute(delete(tables.link).where(tables.link.c.n.in_(gone)))
    if fresh := [one for key, one in wanted.items() if key not in machine]:
        connection.execute(insert_new(connection, tables.link), fresh)
    kept = [one.kind for one in held if one.n not in gone]
    reached = [STEPS[kind] for kind in (*kept, *(one["kind"] for one in fresh))]
    status = furthest([*reached, account.commitments[head[1]].status])
    noted = connection.execute(_NOTED, {"n": head[0], "number": account.numbers[head[1]]}).scalar()
    if noted != status:
        _note(connection, accounts, sorted(tied(connection, "restates", [head])[0]), status)
    return status


def _steps(
    connection: Connection,
    accounts: Accounts,
    head: Place,
    held: Sequence[Row[Any]],
    told: set[int],
    kinds: Mapping[str, Kind],
    refused: set[str],
) -> Iterator[dict[str, Any]]:
    """Links from events of other reports than those that tell of the commitment, which moved it; none `refused`."""
    account = accounts.get([head[0]])[head[0]]
    commitment, day = account.commitments[head[1]], account.published
    kind = kinds.get(commitment.kind)
    if kind is None or day is None:
        return
    given = Moment(day, day)
    own = _own_triggers(accounts, account, commitment, held, told)
    later = reach.later_events(connection, accounts, account, commitment, kind, told, [m for _, _, m in own])
    events = {e.id: (a, e) for a, e in later if e.id not in refused and e.id in a.moments}
    setting = Setting(
        sides={i: side for a in (account, *(a for a, _, _ in own), *(a for a, _ in events.values()))
               for i, side in a.sides.items()},
        elsewhere={i: a.moments[i] for i, (a, _) in events.items()}
        | {e.id: moment for a, e, moment in own if a is not account},
        triggered={e.id: moment for _, e, moment in own},
        given=given,
    )  # fmt: skip
    in_order = sorted(events.values(), key=lambda pair: (setting.elsewhere[pair[1].id], pair[0].n, pair[1].trigger))
    for step in moved(commitment, [*(e for _, e, _ in own), *(e for _, e in in_order)], setting, kinds).history:
        if step.event in events:
            there = events[step.event][0]
            sure = _sure(account, commitment, there, step.event)
            yield row(_VERBS[step.status], (there.n, step.event), head, sure, step.why)


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


def _note(connection: Connection, accounts: Accounts, claims: Iterable[Place], status: str) -> None:
    """Note with these commitments where their entry stands, so that they are found by that."""
    listed = list(claims)
    there = accounts.get(n for n, _ in listed)
    rows = [
        {"n": n, "number": there[n].numbers[claim], "stands": status}
        for n, claim in listed
        if n in there and claim in there[n].commitments
    ]
    if rows:
        connection.execute(_STANDS, rows)


def _key(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(one[name] for name in ("kind", "report", "claim", "to_report", "to_claim"))


_LINK, _COMMITMENT = tables.link.c, tables.commitment
_TO = (_LINK.to_report == bindparam("report")) & (_LINK.to_claim == bindparam("claim"))
_FROM = (_LINK.report == bindparam("report")) & (_LINK.claim == bindparam("claim"))
_RESTATES, _HOLDS = _LINK.kind == "restates", _LINK.undone_at.is_(None)
_UP = (
    select(_LINK.to_report, _LINK.to_claim)
    .where(_FROM, _RESTATES, _HOLDS)
    .order_by(_LINK.to_report, _LINK.to_claim)
    .limit(1)
)
_REFUSED = select(_LINK.to_report, _LINK.to_claim).where(_FROM, _RESTATES, _LINK.undone_at.is_not(None))
_ACCOUNTS = select(_LINK.report).where(_TO, _RESTATES, _HOLDS)
_MOVES = select(tables.link).where(_TO, _LINK.kind.in_(tuple(STEPS))).order_by(_LINK.n)
_AT = (_COMMITMENT.c.report == bindparam("n")) & (_COMMITMENT.c.claim == bindparam("number"))
_NOTED = select(_COMMITMENT.c.status).where(_AT)
_STANDS = update(_COMMITMENT).where(_AT).values(status=bindparam("stands"))

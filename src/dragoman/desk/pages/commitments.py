"""The ledger of commitments: who is bound to what, and what moved it."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

from litestar import Response, get

from dragoman.answers import Bond
from dragoman.desk.asked import wish
from dragoman.desk.counter import Here, Visit
from dragoman.desk.taking_away import taken_away
from dragoman.model import CommitmentKind, CommitmentStatus
from dragoman.query import leafing
from dragoman.query.choosing import Days

KINDS = get_args(CommitmentKind)
STATUSES = get_args(CommitmentStatus)


@get("/commitments", sync_to_thread=True)
def commitments(request: Visit, counter: Here) -> Response[Any]:
    """Commitments by instrument, those of the latest reports first."""
    asked = wish(request)
    question = partial(
        leafing.commitments, of=[asked.who] if asked.who else [], kinds=asked.kinds, statuses=asked.statuses,
        days=Days(asked.since, asked.until), skip=asked.skip, most=asked.limit + 1,
    )  # fmt: skip
    found = counter.leaf(question, asked)
    if away := taken_away(request, found, "commitments"):
        return away
    return counter.writer.page(
        request,
        "commitments",
        wish=asked,
        leaf=found,
        groups=by_instrument(found.items),
        kinds=KINDS,
        statuses=STATUSES,
    )


def by_instrument(bonds: tuple[Bond, ...]) -> list[tuple[str, list[Bond]]]:
    """Commitments under the treaty or resolution that they are part of; those without one last."""
    groups: dict[str, list[Bond]] = {}
    for bond in bonds:
        groups.setdefault((bond.instrument or "").casefold(), []).append(bond)
    named = [(group[0].instrument or "", group) for key, group in groups.items() if key]
    return named + [("", group) for key, group in groups.items() if not key]


ROUTES = [commitments]

"""The ledger of commitments: who is bound to what, and what moved it."""

from __future__ import annotations

from typing import Any, get_args

from litestar import Response, get

from dragoman.answers import Entry
from dragoman.desk.asked import wish
from dragoman.desk.counter import Here, Visit
from dragoman.desk.taking_away import taken_away
from dragoman.model import CommitmentKind, CommitmentStatus

KINDS = get_args(CommitmentKind)
STATUSES = get_args(CommitmentStatus)


@get("/commitments", sync_to_thread=True)
def commitments(request: Visit, counter: Here) -> Response[Any]:
    """Commitments by instrument, those of the latest reports first."""
    asked = wish(request)
    found = counter.ledger(asked)
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


def by_instrument(entries: tuple[Entry, ...]) -> list[tuple[str, list[Entry]]]:
    """Commitments under the treaty or resolution that they are part of; those without one last."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.bond.instrument or "").casefold(), []).append(entry)
    named = [(group[0].bond.instrument or "", group) for key, group in groups.items() if key]
    return named + [("", group) for key, group in groups.items() if not key]


ROUTES = [commitments]

"""Pages of answers: the archive gives the latest of what fits, so an older page is what lies before the latest ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

MOST = 50  # answers on a page
LAST = 20  # page


def latest(ask: Callable[[int], Sequence[Any]], limit: int, page: int) -> dict[str, Any]:
    """The `page`th page of `limit` answers, in order of days, from a question that gives so many of the latest."""
    found = ask(limit * page + 1)
    upto = len(found) - limit * (page - 1)
    return _page(
        found[max(upto - limit, 0) : max(upto, 0)], page, more=len(found) > limit * page, beyond="earlier ones"
    )


def best(ask: Callable[[int], Sequence[Any]], limit: int, page: int) -> dict[str, Any]:
    """The `page`th page of answers that come best first."""
    found = ask(limit * page + 1)
    return _page(found[limit * (page - 1) : limit * page], page, more=len(found) > limit * page, beyond="further ones")


def _page(answers: Sequence[Any], page: int, *, more: bool, beyond: str) -> dict[str, Any]:
    told = {"found": list(answers), "page": page}
    if not answers:
        return told | {"note": "nothing more" if page > 1 else "nothing found: try other names, words or days"}
    if more and page < LAST:
        return told | {"more": f"there are {beyond}: ask for page {page + 1}"}
    return told | ({"more": f"there are {beyond}: ask with narrower days, types or words"} if more else {})

"""What the address of a page asks for."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.datastructures import MultiDict

from dragoman.errors import BadDate, BadQuestion

PAGE = 25  # items of a list
MOST = 200  # items that one request may ask for
FURTHEST = 200  # page of a list

Item = TypeVar("Item")


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """The filters of a list; what is empty is no filter. Days are ISO dates, both bounds inclusive."""

    who: str | None = None
    other: str | None = None
    on: str | None = None
    by: str | None = None
    q: str | None = None
    actor: str | None = None
    speaker: str | None = None
    publisher: str | None = None
    country: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    newest: bool = False
    page: int = 1
    limit: int = PAGE
    offset: int | None = None  # else that of the page

    @property
    def skip(self) -> int:
        """How many items come before."""
        return (self.page - 1) * self.limit if self.offset is None else self.offset

    @property
    def filtered(self) -> bool:
        """Whether there is any filter."""
        return any(getattr(self, name) for name in (*_TEXTS, *_LISTS.values()))


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list."""

    items: tuple[Any, ...]
    next: int | None = None  # offset of the next page
    mistake: str | None = None  # why there is nothing, where what is asked cannot be understood


_TEXTS = (
    "who", "other", "on", "by", "q", "actor", "speaker", "publisher", "country", "place", "since", "until",
)  # fmt: skip
_LISTS = {"type": "types", "status": "statuses", "kind": "kinds", "stance": "stances"}


def wish(request: Request[Any, Any, Any]) -> Wish:
    """What the query of a page's address asks for; BadQuestion where a number is none."""
    query = request.query_params
    asked: dict[str, Any] = {name: _text(query, name) for name in _TEXTS}
    asked |= {field: _several(query, name) for name, field in _LISTS.items()}
    asked |= {day: iso(asked[day]) for day in ("since", "until")}
    asked["types"] = tuple(kind.upper() for kind in asked["types"])
    page = _number(query.get("page"), 1, FURTHEST, "page")
    return Wish(**asked, newest=bool(query.get("newest")), page=page)


def leaf(items: list[Item], asked: Wish) -> Leaf:
    """One page of `items`, which hold one more than the page where there is a next one."""
    more = len(items) > asked.limit
    return Leaf(items=tuple(items[: asked.limit]), next=asked.skip + asked.limit if more else None)


def iso(day: str | None) -> str | None:
    """`day` if it is an ISO date; BadDate if it is anything else."""
    if day is None:
        return None
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise BadDate(f"{day!r} is no day: write it as 2025-06-23") from None


def _text(query: MultiDict[str], name: str) -> str | None:
    value = str(query.get(name) or "").strip()[:400]
    return value or None


def _several(query: MultiDict[str], name: str) -> tuple[str, ...]:
    return tuple(value.strip()[:64] for value in query.getall(name, []) if value.strip())


def _number(given: str | None, least: int, most: int, name: str) -> int:
    if not given:
        return least
    if not given.isdecimal() or not least <= int(given) <= most:
        raise BadQuestion(f"{name} is a number from {least} to {most}, not {given!r}")
    return int(given)

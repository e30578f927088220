"""Who says so, and where a visitor goes back to after a form: what all forms have in common."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote, urlsplit

from litestar import Response
from litestar.datastructures import Cookie
from litestar.response import Redirect

from dragoman.desk.counter import Counter, Visit
from dragoman.errors import BadQuestion

_YEAR = 365 * 86_400


def signed(request: Visit, counter: Counter, data: dict[str, Any]) -> str:
    """Who says so: as the form has it, as this visitor signed before, or who runs the desk."""
    by = (text(data, "by") or unquote(request.cookies.get("by", "")) or counter.settings.by).strip()[:100]
    if not by:
        raise BadQuestion("a correction needs a name: write yours at the foot of the page")
    return by


def name_cookie(by: str) -> Cookie:
    """What remembers the name of a visitor."""
    return Cookie(key="by", value=quote(by), httponly=True, samesite="lax", max_age=_YEAR, path="/")


def back(request: Visit, data: dict[str, Any], otherwise: str, by: str) -> Response[Any]:
    """To the page that the form names, or that the visitor came from, if that is one of ours."""
    came = urlsplit(request.headers.get("referer", ""))
    referer = f"{came.path}?{came.query}" if came.query else came.path
    return Redirect(within(text(data, "next") or referer, otherwise), status_code=303, cookies=[name_cookie(by)])


def within(address: str | None, otherwise: str = "/") -> str:
    """`address` if it is one of this desk and of no other place."""
    return address if address and address.startswith("/") and not address.startswith(("//", "/\\")) else otherwise


def text(data: dict[str, Any], name: str) -> str:
    """A field of a form; empty where it is missing, or there more than once."""
    value = data.get(name)
    return value.strip() if isinstance(value, str) else ""

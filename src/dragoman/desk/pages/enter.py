"""The door: where a token is asked for, before anything else is shown."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import Body
from litestar.response import Redirect

from dragoman.desk.counter import Here, Visit
from dragoman.desk.guarding import SESSION, is_token, session_of
from dragoman.desk.settings import Settings
from dragoman.desk.signing import within

_DAYS = 30


class Given(msgspec.Struct, frozen=True):
    """What a visitor gives at the door."""

    token: str
    next: str = "/"


@get("/enter", sync_to_thread=False, include_in_schema=False)
def door(request: Visit, counter: Here) -> Response[str]:
    """Ask for the token."""
    return counter.writer.page(request, "enter", next=within(request.query_params.get("next")), wrong=False)


def enter(settings: Settings) -> Any:
    """The handler that takes the token; it hears only a few tries a minute of one address."""
    limit = RateLimitConfig(rate_limit=("minute", settings.tries_a_minute), store="tries")

    @post("/enter", sync_to_thread=False, include_in_schema=False, middleware=[limit.middleware])
    def enter(
        request: Visit,
        counter: Here,
        data: Annotated[Given, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[Any]:
        token = counter.settings.token
        if token is not None and not is_token(data.token.strip(), token):
            return counter.writer.page(request, "enter", 403, next=within(data.next), wrong=True)
        session = Cookie(
            key=SESSION, value=session_of(token or ""), httponly=True, samesite="lax", max_age=_DAYS * 86_400, path="/"
        )
        return Redirect(within(data.next), status_code=303, cookies=[session])

    return enter

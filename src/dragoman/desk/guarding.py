"""Who may come in: hosts, tokens, where a change may come from, and what browsers are told to refuse.

`guarded` stands before the whole server, so that also a page which is not there says the same to a browser.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import cast
from urllib.parse import quote, urlsplit

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from dragoman.desk.settings import Settings

SESSION = "dragoman"  # cookie of those who gave the token
_OPEN = ("/enter", "/static/")  # without a token
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def guarded(app: ASGIApp, settings: Settings) -> ASGIApp:
    """`app` behind its guard."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        kind: str = scope["type"]
        if kind != "http":
            await app(scope, receive, send)
            return
        request = cast("HTTPScope", scope)
        refused = _refusal(request["method"], request["path"], Headers.from_scope(scope), settings)
        served = refused or app
        await served(scope, receive, _with_headers(send, scope["path"]))

    return guard


def session_of(token: str) -> str:
    """What the cookie of a visitor who gave the token holds: nothing that the token could be found from."""
    return hmac.new(token.encode(), b"dragoman desk session", hashlib.sha256).hexdigest()


def is_token(given: str, token: str) -> bool:
    """Whether this is the token, told in a time that says nothing of it."""
    return hmac.compare_digest(given.encode(), token.encode())


def _refusal(method: str, path: str, headers: Headers, settings: Settings) -> ASGIApp | None:
    """The answer to a request that must not pass; None for one that may."""
    if not _host_is_ours(headers.get("host", ""), settings):
        return _plain(421, "This desk is not served under that name.")
    if method not in _SAFE and not _from_here(headers):
        return _plain(403, "Changes are taken from the desk's own pages only.")
    if settings.token is None or path.startswith(_OPEN) or _may_enter(headers, settings.token):
        return None
    if path.startswith("/api/") or method not in _SAFE:
        return _plain(401, "Give the desk's token: Authorization: Bearer TOKEN", {"www-authenticate": "Bearer"})
    return _plain(303, "", {"location": f"/enter?next={quote(path)}"})


def _host_is_ours(host: str, settings: Settings) -> bool:
    """Whether a browser believes to speak with us. A name of somebody else's that leads here would have it all
    read by that somebody's pages; where a token is asked for, such pages have none."""
    if settings.token is not None:
        return True
    return host.lower() in {f"{name}:{settings.port}" for name in (*_LOCAL, settings.host)} | {"localhost", "127.0.0.1"}


def _from_here(headers: Headers) -> bool:
    """Whether a request comes from a page of ours, or from no page at all."""
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _may_enter(headers: Headers, token: str) -> bool:
    kind, _, given = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return is_token(given.strip(), token)
    try:
        session = SimpleCookie(headers.get("cookie", "")).get(SESSION)
    except CookieError:
        return False
    return session is not None and hmac.compare_digest(session.value.encode(), session_of(token).encode())


def _plain(status: int, words: str, headers: Mapping[str, str] | None = None) -> ASGIApp:
    return ASGIResponse(
        body=words.encode(), status_code=status, media_type="text/plain; charset=utf-8", headers=dict(headers or {})
    )


def _with_headers(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if not path.startswith("/static/"):
                headers["cache-control"] = "no-store" if path.startswith("/api/") else "private, no-cache"
        await send(message)

    return sending

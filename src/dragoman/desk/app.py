"""The desk as one ASGI application: its pages, its JSON interface, its limits, and the guard before them."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router
from litestar.stores.memory import MemoryStore
from litestar.types import ASGIApp, ControllerRouterHandler

from dragoman.desk import adding, api
from dragoman.desk.counter import Counter
from dragoman.desk.guarding import guarded
from dragoman.desk.pages import (
    between,
    claim,
    commitments,
    corrections,
    enter,
    event,
    network,
    places,
    positions,
    reports,
    review,
    search,
    timeline,
    today,
    who,
)
from dragoman.desk.settings import Settings
from dragoman.desk.writing import Writer
from dragoman.errors import BadDate, BadQuestion, DragomanError
from dragoman.keeping import Archive
from dragoman.query import leafing

_LARGEST = 1_000_000  # bytes of a request; what is added may be larger and says so itself
_PAGES = (
    today, reports, claim, corrections, timeline, event, who, between, commitments, positions, places, network, search,
    review, adding,
)  # fmt: skip
_LOG = logging.getLogger(__name__)


def desk(archive: Archive, settings: Settings) -> ASGIApp:
    """The desk on an open archive, guarded."""
    return guarded(litestar(archive, settings), settings)


def litestar(archive: Archive, settings: Settings) -> Litestar:
    """The desk without its guard."""
    counter = Counter(archive, settings, Writer(settings, _first_words(archive)))
    incoming = adding.incoming_of(archive)
    secret = secrets.token_hex(32)
    return Litestar(
        route_handlers=_routes(settings),
        dependencies={
            "counter": Provide(lambda: counter, sync_to_thread=False),
            "incoming": Provide(lambda: incoming, sync_to_thread=False),
        },
        on_startup=[partial(_warm, counter)] if settings.warm else [],
        on_shutdown=[incoming.close],
        csrf_config=CSRFConfig(
            secret=secret, cookie_name=f"csrf{secret[:6]}", cookie_samesite="strict", exclude="^/api/"
        ),  # the guard sees to /api, whose callers have no cookie; a name of its own, since the secret dies with us
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=4, minimum_size=1_000),
        middleware=[limit.middleware for limit in _limits(settings)],
        stores={name: MemoryStore() for name in ("requests", "changes", "tries")},
        state=State({"counter": counter}),
        request_max_body_size=_LARGEST,
        exception_handlers={HTTPException: _refused, DragomanError: _misunderstood, Exception: _failed},
        openapi_config=OpenAPIConfig(
            title="dragoman",
            version=version("dragoman"),
            path="/api/schema",
            render_plugins=[JsonRenderPlugin()],
            description="An archive of reports on international affairs: what they say, each claim with its words.",
        ),
        logging_config=None,
    )


def _limits(settings: Settings) -> list[RateLimitConfig]:
    """How much one address may ask for, and how much it may change."""
    changes = ("minute", settings.changes_a_minute)
    return [
        RateLimitConfig(rate_limit=("minute", settings.requests_a_minute), store="requests"),
        RateLimitConfig(rate_limit=changes, store="changes", check_throttle_handler=_changes_something),  # type: ignore[arg-type]
    ]


async def _changes_something(request: Request[Any, Any, Any]) -> bool:
    return request.method not in ("GET", "HEAD", "OPTIONS")


def _warm(counter: Counter) -> None:
    threading.Thread(target=counter.warm, name="warm", daemon=True).start()


def _first_words(archive: Archive) -> Callable[[str], str]:
    return lambda report: archive.ask(partial(leafing.first_words, report=report))


def _routes(settings: Settings) -> list[ControllerRouterHandler]:
    shown = Router("/", route_handlers=[route for page in _PAGES for route in page.ROUTES], include_in_schema=False)
    static = create_static_files_router("/static", directories=[settings.static], include_in_schema=False)
    return [shown, api.router, adding.api, enter.door, enter.enter(settings), static]


def _refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    return _told(request, error.status_code, error.detail)


def _misunderstood(request: Request[Any, Any, Any], error: DragomanError) -> Response[Any]:
    return _told(request, 400 if isinstance(error, BadQuestion | BadDate) else 503, str(error))


def _failed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    _LOG.error("%s could not be shown", request.url.path, exc_info=error)
    return _told(request, 500, "Something went wrong here; the terminal in which the desk runs says what.")


def _told(request: Request[Any, Any, Any], status: int, words: str) -> Response[Any]:
    """A mistake, in the form in which the visitor would have had the answer."""
    if request.url.path.startswith("/api/"):
        return Response({"error": words}, status_code=status, media_type="application/json")
    counter: Counter = request.app.state.counter
    return counter.writer.page(request, "mistake", status, words=words, missing=status == 404)

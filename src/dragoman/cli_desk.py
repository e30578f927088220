"""The command that opens the desk."""

from __future__ import annotations

import gc
import secrets
import sys
import threading
import webbrowser
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli_archive import SOME_FAILED, Address, opened

if TYPE_CHECKING:
    from dragoman.desk.settings import Settings
    from dragoman.keeping import Archive

_NEEDED = ("jinja2", "litestar", "uvicorn")


def desk(
    archive: Address = None,
    host: Annotated[
        str, typer.Option(help="The address to listen on; any but this machine's own demands a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    token: Annotated[
        str | None,
        typer.Option(envvar="DRAGOMAN_TOKEN", help="What visitors have to give; made up where one is needed."),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Open the archive in the browser: read, look, doubt, correct, take away. Stop it with Ctrl-C."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        print(f"dragoman: the desk needs {', '.join(missing)}: pip install 'dragoman[desk]'", file=sys.stderr)
        raise typer.Exit(SOME_FAILED)
    from dragoman.desk.settings import Settings, login_name

    settings = Settings(host=host, port=port, token=token or None, by=login_name(), warm=True)
    if settings.token is None and not settings.loopback:
        settings = Settings(host=host, port=port, token=secrets.token_urlsafe(16), warm=True)
    with opened(archive, create=True) as store:
        _serve(store, settings, open_browser)


def _serve(store: Archive, settings: Settings, open_browser: bool) -> None:
    import uvicorn

    from dragoman.desk.app import desk

    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{shown}:{settings.port}/"
    print(f"dragoman: {store.address} is open at {address}; Ctrl-C closes it", file=sys.stderr)
    if not settings.built:
        print(
            "dragoman: its styles and scripts are not built, so pages are plain: in a checkout, make desk builds them"
            " (with Node 18 or later)",
            file=sys.stderr,
        )
    if settings.token and not settings.loopback:
        print(
            f"dragoman: others can reach it with the token {settings.token}\n"
            "dragoman: what they read and write travels unencrypted: on an open network, put a TLS proxy before it",
            file=sys.stderr,
        )
    served = desk(store, settings)
    gc.collect()
    gc.freeze()  # what is loaded by now stays: looking through it again and again would double the cost of a page
    if open_browser:
        later = threading.Timer(1.0, webbrowser.open, args=(address,))
        later.daemon = True
        later.start()
    uvicorn.run(served, host=settings.host, port=settings.port, log_level="warning", server_header=False)


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = ((desk, "dragoman desk --archive news.db"),)

"""The command that offers an archive to assistants."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from dragoman import cli_knowledge
from dragoman.cli_archive import SOME_FAILED, Address


def mcp(
    archive: Address = None,
    knowledge: cli_knowledge.Own = None,
) -> None:
    """Offer the archive to an assistant, by the Model Context Protocol over standard input and output.

    It can ask, read texts that you give it, and quote; it cannot change the archive. You do not run this yourself:
    docs/mcp.md shows what to write into the assistant's settings.
    """
    try:
        from dragoman.mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "pydantic"):
            raise
        print("dragoman: this needs the package mcp: pip install 'dragoman[mcp]'", file=sys.stderr)
        raise typer.Exit(SOME_FAILED) from None
    own = None if knowledge is None else cli_knowledge.own_knowledge(knowledge)
    serve(archive, own)


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = ((mcp, "dragoman mcp --archive news.db"),)

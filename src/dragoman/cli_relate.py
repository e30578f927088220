"""The command that says in which relation two given mentions stand, for those who have entities of their own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer

from dragoman.errors import BadQuestion, ModelMissing, Unreadable
from dragoman.ingest.jsonl import Line, lines, name_of
from dragoman.relating import relate as related

SOME_FAILED, WRONG_USAGE = 1, 2

EXAMPLES = """Examples:

dragoman relate "Iran has condemned a U.S. court's decision." --actor 0:4 --recipient 19:23

dragoman relate --jsonl pairs.jsonl > relations.jsonl

A line of pairs.jsonl: {"id": 1, "text": "...", "actor": [0, 4], "recipient": [19, 23]}

Exit codes: 0 all were answered, 1 some could not be (each says why), 2 wrong usage."""


class _Asked(msgspec.Struct):
    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int]


def relate(
    text: Annotated[str | None, typer.Argument(help="A sentence or a few.", show_default=False)] = None,
    actor: Annotated[str | None, typer.Option(metavar="START:END", help="Characters of who acts.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="START:END", help="Of whom it is done to.")] = None,
    jsonl: Annotated[
        Path | None, typer.Option(help="A file with a JSON object a line; - for standard input.", show_default=False)
    ] = None,
) -> None:
    """Say in which PLOVER relation two given mentions of a text stand: type, mode, CAMEO code, quad class, how sure.

    Answers in JSON, a line each, in the order asked; "related" is how likely it is that they stand in any relation.
    """
    try:
        if jsonl is not None and text is None:
            failed = _answer_file(jsonl)
        elif text is not None and actor is not None and recipient is not None and jsonl is None:
            _print(msgspec.to_builtins(related(text, actor=_offsets(actor), recipient=_offsets(recipient))))
            failed = False
        else:
            raise typer.BadParameter("give a text with --actor and --recipient, or --jsonl")
    except BadQuestion as error:
        raise typer.BadParameter(str(error)) from None
    except ModelMissing as error:
        print(f"The relation model cannot run: {error}", file=sys.stderr)
        raise typer.Exit(WRONG_USAGE) from None
    if failed:
        raise typer.Exit(SOME_FAILED)


def _offsets(given: str) -> tuple[int, int]:
    start, _, end = given.partition(":")
    if not (start.isdigit() and end.isdigit()):
        raise BadQuestion(f"{given!r} is not START:END in characters")
    return int(start), int(end)


def _answer_file(path: Path) -> bool:
    """Answer each line; whether one of them could not be."""
    if str(path) == "-":
        return _answer_all(sys.stdin.buffer)
    try:
        with path.open("rb") as file:
            return _answer_all(file)
    except OSError as error:
        raise BadQuestion(f"{path}: {error.strerror}") from None


def _answer_all(file: BinaryIO) -> bool:
    failed = False
    for line in lines(file):
        name = name_of(line)
        try:
            answer = msgspec.to_builtins(_answer(line))
        except (BadQuestion, Unreadable) as error:
            failed = True
            answer = {"problem": str(error)}
            print(f"{name}: {error}", file=sys.stderr)
        _print({"id": name} | answer)
    return failed


def _answer(line: Line) -> object:
    try:
        asked = msgspec.json.decode(line.raw or b"", type=_Asked)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unreadable(f"no object with text, actor and recipient: {error}") from None
    return related(asked.text, actor=asked.actor, recipient=asked.recipient)


def _print(answer: object) -> None:
    print(msgspec.json.encode(answer).decode())

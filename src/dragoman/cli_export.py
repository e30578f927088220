"""The command that takes records out of an archive, in the formats of other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, get_args

import msgspec
import typer

from dragoman.cli_archive import SOME_FAILED, Address, opened
from dragoman.cli_asking import Since, Statuses, Types, Until
from dragoman.errors import BadQuestion
from dragoman.export.manner import Manner
from dragoman.export.profile import Nationals, Officials, Profile, profiles
from dragoman.export.profile import profile as named_profile
from dragoman.export.quoting import Words
from dragoman.export.taking_out import FORMS


def export(
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMS)}.")],
    words: Annotated[list[str] | None, typer.Argument(help="Only reports with these words, as for `search`.")] = None,
    archive: Address = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write there, not to standard output.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only reports that name somebody.")] = None,
    country: Annotated[str | None, typer.Option(metavar="ISO3", help="An event there, or with this state.")] = None,
    types: Types = None,
    statuses: Statuses = None,
    speaker: Annotated[str | None, typer.Option(help="Only reports that quote somebody.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    since: Since = None,
    until: Until = None,
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="None of the reports' words.")] = False,
    full_text: Annotated[bool, typer.Option("--full-text", help="All of them: mind the publisher's rights.")] = False,
    once: Annotated[
        bool, typer.Option("--once", help="Each event once, with all reports of it (jsonl, polecat, icews, gdelt).")
    ] = False,
    profile: Annotated[
        str, typer.Option(metavar="NAME", help=f"How events are coded: {', '.join(profiles())}, or a file NAME.toml.")
    ] = "cameo",
    nationals: Annotated[
        str | None, typer.Option(help=f"How people of a country are coded: {' or '.join(get_args(Nationals))}.")
    ] = None,
    officials: Annotated[
        str | None, typer.Option(help=f"How who acts for a state is coded: {' or '.join(get_args(Officials))}.")
    ] = None,
) -> None:
    """Take records out, as corrected, in the format of another program; the filters choose reports, as in `search`.

    Of a report's words only short quotations leave, unless you say otherwise.
    """
    manner = Manner(_words(no_quotes, full_text), _profile(profile, nationals, officials), once)
    if form not in FORMS:
        raise typer.BadParameter(f"the formats are {', '.join(FORMS)}", param_hint="--format")
    if once and not FORMS[form].once:
        able = ", ".join(name for name, known in FORMS.items() if known.once)
        raise typer.BadParameter(f"{form} holds what each report tells; this is for {able}", param_hint="--once")
    if out is None and FORMS[form].binary and sys.stdout.isatty():
        raise typer.BadParameter("this format is not for a terminal: name a file", param_hint="--out")
    with opened(archive) as store:
        records = store.chosen(
            " ".join(words or ()), actor=actor, country=country, types=[t.upper() for t in types or ()],
            statuses=[s.lower() for s in statuses or ()], speaker=speaker, publisher=publisher, since=since,
            until=until,
        )  # fmt: skip
        _write(store.export(form, records, manner), out)


def _words(no_quotes: bool, full_text: bool) -> Words:
    if no_quotes and full_text:
        raise typer.BadParameter("choose one of --no-quotes and --full-text")
    return "none" if no_quotes else "all" if full_text else "quotations"


def _profile(name: str, nationals: str | None, officials: str | None) -> Profile:
    """The profile of this name, with what the user wants otherwise."""
    changes: dict[str, str] = {}
    for option, value, known in (("nationals", nationals, Nationals), ("officials", officials, Officials)):
        if value is not None and value not in get_args(known):
            raise typer.BadParameter(f"choose {' or '.join(get_args(known))}", param_hint=f"--{option}")
        changes |= {option: value} if value is not None else {}
    try:
        return msgspec.structs.replace(named_profile(name), **changes)
    except BadQuestion as error:
        raise typer.BadParameter(str(error), param_hint="--profile") from error


def _write(pieces: Iterable[bytes], out: Path | None) -> None:
    """Write to standard output, or to a file that is there whole or not at all."""
    if out is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()
        return
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
        os.replace(part, out)
    except OSError as error:
        print(f"dragoman: {out}: {error.strerror or error}", file=sys.stderr)
        raise typer.Exit(SOME_FAILED) from error
    finally:
        part.unlink(missing_ok=True)


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (export, "dragoman export --format csv --actor Russia --since 2025-01-01 --out russia.csv"),
)

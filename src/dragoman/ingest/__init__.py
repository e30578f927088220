"""Taking in: files, addresses and pipes become reports with one fixed text, and what was odd about them is said.

The text is decided here, once: markup removed, entities decoded, characters decoded. All offsets of a record
count from it. What cannot be taken in raises `Unreadable` with a reason that a user can act on.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from msgspec import structs

from dragoman.errors import Unreadable
from dragoman.ingest.source import (
    HEAD,
    MAX_BYTES,
    MAX_DOCUMENT,
    Format,
    Found,
    Origin,
    Take,
    opened,
    refused,
    whole,
)  # fmt: skip
from dragoman.ingest.stated import day_in_name
from dragoman.ingest.text import Taken, iso_day
from dragoman.model import Problem

if TYPE_CHECKING:
    from dragoman.ingest.fetch import Limits

__all__ = ["MAX_BYTES", "Found", "Origin", "Take", "reports_in", "take_in", "take_in_file"]

STDIN = "-"


def reports_in(
    source: str,
    *,
    published: str | None = None,
    columns: Iterable[tuple[str, str]] = (),
    limits: Limits | None = None,
) -> Iterator[Found]:
    """All reports of a file, an address (http, https) or standard input (-), each found only when it is asked for.

    A report found is not yet taken in: its `take` does that, in whatever process it is called, and raises Unreadable
    where it cannot be done. What is wrong with the whole source is one more such report, under the source's name.
    `published` is an ISO date known from elsewhere; `columns` pairs fields ("text") with columns of a table ("Body");
    `limits` (fetch.py) say what fetching an address may cost and where it may lead.
    """
    origin = Origin(name=source, published=published, columns=tuple(columns))
    try:
        if source == STDIN:
            origin = origin._replace(name="standard input")
            yield from _found(_standard_input(), origin)
        elif "://" in source:
            raw, origin = _fetched(origin, limits)
            yield from _found(opened(raw), origin)
        else:
            with _file(Path(source)) as file:
                yield from _found(file, origin, Path(source))
    except Unreadable as error:
        yield refused(origin.name, str(error))
    except OSError as error:
        yield refused(origin.name, f"cannot be read further: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001  one bad source must not take the batch with it
        yield refused(origin.name, f"it could not be taken in ({type(error).__name__}: {error}); please report it")


def take_in(raw: bytes, *, name: str = "", published: str | None = None) -> Taken:
    """The one report in `raw`, of the kind that it opens like or that `name` ends like.

    `published` is an ISO date known from elsewhere; it beats what the report states of itself.
    """
    return _take(raw, Origin(name=name, published=published))


def take_in_file(path: Path, *, published: str | None = None) -> Taken:
    """The one report in the file at `path`."""
    return _take_file(path, Origin(name=str(path), published=published))


def _found(file: io.BufferedReader, origin: Origin, path: Path | None = None) -> Iterator[Found]:
    kind, _ = _kind(file.peek(HEAD), origin)
    if kind.many is not None:
        for name, take in kind.many(file, origin):
            yield Found(name, partial(_completed, take, origin))
    elif path is not None:
        yield Found(origin.name, partial(_take_file, path, origin))
    else:
        raw = file.read(MAX_DOCUMENT + 1)
        late = _kind(raw, origin)[0].many  # a slow pipe had not shown enough of it before
        yield from _found(opened(raw), origin) if late else [Found(origin.name, partial(_take, raw, origin))]


def _kind(head: bytes, origin: Origin) -> tuple[Format, str | None]:
    from dragoman.ingest.formats import format_of  # modules for a dozen formats: none is loaded to read a text

    return format_of(head[:HEAD], origin)


def _take_file(path: Path, origin: Origin) -> Taken:
    with _file(path) as file:
        kind, _ = _kind(file.peek(HEAD), origin)
        raw = file.read(kind.most + 1)
    taken = _take(raw, origin)
    day = day_in_name(path.name) if taken.document.published_from in (None, "created") else None
    if day is None:
        return taken
    report = structs.replace(taken.document, published=day, published_from="name", published_in=None)
    return taken._replace(document=report)


def _take(raw: bytes, origin: Origin) -> Taken:
    kind, odd = _kind(raw, origin)
    if kind.one is not None:
        taken = _completed(partial(kind.one, whole(opened(raw), kind.most, kind.name), origin), origin)
    else:
        assert kind.many is not None, kind
        first = list(islice(kind.many(opened(raw), origin), 2))
        if len(first) != 1:
            raise Unreadable(f"{kind.name} with {'several reports' if first else 'no reports'}, not one report")
        taken = _completed(first[0].take, origin)
    if taken.document.url is None and origin.url is not None:
        taken = taken._replace(document=structs.replace(taken.document, url=origin.url))
    return taken._replace(problems=(Problem(stage="ingest", message=odd), *taken.problems)) if odd else taken


def _completed(take: Take, origin: Origin) -> Taken:
    """The report with the date that a user gave, if one was given."""
    taken = take()
    if origin.published is None:
        return taken
    report = structs.replace(
        taken.document, published=iso_day(origin.published), published_from="given", published_in=None
    )
    return taken._replace(document=report)


def _fetched(origin: Origin, limits: Limits | None) -> tuple[bytes, Origin]:
    from dragoman.ingest.fetch import fetched  # sockets and TLS: loaded by who asks for them

    found = fetched(origin.name, limits)
    return found.raw, origin._replace(url=found.url, charset=found.charset)


@contextmanager
def _file(path: Path) -> Iterator[io.BufferedReader]:
    if path.is_dir():
        raise Unreadable("a folder, not a report: name the files in it")
    try:
        file = path.open("rb", buffering=HEAD)
    except FileNotFoundError:
        raise Unreadable("no such file") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot be opened: {getattr(error, 'strerror', None) or error}") from error
    with file:
        yield cast(io.BufferedReader, file)


def _standard_input() -> io.BufferedReader:
    given = cast(Any, sys.stdin.buffer)
    return given if isinstance(given, io.BufferedReader) else io.BufferedReader(given, HEAD)

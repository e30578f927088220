"""Taking in: bytes from a file, a pipe or a page become one fixed text, and what was odd about them is said.

The text is decided here, once: markup removed, entities decoded, characters decoded. All offsets of a record
count from it. What cannot be taken in raises `Unreadable` with a reason that a user can act on.
"""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import Unreadable
from dragoman.ingest.encoding import decoded, refuse_binary
from dragoman.ingest.html import from_html, is_html
from dragoman.ingest.text import Taken, from_text

MAX_BYTES = 20_000_000  # a report is a few thousand characters; what is larger is no report


def take_in(raw: bytes, *, name: str = "", published: str | None = None) -> Taken:
    """The report in `raw`: a web page when it looks like one or `name` ends like one, else plain text.

    `published` is an ISO date known from elsewhere; it beats what the page says of itself.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES // 1_000_000} MB: not one report; split it, or use --jsonl")
    refuse_binary(raw)
    page = is_html(raw, name)
    text, problems = decoded(raw, html=page)
    taken = from_html(text, published=published) if page else from_text(text, published=published)
    return Taken(taken.document, problems + taken.problems)


def take_in_file(path: Path, *, published: str | None = None) -> Taken:
    """The report in the file at `path`."""
    if path.is_dir():
        raise Unreadable("a folder, not a report: name the files in it")
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable("no such file") from None
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror or error}") from error
    return take_in(raw, name=path.name, published=published)

"""What became of every file that was to be added: a status each, so that a run can be taken up again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.answers import Failure
from dragoman.archive import tables
from dragoman.archive.packing import storable
from dragoman.archive.writing import now

Fate = Literal["added", "known", "unread", "failed"]


class Outcome(NamedTuple):
    """What became of one report: added, known already, kept but unread (another language), or failed."""

    path: str
    item: str  # within the file; empty where it is one report
    digest: str  # of its bytes; empty where they could not be read
    fate: Fate
    report: str | None = None
    message: str | None = None


def begin_run(connection: Connection, arguments: dict[str, object]) -> int:
    """Note that reports are going to be added; the number of the run."""
    run = (connection.execute(select(func.max(tables.run.c.n))).scalar() or 0) + 1
    told = msgspec.json.encode(arguments).decode()
    connection.execute(insert(tables.run), [{"n": run, "arguments": told, "started": now()}])
    return run


def end_run(connection: Connection, run: int) -> None:
    """Note that a run came to its end."""
    connection.execute(update(tables.run).where(tables.run.c.n == run).values(finished=now()))


def unfinished_run(connection: Connection) -> tuple[int, dict[str, object]] | None:
    """The last run, if it did not come to its end, with its arguments."""
    run = tables.run.c
    row = connection.execute(select(run.n, run.arguments, run.finished).order_by(run.n.desc()).limit(1)).one_or_none()
    return None if row is None or row.finished else (row.n, msgspec.json.decode(row.arguments))


def keep(connection: Connection, run: int, outcomes: Sequence[Outcome]) -> None:
    """Keep what became of some reports; it replaces what was known of the same files."""
    if not outcomes:
        return
    latest = {(storable(o.path), storable(o.item)): o for o in outcomes}
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    new = dialect.insert(tables.source)
    said = {name: new.excluded[name] for name in ("digest", "status", "report", "message", "run")}
    rows = [
        {"path": path, "item": item, "digest": o.digest, "status": o.fate, "report": o.report,
         "message": storable(o.message) if o.message else None, "run": run}
        for (path, item), o in latest.items()
    ]  # fmt: skip
    connection.execute(new.on_conflict_do_update(index_elements=["path", "item"], set_=said), rows)


def digests(connection: Connection, path: str) -> dict[str, tuple[str, str]]:
    """Of the items of a file that need not be looked at again: item -> digest, report."""
    source = tables.source.c
    done = (source.path == storable(path)) & (source.status != "failed") & source.report.is_not(None)
    rows = connection.execute(select(source.item, source.digest, source.report).where(done))
    return {item: (digest, report) for item, digest, report in rows}


def failures(connection: Connection) -> list[Failure]:
    """What could not be taken in, by path."""
    source = tables.source.c
    rows = select(source.path, source.item, source.message).where(source.status == "failed")
    found = connection.execute(rows.order_by(source.path, source.n))
    return [Failure(path=path, item=item, message=message or "") for path, item, message in found]


def forget(connection: Connection, failed: Iterable[Failure]) -> None:
    """Take failures off the list: their files are gone for good."""
    source = tables.source
    for failure in failed:
        this = (source.c.path == failure.path) & (source.c.item == failure.item) & (source.c.status == "failed")
        connection.execute(delete(source).where(this))

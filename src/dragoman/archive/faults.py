"""Faults of a database in words that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from dragoman.errors import ArchiveFull, ArchiveLocked, BadArchive

_SQLITE = {  # primary result codes: https://www.sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY: (ArchiveLocked, "is locked: somebody else is writing to it; try again when they are done"),
    sqlite3.SQLITE_LOCKED: (ArchiveLocked, "is locked: somebody else is writing to it; try again when they are done"),
    sqlite3.SQLITE_FULL: (ArchiveFull, "cannot grow: the disk is full; what was acknowledged is kept"),
    sqlite3.SQLITE_IOERR: (ArchiveFull, "cannot be read or written: is the disk full or broken?"),
    sqlite3.SQLITE_NOTADB: (BadArchive, "is not an archive: it is some other kind of file, and was left alone"),
    sqlite3.SQLITE_CORRUPT: (BadArchive, "is damaged; restore a copy of it"),
    sqlite3.SQLITE_READONLY: (BadArchive, "cannot be written: you may only read it"),
    sqlite3.SQLITE_PERM: (BadArchive, "cannot be opened: permission denied"),
    sqlite3.SQLITE_CANTOPEN: (BadArchive, "cannot be opened: no such folder, or permission denied"),
}
_POSTGRES = {  # https://www.postgresql.org/docs/current/errcodes-appendix.html
    "55P03": (ArchiveLocked, "is locked: somebody else is writing to it; try again when they are done"),
    "40P01": (ArchiveLocked, "is locked: somebody else is writing to it; try again when they are done"),
    "53100": (ArchiveFull, "cannot grow: the server's disk is full; what was acknowledged is kept"),
    "42501": (BadArchive, "cannot be used: the server says that you lack the right"),
    "25006": (BadArchive, "cannot be written: you may only read it"),
    "3D000": (BadArchive, "does not exist: create the database first (createdb)"),
}


@contextmanager
def said_plainly(address: str) -> Iterator[None]:
    """Turn the faults of the database that the archive's user can do something about into a BadArchive."""
    try:
        yield
    except DBAPIError as error:
        if (fault := _fault(error, address)) is not None:
            raise fault from error
        raise


def _fault(error: DBAPIError, address: str) -> BadArchive | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    state = getattr(error.orig, "sqlstate", None)
    kind, words = _SQLITE.get(code & 0xFF, (None, "")) if code is not None else _POSTGRES.get(state or "", (None, ""))
    if kind is not None:
        return kind(f"{address} {words}")
    if code is None and state is None and (error.connection_invalidated or _never_connected(error)):
        return BadArchive(f"{address} cannot be reached: {_first_line(error)}")
    return None


def _never_connected(error: DBAPIError) -> bool:
    return type(error.orig).__module__.startswith("psycopg") and type(error.orig).__name__ == "OperationalError"


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]

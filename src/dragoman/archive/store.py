"""Opening an archive: SQLite in one file or PostgreSQL by address, brought to today's tables, its faults in words.

Readers and writers work at once. There is one writer at a time, on either database: reading a report takes a
hundred times as long as writing its record, so queueing costs nothing and no two writers can block each other.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from dragoman.archive.faults import said_plainly
from dragoman.errors import BadArchive, ExtraMissing, NewerArchive

HEAD = "0002"  # the last of `migrations`
PATIENCE = 30.0  # seconds to wait for another writer
_WRITERS = 0x64726167  # PostgreSQL's advisory lock that writers take
_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True)
class Store:
    """An open archive. `reading` and `writing` give a connection in a transaction of its own."""

    engine: Engine
    address: str  # for people: a path, or an address without its password

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the archive as it is now, whatever is written meanwhile."""
        with said_plainly(self.address), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; what it wrote is kept, whole, when the block ends without an error."""
        with said_plainly(self.address), self.engine.connect() as connection:
            writer = connection.execution_options(dragoman_writes=True)
            with writer.begin():
                yield writer

    @property
    def postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @property
    def place(self) -> str:
        """Where it is, for another process to open it: with the password, so for no eyes and no log."""
        if not self.postgres:
            return self.address
        return self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)

    def close(self) -> None:
        self.engine.dispose()


def open_store(address: str | Path | None = None, *, create: bool = True, patience: float = PATIENCE) -> Store:
    """The archive at `address`: a path, or `postgresql://...`; see `default_address` where it is None.

    Brings an older one to today's tables. `create`: make a new one where there is none. Raises BadArchive.
    """
    place = str(address or default_address())
    url = _url(place)
    shown = (
        place
        if url.drivername.startswith("sqlite")
        else url.set(drivername="postgresql").render_as_string(hide_password=True)
    )
    if url.drivername.startswith("sqlite"):
        _check_file(Path(place), create)
    store = Store(_engine(url, patience), shown)
    try:
        _bring_up_to_date(store, create)
    except BaseException:
        store.close()
        raise
    return store


def default_address() -> str:
    """`DRAGOMAN_ARCHIVE`, or a file in the folder where programs of this user keep their data."""
    if named := os.environ.get("DRAGOMAN_ARCHIVE"):
        return named
    return str(user_folder() / "archive.db")


def user_folder() -> Path:
    """The folder where this program keeps the data of this user."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "dragoman"


def _url(place: str) -> URL:
    if "://" not in place:
        return URL.create("sqlite+pysqlite", database=place)
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:
        raise BadArchive(f"{place!r} is no address; write postgresql://user@host/database, or a path") from error
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise BadArchive(f"{url.drivername} is not supported; there are SQLite (a path) and postgresql://")
    return url.set(drivername="postgresql+psycopg")


def _check_file(path: Path, create: bool) -> None:
    """Say what SQLite would only stumble over: no file, a folder, a file of another kind."""
    if path.is_dir():
        raise BadArchive(f"{path} is a folder; name a file in it")
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except FileNotFoundError:
        if not create:
            raise BadArchive(f"there is no archive at {path}; `dragoman add` makes one") from None
        with suppress(OSError):  # SQLite says it
            path.parent.mkdir(parents=True, exist_ok=True)
        return
    except OSError as error:
        raise BadArchive(f"{path} cannot be opened: {error.strerror or error}") from error
    if head and head != _HEADER:
        raise BadArchive(f"{path} is not an archive: it is some other kind of file, and was left alone")


def _engine(url: URL, patience: float) -> Engine:
    if url.drivername.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": patience})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ImportError as error:
        raise ExtraMissing("PostgreSQL needs psycopg: pip install 'dragoman[postgres]'") from error

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("dragoman_writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(patience * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    event.listen(engine, "begin", begin)
    return engine


def _prepare_sqlite(raw: sqlite3.Connection, _: object) -> None:
    raw.isolation_level = None  # transactions begin where `_begin_sqlite` says, not where the driver guesses
    # FULL: what was acknowledged survives a loss of power too. One sync a batch of reports is not felt.
    for pragma in ("synchronous = FULL", "cache_size = -65536", "mmap_size = 268435456", "temp_store = MEMORY"):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("dragoman_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(store: Store, create: bool) -> None:
    with store.reading() as connection:
        if _version(connection) == HEAD:
            return
        tables = set(inspect(connection).get_table_names())
        if tables and "alembic_version" not in tables:
            raise BadArchive(f"{store.address} is a database of something else, and was left alone")
        if not tables and not create:
            raise BadArchive(f"there is no archive at {store.address}; `dragoman add` makes one")
    if not store.postgres:
        with said_plainly(store.address), store.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA journal_mode = WAL")  # cannot be set within a transaction; stays with the file
    with store.writing() as connection:
        _migrate(connection, store.address)


def _version(connection: Connection) -> str | None:
    try:
        with connection.begin_nested():
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        if "alembic_version" not in str(error.orig):  # no such table; all else is a fault
            raise
        return None
    return found


def _migrate(connection: Connection, address: str) -> None:
    """Run what migrations are missing, in the writer's transaction: all of them or none."""
    version = _version(connection)  # again: another writer may have been first
    if version == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise NewerArchive(f"{address} was written by a newer dragoman (its tables are of version {version}); update")
    command.upgrade(config, "head")

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from tests.archives import keep, report

from dragoman.archive import store as opening
from dragoman.archive.store import Store, default_address, open_store
from dragoman.archive.tables import METADATA
from dragoman.errors import ArchiveLocked, BadArchive, NewerArchive

RECORD = report("Russia met Iran.")


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    def ours(thing: object, name: str, kind: str, *_: object) -> bool:
        return not (kind == "table" and str(name).startswith("words")) and name not in ("vector", "body_vector")

    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, METADATA) == []


def test_head_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == opening.HEAD


def test_opening_again_finds_what_was_kept(address: str) -> None:
    first = open_store(address)
    keep(first, RECORD)
    first.close()
    again = open_store(address, create=False)
    with again.reading() as connection:
        assert connection.execute(text("SELECT id FROM report")).scalars().all() == [RECORD.report.id]
    again.close()


def test_a_newer_archive_is_left_alone(address: str) -> None:
    store = open_store(address)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(NewerArchive, match="written by a newer dragoman"):
        open_store(address)


def test_nothing_is_kept_of_what_failed(store: Store) -> None:
    def fails() -> None:
        with store.writing() as connection:
            opening_writes(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM report")).scalar() == 0


def opening_writes(connection) -> None:
    from dragoman.archive.writing import put

    assert put(connection, [RECORD], "0.1.0") == [RECORD.report.id]


def test_a_second_writer_waits_and_then_says_so(address: str) -> None:
    first, second = open_store(address), open_store(address, patience=0.2)
    with first.writing(), pytest.raises(ArchiveLocked, match="is locked"), second.writing():
        pass
    with second.writing():  # and now it may
        pass
    first.close()
    second.close()


def test_readers_read_while_somebody_writes(address: str) -> None:
    writer, reader = open_store(address), open_store(address, patience=0.2)
    with writer.writing() as connection:
        opening_writes(connection)
        with reader.reading() as seen:
            assert seen.execute(text("SELECT count(*) FROM report")).scalar() == 0
    with reader.reading() as seen:
        assert seen.execute(text("SELECT count(*) FROM report")).scalar() == 1
    writer.close()
    reader.close()


@pytest.mark.parametrize(
    "content", [b"not a database at all", b"%PDF-1.7", b"\0" * 5000, b"SQLite format 3\0" + b"rubbish" * 500]
)
def test_a_file_of_another_kind_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(content)
    with pytest.raises(BadArchive, match=r"not an archive|damaged"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(BadArchive, match="a database of something else"):
        open_store(path)


def test_no_archive_and_none_wanted(tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="there is no archive at"):
        open_store(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_an_archive(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()
    open_store(tmp_path / "new.db").close()


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="is a folder"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://localhost/x", "not supported"), ("sqlite:///x.db", "a path"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "cannot be reached"), ("postgresql://a:b:c/d", "no address"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere(address: str, said: str) -> None:
    with pytest.raises(BadArchive, match=said) as raised:
        open_store(address)
    assert "secret" not in str(raised.value)


def test_no_room(tmp_path: Path) -> None:
    """SQLite tells the same of a file that may not grow as of a full disk."""
    store = open_store(tmp_path / "archive.db")
    with store.engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA max_page_count = 60")
        store.engine.pool = connection.engine.pool
    big = report("Russia met Iran. " * 60_000)
    with pytest.raises(BadArchive, match="the disk is full"):
        keep(store, big)
    keep(store, RECORD)
    store.close()


def test_the_default_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAGOMAN_ARCHIVE", "/somewhere/else.db")
    assert default_address() == "/somewhere/else.db"
    monkeypatch.delenv("DRAGOMAN_ARCHIVE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_address() == str(tmp_path / "dragoman" / "archive.db")
    open_store().close()
    assert Path(default_address()).exists()


def test_a_copy_of_the_file_is_the_archive(tmp_path: Path) -> None:
    store = open_store(tmp_path / "one.db")
    keep(store, RECORD)
    store.close()
    shutil.copy(tmp_path / "one.db", tmp_path / "two.db")
    with (again := open_store(tmp_path / "two.db")).reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM report")).scalar() == 1
    again.close()

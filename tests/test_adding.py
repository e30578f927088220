"""Adding files to an archive: what is read and what is not, what survives a stop. The reader here is a fake."""

import json
import multiprocessing
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import select
from tests.archives import address, event, keep, postgres_server, report, store

from dragoman import adding
from dragoman.adding import Order, add, reread, resume, retry
from dragoman.archive import loading, sources, tables
from dragoman.archive.sources import Outcome
from dragoman.archive.store import Store, open_store
from dragoman.crossdoc import links
from dragoman.ingest import Take
from dragoman.model import Problem, Record
from dragoman.query import overview

__all__ = ["address", "postgres_server", "store"]


def quickly(takes: Iterable[Take]) -> Iterator[Record]:
    """Read without reading: the report and nothing about it."""
    for take in takes:
        document, problems = take()
        yield Record(report=document, problems=problems)


def not_at_all(takes: Iterable[Take]) -> Iterator[Record]:
    for take in takes:
        pytest.fail(f"{take().document.text!r} was read again")
        yield


def added(store: Store, *paths: object, read=quickly, **how: object) -> list[tuple[str, str, str]]:
    told: list[Outcome] = []
    add(store, Order(paths=tuple(map(str, paths)), **how), told.append, read=read)
    return [(Path(o.path).name, o.item, o.fate) for o in told]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_text("Russia met Iran.")
    (folder / "more" / "b.txt").write_text("France met Turkey.")
    (folder / "more" / "c.pic").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / ".hidden").write_text("not looked at")
    lines = [{"id": 1, "text": "Iran met Turkey."}, {"id": 2}, {"id": 3, "text": "Russia met Iran."}]
    (folder / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return folder


def test_each_report_has_its_fate(store: Store, folder: Path) -> None:
    assert sorted(added(store, folder)) == [
        ("a.txt", "", "added"), ("b.txt", "", "added"), ("c.pic", "", "failed"), ("lines.jsonl", "1", "added"),
        ("lines.jsonl", "2", "failed"), ("lines.jsonl", "3", "known"),
    ]  # fmt: skip
    with store.reading() as connection:
        texts = sorted(record.report.text for record in loading.all_records(connection))
        failed = [(Path(f.path).name, f.item, bool(f.message)) for f in sources.failures(connection)]
    assert texts == ["France met Turkey.", "Iran met Turkey.", "Russia met Iran."]
    assert failed == [("lines.jsonl", "2", True), ("c.pic", "", True)]


def test_nothing_is_read_twice(store: Store, folder: Path, tmp_path: Path) -> None:
    added(store, folder)
    assert {fate for _, _, fate in added(store, folder, read=not_at_all)} == {"known", "failed"}
    shutil.copytree(folder, tmp_path / "elsewhere")
    assert {fate for _, _, fate in added(store, tmp_path / "elsewhere", read=not_at_all)} == {"known", "failed"}
    with store.reading() as connection:
        assert overview.stats(connection).reports == 3


def test_what_changed_is_read(store: Store, folder: Path) -> None:
    added(store, folder)
    (folder / "a.txt").write_text("Russia did not meet Iran.")
    assert ("a.txt", "", "added") in added(store, folder)
    with store.reading() as connection:
        assert overview.stats(connection).reports == 4  # what it said before was said too


def test_what_cannot_be_found(store: Store) -> None:
    assert added(store, "no/such/file.txt") == [("file.txt", "", "failed")]


def test_the_same_words_from_two_publishers_are_one_text_met_twice(store: Store, tmp_path: Path) -> None:
    lines = [{"text": "Iran met Turkey.", "publisher": p, "url": f"https://{p}.example/1"} for p in ("wire", "daily")]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert [fate for _, _, fate in added(store, tmp_path / "two.jsonl")] == ["added", "known"]
    with store.reading() as connection:
        assert connection.execute(select(tables.report.c.publisher)).scalars().all() == ["wire"]
        assert connection.execute(select(tables.copy.c.publisher)).scalars().all() == ["daily"]


def test_another_language_is_kept_and_said_to_be_unread(store: Store, tmp_path: Path) -> None:
    def in_german(takes: Iterable[Take]) -> Iterator[Record]:
        for record in quickly(takes):
            unread = Problem(stage="language", message="in German, not read")
            yield structs.replace(record, report=structs.replace(record.report, language="de"), problems=(unread,))

    (tmp_path / "de.txt").write_text("Der Minister reiste ab.")
    assert added(store, tmp_path / "de.txt", read=in_german) == [("de.txt", "", "unread")]
    assert added(store, tmp_path / "de.txt", read=not_at_all) == [("de.txt", "", "known")]


def test_a_reader_that_dies_is_a_failure_and_tried_again(store: Store, folder: Path) -> None:
    def dies(takes: Iterable[Take]) -> Iterator[Record]:
        for take in takes:
            take()
            dead = Problem(stage="ingest", message="the process died")
            yield Record(report=structs.replace(report("x").report, text=""), problems=(dead,))

    assert {fate for _, _, fate in added(store, folder / "a.txt", read=dies)} == {"failed"}
    assert added(store, folder / "a.txt") == [("a.txt", "", "added")]


def test_odd_facts_are_kept_as_a_database_can(store: Store, tmp_path: Path) -> None:
    (tmp_path / "odd.jsonl").write_text(
        '{"text": "Iran\\u0000met \\ud800", "title": "a\\u0000b \\ud800", "publisher": "\\udfff"}'
    )
    assert [fate for _, _, fate in added(store, tmp_path / "odd.jsonl")] == ["added"]
    with store.reading() as connection:
        (record,) = loading.all_records(connection)
    assert (record.report.text, record.report.title, record.report.publisher) == (
        "Iran\0met \ufffd",
        "a b \ufffd",
        "\ufffd",
    )


def test_a_run_that_was_stopped_is_taken_up(store: Store, folder: Path) -> None:
    def stops(takes: Iterable[Take]) -> Iterator[Record]:
        for n, record in enumerate(quickly(takes)):
            if n == 1:
                raise KeyboardInterrupt
            yield record

    with pytest.raises(KeyboardInterrupt):
        added(store, folder, read=stops)
    with store.reading() as connection:
        assert overview.stats(connection).reports == 1  # what was read is kept
    order = resume(store, read=quickly)
    assert order is not None
    assert order.paths == (str(folder),)
    with store.reading() as connection:
        assert overview.stats(connection).reports == 3
    assert resume(store, read=not_at_all) is None


def test_what_is_added_or_read_anew_is_linked(store: Store, tmp_path: Path) -> None:
    def meets(takes: Iterable[Take]) -> Iterator[Record]:
        for take in takes:
            words = take().document.text
            yield report(words, event("CONSULT", "Russia", "Iran", words="met", day="2025-06-23"))

    texts = ("Russia met Iran on Monday.", "Russia met Iran on June 23.")
    for n, text in enumerate(texts):
        (tmp_path / f"{n}.txt").write_text(text)
    added(store, tmp_path, read=meets)
    with store.reading() as connection:
        before = [(link.kind, link.report) for link in links.listed(connection)]
        ids = [record.report.id for record in loading.all_records(connection)]
    assert [kind for kind, _ in before] == ["same"]
    reread(store, reports=ids, read=meets)
    with store.reading() as connection:
        assert [(link.kind, link.report) for link in links.listed(connection)] == before


@pytest.mark.parametrize("no_model", [True, False])
def test_reading_without_the_model(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, no_model: bool) -> None:
    asked: list[bool] = []

    def read(takes: Iterable[Take], *, model: bool, **_: object) -> Iterator[Record]:
        asked.append(model)
        return quickly(takes)

    monkeypatch.setattr(adding, "records", read)
    add(store, Order(paths=(str(folder),), no_model=no_model))
    reread(store, older_than="9", no_model=no_model)
    assert asked == [not no_model] * 2


def test_retry(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added(store, folder)
    (folder / "more" / "c.pic").write_text("Ukraine met Israel.")
    monkeypatch.setattr(adding, "records", lambda takes, **how: quickly(takes))
    told: list[Outcome] = []
    retry(store, Order(paths=()), told.append)
    assert ("c.pic", "added") in [(Path(o.path).name, o.fate) for o in told]
    with store.reading() as connection:
        assert [f.item for f in sources.failures(connection)] == ["2"]


def test_rereading_what_an_older_version_read(store: Store) -> None:
    old, new = report("Russia met Iran."), report("France met Turkey.")
    odd = structs.replace(
        old, problems=(Problem(stage="ingest", message="odd bytes"), Problem(stage="check", message="x"))
    )
    keep(store, odd, version="0.0.9")
    keep(store, new, version=adding.VERSION)
    told: list[Outcome] = []
    reread(store, older_than=adding.VERSION, told=told.append, read=quickly)
    assert [o.report for o in told] == [old.report.id]
    with store.reading() as connection:
        assert loading.as_read(connection, old.report.id)[1].problems == odd.problems[:1]
        assert [c.of for c in overview.stats(connection).versions] == [adding.VERSION]
    told.clear()
    reread(store, older_than=adding.VERSION, told=told.append, read=not_at_all)
    reread(store, reports=[new.report.id], told=told.append, read=quickly)
    assert [o.report for o in told] == [new.report.id]


@pytest.mark.parametrize(
    ("one", "other"), [("0.9.1", "0.10.0"), ("0.1.0", "0.1.1"), ("1.0", "1.0.1"), ("0.1.0+local", "0.1.1")]
)
def test_versions_are_compared_by_number(store: Store, one: str, other: str) -> None:
    keep(store, report("Russia met Iran."), version=one)
    assert len(adding.outdated(store, other)) == 1
    assert adding.outdated(store, one) == []


def test_two_at_once_add_nothing_twice(address: str, folder: Path) -> None:
    first, second = open_store(address), open_store(address)

    def meanwhile(takes: Iterable[Take]) -> Iterator[Record]:
        for n, record in enumerate(quickly(takes)):
            if n == 0:
                added(second, folder)
            yield record

    assert sorted(fate for _, _, fate in added(first, folder, read=meanwhile)) == ["failed", "failed", *["known"] * 4]
    with first.reading() as connection:
        assert overview.stats(connection).reports == 3
    first.close()
    second.close()


def test_ten_kills_lose_nothing_and_double_nothing(address: str, tmp_path: Path) -> None:
    """SIGKILL in the middle of adding: what was told is there, nothing is there in part, and it can be taken up."""
    folder, heard = tmp_path / "many", tmp_path / "heard"
    folder.mkdir()
    for n in range(200):
        (folder / f"{n:03}.txt").write_text(f"Russia met Iran, {n}.")
    open_store(address).close()
    for kill in range(10):
        process = multiprocessing.get_context("fork").Process(
            target=_add_slowly, args=(address, str(folder), str(heard))
        )
        process.start()
        wanted = _heard(heard) + 7 + kill % 5
        while process.is_alive() and _heard(heard) < wanted:
            time.sleep(0.001)
        process.kill()
        process.join()
    acknowledged = heard.read_text().split()
    assert len(acknowledged) >= 70
    store = open_store(address)
    before = _kept(store)
    assert set(acknowledged) <= before
    resume(store, read=_with_entities)
    assert len(_kept(store)) == 200
    assert resume(store) is None
    store.close()


def _add_slowly(address: str, folder: str, heard: str) -> None:
    adding._MOST = 3
    store = open_store(address)
    out = os.open(heard, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def tell(outcome: Outcome) -> None:
        if outcome.fate == "added":
            os.write(out, f"{outcome.report}\n".encode())

    add(store, Order(paths=(folder,)), tell, read=_with_entities)


def _with_entities(takes: Iterable[Take]) -> Iterator[Record]:
    for take in takes:
        yield report(take().document.text)


def _heard(path: Path) -> int:
    return path.read_text().count("\n") if path.exists() else 0


def _kept(store: Store) -> set[str]:
    """The ids of the reports in the archive, each whole and there once."""
    with store.reading() as connection:
        ids = connection.execute(select(tables.report.c.id)).scalars().all()
        records = list(loading.all_records(connection))
        entities = connection.execute(select(tables.entity.c.report)).scalars().all()
        told = (
            connection.execute(select(tables.source.c.report).where(tables.source.c.status != "failed")).scalars().all()
        )
    assert len(ids) == len(set(ids)) == len(records)
    assert {r.report.text for r in records} == {f"Russia met Iran, {n}." for n in range(200)} & {
        r.report.text for r in records
    }
    assert len(entities) == 2 * len(ids)
    assert set(told) == set(ids)
    return set(ids)

"""What goes into an archive comes out of it the same; a text is kept once."""

import hashlib
from importlib import resources

import pytest
from sqlalchemy import func, select
from tests.archives import commitment, event, keep, position, report, statement

from dragoman.archive import loading, tables, writing
from dragoman.archive.packing import pack, unpack
from dragoman.archive.rows import INDEXED
from dragoman.archive.store import Store
from dragoman.errors import BadArchive, BadQuestion
from dragoman.model import Problem, Record, Span

RICH = report(
    "Vladimir Putin met Abbas Araghchi in Russia. He said: “we stand by Iran”. Iran must consult Russia.",
    event("CONSULT", "Vladimir Putin", "Abbas Araghchi", words="met", day="2025-06-22", country="RUS"),
    event("AGREE", "Vladimir Putin", "Iran", words="stand by", status="planned"),
    statement("Vladimir Putin", "“we stand by Iran”"),
    position("Vladimir Putin", "supports", "Iran", "stand by"),
    commitment("Iran", "consultation", words="Iran must consult Russia"),
    title="Kremlin talks", publisher="Wire", url="https://example.org/1",
)  # fmt: skip
ODD = [
    report("a NUL \0 in the text of Russia"), report("halves \ud800".replace("\ud800", "\ufffd")), report("Ça, 中文, 🙂 Iran\r\n\t"),
    report("Russia", published=None), report("Neuer Text", language="de"), report("x" * 300_000), report("\x01 and \"/entity/0 Russia"),
]  # fmt: skip


def rows_of(store: Store) -> dict[str, list[tuple]]:
    with store.reading() as connection:
        return {t.name: sorted(map(repr, connection.execute(select(t)).all())) for t in (*INDEXED, tables.report)}


@pytest.mark.parametrize("record", [RICH, *ODD], ids=range(1 + len(ODD)))
def test_a_record_comes_out_as_it_went_in(store: Store, record: Record) -> None:
    keep(store, record)
    with store.reading() as connection:
        assert loading.as_read(connection, record.report.id)[1].to_json() == record.to_json()
        assert list(loading.all_records(connection)) == [record]


@pytest.mark.parametrize("record", [RICH, *ODD], ids=range(1 + len(ODD)))
def test_packing_is_undone_by_unpacking(record: Record) -> None:
    assert unpack(pack(record), record.report.id, record.report.text) == record


def test_what_is_damaged_is_said() -> None:
    for packed in (b"", b"\x01rubbish", b"\xff" + pack(RICH)[1:]):
        with pytest.raises(BadArchive, match="cannot be unpacked"):
            unpack(packed, RICH.report.id, RICH.report.text)


def test_the_dictionary_that_records_are_packed_with_never_changes() -> None:
    words = resources.files("dragoman.archive").joinpath("dictionary1.txt").read_bytes()
    assert hashlib.sha256(words).hexdigest()[:16] == "7bdaac06b6d15c0c"


def test_roles_keep_their_numbers() -> None:
    assert tables.ROLES[:9] == (
        "actor",
        "recipient",
        "speaker",
        "addressee",
        "holder",
        "toward",
        "bound",
        "beneficiary",
        "party",
    )


def test_the_same_text_is_kept_once(store: Store) -> None:
    keep(store, RICH, RICH)
    before = rows_of(store)
    keep(store, RICH)
    assert rows_of(store) == before
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.report)).scalar() == 1


def test_the_rows_that_a_report_is_found_by(store: Store) -> None:
    keep(store, RICH)
    with store.reading() as connection:
        names = dict(connection.execute(select(tables.actor.c.n, tables.actor.c.key)).all())
        party = tables.party.c
        found = connection.execute(select(party.actor, party.claim, party.role, party.day).order_by(party.claim)).all()
        parties = sorted((claim, role, names[actor].split("/")[-1], day) for actor, claim, role, day in found)
        pairs = {
            (names[a].split("/")[-1], names[b].split("/")[-1])
            for a, b in connection.execute(select(tables.pair.c.one, tables.pair.c.other))
        }
        spans = connection.execute(select(tables.span)).all()
    assert parties == [
        (0, "actor", "RUS", "2025-06-22"), (0, "actor", "Vladimir Putin", "2025-06-22"),
        (0, "recipient", "Abbas Araghchi", "2025-06-22"), (0, "recipient", "IRN", "2025-06-22"),
        (1, "actor", "RUS", "2025-06-23"), (1, "actor", "Vladimir Putin", "2025-06-23"), (1, "recipient", "IRN", "2025-06-23"),
        (2, "speaker", "RUS", "2025-06-23"), (2, "speaker", "Vladimir Putin", "2025-06-23"),
        (3, "holder", "RUS", "2025-06-23"), (3, "holder", "Vladimir Putin", "2025-06-23"), (3, "toward", "IRN", "2025-06-23"),
        (4, "bound", "IRN", "2025-06-23"),
    ]  # fmt: skip
    met = {("Vladimir Putin", "Abbas Araghchi"), ("RUS", "IRN")}  # what is only planned ties nobody
    assert pairs == met | {(b, a) for a, b in met}
    assert len(spans) == 5


def test_rereading_leaves_nothing_of_what_was_said_before(store: Store) -> None:
    keep(store, RICH, report("Iran met Russia.", event("CONSULT", "Iran", "Russia")), version="0.0.9")
    other = report(RICH.report.text, event("CONSULT", "Abbas Araghchi", "Vladimir Putin", words="met"))
    with store.writing() as connection:
        writing.rewrite(connection, [other], "0.1.0")
    again = rows_of(store)
    with store.reading() as connection:
        assert loading.as_read(connection, RICH.report.id)[1].events == other.events
        versions = connection.execute(select(tables.report.c.version).order_by(tables.report.c.n)).scalars().all()
    assert versions == ["0.1.0", "0.0.9"]
    with store.writing() as connection:  # a second time changes nothing
        writing.rewrite(connection, [other], "0.1.0")
    assert rows_of(store) == again
    assert len(again["event"]) == 2


def test_a_state_is_named_once_a_report_names_it(store: Store) -> None:
    name = select(tables.actor.c.name).where(tables.actor.c.key == "state/FRA")
    keep(store, report("Emmanuel Macron spoke."))
    with store.reading() as connection:
        assert connection.execute(name).scalar() == "FRA"
    keep(store, report("France spoke."))
    with store.reading() as connection:
        assert connection.execute(name).scalar() == "France"


def test_where_a_text_was_met_again(store: Store) -> None:
    keep(store, RICH)
    met = [
        report(RICH.report.text, publisher=p, url=u).report
        for p, u in [
            ("Wire", "https://example.org/1"),
            ("Daily", "https://example.com/2"),
            ("Daily", "https://example.com/2"),
        ]
    ]
    for copy in met:
        with store.writing() as connection:
            writing.add_copy(connection, copy)
    with store.reading() as connection:
        assert connection.execute(select(tables.copy.c.publisher, tables.copy.c.url)).all() == [
            ("Daily", "https://example.com/2")
        ]


def test_a_report_that_is_not_there(store: Store) -> None:
    with store.reading() as connection, pytest.raises(BadQuestion, match="there is no report 'abc'"):
        loading.as_read(connection, "abc")


def test_many_records_come_out_in_order(store: Store) -> None:
    many = [report(f"Russia met Iran, {n}.", event("CONSULT", "Russia", "Iran")) for n in range(450)]
    keep(store, *many)
    with store.reading() as connection:
        assert list(loading.all_records(connection)) == many


def test_problems_and_spans_stay(store: Store) -> None:
    import msgspec

    record = msgspec.structs.replace(RICH, problems=(Problem(stage="ingest", message="odd", span=Span(0, 3)),))
    keep(store, record)
    with store.reading() as connection:
        assert loading.as_read(connection, record.report.id)[1].problems == record.problems

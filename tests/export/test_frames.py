from __future__ import annotations

import sys

import pandas
import pytest

from dragoman.errors import ExtraMissing
from dragoman.export.frames import frames
from dragoman.model import Document, Record


def test_one_table_a_part_one_row_a_thing(record: Record) -> None:
    tables = frames(record)
    assert {name: len(table) for name, table in tables.items()} == {
        "report": 1, "entities": 5, "mentions": 10, "places": 2, "place_mentions": 3, "times": 2, "events": 4,
        "statements": 3, "positions": 1, "commitments": 1, "history": 1, "problems": 1,
    }  # fmt: skip
    assert all(table.columns[0] == "report" and set(table["report"]) == {"r"} for table in tables.values())


def test_events_carry_names_words_and_offsets(record: Record) -> None:
    met = frames(record)["events"].iloc[0]
    assert met["actor"] == "r/entity/pashinyan; r/entity/aliyev"
    assert met["actor_name"] == "Nikol Pashinyan; Ilham Aliyev"
    assert (met["trigger"], met["place_name"], met["confidence"]) == ("met", "Brussels", 0.96)
    assert record.report.text[met["span_start"] : met["span_end"]] == met["evidence"]
    assert met["evidence"].startswith("Nikol Pashinyan met")


def test_nested_fields_are_flattened(record: Record) -> None:
    tables = frames(record)
    assert tables["entities"].loc[0, ["role_title", "role_country"]].tolist() == ["Prime Minister", "ARM"]
    assert tables["positions"].loc[0, "toward_event"] == "r/event/shelling"
    assert tables["mentions"].loc[0, ["entity_name", "text"]].tolist() == ["Nikol Pashinyan"] * 2
    assert tables["history"].loc[0, ["commitment", "status"]].tolist() == ["r/commitment/consult", "triggered"]
    assert tables["times"].loc[0, ["text", "value"]].tolist() == ["Friday", "XXXX-WXX-5"]


def test_the_unknown_is_na_and_types_hold(record: Record) -> None:
    tables = frames(record)
    assert pandas.isna(tables["places"].loc[1, "lat"])
    assert pandas.isna(tables["times"].loc[0, "start"])
    assert str(tables["places"]["geonames"].dtype) == "Int64"
    assert str(tables["events"]["negated"].dtype) == "boolean"


def test_empty_tables_have_the_same_columns_so_that_records_stack(record: Record) -> None:
    empty = frames(Record(report=Document(id="e", text="")))
    for name, table in frames(record).items():
        assert list(empty[name].columns) == list(table.columns)
        assert list(empty[name].dtypes) == list(table.dtypes)
        assert len(pandas.concat([table, empty[name]])) == len(table) + len(empty[name])


def test_the_full_text_stays_with_its_owner(record: Record) -> None:
    cells = [str(cell) for table in frames(record).values() for cell in table.to_numpy().ravel()]
    assert record.report.text not in cells


def test_hostile_text_fits_into_tables(hostile: Record) -> None:
    for table in frames(hostile).values():
        table.to_csv().encode()


def test_without_pandas_it_says_what_to_install(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'dragoman\[frames\]'"):
        frames(record)

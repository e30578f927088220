from __future__ import annotations

from importlib import resources

from dragoman.export.schema import schema, schema_text
from dragoman.model import Record


def test_the_shipped_schema_is_current() -> None:
    shipped = resources.files("dragoman").joinpath("data/record.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text(), "run: python docs/make_record.py"


def test_every_field_of_a_record_is_in_the_schema(record: Record) -> None:
    nouns = schema()["$defs"]
    for part, noun in {"events": "Event", "commitments": "Commitment", "entities": "Entity"}.items():
        for thing in record.to_dict()[part]:
            assert set(thing) <= set(nouns[noun]["properties"])
            assert set(nouns[noun]["required"]) <= set(thing)
    assert nouns["Role"]["properties"]["from"]["enum"] == ["lexicon", "text"]

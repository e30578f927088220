"""FollowTheMoney: only schemas and properties of its model (https://followthemoney.tech/explorer, 4.11)."""

import json
import re

import msgspec

from dragoman.export.followthemoney import followthemoney

THING = {"name", "country", "summary", "sourceUrl", "publisher", "proof", "wikidataId"}
PROPERTIES = {
    "Person": {*THING, "position"},
    "PublicBody": THING,
    "Organization": THING,
    "LegalEntity": THING,
    "Article": {*THING, "fileName", "title", "publishedAt", "bodyText"},
    "Event": {*THING, "startDate", "endDate", "date", "location", "involved"},
}
REQUIRED = {"Article": "fileName"}  # else the name


def made(*records):
    return [json.loads(line) for line in followthemoney(records)]


def test_it_keeps_to_the_model(record, hostile):
    entities = made(record, hostile)
    assert {e["schema"] for e in entities} >= {"Article", "Person", "PublicBody", "Event"}
    for entity in entities:
        assert set(entity) == {"id", "schema", "properties"}
        assert set(entity["properties"]) <= PROPERTIES[entity["schema"]]
        assert REQUIRED.get(entity["schema"], "name") in entity["properties"]
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name == "country":
                assert all(re.fullmatch("[a-z]{2}", value) for value in values)


def test_references_are_there(record):
    entities = made(record)
    known = {e["id"] for e in entities}
    events = [e["properties"] for e in entities if e["schema"] == "Event"]
    assert len(events) == 2  # neither the denied nor the possible one
    assert all(set(e.get("involved", [])) | set(e["proof"]) <= known for e in events)
    assert events[0]["location"] == ["Brussels"]
    assert events[0]["country"] == ["be"]


def test_an_actor_has_one_id_in_all_reports(record):
    other = msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, id="s"))
    people = [e["id"] for e in made(record, other) if e["schema"] == "Person"]
    assert (len(people), len(set(people))) == (4, 2)

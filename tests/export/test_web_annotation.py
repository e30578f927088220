"""Web Annotation: the rules of https://www.w3.org/TR/annotation-model/, as a schema, and offsets that find the words."""

import json

import jsonschema
import pytest

from dragoman.export.manner import Manner
from dragoman.export.web_annotation import web_annotations

SELECTOR = {
    "type": "object",
    "required": ["type"],
    "oneOf": [
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
                "refinedBy": {"$ref": "#/$defs/selector"},
            },
            "required": ["start", "end"],
        },
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string"},
                "refinedBy": {"$ref": "#/$defs/selector"},
            },
            "required": ["exact"],
        },
    ],
}
SCHEMA = {
    "$defs": {"selector": SELECTOR},
    "type": "object",
    "required": ["@context", "id", "type", "motivation", "body", "target"],
    "additionalProperties": False,
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "pattern": r"^urn:dragoman:[^\s<>\"]+$"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["identifying", "describing"]},
        "body": {
            "oneOf": [
                {
                    "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}},
                    "required": ["type", "value"],
                },
                {"properties": {"type": {"const": "SpecificResource"}}, "required": ["type", "source"]},
            ]
        },
        "target": {
            "required": ["source", "selector"],
            "properties": {
                "source": {"type": "string", "pattern": r"^(https?://|urn:)[^\s<>\"]+$"},
                "selector": {
                    "oneOf": [{"$ref": "#/$defs/selector"}, {"type": "array", "items": {"$ref": "#/$defs/selector"}}]
                },
            },
        },
    },
}


def made(record, words="quotations"):
    return [json.loads(line) for line in web_annotations([record], Manner(words))]


@pytest.mark.parametrize("words", ["quotations", "none", "all"])
def test_it_keeps_the_rules(record, hostile, words):
    for annotation in made(record, words) + made(hostile, words):
        jsonschema.validate(annotation, SCHEMA)


def test_ids_are_unique_and_all_claims_there(record):
    ids = [a["id"] for a in made(record)]
    assert len(ids) == len(set(ids))
    assert sum(a["motivation"] == "describing" for a in made(record)) == 9


def test_positions_find_the_words(record):
    text = record.report.text
    found = 0
    for annotation in made(record, "all"):
        if isinstance(selectors := annotation["target"]["selector"], list):
            position, words = selectors
            assert text[position["start"] : position["end"]] == words["exact"]
            found += 1
    assert found == 9


def test_what_a_claim_says(record):
    said = {a["id"]: a["body"]["value"] for a in made(record) if a["motivation"] == "describing"}
    assert said["urn:dragoman:r/event/cross"] == "ASSAULT: Azerbaijan (negated)"
    assert said["urn:dragoman:r/commitment/consult"] == "consultation: Russia → Armenia (obliged, triggered)"

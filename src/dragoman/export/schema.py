"""The JSON Schema of the record, so that other programs can check and understand what `--json` prints."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from dragoman.model import FORMAT, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema of a record, made from the model. It lies in the package as data/record.schema.json."""
    made = msgspec.json.schema(Record)
    return {"$schema": DIALECT, "$id": f"urn:{FORMAT.replace('/', ':')}:record", "title": "Record", **made}


def schema_text() -> str:
    """The schema as it is written to that file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"

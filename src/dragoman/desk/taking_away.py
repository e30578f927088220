"""Lists to take away, as CSV or JSON."""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import ClientException

from dragoman.desk.asked import Leaf
from dragoman.errors import BadQuestion
from dragoman.export.answer_frames import flat

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so


def taken_away(request: Request[Any, Any, Any], found: Leaf, name: str) -> Response[Any] | None:
    """What the page lists, in the form that its address asks for; None where it asks for the page."""
    form = request.query_params.get("format")
    if not form:
        return None
    if form not in ("csv", "json"):
        raise ClientException(f"there is no format {form!r} to take a list away in: there are csv and json")
    if found.mistake:
        raise BadQuestion(found.mistake)
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    if form == "json":
        return Response(found, media_type="application/json", headers=headers)
    return Response(table(found), media_type="text/csv; charset=utf-8", headers=headers)


def table(found: Leaf) -> str:
    """A list as CSV: a row an item, with a column for each field, as data frames have them."""
    rows = [flat(item) for item in found.items]
    names = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    writer = csv.DictWriter(written, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


def _cell(value: Any) -> Any:
    """A value as a spreadsheet may have it: text that looks like a formula is marked as text."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return msgspec.json.encode(value).decode() if isinstance(value, dict | list | tuple | msgspec.Struct) else value

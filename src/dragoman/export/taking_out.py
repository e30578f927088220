"""Records in the forms of other programs: the formats by name, and one function for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from dragoman.errors import BadQuestion
from dragoman.export.brat import brat
from dragoman.export.csv import csv_lines
from dragoman.export.followthemoney import followthemoney
from dragoman.export.gdelt import gdelt
from dragoman.export.geojson import geojson
from dragoman.export.gexf import gexf
from dragoman.export.graphml import graphml
from dragoman.export.icews import icews
from dragoman.export.json_lines import json_lines
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.parquet import parquet
from dragoman.export.polecat import polecat
from dragoman.export.web_annotation import web_annotations
from dragoman.model import Record


class Form(NamedTuple):
    """A format: what it is, and the function that makes its bytes, piece by piece, from records."""

    about: str
    write: Callable[[Iterable[Record], Manner], Iterator[bytes]]
    binary: bool = False  # not to be shown on a terminal
    once: bool = False  # whether it can hold each event once, however many reports tell of it
    covers: bool = False  # whether it says how many tell of an event, be it written once or not


FORMS: Final[dict[str, Form]] = {
    "jsonl": Form("JSON lines, a record each", json_lines, once=True, covers=True),
    "csv": Form("a table of claims", csv_lines, covers=True),
    "parquet": Form("the same table, by columns", parquet, binary=True, covers=True),
    "polecat": Form("POLECAT's columns", polecat, once=True),
    "icews": Form("ICEWS columns", icews, once=True),
    "gdelt": Form("GDELT 1.0 event columns", gdelt, once=True),
    "webannotation": Form("W3C Web Annotation, an annotation a line", web_annotations),
    "ftm": Form("FollowTheMoney entities, one a line", followthemoney),
    "geojson": Form("events at their places", geojson),
    "graphml": Form("who acts towards whom", graphml),
    "gexf": Form("the same network, for Gephi", gexf),
    "brat": Form("BRAT standoff, in a tar", brat, binary=True),
}


def taken_out(records: Iterable[Record], form: str, manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """`records` in the format with the name `form` (FORMS), piece by piece: equal records give equal bytes.

    Records are taken one after the other and not kept, but for the two network formats, which keep who is in them.
    BadQuestion for an unknown format, and for one that cannot do what `manner` says.
    """
    if form not in FORMS:
        raise BadQuestion(f"there is no format {form!r}; the formats are {', '.join(FORMS)}")
    if manner.once and not FORMS[form].once:
        able = ", ".join(name for name, known in FORMS.items() if known.once)
        raise BadQuestion(f"{form} holds what each report tells; each event once is for {able}")
    return FORMS[form].write((record for record in records if record.report.text), manner)

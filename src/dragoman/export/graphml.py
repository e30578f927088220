"""GraphML: the network of actors, for networkx, Gephi, yEd, igraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.ties import ties
from dragoman.model import Record

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""
NODE: Final = {"name": "string", "kind": "string", "country": "string", "code": "string"}
EDGE: Final = {
    "events": "int", "weight": "double", "score": "double", "verbal_cooperation": "int", "material_cooperation": "int",
    "verbal_conflict": "int", "material_conflict": "int", "first": "string", "last": "string",
}  # fmt: skip


def graphml(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """A directed graph; the ids of nodes are the keys of actors. It holds none of the reports' words."""
    nodes, edges = ties(records)
    yield _HEAD.encode()
    for side, fields in (("node", NODE), ("edge", EDGE)):
        for name, kind in fields.items():
            yield f'<key id="{name}" for="{side}" attr.name="{name}" attr.type="{kind}"/>\n'.encode()
    yield b'<graph edgedefault="directed">\n'
    for node in nodes:
        yield f"<node id={quoteattr(node.key)}>{_data(dict(zip(NODE, node[1:], strict=True)))}</node>\n".encode()
    for edge in edges:
        values = (edge.events, float(edge.events), edge.score, *edge.quads, edge.first, edge.last)
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        yield f"<edge {ends}>{_data(dict(zip(EDGE, values, strict=True)))}</edge>\n".encode()
    yield b"</graph>\n</graphml>\n"


def _data(values: dict[str, str | int | float]) -> str:
    return "".join(f'<data key="{k}">{escape(str(v))}</data>' for k, v in values.items() if v != "")

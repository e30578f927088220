"""GEXF 1.3: the network of actors, for Gephi."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from dragoman.export.graphml import EDGE, NODE
from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.ties import ties
from dragoman.model import Record

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<graph defaultedgetype="directed" mode="static">
"""
_KINDS = {"int": "integer"}  # else as in GraphML


def gexf(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """A directed graph whose nodes and edges have the attributes they have in GraphML. It holds none of the reports'
    words."""
    nodes, edges = ties(records)
    yield _HEAD.encode()
    for side, fields in (("node", NODE), ("edge", EDGE)):
        named = (f'<attribute id="{n}" title="{n}" type="{_KINDS.get(k, k)}"/>' for n, k in fields.items())
        yield f'<attributes class="{side}">{"".join(named)}</attributes>\n'.encode()
    yield b"<nodes>\n"
    for node in nodes:
        values = _values(dict(zip(NODE, node[1:], strict=True)))
        yield f"<node id={quoteattr(node.key)} label={quoteattr(node.name)}>{values}</node>\n".encode()
    yield b"</nodes>\n<edges>\n"
    for n, edge in enumerate(edges):
        cells = (edge.events, float(edge.events), edge.score, *edge.quads, edge.first, edge.last)
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        values = _values(dict(zip(EDGE, cells, strict=True)))
        yield f'<edge id="{n}" {ends} weight="{float(edge.events)}">{values}</edge>\n'.encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _values(values: dict[str, str | int | float]) -> str:
    found = (f'<attvalue for="{k}" value={quoteattr(str(v))}/>' for k, v in values.items() if v != "")
    return f"<attvalues>{''.join(found)}</attvalues>"

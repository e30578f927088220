"""GraphML and GEXF: networkx reads the network of actors from both, and it is the same."""

import io

import msgspec
import networkx
import pytest

from dragoman.export.gexf import gexf
from dragoman.export.graphml import graphml

READERS = [(graphml, networkx.read_graphml), (gexf, networkx.read_gexf)]


def struck(record):
    """The record with an event that has an actor and a recipient, told as having happened."""
    strike = msgspec.structs.replace(
        record.events[1], id="r/event/strike", actor=("r/entity/azerbaijan",), recipient=("r/entity/armenia",)
    )
    return msgspec.structs.replace(record, events=(*record.events, strike))


@pytest.mark.parametrize(("write", "read"), READERS)
def test_the_network(record, write, read):
    dated = msgspec.structs.replace(
        struck(record), report=msgspec.structs.replace(record.report, published="2024-07-19")
    )
    graph = read(io.BytesIO(b"".join(write([dated, dated]))))
    assert graph.is_directed()
    pashinyan, aliyev = "person/ARM/Nikol Pashinyan", "person/AZE/Ilham Aliyev"
    assert set(graph.edges()) == {(pashinyan, aliyev), ("state/AZE/Azerbaijan", "state/ARM/Armenia")}
    assert graph.nodes[pashinyan]["name"] == "Nikol Pashinyan"
    assert graph.nodes[pashinyan]["code"] == "ARMGOV"
    edge = graph.edges["state/AZE/Azerbaijan", "state/ARM/Armenia"]
    assert (edge["events"], edge["score"], edge["material_conflict"]) == (2, -9.5, 2)
    assert edge["weight"] == 2.0
    assert edge["first"] == edge["last"] == "2024-07-19"


@pytest.mark.parametrize(("write", "read"), READERS)
def test_hostile_names(record, hostile, write, read):
    met = msgspec.structs.replace(hostile.events[0], actor=(hostile.entities[0].id, "x"), recipient=())
    other = msgspec.structs.replace(hostile.entities[0], id="x", name='"><&')
    bad = msgspec.structs.replace(hostile, events=(met,), entities=(*hostile.entities, other))
    graph = read(io.BytesIO(b"".join(write([bad, record]))))
    assert '"><&' in {data["name"] for _, data in graph.nodes(data=True)}


@pytest.mark.parametrize("write", [graphml, gexf])
def test_the_order_of_reports_does_not_matter(record, write):
    second = struck(msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, id="s")))
    assert b"".join(write([record, second])) == b"".join(write([second, record]))

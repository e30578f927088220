"""Unnamed people as parties: what they are, whose they are, and when nobody is meant."""

from __future__ import annotations

import pytest

from dragoman.model import Record
from dragoman.pipeline import document, read_document

PARTIES = [
    # done where they live
    ("Protesters torched a bus in Lima on Friday.", "PROTEST", {"PEROPP"}, {"PER"}),
    ("Rebels attacked an army base in eastern Chad.", "ASSAULT", {"TCDREB"}, {"TCD"}),
    ("A gunman shot dead two policemen in Karachi.", "ASSAULT", {"PAKREB"}, {"PAKCOP"}),
    ("Armed men attacked a village in Niger.", "ASSAULT", {"NERREB"}, {"NER"}),
    ("Security forces in Sudan arrested dozens of students.", "COERCE", {"SDNMIL", "SDN"}, {"SDNEDU"}),
    ("Police beat demonstrators in Minsk.", "ASSAULT", {"BLRCOP"}, {"BLROPP"}),
    ("An Iran-backed militia attacked a convoy in Iraq.", "ASSAULT", {"IRQREB"}, {"IRQ"}),
    # soldiers may be anybody's
    ("Government forces shelled a suburb of Damascus.", "ASSAULT", {"MIL"}, {"SYR"}),
    # joined in one phrase
    ("Thai and Japanese activists marched against China.", "PROTEST", {"THAOPP", "JPNOPP"}, {"CHN"}),
    # counted
    ("Police detained 18 people in Dhaka.", "COERCE", {"BGDCOP"}, {"BGDCVL"}),
    # of a state that their own words name
    ("President Bush met with exiled dissidents from military-ruled Cuba.", "CONSULT", {"USAGOV", "CUBOPP"}, set()),
]


@pytest.mark.parametrize(("text", "type", "actor", "recipient"), PARTIES)
def test_unnamed_parties(text: str, type: str, actor: set[str], recipient: set[str]) -> None:
    record = read_document(document(text))
    told = [(e.type, _codes(record, e.actor), _codes(record, e.recipient)) for e in record.events]
    assert (type, actor, recipient) in told


@pytest.mark.parametrize(
    "text",
    [
        "The protesters marched in Lima.",  # they take up somebody, and nobody knows whom
        "Russia delivered wheat to Egypt as students watched.",  # no party of anything
    ],
)
def test_no_party_is_made_up(text: str) -> None:
    record = read_document(document(text))
    plain = [e for e in record.entities if e.kind in ("group", "person") and e.lexicon is None and e.country is None]
    assert [e for e in plain if any(e.id in (*v.actor, *v.recipient) for v in record.events)] == []


def _codes(record: Record, ids: tuple[str, ...]) -> set[str | None]:
    return {e.code for e in record.entities if e.id in ids}

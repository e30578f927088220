"""The gold on commitments and positions loads and is split by its rule; its measures count what they say."""

from collections import Counter

import msgspec
import pytest
from msgspec import structs

from benchmarks import bonds
from benchmarks.bonds_gold import (
    GOLD,
    BadAnnotation,
    Duty,
    Item,
    Move,
    Part,
    Stand,
    marked_sentences,
    part_of,
    parts,
    place,
    reports,
    sentences,
)
from dragoman.model import Commitment, Document, Entity, Event, Mention, Position, Record, Span, Step, Toward

TEXT = "Oslo pledged aid to Chad by May. Later the envoy of Oslo condemned the raid, and the aid arrived."


def test_words_are_found_once_with_bars_and_in_pieces() -> None:
    assert place(TEXT, "pledged") == (span("pledged"),)
    assert place(TEXT, "the |aid| arrived") == (Span(TEXT.index("aid arrived"), TEXT.index(" arrived")),)
    assert place(TEXT, "pledged ... the aid") == (span("pledged"), span("the aid"))
    for words in ("Oslo", "promised", "rai"):
        with pytest.raises(BadAnnotation):
            place(TEXT, words)


@pytest.mark.parametrize("part", parts())
def test_every_file_loads_and_lies_where_the_rule_puts_it(part: Part) -> None:
    marked = marked_sentences(part)
    assert len(sentences(part)) == len(marked)
    told = [msgspec.json.decode(path.read_bytes()) for path in (GOLD / part / "reports").glob("*.gold.json")]
    assert len(told) == len(reports(part)) > 0
    assert {part_of(key) for key in (*(i.agreement for i in marked), *(r["agreement"] for r in told))} == {part}
    assert max(Counter(item.id for item in marked).values()) == 1
    assert len({item.text for item in marked}) == len(marked)


@pytest.mark.parametrize("part", parts())
def test_marks_in_reports_are_words_of_theirs(part: Part) -> None:
    for report in reports(part):
        spans = [span for duty in report.duties for span in (*duty.terms, *duty.condition, *duty.deadline)]
        spans += [span for stand in report.stands for span in stand.words]
        for start, end in spans:
            words = report.text[start:end]
            assert words.strip() == words != "", f"{report.id}: {words!r}"


def test_a_record_that_says_it_all_is_right_in_everything() -> None:
    told = bonds.judge(item(), record())
    assert told.misses == ()
    found = bonds.figures(told.counts)
    assert {value for name, value in found.items() if "where there is one" not in name} == {100.0}


def test_each_fault_is_counted_where_it_belongs() -> None:
    pledge = structs.replace(PLEDGE, kind="support", bound=("chad",), history=())
    told = bonds.judge(item(), record(pledge, structs.replace(STAND, stance="supports")))
    found = bonds.figures(told.counts)
    assert found["commitments F"] == 100
    assert [found[f"{fact} right"] for fact in ("kind", "force", "parties", "condition")] == [0, 100, 0, 100]
    assert found["moved recall"] == 0
    assert found["positions F"] == 100
    assert found["stance right"] == 0
    assert len(told.misses) == 4


def test_what_is_not_there_costs_precision_unless_it_is_optional() -> None:
    nothing = Item(id="x", text=TEXT, duties=(), stands=(), trap="event")
    told = bonds.judge(nothing, record())
    assert told.counts["commitments found"] == told.counts["positions found"] == 1
    assert told.counts["traps"] == 1
    assert told.counts["left alone"] == 0
    told = bonds.judge(item(optional=True), record())
    assert told.counts["commitments found"] == told.counts["positions found"] == told.counts["moved found"] == 0
    assert told.misses == ()


def test_found_is_what_has_words_in_common_and_a_party_or_most_of_the_terms() -> None:
    stranger = structs.replace(PLEDGE, bound=("niger",))
    found = bonds.judge(item(), record(stranger)).counts
    assert [found["commitments right"], found["parties"]] == [1, 0]
    for changed in (
        structs.replace(PLEDGE, terms=span("the raid"), evidence=(span("the raid"),)),
        structs.replace(stranger, terms=span("pledged aid to Chad by May. Later the envoy"), beneficiary=()),
    ):
        assert bonds.judge(item(), record(changed)).counts["commitments right"] == 0


def span(words: str) -> Span:
    """Where words stand in TEXT for the first time."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


PLEDGE = Commitment(
    id="c1", bound=("oslo",), beneficiary=("chad",), kind="aid", force="pledged", terms=span("aid to Chad"),
    condition=span("by May"), history=(Step(status="fulfilled", event="e1", why="..."),), evidence=(span("pledged"),),
    rule="by-hand", confidence=1,
)  # fmt: skip
STAND = Position(
    id="p1", holder="envoy", stance="opposes", toward=Toward(), evidence=(span("condemned"),), rule="by-hand",
    confidence=1,
)  # fmt: skip


def record(commitment: Commitment = PLEDGE, position: Position = STAND) -> Record:
    """What a reader may make of TEXT; the deadline stands as the condition."""
    arrived = span("arrived")
    return Record(
        report=Document(id="0", text=TEXT),
        entities=(
            Entity(id="oslo", name="Norway", kind="state", country="NOR", mentions=(named("Oslo"),)),
            Entity(id="envoy", name="envoy", kind="person", country="NOR", sectors=("GOV",), mentions=(named("envoy"),)),
            Entity(id="chad", name="Chad", kind="state", country="TCD", mentions=(named("Chad"),)),
            Entity(id="niger", name="Niger", kind="state", country="NER"),
        ),
        events=(
            Event(
                id="e1", act="AID", type="AID", quad=2, score=7, trigger=arrived, evidence=(arrived,), rule="by-hand",
                confidence=1,
            ),
        ),
        commitments=(commitment,),
        positions=(position,),
    )  # fmt: skip


def named(words: str) -> Mention:
    return Mention(span=span(words), form="name")


def item(*, optional: bool = False) -> Item:
    """What TEXT holds."""
    pledge = Duty(
        terms=(span("aid to Chad"),),
        cue=(span("pledged"),),
        kinds=("aid",),
        forces=("pledged",),
        bound=((span("Oslo"),),),
        unnamed=(),
        to=((span("Chad"),),),
        condition=(),
        deadline=(span("by May"),),
        moved=(Move(to=("fulfilled",), by=(span("arrived"),), optional=False),),
        optional=optional,
        free=(),
    )
    stand = Stand(words=(span("condemned"),), holder=(span("Oslo"),), stances=("opposes",), optional=optional)
    return Item(id="x", text=TEXT, duties=(pledge,), stands=(stand,))

"""The last look: claims that cannot be proved from the record are dropped, and said."""

from dragoman.draft import Draft
from dragoman.knowledge import load
from dragoman.model import Claim, Event, Position, Span, Toward
from dragoman.pipeline import document
from dragoman.stages.check import check

REPORT = document("Talks began in Vienna.")


def event(key: str, evidence: tuple[Span, ...], **fields: object) -> Event:
    given: dict[str, object] = {"act": "CONSULT", "type": "CONSULT", "quad": 1, "score": 2.5, "trigger": Span(0, 5)}
    return Event(id=key, evidence=evidence, rule="test", confidence=0.9, **(given | fields))  # type: ignore[arg-type]


def kept(*claims: Claim) -> tuple[list[str], list[str]]:
    events = tuple(c for c in claims if isinstance(c, Event))
    positions = tuple(c for c in claims if isinstance(c, Position))
    draft = check(Draft(report=REPORT, events=events, positions=positions), load())
    return [c.id for c in (*draft.events, *draft.positions)], [p.message for p in draft.problems]


def test_a_sound_claim_stays() -> None:
    assert kept(event("e1", (Span(0, 5),))) == (["e1"], [])


def test_what_cannot_be_proved_goes() -> None:
    for bad in (
        event("e1", ()),
        event("e1", (Span(0, 500),)),
        event("e1", (Span(4, 4),)),
        event("e1", (Span(0, 5),), actor=("nobody",)),
        event("e1", (Span(0, 5),), said_in="nothing"),
        event("e1", (Span(0, 5),), trigger=Span(3, 99)),
    ):
        ids, problems = kept(bad)
        assert ids == []
        assert problems[0].startswith("e1 dropped: ")


def test_a_claim_falls_with_the_claim_it_rests_on() -> None:
    position = Position(id="p1", evidence=(Span(0, 5),), rule="test", confidence=0.9, holder="e1", stance="opposes",
                        toward=Toward(event="e1"))  # fmt: skip
    ids, problems = kept(event("e1", ()), position)
    assert ids == []
    assert len(problems) == 2


def test_claims_are_put_in_text_order() -> None:
    assert kept(event("e2", (Span(6, 11),)), event("e1", (Span(0, 5),)))[0] == ["e1", "e2"]

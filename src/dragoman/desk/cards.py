"""A report's claims as cards: what each says, in which words, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dragoman.answers import Correction
from dragoman.desk.marked import classes_of
from dragoman.desk.writing import anchor
from dragoman.export.grounds import Grounds, grounds
from dragoman.export.note import Row, note
from dragoman.model import Claim, Entity, Record

Noun = Claim | Entity


class Card(NamedTuple):
    """One claim, or one entity, of a report."""

    id: str
    report: str
    anchor: str  # "event-94", for use in a page
    kind: str  # event, statement, position, commitment, entity
    classes: str
    row: Row  # who, what, code and words
    owner: str  # whose claim it is
    grounds: Grounds
    corrections: tuple[Correction, ...]  # that hold

    @property
    def address(self) -> str:
        """The page of this claim."""
        return f"/reports/{self.id}"

    @property
    def report_address(self) -> str:
        """The page of its report."""
        return f"/reports/{self.report}"

    @property
    def confirmed(self) -> bool:
        """Whether somebody said that it is right."""
        return any(c.field == "confidence" and c.value == 1.0 for c in self.corrections)


class Cards(NamedTuple):
    """The cards of a report."""

    claims: tuple[Card, ...]  # in the order of the text
    entities: tuple[Card, ...]
    rejected: tuple[Correction, ...]  # what somebody said is not so
    checks: tuple[str, ...]  # what a reader should look at again


def cards(record: Record, corrections: Iterable[Correction]) -> Cards:
    """All cards of a report; `corrections` are its own, undone ones among them."""
    holding = [c for c in corrections if not c.undone_at]
    written = note(record, full=True)
    rows = {row.about: row for section in written.sections for group in section.groups for row in group.rows}
    by_target: dict[str, tuple[Correction, ...]] = {}
    for correction in holding:
        by_target[correction.target] = (*by_target.get(correction.target, ()), correction)
    classes, why = classes_of(record, by_target), grounds(record)

    def card(noun: Noun) -> Card:
        facts = dict(why[noun.id])
        rest = tuple((label, value) for label, value in why[noun.id] if label not in _SHOWN_APART)
        return Card(
            noun.id, record.report.id, anchor(noun.id.partition("/")[2]), kind_of(noun.id), classes[noun.id],
            rows[noun.id], facts.get("claimed by", ""), rest, by_target.get(noun.id, ()),
        )  # fmt: skip

    claims: list[Claim] = [*record.events, *record.statements, *record.positions, *record.commitments]
    in_order = sorted(claims, key=lambda claim: (claim.evidence[0], claim.id))
    entities = sorted(record.entities, key=lambda e: -len(e.mentions))
    return Cards(
        tuple(map(card, in_order)),
        tuple(map(card, entities)),
        tuple(c for c in holding if c.field == "rejected"),
        written.checks,
    )


def kind_of(key: str) -> str:
    """What the id of a claim says it is."""
    return key.split("/")[1] if key.count("/") > 1 else "report"


_SHOWN_APART = frozenset({"claimed by", "id"})

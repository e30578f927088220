"""What comparing commitments across reports needs of one, and whether two are the same in other words. Pure.

The weights are ours, set on reports of our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dragoman.crossdoc.alike import Relation
from dragoman.crossdoc.counting import Amount, amounts, apart
from dragoman.crossdoc.seen import stems
from dragoman.knowledge.obligations import Kind
from dragoman.model import Commitment, Entity, Record, enclosing
from dragoman.obligations import side_of

ONE = 0.6  # likeness from which two commitments are taken for one
_SIDES, _INSTRUMENT, _WORDS, _DAYS = 0.35, 0.25, 0.25, 0.15
_FEW = 0.3  # share of words that duties of a various kind must have in common
_LONG, _SHORT = 60, 7  # days: without a treaty two reports further apart tell of two promises
_BINDING = frozenset({"obliged", "pledged"})  # one report says "must", another "promised to"
_ANY_NAME = frozenset(
    "treaty agreement accord pact deal truce ceasefire resolution law plan proposal the new peace joint mutual".split()
)


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A commitment as it is compared. Sides are those of `obligations.side_of`, words their beginnings."""

    id: str
    kind: str
    force: str
    bound: frozenset[str] = frozenset()
    beneficiary: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    instrument: frozenset[str] | None = None  # beginnings of the words of its name, without what any treaty is called
    words: frozenset[str] = frozenset()
    amounts: Mapping[str, Amount] = field(default_factory=dict)
    published: str | None = None

    @property
    def sides(self) -> frozenset[str]:
        return self.bound | self.beneficiary | self.parties


def duties(record: Record) -> list[Duty]:
    """The commitments of a record, ready to be compared."""
    entities = {e.id: e for e in record.entities}
    text = record.report.text
    named = [m.span for e in record.entities for m in e.mentions]
    found = []
    for commitment in record.commitments:
        terms = commitment.terms or enclosing(commitment.evidence)
        found.append(
            Duty(
                id=commitment.id,
                kind=commitment.kind,
                force=commitment.force,
                bound=_sides(commitment.bound, entities),
                beneficiary=_sides(commitment.beneficiary, entities),
                parties=_sides(commitment.parties, entities),
                instrument=_name(commitment),
                words=stems(text, terms, named),
                amounts=amounts(text[terms.start : terms.end]),
                published=record.report.published,
            )
        )
    return found


def restated(one: Duty, other: Duty, kinds: Mapping[str, Kind]) -> list[Relation]:
    """The link between two commitments that are one and the same; empty where they are two."""
    if one.kind != other.kind or not _same_force(one, other):
        return []
    parties, instrument, days = _parties(one, other), _instrument(one, other), _days(one, other)
    if parties == 0 or instrument < 0 or days < 0:
        return []
    if any(apart(one.amounts[of], other.amounts[of]) for of in one.amounts.keys() & other.amounts.keys()):
        return []
    shared = one.words & other.words
    words = len(shared) / max(1, min(len(one.words), len(other.words)))
    kind = kinds.get(one.kind)
    if kind is not None and kind.various and words < _FEW:
        return []
    score = _SIDES * parties + _INSTRUMENT * instrument + _WORDS * min(1.0, 2 * words) + _DAYS * days
    if score < ONE:
        return []
    said = [f"both {one.kind}, {one.force}", f"sides {', '.join(sorted(one.sides & other.sides))}"]
    said += ["the same instrument"] if instrument == 1 else []
    said += [f"words {', '.join(sorted(shared)[:6])}"] if shared else []
    return [Relation("restates", round(min(0.95, score), 2), "; ".join(said))]


def _same_force(one: Duty, other: Duty) -> bool:
    return one.force == other.force or {one.force, other.force} <= _BINDING


def _parties(one: Duty, other: Duty) -> float:
    """0 to 1: who is bound, and to whom; 0 where both are known and differ."""
    if one.bound and other.bound and not _within(one.bound, other.bound):
        return 0.0
    if one.beneficiary and other.beneficiary and not one.beneficiary & other.beneficiary:
        return 0.0
    shared = one.sides & other.sides
    return len(shared) / max(len(one.sides), len(other.sides)) if shared else 0.0


def _within(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _instrument(one: Duty, other: Duty) -> float:
    """1 for the same name, -1 for two names, a half where one report gives none."""
    if one.instrument is None or other.instrument is None:
        return 0.5
    if not one.instrument or not other.instrument:  # "the treaty": whose, the sides say
        return 1.0 if one.sides == other.sides else 0.5
    return 1.0 if one.instrument & other.instrument else -1.0


def _days(one: Duty, other: Duty) -> float:
    """1 for reports of the same days, 0 for others; -1 where they are too far apart to be of one promise."""
    treaty = one.instrument is not None and other.instrument is not None
    if not one.published or not other.published:
        return 0.0 if treaty else -1.0
    days = abs((date.fromisoformat(one.published) - date.fromisoformat(other.published)).days)
    return 1.0 if days <= _SHORT else 0.0 if treaty or days <= _LONG else -1.0


def _sides(ids: Iterable[str], entities: Mapping[str, Entity]) -> frozenset[str]:
    return frozenset(side_of(entities[i]) for i in ids if i in entities)


def _name(commitment: Commitment) -> frozenset[str] | None:
    if commitment.instrument is None:
        return None
    words = (word.strip(".,'’\"").casefold() for word in commitment.instrument.split())
    return frozenset(word[:6] for word in words if len(word) > 2 and word not in _ANY_NAME)

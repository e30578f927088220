"""Commitments and positions on sentences and reports of our own (gold/bonds; codebook: docs/commitments.md).

    python -m benchmarks.bonds                  # what developers may look at
    python -m benchmarks.bonds --misses         # and what is wrong, item by item
    python -m benchmarks.bonds --part opened    # once kept, now for developers as well
    python -m benchmarks.bonds --part kept      # figures only, for the last run

A commitment is found where its words overlap those of the record's (terms and cue against terms and evidence) and
they share a party, or half of their terms, or one of them binds nobody; one to one, those with most terms in common
first. A position is found where evidence and words overlap and the holder is the same. An entity is a party where one
of its mentions overlaps one of the party's in the text, or where it is the state whose office the party holds, or the
other way round. Kind, force, parties, beneficiary and condition are counted on the commitments found; a fact that the
codebook leaves free, or that has no name in the text, is not asked. Moved: every step, of commitments found or not.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import dragoman
from benchmarks.bonds_gold import Duty, Item, Move, Part, Stand, Who, parts, reports, sentences
from benchmarks.data import show
from dragoman.model import Commitment, Entity, Position, Record, Span, Step

FACTS = ("kind", "force", "parties", "beneficiary", "condition")
_SAME_TERMS = 0.5  # share of the characters of both: then a wrong party is a wrong party, and not another commitment
MOVED = frozenset({"triggered", "fulfilled", "breached", "lapsed"})


class Tally(NamedTuple):
    """What was counted over many items, and what was wrong in each."""

    counts: Counter[str]
    misses: tuple[str, ...]


def figures(counts: Counter[str]) -> dict[str, float]:
    """Percent of everything that is measured."""
    found = dict(_shares(counts, "commitments"))
    for fact in (*FACTS, "condition, where there is one"):
        found[f"{fact} right"] = _percent(counts[fact], counts[f"{fact} asked"])
    found |= _shares(counts, "moved")
    found["moved by the right event"] = _percent(counts["right event"], counts["moved right"])
    found |= _shares(counts, "positions")
    found["stance right"] = _percent(counts["stance"], counts["positions right"])
    if counts["traps"]:
        found["traps left alone"] = _percent(counts["left alone"], counts["traps"])
    return found


def tallied(items: Iterable[Item]) -> Tally:
    """Read and judge every item."""
    counts: Counter[str] = Counter()
    misses: list[str] = []
    for item in items:
        judged = judge(item, dragoman.read(item.text))
        counts += judged.counts
        misses += judged.misses
    return Tally(counts, tuple(misses))


def judge(item: Item, record: Record) -> Tally:
    """One record against what its text holds."""
    people = _People(record)
    counts: Counter[str] = Counter()
    misses = list(_judge_commitments(item, record, people, counts))
    misses += _judge_positions(item, record, people, counts)
    if item.trap:
        counts["traps"] += 1
        counts["left alone"] += not any(miss.startswith("not a") for miss in misses)
    return Tally(counts, tuple(f"{item.id}: {miss}" for miss in misses))


def _judge_commitments(item: Item, record: Record, people: _People, counts: Counter[str]) -> Iterator[str]:
    pairs = _matched(item.duties, record.commitments, people)
    for number, duty in enumerate(item.duties):
        got = pairs.get(number)
        if not duty.optional:
            counts["commitments asked"] += 1
            counts["commitments right"] += got is not None
            if got is None:
                yield f"commitment missed: {_words(item.text, duty.cue, duty.terms)}"
            else:
                yield from _judge_facts(item.text, duty, got, people, counts)
        yield from _judge_moves(item.text, duty, got, record, counts)
    optional = {pairs[n].id for n, duty in enumerate(item.duties) if duty.optional and n in pairs}
    known = {got.id for got in pairs.values()}
    for got in record.commitments:
        counts["commitments found"] += got.id not in optional
        if got.id not in known:
            counts["moved found"] += len(_steps(got))
            yield f"not a commitment: {got.force} {got.kind}: {_words(item.text, got.evidence)} ({got.rule})"


def _judge_facts(text: str, duty: Duty, got: Commitment, people: _People, counts: Counter[str]) -> Iterator[str]:
    """Count each fact that is asked, and tell what is wrong."""
    facts = {"kind": got.kind in duty.kinds, "force": got.force in duty.forces}
    # Nobody with a name is bound, but somebody without: who that is cannot be asked of the record.
    if "bound" not in duty.free and (duty.bound or not duty.unnamed):
        facts["parties"] = _same_parties(duty, got, people)
    if duty.to and "to" not in duty.free:
        facts["beneficiary"] = all(people.any_is(who, (*got.beneficiary, *got.parties)) for who in duty.to)
    if "condition" not in duty.free:
        held = [got.condition] if got.condition else []
        met = _overlap(duty.condition, held) > 0
        # The record has no field for a deadline: "by March" may stand there as what the duty hangs on, or not at all.
        none = not held or _overlap(duty.deadline, held) > 0
        facts["condition"] = met if duty.condition else none
        if duty.condition:
            counts["condition, where there is one asked"] += 1
            counts["condition, where there is one"] += met
    for fact, right in facts.items():
        counts[f"{fact} asked"] += 1
        counts[fact] += right
        if not right:
            yield f"{fact}: {_words(text, duty.cue, duty.terms)}: {_shown(text, fact, got, people)} ({got.rule})"


def _same_parties(duty: Duty, got: Commitment, people: _People) -> bool:
    """Everyone with a name who is bound is among those the record holds bound, and nobody else is."""
    held = got.bound or got.parties
    meant = (*duty.bound, *duty.unnamed)
    everyone = all(people.any_is(who, (*got.bound, *got.parties)) for who in duty.bound)
    return everyone and all(any(people.is_one(who, one) for who in meant) for one in held)


def _judge_moves(text: str, duty: Duty, got: Commitment | None, record: Record, counts: Counter[str]) -> Iterator[str]:
    steps = _steps(got) if got else {}
    open_steps = dict(steps)
    for move in duty.moved:
        status = next((to for to in move.to if to in open_steps), None)
        step = open_steps.pop(status) if status else None
        if move.optional or duty.optional:
            continue
        counts["moved asked"] += 1
        counts["moved right"] += status is not None
        counts["moved found"] += status is not None
        counts["right event"] += step is not None and _is_by(move, step, record)
        if status is None:
            yield f"not {' or '.join(move.to)}: {_words(text, duty.terms)} by {_words(text, move.by)}"
    if not duty.optional:
        counts["moved found"] += len(open_steps)
        for status in open_steps:
            yield f"wrongly {status}: {_words(text, duty.terms)}"


def _steps(got: Commitment) -> dict[str, Step | None]:
    """The statuses a commitment came to, and the step to each where one is told."""
    steps: dict[str, Step | None] = {step.status: step for step in got.history if step.status in MOVED}
    if got.status in MOVED:
        steps.setdefault(got.status, None)
    return steps


def _is_by(move: Move, step: Step, record: Record) -> bool:
    """Whether a step names the event that moved it; where it names none, whether its words do."""
    told = [e.trigger for e in record.events if e.id == step.event] if step.event else step.evidence
    return _overlap(told, move.by) > 0


def _judge_positions(item: Item, record: Record, people: _People, counts: Counter[str]) -> Iterator[str]:
    known: set[str] = set()
    optional: set[str] = set()
    for stand in item.stands:
        near = [p for p in record.positions if _is_same(stand, p, people)]
        known |= {p.id for p in near}
        if stand.optional:
            optional |= {p.id for p in near}
            continue
        counts["positions asked"] += 1
        counts["positions right"] += bool(near)
        counts["stance"] += any(p.stance in stand.stances for p in near)
        if not near:
            yield f"position missed: {' or '.join(stand.stances)}: {_words(item.text, stand.words)}"
        elif not any(p.stance in stand.stances for p in near):
            yield f"stance: {_words(item.text, stand.words)}: {near[0].stance} ({near[0].rule})"
    # A speaker and his state may both hold one position, so those found can be more than those met.
    for position in record.positions:
        counts["positions found"] += position.id not in optional
        counts["positions correct"] += position.id in known - optional
        if position.id not in known:
            said = f"{people.names((position.holder,))} {position.stance}: {_words(item.text, position.evidence)}"
            yield f"not a position: {said} ({position.rule})"


def _is_same(stand: Stand, position: Position, people: _People) -> bool:
    return bool(_overlap(stand.words, position.evidence)) and people.is_one(stand.holder, position.holder)


def _matched(duties: Sequence[Duty], found: Sequence[Commitment], people: _People) -> dict[int, Commitment]:
    """Commitments of the record by the number of the duty each is, at most one for one."""
    scored = []
    for number, duty in enumerate(duties):
        for place, got in enumerate(found):
            said = [got.terms] if got.terms else list(got.evidence)
            common = 2 * _overlap(duty.terms, said) / (_length(duty.terms) + _length(said))
            near = _overlap((*duty.terms, *duty.cue), (*said, *got.evidence)) > 0
            if near and (common >= _SAME_TERMS or _share_party(duty, got, people)):
                scored.append((-common, got.kind not in duty.kinds, duty.optional, number, place))
    pairs: dict[int, Commitment] = {}
    taken: set[int] = set()
    for *_, number, place in sorted(scored):
        if number not in pairs and place not in taken:
            pairs[number] = found[place]
            taken.add(place)
    return pairs


def _share_party(duty: Duty, got: Commitment, people: _People) -> bool:
    named = (*duty.bound, *duty.unnamed, *duty.to)
    held = (*got.bound, *got.parties)
    return not duty.bound or not held or "bound" in duty.free or any(people.any_is(who, held) for who in named)


class _People:
    """The entities of a record, to be compared with parties that are marked in its text."""

    def __init__(self, record: Record) -> None:
        self._entities = {entity.id: entity for entity in record.entities}

    def any_is(self, who: Who, ids: Iterable[str]) -> bool:
        return any(self.is_one(who, one) for one in ids)

    def is_one(self, who: Who, one: str) -> bool:
        """Whether an entity is the party meant, or his state, or an office of his state."""
        entity = self._entities.get(one)
        if entity is None:
            return False
        meant = [e for e in self._entities.values() if _stands_at(e, who)]
        return entity in meant or any(_state_and_office(entity, e) or _state_and_office(e, entity) for e in meant)

    def names(self, ids: Iterable[str]) -> str:
        return ", ".join(self._entities[one].name for one in ids) or "nobody"


def _stands_at(entity: Entity, who: Who) -> bool:
    return any(mention.span.overlaps(span) for mention in entity.mentions for span in who)


def _state_and_office(state: Entity, office: Entity) -> bool:
    same = state.country is not None and state.country == office.country
    return same and state.kind == "state" and bool({"GOV", "MIL"} & set(office.sectors))


def _overlap(spans: Iterable[Span], others: Iterable[Span]) -> int:
    return len(_characters(spans) & _characters(others))


def _length(spans: Iterable[Span]) -> int:
    return len(_characters(spans))


def _characters(spans: Iterable[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _words(text: str, *groups: Iterable[Span]) -> str:
    return " | ".join(" ... ".join(text[start:end] for start, end in group) for group in groups if group)


def _shown(text: str, fact: str, got: Commitment, people: _People) -> str:
    if fact == "parties":
        return people.names(got.bound or got.parties)
    if fact == "beneficiary":
        return people.names(got.beneficiary)
    if fact in ("kind", "force"):
        return str(getattr(got, fact))
    return _words(text, [got.condition]) if got.condition else "none"


def _shares(counts: Counter[str], what: str) -> Iterator[tuple[str, float]]:
    right = counts[f"{what} right"]
    precision = _percent(counts[f"{what} correct"] or right, counts[f"{what} found"])
    recall = _percent(right, counts[f"{what} asked"])
    yield f"{what} precision", precision
    yield f"{what} recall", recall
    yield f"{what} F", 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=parts(), default="dev")
    parser.add_argument("--misses", action="store_true", help="what is wrong, item by item; not of the kept part")
    options = parser.parse_args()
    part: Part = options.part
    if options.misses and part == "kept":
        parser.error("the misses of the kept part are not shown: it is for the last run")
    for name, items in (("sentences", sentences(part)), ("reports", reports(part))):
        print(f"{part}, {len(items)} {name}", file=sys.stderr, flush=True)
        judged = tallied(items)
        if options.misses:
            print(*judged.misses, sep="\n")
        show({f"{name}: {measure}": value for measure, value in figures(judged.counts).items()})


if __name__ == "__main__":
    main()

"""Positions: who supports, opposes, demands, offers or takes no side, toward which event, entity or words."""

from __future__ import annotations

from msgspec import structs

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.stances import Stances
from dragoman.model import Position, Span, Stance, Toward
from dragoman.stages.parties import meant, statement_at
from dragoman.stages.stance.judgements import judgements
from dragoman.stages.stance.objects import at_issue, toward
from dragoman.stages.stance.words import Reading, musts, stances_of_feelings, stances_of_nouns, stances_of_verbs
from dragoman.syntax import Token

_POINTING = frozenset({"it", "this", "that", "them", "these", "those"})
_PRAISE = 0.1  # words of praise and support were wrong that much more often, read by hand (benchmarks/verdicts)


def positions(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.positions`: one for each holder, stance and object, with all the evidence for it."""
    found: dict[tuple[str, str, tuple[object, ...]], Position] = {}
    for position in sorted(_all(draft, knowledge.stances), key=lambda p: p.evidence[0]):
        about = position.toward
        key = (position.holder, position.stance, (about.event, about.entity, about.span))
        known = found.get(key)
        found[key] = _with(known, position.evidence) if known else position
    taken: set[str] = set()
    numbered = (structs.replace(p, id=draft.id("position", p.evidence[0].start, taken)) for p in found.values())
    return draft.having(positions=tuple(numbered))


def _all(draft: Draft, known: Stances) -> list[Position]:
    found: list[Position] = []
    readings = (stances_of_verbs, stances_of_feelings, stances_of_nouns, musts)
    for reading in (r for read in readings for r in read(draft, known)):
        said = statement_at(draft, reading.token.start)
        if said is not None and said.act == "denies":
            continue
        about = _toward(draft, known, reading)
        if about is None:
            continue
        for holder in reading.holders:
            found.append(
                _position(draft, holder, reading.stance, about, reading.evidence, reading.word.key, reading.word.sure)
            )
    for judgement in judgements(draft, known):
        word = judgement.word
        for holder in judgement.holders:
            found.append(
                _position(draft, holder, word.stance, judgement.toward, judgement.evidence, word.key, word.sure)
            )
    return found


def _toward(draft: Draft, known: Stances, reading: Reading) -> Toward | None:
    if reading.target is None:
        event = at_issue(draft, known, reading.token, reading.stance, reading.holders)
        return Toward(event=event.id) if event else Toward(span=reading.evidence)
    if reading.stance == "demands" and reading.target.pos in ("VERB", "AUX"):
        asked = _asked(draft, reading, reading.target)
        if asked:
            return Toward(entity=asked)
    if reading.target.text.lower() in _POINTING and draft.entity_at(reading.target.i) is None:
        event = at_issue(draft, known, reading.target, "supports", reading.holders)
        return Toward(event=event.id) if event else Toward(span=reading.evidence)
    found = toward(draft, known, reading.target, reading.holders)
    pointing = reading.target.text.lower() in _POINTING
    return Toward(span=reading.evidence) if found is None and pointing else found


def _asked(draft: Draft, reading: Reading, target: Token) -> str | None:
    """Of whom it is demanded: "demanded that Iran halt", "urged Israel to", "called on Iran to"."""
    syntax = draft.syntax
    near = [*syntax.children(target.i, "nsubj"), *syntax.children(reading.token.i, "dobj", "dative")]
    for preposition in syntax.children(reading.token.i, "prep"):
        if preposition.lemma in ("on", "upon", "to"):
            near += syntax.children(preposition.i, "pobj")
    found = (i for token in near for i in meant(draft, token.i) if i not in reading.holders)
    return next(found, None)


def _position(
    draft: Draft, holder: str, stance: Stance, about: Toward, evidence: Span, key: str, sure: float
) -> Position:
    statement = statement_at(draft, evidence.start)
    own = statement is None or statement.speaker == holder
    return Position(
        id="",
        evidence=(evidence,),
        said_in=statement.id if statement else None,
        rule=f"en/stances#{key}",
        confidence=round(sure - (0 if own else 0.1) - (_PRAISE if stance == "supports" else 0), 2),
        holder=holder,
        stance=stance,
        toward=about,
    )


def _with(position: Position, evidence: tuple[Span, ...]) -> Position:
    spans = tuple(sorted({*position.evidence, *evidence}))
    return structs.replace(position, evidence=spans)

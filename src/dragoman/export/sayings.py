"""Statements that are no act, as events: codebooks that count them have a code for "makes a statement"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.export.profile import Profile
from dragoman.model import Event, Record, Span, Statement, enclosing

STATEMENT = "STATEMENT"  # stands for a PLOVER type: PLOVER does not count statements


def sayings(record: Record, profile: Profile) -> Iterator[Event]:
    """The statements of known speakers that say nothing of an act in the record, under the profile's code: towards whom
    they are addressed, else towards the actors of other countries that they speak of."""
    if profile.statements is None:
        return
    acts = {e.said_in for e in record.events}
    for statement in record.statements:
        heard = statement.addressee or _spoken_of(record, statement)
        as_act = any(cue.overlaps(e.trigger) for cue in statement.cue for e in record.events)
        if statement.speaker and heard and statement.id not in acts and not (as_act or statement.negated):
            yield _event(statement, profile.statements, heard)


def _spoken_of(record: Record, statement: Statement) -> tuple[str, ...]:
    """The actors of other countries than the speaker's that the words name."""
    country = next((e.country for e in record.entities if e.id == statement.speaker), None)
    foreign = (e for e in record.entities if e.country != country and e.id != statement.speaker and e.code)
    return tuple(e.id for e in foreign if any(c.covers(m.span) for c in statement.content for m in e.mentions))


def _event(statement: Statement, code: str, heard: tuple[str, ...]) -> Event:
    trigger: Span = enclosing(statement.cue or statement.content)
    return Event(
        id=statement.id, evidence=statement.evidence, said_in=statement.said_in, rule=statement.rule,
        confidence=statement.confidence, act=STATEMENT, type=STATEMENT, cameo=code, quad=1, score=0.0,
        actor=(statement.speaker or "",), recipient=heard, trigger=trigger,
    )  # fmt: skip

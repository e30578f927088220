"""Whether it took place: the status and negation of every event, and the type the codebook gives it for that.

The words and what they do are data (en/modality.toml); how far each reaches is walked along the tree here.
"""

from __future__ import annotations

import re

import msgspec

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.codebook import Codebook, Reading
from dragoman.model import Event, Timex
from dragoman.stages.outlook import outlook
from dragoman.syntax import Token

_FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_PAST_YEARS = 5  # an event this many years before the report is history, not news


def modality(draft: Draft, knowledge: Knowledge) -> Draft:
    """Give each event status, negated and historical, and render its type, mode, code, quad and score."""
    announced = {e.rule for e in knowledge.predicates.entries if e.predicate.announced}
    done: list[Event] = []
    for event in draft.events:
        head = named_by(draft, knowledge, event)
        mood = outlook(draft, knowledge, head) if head is not None else None
        status = mood.status or "happened" if mood else event.status
        negated = mood.negates if mood else event.negated
        seen = msgspec.structs.replace(
            event, status=status, negated=negated, historical=is_history(draft, event.time, head)
        )
        if event.rule in announced and status in ("happened", "ongoing"):
            continue  # "responded" is no threat to respond
        if status == "planned" and not negated and event.act in _FORCE and not (event.actor or event.recipient):
            continue  # "enough to kill" threatens nobody
        done.append(rendered(knowledge.codebook, seen))
    return draft.having(events=tuple(done))


def named_by(draft: Draft, knowledge: Knowledge, event: Event) -> Token | None:
    """The word whose mood counts: the noun of "planned a meeting", else the head of the trigger."""
    if event.rule in knowledge.predicates.noun_rules:
        words = [t for t in reversed(draft.syntax.tokens_in(event.trigger)) if t.pos != "PUNCT"]
        nouns = [t for t in words if t.tag.startswith("NN")]
        known = (
            t for t in nouns if knowledge.predicates.named("noun", t.lemma)
        )  # "talks between Iran and Russia drew"
        return next(known, next(iter((*nouns, *words)), None))
    return draft.syntax.head_of(event.trigger)


def rendered(book: Codebook, event: Event) -> Event:
    """`event` under the type the codebook wants for its status: a planned CONSULT is AGREE."""
    before = Reading(event.act, event.mode, event.cameo)
    after = book.render(before, event.status, event.negated)
    if after == before:
        return event
    known = book.codes.get(after.cameo or "")
    contexts = (*event.contexts, *(known.contexts if known else ()))
    return msgspec.structs.replace(
        event,
        type=after.type,
        mode=after.mode,
        cameo=after.cameo,
        contexts=tuple(dict.fromkeys(contexts)),
        quad=book.quad(after.type),
        score=book.score(after.type, after.mode),
    )


def is_history(draft: Draft, time: str | None, act: Token | None) -> bool:
    """Whether the time with this id, or the years said to have passed since `act`, make it background, not news."""
    known = next((t for t in draft.times if t.id == time), None)
    year, newest = _year(known) if known is not None else None, _report_year(draft)
    if act is not None and _years_since(draft, act) >= _PAST_YEARS:
        return True
    return year is not None and newest is not None and year + _PAST_YEARS <= newest


def _years_since(draft: Draft, act: Token) -> int:
    """ "Thirty years after Argentine forces surrendered", "decades after the massacre"."""
    syntax = draft.syntax
    bounds = syntax.sentence_span(act.sentence)
    for time in draft.times:
        words = syntax.tokens_in(time.span) if time.type == "DURATION" and bounds.covers(time.span) else []
        after = syntax.tokens[words[-1].i + 1] if words and words[-1].i + 1 < len(syntax.tokens) else None
        if after is not None and after.text.lower() in ("after", "since") and act.i in (after.head, after.i):
            return _years(time.value)
        if after is not None and after.text.lower() in ("after", "since") and act.head == after.i:
            return _years(time.value)
    return 0


def _years(duration: str) -> int:
    """Whole years of a TIMEX3 duration; decades and centuries of unknown number are many."""
    many = re.fullmatch(r"P(\d+|X)(Y|DE|CE)", duration)
    if many is None:
        return 0
    unit = {"Y": 1, "DE": 10, "CE": 100}[many[2]]
    return unit * (int(many[1]) if many[1] != "X" else 2 if unit > 1 else 0)


def _report_year(draft: Draft) -> int | None:
    if draft.report.published:
        return int(draft.report.published[:4])
    years = [y for t in draft.times if (y := _year(t)) is not None]
    return max(years) if years else None


def _year(time: Timex) -> int | None:
    known = re.match(r"\d{4}", time.start or time.value)
    return int(known.group()) if known else None

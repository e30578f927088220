"""Nouns that take up an event told elsewhere: "the strikes", "Monday's attack", "the accord".

They are looked for where the record has no event, by the letters alone: a noun of data/en/happenings.toml with "the",
"its" or an owner before it, at the end of its phrase. Whether it takes up an event is then weighed as two events are;
it has to be the likelier one by far where there are several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.crossdoc.alike import SAME, SUREST, Relation, can_be_one, likeness, weighed
from dragoman.crossdoc.seen import Seen, marked
from dragoman.crossdoc.wording import happenings
from dragoman.model import Record, Span

TAKES_UP = 0.5  # likelihood from which a noun takes up an event
_AHEAD = 0.15  # more likely than any event that is not the same
_MOST = 24  # nouns of a report
_NOUN = re.compile(
    r"(?:\b(?:the|this|that|these|those|its|their|his|her)|[’']s?)(?:\s+[\w’'-]+){0,2}?\s+(?P<noun>[a-z]{3,})"
    r"(?=[,.;:!?)”\"—–]|\s+(?:on|in|of|by|at|to|for|from|with|and|but|or|as|was|were|is|are|had|has|have|will|would|could"
    r"|that|which|who|after|before|over|against|between|near|during|came|comes|took|takes|last|began|ended|left|killed"
    r"|would|may|might|could|should|must|did|does|when|while|where|since|until|because|said|says)\b)"
)


def recalled(record: Record) -> list[Seen]:
    """The nouns of a record that may take up an event, ready to be compared, in the order of the text."""
    triggers = [event.trigger for event in record.events]
    spans = (Span(*found.span("noun")) for found in _NOUN.finditer(record.report.text) if _names(found["noun"]))
    free = [span for span in spans if not any(span.overlaps(trigger) for trigger in triggers)]
    return marked(record, free[:_MOST])


def taken_up(noun: Seen, events: Iterable[Seen]) -> tuple[Seen, Relation] | None:
    """The event that a noun takes up, if it is any of these; of several accounts of one event the likeliest."""
    acts = acts_taken_up(noun)
    likely = sorted(((weighed(noun, event), event) for event in events if _fits(noun, event, acts)), key=_surest)
    if not likely or likely[0][0] < TAKES_UP:
        return None
    sure, best = likely[0]
    rivals = (event for chance, event in likely[1:] if chance > sure - _AHEAD)
    if any(likeness(best, rival).score < SAME for rival in rivals):
        return None
    words = noun.wording.words if noun.wording else ""
    return best, Relation("recalls", min(SUREST, round(sure, 2)), f"the {words}: takes up {best.act}")


def acts_taken_up(noun: Seen) -> frozenset[str]:
    """PLOVER types of the events that such a noun takes up."""
    blocks, kinds = happenings().blocks, noun.wording.kinds if noun.wording else frozenset[str]()
    return frozenset(act for kind in kinds for act in blocks[kind].acts)


def _names(word: str) -> bool:
    blocks = (happenings().blocks[kind] for kind in happenings().kinds(word))
    return any(block.acts and word not in block.things for block in blocks)


def _fits(noun: Seen, event: Seen, acts: frozenset[str]) -> bool:
    """Whether such a noun can take up such an event: one of `acts`, and of one told before it or elsewhere."""
    if noun.wording is None or event.wording is None:
        return False
    if noun.report == event.report and event.wording.sentence >= noun.wording.sentence:
        return False  # what is told in one sentence is two things: "answered the raid with rockets"
    akin = bool(noun.wording.roots & event.wording.roots)
    return (akin or event.act in acts) and can_be_one(noun, event)


def _surest(found: tuple[float, Seen]) -> tuple[float, str]:
    return -found[0], found[1].id

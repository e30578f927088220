"""What the codings of events have in common: which events they take, under which code, and between whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.answers import Coverage
from dragoman.export.actor_coding import Party
from dragoman.export.covering import Met
from dragoman.export.csv import delimited
from dragoman.export.manner import Manner
from dragoman.export.pairing import by_act, rows
from dragoman.export.profile import Profile
from dragoman.export.sayings import sayings
from dragoman.export.told import Told, told
from dragoman.model import Event, Record

_TAKING_PLACE = ("happened", "ongoing")
_OF_WORDS = frozenset({"AGREE", "REJECT", "REQUEST", "THREATEN"})  # acts that say what else is to be done
_NEAR = 80  # characters between an agreement and what is agreed


class Dyad(NamedTuple):
    """An event between two, as codings without modality have it; `id` is the event's, numbered if it has several."""

    id: str
    cover: Coverage  # its own report, or where an event is written once all that tell of it
    about: Told
    event: Event
    code: str  # CAMEO, by the profile
    source: Party
    target: Party

    @property
    def number(self) -> int:
        """The id as a positive number below 2**60."""
        return int(hashlib.sha256(self.id.encode("utf-8", "replace")).hexdigest()[:15], 16)


def coded(records: Iterable[Record], manner: Manner) -> Iterator[Dyad]:
    """The events that a coding without a column for modality can hold, a row for each pair of actors.

    Left out are events that did not or may not take place, those of the past told as background, those without a CAMEO
    code, and those of which neither side is named. What is only planned or refused stays where its code says so.
    """
    met = Met(manner)
    for record in records:
        about = told(record, manner.words)
        events = [*_once(about, manner.profile), *sayings(record, manner.profile)]
        for event, cover in met.fresh(record, events):
            made = list(rows(about, event, manner.profile))
            for n, (code, source, target) in enumerate(made, 1):
                met.write(cover)
                key = cover.id if len(made) == 1 else f"{cover.id}#{n}"
                yield Dyad(key, cover, about, event, code, source, target)


def tabbed(cells: Iterable[object]) -> bytes:
    """A line of tab-separated cells."""
    return delimited([c if isinstance(c, (str, int, float)) else None for c in cells], "\t")


def _once(about: Told, profile: Profile) -> list[Event]:
    """The events that are coded. What is agreed and what it is agreed to do are two events of the record and one of a
    codebook: the agreement, or where the profile codes the act itself the act."""
    kept = [e for e in about.record.events if _is_coded(e, profile)]
    for inner in [e for e in kept if e.status == "planned"]:
        before = (o for o in kept if o.type == o.act and o.act in _OF_WORDS)
        outer = next((o for o in before if 0 <= inner.trigger.start - o.trigger.end < _NEAR), None)
        if outer is not None:
            kept.remove(outer if outer.act == "AGREE" and by_act(about, inner, profile) else inner)
    return kept


def _is_coded(event: Event, profile: Profile) -> bool:
    """Whether it took place, or the code says that it is only announced, asked for or refused."""
    if event.historical or event.cameo is None:
        return False
    if event.status in _TAKING_PLACE:
        return not event.negated
    rendered = event.type != event.act
    if event.status == "asked":
        return rendered
    says_so = rendered or event.type == "AGREE" or event.act_cameo not in (None, event.cameo)
    return event.status == "planned" and (says_so or (profile.planned == "act" and not event.negated))

"""What the codings of events have in common: which events they take, and how an actor is coded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.answers import Coverage
from dragoman.export.covering import Met
from dragoman.export.csv import delimited
from dragoman.export.manner import Manner
from dragoman.export.told import Told, dyads, told
from dragoman.model import Entity, Event, Record

_TAKING_PLACE = ("happened", "ongoing")
_ORGANISATIONS = ("IGO", "NGO", "IMG", "MNC")  # what CAMEO codes of no country begin with


class Party(NamedTuple):
    """An actor as a coding has it."""

    name: str
    code: str  # CAMEO: country or kind of organisation, then sectors, three letters each
    country: str  # three letters, or empty
    sectors: tuple[str, ...]
    group: str = ""  # of an organisation of no country, the rest of its code: "UNO"


NOBODY = Party("", "", "", ())


class Dyad(NamedTuple):
    """An event between two, as codings without modality have it; `id` is the event's, numbered if it has several."""

    id: str
    cover: Coverage  # its own report, or where an event is written once all that tell of it
    about: Told
    event: Event
    source: Party
    target: Party

    @property
    def number(self) -> int:
        """The id as a positive number below 2**60."""
        return int(hashlib.sha256(self.id.encode("utf-8", "replace")).hexdigest()[:15], 16)


def coded(records: Iterable[Record], manner: Manner) -> Iterator[Dyad]:
    """The events that a coding without a column for modality can hold, a row for each pair of actors.

    Left out are events that did not or may not take place, those of the past told as background, those without a CAMEO
    code, and those of which neither side is named. What is only planned or wished stays where its code says so.
    """
    met = Met(manner)
    for record in records:
        about = told(record, manner.words)
        for event, cover in met.fresh(record, record.events):
            sound = event.status in _TAKING_PLACE or (event.status in ("planned", "asked") and event.type != event.act)
            if not sound or event.negated or event.historical or event.cameo is None:
                continue
            pairs = dyads(event)
            for n, pair in enumerate(pairs, 1):
                source, target = (party(about, key, manner) for key in pair)
                if source != NOBODY or target != NOBODY:
                    met.write(cover)
                    yield Dyad(cover.id if len(pairs) == 1 else f"{cover.id}#{n}", cover, about, event, source, target)


def party(about: Told, key: str | None, manner: Manner) -> Party:
    """The entity with this id under the conventions of `manner`."""
    named = about.named(key)
    if not named:
        return NOBODY
    entity = named[0]
    code = entity.code or ""
    if not entity.country and code.startswith(_ORGANISATIONS):
        return Party(entity.name, code, "", (code[:3],), code[3:6])
    country, sectors = entity.country or "", _sectors(entity, manner)
    head = (entity.code or "")[:3] if country else ""
    return Party(entity.name, (head or country) + "".join(sectors), head or country, sectors)


def tabbed(cells: Iterable[object]) -> bytes:
    """A line of tab-separated cells."""
    return delimited([c if isinstance(c, (str, int, float)) else None for c in cells], "\t")


def _sectors(entity: Entity, manner: Manner) -> tuple[str, ...]:
    """Three-letter sectors, of the code where there is one."""
    code = (entity.code or "")[3 if entity.country else 0 :]
    sectors = tuple(code[i : i + 3] for i in range(0, len(code), 3)) or (() if entity.code else entity.sectors)
    national = entity.kind in ("person", "people", "group") and entity.country is not None
    if national and sectors in ((), ("CVL",)):
        return ("CVL",) if manner.nationals == "civilians" else ()
    if manner.officials == "country" and entity.country and entity.kind == "person":
        return ()
    return sectors

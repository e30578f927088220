"""What every format needs to know of a record: who is meant by an id, when an event was, where it stands."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from itertools import combinations, product
from typing import NamedTuple

from dragoman.export.quoting import Words, quotations
from dragoman.export.wording import clean
from dragoman.model import Entity, Event, Place, Record, Span, Timex


class Told(NamedTuple):
    """A record, with its entities, places and times by id, and the words that may be shown for each claim."""

    record: Record
    entity: dict[str, Entity]
    place: dict[str, Place]
    time: dict[str, Timex]
    quotation: dict[str, Span]

    def quote(self, claim: str) -> str | None:
        """The words shown for the claim with this id, on one line."""
        span = self.quotation.get(claim)
        return clean(self.record.report.text[span.start : span.end]) if span else None

    def named(self, *ids: str | None) -> list[Entity]:
        """The entities with these ids, as far as the record has them."""
        return [self.entity[i] for i in ids if i in self.entity]

    def days(self, event: Event) -> tuple[str | None, str | None]:
        """First and last day of an event by the report's own words, as ISO dates."""
        time = self.time.get(event.time or "")
        return (None, None) if time is None else (_day(time.start), _day(time.end))

    def day(self, event: Event) -> str | None:
        """The day of an event, else that on which the report was published."""
        return self.days(event)[0] or _day(self.record.report.published)


def told(record: Record, words: Words = "quotations") -> Told:
    """`record`, prepared for taking out."""
    return Told(
        record,
        {e.id: e for e in record.entities},
        {p.id: p for p in record.places},
        {t.id: t for t in record.times},
        quotations(record, words),
    )


def key(entity: Entity) -> str:
    """What an entity is known by across reports: its key in the lexicon, else kind, country and name."""
    return entity.lexicon or f"{entity.kind}/{entity.country or '-'}/{clean(entity.name)}"


def dyads(event: Event) -> list[tuple[str | None, str | None]]:
    """Who to whom, a pair of entity ids each; those who did something with each other, without a recipient, in pairs.

    None stands for somebody the report does not name.
    """
    if not event.recipient and len(event.actor) > 1:
        return list(combinations(event.actor, 2))
    return list(product(event.actor or (None,), event.recipient or (None,)))


class Country(NamedTuple):
    """One country in other codes."""

    iso2: str
    fips: str  # FIPS 10-4


def country(iso3: str | None) -> Country | None:
    """The other codes of a country (GeoNames, CC BY 4.0)."""
    return _countries().get(iso3 or "")


@cache
def _countries() -> dict[str, Country]:
    lines = files("dragoman.export").joinpath("country_codes.csv").read_text(encoding="utf-8").splitlines()
    return {row["iso3"]: Country(row["iso2"], row["fips"]) for row in csv.DictReader(lines)}


def _day(time: str | None) -> str | None:
    return time[:10] if time else None

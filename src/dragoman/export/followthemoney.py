"""FollowTheMoney entities, one a line of JSON: actors, events and the reports they are told in.

An actor in several reports comes several times under one id; `ftm aggregate` makes one of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.told import Told, country, key, told
from dragoman.export.wording import clean, harmless
from dragoman.model import Entity, Event, Record

_SCHEMAS = {"person": "Person", "state": "PublicBody", "organization": "Organization", "group": "Organization"}

_WIKIDATA = re.compile(r"Q\d+")


def followthemoney(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """An Article for each report, a Person, PublicBody, Organization or LegalEntity for each actor, an Event for each
    event that is said to have taken place, and no claim of what was denied or may be: there is no field for that."""
    for record in records:
        about = told(record, manner.words)
        yield _line(_id("report", record.report.id), "Article", _article(record, manner))
        for entity in record.entities:
            yield _line(_id("actor", key(entity)), _SCHEMAS.get(entity.kind, "LegalEntity"), _actor(entity))
        for event in record.events:
            if event.status in ("happened", "ongoing") and not event.negated:
                yield _line(_id("event", event.id), "Event", _event(event, about))


def _line(key: str, schema: str, properties: dict[str, list[str | None]]) -> bytes:
    sound = {name: [v for v in values if v] for name, values in properties.items()}
    entity: dict[str, Any] = {
        "id": key, "schema": schema, "properties": {name: values for name, values in sound.items() if values},
    }  # fmt: skip
    return msgspec.json.encode(entity) + b"\n"


def _id(kind: str, key: str) -> str:
    return f"dragoman-{kind}-{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:20]}"


def _article(record: Record, manner: Manner) -> dict[str, list[str | None]]:
    report = record.report
    return {
        "fileName": [f"{clean(report.id)}.txt"],
        "title": [clean(report.title or "")],
        "publisher": [clean(report.publisher or "")],
        "sourceUrl": [_address(report.url)],
        "publishedAt": [report.published],
        "bodyText": [harmless(report.text)] if manner.words == "all" else [],
    }


def _actor(entity: Entity) -> dict[str, list[str | None]]:
    properties: dict[str, list[str | None]] = {
        "name": [clean(entity.name) or "?"],
        "country": [_country(entity.country)],
        "wikidataId": [entity.wikidata if entity.wikidata and _WIKIDATA.fullmatch(entity.wikidata) else None],
    }
    if entity.kind == "person" and entity.role:
        properties["position"] = [clean(entity.role.title)]
    return properties


def _event(event: Event, about: Told) -> dict[str, list[str | None]]:
    place = about.place.get(event.place or "")
    first, last = about.days(event)
    who = [e.name for e in about.named(*event.actor)]
    whom = [e.name for e in about.named(*event.recipient)]
    named = f"{event.type}: {', '.join(who) or '?'}{' → ' + ', '.join(whom) if whom else ''}"
    return {
        "name": [clean(named)],
        "startDate": [first],
        "endDate": [last],
        "date": [first or about.day(event)],
        "location": [clean(place.name)] if place else [],
        "country": [_country(place.country)] if place else [],
        "involved": [_id("actor", key(e)) for e in about.named(*event.actor, *event.recipient)],
        "summary": [about.quote(event.id)],
        "proof": [_id("report", about.record.report.id)],
        "sourceUrl": [_address(about.record.report.url)],
        "publisher": [clean(about.record.report.publisher or "")],
    }


def _country(iso3: str | None) -> str | None:
    codes = country(iso3)
    return codes.iso2.lower() if codes else None


def _address(url: str | None) -> str | None:
    return clean(url) if url and url.startswith(("http://", "https://")) else None

"""W3C Web Annotation (JSON-LD): each claim and each mention as an annotation of the report, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from dragoman.export.manner import AS_USUAL, Manner
from dragoman.export.quoting import claims
from dragoman.export.told import Told, told
from dragoman.export.wording import clean, harmless
from dragoman.model import Claim, Commitment, Entity, Event, Position, Record, Span, Statement, enclosing

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}\x00-\x1f]+")


def web_annotations(records: Iterable[Record], manner: Manner = AS_USUAL) -> Iterator[bytes]:
    """One annotation a line: entities are identified at their mentions, claims described at their words.

    Targets are offsets into the report's text (TextPositionSelector, code points), and the words where they are shown
    (TextQuoteSelector).
    """
    for record in records:
        about = told(record, manner.words)
        source = _source(record)
        for entity in record.entities:
            for n, mention in enumerate(entity.mentions):
                target = _target(source, about, mention.span, None)
                yield _line(f"{entity.id}/{n}", "identifying", _identity(entity), target)
        for claim in claims(record):
            if claim.evidence:
                target = _target(source, about, enclosing(claim.evidence), about.quotation.get(claim.id))
                yield _line(claim.id, "describing", {"type": "TextualBody", "value": _described(claim, about)}, target)


def _line(key: str, motivation: str, body: dict[str, Any], target: dict[str, Any]) -> bytes:
    annotation = {
        "@context": CONTEXT, "id": _urn(key), "type": "Annotation", "motivation": motivation, "body": body,
        "target": target,
    }  # fmt: skip
    return msgspec.json.encode(annotation) + b"\n"


def _source(record: Record) -> str:
    """The report's address if it has one, else a name made of its id."""
    address = _ADDRESS.fullmatch(record.report.url or "")
    return address.group().encode("utf-8", "replace").decode() if address else _urn(record.report.id)


def _urn(key: str) -> str:
    return f"urn:dragoman:{quote(clean(key))}"


def _target(source: str, about: Told, span: Span, shown: Span | None) -> dict[str, Any]:
    position: dict[str, Any] = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    if shown is None:
        return {"source": source, "selector": position}
    words = {"type": "TextQuoteSelector", "exact": harmless(about.record.report.text[shown.start : shown.end])}
    if shown != span:  # the words shown lie within those meant
        within = {"type": "TextPositionSelector", "start": shown.start, "end": shown.end}
        return {"source": source, "selector": position | {"refinedBy": words | {"refinedBy": within}}}
    return {"source": source, "selector": [position, words]}


def _identity(entity: Entity) -> dict[str, Any]:
    if entity.wikidata and re.fullmatch(r"Q\d+", entity.wikidata):
        return {"type": "SpecificResource", "source": f"http://www.wikidata.org/entity/{entity.wikidata}"}
    return {"type": "TextualBody", "value": clean(entity.name), "purpose": "identifying"}


def _described(claim: Claim, about: Told) -> str:
    """A claim in a line: "CONSULT: Nikol Pashinyan → Ilham Aliyev (planned)"."""
    notes: list[str] = []
    match claim:
        case Event():
            notes = [claim.status] if claim.status != "happened" else []
            notes += ["negated"] if claim.negated else []
            head: str = claim.type
            who, whom = about.named(*claim.actor), about.named(*claim.recipient)
        case Statement():
            notes, head = [str(claim.form)], claim.act
            who, whom = about.named(claim.speaker), about.named(*claim.addressee)
        case Position():
            head = claim.stance
            who, whom = about.named(claim.holder), about.named(claim.toward.entity)
        case Commitment():
            notes, head = [claim.force, claim.status], claim.kind
            who, whom = about.named(*claim.bound), about.named(*claim.beneficiary)
        case _:
            raise TypeError(type(claim))
    sides = [", ".join(e.name for e in side) or "?" for side in (who, whom)]
    noted = f" ({', '.join(notes)})" if notes else ""
    return clean(f"{head}: {sides[0]}{f' → {sides[1]}' if whom else ''}{noted}")

"""Who is meant: mentions of our own in context (gold/mentions*.toml), 100 of them kept.

python -m benchmarks.mentions                 # the part that development may look at, with its misses
python -m benchmarks.mentions --part more     # written later: fresh, latest, dev4; once kept: opened, opened2, opened3
python -m benchmarks.mentions --part kept     # figures only
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dragoman
from dragoman.knowledge.names import folded
from dragoman.model import Entity, Form, PlaceMention, Record, Span

_FILES = ("mentions.toml", "mentions_more.toml", "mentions_opened.toml", "mentions_kept.toml")
GOLD = [Path(__file__).parent / "gold" / name for name in _FILES]
PARTS = ("dev", "more", "fresh", "latest", "opened", "opened2", "opened3", "dev4", "kept")


def figures(part: str = "dev") -> dict[str, float]:
    """Share of mentions right in everything that is asked of them, in percent."""
    faults = [bool(wrong) for _, wrong in judged(part)]
    return {"mentions right": 100 * (1 - sum(faults) / len(faults))}


def judged(part: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each item of `part` and what is wrong with our reading of it."""
    items = [item for path in GOLD for item in tomllib.loads(path.read_text("utf-8"))["mention"]]
    for item in items:
        if item["part"] == part:
            record = dragoman.read(item["text"], published=item.get("published"))
            yield item, list(_faults(item, record))


def _faults(item: dict[str, Any], record: Record) -> Iterator[str]:
    span = _span(item)
    entity, form, misspelt = _meant(record, span)
    if item.get("none"):
        if entity is not None:
            yield f"is nobody, read as {entity.name}"
        return
    if item.get("place"):
        places = [(p.country, m) for p in record.places for m in p.mentions if m.span.overlaps(span)]
        if not any(_is_place(m) and country == item.get("country", country) for country, m in places):
            yield f"is a place, read as {[(c, m.reading) for c, m in places]}"
        return
    if entity is None:
        yield "not found"
        return
    names = item.get("names") or ([item["name"]] if "name" in item else [])
    if names and folded(entity.name) not in {folded(name) for name in names}:
        yield f"name {entity.name}"
    if "kind" in item and entity.kind not in _several(item["kind"]):
        yield f"kind {entity.kind}"
    if "country" in item and entity.country not in _several(item["country"]):
        yield f"country {entity.country}"
    if "sector" in item and not set(entity.sectors) & set(_several(item["sector"])):
        yield f"sectors {entity.sectors}"
    if "form" in item and form not in _several(item["form"]):
        yield f"form {form}"
    if "office" in item and not any(_holds(entity, words) for words in _several(item["office"])):
        yield f"office {entity.role.title if entity.role else None}"
    if item.get("misspelt") and not misspelt:
        yield "misspelling not noticed"


def _span(item: dict[str, Any]) -> Span:
    found = re.finditer(rf"(?<!\w){re.escape(item['mention'])}(?!\w)", item["text"])
    match = list(found)[item.get("occurrence", 0)]
    return Span(match.start(), match.end())


def _meant(record: Record, span: Span) -> tuple[Entity | None, Form | None, bool]:
    """The entity whose mention shares most with `span` and adds least to it."""
    near = [
        (min(m.span.end, span.end) - max(m.span.start, span.start), m.span.start - m.span.end, entity, m)
        for entity in record.entities
        for m in entity.mentions
        if m.span.overlaps(span)
    ]
    best = max(near, key=lambda n: n[:2], default=None)
    return (best[2], best[3].form, best[3].misspelt) if best else (None, None, False)


def _is_place(mention: PlaceMention) -> bool:
    return mention.reading == "place"


def _holds(entity: Entity, words: str) -> bool:
    title = folded(entity.role.title) if entity.role else ""
    lead = ("former", "deputy", "vice", "acting")
    return folded(words) in title and not any(w in title.split() and w not in folded(words).split() for w in lead)


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, default="dev")
    part = parser.parse_args().part
    count = right = 0
    for item, wrong in judged(part):
        count, right = count + 1, right + (not wrong)
        if wrong and part != "kept":
            print(f"{item['phenomenon']:22s} {item['mention']!r} in {item['text'][:100]!r}: {'; '.join(wrong)}")
    print(f"{part}: {right} of {count} mentions right, {100 * right / count:.1f} %")


if __name__ == "__main__":
    main()

"""Names set before a colon, as in headlines and transcripts: "Kremlin: talks go on", "LAVROV: Thank you"."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.model import Span

_LONGEST = 5  # tokens of a label
_SHORTEST = 3  # tokens of what is said
_SPEAKERS = frozenset(("person", "organization"))


class Labelled(NamedTuple):
    """Tokens of the name, its colon and what follows to the end of the paragraph."""

    source: tuple[int, ...]
    colon: int
    said: frozenset[int]


def labelled(draft: Draft) -> list[Labelled]:
    """Paragraphs that open with the name of a person or body and a colon, in text order."""
    return [found for paragraph in draft.paragraphs if (found := _label(draft, paragraph)) is not None]


def _label(draft: Draft, paragraph: Span) -> Labelled | None:
    start = Span(paragraph.start, min(paragraph.end, paragraph.start + 80))
    head = [t for t in draft.syntax.tokens_in(start) if t.pos != "SPACE"][: _LONGEST + 1]
    at = next((n for n, t in enumerate(head) if t.text == ":"), 0)
    name = head[:at]
    if not name or not all(t.text[:1].isupper() and t.tag.startswith("NN") for t in name):
        return None
    entities = [draft.entity_at(t.i) for t in name]
    named = all(draft.syntax.label_of.get(t.i) == "PERSON" for t in name)
    if not named and not any(e is not None and e.kind in _SPEAKERS for e in entities):
        return None
    said = [t.i for t in draft.syntax.tokens_in(Span(head[at].end, paragraph.end)) if t.i > head[at].i]
    if len(said) < _SHORTEST:
        return None
    return Labelled(tuple(t.i for t in name), head[at].i, frozenset(said))

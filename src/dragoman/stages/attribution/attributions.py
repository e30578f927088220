"""What is found: words in somebody's mouth, by whatever found them."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.knowledge.cues import Act
from dragoman.model import Span


class Attribution(NamedTuple):
    """Spans as in PARC and PolNeAR, and what the finder knows about them."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]  # with its quotation marks; at least one
    cue_head: int  # token
    source_head: int | None  # token; None where no source is said
    carrier: int | None  # token of the verb that carries a cue noun: "voiced" in "voiced alarm"
    act: Act
    negated: bool
    rule: str
    confidence: float
    hearer_object: bool = False  # whether the cue's object is who is spoken to

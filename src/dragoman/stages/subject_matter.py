"""What a report is about, and how long it is: what is told of it depends on both. Not a stage."""

from __future__ import annotations

from collections import Counter

from dragoman.draft import Draft
from dragoman.model import Entity

_BODIES = frozenset({"IGO", "REB"})
_POLITICAL = frozenset({"GOV", "MIL", "REB", "IGO", "LEG"})
_SENTENCE = 50  # tokens: a long sentence, or two
_SHORT = 90  # tokens: a paragraph, too short to tell
_FEW = 200  # tokens, some 170 words
_NOTE = 250  # tokens, some 215 words
_WIRE = 470  # tokens, some 400 words
_BETWEEN_STATES = 0.115  # of both shares together, bodies added: nearly all reports of ours, a twentieth of mixed news
_POLITICIANS = 0.01
_PARTISAN = frozenset({"PTY", "OPP"})


def between_states(draft: Draft) -> bool:
    """Whether a report is about what states and international bodies do to each other. One that keeps naming parties,
    candidates and members of parliament is about elections, where it is long enough to tell."""
    words = max(len(draft.syntax.tokens), 1)
    bodies = sum(len(e.mentions) for e in draft.entities if e.country is None and _BODIES.intersection(e.sectors))
    politicians = sum(len(e.mentions) for e in draft.entities if _is_politician(e))
    states = sum(e.kind == "state" and bool(e.mentions) for e in draft.entities)
    dense = sum(shares(draft)) + bodies / words >= _BETWEEN_STATES
    return dense and (words < _FEW or (states > 1 and politicians <= words * _POLITICIANS))


def shares(draft: Draft) -> tuple[float, float]:
    """Mentions a word of the report: of states and officials, and of other countries than the one named most."""
    words = len(draft.syntax.tokens)
    countries = Counter({e.country: 0 for e in draft.entities if e.country and e.mentions})
    for entity in draft.entities:
        if entity.country:
            countries[entity.country] += len(entity.mentions)
    official = sum(len(e.mentions) for e in draft.entities if e.kind == "state" or _POLITICAL.intersection(e.sectors))
    others = countries.total() - max(countries.values(), default=0)
    return official / max(words, 1), others / max(words, 1)


def is_short(draft: Draft) -> bool:
    """Whether a report is no longer than a wire's."""
    return len(draft.syntax.tokens) < _WIRE


def is_note(draft: Draft) -> bool:
    """Whether a report is so short that it names people by what they are, and seldom says who did it to whom."""
    return len(draft.syntax.tokens) < _NOTE


def is_paragraph(draft: Draft) -> bool:
    """Whether a text is too short to tell what it is about."""
    return len(draft.syntax.tokens) < _SHORT


def is_sentence(draft: Draft) -> bool:
    """Whether a text is no report at all but a sentence by itself, or two."""
    return len(draft.syntax.tokens) < _SENTENCE


def _is_politician(entity: Entity) -> bool:
    """Whether the entity is a party, a candidate or a member of a parliament."""
    if _BODIES.intersection(entity.sectors):
        return False
    return bool(_PARTISAN.intersection(entity.sectors)) or (entity.kind == "person" and "LEG" in entity.sectors)

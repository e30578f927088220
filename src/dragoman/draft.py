"""The record while it is being made: its parts so far, and the scaffolding that is taken down at the end.

A stage takes a draft and the knowledge and returns a new draft with its own layer filled. Nothing is ever changed
in place. Scaffolding (view, paragraphs, quotations, syntax, candidates) is for the stages alone and never leaves.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

from dragoman.model import (
    Commitment,
    Document,
    Entity,
    Event,
    Form,
    Place,
    Position,
    Problem,
    Reading,
    Record,
    Span,
    Statement,
    Timex,
)
from dragoman.syntax import Syntax


class Quotation(NamedTuple):
    """Words between quotation marks. `span` includes the marks; one that goes on in the next paragraph is one."""

    span: Span
    closed: bool = True
    depth: int = 0  # 1 for a quotation within a quotation


class Candidate(NamedTuple):
    """A stretch of text that may stand for an entity or a place, before it is known which."""

    span: Span
    form: Form
    kind: Literal["person", "state", "organization", "group", "people", "place", "other"]
    key: str | None = None  # entry in the knowledge it stands for ("state/RUS", "person/vladimir-putin"), if any
    reading: Reading | None = None  # set on toponyms and demonyms: how the name is meant here
    title: Span | None = None  # "Iranian Foreign Minister" before or beside the name
    misspelt: bool = False


class Tagged(NamedTuple):
    """An attribution as the trained model sees it, in tokens. `sure` (0..1): how likely its cue and link are."""

    source: tuple[range, ...]
    cue: range
    content: tuple[range, ...]  # at least one
    sure: float


@dataclass(frozen=True)
class Draft:
    report: Document
    view: str = ""  # the text, same length, easier to parse: see text.view
    reach: int | None = None  # how many characters of the text are read; None: all
    paragraphs: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    syntax: Syntax = field(default_factory=Syntax)
    model: bool = True  # whether the trained model may be used
    tagged: tuple[Tagged, ...] | None = None  # None where it did not run
    candidates: tuple[Candidate, ...] = ()
    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Timex, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    problems: tuple[Problem, ...] = ()

    def having(self, **layers: Any) -> Draft:
        """A copy with some layers replaced."""
        return replace(self, **layers)

    def text(self, span: Span) -> str:
        """The report's own words at `span`."""
        return self.report.text[span.start : span.end]

    def id(self, kind: str, offset: int, taken: set[str] | None = None) -> str:
        """A stable id for a claim of `kind` whose first evidence starts at `offset`; added to `taken` when given."""
        base = f"{self.report.id}/{kind}/{offset}"
        new, n = base, 1
        while taken is not None and new in taken:
            n += 1
            new = f"{base}.{n}"
        if taken is not None:
            taken.add(new)
        return new

    @cached_property
    def entity(self) -> dict[str, Entity]:
        """Entity by id."""
        return {e.id: e for e in self.entities}

    @cached_property
    def _entity_at(self) -> dict[int, str]:
        found: dict[int, tuple[int, str]] = {}
        for entity in self.entities:
            for mention in entity.mentions:
                length = mention.span.end - mention.span.start
                for token in self.syntax.tokens_in(mention.span):
                    if token.i not in found or length < found[token.i][0]:
                        found[token.i] = (length, entity.id)
        return {i: key for i, (_, key) in found.items()}

    def entity_at(self, token: int) -> Entity | None:
        """The entity that token number `token` stands for: the shortest mention that holds it."""
        key = self._entity_at.get(token)
        return self.entity[key] if key else None

    def entities_in(self, span: Span) -> tuple[Entity, ...]:
        """Entities with a mention inside `span`, in text order, each once."""
        inside = (self._entity_at.get(t.i) for t in self.syntax.tokens_in(span))
        return tuple(self.entity[key] for key in dict.fromkeys(k for k in inside if k))

    @cached_property
    def _outer_quotations(self) -> list[Span]:
        return [q.span for q in self.quotations if not q.depth]

    def quotation_at(self, offset: int) -> Span | None:
        """The outermost quotation that holds the character at `offset`, marks included."""
        at = bisect_right(self._outer_quotations, offset, key=lambda span: span.start) - 1
        found = self._outer_quotations[at] if at >= 0 else None
        return found if found is not None and offset < found.end else None

    def quoted(self, offset: int) -> bool:
        """Whether the character at `offset` lies inside quotation marks."""
        return self.quotation_at(offset) is not None

    def record(self) -> Record:
        """The finished record, without the scaffolding."""
        return Record(
            report=self.report, entities=self.entities, places=self.places, times=self.times, events=self.events,
            statements=self.statements, positions=self.positions, commitments=self.commitments,
            problems=self.problems,
        )  # fmt: skip

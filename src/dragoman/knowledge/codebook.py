"""The PLOVER codebook as tables: types, modes, quad classes and scores; and CAMEO, code by code."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import msgspec

from dragoman.errors import BadKnowledge
from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml


class Mode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of doing what the type says. A mode without a score of its own has its type's."""

    name: str
    about: str
    score: float | None = None


class EventType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of PLOVER's sixteen types. `quad` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
    4 material conflict; `score` runs from -10 (conflict) to 10 (cooperation)."""

    name: str
    about: str
    quad: int
    score: float
    needs_recipient: bool = False
    mode: tuple[Mode, ...] = ()


class Code(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A CAMEO code, what it is in PLOVER, and what it becomes when it is only announced, asked for, refused or
    threatened."""

    code: str
    name: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    intent: str | None = None
    request: str | None = None
    refusal: str | None = None
    threat: str | None = None


class Rendering(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the codebook names an act that is announced, promised or refused instead of done."""

    act: tuple[str, ...]
    status: tuple[str, ...]
    negated: bool
    type: str
    relation: str  # which column of the CAMEO table gives the code: intent, request, refusal, threat
    about: str
    source: str


class Reading(NamedTuple):
    """Type, mode and CAMEO code of an event."""

    type: str
    mode: str | None
    cameo: str | None


class _Plover(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: str
    type: tuple[EventType, ...]
    rendering: tuple[Rendering, ...]


class _Cameo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: str
    code: tuple[Code, ...]


@dataclass(frozen=True)
class Codebook:
    """The types by name, the codes by number."""

    types: dict[str, EventType] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    renderings: tuple[Rendering, ...] = ()

    @cached_property
    def _scores(self) -> dict[tuple[str, str | None], float]:
        found: dict[tuple[str, str | None], float] = {}
        for kind in self.types.values():
            found[kind.name, None] = kind.score
            found.update({(kind.name, m.name): kind.score if m.score is None else m.score for m in kind.mode})
        return found

    def quad(self, type: str) -> int:
        """The quad class of a PLOVER type."""
        return self.types[type].quad

    def score(self, type: str, mode: str | None = None) -> float:
        """The score of a type and mode on the conflict-cooperation scale."""
        return self._scores.get((type, mode), self.types[type].score)

    def general(self, type: str) -> str | None:
        """The CAMEO code that says no more than the type: 040 for CONSULT; of several the lowest."""
        whole = (c.code for c in self.codes.values() if c.type == type and c.code.endswith("0"))
        return min(whole, default=min((c.code for c in self.codes.values() if c.type == type), default=None))

    def render(self, act: Reading, status: str, negated: bool) -> Reading:
        """What the codebook calls `act` when it has this status: a planned CONSULT is AGREE."""
        for rule in self.renderings:
            if act.type in rule.act and status in rule.status and negated == rule.negated:
                return self.become(act, rule.relation, rule.type)
        return act

    def become(self, act: Reading, relation: str, type: str) -> Reading:
        """`act` announced ("intent"), asked for ("request"), refused or threatened, as an event of `type`."""
        known = self.codes.get(act.cameo or "")
        cameo = getattr(known, relation) if known else None
        target = self.codes.get(cameo or "")
        mode = target.mode if target and target.type == type else None
        return Reading(type, mode, cameo)


FILES: dict[str, type[msgspec.Struct]] = {"plover.toml": _Plover, "plover_cameo.toml": _Cameo}


def load_codebook(folder: Source) -> Codebook:
    """Read plover.toml and plover_cameo.toml in `folder`, and check that each names only what the other has."""
    plover = read_toml(folder / "plover.toml", _Plover)
    cameo = read_toml(folder / "plover_cameo.toml", _Cameo)
    book = Codebook(
        types={t.name: t for t in plover.type},
        codes={c.code: c for c in cameo.code},
        renderings=plover.rendering,
    )
    for code in cameo.code:
        if code.type not in book.types or (code.type, code.mode) not in book._scores:
            raise BadKnowledge(f"plover_cameo.toml: {code.code} is {code.type} {code.mode}, which plover.toml lacks")
        for other in (code.intent, code.request, code.refusal, code.threat):
            if other is not None and other not in book.codes:
                raise BadKnowledge(f"plover_cameo.toml: {code.code} names the unknown code {other}")
    return book

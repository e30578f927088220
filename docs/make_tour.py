"""Writes docs/tour.md: one example report, followed through every stage.

python docs/make_tour.py            # after a change of the stages; a test demands that the page is current
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.ingest.text import from_text
from dragoman.model import Claim, Span
from dragoman.pipeline import STAGES, Stage

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "visit.txt"
SHOWN = 8  # lines a stage


def tour() -> str:
    """The page as Markdown."""
    taken = from_text(EXAMPLE.read_text("utf-8"))
    draft = Draft(report=taken.document, problems=taken.problems)
    pages = [
        "# A tour: one report through every stage",
        "Written by `docs/make_tour.py` from what the stages really do with "
        f"[examples/{EXAMPLE.name}](../examples/{EXAMPLE.name}):",
        "\n".join(f"> {line}" for line in draft.report.text.splitlines()),
    ]
    for number, stage in enumerate(STAGES, 1):
        draft = stage(draft, knowledge.load())
        lines = LOOK[stage.__name__](draft)
        more = [f"... and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
        shown = "\n".join(("    " + line).rstrip() for line in [*lines[:SHOWN], *more])
        pages += [f"## {number}. {stage.__name__}", _what(stage), shown or "    (nothing here)"]
    return "\n\n".join(pages) + "\n"


def _what(stage: Stage) -> str:
    """What the stage's own file says of itself."""
    return " ".join((sys.modules[stage.__module__].__doc__ or "").split())


def _words(draft: Draft, span: Span, most: int = 70) -> str:
    words = " ".join(draft.text(span).split())
    return words if len(words) <= most else words[: most - 3] + "..."


def _names(draft: Draft, ids: tuple[str, ...]) -> str:
    return ", ".join(draft.entity[i].name for i in ids) or "-"


def _language(draft: Draft) -> list[str]:
    return [f"language   {draft.report.language}"]


def _segment(draft: Draft) -> list[str]:
    line = draft.report.dateline
    found = [f"date line   {_words(draft, line.span)}"] if line else []
    return found + [f"{p.start:5}-{p.end:<5} {_words(draft, p)}" for p in draft.paragraphs]


def _parse(draft: Draft) -> list[str]:
    tokens = draft.syntax.tokens
    return [f"{t.text:14} {t.tag:5} {t.dep:10} <- {tokens[t.head].text}" for t in tokens[:14] if t.text.strip()]


def _tag(draft: Draft) -> list[str]:
    tokens = draft.syntax.tokens

    def words(run: range) -> str:
        return _words(draft, Span(tokens[run.start].start, tokens[run.stop - 1].end), 50)

    return [
        f"{' '.join(map(words, t.source)) or '-'} | {words(t.cue)} | {words(t.content[0])}   {t.sure:.2f}"
        for t in draft.tagged or ()
    ]


def _mentions(draft: Draft) -> list[str]:
    return [f"{_words(draft, c.span):32} {c.kind:13} {c.form:9} {c.reading or ''}" for c in draft.candidates]


def _entities(draft: Draft) -> list[str]:
    return [f"{e.name:32} {e.code or '-':9} {e.role.title if e.role else ''}" for e in draft.entities]


def _times(draft: Draft) -> list[str]:
    return [f"{_words(draft, t.span):32} {t.type:9} {t.value}" for t in draft.times]


def _places(draft: Draft) -> list[str]:
    return [
        f"{p.name:24} {p.country or '-':4} {p.lat} {p.lon}  {', '.join(m.reading for m in p.mentions)}"
        for p in draft.places
    ]


def _statements(draft: Draft) -> list[str]:
    return [
        f"{s.form:9} {_names(draft, (s.speaker,) if s.speaker else ())}: {_words(draft, s.content[0])}"
        for s in draft.statements
    ]


def _events(draft: Draft) -> list[str]:
    return [
        f"{e.act:9} {_names(draft, e.actor)} -> {_names(draft, e.recipient)}   “{_words(draft, e.trigger)}”  {_why(e)}"
        for e in draft.events
    ]


def _why(claim: Claim) -> str:
    return f"{claim.rule} {claim.confidence:.2f}"


def _modality(draft: Draft) -> list[str]:
    return [
        f"{'not ' * e.negated}{e.status:12} {e.act} -> {e.type:9} {e.mode or ''} {e.cameo or ''}"
        f"  “{_words(draft, e.trigger)}”"
        for e in draft.events
    ]


def _positions(draft: Draft) -> list[str]:
    return [
        f"{draft.entity[p.holder].name} {p.stance}: “{_words(draft, p.evidence[0])}”  {_why(p)}"
        for p in draft.positions
    ]


def _commitments(draft: Draft) -> list[str]:
    return [
        f"{c.kind} {c.force} {c.status}: “{_words(draft, c.terms or c.evidence[0])}”  {c.instrument or ''}  {_why(c)}"
        for c in draft.commitments
    ]


def _standins(draft: Draft) -> list[str]:
    found = ((m.span, e.name) for e in draft.entities for m in e.mentions if m.form in ("pronoun", "nominal"))
    return [f"{_words(draft, span):30s} {name}" for span, name in sorted(found) if draft.quoted(span.start)]


def _check(draft: Draft) -> list[str]:
    return [f"{p.stage}: {p.message}" for p in draft.problems] or ["no problems"]


LOOK: dict[str, Callable[[Draft], list[str]]] = {
    "language": _language, "segment": _segment,
    "parse": _parse, "tag": _tag, "mentions": _mentions, "entities": _entities, "times": _times,
    "places": _places, "statements": _statements, "events": _events, "modality": _modality,
    "positions": _positions, "commitments": _commitments, "standins": _standins, "check": _check,
}  # fmt: skip

if __name__ == "__main__":
    (HERE / "tour.md").write_text(tour(), "utf-8")

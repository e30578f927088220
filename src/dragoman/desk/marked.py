"""The text of a report with its claims marked in place, one within the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from markupsafe import Markup, escape

from dragoman.desk.writing import anchor, harmless
from dragoman.export.marks import Mark, Piece, paragraphs
from dragoman.export.wording import LOW_CONFIDENCE
from dragoman.model import Claim, Event, Record


def marked(record: Record, corrected: Collection[str] = ()) -> Markup:
    """The paragraphs of a report, claims marked; of the ids in `corrected` it is shown that somebody put them right.

    Marks nest. Where the words of two claims overlap, the shorter one is cut in two, and only its first piece has the
    id `at-...` and is a stop for the keyboard.
    """
    return _paragraphs(record, list(_marks(record)), classes_of(record, corrected))


def in_context(record: Record, claim: str) -> Markup:
    """The paragraphs in which a claim's words stand, these alone marked."""
    over = [mark for mark in _marks(record) if mark.about == claim]
    return _paragraphs(record, over, classes_of(record, ()), only_marked=True)


def _paragraphs(record: Record, over: list[Mark], classes: dict[str, str], *, only_marked: bool = False) -> Markup:
    begun: set[str] = set()
    written = []
    for paragraph in paragraphs(record.report.text, over):
        if not only_marked or any(piece.marks for piece in paragraph):
            written.append(Markup('<p dir="auto">') + _paragraph(record, paragraph, classes, begun) + Markup("</p>\n"))
    return Markup("").join(written)


def _marks(record: Record) -> Iterable[Mark]:
    """What is marked: the evidence of claims, the content of statements, the names of those who act."""
    length = len(record.report.text)
    claims: tuple[Claim, ...] = (*record.events, *record.positions, *record.commitments)
    spans = [(span, claim.id) for claim in claims for span in claim.evidence]
    spans += [(span, s.id) for s in record.statements for span in s.content]
    spans += [(m.span, e.id) for e in record.entities for m in e.mentions if m.form != "pronoun"]
    return [Mark(span, about, about) for span, about in spans if 0 <= span.start < span.end <= length]


def classes_of(record: Record, corrected: Collection[str]) -> dict[str, str]:
    """The classes of each claim's marks and card."""
    found = {entity.id: "claim claim-entity" for entity in record.entities}
    for kind, claims in _claims(record):
        found |= {claim.id: " ".join(["claim", f"claim-{kind}", *_standing(claim)]) for claim in claims}
    return {key: f"{classes} is-corrected" if key in corrected else classes for key, classes in found.items()}


def _claims(record: Record) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    return (
        ("event", record.events),
        ("statement", record.statements),
        ("position", record.positions),
        ("commitment", record.commitments),
    )


def _standing(claim: Claim) -> list[str]:
    classes = []
    if isinstance(claim, Event) and claim.status not in ("happened", "ongoing"):
        classes.append("is-open")
    if getattr(claim, "negated", False):
        classes.append("is-negated")
    if claim.confidence < LOW_CONFIDENCE:
        classes.append("is-doubtful")
    return classes


def _paragraph(record: Record, paragraph: list[Piece], classes: dict[str, str], begun: set[str]) -> Markup:
    text = record.report.text
    written: list[str] = []
    open_marks: list[str] = []
    for piece in paragraph:
        wanted = list(dict.fromkeys(mark.about for mark in reversed(piece.marks)))  # the longest is outermost
        shared = 0
        while shared < min(len(open_marks), len(wanted)) and open_marks[shared] == wanted[shared]:
            shared += 1
        written += ["</mark>"] * (len(open_marks) - shared)
        for about in wanted[shared:]:
            written.append(_opening(record.report.id, about, classes[about], about not in begun))
            begun.add(about)
        open_marks = wanted
        written.append(str(escape(harmless(text[piece.span.start : piece.span.end]))))
    written += ["</mark>"] * len(open_marks)
    return Markup("".join(written))


def _opening(report: str, about: str, classes: str, first: bool) -> str:
    name = anchor(about.removeprefix(f"{report}/"))
    stop = ' tabindex="0"' if first and "claim-entity" not in classes else ""
    at = f' id="at-{escape(name)}"' if first else ""
    return f'<mark class="{classes}" data-claim="{escape(name)}"{at}{stop}>'

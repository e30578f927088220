"""The last look: what cannot be proved from the record itself is taken out and said, before anyone sees it."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.model import Claim, Problem, Span

_CLAIM_LAYERS = ("statements", "events", "positions", "commitments")


def check(draft: Draft, knowledge: Knowledge) -> Draft:
    """Drop claims whose evidence lies outside the text or that name an unknown id; leave a Problem for each."""
    problems = list(draft.problems)
    layers: dict[str, tuple[Claim, ...]] = {layer: getattr(draft, layer) for layer in _CLAIM_LAYERS}
    lost = True
    while lost:  # a claim may fall because another did
        known = {e.id for e in draft.entities} | {p.id for p in draft.places} | {t.id for t in draft.times}
        known |= {claim.id for layer in layers.values() for claim in layer}
        faults = {
            claim.id: fault
            for layer in layers.values()
            for claim in layer
            if (fault := _fault(claim, known, len(draft.report.text)))
        }
        lost = bool(faults)
        problems.extend(Problem(stage="check", message=f"{key} dropped: {fault}") for key, fault in faults.items())
        layers = {name: tuple(c for c in layer if c.id not in faults) for name, layer in layers.items()}
    ordered = {name: tuple(sorted(layer, key=lambda c: (c.evidence[0], c.id))) for name, layer in layers.items()}
    return draft.having(problems=tuple(problems), **ordered)


def _fault(claim: Claim, known: set[str], length: int) -> str:
    if not claim.evidence:
        return "it has no evidence"
    if any(not 0 <= s.start < s.end <= length for s in _spans(claim)):
        return "its evidence lies outside the text"
    if not 0.0 <= claim.confidence <= 1.0:
        return f"its confidence is {claim.confidence}"
    missing = [i for i in _ids(claim) if i not in known]
    return f"it names the unknown {missing[0]}" if missing else ""


def _spans(claim: Claim) -> list[Span]:
    spans = list(claim.evidence)
    for field in ("trigger", "terms", "condition"):
        span = getattr(claim, field, None)
        spans.extend([span] if span is not None else [])
    for field in ("source", "cue", "content"):
        spans.extend(getattr(claim, field, ()))
    spans.extend(span for step in getattr(claim, "history", ()) for span in step.evidence)
    return spans


def _ids(claim: Claim) -> list[str]:
    ids: list[str | None] = [claim.said_in]
    for field in ("speaker", "holder", "time", "place"):
        ids.append(getattr(claim, field, None))
    for field in ("actor", "recipient", "addressee", "parties", "bound", "beneficiary"):
        ids.extend(getattr(claim, field, ()))
    if toward := getattr(claim, "toward", None):
        ids.extend([toward.event, toward.entity])
    ids.extend(step.event for step in getattr(claim, "history", ()))
    return [i for i in ids if i is not None]

"""Whether a commitment was told already: reports come back to the same truce or pledge again and again."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.draft import Draft
from dragoman.model import Commitment

_TAKEN = frozenset({"obliged", "pledged"})  # "agreed to a truce", "under the truce": one and the same
_WORDS = ("NOUN", "PROPN", "VERB", "NUM")


def told_again(draft: Draft, new: Commitment, earlier: Sequence[Commitment]) -> int | None:
    """Which of `earlier` says as much as `new`: same kind, force and bound parties, and much the same words."""
    return next((n for n, old in enumerate(earlier) if _same(draft, new, old)), None)


def _same(draft: Draft, new: Commitment, old: Commitment) -> bool:
    forces = {new.force, old.force}
    if new.kind != old.kind or not (len(forces) == 1 or forces == _TAKEN):
        return False
    if not set(new.bound) <= set(old.bound):
        return False
    if any(s.overlaps(t) for s in new.evidence for t in old.evidence) and new.terms == old.terms:
        return True
    if new.kind == "ceasefire" and new.force != "requested":
        return True
    words, known = _content(draft, new), _content(draft, old)
    return bool(words) and len(words & known) >= 0.6 * len(words)


def _content(draft: Draft, commitment: Commitment) -> frozenset[str]:
    if commitment.terms is None:
        return frozenset()
    return frozenset(t.lemma for t in draft.syntax.tokens_in(commitment.terms) if t.pos in _WORDS)

"""What a commitment hangs on: conditions ("if either side is attacked") and deadlines ("by Friday")."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Condition, Obligations
from dragoman.model import Span, Timex
from dragoman.stages.binding.bonds import Binding

_ENDS = re.compile(r"[,;:—–”]|\s-\s|\bbut\b|[.!?](?=\s|$)")
_NEAR = 8  # characters between "by" and the day: "by the end of May", "by late June"
_DEADLINES = frozenset({"by-deadline", "until", "within", "before"})
_OPENERS = frozenset({"when"})  # in the middle of a sentence it tells the time: "when the war ended"
_LACKING = frozenset({"without"})  # with a refusal only: "no truce without a release"
_OFFERS = frozenset({"up-to", "depends-on"})


class Found(NamedTuple):
    """A condition's words, and the ISO date after which it is too late, if it sets one."""

    span: Span
    deadline: str | None = None


def condition_of(draft: Draft, binding: Binding, known: Obligations) -> Found | None:
    """The condition that stands with `binding`: the first after its words, else one that opens the sentence."""
    sentence = draft.syntax.sentence_span(binding.token.sentence)
    words = draft.view[sentence.start : sentence.end].lower()
    best: tuple[tuple[bool, int], Found] | None = None
    for entry in known.conditions:
        for match in re.finditer(rf"\b{re.escape(entry.words)}\b", words):
            start = sentence.start + match.start()
            found = _read(draft, binding, entry, start, sentence)
            if found is None:
                continue
            rank = (start < binding.token.start, start)
            if best is None or rank < best[0]:
                best = (rank, found)
    return best[1] if best else None


def _read(draft: Draft, binding: Binding, entry: Condition, start: int, sentence: Span) -> Found | None:
    opens = not re.search(r"\w", re.split('[“":]', draft.view[sentence.start : start])[-1])
    if entry.key in _OPENERS and not (opens and binding.force in ("obliged", "forbidden", "permitted")):
        return None
    if entry.key in _LACKING and binding.force != "refused":
        return None
    after = start > binding.token.start
    if not opens and not (after and _together(draft, binding, start, entry)):
        return None
    stop = _ENDS.search(draft.view, start + len(entry.words) + (1 if opens else 0), sentence.end)
    end = stop.start() if stop else sentence.end
    span = Span(start, start + len(draft.view[start:end].rstrip()))
    if entry.key not in _DEADLINES:
        return Found(span)
    times = [t for t in draft.times if span.overlaps(t.span)]
    behind = start + len(entry.words)
    if end - behind < 2 or (entry.key == "by-deadline" and not any(t.span.start - behind <= _NEAR for t in times)):
        return None  # "the day before", "by $2 billion by 2030"
    if not times and not _tells_time(draft, span, entry):
        return None
    end = max([t.span.end for t in times], default=span.end)
    return Found(Span(start, max(end, start + len(entry.words))), _last_day(times))


def _together(draft: Draft, binding: Binding, start: int, entry: Condition) -> bool:
    """Whether the words at `start` hang on the bond or its task, or, for an offer, follow in the same sentence."""
    if entry.key in _OFFERS:
        return binding.force in ("offered", "permitted")
    token = draft.syntax.token_at(start)
    if token is None or draft.syntax.children(token.i, "auxpass"):  # "arms were provided" is no proviso
        return False
    own = {binding.token.i, binding.task.head.i}
    if binding.bond.pos != "verb" or binding.token.dep == "aux":
        own.add(binding.token.head)
    for ancestor in draft.syntax.ancestors(token.i):
        if ancestor.i in own:
            return True
        if ancestor.dep == "conj" and ancestor.tag in ("VBD", "VBZ", "VBP"):
            return False  # it hangs on what else is told: "agreed to a truce and promised to withdraw within a week"
    return False


def _tells_time(draft: Draft, span: Span, entry: Condition) -> bool:
    if entry.key in ("until", "before"):
        return True
    return any(draft.syntax.label_of.get(t.i) in ("DATE", "TIME") for t in draft.syntax.tokens_in(span))


def _last_day(times: list[Timex]) -> str | None:
    return max((t.end or t.start or "" for t in times if t.type in ("DATE", "TIME")), default="") or None

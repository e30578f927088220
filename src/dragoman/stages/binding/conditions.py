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
_TOLD = frozenset({"when"})  # in the middle of a sentence it may tell the time alone: "when the war ended"
_RULED = frozenset({"obliged", "forbidden", "permitted"})
_LACKING = frozenset({"without"})  # with what is not done only: "no truce without a release"
_BEFORE_NONE = ("at ", "all at ", "more than ", "for ", "as ", "even ", "than ")  # before "once", "if"
_AFTER_NONE = ("which", "whom", "again", "more ")
_INTO_CLAUSE = re.compile(r"(\bthat,? |, and |; |, but | and, )$")
_ANY = frozenset({"any", "whoever", "anyone"})
_LINKS = frozenset({",", "but", "and", "only", "—", "–"})
_BESIDE = 2  # words between deed and condition that may link them
_OFFERS = frozenset({"up-to", "depends-on"})


class Found(NamedTuple):
    """A condition's words, and the ISO date after which it is too late, if it sets one."""

    span: Span
    deadline: str | None = None


def condition_of(draft: Draft, binding: Binding, known: Obligations) -> Found | None:
    """The condition that stands with `binding`: the first after its words, else one before them in the sentence."""
    sentence = draft.syntax.sentence_span(binding.token.sentence)
    words = draft.view[sentence.start : sentence.end].lower()
    best: tuple[tuple[bool, int], Found] | None = None
    for entry in known.conditions:
        for match in re.finditer(rf"\b{re.escape(entry.words)}\b", words):
            start = sentence.start + match.start()
            found = None if _is_idiom(words, match) else _read(draft, binding, entry, start, sentence)
            if found is None:
                continue
            rank = (start < binding.token.start, start)
            if best is None or rank < best[0]:
                best = (rank, found)
    return best[1] if best else _whatever(draft, binding)


def _is_idiom(words: str, match: re.Match[str]) -> bool:
    """ "at once", "in return for which": words that only look like a condition."""
    return words[: match.start()].endswith(_BEFORE_NONE) or words[match.end() :].lstrip().startswith(_AFTER_NONE)


def _read(draft: Draft, binding: Binding, entry: Condition, start: int, sentence: Span) -> Found | None:
    opens = _opens(draft, binding, start, sentence)
    if entry.inverted and not _stands_before_its_subject(draft, start):
        return None
    if entry.key in _TOLD and not (opens and binding.force in _RULED) and not _of_the_deed(draft, binding, start):
        return None
    if entry.key in _LACKING and not (binding.force in ("refused", "forbidden") or binding.task.negated):
        return None
    after = start > binding.token.start
    if not opens and not (after and _together(draft, binding, start, entry)):
        return None
    stop = _ENDS.search(draft.view, start + len(entry.words) + (1 if opens else 0), sentence.end)
    end = stop.start() if stop else sentence.end
    if entry.key not in _DEADLINES:
        return Found(Span(start, start + len(draft.view[start:end].rstrip())))
    return _deadline(draft, entry, start, end)


def _deadline(draft: Draft, entry: Condition, start: int, end: int) -> Found | None:
    """A time after which it is too late, or a condition said in its words: "until all have left"."""
    span = Span(start, start + len(draft.view[start:end].rstrip()))
    times = [t for t in draft.times if span.overlaps(t.span)]
    behind = start + len(entry.words)
    if end - behind < 2 or (entry.key == "by-deadline" and not any(t.span.start - behind <= _NEAR for t in times)):
        return None  # "the day before", "by $2 billion by 2030"
    if not times and not _tells_time(draft, span, entry):
        return None
    end = max([t.span.end for t in times], default=span.end)
    return Found(Span(start, max(end, start + len(entry.words))), _last_day(times))


def _opens(draft: Draft, binding: Binding, start: int, sentence: Span) -> bool:
    """Whether the words at `start` open the sentence, or the clause in which the deed follows: "said that if ..."."""
    before = draft.view[sentence.start : start]
    if not re.search(r"\w", re.split('[“":]', before)[-1]):
        return True
    follows = start < binding.task.head.start
    return follows and bool(_INTO_CLAUSE.search(before)) and binding.token.start <= binding.task.head.start


def _stands_before_its_subject(draft: Draft, start: int) -> bool:
    """ "should the talks fail", and not "the talks should fail"."""
    token = draft.syntax.token_at(start)
    if token is None or token.dep != "aux":
        return False
    subjects = draft.syntax.children(token.head, "nsubj", "nsubjpass", "expl")
    after = draft.syntax.tokens[token.i + 1 : token.i + 2]
    return any(token.i < s.i for s in subjects) and after[0].pos in ("DET", "NOUN", "PROPN", "PRON", "ADJ")


def _of_the_deed(draft: Draft, binding: Binding, start: int) -> bool:
    """Whether a clause of time is one of the deed itself: "would stop when the Israelis did"."""
    token = draft.syntax.token_at(start)
    if token is None or start < binding.task.head.start or binding.force == "requested":
        return False
    clause = draft.syntax.tokens[token.head]
    lasting = clause.tag in ("VBZ", "VBP") or binding.token.lemma in ("will", "would")
    return lasting and clause.dep == "advcl" and clause.head == binding.task.head.i


def _whatever(draft: Draft, binding: Binding) -> Found | None:
    """ "any new attack would be answered": a subject that is a condition itself."""
    if "auxiliary" not in binding.bond.duty:
        return None
    syntax = draft.syntax
    for subject in syntax.children(binding.task.head.i, "nsubj", "nsubjpass", "dobj"):
        below = [syntax.tokens[j] for j in syntax.subtree(subject.i)]
        if below[0].text.lower() in _ANY and subject.pos == "NOUN" and draft.entity_at(subject.i) is None:
            return Found(Span(below[0].start, below[-1].end))
    return None


def _together(draft: Draft, binding: Binding, start: int, entry: Condition) -> bool:
    """Whether the words at `start` hang on the bond or its task, or, for an offer, follow in the same sentence."""
    if entry.key in _OFFERS:
        return binding.force in ("offered", "permitted")
    token = draft.syntax.token_at(start)
    if token is None or draft.syntax.children(token.i, "auxpass"):  # "arms were provided" is no proviso
        return False
    if entry.key not in _DEADLINES and 0 <= token.i - binding.task.words[-1].i - 1 <= _BESIDE:
        between = draft.syntax.tokens[binding.task.words[-1].i + 1 : token.i]
        if all(t.text in _LINKS for t in between):
            return True
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

"""Which words hand over a quotation: a tag after it, a lead before it, or the tag of the quotation before.

Works on characters and word order, not on the parse, which gets lost in sentences that change voices.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.cues import Cue
from dragoman.model import Span
from dragoman.stages.attribution.cue_words import CueWords
from dragoman.syntax import Token

_LONGEST_TITLE = 6  # words
_ENDS = frozenset((".", "?", "!", ";", "…", "..."))
_UNLISTED = Cue(words="", frames=("quote",), confidence=0.8, source="parser")


class Quoted(NamedTuple):
    """A quotation, or several, handed over by one cue; `tokens` is all of what was said."""

    match: CueWords
    tokens: frozenset[int]
    tag: tuple[Token, ...] = ()  # the words in which the cue stands
    alone: bool = False  # the sentence before the quotation is somebody else's


class _Quote(NamedTuple):
    first: int  # tokens, marks included
    last: int
    span: Span
    begins_in: int  # number of a paragraph
    paragraph: int  # where it ends
    starts_paragraph: bool
    ends_paragraph: bool


def quoted(draft: Draft, matches: list[CueWords]) -> list[Quoted]:
    """Quotations joined to the cue that hands them over, in text order. Scare quotes and the like are left out."""
    quotes = _quotes(draft)
    inside = {i for q in quotes for i in range(q.first, q.last + 1)}
    cues = {m.head: m for m in matches if m.head not in inside and m.entry.pos != "preposition"}
    found: dict[int, Quoted] = {}
    last: tuple[int, int] | None = None  # head of the latest cue, paragraph it spoke in
    for n, quote in enumerate(quotes):
        before = quotes[n - 1] if n else None
        after = quotes[n + 1] if n + 1 < len(quotes) else None
        tag, lead = _after(draft, quote, after), _before(draft, quote, before)
        match, tokens = _handed(draft, quote, tag, lead, cues)
        floating = False
        if match is None and last is not None and _floats(draft, quote, lead, last[1]):
            match, tokens, floating = found[last[0]].match, set(range(quote.first, quote.last + 1)), True
        if match is None:
            continue
        around = () if floating else tuple(tag if any(t.i == match.head for t in tag) else lead)
        known = found.get(match.head, Quoted(match, frozenset(), around))
        alone = known.alone or (around == tuple(tag) and any(t.i in cues for t in lead))
        found[match.head] = Quoted(match, known.tokens | tokens, known.tag or around, alone)
        last = (match.head, quote.paragraph)
    return list(found.values())


def _quotes(draft: Draft) -> list[_Quote]:
    found = []
    number = 0
    for quotation in draft.quotations:
        if quotation.depth:
            continue
        tokens = draft.syntax.tokens_in(quotation.span)
        if not tokens:
            continue
        while number + 1 < len(draft.paragraphs) and draft.paragraphs[number].end < quotation.span.end:
            number += 1
        begins_in = number
        while begins_in and draft.paragraphs[begins_in].start > quotation.span.start:
            begins_in -= 1
        starts = quotation.span.start - draft.paragraphs[begins_in].start <= 1
        ends = draft.paragraphs[number].end - quotation.span.end <= 1
        found.append(_Quote(tokens[0].i, tokens[-1].i, quotation.span, begins_in, number, starts, ends))
    return found


def _after(draft: Draft, quote: _Quote, after: _Quote | None) -> list[Token]:
    """The rest of the sentence that a quotation stands in, up to the next quotation."""
    words = draft.report.text[quote.span.start : quote.span.end].rstrip("”\"’'»› ")
    tokens = draft.syntax.tokens
    stop = after.first if after else len(tokens)
    found: list[Token] = []
    for i in range(quote.last + 1, min(stop, quote.last + 60)):
        token = tokens[i]
        if token.start >= draft.paragraphs[quote.paragraph].end or token.text in _ENDS:
            break
        found.append(token)
    while found and (found[0].pos in ("SPACE", "PUNCT") and found[0].text != ":"):
        found.pop(0)
    if words.endswith((".", "…")) and found and not found[0].text.islower():
        return []  # a new sentence
    return found


def _before(draft: Draft, quote: _Quote, before: _Quote | None) -> list[Token]:
    """The sentence that leads up to a quotation, from the quotation before it at the earliest."""
    tokens = draft.syntax.tokens
    stop = before.last + 1 if before else 0
    start = draft.paragraphs[quote.begins_in].start
    found: list[Token] = []
    for i in range(quote.first - 1, max(stop, quote.first - 80) - 1, -1):
        token = tokens[i]
        if token.start < start or (token.text in _ENDS and token.text != ";"):
            break
        found.append(token)
    return found[::-1]


def _handed(
    draft: Draft, quote: _Quote, tag: list[Token], lead: list[Token], cues: dict[int, CueWords]
) -> tuple[CueWords | None, set[int]]:
    """The cue of a quotation and all that it hands over."""
    own = set(range(quote.first, quote.last + 1))
    words = draft.report.text[quote.span.start : quote.span.end]
    near = _leads(lead, cues)
    speaking = [cues[t.i] for t in tag if t.i in cues and _speaks(draft, cues[t.i])]
    closes = bool(re.search(r"[,?!—–-]\W*$", words)) or draft.report.text[quote.span.end : quote.span.end + 1] == ","
    if near is not None:
        if closes and speaking and tag[0].tag != "CC" and _has_subject(draft, speaking[0], tag):
            return _inner(draft, speaking), own  # the lead's own sentence was over: ... said more: “...,” she said
        return _inner(draft, [near]), own
    if any(t.i in cues for t in lead) and lead[-1].pos != "PUNCT":
        return None, set()  # words quoted within what is reported: said the plan was “dead”
    before = {t.i for t in lead}
    if closes and speaking and not (lead and _is_title(words)):
        return _inner(draft, speaking), own | before
    if closes and tag and not lead:
        return _unlisted(draft, tag), own
    comma = _tag_comma(draft, tag, speaking[0]) if speaking else None
    if comma is not None and not any(i in cues for i in before):  # “Nonsense” is all this is, she said
        return speaking[0], own | before | {t.i for t in tag if t.i < comma}
    return None, set()


def _is_title(words: str) -> bool:
    """Whether quoted words are a name of something: on “Meet the Press,” he said."""
    parts = re.findall(r"[^\W\d_]+", words)
    return len(parts) <= _LONGEST_TITLE and all(p[0].isupper() or len(p) <= 3 for p in parts)


def _inner(draft: Draft, speaking: list[CueWords]) -> CueWords:
    """The first cue; or "saying" where that one is "quoted Kim as saying"."""
    outer = speaking[0]
    phrases = draft.syntax.children(outer.head, "prep")
    inner = {c.i for p in phrases if p.lemma == "as" for c in draft.syntax.children(p.i, "pcomp")}
    return next((m for m in speaking[1:] if m.head in inner), outer)


def _has_subject(draft: Draft, match: CueWords, tag: list[Token]) -> bool:
    head = draft.syntax.tokens[match.head]
    beside = {t.i for t in tag}
    return head.tag in ("VBD", "VBZ", "VBP") and any(s.i in beside for s in draft.syntax.children(head.i, "nsubj"))


def _speaks(draft: Draft, match: CueWords) -> bool:
    """Whether a cue can hand over a quotation where it stands; "strikes ordered by Paris" cannot."""
    head = draft.syntax.tokens[match.head]
    return "quote" in match.entry.frames and not (head.tag == "VBN" and head.dep == "acl")


def _tag_comma(draft: Draft, tag: list[Token], match: CueWords) -> int | None:
    """The comma that parts a sentence from the tag at its end: "..., he said"."""
    subject = draft.syntax.children(match.head, "nsubj")
    begins = min((min(draft.syntax.subtree(s.i)) for s in subject if s.i in {t.i for t in tag}), default=match.head)
    known = [t.i for t in tag if t.text == "," and t.i == min(begins, match.head) - 1]
    return known[0] if known else None


def _leads(lead: list[Token], cues: dict[int, CueWords]) -> CueWords | None:
    """The cue that leads up to a quotation: before a colon or comma, or right before the mark."""
    while lead and lead[-1].pos == "SPACE":
        lead = lead[:-1]
    if not lead:
        return None
    mark = lead[-1].text
    listed = [cues[t.i] for t in lead if t.i in cues]
    speaking = [m for m in listed if "quote" in m.entry.frames]
    if mark == ":":
        return next(iter((speaking or listed)[-1:]), None)
    if mark in (",", "-", "—", "–", ";") and speaking:
        return speaking[-1]
    if speaking and (speaking[-1].last == lead[-1].i or mark == "that"):
        return speaking[-1]
    return None


def _unlisted(draft: Draft, tag: list[Token]) -> CueWords | None:
    """A verb the lexicon does not list, but that stands where a tag has its cue: “...,” Putin thundered."""
    first = tag[0]
    named = first.tag in ("NNP", "NNPS", "PRP") or draft.syntax.label_of.get(first.i) in ("PERSON", "ORG", "GPE")
    for at, token in enumerate(tag[:8]):
        if token.tag in ("VBD", "VBZ", "VBP") and token.lemma not in ("be", "have", "do"):
            return CueWords(_UNLISTED, (token.i,))
        if named and at and not draft.syntax.label_of.get(token.i) and re.fullmatch(r"[a-z]{3,}(?:ed|s)", token.text):
            return CueWords(_UNLISTED, (token.i,))
    return None


def _floats(draft: Draft, quote: _Quote, lead: list[Token], paragraph: int) -> bool:
    """Whether a quotation without a cue of its own goes on with the voice that spoke in `paragraph`."""
    words = draft.report.text[quote.span.start : quote.span.end].strip("“”\"‘’'«»‹› ")
    if lead or not words[:1].isupper() or " " not in words:
        return False
    if quote.begins_in == paragraph:
        return True
    return quote.begins_in == paragraph + 1 and quote.starts_paragraph and quote.ends_paragraph

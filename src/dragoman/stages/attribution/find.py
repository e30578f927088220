"""Find attributions: source, cue and content, in quotations and in reported speech."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.cues import Act, Cues, Frame, key_of
from dragoman.model import Span
from dragoman.stages.attribution.clauses import content_of, governed_by
from dragoman.stages.attribution.cue_words import CueWords, cue_group, cue_words, is_negated
from dragoman.stages.attribution.extent import spans
from dragoman.stages.attribution.quoted import Quoted, quoted
from dragoman.stages.attribution.sources import Source, beside, is_passive, source_of

_OWNERLESS = (
    "asks",
    "reports",
)  # nouns of these acts are cues even where nobody is named: "asked the question whether"


class Attribution(NamedTuple):
    """Words in somebody's mouth: spans as in PARC and PolNeAR, and what the finder knows about them."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]  # with its quotation marks; at least one
    cue_head: int  # token
    source_head: int | None  # token; None where no source is said
    carrier: int | None  # token of the verb that carries a cue noun: "voiced" in "voiced alarm"
    act: Act
    negated: bool
    frame: Frame | None
    rule: str
    confidence: float
    hearer_object: bool = False  # whether the cue's object is who is spoken to


def find(draft: Draft, cues: Cues) -> list[Attribution]:
    """All attributions of a report, in the order of their cues."""
    matches = cue_words(draft.syntax, cues)
    handed = {q.match.head: q for q in quoted(draft, matches)}
    known = {m.head: m for m in matches} | {head: q.match for head, q in handed.items()}
    speaking = frozenset(m.head for m in matches if m.entry.pos == "verb")
    quotations = [q.span for q in draft.quotations if not q.depth]
    reading = _Reading(draft, cues, governed_by(draft.syntax, matches), quotations, speaking)
    found: list[Attribution] = []
    carriers: set[int] = set()
    for head in sorted(
        known, key=lambda h: (known[h].entry.pos != "noun", h)
    ):  # nouns first: they take their verb along
        attribution = None if head in carriers else _attribution(reading, known[head], handed.get(head))
        if attribution is not None:
            found.append(attribution)
            carriers.update(() if attribution.carrier is None else (attribution.carrier,))
    return sorted(found, key=lambda a: a.cue_head)


class _Reading(NamedTuple):
    draft: Draft
    cues: Cues
    governed: dict[int, int]  # cue verb -> the cue whose source it goes on with
    quotations: list[Span]  # not those inside others
    speaking: frozenset[int]  # heads of all cue verbs

    def around(self, offset: int) -> Span | None:
        """The quotation that holds `offset`."""
        at = bisect_right(self.quotations, offset, key=lambda q: q.start) - 1
        return self.quotations[at] if at >= 0 and offset < self.quotations[at].end else None


def _attribution(reading: _Reading, match: CueWords, handed: Quoted | None) -> Attribution | None:
    syntax = reading.draft.syntax
    source = _source(reading, match, handed)
    group = cue_group(syntax, match, source.carrier)
    frame, said = content_of(syntax, match, reading.governed)
    if handed is None and not _credible(reading, match, source, frame):
        return None
    said = _bounded(reading, match, said, handed) - set(group) - set(source.tokens)
    content = spans(syntax, said)
    if not content:
        return None
    return Attribution(
        source=spans(syntax, source.tokens),
        cue=spans(syntax, group),
        content=content,
        cue_head=match.head,
        source_head=source.head,
        carrier=source.carrier,
        act=match.entry.act,
        negated=is_negated(syntax, match, source.carrier),
        frame="quote" if handed is not None else frame,
        rule=key_of(match.entry) if match.entry.words else "stages/attribution/quoted#unlisted",
        confidence=match.entry.confidence,
        hearer_object=match.entry.hearer,
    )


def _credible(reading: _Reading, match: CueWords, source: Source, frame: Frame | None) -> bool:
    """Whether a cue without a quotation of its own stands where somebody does speak."""
    syntax = reading.draft.syntax
    head, entry = syntax.tokens[match.head], match.entry
    speaker = syntax.tokens[source.head] if source.head is not None else None
    if entry.document and (speaker is None or speaker.lemma not in reading.cues.documents):
        return False
    if entry.pos != "verb":
        return speaker is not None or entry.act in _OWNERLESS
    to_do = any(c.tag == "TO" for c in syntax.children(head.i, "aux"))
    if speaker is None:
        asked = entry.act == "asks" and head.tag == "VBN"
        return asked or (not to_do and bool(syntax.children(head.i, "auxpass")))
    if to_do and head.dep in ("acl", "relcl"):  # "the first senator to endorse him"
        return False
    if to_do and head.dep == "xcomp" and head.head in reading.speaking and frame != "clause":  # "refused to discuss it"
        return False
    if reading.around(head.start) is not None:  # within a quotation, only what a third party is told to have said
        return speaker.tag.startswith("NNP") and head.tag in ("VBD", "VBZ", "VBN") and frame == "clause"
    if head.dep == "ccomp" and syntax.tokens[head.head].i in reading.speaking:  # "he said he would order them to go"
        return frame == "clause" and not any(c.tag == "MD" for c in syntax.children(head.i, "aux"))
    return True


def _source(reading: _Reading, match: CueWords, handed: Quoted | None) -> Source:
    """The source, looked for on the cue's own side of the quotation marks."""
    syntax = reading.draft.syntax
    within = reading.around(syntax.tokens[match.head].start)
    source = source_of(syntax, match, reading.cues, reading.governed)
    if source.head is not None and reading.around(syntax.tokens[source.head].start) != within:
        source = Source()
    if source.head is None and match.entry.pos == "verb" and not is_passive(syntax, match.head):
        head = syntax.tokens[match.head]
        if handed is not None and handed.tag:
            source = beside(syntax, match, list(handed.tag))
        elif head.tag in ("VBD", "VBZ") and head.dep in ("ROOT", "ccomp", "parataxis"):
            sentence = (syntax.tokens[i] for i in syntax.sentences[head.sentence])
            source = beside(syntax, match, [t for t in sentence if reading.around(t.start) == within])
    tokens = tuple(i for i in source.tokens if reading.around(syntax.tokens[i].start) == within)
    return source._replace(tokens=tokens) if tokens else Source()


def _bounded(reading: _Reading, match: CueWords, said: set[int], handed: Quoted | None) -> set[int]:
    """Tokens of the content; a cue inside a quotation hands over nothing beyond it, one outside no half of one."""
    syntax = reading.draft.syntax
    if handed is not None:
        said = said | handed.tokens if said & handed.tokens else set(handed.tokens)
    within = reading.around(syntax.tokens[match.head].start)
    if within is not None:
        return {i for i in said if within.covers(syntax.tokens[i].span)}
    for edge in (min(said), max(said)) if said else ():
        begun = reading.around(syntax.tokens[edge].start)
        if begun is not None:
            said = said | {t.i for t in syntax.tokens_in(begun)}
    return said

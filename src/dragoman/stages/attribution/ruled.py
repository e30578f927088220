"""Attributions by rules on the parse, in quotations and in reported speech: what is read where no model runs."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.cues import Cues, Frame, key_of
from dragoman.stages.attribution.attributions import Attribution
from dragoman.stages.attribution.clauses import content_of, governed_by
from dragoman.stages.attribution.cue_words import CueWords, cue_group, cue_words, is_negated
from dragoman.stages.attribution.extent import spans
from dragoman.stages.attribution.labels import Labelled, labelled
from dragoman.stages.attribution.quoted import Quoted, quoted
from dragoman.stages.attribution.sources import Source, beside, is_passive, source_of
from dragoman.syntax import Syntax

# How often each frame was right on PolNeAR's training half, for finite verbs; what makes a reading shaky comes off it.
_SURE: dict[Frame, float] = {
    "quote": 0.9,
    "clause": 0.84,
    "matrix": 0.75,
    "infinitive": 0.7,
    "naming": 0.65,
    "object": 0.65,
}
_SHAKY = 0.7
_OWNERLESS = ("asks", "reports")  # acts whose nouns are cues even where nobody is named: "the question whether"


def ruled(draft: Draft, cues: Cues) -> list[Attribution]:
    """All attributions of a report, in the order of their cues."""
    matches = cue_words(draft.syntax, cues)
    handed = {q.match.head: q for q in quoted(draft, matches)}
    known = {m.head: m for m in matches} | {head: q.match for head, q in handed.items()}
    speaking = frozenset(m.head for m in matches if m.entry.pos == "verb")
    reading = _Reading(draft, cues, governed_by(draft.syntax, matches), speaking)
    found: list[Attribution] = []
    carriers: set[int] = set()
    for head in sorted(known, key=lambda h: (known[h].entry.pos != "noun", h)):  # nouns take their verb along
        attribution = None if head in carriers else _attribution(reading, known[head], handed.get(head))
        if attribution is not None:
            found.append(attribution)
            carriers.update(() if attribution.carrier is None else (attribution.carrier,))
    cued = {a.cue_head for a in found}
    found.extend(_of_label(draft, label) for label in labelled(draft) if label.colon not in cued)
    return sorted(found, key=lambda a: a.cue_head)


def _of_label(draft: Draft, label: Labelled) -> Attribution:
    colon = draft.syntax.tokens[label.colon]
    return Attribution(
        source=spans(draft.syntax, label.source),
        cue=(colon.span,),
        content=spans(draft.syntax, label.said),
        cue_head=label.colon,
        source_head=label.source[-1],
        carrier=None,
        act="says",
        negated=False,
        rule="stages/attribution/labels#colon",
        confidence=_SURE["matrix"],
    )


class _Reading(NamedTuple):
    draft: Draft
    cues: Cues
    governed: dict[int, int]  # cue verb -> the cue whose source it goes on with
    speaking: frozenset[int]  # heads of all cue verbs


def _attribution(reading: _Reading, match: CueWords, handed: Quoted | None) -> Attribution | None:
    syntax = reading.draft.syntax
    source = _source(reading, match, handed)
    group = cue_group(syntax, match, source.carrier)
    frame, said = content_of(syntax, match, reading.governed)
    if handed is None and not _credible(reading, match, source, frame):
        return None
    said = _bounded(reading, match, said, handed) - set(group) - set(source.tokens)
    content = spans(syntax, said)
    kind = "quote" if handed is not None else frame
    if not content or kind is None:
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
        rule=key_of(match.entry) if match.entry.words else "stages/attribution/quoted#unlisted",
        confidence=_confidence(syntax, match, source, kind),
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
        reported = frame in ("clause", "infinitive") or entry.act == "accuses"
        return asked or (reported and not to_do and bool(syntax.children(head.i, "auxpass")))
    if to_do and (
        head.dep in ("acl", "relcl") or speaker.lemma == "it"
    ):  # "the first to endorse him", "it is too early to"
        return False
    if to_do and head.dep == "xcomp" and head.head in reading.speaking and frame != "clause":  # "refused to discuss it"
        return False
    if reading.draft.quotation_at(head.start) is not None:  # what the quoted one says that a third party said
        return speaker.tag.startswith("NNP") and head.tag in ("VBD", "VBZ", "VBN") and frame == "clause"
    if head.dep == "ccomp" and head.i < head.head:  # "Kim vowed to fight on, the agency reported"
        return True
    if head.dep == "ccomp" and head.head in reading.speaking:  # "he said he would order them to go"
        return frame == "clause" and not any(c.tag == "MD" for c in syntax.children(head.i, "aux"))
    return True


def _confidence(syntax: Syntax, match: CueWords, source: Source, frame: Frame) -> float:
    head = syntax.tokens[match.head]
    sure = _SURE[frame] * match.entry.confidence
    if frame == "quote" or match.entry.pos == "preposition":
        return round(sure, 2)
    if match.entry.pos == "noun":
        return round(sure * _SHAKY**2, 2)
    finite = head.tag in ("VBD", "VBZ", "VBP") or any(c.dep == "aux" for c in syntax.children(head.i) if c.tag != "TO")
    embedded = head.dep in ("relcl", "acl", "pcomp", "xcomp", "ccomp")
    return round(sure * (1 if finite else _SHAKY) * (_SHAKY if embedded else 1) * (1 if source.tokens else _SHAKY), 2)


def _source(reading: _Reading, match: CueWords, handed: Quoted | None) -> Source:
    """The source, looked for on the cue's own side of the quotation marks."""
    syntax = reading.draft.syntax
    within = reading.draft.quotation_at(syntax.tokens[match.head].start)
    source = source_of(syntax, match, reading.cues, reading.governed)
    if source.head is not None and reading.draft.quotation_at(syntax.tokens[source.head].start) != within:
        source = Source()
    if source.head is None and match.entry.pos == "verb" and not is_passive(syntax, match.head):
        head = syntax.tokens[match.head]
        if handed is not None and handed.tag:
            source = beside(syntax, match, list(handed.tag))
        elif head.tag in ("VBD", "VBZ") and head.dep in ("ROOT", "ccomp", "parataxis"):
            sentence = (syntax.tokens[i] for i in syntax.sentences[head.sentence])
            source = beside(syntax, match, [t for t in sentence if reading.draft.quotation_at(t.start) == within])
    tokens = tuple(i for i in source.tokens if reading.draft.quotation_at(syntax.tokens[i].start) == within)
    return source._replace(tokens=tokens) if tokens else Source()


def _bounded(reading: _Reading, match: CueWords, said: set[int], handed: Quoted | None) -> set[int]:
    """Tokens of the content; a cue inside a quotation hands over nothing beyond it, one outside no half of one."""
    syntax = reading.draft.syntax
    if handed is not None:
        said = said | handed.tokens if said & handed.tokens and not handed.alone else set(handed.tokens)
    within = reading.draft.quotation_at(syntax.tokens[match.head].start)
    if within is not None:
        return {i for i in said if within.covers(syntax.tokens[i].span)}
    for edge in (min(said), max(said)) if said else ():
        begun = reading.draft.quotation_at(syntax.tokens[edge].start)
        if begun is not None:
            said = said | {t.i for t in syntax.tokens_in(begun)}
    return said

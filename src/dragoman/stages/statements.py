"""Statements: what is somebody's word and not the reporter's, with speaker, hearer and setting.

Finding attributions and resolving them are apart: `attribution.find` says which words are source, cue and content,
`speakers` says who and where that is.
"""

from __future__ import annotations

from msgspec import structs

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.model import Span, Statement, StatementForm
from dragoman.stages.attribution import Attribution, find
from dragoman.stages.speakers import hearers_of, setting_of, speaker_of

_FIRST_PERSON = ("i", "we")
_DIRECT = 0.9  # share of the words between quotation marks from which a statement is direct


def statements(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.statements`, in text order; a statement inside another's content names it in `said_in`."""
    found = sorted(find(draft, knowledge.cues), key=lambda a: (_evidence(a), a.cue_head))
    taken: set[str] = set()
    ids = [draft.id("statement", a.content[0].start, taken) for a in found]
    outer = _outer(found)
    layer = tuple(
        _statement(draft, knowledge, attribution, key, ids[around] if around is not None else None)
        for attribution, key, around in zip(found, ids, outer, strict=True)
    )
    return draft.having(statements=_with_voices_of_others(draft, layer))


def _with_voices_of_others(draft: Draft, layer: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Where nothing else is known, "I" and "we" in somebody's words are whoever speaks them, and "it said" goes on
    with the body that spoke before."""
    found: dict[str, Statement] = {}
    body: str | None = None  # the latest speaker that is no person
    for statement in layer:
        word = " ".join(map(draft.text, statement.source)).lower()
        outer = found.get(statement.said_in or "")
        if statement.speaker is None and word in _FIRST_PERSON and outer is not None:
            statement = structs.replace(statement, speaker=outer.speaker)
        elif statement.speaker is None and word == "it" and outer is None:
            statement = structs.replace(statement, speaker=body)
        found[statement.id] = statement
        speaker = draft.entity.get(statement.speaker or "")
        if speaker is not None:
            body = speaker.id if speaker.kind in ("organization", "state", "group") else None
    return tuple(found.values())


def _statement(
    draft: Draft, knowledge: Knowledge, attribution: Attribution, key: str, said_in: str | None
) -> Statement:
    speaker = speaker_of(draft, knowledge.cues, attribution)
    return Statement(
        id=key,
        form=_form(draft, attribution.content),
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        speaker=speaker.id if speaker is not None else None,
        addressee=tuple(e.id for e in hearers_of(draft, knowledge.cues, attribution, speaker)),
        setting=setting_of(draft, knowledge.cues, attribution),
        act=attribution.act,
        negated=attribution.negated,
        evidence=_evidence(attribution),
        said_in=said_in,
        rule=attribution.rule,
        confidence=attribution.confidence,
    )


def _evidence(attribution: Attribution) -> tuple[Span, ...]:
    return tuple(sorted({*attribution.source, *attribution.cue, *attribution.content}))


def _form(draft: Draft, content: tuple[Span, ...]) -> StatementForm:
    """Direct, mixed or indirect, by the share of the words that stand between quotation marks."""
    words = [t for piece in content for t in draft.syntax.tokens_in(piece) if t.pos not in ("PUNCT", "SPACE")]
    quoted = sum(draft.quoted(t.start) for t in words)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= _DIRECT * len(words) else "mixed"


def _outer(found: list[Attribution]) -> list[int | None]:
    """For each attribution the index of the smallest one whose content holds its cue."""
    pieces = sorted((piece, n) for n, attribution in enumerate(found) for piece in attribution.content)
    around: dict[int, int] = {}
    open_pieces: list[tuple[Span, int]] = []
    following = 0
    for n in sorted(range(len(found)), key=lambda n: found[n].cue[0]):
        cue = found[n].cue[0]
        while following < len(pieces) and pieces[following][0].start <= cue.start:
            open_pieces.append(pieces[following])
            following += 1
        open_pieces = [p for p in open_pieces if p[0].end > cue.start]
        holders = sorted((piece.end - piece.start, m) for piece, m in open_pieces if piece.covers(cue))
        holder = next((m for _, m in holders if not _leads_to(around, m, n)), None)
        if holder is not None:
            around[n] = holder
    return [around.get(n) for n in range(len(found))]


def _leads_to(around: dict[int, int], start: int, goal: int) -> bool:
    """Whether `goal` is `start` or one that holds it, so that `start` cannot hold `goal` in turn."""
    at: int | None = start
    while at is not None and at != goal:
        at = around.get(at)
    return at == goal

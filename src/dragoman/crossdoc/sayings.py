"""Who denied having said what a report quotes: statements, and later denials by the same side. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.archive.actors import key_of
from dragoman.archive.denials import denies
from dragoman.crossdoc.alike import Relation
from dragoman.crossdoc.seen import stems
from dragoman.model import Record, enclosing
from dragoman.obligations import side_of

_OF_SPEECH = frozenset(
    "said say saying told tell telling stated claim claime called report media remark commen".split()
)
_SHARED, _LEAST = 0.5, 2  # of the words of the shorter: share and number


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement as it is compared: who, for which side, in what words, whether it denies."""

    id: str
    speaker: str  # key of the archive
    side: str
    words: frozenset[str]
    denies: bool
    published: str | None = None


def sayings(record: Record) -> list[Said]:
    """The statements of a record whose speaker is known, ready to be compared."""
    entities = {e.id: e for e in record.entities}
    return [
        Said(
            id=statement.id,
            speaker=key_of(speaker),
            side=side_of(speaker),
            words=stems(record.report.text, enclosing(statement.content)) - _OF_SPEECH,
            denies=denies(record, statement),
            published=record.report.published,
        )
        for statement in record.statements
        if (speaker := entities.get(statement.speaker or ""))
    ]


def denials(ones: Sequence[Said], others: Sequence[Said]) -> Iterator[tuple[Said, Said, Relation]]:
    """What somebody is quoted with in one report, and a denial of it by the same speaker or side in a report that is
    not older: quotation first."""
    for one in ones:
        for other in others:
            if one.denies == other.denies or one.side != other.side:
                continue
            quoted, denial = (other, one) if one.denies else (one, other)
            shared = quoted.words & denial.words
            enough = max(_LEAST, _SHARED * min(len(quoted.words), len(denial.words)))
            if len(shared) < enough or (quoted.published or "") > (denial.published or "9"):
                continue
            same = quoted.speaker == denial.speaker
            sure = 0.5 + 0.15 * same + 0.05 * min(4, len(shared))
            by = "the same speaker" if same else f"the same side, {quoted.side}"
            why = f"denial of a quotation: by {by}; words {', '.join(sorted(shared)[:6])}"
            yield quoted, denial, Relation("contradicts", round(sure, 2), why)

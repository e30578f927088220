"""Which statements deny what is said in them: "denied that", "denied having said that", "never said"."""

from __future__ import annotations

import re

from dragoman.model import Record, Statement

_BEFORE = 120  # characters before what was said, in which a word of denial may stand
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|never|disown(?:s|ed)|disavow(?:s|ed))\b[^.!?]*$", re.IGNORECASE)


def denies(record: Record, statement: Statement) -> bool:
    """Whether a statement of a record, the one it is part of, or a word that leads to it, denies."""
    if statement.act == "denies" or any(s.id == statement.said_in and s.act == "denies" for s in record.statements):
        return True
    start = statement.content[0].start
    return bool(_DENIES.search(record.report.text[max(0, start - _BEFORE) : start]))

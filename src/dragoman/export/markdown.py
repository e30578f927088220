"""The brief as Markdown (CommonMark): to paste into a note, a ticket or a mail."""

from __future__ import annotations

import re

from dragoman.export.note import Group, Note, Row, note
from dragoman.export.wording import confidence_in_words, plural
from dragoman.model import Record

_ACTIVE = re.compile(r"[\\`*_\[\]<>|~&$]|(?<=:)//|(?<=\bwww)\.|@")  # the last three make links of bare addresses
_AT_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")


def markdown(record: Record, *, source_name: str | None = None, full: bool = False) -> str:
    """The brief of a record in Markdown; what the report says can add no markup, link or HTML to it."""
    written = note(record, full=full, source_name=source_name)
    blocks = [f"# {escaped(written.title)}", " · ".join(map(escaped, written.facts))]
    if written.nothing:
        blocks.append(f"**{escaped(written.nothing)}**")
    for section in written.sections:
        blocks.append(f"## {section.title}")
        for group in section.groups:
            blocks.extend(_group(group))
        if section.left_out:
            blocks.append(f"… and {section.left_out} more.")
    blocks.extend(_checks(written))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _group(group: Group) -> list[str]:
    heading = [f"### {escaped(group.heading)}"] if group.heading else []
    return [*heading, "\n".join(map(_row, group.rows))]


def _row(row: Row) -> str:
    """ "- **Monday** Putin → Iran `SUPPORT` “assured Tehran …” *says Peskov* (.83)" """
    parts = [
        f"**{escaped(row.lead)}**",
        escaped(row.what),
        f"`{row.code.replace('`', chr(39))}`" if row.code else "",
        escaped(row.words),
        f"*{escaped(' · '.join(row.notes))}*" if row.notes else "",
        f"({confidence_in_words(row.confidence)})" if row.confidence is not None else "",
    ]
    return f"- {' '.join(part for part in parts if part)}"


def _checks(written: Note) -> list[str]:
    if not written.checks:
        return []
    return [
        f"## {plural(len(written.checks), 'thing')} to check",
        "\n".join(f"- {escaped(check)}" for check in written.checks),
    ]


def escaped(words: str) -> str:
    """`words` with a backslash before all that Markdown would act on."""
    inert = _ACTIVE.sub(lambda match: "".join(f"\\{c}" for c in match[0]), words)
    return _AT_START.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", inert)

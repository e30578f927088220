"""Writes docs/story.md: six reports that disagree, and what an archive of them answers.

python docs/make_story.py            # after a change of what is read or linked; a test demands that the page is current
"""

from __future__ import annotations

import json
import math
import os
import shlex
import tempfile
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from dragoman import cli

HERE = Path(__file__).parent
REPORTS = HERE.parent / "examples" / "story" / "reports.jsonl"
ADD = "add examples/story"

BEGINNING = """\
In September 2022 Azerbaijan and Armenia fought for two days. Here are six reports of those days, from both sides and
from outside, which do not agree. They are made up for this page, after real events, and are no source about what
anybody said or did. They lie in [examples/story](../examples/story/reports.jsonl), one JSON object a line, as a feed
would give them:"""

AFTER_ADDING = """\
Each was read on its own and then compared with those that were there. What follows is what the commands print."""

CHAPTERS = (
    (
        "What happened, once each",
        "occurrences Armenia",
        """\
`timeline` tells every account; `occurrences` puts those of one event together. The Northern Wire and the Gulf Courier
tell of the shelling in the same words: two accounts, one voice. The Ararat Post is another. The denial from Baku is
not one of them, and not left out: it is kept as an event that did not happen, as its source says, and each names the
other as contradicting it. The meeting of 18 September was announced on the 14th and told of by both sides.""",
    ),
    (
        "Where they disagree",
        "contradictions",
        """\
Whether Jermuk was shelled, and whether American aid was agreed on: in the words of both, each with its source. Which
of them is right, dragoman does not say.""",
    ),
    (
        "Who owes what, and what became of it",
        "commitments --kind consultation",
        """\
The treaty's duty was told of by two reports and is one entry. The attack triggered it, and the consultations in
Moscow, told of by a third report a day later, answered it. `appears to be` is meant: each step is a reading of a
named event, with the number of its link, so that it can be contested (`dragoman link --undo NUMBER --by NAME`).""",
    ),
    (
        "What was announced, and what came of it",
        "between Pashinyan Pelosi",
        """\
In brackets are days of reports that do not say when something was. What is planned is said to be; what one official
claims and another denies stands as claimed and as denied.""",
    ),
    (
        "Who said so",
        "statements --by Azerbaijan",
        """\
Every line leads back to a report, a speaker and the report's own words; with `--json`, also to their place in the
text.""",
    ),
)


def story() -> str:
    """The page as Markdown."""
    pages = ["# A story in six reports", f"Written by `docs/make_story.py`. {BEGINNING}"]
    for line in REPORTS.read_text("utf-8").splitlines():
        report = json.loads(line)
        words = "\n".join(f"> {part}".rstrip() for part in report["text"].splitlines())
        pages.append(f"**{report['title']}** ({report['publisher']}, {report['published']})\n\n{words}")
    in_one_go = patch("dragoman.adding._OLDEST", math.inf)  # links are numbered as they are made, on any machine alike
    with tempfile.TemporaryDirectory() as folder, in_one_go:
        address = str(Path(folder) / "story.db")
        pages += [_shown(ADD, address), AFTER_ADDING]
        for title, command, said in CHAPTERS:
            pages += [f"## {title}", _shown(command, address), said]
    return "\n\n".join(pages) + "\n"


def _shown(command: str, address: str) -> str:
    """A command and what it prints, indented as Markdown shows it."""
    arguments = [str(REPORTS) if part == "examples/story" else part for part in shlex.split(command)]
    done = CliRunner().invoke(cli.app, arguments, env={"DRAGOMAN_ARCHIVE": address, "NO_COLOR": "1"})
    if done.exit_code:
        raise SystemExit(f"dragoman {command} failed:\n{done.output}")
    lines = [f"$ dragoman {command}", *done.stdout.splitlines()]
    return "\n".join(f"    {line}".rstrip() for line in lines)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    (HERE / "story.md").write_text(story(), "utf-8")

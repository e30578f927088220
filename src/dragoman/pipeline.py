"""Reading: the stages in order, and what happens when one of them fails."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from dragoman import knowledge as known
from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.model import Document, Problem, Record
from dragoman.stages.check import check
from dragoman.stages.commitments import commitments
from dragoman.stages.entities import entities
from dragoman.stages.events import events
from dragoman.stages.mentions import mentions
from dragoman.stages.modality import modality
from dragoman.stages.parse import parse
from dragoman.stages.places import places
from dragoman.stages.positions import positions
from dragoman.stages.segment import segment
from dragoman.stages.statements import statements
from dragoman.stages.times import times

Stage = Callable[[Draft, Knowledge], Draft]

STAGES: tuple[Stage, ...] = (
    segment,
    parse,
    mentions,
    entities,
    times,
    places,
    statements,
    events,
    modality,
    positions,
    commitments,
    check,
)


def document(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published_from: str | None = None,
) -> Document:
    """A report taken in: `text` is fixed from here on, and its hash is the report's id."""
    return Document(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        text=text,
        title=title,
        publisher=publisher,
        url=url,
        published=published,
        published_from=published_from or ("given" if published else None),
    )


def read_document(report: Document, knowledge: Knowledge | None = None, problems: tuple[Problem, ...] = ()) -> Record:
    """Run all stages over one report. A stage that fails leaves a Problem and the draft as it was before."""
    return draft_of(report, knowledge, problems).record()


def draft_of(report: Document, knowledge: Knowledge | None = None, problems: tuple[Problem, ...] = ()) -> Draft:
    """The finished draft with its scaffolding: what the tests of single stages and the tour look at."""
    knowledge = knowledge or known.load()
    draft = Draft(report=report, problems=problems)
    for stage in STAGES:
        try:
            draft = stage(draft, knowledge)
        except Exception as error:  # noqa: BLE001  one bad report must not take the batch with it
            message = f"this stage failed and was skipped ({type(error).__name__}: {error}); please report the text"
            draft = draft.having(problems=(*draft.problems, Problem(stage=stage.__name__, message=message)))
    return draft

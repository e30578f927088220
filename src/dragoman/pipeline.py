"""Reading: the stages in order, and what happens when one of them fails."""

from __future__ import annotations

from collections.abc import Callable

from dragoman import knowledge as known
from dragoman.draft import Draft
from dragoman.errors import DragomanError
from dragoman.ingest.text import document
from dragoman.knowledge import Knowledge
from dragoman.model import Document, Problem, Record
from dragoman.stages.check import check
from dragoman.stages.commitments import commitments
from dragoman.stages.entities import entities
from dragoman.stages.events import events
from dragoman.stages.language import language
from dragoman.stages.mentions import mentions
from dragoman.stages.modality import modality
from dragoman.stages.parse import parse
from dragoman.stages.places import places
from dragoman.stages.positions import positions
from dragoman.stages.segment import segment
from dragoman.stages.standins import standins
from dragoman.stages.statements import statements
from dragoman.stages.tag import tag
from dragoman.stages.times import times

__all__ = ["STAGES", "Stage", "document", "draft_of", "read_document"]

Stage = Callable[[Draft, Knowledge], Draft]

STAGES: tuple[Stage, ...] = (
    language,
    segment,
    parse,
    tag,
    times,  # before entities: the date it finds decides who held which office
    mentions,
    entities,
    places,
    statements,
    events,
    modality,
    positions,
    commitments,
    standins,
    check,
)

READING: tuple[Stage, ...] = (
    language,
    segment,
    parse,
    times,
    mentions,
    entities,
    places,
)  # all that comes before claims

MAX_CHARACTERS = 200_000  # of one report; some 35,000 words, ten times the longest communique


def read_document(
    report: Document,
    knowledge: Knowledge | None = None,
    problems: tuple[Problem, ...] = (),
    *,
    max_characters: int = MAX_CHARACTERS,
    model: bool = True,
) -> Record:
    """Run all stages over one report. A stage that fails leaves a Problem and the draft as it was before.

    `problems` are those met on the way in. Of a text longer than `max_characters` the rest is kept, not read.
    Without `model`, who said what is read by rules alone.
    """
    return draft_of(report, knowledge, problems, max_characters=max_characters, model=model).record()


def draft_of(
    report: Document,
    knowledge: Knowledge | None = None,
    problems: tuple[Problem, ...] = (),
    *,
    max_characters: int = MAX_CHARACTERS,
    model: bool = True,
) -> Draft:
    """The finished draft with its scaffolding: what the tests of single stages and the tour look at."""
    knowledge = knowledge or known.load()
    draft = Draft(report=report, problems=problems, reach=max_characters, model=model)
    for stage in STAGES:
        try:
            draft = stage(draft, knowledge)
        except DragomanError:
            raise  # not the report's fault: the parser is missing, a knowledge file is broken
        except Exception as error:  # noqa: BLE001  one bad report must not take the batch with it
            message = (
                f"{stage.__name__} failed and was left out ({type(error).__name__}: {error}); please report the text"
            )
            draft = draft.having(problems=(*draft.problems, Problem(stage=stage.__name__, message=message)))
    return draft

"""Time expressions: where they stand, what they mean in TIMEX3, and the days they cover."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec import structs

from dragoman import text
from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.times import Times
from dragoman.model import Span, Timex
from dragoman.stages.timex import calendar
from dragoman.stages.timex.grammar import Chart, Match, words_of
from dragoman.stages.timex.guards import passes
from dragoman.stages.timex.meaning import Context, Reading
from dragoman.stages.timex.outlook import outlook
from dragoman.stages.timex.readings import read

_HEAD = 6  # paragraphs among which a line with the date of publication is looked for
_BODY = 240  # characters: a paragraph of that length is no headline or byline, and no such line comes after it


def times(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.times`, and the day of publication where the report itself gives it.

    Values are TIMEX3; what they are counted from is the day of publication or a time before them in the text, never
    today. Where neither is known they stay symbolic: "XXXX-WXX-1" is a Monday. Weekdays and months without a year go
    by the tense of the verb that governs them.
    """
    known = knowledge.times
    draft = _dated(draft, known)
    scene = Scene(draft, known, calendar.as_day(draft.report.published), None)
    found: list[Timex] = []
    line = _dateline_day(draft)
    if line is not None:
        _add(scene, draft.report.text, line, found)
        scene = scene._replace(dateline=found[0] if found else None)
    for span in draft.paragraphs:
        _add(scene, draft.view, span, found)
    return draft.having(times=tuple(sorted(found, key=lambda t: t.span)))


class Scene(NamedTuple):
    """What all expressions of one report are read against."""

    draft: Draft
    times: Times
    day: date | None  # of publication
    dateline: Timex | None


def _dated(draft: Draft, times: Times) -> Draft:
    """The draft with its day of publication, read off the date line or a line of its own, if it was not known.

    What the text says of itself beats the name of its file and the day on which that file was made.
    """
    if draft.report.published is not None and draft.report.published_from not in ("name", "created"):
        return draft
    line = _dateline_day(draft)
    value = _full_date(times, draft.report.text, line, alone=False) if line else None
    for span in draft.paragraphs[:_HEAD] if value is None else ():
        value = _full_date(times, draft.view, span, alone=True)
        if value is not None or span.end - span.start > _BODY:
            break
    if value is None:
        return draft
    return draft.having(
        report=structs.replace(draft.report, published=value, published_from="dateline", published_in=None)
    )


def _dateline_day(draft: Draft) -> Span | None:
    """The "June 23, 2025" of "MOSCOW, June 23, 2025 (Reuters) -"."""
    if draft.report.dateline is None:
        return None
    match = text.dateline(draft.report.text, draft.paragraphs)
    return match.day if match else None


def _full_date(times: Times, words: str, span: Span, alone: bool) -> str | None:
    """The first day named with its year in `span`; None if `alone` is asked for and anything else stands there."""
    if span.end - span.start > 120:
        return None
    chart = Chart(times, words_of(times, words, span.start, span.end))
    i, value = 0, None
    while i < len(chart.words):
        match = next((m for m in chart.matches(i) if m.rule.gives in ("DATE", "TIME")), None)
        if match is None:
            word = words[chart.words[i].start : chart.words[i].end].lower()
            if alone and word[0].isalnum() and word not in times.cues.publication:
                return None
            i += 1
            continue
        reading = read(match, Context(None, None, lambda: None, [], match.start, span.start))
        if value is None and reading is not None and calendar.grain(reading.value) == "D":
            value = reading.value[:10]
        i = match.after
    return value


def _add(scene: Scene, words: str, span: Span, found: list[Timex]) -> None:
    """Append the times in `words[span]` to `found`. At each word the longest match that can be read wins."""
    chart = Chart(scene.times, words_of(scene.times, words, span.start, span.end))
    i = 0
    while i < len(chart.words):
        after = i + 1
        for match in chart.matches(i):
            if passes(match, words, scene.draft.syntax, scene.times) and _read(scene, match, found):
                after = match.after
                break
        i = after


def _read(scene: Scene, match: Match, found: list[Timex]) -> bool:
    """Append what `match` means to `found`, if it means something."""
    readings = [(piece, read(piece, _context(scene, piece, found))) for piece in _pieces(match)]
    times = [_timex(scene.draft, Span(piece.start, piece.end), reading) for piece, reading in readings if reading]
    if len(times) < len(readings):
        return False
    found.extend(times)
    return True


def _pieces(match: Match) -> list[Match]:
    """The match, or the two times it holds: "June 3" and "4" of "June 3 and 4"."""
    name = match.rule.pair
    if name is None:
        return [match]
    first, second = match.parts[name], match.parts[name + "2"]
    others = {k: part for k, part in match.parts.items() if k != name + "2"}
    before = max([first.end, *(p.end for k, p in others.items() if p.end < second.start)])
    start = min([second.start, *(p.start for k, p in others.items() if p.start > second.start)])
    return [
        match._replace(end=before, parts=others),
        match._replace(start=start, parts=others | {name: second}),
    ]


def _context(scene: Scene, match: Match, found: list[Timex]) -> Context:
    syntax, span = scene.draft.syntax, Span(match.start, match.end)
    sentence = syntax.sentence_of(match.start)
    return Context(
        day=scene.day,
        dateline=scene.dateline,
        looks=lambda: outlook(syntax, scene.times, span),
        before=found,
        start=match.start,
        sentence=0 if sentence is None else syntax.sentence_span(sentence).start,
    )


def _timex(draft: Draft, span: Span, reading: Reading) -> Timex:
    bounds = reading.bounds or (calendar.covered(reading.value) if reading.type in ("DATE", "TIME") else None)
    return Timex(
        id=draft.id("time", span.start),
        span=span,
        type=reading.type,
        value=reading.value,
        start=bounds[0] if bounds else None,
        end=bounds[1] if bounds else None,
        anchor=reading.anchor,
    )

"""The marked text of a report: nothing of it is lost, marks nest, and words stay words."""

from __future__ import annotations

import html
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archives import event, report
from tests.desk.browser.stories import HOSTILE, LONG, STORY, VISIT

from dragoman.desk.marked import in_context, marked
from dragoman.export.wording import harmless
from dragoman.model import Record, Span

TAG = re.compile(r"<(/?)(\w+)([^>]*)>")


def words(markup: str) -> str:
    """The text of some markup, without blanks."""
    return re.sub(r"\s", "", html.unescape(TAG.sub("", markup)))


def balanced(markup: str) -> bool:
    open_tags: list[str] = []
    for closing, name, _ in TAG.findall(markup):
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def marked_words(markup: str, claim: str) -> str:
    """All words inside the marks of a claim."""
    found, depth, inside = [], 0, []
    for part in re.split(r"(<[^>]+>)", markup):
        if part.startswith("<mark"):
            depth += 1
            inside += [depth] if f'data-claim="{claim}"' in part else []
        elif part == "</mark>":
            inside = [at for at in inside if at != depth]
            depth -= 1
        elif inside and not part.startswith("<"):
            found.append(part)
    return words("".join(found))


@pytest.mark.parametrize("record", [*STORY, HOSTILE, LONG], ids=lambda record: record.report.title[:12])
def test_no_word_is_lost_and_every_claim_is_marked_with_its_words(record: Record) -> None:
    markup = str(marked(record))
    assert balanced(markup)
    assert words(markup) == re.sub(r"\s", "", harmless(record.report.text))
    for claim in (*record.events, *record.positions, *record.commitments):
        name = re.sub(r"[^0-9A-Za-z]+", "-", claim.id.partition("/")[2])
        said = "".join(record.report.text[span.start : span.end] for span in claim.evidence)
        assert marked_words(markup, name) == re.sub(r"\s", "", harmless(said))
        assert markup.count(f'id="at-{name}"') == 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=8))
def test_marks_that_overlap_are_cut_and_nest(stretches: list[tuple[int, int]]) -> None:
    made = report("Russia <b>met</b> Iran & left.\n\nIsrael “stayed” in place, it said.", event("CONSULT", words="met"))
    whole = len(made.report.text)
    spans = [Span(start, min(whole, start + length)) for start, length in stretches]
    events = tuple(
        msgspec.structs.replace(made.events[0], id=f"{made.report.id}/event/{n}", evidence=(span,), trigger=span)
        for n, span in enumerate(spans)
    )
    record = msgspec.structs.replace(made, events=events)
    markup = str(marked(record))
    assert balanced(markup)
    assert words(markup) == re.sub(r"\s", "", made.report.text)
    for n, span in enumerate(spans):
        assert marked_words(markup, f"event-{n}") == re.sub(r"\s", "", made.report.text[span.start : span.end])


def test_marks_say_what_is_open_denied_doubtful_or_corrected() -> None:
    classes = dict(re.findall(r'class="([^"]+)" data-claim="([\w-]+)" id', str(marked(VISIT, {VISIT.events[0].id}))))
    by_claim = {claim: names for names, claim in classes.items()}
    assert any("is-open" in names for names in by_claim.values())
    assert any("is-negated" in names for names in by_claim.values())
    assert sum("is-corrected" in names for names in by_claim.values()) == 1


def test_the_context_of_a_claim_is_its_paragraph_alone() -> None:
    threat = next(e for e in VISIT.events if e.type == "THREATEN")
    shown = str(in_context(VISIT, threat.id))
    assert "Israel <mark" in shown or "may answer" in shown
    assert "received Abbas Araghchi" not in shown
    assert shown.count("<mark") == 1

"""Which marked mentions are of one event: by their words where the record has no event, and put together with care."""

import pytest
from tests.archives import event, report

from dragoman.crossdoc.grouping import grouped
from dragoman.crossdoc.identity import same_events
from dragoman.crossdoc.rewording import NAMES, rewording
from dragoman.crossdoc.seen import marked
from dragoman.model import Record, Span

STRUCK = report(
    "Israel struck a depot in Iran on Sunday. Russia condemned the raid and warned of a response.",
    event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-22"),
    published="2025-06-22",
)
LATER = report(
    "Turkey deplored the Israeli attack on Iran. Hours after the strike Turkey closed its airspace.",
    published="2025-06-23",
)


def spans(record: Record, *words: str) -> list[Span]:
    found = [record.report.text.index(word) for word in words]
    return [Span(start, start + len(word)) for start, word in zip(found, words, strict=True)]


def test_mentions_are_put_together_whether_or_not_they_are_events_of_a_record() -> None:
    given = [(STRUCK, spans(STRUCK, "struck", "raid", "response")), (LATER, spans(LATER, "attack", "closed"))]
    groups = [[record_words(span, record) for record, span in group] for group in same_events(given)]
    assert groups[0][:2] == ["struck", "raid"]
    assert ["closed"] in groups
    assert ["response"] in groups


def record_words(span: Span, record: str) -> str:
    text = next(r.report.text for r in (STRUCK, LATER) if r.report.id == record)
    return text[span.start : span.end]


def test_what_the_record_codes_is_taken_from_it() -> None:
    coded, bare = marked(STRUCK, spans(STRUCK, "struck", "raid"))
    assert (coded.act, coded.agents, coded.start) == ("ASSAULT", frozenset({"ISR"}), "2025-06-22")
    assert not bare.coded
    assert (
        bare.id == f"{STRUCK.report.id}/words/{STRUCK.report.text.index('raid')}-{STRUCK.report.text.index('raid') + 4}"
    )


@pytest.mark.parametrize(
    ("one", "other", "speaks"),
    [
        ("struck", "strike", "one_family"),
        ("struck", "raid", "one_kind"),
        ("struck", "raid", "the_again"),
        ("struck", "raid", "lead_again"),
        ("raid", "strike", "the_in_both"),
        ("condemned", "deplored", "kind_spoken"),
        ("condemned", "closed", "other_speech"),
        ("struck", "condemned", "lead_other"),
        ("struck", "closed", "days_between_reports"),
    ],
)
def test_what_words_say(one: str, other: str, speaks: str) -> None:
    both = [marked(r, spans(r, w))[0] for w in (one, other) for r in (STRUCK, LATER) if w in r.report.text]
    found = rewording(*both)
    assert found[speaks] > 0
    assert found.keys() <= set(NAMES)
    assert found == rewording(*reversed(both))


def test_one_wrong_pair_does_not_join_two_events() -> None:
    sure = {(0, 1): 0.9, (2, 3): 0.9}
    assert grouped(5, sure | {(1, 2): 0.6}, 0.3) == [[0, 1], [2, 3], [4]]
    assert grouped(4, sure | {(1, 2): 0.6, (0, 2): 0.5, (1, 3): 0.4}, 0.3) == [[0, 1, 2, 3]]
    assert grouped(2, {(0, 1): 0.2}, 0.3) == [[0], [1]]

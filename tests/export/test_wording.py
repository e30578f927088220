from __future__ import annotations

import pytest
from msgspec import structs

from dragoman.export import wording
from dragoman.model import Entity, Mention, Record, Span, Timex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain\n words", "plain words"),
        ("\x1b[31mred\x07", "[31mred"),  # no escape, no bell
        ("a\u202eb\u2066c\u200f", "abc"),  # nothing that turns the reading direction
        ("a\ud800b", "a\ufffdb"),  # half a surrogate pair cannot be encoded
        ("\u0645\u06cc\u200c\u062e\u0648\u0627", "\u0645\u06cc\u200c\u062e\u0648\u0627"),  # Persian needs it
        ("Ürümqi 北京 🇺🇳", "Ürümqi 北京 🇺🇳"),
    ],
)  # fmt: skip
def test_clean(text: str, expected: str) -> None:
    assert wording.clean(text) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the strikes", "“the strikes”"),
        ("“We condemn this,”", "“We condemn this”"),
        ('"We condemn this"', "“We condemn this”"),
        ("the “special operation” in the east", "“the ‘special operation’ in the east”"),
        ("“One” and “two”", "“‘One’ and ‘two’”"),
        ("“We have long-standing relations …", "“We have long-standing relations …”"),
        ("Moscow’s support", "“Moscow’s support”"),
        ("  ", ""),
    ],
)
def test_quoted(words: str, expected: str) -> None:
    assert wording.quoted(words) == expected


def test_excerpt_keeps_the_focus_in_sight_and_marks_every_cut() -> None:
    text = (
        "In the capital on a cold morning before the assembly the minister condemned the raid at the border crossing."
    )
    focus = Span(text.index("condemned"), text.index("condemned") + 9)
    short = wording.excerpt(text, [Span(0, len(text))], 50, focus)
    assert "condemned" in short
    assert short.startswith("“… ")
    assert short.endswith(" …”")
    assert len(short) < 60
    assert wording.excerpt(text, [Span(0, 14), focus], 50) == "“In the capital … condemned”"


@pytest.mark.parametrize(
    ("value", "words", "published", "expected"),
    [
        ("XXXX-WXX-1", "Monday", None, "Monday"),
        ("XXXX-WXX-7TNI", "Sunday night", None, "Sunday night"),
        ("XXXX-WXX-7TDA", "dawn on Sunday", None, "Sunday dawn"),
        ("2025-06-22", "Sunday", "2025-06-23", "Sun 22 June"),
        ("2024-06-22", "June 22, 2024", "2025-06-23", "Sat 22 June 2024"),
        ("2025-06-22T14:30", "at 2:30 pm", "2025-06-23", "Sun 22 June 14:30"),
        ("2025-06", "last June", None, "June 2025"),
        ("XXXX-06-22", "June 22", None, "22 June"),
        ("2022", "2022", None, "2022"),
        ("2025-13-40", "the 40th", None, "the 40th"),
        ("FUTURE_REF", "in the coming\ndays", None, "in the coming days"),
        ("P3D", "three days", None, "three days"),
    ],
)
def test_time_in_words(value: str, words: str, published: str | None, expected: str) -> None:
    time = Timex(id="t", span=Span(0, 1), type="DATE", value=value)
    assert wording.time_in_words(time, words, published) == expected


@pytest.mark.parametrize(
    ("title", "country", "expected"),
    [
        ("President", "Russia", "President of Russia"),
        ("Secretary", "United States", "Secretary of the United States"),
        ("Kremlin spokesman", "Russia", "Kremlin spokesman, Russia"),
        ("President of France", "France", "President of France"),
        ("Envoy", None, "Envoy"),
    ],
)
def test_office_in_words(title: str, country: str | None, expected: str) -> None:
    assert wording.office_in_words(title, country) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [("", ""), ("a", "a"), ("ab", "a and b"), ("abcd", "a, b, c and d"), ("abcdef", "a, b, c and 3 more")],
)
def test_listed(items: str, expected: str) -> None:
    assert wording.listed(items) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(1.0, "1.00"), (0.94, ".94"), (0.5, ".50"), (0.38, ".38 ?"), (0.0, ".00 ?")]
)
def test_confidence_in_words(value: float, expected: str) -> None:
    assert wording.confidence_in_words(value) == expected


@pytest.mark.parametrize(
    ("act", "addressee", "expected"),
    [("says", "Fidan", "says to Fidan"), ("warns", "Iran", "warns Iran"), ("denies", "", "denies")],
)
def test_manner_in_words(act: str, addressee: str, expected: str) -> None:
    assert wording.manner_in_words(act, addressee) == expected


def test_short_names_are_the_reports_own_and_never_shared(record: Record) -> None:
    names = wording.short_names(record)
    assert names["r/entity/pashinyan"] == "Pashinyan"
    assert names["r/entity/armenia"] == "Armenia"
    namesake = Entity(
        id="x", name="Anna Pashinyan", kind="person", mentions=(Mention(span=at_surname(record), form="name"),)
    )
    both = wording.short_names(structs.replace(record, entities=(*record.entities, namesake)))
    assert both["r/entity/pashinyan"] == "Nikol Pashinyan"
    assert both["x"] == "Anna Pashinyan"


def at_surname(record: Record) -> Span:
    start = record.report.text.index("Pashinyan")
    return Span(start, start + len("Pashinyan"))

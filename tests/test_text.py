"""Characters: paragraphs, quotation marks, the date line, and a view that never changes a text's length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import text


def quoted(words: str) -> list[tuple[str, bool]]:
    return [(words[q.span.start : q.span.end], q.closed) for q in text.quotations(words, text.paragraphs(words))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“We will talk,” he said.", [("“We will talk,”", True)]),
        ('"We will talk," he said. "Soon."', [('"We will talk,"', True), ('"Soon."', True)]),
        ("«On parle», dit-il.", [("«On parle»", True)]),
        ("„Wir reden“, sagte er.", [("„Wir reden“", True)]),
        ("‘We will talk,’ he said.", [("‘We will talk,’", True)]),
        ("''We will talk,'' he said.", [("''We will talk,''", True)]),
        ("``We will talk,'' he said.", [("``We will talk,''", True)]),
        ("Iran’s minister met Syria’s envoy.", []),
        ("The ministers’ talks in ‘Geneva’ ended.", [("‘Geneva’", True)]),
        (
            "“He told me ‘never again’ twice,” she said.",
            [("“He told me ‘never again’ twice,”", True), ("‘never again’", True)],
        ),
        ("“It never closes, he said.\n\nTalks went on.", [("“It never closes, he said.", False)]),
        ("“One.\n\n“Two,” he said.", [("“One.\n\n“Two,”", True)]),
        ("“One. And\nso on.\n\nTwo,” he said.", [("“One. And\nso on.\n\nTwo,”", True)]),
        ('"""""', [('""', True), ('""', True)]),  # the fifth closes nothing
        ("", []),
    ],
)
def test_quotations_are_paired_on_characters(words: str, expected: list[tuple[str, bool]]) -> None:
    assert quoted(words) == expected


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("One.\n\nTwo.", 2),
        ("Talks began on Monday in\nVienna and went on.", 1),
        ("A headline without a stop\nVIENNA, June 3 - Talks began.", 2),
        ("Talks, he said,\nwill go on.", 1),
        ("Talks began.\nTalks ended.", 2),
        ("  \n\n  ", 0),
        ("", 0),
    ],
)
def test_a_line_break_inside_a_sentence_ends_no_paragraph(words: str, count: int) -> None:
    assert len(text.paragraphs(words)) == count


def test_a_paragraph_without_end_is_cut() -> None:
    pieces = text.paragraphs("Talks began in Vienna. " * 1000)
    assert len(pieces) > 3
    assert all(p.end - p.start <= 4_000 for p in pieces)


@pytest.mark.parametrize(
    ("words", "city", "certain"),
    [
        ("MOSCOW, June 23 (Reuters) - Talks began.", "MOSCOW", True),
        ("PARIS (AFP) – Talks began.", "PARIS", True),
        ("Geneva, 24 November 2013 — Talks began.", "Geneva", True),
        ("Moscow: Talks began.", "Moscow", False),
        ("Kremlin: talks go on\n\nMOSCOW, June 23 (Reuters) - Talks began.", "MOSCOW", True),
        ("Talks began in Vienna - again.", None, False),
        ("The minister said: yes.", None, False),
    ],
)
def test_date_lines(words: str, city: str | None, certain: bool) -> None:
    match = text.dateline(words, text.paragraphs(words))
    if city is None:
        assert match is None or not match.certain
    else:
        assert match is not None
        assert words[match.city.start : match.city.end] == city
        assert match.certain is certain


@given(st.text(alphabet=st.sampled_from("ab \n\t\"“”‘’'«».,-\u200b\u202e\u0301é😀\x00A"), max_size=200))
def test_nothing_changes_the_length_or_leaves_the_text(words: str) -> None:
    bounds = text.paragraphs(words)
    assert len(text.view(words)) == len(words)
    for span in (*bounds, *(q.span for q in text.quotations(words, bounds))):
        assert 0 <= span.start < span.end <= len(words)

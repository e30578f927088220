"""Acts that do not befit their parties are none: a tourist's flight, a candidate's rally, a company's offer."""

from __future__ import annotations

import pytest

from dragoman.pipeline import document, draft_of


def _types(text: str) -> list[str]:
    return [e.act for e in draft_of(document(text)).events]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Cristiano Ronaldo flew to Japan on Monday.", "CONSULT"),
        ("Emmanuel Macron returned to France on Friday.", "CONSULT"),
        ("Donald Trump held a rally in Texas on Sunday.", "PROTEST"),
        ("Hillary Clinton battled Bernie Sanders in Iowa.", "ASSAULT"),
        ("Boeing demanded that Airbus publish its prices.", "REQUEST"),
        ("Australian troops arrived in Afghanistan on Monday.", "CONSULT"),  # not to talk
        (
            "Australia beat South Africa in Adelaide on Sunday. The last wicket fell after lunch, and the bowlers ran "
            "to the umpire for the ball. The cricket championship goes on in Perth.",
            "ASSAULT",
        ),
        ("Australia will take on France in the doubles on Sunday.", "AID"),
    ],
)
def test_what_does_not_befit_its_parties_is_not_told(text: str, type: str) -> None:
    assert type not in _types(text)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Sergei Lavrov flew to Japan on Monday.", "CONSULT"),
        ("Emmanuel Macron returned to Egypt on Friday.", "CONSULT"),
        ("Iranians held a rally against Israel on Sunday.", "PROTEST"),
        ("Hezbollah fighters battled Israeli troops in Lebanon.", "ASSAULT"),
        ("Greece demanded that Turkey publish its maps.", "REQUEST"),
    ],
)
def test_what_befits_its_parties_is_told(text: str, type: str) -> None:
    assert type in _types(text)

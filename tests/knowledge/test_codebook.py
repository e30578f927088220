"""The PLOVER codebook and the CAMEO crosswalk: whole, consistent, and rendering acts by their status."""

from __future__ import annotations

import pytest

from dragoman import knowledge
from dragoman.knowledge.codebook import Reading

BOOK = knowledge.load().codebook


def test_sixteen_types_in_four_quads() -> None:
    assert len(BOOK.types) == 16
    assert {t.quad for t in BOOK.types.values()} == {1, 2, 3, 4}


def test_conflict_scores_below_cooperation() -> None:
    for kind in BOOK.types.values():
        scores = [BOOK.score(kind.name), *(BOOK.score(kind.name, m.name) for m in kind.mode)]
        assert all(-10 <= s <= 10 for s in scores)
        assert all(s > 0 for s in scores) if kind.quad <= 2 else all(s < 1 for s in scores)


def test_intents_are_agreements_and_refusals_are_rejections() -> None:
    wanted = {"intent": "AGREE", "request": "REQUEST", "refusal": "REJECT", "threat": "THREATEN"}
    for code in BOOK.codes.values():
        for relation, kind in wanted.items():
            other = getattr(code, relation)
            assert other is None or BOOK.codes[other].type == kind, code.code


@pytest.mark.parametrize(
    ("act", "status", "negated", "wanted"),
    [
        (Reading("CONSULT", "visit", "042"), "planned", False, Reading("AGREE", None, "036")),
        (Reading("AID", None, "072"), "planned", True, Reading("REJECT", "assist", "1222")),
        (Reading("RETREAT", "withdraw", "087"), "planned", False, Reading("CONCEDE", None, "0356")),
        (Reading("ASSAULT", "aerial", "195"), "planned", False, Reading("THREATEN", "violence", "1384")),
        (Reading("ASSAULT", "aerial", "195"), "possible", False, Reading("ASSAULT", "aerial", "195")),
        (Reading("CONSULT", "visit", "042"), "happened", True, Reading("CONSULT", "visit", "042")),
    ],
)
def test_rendering(act: Reading, status: str, negated: bool, wanted: Reading) -> None:
    assert BOOK.render(act, status, negated) == wanted

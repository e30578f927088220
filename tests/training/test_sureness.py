"""The fit of how sure events are: what it learns, and what it says where data are missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training import sureness
from training.sureness import Example, fit, known_signs, left_out, main


def _examples() -> list[Example]:
    """Forty reports with an event each: right where the words name the actor, wrong where they leave him open."""
    made = []
    for n in range(40):
        right = n % 2 == 0
        signs = ("ASSAULT", "actor in place" if right else "actor left open")
        made.append(Example(n, f"news/{n}", False, right, "news at large", 0.5, signs))
    return made


def test_signs_of_right_events_weigh_more() -> None:
    found = _examples()
    names = known_signs(found)
    table = np.array([[float(name in e.signs) for name in names] for e in found])
    weights = dict(zip(names, fit(found, table)[1:], strict=True))
    assert weights["actor in place"] > 0 > weights["actor left open"]
    sure = left_out(found, table)
    assert min(sure[::2]) > 0.5 > max(sure[1::2])


def test_a_sign_seen_a_few_times_gets_no_weight() -> None:
    rare = Example(40, "news/40", False, True, "news at large", 0.5, ("seldom seen",))
    own = [Example(n, f"own/{n}", True, True, "news at large", 0.5, ("seen at home",)) for n in range(41, 60)]
    assert known_signs([*_examples(), rare, *own]) == ["ASSAULT", "actor in place", "actor left open"]


def test_missing_data_are_named_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["sureness", "--data", str(tmp_path), "--check"])
    monkeypatch.setattr(sureness, "drafts", lambda *_: pytest.fail("reports were read"))
    with pytest.raises(SystemExit, match=r"lee_background\.cor"):
        main()

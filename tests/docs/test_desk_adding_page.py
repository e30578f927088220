"""docs/desk.md tells the limits of adding as they are, and so does the page."""

from pathlib import Path

import dragoman.desk
from dragoman.desk import adding

PAGE = (Path(__file__).parents[2] / "docs/desk.md").read_text(encoding="utf-8")
FORM = (Path(dragoman.desk.__file__).parent / "templates/add.html").read_text(encoding="utf-8")


def test_the_limits_are_those_in_force() -> None:
    files = f"{adding.FILES} {{}}and {adding.LARGEST // 1_000_000} MB at once"
    assert files.format("") in PAGE
    assert files.format("files ") in FORM
    assert f"up to {adding.ADDRESSES}\naddresses" in PAGE
    assert f'maxlength="{adding.LONGEST}"' in FORM

"""docs/tour.md is what the stages really do."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_the_tour_is_current() -> None:
    made = runpy.run_path(str(DOCS / "make_tour.py"))["tour"]()
    assert (DOCS / "tour.md").read_text("utf-8") == made, "run: python docs/make_tour.py"

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_of_the_record_is_current() -> None:
    made = runpy.run_path(str(DOCS / "make_record.py"))["reference"]()
    assert (DOCS / "record.md").read_text(encoding="utf-8") == made, "run: python docs/make_record.py"

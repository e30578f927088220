"""docs/export.md names every format, every column and every option of actors."""

from pathlib import Path

import pytest

from dragoman.export.claim_rows import COLUMNS
from dragoman.export.profile import Profile, profiles
from dragoman.export.taking_out import FORMS

PAGE = (Path(__file__).parents[2] / "docs/export.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", [*FORMS, *COLUMNS, *profiles(), *Profile.__struct_fields__, "--no-quotes", "--full-text"]
)
def test_it_is_there(name: str) -> None:
    assert f"`{name}`" in PAGE or f"`{name} " in PAGE

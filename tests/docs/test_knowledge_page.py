"""The files that docs/knowledge.md shows are right as they stand there."""

import re
from pathlib import Path

from dragoman.knowledge.checks import check

PAGE = (Path(__file__).parents[2] / "docs/knowledge.md").read_text(encoding="utf-8")
NAMES = ["states/CHE.toml", "groups.toml", "organizations.toml", "en/events/ACCUSE.toml"]


def test_examples_are_right(tmp_path: Path) -> None:
    texts = [
        text
        for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
        for text in re.split("(?=# mine/org)", block)
    ]
    for name, text in zip(NAMES, texts, strict=True):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    checked = check(tmp_path)
    assert [str(fault) for fault in checked.faults] == []
    assert (checked.files, checked.entries) == (4, 7)

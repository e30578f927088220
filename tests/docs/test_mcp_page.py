"""docs/mcp.md names every tool and its limits as they are."""

import inspect
import re
from pathlib import Path

import pytest

from dragoman.mcp import paging, telling, tools
from dragoman.query.telling import QUOTE

PAGE = (Path(__file__).parents[2] / "docs/mcp.md").read_text(encoding="utf-8")
TOOLS = [name for name, _ in inspect.getmembers(tools.Tools, inspect.isfunction) if not name.startswith("_")]


def test_each_tool_is_there_and_no_other() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == sorted(set(TOOLS) - {"close"})


@pytest.mark.parametrize(
    "said",
    [
        f"up to {tools.LONGEST:,} characters",
        f"{tools.PIECE:,} characters at a time",
        f"at most {paging.MOST} claims",
        f"cut at {telling.LONGEST_NAME} characters",
        f"cut at {QUOTE}",
    ],
)
def test_the_limits_are_those_in_force(said: str) -> None:
    assert said in PAGE

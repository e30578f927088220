"""The borders between the rooms of the house (docs/architecture.md): who may import whom, read off the source."""

import ast
from pathlib import Path

import pytest

import dragoman
from dragoman.pipeline import STAGES

ROOT = Path(dragoman.__file__).parent
STAGE_FILES = {f"dragoman.stages.{stage.__name__}" for stage in STAGES}

MAY_IMPORT = {
    "errors": [],
    "model": ["errors"],
    "syntax": ["model"],
    "draft": ["model", "syntax"],
    "text": ["model", "draft"],
    "knowledge": ["model", "errors"],
    "obligations": ["model", "knowledge"],  # serves a stage, and many records at once
    "ingest": ["model", "errors"],
    "tagger": ["model", "draft", "syntax", "errors"],
    "stages": ["model", "draft", "syntax", "text", "knowledge", "tagger", "obligations", "errors"],
    "pipeline": ["model", "draft", "knowledge", "ingest", "stages", "errors"],
    "votes": ["model", "draft", "syntax", "knowledge", "stages"],
    "relating": ["model", "draft", "syntax", "knowledge", "ingest", "tagger", "stages", "votes", "pipeline", "errors"],
    "reading": ["model", "knowledge", "ingest", "pipeline", "errors"],
    "export": ["model", "answers", "errors"],
    "answers": ["model"],
    "archive": ["model", "answers", "obligations", "errors"],
    "query": ["model", "answers", "archive", "errors"],
    "crossdoc": ["model", "answers", "knowledge", "obligations", "archive", "query", "errors"],
    "adding": ["model", "ingest", "reading", "archive", "crossdoc", "errors"],
    "reading_room": ["model", "answers", "ingest", "archive", "query", "crossdoc", "export", "errors"],
    "adding_apart": ["model", "ingest", "reading", "archive", "adding", "errors"],
    "keeping": [
        "model",
        "answers",
        "ingest",
        "archive",
        "crossdoc",
        "adding",
        "adding_apart",
        "reading_room",
        "errors",
    ],
    "desk": ["model", "answers", "archive", "query", "export", "adding", "adding_apart", "keeping", "errors"],
    "": ["model", "reading", "relating", "keeping", "errors"],  # dragoman/__init__.py
    "mcp": ["", "model", "answers", "query", "keeping", "reading", "reading_room", "errors"],
    "cli": [
        "",
        "cli_knowledge",
        "cli_archive",
        "cli_asking",
        "cli_desk",
        "cli_export",
        "cli_relate",
        "cli_mcp",
        "model",
        "ingest",
        "reading",
        "export",
        "errors",
    ],
    "cli_knowledge": ["knowledge", "ingest", "errors"],
    "cli_archive": ["cli_knowledge", "ingest", "archive", "adding", "keeping", "errors"],
    "cli_asking": ["cli_archive", "model", "export"],
    "cli_relate": ["relating", "ingest", "errors"],
    "cli_export": ["cli_archive", "cli_asking", "export", "errors"],
    "cli_mcp": ["cli_knowledge", "cli_archive", "mcp"],
    "cli_desk": ["cli_archive", "desk", "keeping"],
    "__main__": ["cli"],
}

SHARED = {  # what serves several stages: whom some words stand for, whether it took place, what a report is about
    "dragoman.stages.parties",
    "dragoman.stages.outlook",
    "dragoman.stages.subject_matter",
}

# Imports inside a function, which do not bind when the module is loaded, that cross a border all the same.
DEFERRED = {("dragoman.model", "dragoman.export.html")}  # Record._repr_html_: the name a notebook looks for


def name_of(path: Path) -> str:
    parts = ("dragoman", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {name_of(path): path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py"))}


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports(module: str, source: str) -> list[tuple[str, int]]:
    """Modules of ours that `source` imports, with their lines."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in SOURCES else node.module for name in inner]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{module}: relative import"]
        else:
            continue
        found += [(name, node.lineno) for name in dict.fromkeys(names) if name.split(".")[0] == "dragoman"]
    return found


def wrong_arrows(module: str, source: str) -> list[str]:
    """What `module` imports and may not."""
    faults = []
    for target, line in imports(module, source):
        here, there = room(module), room(target)
        if "relative" in target or (here != there and there not in MAY_IMPORT[here]):
            if (module, target) not in DEFERRED:
                faults.append(f"{module}, line {line}: {here or 'dragoman'} may not import {target}")
        elif module in STAGE_FILES and target in STAGE_FILES:
            faults.append(f"{module}, line {line}: one stage may not import another ({target})")
    return faults


def opened_files(module: str, source: str) -> list[str]:
    """Where a stage opens a file or prints."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = [(getattr(c.func, "id", getattr(c.func, "attr", "")), c.lineno) for c in calls]
    bad = ("open", "read_text", "read_bytes", "write_text", "print")
    return [f"{module}, line {line}: {name}() in a stage" for name, line in names if name in bad]


@pytest.mark.parametrize("module", SOURCES)
def test_arrows_point_up_the_list(module):
    assert wrong_arrows(module, SOURCES[module]) == []


@pytest.mark.parametrize("module", [m for m in SOURCES if room(m) == "stages"])
def test_stages_open_no_files_and_print_nothing(module):
    assert opened_files(module, SOURCES[module]) == []


def test_every_room_has_its_rule():
    assert {room(module) for module in SOURCES} <= set(MAY_IMPORT)


def test_what_helps_a_stage_is_used_and_by_one_stage_only():
    users: dict[str, set[str]] = {}
    for stage in STAGE_FILES:
        queue, seen = [stage], {stage}
        while queue:
            module = queue.pop()
            inside = (target for target, _ in imports(module, SOURCES[module]) if room(target) == "stages")
            new = [t for t in inside if t not in seen and t not in STAGE_FILES]
            seen.update(new)
            queue.extend(new)
        for helper in seen - {stage}:
            users.setdefault(helper, set()).add(stage)
    assert {
        helper: sorted(stages) for helper, stages in users.items() if len(stages) > 1 and helper not in SHARED
    } == {}
    used = STAGE_FILES | users.keys()
    packages = {module.rpartition(".")[0] for module in used}
    assert {module for module in SOURCES if room(module) == "stages"} - used - packages == set()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("dragoman.model", "from dragoman.draft import Draft"),
        ("dragoman.stages.times", "from dragoman.stages.places import places"),
        ("dragoman.stages.times", "from dragoman import ingest"),
        ("dragoman.export.html", "def f():\n    import dragoman.pipeline"),
        ("dragoman.knowledge.cues", "from ..model import Span"),
        ("dragoman.text", "from dragoman import read"),
    ],
)
def test_a_wrong_arrow_is_seen(module, source):
    assert wrong_arrows(module, source) != []


def test_an_opened_file_is_seen():
    assert opened_files("dragoman.stages.times", "from pathlib import Path\nPath('x').read_text()") != []

"""What is wrong with a folder of knowledge: every fault at once, with file, line and reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import BadKnowledge
from dragoman.knowledge import (
    actor_entries,
    actors,
    codebook,
    cues,
    gazetteer,
    happenings,
    languages,
    moods,
    nominals,
    obligations,
    offices,
    place_words,
    predicates,
    stances,
    times,
    word_classes,
)
from dragoman.knowledge.checks.acts import act_faults, words_known
from dragoman.knowledge.checks.files import Fault, File, read_file
from dragoman.knowledge.checks.names import actor_faults
from dragoman.knowledge.checks.people import people_faults
from dragoman.knowledge.toml import DATA

_SHAPES = (
    actor_entries.FILES
    | codebook.FILES
    | cues.FILES
    | gazetteer.FILES
    | happenings.FILES
    | languages.FILES
    | moods.FILES
    | nominals.FILES
    | obligations.FILES
    | offices.FILES
    | place_words.FILES
    | predicates.FILES
    | stances.FILES
    | times.FILES
    | word_classes.FILES
)
_UNCHECKED = ("SOURCES.toml",)  # for readers, not for the program


class Checked(NamedTuple):
    """How many entries a folder holds in how many files, and what is wrong with them."""

    files: int
    entries: int
    faults: tuple[Fault, ...]


def check(folder: Path, base: Path = DATA) -> Checked:
    """Check the knowledge in `folder` as it lies over that in `base`, which may be the same. Raises for no folder."""
    if not folder.is_dir():
        raise BadKnowledge(f"{folder}: there is no such folder")
    names = sorted(str(path.relative_to(folder).as_posix()) for path in folder.rglob("*.toml"))
    faults: list[Fault] = []
    files: list[File] = []
    for name in (n for n in names if n not in _UNCHECKED):
        shape = next((s for pattern, s in _SHAPES.items() if Path(name).match(pattern) and _level(name, pattern)), None)
        if shape is None:
            faults.append(Fault(folder / name, 1, f"no knowledge file is called so; there are {', '.join(_SHAPES)}"))
        else:
            files.append(read_file(folder, name, shape, base))
    if not names:
        faults.append(Fault(folder, 1, f"there is no knowledge in it; it may hold {', '.join(_SHAPES)}"))
    faults += (fault for file in files for fault in file.faults)
    faults += _faults_of_meaning(files, base)
    return Checked(len(files), sum(file.count for file in files), tuple(sorted(set(faults))))


def _level(name: str, pattern: str) -> bool:
    return name.count("/") == pattern.count("/")


def _faults_of_meaning(files: list[File], base: Path) -> Iterator[Fault]:
    """Faults of what is said, in entries that are rightly written."""
    everyone = _joined(actors.load_actors(base), files)
    words = words_known(files, base, codebook.load_codebook(base))
    yield from actor_faults(files, everyone)
    for file in files:
        yield from people_faults(file)
        yield from act_faults(file, words)


def _joined(known: actors.Actors, files: list[File]) -> actors.Actors:
    """All actors there are with those of `files`, as far as these can be read."""
    states, organizations, groups = dict(known.states), dict(known.organizations), dict(known.groups)
    for file in files:
        if isinstance(file.whole, actor_entries.State):
            states[file.whole.iso3] = file.whole
        for entry in getattr(file.whole, "organization", ()):
            organizations[entry.name] = entry
        for entry in getattr(file.whole, "group", ()):
            groups[entry.name] = entry
    return actors.Actors(states, organizations, groups)

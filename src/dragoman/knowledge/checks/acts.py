"""Checks of words for events, stances and duties: event types, modes, contexts, CAMEO codes, classes of nouns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.knowledge.checks.files import Fault, File
from dragoman.knowledge.codebook import Codebook, Mode
from dragoman.knowledge.obligations import Move
from dragoman.knowledge.predicates import NounClass, Predicate, classes_named, load_predicates
from dragoman.knowledge.stances import Recall


class Words(NamedTuple):
    """What entries may refer to."""

    book: Codebook
    contexts: frozenset[str]
    classes: frozenset[str]  # of nouns: "agreement"


def words_known(files: list[File], base: Path, book: Codebook) -> Words:
    """What `files` may refer to: what the codebook and the folder `base` have, and what they bring themselves."""
    known = load_predicates(base, frozenset(book.types))
    classes = set(known.classes)
    contexts = {context for code in book.codes.values() for context in code.contexts}
    contexts |= {context for entry in known.entries for context in entry.predicate.contexts}
    for file in files:
        classes |= {entry.name for entry in file.entries.values() if isinstance(entry, NounClass)}
    return Words(book, frozenset(contexts), frozenset(classes))


def act_faults(file: File, words: Words) -> Iterator[Fault]:
    """Faults of the entries of a file that name events, or that say what events do."""
    type_of_file = file.path.stem if file.name.startswith("en/events/") else None
    if type_of_file and type_of_file not in words.book.types:
        yield file.fault("", f"{type_of_file} is no PLOVER type; there are {', '.join(sorted(words.book.types))}")
        return
    for at, entry in file.entries.items():
        if isinstance(entry, Predicate) and type_of_file:
            yield from _predicate_faults(file, at, entry, type_of_file, words)
        if isinstance(entry, Move | Recall):
            for name in (n for n in entry.acts if n not in words.book.types):
                yield file.fault(f"{at}.acts", f"{name} is no PLOVER type")
        if isinstance(entry, Move):
            modes = {mode.name for name in entry.acts for mode in _modes(words.book, name)}
            for mode in (m for m in entry.modes if m not in modes):
                yield file.fault(f"{at}.modes", f"{mode} is no mode of {' or '.join(entry.acts)}")


def _predicate_faults(file: File, at: str, entry: Predicate, type_of_file: str, words: Words) -> Iterator[Fault]:
    modes = [mode.name for mode in _modes(words.book, type_of_file)]
    if entry.mode is not None and entry.mode not in modes:
        there = f"there are {', '.join(modes)}" if modes else "it has none"
        yield file.fault(f"{at}.mode", f"{entry.mode} is no mode of {type_of_file}; {there}")
    if entry.cameo is not None and entry.cameo not in words.book.codes:
        yield file.fault(f"{at}.cameo", f"{entry.cameo} is no CAMEO code")
    for context in sorted(set(entry.contexts) - words.contexts):
        yield file.fault(f"{at}.contexts", f"unknown context {context}; there are {', '.join(sorted(words.contexts))}")
    for name in sorted(set(classes_named(entry)) - words.classes):
        yield file.fault(at, f"{entry.key} names @{name}, which en/words.toml does not define")
    if not entry.words:
        yield file.fault(f"{at}.words", f"{entry.key} has no words")


def _modes(book: Codebook, name: str) -> tuple[Mode, ...]:
    return book.types[name].mode if name in book.types else ()

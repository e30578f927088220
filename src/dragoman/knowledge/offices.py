"""Offices that answer to one another from state to state, from data/en/offices.toml."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from dragoman.knowledge.overlay import Source
from dragoman.knowledge.toml import read_toml


class OfficeClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A block: titles of the same standing, the likeliest first, and words said of any of their holders."""

    key: str
    words: tuple[str, ...]  # in lower case
    loose: tuple[str, ...] = ()
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    source: str


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    office: tuple[OfficeClass, ...]


_STATES = ("head of state", "head of government", "foreign minister", "defence minister")


_SAME = ("army chief", "finance minister", "interior minister", "speaker", "central bank", "chief inspector")


@dataclass(frozen=True)
class Offices:
    """All classes, by key."""

    classes: dict[str, OfficeClass] = field(default_factory=dict)

    def words(self, key: str) -> tuple[str, ...]:
        """The titles of a class."""
        return self.classes[key].words if key in self.classes else ()

    def loose(self, key: str, title: str) -> bool:
        """Whether `title` is said of any holder of an office of the class."""
        return key in self.classes and title in self.classes[key].loose

    def meant(self, title: str) -> tuple[str, ...]:
        """Offices of a state that `title` may stand for, the likeliest first: itself, and where it is said loosely,
        those that answer to it."""
        loose = (w for key in _STATES if self.loose(key, title) for w in self.words(key) if w != title)
        return (*self.alike(title), *loose)

    def alike(self, title: str) -> tuple[str, ...]:
        """`title` and other words for the same office: "army chief" and "chief of army staff"."""
        return (title, *(w for key in _SAME if title in self.words(key) for w in self.words(key) if w != title))

    def answering(self, title: str) -> tuple[str, ...]:
        """Offices of another state whose holder is the counterpart of `title`'s."""
        return (title, *(w for key in _STATES if title in self.words(key) for w in self.words(key) if w != title))

    def usual(self, title: str) -> str:
        """The usual title of what `title` is called in its own state: "foreign minister" for "secretary of state"."""
        return next((self.words(key)[0] for key in _STATES if title in self.words(key)), title)


FILES: dict[str, type[msgspec.Struct]] = {"en/offices.toml": _File}


def load_offices(folder: Source) -> Offices:
    """Read en/offices.toml below `folder`."""
    return Offices({entry.key: entry for entry in read_toml(folder / "en/offices.toml", _File).office})

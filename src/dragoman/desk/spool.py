"""Where what is to be added lies until it is read: files under their own names, each in a folder of its own.

What could not be read stays, so that it can be tried again; all else is removed once it is in the archive. What was
left when the desk was stopped is found when it is opened again.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec

from dragoman.archive.store import user_folder

LONGEST_NAME = 100  # characters
PASTED = "pasted.jsonl"  # name of a file with a pasted text
_UNFIT = re.compile(r"[^\w.,()+ -]")


class Pasted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text that somebody pasted, with what is known of it: a line of JSON, as `dragoman read --jsonl` takes it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None


class Spool:
    """A folder of files to be added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, name: str, file: IO[bytes]) -> str:
        """Keep a file; its path. OSError where that cannot be done."""
        path = self._fresh() / plain_name(name)
        with path.open("wb") as kept:
            shutil.copyfileobj(file, kept)
        return str(path)

    def paste(self, pasted: Pasted) -> str:
        """Keep a text; its path."""
        path = self._fresh() / PASTED
        path.write_bytes(msgspec.json.encode(pasted) + b"\n")
        return str(path)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files of this folder; paths of anything else are left alone."""
        for path in map(Path, paths):
            if path.parent.parent == self.folder:
                shutil.rmtree(path.parent, ignore_errors=True)

    def left(self) -> list[str]:
        """The files that are there, the oldest first."""
        found = [path for path in self.folder.glob("*/*") if path.is_file()]
        return [str(path) for path in sorted(found, key=lambda path: (path.stat().st_mtime, path))]

    def _fresh(self) -> Path:
        folder = self.folder / secrets.token_hex(6)
        folder.mkdir(parents=True, mode=0o700)
        return folder


def spool_of(address: str) -> Spool:
    """The spool of the archive at `address`: beside its file, or among this user's data for one on a server."""
    if "://" in address:
        own = hashlib.sha256(address.encode()).hexdigest()[:12]  # one archive's reports must not end up in another
        return Spool(user_folder() / "incoming" / own)
    return Spool(Path(f"{address}.incoming").absolute())


def plain_name(name: str) -> str:
    """`name` of a file as a browser gives it, without folders and what a disk or a reader could trip over."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _UNFIT.sub("_", last).strip(" .") or "report"
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending) > 10:
        return plain[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"

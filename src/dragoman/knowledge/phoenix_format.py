"""The format of PETRARCH's dictionaries of actors and agents, which TABARI began and the Phoenix data set uses.

    AFGHAN_ARMY_ [AFGMIL]           a name with its code; "_" joins words
    HAMID_KARZAI_                   a name ...
    +PRESIDENT_KARZAI_              ... another name of the same
        [AFGGOV 011222-140929]      ... the code on those days; also [CODE <date], [CODE >date], [CODE] on all others
    !PERSON! = MAN, MEN, WOMAN      agents: words to put in place of !PERSON!
    BUSINESS!PERSON! {} [~BUS]      an agent with its code; in braces an irregular plural

Everything after "#" or ";" is a remark. Dates are YYMMDD, where 00 to 30 are after 2000, or YYYYMMDD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

_CODES = re.compile(r"\[([^\[\]]*)\]")
_CODE = re.compile(r"~?([A-Z][A-Z0-9]{2,})(?:\s+(\S.*))?")
_SPAN = re.compile(r"<\s*(?P<before>\d+)|>\s*(?P<after>\d+)|(?P<first>\d+)\s*-\s*(?P<last>\d+)")
_SET = re.compile(r"(!\w+!)\s*=\s*(.+)")


class Coded(NamedTuple):
    """A code and the days it holds on (ISO); None is open, and both None is any day that no other code names."""

    code: str
    since: str | None = None
    until: str | None = None


@dataclass
class Block:
    """An actor or an agent: its names as written, its codes, and the line it begins on."""

    place: str  # "actors.txt:12"
    names: list[str]
    codes: list[Coded] = field(default_factory=list)
    agent: bool = False


class Dictionary(NamedTuple):
    """What is in one file, and the lines that could not be understood, each with its reason."""

    blocks: list[Block]
    odd: list[str]


def read_dictionary(path: Path) -> Dictionary:
    """Read one dictionary of actors or of agents, or of both. Latin-1 is read, too. OSError as of any file."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    blocks: list[Block] = []
    odd: list[str] = []
    sets: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        said = re.split(r"[#;]|<!", line)[0].rstrip()
        if "---STOP---" in said:
            break
        if not said.strip():
            continue
        place = f"{path.name}:{number}"
        if words := _SET.match(said.strip()):
            sets[words[1]] = [word.strip() for word in words[2].split(",") if word.strip()]
        elif fault := _take(said, place, blocks, sets):
            odd.append(f"{place}: {fault}: {line.strip()}")
    return Dictionary(blocks, odd)


def _take(said: str, place: str, blocks: list[Block], sets: dict[str, list[str]]) -> str | None:
    """Add what a line says to `blocks`, or say what is odd about it."""
    codes = _CODES.findall(said)
    if said.count("[") != len(codes) or "]" in _CODES.sub("", said):
        return "a bracket is missing"
    name = said.split("[", 1)[0].strip()
    if not name or name.startswith("+"):
        if not blocks:
            return "it belongs to no name"
        block = blocks[-1]
        block.names += [name[1:].strip()] if name[1:].strip() else []
    else:
        names, plural = _forms(name, sets)
        block = Block(place, [*names, *plural], agent=any(code.startswith("~") for code in codes))
        blocks.append(block)
    faults = []
    for code in codes:
        try:
            block.codes += _coded(code.strip())
        except ValueError as error:
            faults.append(str(error))
    return "; ".join(faults) or None


def _forms(name: str, sets: dict[str, list[str]]) -> tuple[list[str], list[str]]:
    """The names that one line stands for, and its irregular plurals."""
    singular, _, rest = name.partition("{")
    plural = [word.strip() for word in rest.partition("}")[0].split(",") if word.strip()]
    names = [singular.strip()]
    for mark, words in sets.items():
        names = [n.replace(mark, word) for n in names for word in (words if mark in n else [""])]
    return names, plural


def _coded(written: str) -> Iterator[Coded]:
    if written == "---":  # nobody any more
        return
    match = _CODE.fullmatch(written)
    if match is None:
        raise ValueError(f"[{written}] is no code")
    if match[2] is None:
        yield Coded(match[1])
        return
    span = _SPAN.fullmatch(match[2].strip())
    if span is None:
        raise ValueError(f"{match[2]} are no dates")
    since, until = span["after"] or span["first"], span["before"] or span["last"]
    coded = Coded(match[1], _day(since) if since else None, _day(until) if until else None)
    if coded.since and coded.until and coded.until < coded.since:
        raise ValueError(f"{match[2]} ends before it begins")
    yield coded


def _day(digits: str) -> str:
    """ "930120" is 1993-01-20, "120506" 2012-05-06. Of more than eight digits the first eight count, as in PETRARCH."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits
    if len(digits) < 8:
        raise ValueError(f"{digits} is no date")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat()
    except ValueError:
        raise ValueError(f"{digits} is no date") from None


_SMALL = frozenset(
    "of the and de la le du des del da dos el al bin ibn bint for in on to et y van von der under".split()
)


def written(name: str, *, person: bool = False) -> str:
    """A name of the dictionary as a report writes it: "BASHAR_AL-ASSAD_" is "Bashar al-Assad"."""
    words = re.sub(r"\([^)]*\)", " ", name).replace("_", " ").split()
    if any(c.islower() for word in words for c in word):
        return " ".join(words)
    if len(words) == 1 and not person and len(words[0]) <= 5:
        return words[0]  # initials, as likely as not
    spelt = [word.lower() if i and word.lower() in _SMALL else _spelt(word) for i, word in enumerate(words)]
    return " ".join(spelt)


def initials(name: str) -> str | None:
    """The short form that some names give in parentheses: "ANIMAL_LIBERATION_FRONT_(ALF)_"."""
    found = re.search(r"\(([A-Z][A-Z-]{1,7})\)", name)
    return found[1] if found else None


def _spelt(word: str) -> str:
    if "." in word or len(word) == 1 or word in ("US", "UN", "EU", "UK", "USA"):
        return word
    if not re.search("[AEIOUY]", word) and word not in ("MR", "MRS", "MS", "DR", "ST", "LT"):
        return word  # initials
    parts = [part.lower() if part in ("AL", "EL", "E", "I", "YE") else part.capitalize() for part in word.split("-")]
    return re.sub(r"'(\w{2,})", lambda m: "'" + m[1].capitalize(), "-".join(parts))

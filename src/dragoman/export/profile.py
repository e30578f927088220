"""By which conventions events and actors are coded: profiles, each in profiles.toml or in a file of the user's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from dragoman.errors import BadQuestion

Nationals = Literal["civilians", "country"]
Officials = Literal["sector", "country"]


class Agents(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How actors are coded that the report calls by one of these words: "two Kenyan `women`" as KENCVL."""

    words: tuple[
        str, ...
    ]  # as the report has them, in lower case; the last words of a mention, or the title of a person
    sectors: tuple[str, ...] = ()  # instead of those of the record; none: they are coded as their country


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What those who code events by one codebook do. As it stands here it is CAMEO by the book."""

    name: str
    about: str
    source: str
    nationals: Nationals = "civilians"  # "protesters from France" as FRACVL, or as FRA
    officials: Officials = "sector"  # "the French foreign minister" as FRAGOV, or as FRA
    governments: Officials = "country"  # "the French government" as FRA, or as FRAGOV
    homes: Literal["scene", "named"] = (
        "scene"  # "gunmen attacked a town in Mali": MLIREB, or REB since nobody says whose
    )
    nowhere: str = ""  # stands for the country of those who have none: "---REB"
    # cooperation and concessions that are planned or agreed: their "intent" code (0332), or that of the act (072)
    planned: Literal["intent", "act"] = "intent"
    # who did something with each other: a row a pair; both ways; or whoever is named before the act towards who is
    # named after it
    together: Literal["pair", "both", "order"] = "pair"
    mutual: tuple[str, ...] = ()  # codes that hold both ways whatever `together` says
    reciprocal: dict[str, str] = {}  # code -> what the recipient does by that: "043" (hosts) = "042" (visits)
    # force that one side says another used: the act, or the accusation (112) or admission (015) that it is
    claims: Literal["act", "statement"] = "act"
    scenes: bool = False  # the country where it happens stands for a recipient that nobody names
    statements: str | None = None  # code of a statement that is no act, towards whom it addresses or speaks of
    agents: tuple[Agents, ...] = ()

    def sectors_of(self, *called: str) -> tuple[str, ...] | None:
        """The sectors of whom the report calls so, by the longest words that it ends in; None where no words do."""
        found = [(word, a.sectors) for a in self.agents for word in a.words for name in called if _ends(name, word)]
        return max(found, key=lambda f: len(f[0]))[1] if found else None


def profile(name: str) -> Profile:
    """The profile with this name, or the one in the file of this name ("mine.toml"), which has one [[profile]].

    BadQuestion where there is no such profile or the file is not as it should be.
    """
    known = profiles()
    if name in known:
        return known[name]
    if not name.endswith(".toml"):
        raise BadQuestion(f"there is no profile {name!r}; the profiles are {', '.join(known)}, or a file NAME.toml")
    try:
        listed = _read(Path(name).read_bytes())
    except OSError as error:
        raise BadQuestion(f"{name}: {error.strerror or error}") from error
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise BadQuestion(f"{name}: {error}") from error
    if len(listed) != 1:
        raise BadQuestion(f"{name}: a file of your own has one [[profile]], this one has {len(listed)}")
    return listed[0]


@cache
def profiles() -> MappingProxyType[str, Profile]:
    """The profiles that come with dragoman, by name."""
    shipped = files("dragoman.export").joinpath("profiles.toml").read_bytes()
    return MappingProxyType({p.name: p for p in _read(shipped)})


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    profile: tuple[Profile, ...]


def _read(toml: bytes) -> tuple[Profile, ...]:
    return msgspec.toml.decode(toml, type=_File).profile


def _ends(name: str, word: str) -> bool:
    return name == word or name.endswith(f" {word}")


CAMEO: Final = profiles()["cameo"]

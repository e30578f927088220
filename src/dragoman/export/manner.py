"""How records are taken out: with which of the report's words, and by which conventions actors are coded."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from dragoman.answers import Coverage
from dragoman.export.quoting import Words

Nationals = Literal["civilians", "country"]
Officials = Literal["sector", "country"]


class Manner(NamedTuple):
    """What the user chose. `nationals` and `officials` are the two points in which codings of events differ most."""

    words: Words = "quotations"
    nationals: Nationals = "civilians"  # "protesters from France" as FRACVL, or as FRA
    officials: Officials = "sector"  # "the French foreign minister" as FRAGOV, or as FRA
    once: bool = False  # an event that several reports tell of once, not once for each
    coverage: Mapping[str, Coverage] = MappingProxyType({})  # such events, by id; what is not there has one report


AS_USUAL = Manner()

"""How records are taken out: with which of the report's words, and by which conventions actors are coded."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dragoman.export.quoting import Words

Nationals = Literal["civilians", "country"]
Officials = Literal["sector", "country"]


class Manner(NamedTuple):
    """What the user chose. `nationals` and `officials` are the two points in which codings of events differ most."""

    words: Words = "quotations"
    nationals: Nationals = "civilians"  # "protesters from France" as FRACVL, or as FRA
    officials: Officials = "sector"  # "the French foreign minister" as FRAGOV, or as FRA


AS_USUAL = Manner()

"""How records are taken out: with which of the report's words, and by which conventions events are coded."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from dragoman.answers import Coverage
from dragoman.export.profile import CAMEO, Profile
from dragoman.export.quoting import Words


class Manner(NamedTuple):
    """What the user chose."""

    words: Words = "quotations"
    profile: Profile = CAMEO  # how POLECAT, ICEWS and GDELT code events and actors
    once: bool = False  # an event that several reports tell of once, not once for each
    coverage: Mapping[str, Coverage] = MappingProxyType({})  # such events, by id; what is not there has one report


AS_USUAL = Manner()

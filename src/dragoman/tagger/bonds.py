"""How likely words bind somebody, and with what force, by the traits of where they stand: logistic regressions fitted
by training/bonds, as plain weights by name."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from dragoman.model import Force

FILE = "bonds.toml"


class BondWeights(NamedTuple):
    """Log odds: of binding at all, and of each force among those that bind."""

    bias: float
    by: dict[str, float]
    forces: dict[str, tuple[float, dict[str, float]]]

    def binds(self, traits: Collection[str]) -> float:
        """How likely words of these traits bind, 0 to 1."""
        return 1 / (1 + math.exp(-_sum(self.bias, self.by, traits)))

    def force(self, traits: Collection[str]) -> Force:
        """The likeliest force of words that bind."""
        scored = {force: _sum(bias, by, traits) for force, (bias, by) in self.forces.items()}
        return cast(Force, max(scored, key=lambda force: scored[force]))


@cache
def load_bonds() -> BondWeights:
    """The weights that are shipped."""
    table = tomllib.loads((files("dragoman") / "weights" / FILE).read_text("utf-8"))
    forces = {name: (part["bias"], part["weights"]) for name, part in table["force"].items()}
    return BondWeights(table["bias"], table["weights"], forces)


def _sum(bias: float, by: dict[str, float], traits: Collection[str]) -> float:
    return bias + math.fsum(by.get(trait, 0.0) for trait in traits)

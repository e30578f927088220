"""What the signs of an event are worth: fitted weights, beside those of the trained models in weights/."""

from __future__ import annotations

import msgspec

from dragoman.knowledge.toml import DATA, read_toml


class Sureness(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Log odds that an event is right: the bias and, where a sign is there, its weight."""

    bias: float
    least: float  # confidence from which an event in news at large enters the record
    least_in_long: float  # in a long report on what states do to each other
    least_in_short: float  # in a short one
    least_in_note: float  # in one of a few sentences
    least_in_paragraph: float  # in a paragraph on states, and in a sentence by itself
    weights: dict[str, float]

    @property
    def best_opinion(self) -> float:
        """More than the classifier of relations can add to the log odds."""
        return sum(max(0.0, weight) for weight in self._of_opinions)

    @property
    def worst_opinion(self) -> float:
        """Less than the classifier can take from them."""
        return sum(min(0.0, weight) for weight in self._of_opinions)

    @property
    def _of_opinions(self) -> list[float]:
        return [weight for sign, weight in self.weights.items() if sign.startswith("relation ")]


def load_sureness() -> Sureness:
    """The weights that training/sureness.py wrote. They are no words of a language, so no folder of one's own changes
    them."""
    return read_toml(DATA.parent / "weights/sureness.toml", Sureness)

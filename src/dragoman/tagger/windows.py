"""Stretches that the encoder can take: they overlap, and each piece is read where it stands most centrally."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.tagger.pieces import CLS, SEP, Ints, Pieces

WIDTH = 254  # pieces of a window, without the two special ones
STRIDE = 190


class Window(NamedTuple):
    """Pieces `start` to `end`, of which this window answers for those in `own`."""

    start: int
    end: int
    own: range


def windows(length: int) -> list[Window]:
    """Windows over `length` pieces; every piece is some window's own, and one window's only."""
    starts = [0]
    while starts[-1] + WIDTH < length:
        starts.append(min(starts[-1] + STRIDE, length - WIDTH))
    ends = [min(length, start + WIDTH) for start in starts]
    # two windows part in the middle of what they share
    cuts = [0, *((after + before) // 2 for before, after in zip(ends, starts[1:], strict=False)), length]
    return [
        Window(start, end, range(cuts[n], cuts[n + 1])) for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def batch(stretches: list[tuple[Pieces, int, int]]) -> tuple[dict[str, Ints], NDArray[np.float32]]:
    """Features (stretches, longest + 2) with the special pieces around each stretch, and the mask of what is there."""
    longest = max(end - start for _, start, end in stretches) + 2
    features = {name: np.zeros((len(stretches), longest), np.int64) for name in stretches[0][0].features}
    mask = np.zeros((len(stretches), longest), np.float32)
    for row, (pieces, start, end) in enumerate(stretches):
        last = end - start + 1
        for name, values in features.items():
            values[row, 1:last] = pieces.features[name][start:end]
        features["piece"][row, 0] = CLS
        features["piece"][row, last] = SEP
        mask[row, : last + 1] = 1
    return features, mask

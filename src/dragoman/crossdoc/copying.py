"""Texts that are copies of one another: an agency's words under another name are one voice, not two.

Runs of five words that both texts have, as a share of the shorter text. Only reports of the same happenings are
compared, which the index of parties finds, so no sketches (MinHash) of all texts need to be kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = 5  # words
_LEAST = 12  # runs: what is shorter says too little
_COPY = 0.6
_WORD = re.compile(r"\w+")


def copied(one: str, other: str) -> float:
    """The share of the shorter text that the other has too, word for word; 0 where it is too little for a copy."""
    ours, theirs = _runs(one), _runs(other)
    shorter = min(len(ours), len(theirs))
    share = len(ours & theirs) / shorter if shorter >= _LEAST else 0.0
    return round(share, 2) if share >= _COPY else 0.0


@lru_cache(maxsize=1024)  # a report is compared with many
def _runs(text: str) -> frozenset[int]:
    """The runs of a text, as numbers: a dozen times smaller, and of two texts hardly ever the same by chance."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(map(hash, zip(*(words[i:] for i in range(_RUN)), strict=False)))

"""Write an accepted candidate to src/dragoman/weights/: its encoder as ONNX with 8-bit weights, the rest as arrays.

python -m training.bonds.export CANDIDATE [--out DIR]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from dragoman.tagger.encoder import BOND_ENCODER, BOND_HEADS
from dragoman.tagger.pieces import FEATURES
from training.attribution.export import OUT, quantized
from training.bonds.candidates import heads_of, network_of, words_of


def export(candidate: Path, out: Path) -> None:
    """Write encoder and heads of `candidate` to `out`."""
    network, labels = network_of(candidate)
    out.mkdir(parents=True, exist_ok=True)
    quantized(network.encoder, FEATURES, out / BOND_ENCODER)
    words = words_of(candidate)
    arrays = heads_of(network, candidate)._asdict() | {
        "tags": np.array(labels.tags), "deps": np.array(labels.deps),
        "words": np.array(sorted(words.by)),
        "word_weights": np.array([words.by[word] for word in sorted(words.by)], np.float32),
        "words_bias": np.float32(words.bias), "words_least": np.float32(words.least),
    }  # fmt: skip
    with (out / BOND_HEADS).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **{name: np.asarray(array) for name, array in arrays.items()})
    for name in (BOND_ENCODER, BOND_HEADS):
        print(f"{name}: {(out / name).stat().st_size:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("candidate", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    export(given.candidate, given.out)


if __name__ == "__main__":
    main()

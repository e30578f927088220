"""Write an accepted relation candidate to src/dragoman/weights/: encoder as ONNX with 8-bit weights, head as arrays.

python -m training.relations.export CANDIDATE [--temperature T] [--out DIR]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from dragoman.tagger.encoder import RELATION_ENCODER, RELATION_HEADS
from dragoman.tagger.pieces import MARKED
from dragoman.tagger.relations import RelationHeads
from training.attribution.export import OUT, quantized
from training.relations.examples import LABELS
from training.relations.network import Network
from training.relations.train import network_of


def export(candidate: Path, out: Path, temperature: float) -> None:
    """Write encoder and head of `candidate` to `out`."""
    network, labels = network_of(candidate)
    out.mkdir(parents=True, exist_ok=True)
    quantized(network.encoder, MARKED, out / RELATION_ENCODER)
    arrays = heads_of(network, temperature)._asdict() | {"tags": np.array(labels.tags), "deps": np.array(labels.deps)}
    np.savez_compressed(out / RELATION_HEADS, **{name: np.asarray(array) for name, array in arrays.items()})
    for name in (RELATION_ENCODER, RELATION_HEADS):
        print(f"{name}: {(out / name).stat().st_size:,} bytes")


def heads_of(network: Network, temperature: float = 1.0) -> RelationHeads:
    """The head's weights as the runtime multiplies them; its logits are divided by `temperature` once and for all."""
    given = {name: p.detach().float().cpu().numpy() for name, p in network.named_parameters() if "encoder" not in name}
    return RelationHeads(
        hidden=given["hidden.weight"].T.copy(),
        hidden_bias=given["hidden.bias"],
        out=given["out.weight"].T.copy() / np.float32(temperature),
        out_bias=given["out.bias"] / np.float32(temperature),
        labels=LABELS,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument(
        "--temperature", type=float, default=1.0, help="above 1: less sure; training.relations.calibrate"
    )
    parser.add_argument("candidate", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    export(given.candidate, given.out, given.temperature)


if __name__ == "__main__":
    main()

"""Write an accepted candidate to src/dragoman/weights/: the encoder as ONNX with 8-bit weights, the heads as arrays.

python -m training.attribution.export CANDIDATE [--out DIR]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.tagger.encoder import ENCODER, HEADS, TOKENIZER
from dragoman.tagger.pieces import FEATURES
from training.attribution.candidates import heads_of, network_of, whole_tokenizer
from training.attribution.network import Encoder

OUT = Path(__file__).parents[2] / "src" / "dragoman" / "weights"
OPSET = 18


class _Flat(nn.Module):
    """The encoder with its inputs in a row, as ONNX wants them."""

    def __init__(self, encoder: Encoder, features: Sequence[str]) -> None:
        super().__init__()
        self.encoder, self.features = encoder, features

    def forward(self, *given: Tensor) -> Tensor:
        hidden: Tensor = self.encoder(dict(zip(self.features, given, strict=False)), given[-1])
        return hidden


def export(candidate: Path, out: Path) -> None:
    """Write encoder, heads and tokenizer of `candidate` to `out`."""
    network, labels = network_of(candidate)
    out.mkdir(parents=True, exist_ok=True)
    quantized(network.encoder, FEATURES, out / ENCODER)
    arrays = heads_of(network)._asdict() | {"tags": np.array(labels.tags), "deps": np.array(labels.deps)}
    np.savez_compressed(out / HEADS, **{name: _small(array) for name, array in arrays.items()})
    (out / TOKENIZER).write_text(whole_tokenizer().to_str(), "utf-8")
    for path in sorted(out.iterdir()):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


def quantized(encoder: Encoder, features: Sequence[str], path: Path) -> None:
    """Write an encoder that takes `features` with 8-bit weights."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        write_onnx(encoder, features, whole)
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)


def write_onnx(encoder: Encoder, features: Sequence[str], path: Path) -> None:
    """The encoder in full precision; batch and length are free."""
    shape = (2, 40)
    given = (*(torch.ones(shape, dtype=torch.int64) for _ in features), torch.ones(shape))
    free = {0: "windows", 1: "length"}
    names = [*features, "mask"]
    torch.onnx.export(
        _Flat(encoder, features).eval(), given, str(path), input_names=names, output_names=["hidden"],
        dynamic_axes=dict.fromkeys([*names, "hidden"], free), opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


def _small(array: np.ndarray) -> np.ndarray:
    return array.astype(np.float32) if array.dtype.kind == "f" else array


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("candidate", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    export(given.candidate, given.out)


if __name__ == "__main__":
    main()

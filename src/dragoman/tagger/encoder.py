"""The encoder as it is shipped: an ONNX file of 8-bit weights, its tokenizer, and the heads as plain arrays."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dragoman.errors import ModelMissing
from dragoman.tagger.pieces import FEATURES, Ints, Labels
from dragoman.tagger.scores import Encode, Floats, Heads

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ENCODER, HEADS, TOKENIZER = "encoder.onnx", "attribution.npz", "tokenizer.json"


class Model(NamedTuple):
    """What turns a draft into scores."""

    tokenizer: Tokenizer
    labels: Labels
    encode: Encode
    heads: Heads


@cache
def load() -> Model:
    """The shipped model, read once. ModelMissing says which part cannot be had, and how to get it."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # what is read, and that it is read, stays on this computer
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelMissing(f"{error.name or error} cannot be loaded: pip install onnxruntime tokenizers") from error
    onnxruntime.disable_telemetry_events()  # the same for Windows, where the variable is not looked at
    folder = files("dragoman") / "weights"
    try:
        tokenizer = Tokenizer.from_str((folder / TOKENIZER).read_text("utf-8"))
        with as_file(folder / HEADS) as path, np.load(path, allow_pickle=False) as arrays:
            labels = Labels(tuple(map(str, arrays["tags"])), tuple(map(str, arrays["deps"])))
            heads = Heads(**{name: arrays[name] for name in Heads._fields})
        with as_file(folder / ENCODER) as path:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1  # reports are read side by side; and one thread gives the same sums
            options.log_severity_level = 3
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelMissing(f"its weights cannot be used ({error}): install dragoman again") from error

    def encode(features: dict[str, Ints], mask: Floats) -> Floats:
        given = {name: features[name] for name in FEATURES} | {"mask": mask}
        hidden: Floats = session.run(None, given)[0]
        return hidden

    return Model(tokenizer, labels, encode, heads)

"""The encoder as it is shipped: an ONNX file of 8-bit weights, its tokenizer, and the heads as plain arrays."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dragoman.errors import ModelMissing
from dragoman.tagger.bonds import BondHeads, BondModel, Words
from dragoman.tagger.pieces import FEATURES, MARKED, Ints, Labels
from dragoman.tagger.relations import RelationHeads
from dragoman.tagger.scores import Encode, Floats, Heads
from dragoman.tagger.wording import WordingWeights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ENCODER, HEADS, TOKENIZER = "encoder.onnx", "attribution.npz", "tokenizer.json"
RELATION_ENCODER, RELATION_HEADS = "relation_encoder.onnx", "relations.npz"
RELATION_WORDING = "relation_wording.npz"
BOND_ENCODER, BOND_HEADS = "bond_encoder.onnx", "bonds.npz"
_FOLDER = files("dragoman") / "weights"


class Model(NamedTuple):
    """What turns a draft into scores."""

    tokenizer: Tokenizer
    labels: Labels
    encode: Encode
    heads: Heads


class RelationModel(NamedTuple):
    """What turns two marked mentions into the probabilities of their relation."""

    tokenizer: Tokenizer
    labels: Labels
    encode: Encode
    heads: RelationHeads
    wording: WordingWeights


@cache
def load() -> Model:
    """The shipped attribution model, read once. ModelMissing says which part cannot be had, and how to get it."""
    arrays = _arrays(HEADS)
    heads = Heads(**{name: arrays[name] for name in Heads._fields})
    return Model(_tokenizer(), _labels(arrays), _encode(ENCODER, FEATURES), heads)


@cache
def load_relations() -> RelationModel:
    """The shipped relation model, read once. ModelMissing as for `load`."""
    arrays = _arrays(RELATION_HEADS)
    given = {name: arrays[name] for name in RelationHeads._fields}
    heads = RelationHeads(**given | {"labels": tuple(map(str, given["labels"]))})  # type: ignore[arg-type]
    given = _arrays(RELATION_WORDING)
    wording = WordingWeights(given["weights"].astype(np.float32), given["bias"], float(given["share"]))
    return RelationModel(_tokenizer(), _labels(arrays), _encode(RELATION_ENCODER, MARKED), heads, wording)


@cache
def load_bonds() -> BondModel:
    """The shipped model of what binds, read once. ModelMissing as for `load`."""
    arrays = _arrays(BOND_HEADS)
    given = {name: arrays[name] for name in BondHeads._fields}
    named = {name: tuple(map(str, given[name])) for name in ("forces", "kinds")}
    heads = BondHeads(**given | named)  # type: ignore[arg-type]
    by = dict(zip(map(str, arrays["words"]), map(float, arrays["word_weights"]), strict=True))
    words = Words(float(arrays["words_bias"]), by, float(arrays["words_least"]))
    return BondModel(_tokenizer(), _labels(arrays), words, _encode(BOND_ENCODER, FEATURES), heads)


@cache
def _tokenizer() -> Tokenizer:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise _lacking(error) from error
    with _weights_are_sound():
        return Tokenizer.from_str((_FOLDER / TOKENIZER).read_text("utf-8"))


def _arrays(name: str) -> dict[str, np.ndarray]:
    with _weights_are_sound(), as_file(_FOLDER / name) as path, np.load(path, allow_pickle=False) as arrays:
        return dict(arrays)


def _labels(arrays: dict[str, np.ndarray]) -> Labels:
    return Labels(tuple(map(str, arrays["tags"])), tuple(map(str, arrays["deps"])))


def _encode(name: str, features: tuple[str, ...]) -> Encode:
    """A function that runs the encoder in file `name`."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # what is read, and that it is read, stays on this computer
    try:
        import onnxruntime
    except ImportError as error:
        raise _lacking(error) from error
    onnxruntime.disable_telemetry_events()  # the same for Windows, where the variable is not looked at
    with _weights_are_sound(), as_file(_FOLDER / name) as path:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # reports are read side by side; and one thread gives the same sums
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def encode(given: dict[str, Ints], mask: Floats) -> Floats:
        hidden: Floats = session.run(None, {name: given[name] for name in features} | {"mask": mask})[0]
        return hidden

    return encode


def _lacking(error: ImportError) -> ModelMissing:
    return ModelMissing(f"{error.name or error} cannot be loaded: pip install onnxruntime tokenizers")


@contextmanager
def _weights_are_sound() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise ModelMissing(f"its weights cannot be used ({error}): install dragoman again") from error

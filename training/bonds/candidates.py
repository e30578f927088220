"""A trained candidate, read back and run with torch through the code that runs the shipped model."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors.torch import load_file

from dragoman.tagger.bonds import BondHeads, BondModel, Words
from dragoman.tagger.pieces import Labels
from training.attribution.candidates import encode_with, whole_tokenizer
from training.bonds.network import Network


def network_of(folder: Path) -> tuple[Network, Labels]:
    """The network in `folder`, as `train` left it."""
    given = json.loads((folder / "labels.json").read_text("utf-8"))
    labels = Labels(tuple(given["tags"]), tuple(given["deps"]))
    network = Network(labels, len(given["forces"]), len(given["kinds"]))
    network.load_state_dict(load_file(folder / "network.safetensors"))
    return network.eval(), labels


def model_of(folder: Path) -> BondModel:
    """The candidate as a model in full precision."""
    network, labels = network_of(folder)
    return BondModel(
        whole_tokenizer(), labels, words_of(folder), encode_with(network.encoder), heads_of(network, folder)
    )


def words_of(folder: Path) -> Words:
    """The words by which the candidate chooses sentences."""
    return Words(**json.loads((folder / "labels.json").read_text("utf-8"))["words"])


def heads_of(network: Network, folder: Path) -> BondHeads:
    """The heads' weights as the runtime multiplies them."""
    given = json.loads((folder / "labels.json").read_text("utf-8"))
    weights = {name: p.detach().float().numpy() for name, p in network.named_parameters() if "encoder" not in name}
    arrays = {}
    for name, array in weights.items():
        part, _, what = name.rpartition(".")
        plain = what == "bias" or part == "distance"
        arrays[part if what == "weight" else f"{part}_bias"] = array if plain else array.T.copy()
    return BondHeads(**arrays, forces=tuple(given["forces"]), kinds=tuple(given["kinds"]))

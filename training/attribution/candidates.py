"""A trained candidate, read back and run with torch through the same code that runs the shipped model."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from dragoman.tagger.encoder import Model
from dragoman.tagger.pieces import Ints, Labels
from dragoman.tagger.scores import Encode, Floats, Heads
from training.attribution.network import Encoder, Network, minilm, pretrained


def network_of(folder: Path) -> tuple[Network, Labels]:
    """The network in `folder`, as `train` left it."""
    given = json.loads((folder / "labels.json").read_text("utf-8"))
    labels = Labels(tuple(given["tags"]), tuple(given["deps"]))
    network = pretrained(labels, minilm())
    network.load_state_dict(load_file(folder / "network.safetensors"))
    return network.eval(), labels


def model_of(folder: Path) -> Model:
    """The candidate as a model in full precision."""
    network, labels = network_of(folder)
    return Model(whole_tokenizer(), labels, encode_with(network.encoder), heads_of(network))


def whole_tokenizer() -> Tokenizer:
    """MiniLM's tokenizer without its limits: windows are cut by us."""
    tokenizer = Tokenizer.from_file(str(minilm() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encode_with(encoder: Encoder) -> Encode:
    @torch.inference_mode()
    def encode(features: dict[str, Ints], mask: Floats) -> Floats:
        x = {name: torch.from_numpy(values) for name, values in features.items()}
        states: Floats = encoder(x, torch.from_numpy(mask)).float().numpy()
        return states

    return encode


def heads_of(network: Network) -> Heads:
    """The heads' weights as the runtime multiplies them."""
    given = {name: p.detach().float().numpy() for name, p in network.named_parameters() if "encoder" not in name}
    return Heads(
        tag=given["tag.weight"].T.copy(),
        tag_bias=given["tag.bias"],
        token=given["token.weight"].T.copy(),
        token_bias=given["token.bias"],
        cue=given["cue.weight"].T.copy(),
        distance=given["distance.weight"],
        link=given["link.weight"].T.copy(),
        link_bias=given["link.bias"],
    )

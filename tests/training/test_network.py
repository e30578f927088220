"""What is trained with torch and what is run with numpy are one computation."""

import numpy as np
import pytest
import torch

from dragoman.tagger.pieces import FEATURES, Labels, Pieces
from dragoman.tagger.scores import scores
from training.attribution.candidates import encode_with, heads_of
from training.attribution.network import Network, hide_pieces

LABELS = Labels(("A", "B"), ("c",))


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(3)
    return Network(LABELS).eval()


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    rng = np.random.default_rng(0)
    length = 50
    top = {"piece": 30000, "head": 30000, "quote": 4, "case": 4, "start": 3, "tag": 3, "dep": 2}
    return Pieces({n: rng.integers(0, top[n], length) for n in FEATURES}, np.arange(length), np.arange(length))


@torch.inference_mode()
def test_the_runtime_computes_what_was_trained(network, pieces):
    heads = heads_of(network)
    heads.tag_bias[4] += 3  # every token is a likely cue
    with torch.no_grad():
        network.tag.bias[4] = float(heads.tag_bias[4])
    found = scores(pieces, encode_with(network.encoder), heads)
    x = {n: torch.from_numpy(np.pad(v, 1)[None]) for n, v in pieces.features.items()}
    x["piece"][0, 0], x["piece"][0, -1] = 101, 102
    h = network.encoder(x, torch.ones(1, len(pieces) + 2))
    tags = network.tags(h).log_softmax(-1)[0, 1:-1].numpy()
    assert found.roles == pytest.approx(tags, abs=1e-4)
    links = network.links(h, torch.tensor([0]), torch.tensor([8])).log_softmax(-1)[0, 1:-1].numpy()
    assert found.links[7] == pytest.approx(links, abs=1e-4)


def test_hidden_pieces_are_never_the_special_ones():
    x = {"piece": torch.tensor([[101, 500, 501, 102, 0]])}
    hide_pieces(x, torch.tensor([[1.0, 1, 1, 1, 0]]), 1.0, torch.Generator().manual_seed(0))
    assert x["piece"].tolist() == [[101, 103, 103, 102, 0]]

import numpy as np
import torch

from dragoman.tagger.pieces import FEATURES, Labels, Pieces
from training.attribution.examples import Example, Linked
from training.attribution.network import Network
from training.attribution.train import Log, train


def example() -> Example:
    """Piece 900 is a source, 901 a cue, 902 a content."""
    piece = np.array([900, 901, 902, 902, 950] * 4, np.int64)
    zeros = np.zeros(len(piece), np.int64)
    roles = np.stack([(piece == 900) * 1, (piece == 901) * 1, np.where(piece == 902, 1, 0)]).astype(np.int64)
    roles[2][3::5] = 2
    links = tuple(Linked(n + 1, ((n, n + 1),), ((n + 2, n + 4),)) for n in range(0, 20, 5))
    features = {name: piece if name == "piece" else zeros for name in FEATURES}
    return Example("made", Pieces(features, np.arange(20), np.arange(20)), roles, links)


def fitted(tmp_path, seed: int) -> tuple[dict[str, torch.Tensor], str]:
    torch.manual_seed(seed)
    log = tmp_path / f"log{seed}"
    weights = train([example()] * 8, Network(Labels((), ())), seed, 50.0, Log(log))
    return weights, log.read_text()


def test_training_learns_and_a_seed_gives_one_result(tmp_path):
    torch.set_num_threads(1)
    first, log = fitted(tmp_path, 1)
    again, _ = fitted(tmp_path, 1)
    assert float(log.split("tags ")[1].split()[0]) < 3  # from 3.3 where every label is as likely as the next
    assert all(torch.equal(first[name], again[name]) for name in first)

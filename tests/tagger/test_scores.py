import numpy as np
import pytest

from dragoman.tagger.pieces import FEATURES, Pieces
from dragoman.tagger.scores import FAR, Heads, scores
from dragoman.tagger.windows import WIDTH

RNG = np.random.default_rng(7)


def heads(width=6, hidden=5):
    def drawn(*shape):
        return RNG.normal(size=shape).astype(np.float32)

    return Heads(drawn(width, 9), drawn(9), drawn(width, hidden), drawn(hidden), drawn(width, hidden),
                 drawn(2 * FAR + 1, hidden), drawn(hidden, 3), drawn(3))  # fmt: skip


def encode(features, mask):
    """A state that depends on the piece alone, so that windows cannot change it."""
    table = np.random.default_rng(1).normal(size=(2000, 6)).astype(np.float32)
    return table[features["piece"] % 2000]


def pieces(tokens, each=1):
    """`tokens` tokens of `each` pieces."""
    token = np.repeat(np.arange(tokens), each)
    return Pieces({n: np.arange(len(token)) for n in FEATURES}, token, np.arange(tokens) * each)


@pytest.mark.parametrize("length", [1, 30, WIDTH, WIDTH + 7, 1500])
def test_scores_are_log_probabilities_for_every_token(length):
    found = scores(pieces(length), encode, heads())
    assert found.roles.shape == (length, 3, 3)
    assert np.exp(found.roles).sum(-1) == pytest.approx(1, abs=1e-4)
    assert all(table.shape == (length, 3) for table in found.links.values())
    assert list(found.links) == sorted(found.links)


def test_only_likely_cues_get_a_table():
    found = scores(pieces(300), encode, heads())
    likely = set(np.flatnonzero(np.exp(found.roles[:, 1, 1]) > 0.08))
    assert set(found.links) == likely


def test_a_token_of_several_pieces_scores_as_its_first():
    weights = heads()
    whole = scores(pieces(20, each=2), encode, weights)
    single = scores(pieces(40), encode, weights)
    assert whole.roles == pytest.approx(single.roles[::2], abs=1e-5)


def test_a_table_says_nothing_beyond_its_window():
    found = scores(pieces(1500), encode, heads())
    first = min(found.links)
    assert found.links[first][-1].tolist() == [0, -8, -8]


def test_no_pieces_no_scores():
    empty = Pieces({n: np.zeros(0, np.int64) for n in FEATURES}, np.zeros(0, np.int64), np.full(2, -1))
    found = scores(empty, encode, heads())
    assert found.links == {}
    assert found.roles[:, :, 0].tolist() == [[0, 0, 0]] * 2

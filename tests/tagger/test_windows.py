import numpy as np
import pytest

from dragoman.tagger.pieces import CLS, FEATURES, SEP, Pieces
from dragoman.tagger.windows import STRIDE, WIDTH, batch, windows


def pieces(length):
    features = {name: np.arange(length, dtype=np.int64) for name in FEATURES}
    return Pieces(features, np.arange(length), np.arange(length))


@pytest.mark.parametrize("length", [1, WIDTH - 1, WIDTH, WIDTH + 1, WIDTH + STRIDE, 1000, 4321])
def test_every_piece_is_one_windows_own(length):
    found = windows(length)
    assert [i for w in found for i in w.own] == list(range(length))
    assert all(w.start <= w.own.start and w.own.stop <= w.end and w.end - w.start <= WIDTH for w in found)


def test_a_piece_is_read_where_it_stands_most_centrally():
    first, second = windows(WIDTH + STRIDE)
    before, after = first.end - first.own.stop, second.own.start - second.start
    assert abs(before - after) <= 1


def test_a_batch_is_padded_and_masked():
    features, mask = batch([(pieces(10), 2, 5), (pieces(10), 0, 6)])
    assert features["piece"].tolist() == [[CLS, 2, 3, 4, SEP, 0, 0, 0], [CLS, 0, 1, 2, 3, 4, 5, SEP]]
    assert features["quote"][0].tolist() == [0, 2, 3, 4, 0, 0, 0, 0]
    assert mask.sum(1).tolist() == [5, 8]

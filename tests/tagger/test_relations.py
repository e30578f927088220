import numpy as np
import pytest

from dragoman.tagger.pieces import ACTOR, FEATURES, MARKED, RECIPIENT, UNMARKED, Pieces
from dragoman.tagger.relations import LONGEST, VIEWS, RelationHeads, between, marked, pair_of, relations

RNG = np.random.default_rng(3)
WIDTH, VOTES, INNER = 5, 4, 6
LABELS = ("AGREE", "ASSAULT", "NONE")


def drawn(*shape):
    return RNG.normal(size=shape).astype(np.float32)


HEADS = RelationHeads(drawn(VIEWS * WIDTH + VOTES, INNER), drawn(INNER), drawn(INNER, 3), drawn(3), LABELS)


def pieces(tokens, each=1):
    token = np.repeat(np.arange(tokens), each)
    return Pieces({n: np.arange(len(token)) + 200 for n in FEATURES}, token, np.arange(tokens) * each)


def encode(features, mask):
    """A state that depends on the piece and its mark."""
    assert set(features) == set(MARKED)
    table = np.random.default_rng(1).normal(size=(2000, WIDTH)).astype(np.float32)
    return table[(features["piece"] * 3 + features["mark"]) % 2000]


def test_a_pair_is_its_sentences_with_both_mentions_as_ranges_into_them():
    pair = pair_of(pieces(30, each=2), range(10, 12), range(20, 21), range(5, 25))
    assert (pair.start, pair.end) == (10, 50)
    assert (pair.actor, pair.recipient) == (range(10, 14), range(30, 32))


def test_a_long_sentence_is_cut_around_its_mentions():
    pair = pair_of(pieces(1000), range(500, 502), range(530, 531), range(0, 1000))
    assert pair.end - pair.start == LONGEST
    assert pair.start < 500 < 531 < pair.end
    assert pair.actor.start + pair.start == 500
    at_the_end = pair_of(pieces(1000), range(990, 992), range(998, 1000), range(0, 1000))
    assert at_the_end.end <= 1000
    assert at_the_end.recipient.stop + at_the_end.start == 1000


def test_mentions_too_far_apart_and_mentions_without_pieces_make_no_pair():
    assert pair_of(pieces(1000), range(0, 1), range(400, 401), range(0, 1000)) is None
    assert pair_of(pieces(10), range(20, 21), range(3, 4), range(0, 10)) is None


def test_the_two_mentions_are_marked_and_nothing_else():
    pair = pair_of(pieces(10), range(1, 3), range(6, 7), range(0, 9))
    mark = marked(pieces(10), pair).features["mark"].tolist()
    assert mark == [UNMARKED, ACTOR, ACTOR, UNMARKED, UNMARKED, UNMARKED, RECIPIENT, UNMARKED, UNMARKED]


def test_between_neighbours_lies_the_whole_stretch():
    pair = pair_of(pieces(10), range(4, 5), range(3, 4), range(0, 10))
    assert between(pair) == range(10)
    assert between(pair_of(pieces(10), range(7, 8), range(2, 4), range(0, 10))) == range(4, 7)


def test_probabilities_sum_to_one_and_do_not_depend_on_what_else_is_asked():
    given = pieces(60)
    pairs = [pair_of(given, range(n, n + 1), range(n + 3, n + 5), range(max(0, n - 5), n + 9)) for n in range(40)]
    votes = drawn(len(pairs), VOTES)
    together = relations(given, pairs, votes, encode, HEADS)
    assert np.exp(together).sum(1) == pytest.approx(np.ones(len(pairs)))
    alone = relations(given, [pairs[7]], votes[7:8], encode, HEADS)
    assert alone[0] == pytest.approx(together[7], abs=1e-5)


def test_who_acts_on_whom_matters():
    given = pieces(20)
    there, back = (pair_of(given, *m, range(0, 20)) for m in ((range(2, 3), range(9, 10)), (range(9, 10), range(2, 3))))
    scores = relations(given, [there, back], np.zeros((2, VOTES), np.float32), encode, HEADS)
    assert abs(scores[0] - scores[1]).max() > 0.01

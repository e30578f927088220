"""Decoding on scores written by hand: S source, C cue, K content, each with a number where several are there."""

import numpy as np
import pytest

from dragoman.tagger.linked import linked
from dragoman.tagger.scores import ROLES, Scores

LAYERS = {"S": ROLES.index("source"), "C": ROLES.index("cue"), "K": ROLES.index("content")}
SURE, UNSURE = np.log(0.98), np.log(0.01)


def scores(words: str, ties: dict[str, str]) -> Scores:
    """`words` such as "S1 C1 K1 K1 -": one item a token; `ties` names for each cue its source and content."""
    tokens = words.split()
    roles = np.full((len(tokens), 3, 3), UNSURE, np.float32)
    roles[:, :, 0] = SURE
    for i, token in enumerate(tokens):
        if token[0] in LAYERS:
            goes_on = i > 0 and tokens[i - 1] == token
            roles[i, LAYERS[token[0]]] = UNSURE
            roles[i, LAYERS[token[0]], 2 if goes_on else 1] = SURE
    links = {}
    for cue, theirs in ties.items():
        table = np.full((len(tokens), 3), UNSURE, np.float32)
        for i, token in enumerate(tokens):
            mine = token in theirs.split()
            table[i, (2 if token[0] == "K" else 1) if mine else 0] = SURE
        links[tokens.index(cue)] = table
    return Scores(roles, links)


def shown(words: str, ties: dict[str, str], breaks=()):
    tokens = words.split()

    def names(runs):
        return " ".join(tokens[i] for run in runs for i in run)

    found = linked(scores(words, ties), frozenset(breaks))
    return [(names(a.source), names((a.cue,)), names(a.content)) for a in found]


@pytest.mark.parametrize(
    ("words", "ties", "expected"),
    [
        ("S1 C1 K1 K1 -", {"C1": "S1 K1"}, [("S1", "C1", "K1 K1")]),
        ("K1 K1 - S1 S1 C1", {"C1": "S1 K1"}, [("S1 S1", "C1", "K1 K1")]),
        ("K1 S1 C1 C1 K2 - S2 C2 K3", {"C1": "S1 K1 K2", "C2": "S2 K3"},
         [("S1", "C1 C1", "K1 K2"), ("S2", "C2", "K3")]),
        ("S1 C1 K1 - C2 K2", {"C1": "S1 K1", "C2": "S1 K2"}, [("S1", "C1", "K1"), ("S1", "C2", "K2")]),
        ("C1 K1 K1", {"C1": "K1"}, [("", "C1", "K1 K1")]),
        ("S1 C1 - K1", {"C1": "S1"}, []),  # nobody claims the content
        ("S1 C1 -", {"C1": "S1"}, []),  # a cue without content
        ("- - -", {}, []),
    ],
)  # fmt: skip
def test_stretches_are_tied_to_their_cues(words, ties, expected):
    assert shown(words, ties) == expected


def test_no_stretch_runs_across_a_paragraph():
    given = "S1 S1 C1 K1", {"C1": "S1 K1"}
    assert shown(*given) == [("S1 S1", "C1", "K1")]
    assert shown(*given, breaks={1}) == [("S1", "C1", "K1")]


def test_a_content_grows_into_what_its_cue_claims():
    """Of nested contents the tags show the inner one alone; the outer cue's table knows the rest."""
    given = scores("S1 C1 K1 K1 - -", {"C1": "S1 K1"})
    given.links[1][4] = [UNSURE, UNSURE, SURE]
    assert linked(given, frozenset())[0].content == (range(2, 5),)


def test_a_source_the_tags_missed_is_taken_from_the_table():
    given = scores("- C1 K1", {"C1": "K1"})
    given.links[1][0] = [UNSURE, SURE, UNSURE]
    assert linked(given, frozenset())[0].source == (range(0, 1),)


def test_sure_is_the_probability_of_cue_and_link():
    given = scores("S1 C1 K1", {"C1": "S1 K1"})
    given.roles[1, 1] = np.log([0.3, 0.6, 0.1])
    assert linked(given, frozenset())[0].sure == pytest.approx(0.6 * 0.98, abs=1e-3)


def test_nothing_comes_of_nothing():
    assert linked(Scores(np.zeros((0, 3, 3), np.float32), {}), frozenset()) == []

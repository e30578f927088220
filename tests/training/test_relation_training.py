import numpy as np
import pytest
import torch

from dragoman.tagger.pieces import Labels
from dragoman.tagger.relations import NONE, relations
from training.attribution.candidates import encode_with
from training.relations import examples, scoring, train
from training.relations.export import heads_of
from training.relations.network import Network, Prepared


def test_marks_are_taken_out_and_remembered():
    given = examples._marked("On Monday <t>the mayor's <s>guards</s></t> slept.", ("NONE",))
    assert given.text == "On Monday the mayor's guards slept."
    assert given.text[slice(*given.recipient)] == "the mayor's guards"
    assert given.text[slice(*given.actor)] == "guards"
    assert examples._marked("<s>Nobody</s> slept.", ("NONE",)) is None


def test_own_examples_have_known_types_and_both_marks():
    own = examples.own()
    assert {t for e in own for t in e.types} == set(examples.LABELS)
    assert all(0 <= s.start < s.end <= len(e.text) for e in own for s in (e.actor, e.recipient))


def test_the_runtime_computes_what_the_network_does():
    given = examples._marked("<s>Peru</s> expelled two envoys of <t>Chile</t> on Friday.", ("SANCTION",))
    (found,) = examples.read([given])
    labels = Labels(("NNP", "NN"), ("nsubj", "pobj"))
    ready = examples.example(given, found, minilm_tokenizer(), labels)
    torch.manual_seed(5)
    network = Network(labels).eval()
    with torch.inference_mode():
        theirs = torch.log_softmax(network(Prepared([ready], torch.device("cpu"))), -1).numpy()
    ours = relations(ready.pieces, [ready.pair], ready.votes[None], encode_with(network.encoder), heads_of(network))
    assert ours == pytest.approx(theirs, abs=1e-4)


def minilm_tokenizer():
    from dragoman import tagger

    return tagger.load().tokenizer


def test_rows_of_one_sentence_share_their_fold():
    def row(text, type):
        return examples.Example(None, None, None, (type,), text)

    rows = [row(f"sentence {n // 2}", n % 3) for n in range(60)] + [None]
    fold = train.folds(rows)
    assert fold[-1] == -1
    assert all(fold[n] == fold[n + 1] for n in range(0, 60, 2))
    assert set(fold[:-1]) == set(range(train.FOLDS))


def test_figures_leave_out_none_and_join_both_ways_of_giving_way():
    typed = {name: n for n, name in enumerate(examples.LABELS)}
    scores = np.full((2, len(examples.LABELS)), -9.0)
    scores[0, [typed["CONCEDE"], typed["RETREAT"], typed["AID"], typed[NONE]]] = np.log([0.2, 0.2, 0.1, 0.5])
    scores[1, typed["ASSAULT"]] = -0.01
    right = [(typed["CONCEDE"], typed["RETREAT"]), (typed["ASSAULT"],)]
    assert scoring.figures(scores, right)["root"] == 1.0


def test_answers_that_are_too_sure_get_a_higher_temperature():
    rng = np.random.default_rng(4)
    right = [(int(n),) for n in rng.integers(0, 16, 300)]
    logits = rng.normal(0, 1, (300, len(examples.LABELS)))
    for row, (label,) in zip(logits, right, strict=True):
        row[label] += 2
    honest = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    assert scoring.temperature(honest * 3, right) > 2 * scoring.temperature(honest, right)
    counted = [int(line.split(": ")[1].split(" of ")[1].split()[0]) for line in scoring.reliability(honest, right, 1.0)]
    assert sum(counted) == 300

from pathlib import Path

import numpy as np
import pytest
import torch

from dragoman import tagger
from dragoman.tagger.bonds import CUE, TERMS, BondModel, Words, duties
from dragoman.tagger.pieces import Labels, pieces_of
from training.attribution.candidates import encode_with
from training.bonds import examples, phrases, train, words
from training.bonds.candidates import heads_of, network_of
from training.bonds.network import Network

EVERYTHING = Words(0.0, {}, -1.0)


def test_brackets_mark_what_is_to_be_done():
    bound = examples.bracketed("Chile will [reopen the border].")
    (duty,) = bound.duties
    assert bound.draft.report.text == "Chile will reopen the border."
    assert bound.draft.syntax.tokens[duty.deed].text == "reopen"
    assert examples.bracketed("Jordan may offer to host the talks.").duties == ()


def test_every_phrase_is_put_into_a_sentence_that_binds_to_it():
    for example in list(phrases.phrases(1))[::40]:
        kind, _, phrase = example.about.partition(": ")
        (duty,) = example.duties
        said = " ".join(example.draft.syntax.tokens[i].text for i in sorted(duty.roles["terms"]))
        assert said.replace(" ", "") == phrase.replace(" ", "")
        assert duty.kinds == (kind,)
        assert duty.forces
        assert duty.roles["cue"]
        assert duty.deed in duty.roles["terms"]


def test_labels_of_unknown_tokens_train_nothing():
    example = examples.bracketed("Chile will [reopen the border].")
    model = tagger.load_bonds()
    pieces = pieces_of(example.draft, model.tokenizer, model.labels)
    (sentence,) = train.sentences_of(example, pieces, EVERYTHING)
    border = next(t.i for t in example.draft.syntax.tokens if t.text == "border")
    targets = train._targets([sentence._replace(unknown=frozenset({border}))], sentence.length + 2)
    assert sorted(set(targets.deeds[0])) == [-1, 0, 1]
    assert targets.deeds[0][1 + int(pieces.first[border])] == -1
    assert targets.rows == []  # a duty without labels teaches no force or kind


def test_news_is_learnt_where_it_would_be_read():
    example = examples.bracketed("Shares fell. Chile will [reopen the border].")._replace(news=True)
    model = tagger.load_bonds()
    pieces = pieces_of(example.draft, model.tokenizer, model.labels)
    read = train.sentences_of(example, pieces, Words(-1.0, {"will": 2.0}, 0.0))
    assert [bool(sentence.duties) for sentence in read] == [True]


def test_words_let_through_what_binds():
    bound = [
        examples.bracketed(f"{who} will [reopen the border].") for who in ("Chile", "Peru", "The king", "Oman")
    ] * 5
    silent = [examples.bracketed(f"{what} fell on Friday.") for what in ("Rain", "Snow", "Oil", "Wheat")] * 5
    chosen = words.fit([*bound, *silent])
    assert all(chosen.may_bind(e.draft.syntax.tokens) for e in bound)
    assert not any(chosen.may_bind(e.draft.syntax.tokens) for e in silent)


def test_the_runtime_computes_what_the_network_does(tmp_path: Path):
    example = examples.bracketed("Chile will [reopen the border].")
    labels = Labels(("NNP", "NN"), ("nsubj", "dobj"))
    torch.manual_seed(5)
    network = Network(labels, len(train.FORCES), len(train.KINDS)).eval()
    tokenizer = tagger.load_bonds().tokenizer
    train.save(network, labels, EVERYTHING, tmp_path)
    read, _ = network_of(tmp_path)
    model = BondModel(tokenizer, labels, EVERYTHING, encode_with(read.encoder), heads_of(read, tmp_path))
    pieces = pieces_of(example.draft, tokenizer, labels)
    features, mask = train.batch([(pieces, 0, len(pieces))])
    with torch.inference_mode():
        h = network.encoder({n: torch.from_numpy(v) for n, v in features.items()}, torch.from_numpy(mask))
        sure = torch.sigmoid(network.deeds(h))[0].numpy()
        found = duties(example.draft, model)
        assert found
        for one in found:
            at = 1 + int(pieces.first[one.deed])
            links = torch.sigmoid(network.links(h, torch.tensor([0]), torch.tensor([at])))[0, 1:-1]
            assert one.sure == pytest.approx(sure[at], abs=1e-4)
            assert one.roles[:, TERMS] == pytest.approx(links[pieces.first, TERMS].numpy(), abs=1e-4)
            weights = links[:, [CUE, TERMS]].T[None]
            force, kind = network.labels(
                h[:, :-1], torch.tensor([0]), torch.tensor([at]), torch.nn.functional.pad(weights, (1, 0))
            )
            assert list(one.forces.values()) == pytest.approx(torch.softmax(force, -1)[0].numpy(), abs=1e-4)
            assert list(one.kinds.values()) == pytest.approx(torch.sigmoid(kind)[0].numpy(), abs=1e-4)
            assert np.isfinite(one.sure)

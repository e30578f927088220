from functools import cache

from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel

from dragoman.tagger.pieces import Labels
from training.attribution.examples import BEGIN, INSIDE, OUTSIDE, Example, drafts, example, labels_of, own

TEXT = "Tass quoted Lavrov as saying that talks would go on."


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


OUTER = {
    "source": [span("Tass")],
    "cue": [span("quoted")],
    "content": [span("Lavrov as saying that talks would go on")],
}
INNER = {"source": [span("Lavrov")], "cue": [span("as saying")], "content": [span("that talks would go on")]}


@cache
def made() -> Example:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ((gold, draft),) = drafts([{"doc": "one", "text": TEXT, "attributions": [INNER, OUTER]}])
    return example(gold, draft, tokenizer, Labels((), ()))


def test_roles_begin_and_go_on():
    source, cue, content = made().roles.tolist()
    assert source == [BEGIN, OUTSIDE, BEGIN, *[OUTSIDE] * 8]
    assert cue == [OUTSIDE, BEGIN, OUTSIDE, BEGIN, INSIDE, *[OUTSIDE] * 6]
    assert content == [OUTSIDE, OUTSIDE, BEGIN, INSIDE, INSIDE, BEGIN, *[INSIDE] * 4, OUTSIDE]


def test_links_keep_what_nests():
    outer, inner = made().attributions
    assert (outer.cue, outer.source, outer.content) == (1, ((0, 1),), ((2, 10),))
    assert (inner.cue, inner.source, inner.content) == (3, ((2, 3),), ((5, 10),))


def test_labels_are_those_that_occur():
    ((_, draft),) = drafts([{"doc": "one", "text": TEXT, "attributions": []}])
    labels = labels_of([draft])
    assert "NNP" in labels.tags
    assert "nsubj" in labels.deps
    assert list(labels.tags) == sorted(set(labels.tags))


def test_our_own_reports_can_be_trained_on():
    reports = own()
    assert len(reports) >= 30
    for report in reports:
        for attribution in report["attributions"]:
            assert attribution["cue"]
            assert attribution["content"]
            assert all(
                0 <= s < e <= len(report["text"]) for role in ("source", "cue", "content") for s, e in attribution[role]
            )

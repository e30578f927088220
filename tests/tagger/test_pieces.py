"""Pieces are cut by a small tokenizer made here: words of up to four letters whole, longer ones letter by letter."""

from functools import cache

import pytest
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece

from dragoman.draft import Draft
from dragoman.ingest.text import document
from dragoman.knowledge import load
from dragoman.stages.language import language
from dragoman.stages.parse import parse
from dragoman.stages.segment import segment
from dragoman.tagger.pieces import CLS, Labels, pieces_of

LABELS = Labels(("NNP", "VBD"), ("ROOT", "nsubj"))
TEXT = "Putin said: “We are in no hurry.”\n\nHE left."


@cache
def tokenizer() -> Tokenizer:
    letters = list("abcdefghijklmnopqrstuvwxyz“”.:")
    words = ["[UNK]", "we", "are", "in", "no", "he", "said", "left", *letters, *(f"##{c}" for c in letters)]
    made = Tokenizer(WordPiece({w: n for n, w in enumerate(words, start=200)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


@cache
def read(text: str) -> Draft:
    draft = Draft(report=document(text))
    for stage in (language, segment, parse):
        draft = stage(draft, load())
    return draft


def shown(feature: str, text: str = TEXT) -> list[tuple[str, int]]:
    """The first piece of each token with its value."""
    draft = read(text)
    pieces = pieces_of(draft, tokenizer(), LABELS)
    return [(t.text, int(pieces.features[feature][pieces.first[t.i]])) for t in draft.syntax.tokens if t.pos != "SPACE"]


def test_pieces_know_their_tokens():
    draft = read(TEXT)
    pieces = pieces_of(draft, tokenizer(), LABELS)
    assert [draft.syntax.tokens[t].text for t in pieces.token[:6]] == ["Putin"] * 5 + ["said"]
    assert pieces.first[0] == 0
    assert pieces.first[1] == 5
    assert {len(values) for values in pieces.features.values()} == {len(pieces)}


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("quote", {"said": 0, "“": 1, "We": 2, "hurry": 2, "”": 3, "left": 0}),
        ("case", {"said": 1, "Putin": 2, "HE": 3, ":": 0}),
        ("start", {"Putin": 2, "said": 0, "HE": 2}),
        ("tag", {"Putin": 1, "said": 2, "in": 0}),
        ("dep", {"Putin": 2, "said": 1}),
    ],
)
def test_features(feature, expected):
    found = dict(shown(feature))
    assert {word: found[word] for word in expected} == expected


def test_a_head_is_given_by_its_first_piece():
    found = dict(shown("head"))
    assert found["said"] == CLS
    assert found["Putin"] == tokenizer().token_to_id("said")


@pytest.mark.parametrize("text", ["", "“", "\n\n", "«Nous» 'x' \u200b é" * 3, "a" * 300])
def test_any_text_can_be_cut(text):
    draft = read(text)
    pieces = pieces_of(draft, tokenizer(), LABELS)
    assert len(pieces.first) == len(draft.syntax.tokens)

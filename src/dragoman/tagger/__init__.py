"""Our trained model: a small encoder that reads word pieces, and the heads on it. Run with ONNX, without torch.

    pieces    a text and its grammar -> word pieces with features
    windows   pieces -> overlapping stretches that the encoder can take, and back
    encoder   the ONNX file and its tokenizer; `load` says what is wrong when it cannot run
    scores    the attribution heads -> scores of each token, and of each token for each cue
    linked    scores -> sources, cues and contents that belong together

`training/attribution/` makes the weights; weights/CARD.md beside them says from what and how good they are.
"""

from dragoman.tagger.encoder import Model, load
from dragoman.tagger.linked import linked
from dragoman.tagger.pieces import pieces_of
from dragoman.tagger.scores import scores

__all__ = ["Model", "linked", "load", "pieces_of", "scores"]

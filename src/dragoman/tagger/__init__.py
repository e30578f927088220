"""Our trained models: a small encoder with the attribution heads, and a second one for relations. Run with ONNX,
without torch.

    pieces    a text and its grammar -> word pieces with features
    windows   pieces -> overlapping stretches that the encoder can take, and back
    encoder   the ONNX file and its tokenizer; `load` says what is wrong when it cannot run
    scores    the attribution heads -> scores of each token, and of each token for each cue
    relations two marked mentions -> probabilities of their relation
    wording   the words around two mentions -> a second opinion on it
    bonds     traits of words that may bind -> how likely they do, and how
    linked    scores -> sources, cues and contents that belong together

`training/` makes the weights; weights/CARD.md beside them says from what and how good they are.
"""

from dragoman.tagger.bonds import BondWeights, load_bonds
from dragoman.tagger.encoder import Model, RelationModel, load, load_relations
from dragoman.tagger.linked import linked
from dragoman.tagger.pieces import Pieces, pieces_of
from dragoman.tagger.scores import scores

__all__ = [
    "BondWeights",
    "Model",
    "Pieces",
    "RelationModel",
    "linked",
    "load",
    "load_bonds",
    "load_relations",
    "pieces_of",
    "scores",
]

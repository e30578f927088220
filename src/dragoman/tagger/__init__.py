"""Our trained models: a small encoder with the attribution heads, a second one for relations, a third for
what binds. Run with ONNX,
without torch.

    pieces    a text and its grammar -> word pieces with features
    windows   pieces -> overlapping stretches that the encoder can take, and back
    encoder   the ONNX file and its tokenizer; `load` says what is wrong when it cannot run
    scores    the attribution heads -> scores of each token, and of each token for each cue
    relations two marked mentions -> probabilities of their relation
    wording   the words around two mentions -> a second opinion on it
    bonds     sentences that may bind -> who may be bound to what, in which words, with what force
    linked    scores -> sources, cues and contents that belong together

`training/` makes the weights; weights/CARD.md beside them says from what and how good they are.
"""

from dragoman.tagger.bonds import BOUND, CUE, TERMS, BondModel, Likely, duties
from dragoman.tagger.encoder import Model, RelationModel, load, load_bonds, load_relations
from dragoman.tagger.linked import linked
from dragoman.tagger.pieces import Pieces, pieces_of
from dragoman.tagger.scores import scores

__all__ = [
    "BOUND",
    "CUE",
    "TERMS",
    "BondModel",
    "Likely",
    "Model",
    "Pieces",
    "RelationModel",
    "duties",
    "linked",
    "load",
    "load_bonds",
    "load_relations",
    "pieces_of",
    "scores",
]

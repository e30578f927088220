"""The network of the relation classifier: MiniLM with two mentions marked in its input, and a head on four means."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.tagger.pieces import MARKED, MASK, Labels
from dragoman.tagger.relations import VIEWS, Pair, between, marked
from dragoman.tagger.windows import batch
from dragoman.votes import COUNT
from training.attribution.network import WIDTH, Encoder
from training.relations.examples import LABELS, Example

INNER = 384
DROPOUT = 0.1, 0.2  # of the views and votes, of the inner layer


class Prepared:
    """A batch of examples as tensors: features, mask, the four stretches as rows of weights, votes and right labels."""

    def __init__(self, examples: Sequence[Example], device: torch.device) -> None:
        stretches = [marked(e.pieces, e.pair) for e in examples]
        features, mask = batch([(s, 0, len(s)) for s in stretches])
        views = torch.zeros(len(examples), VIEWS, mask.shape[1])
        right = torch.zeros(len(examples), len(LABELS), dtype=torch.bool)
        for row, example in enumerate(examples):
            for k, stretch in enumerate(_stretches(example.pair)):
                views[row, k, stretch.start + 1 : stretch.stop + 1] = 1 / len(stretch)
            right[row, list(example.types)] = True
        self.mentions = [(e.pair.actor, e.pair.recipient) for e in examples]
        self.x = {name: torch.from_numpy(values).to(device) for name, values in features.items()}
        self.mask = torch.from_numpy(mask).to(device)
        self.views, self.right = views.to(device), right.to(device)
        self.votes = torch.stack([torch.from_numpy(e.votes) for e in examples]).to(device)

    def hide(self, mentions: float, pieces: float, votes: float, generator: torch.Generator) -> None:
        """Replace that share of the mentions and of single pieces by MASK, and that share of the votes by none: neither
        who it is nor what the lexicon says should decide alone."""
        for row, pair in enumerate(self.mentions):
            for mention in pair:
                if torch.rand((), generator=generator) < mentions:
                    self.x["piece"][row, mention.start + 1 : mention.stop + 1] = MASK
        drawn = torch.rand(self.mask.shape, generator=generator).to(self.mask.device)
        self.x["piece"][(drawn < pieces) & (self.mask > 0) & (self.x["piece"] > MASK)] = MASK
        kept = torch.rand((len(self.mentions), 1), generator=generator) >= votes
        self.votes = self.votes * kept.to(self.votes.device)


class Network(nn.Module):
    """Encoder and head; logits as `dragoman.tagger.relations` computes them."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.encoder = Encoder(labels, MARKED)
        self.hidden = nn.Linear(VIEWS * WIDTH + COUNT, INNER)
        self.out = nn.Linear(INNER, len(LABELS))

    def forward(self, given: Prepared, parsed: Tensor | None = None) -> Tensor:
        """Logits (examples, labels)."""
        states = self.encoder(given.x, given.mask, parsed)
        views = torch.bmm(given.views.to(states.dtype), states).flatten(1)
        joined = F.dropout(torch.cat([views, given.votes.to(states.dtype)], -1), DROPOUT[0], self.training)
        inner = F.dropout(F.relu(self.hidden(joined)), DROPOUT[1], self.training)
        logits: Tensor = self.out(inner)
        return logits


def _stretches(pair: Pair) -> tuple[range, ...]:
    return pair.actor, pair.recipient, between(pair), range(pair.end - pair.start)

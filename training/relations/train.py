"""Train one candidate of the relation classifier, or say how good its recipe is.

    python -m training.relations.train --data DIR [--seed N] OUT          one candidate, from all examples
    python -m training.relations.train --data DIR --folds 0,1,2,3,4 OUT   figures on rows of PLV not trained on

DIR/events/PLV_train.tsv and the examples beside this file are what it learns from. Recipe: MiniLM's weights (not those
of the attribution encoder, which have forgotten much of what words mean: .68 against .86 macro-F1 on a fold), word
embeddings frozen; mentions masked with p = .5, classes weighed by (1 / frequency)^.5, label smoothing, the votes
withheld from some pairs; AdamW with linear warm-up and decay, six epochs; the moving average of the weights is kept.
Our own examples, five times as many as PLV's rows, come first and get fewer with each epoch: given throughout they
cost six points of accuracy on a fold of PLV, whose annotators draw some lines elsewhere (sanctions as COERCE).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F

from dragoman.tagger.pieces import Labels
from training.attribution.candidates import whole_tokenizer
from training.attribution.examples import labels_of
from training.attribution.network import begin_with, minilm
from training.relations.examples import LABELS, Example, example, own, plv, read, weights
from training.relations.network import Network, Prepared
from training.relations.scoring import figures, reliability, temperature

BATCH = 16
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
MENTIONS, PIECES, VOTES, GRAMMAR = 0.5, 0.03, 0.15, 0.05  # shares that are hidden
SMOOTHING = 0.05
OUR_SHARES = (1.0, 0.6, 0.35, 0.2, 0.1, 0.05)  # of our own examples, by epoch: words first, then the annotators' ways
WARM_UP = 0.1  # of the steps
AVERAGED = 0.99  # how much of the mean is kept at each step
FOLDS = 5


def fit(theirs: Sequence[Example], ours: Sequence[Example], labels: Labels, seed: int) -> Network:
    """A network fitted to rows of PLV and examples of our own, with the moving average of its weights."""
    torch.manual_seed(seed)
    generator, rng = torch.Generator().manual_seed(seed), random.Random(seed)
    network = Network(labels)
    begin_with(network.encoder, minilm())
    network.to("cuda" if torch.cuda.is_available() else "cpu").train()
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    head = [*network.hidden.parameters(), *network.out.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "top": ENCODER_RATE}, {"params": head, "top": HEAD_RATE}], lr=ENCODER_RATE, fused=True
    )
    average = [p.detach().clone() for p in (*encoder, *head)]
    class_weights = torch.from_numpy(weights([*theirs, *ours]))
    drawn = ([*theirs, *rng.sample(list(ours), int(len(ours) * share))] for share in OUR_SHARES)
    work = [batch for some in drawn for batch in _epoch(some, rng)]
    log = _Log(len(work))
    for step, some in enumerate(work):
        pace = min(1.0, (step + 1) / (WARM_UP * len(work))) * (1 - step / len(work))
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * pace
        loss = _loss(network, some, class_weights, generator)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_((*encoder, *head), 1.0)
        optimizer.step()
        with torch.no_grad():
            torch._foreach_lerp_(average, [*encoder, *head], 1 - min(AVERAGED, (step + 1) / (step + 11)))
        log.step(float(loss.detach()))
    with torch.no_grad():
        for parameter, mean in zip((*encoder, *head), average, strict=True):
            parameter.copy_(mean)
    return network.eval()


def predict(network: Network, examples: Sequence[Example]) -> np.ndarray:
    """Log-probabilities (examples, labels)."""
    device = next(network.parameters()).device
    found = [np.zeros((0, len(LABELS)))]
    with torch.inference_mode():
        for at in range(0, len(examples), 32):
            some = Prepared(examples[at : at + 32], device)
            found.append(F.log_softmax(network(some).float(), -1).cpu().numpy())
    return np.concatenate(found)


def _epoch(examples: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """Batches of pairs of like length."""
    order = list(examples)
    rng.shuffle(order)
    batches = []
    for at in range(0, len(order), BATCH * 10):
        alike = sorted(order[at : at + BATCH * 10], key=lambda e: e.pair.end - e.pair.start)
        batches += [alike[i : i + BATCH] for i in range(0, len(alike), BATCH)]
    rng.shuffle(batches)
    return batches


def _loss(network: Network, some: list[Example], class_weights: Tensor, generator: torch.Generator) -> Tensor:
    device = next(network.parameters()).device
    given = Prepared(some, device)
    given.hide(MENTIONS, PIECES, VOTES, generator)
    parsed = (torch.rand((len(some), 1, 1), generator=generator) >= GRAMMAR).float().to(device)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        out = network(given, parsed)
    logs = F.log_softmax(out.float(), -1)
    right = logs.masked_fill(~given.right, -1e4).logsumexp(-1)  # one of several right labels is enough
    each = -(1 - SMOOTHING) * right - SMOOTHING * logs.mean(-1)
    weight = (class_weights.to(device) * given.right).sum(-1) / given.right.sum(-1)
    loss: Tensor = (each * weight).sum() / weight.sum()
    return loss


class _Log:
    """The mean loss every hundred steps, on standard error."""

    def __init__(self, steps: int) -> None:
        self.steps, self.done, self.total, self.began = steps, 0, 0.0, time.monotonic()

    def step(self, loss: float) -> None:
        self.done, self.total = self.done + 1, self.total + loss
        if self.done % 100 == 0:
            taken = time.monotonic() - self.began
            left = taken / self.done * (self.steps - self.done)
            line = f"step {self.done}/{self.steps} loss {self.total / 100:.3f} {taken:.0f} s, {left:.0f} s left"
            print(line, file=sys.stderr, flush=True)
            self.total = 0.0


def folds(rows: Sequence[Example | None]) -> np.ndarray:
    """The fold of each row, -1 for none; rows of one sentence share theirs, and types are spread evenly."""
    rng = random.Random(7)
    groups: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        if row is not None:
            groups.setdefault(row.group, []).append(n)
    by_type: dict[tuple[int, ...], list[str]] = {}
    for group, members in sorted(groups.items()):
        first = rows[members[0]]
        by_type.setdefault(first.types if first else (), []).append(group)
    fold, turn = np.full(len(rows), -1), 0
    for kind in sorted(by_type):
        names = by_type[kind]
        rng.shuffle(names)
        for name in names:
            fold[groups[name]] = turn % FOLDS
            turn += 1
    return fold


def cross_validate(ours: Sequence[Example], rows: Sequence[Example | None], labels: Labels, asked: list[int],
                   seed: int) -> np.ndarray:  # fmt: skip
    """Log-probabilities of the rows in the folds `asked` for, each by a network that has not seen its fold."""
    fold = folds(rows)
    scores = np.full((len(rows), len(LABELS)), np.nan)
    for k in asked:
        learnt = [row for row, f in zip(rows, fold, strict=True) if row is not None and f != k]
        network = fit(learnt, ours, labels, seed)
        here = [n for n in range(len(rows)) if fold[n] == k]
        scores[here] = predict(network, [row for n in here if (row := rows[n]) is not None])
        print("fold", k, _figures(scores, rows, here), flush=True)
    done = [n for n in range(len(rows)) if not np.isnan(scores[n, 0])]
    right = [row.types for n in done if (row := rows[n]) is not None]
    by = temperature(scores[done], right)
    print("all", _figures(scores, rows, done), "temperature", by, *reliability(scores[done], right, by), sep="\n")
    return scores


def _figures(scores: np.ndarray, rows: Sequence[Example | None], which: list[int]) -> dict[str, float]:
    return figures(scores[which], [row.types for n in which if (row := rows[n]) is not None])


def save(network: Network, labels: Labels, out: Path) -> None:
    """Write a candidate; `network_of` reads it back."""
    save_file({n: p.detach().cpu().contiguous() for n, p in network.named_parameters()}, out / "network.safetensors")
    (out / "labels.json").write_text(json.dumps(labels._asdict()))


def network_of(folder: Path) -> tuple[Network, Labels]:
    """The network that `save` left in `folder`."""
    given = json.loads((folder / "labels.json").read_text("utf-8"))
    labels = Labels(tuple(given["tags"]), tuple(given["deps"]))
    network = Network(labels)
    network.load_state_dict(load_file(folder / "network.safetensors"))
    return network.eval(), labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folds", help="of the five, those to be scored, as 0,1,2,3,4")
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    torch.set_num_threads(1)  # the same sums each time
    asked.out.mkdir(parents=True, exist_ok=True)
    tokenizer = whole_tokenizer()
    given = [*own(), *plv(asked.data / "events" / "PLV_train.tsv")]
    found = list(read(given))
    labels = labels_of(f.draft for f in found if f)
    ready = [example(g, f, tokenizer, labels) if g and f else None for g, f in zip(given, found, strict=True)]
    ours, rows = [e for e in ready[: len(own())] if e], ready[len(own()) :]
    if asked.folds:
        np.save(
            asked.out / "folds.npy",
            cross_validate(ours, rows, labels, list(map(int, asked.folds.split(","))), asked.seed),
        )
        return
    save(fit([row for row in rows if row], ours, labels, asked.seed), labels, asked.out)


if __name__ == "__main__":
    main()

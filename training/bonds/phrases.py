"""What is to be done, phrase by phrase (terms.toml), put into plain sentences that bind somebody to it.

They teach the kinds. The sentences are of a few moulds, each with its force; who binds whom to what is drawn at random
from a fixed seed.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.model import Span
from training.bonds.examples import Example, Marked, head_of, parsed

TERMS = Path(__file__).parent / "terms.toml"
_ASKING, _BOUND = "{A}", "{B}"
_NAMES = (
    "Peru", "Chile", "Norway", "Oman", "Jordan", "Ghana", "Kenya", "Turkey", "France", "Serbia", "Iran", "Ukraine",
    "Egypt", "Sudan", "Japan", "India", "Moscow", "Beijing", "Ankara", "Warsaw", "Kyiv", "Tehran", "Cairo", "Riyadh",
    "Hanoi", "Lima",
    "the rebels", "the government", "both sides", "the two sides", "the militia", "the foreign minister", "Hamas",
    "the junta", "the European Union", "the president",
)  # fmt: skip


class Mould(NamedTuple):
    """A sentence with {A} who asks, {B} who is bound, [{x}] what is to be done; its cue in |bars|."""

    words: str
    forces: tuple[str, ...]


_DONE = (
    Mould("{B} |promised| to [{x}]", ("pledged",)),
    Mould("{B} |agreed| to [{x}]", ("obliged", "pledged")),
    Mould("The treaty |obliges| {B} to [{x}]", ("obliged",)),
    Mould("Under the accord, {B} |must| [{x}]", ("obliged",)),
    Mould("Under the deal {B} |will| [{x}]", ("obliged",)),
    Mould("Under the agreement, {B} |may| [{x}]", ("permitted",)),
    Mould("{B} |offered| to [{x}]", ("offered",)),
    Mould("{A} |urged| {B} to [{x}]", ("requested",)),
    Mould("{A} |called on| {B} to [{x}]", ("requested",)),
    Mould("{A} |demanded| that {B} [{x}]", ("requested",)),
    Mould("{B} |refused| to [{x}]", ("refused",)),
    Mould("{B} said it |would| [{x}]", ("pledged",)),
    Mould("The pact |does not oblige| {B} to [{x}]", ("excluded",)),
    Mould("{B} is |under no obligation| to [{x}]", ("excluded",)),
    Mould("{B} is |free| to [{x}] under the treaty", ("permitted",)),
    Mould("{B} |vowed| to [{x}]", ("pledged",)),
    Mould("{B} is |ready| to [{x}]", ("offered",)),
    Mould("{B} |has until Friday| to [{x}]", ("obliged", "requested")),
    Mould("{B} |undertook| to [{x}]", ("pledged", "obliged")),
    Mould("The court |ordered| {B} to [{x}]", ("obliged",)),
    Mould("Asked to [{x}], {B} |said no|", ("refused",)),
    Mould("{B}, its envoy told {A}, |will| [{x}]", ("pledged",)),
)
_LEFT = (
    Mould("{B} |promised not| to [{x}]", ("pledged",)),
    Mould("Under the accord, {B} |may not| [{x}]", ("forbidden",)),
    Mould("{B} said it |would not| [{x}]", ("refused",)),
    Mould("{B} |refused| to [{x}]", ("refused",)),
    Mould("{A} |told| {B} not to [{x}]", ("requested",)),
    Mould("The treaty |forbids| {B} to [{x}]", ("forbidden",)),
    Mould("{B} |must not| [{x}], the resolution says", ("forbidden",)),
    Mould("{B} |vowed never| to [{x}]", ("pledged", "refused")),
    Mould("{B} |will not| [{x}], its president said", ("refused", "pledged")),
)
_NOUN = (
    Mould("{B} |promised| [{x}]", ("pledged",)),
    Mould("{B} |offered| [{x}]", ("offered",)),
    Mould("{A} |called for| [{x}]", ("requested",)),
    Mould("The treaty |provides for| [{x}]", ("obliged",)),
    Mould("{B} |pledged| [{x}]", ("pledged",)),
    Mould("{B} |agreed to| [{x}]", ("obliged", "pledged")),
    Mould("The accord contains |no promise| of [{x}]", ("excluded",)),
)


def phrases(times: int, seed: int = 0) -> Iterator[Example]:
    """Each phrase of terms.toml in `times` sentences."""
    rng = random.Random(seed)
    for kind, groups in tomllib.loads(TERMS.read_text("utf-8")).items():
        for group, some in groups.items():
            for phrase in some:
                moulds = _NOUN if not _is_verbal(phrase) else _LEFT if group == "left" else _DONE
                for _ in range(times):
                    yield _sentence(rng.choice(moulds), phrase, kind, rng)


def _is_verbal(phrase: str) -> bool:
    return parsed(f"They will {phrase}.").syntax.tokens[2].tag == "VB"


def _sentence(mould: Mould, phrase: str, kind: str, rng: random.Random) -> Example:
    asker, bound = rng.sample(_NAMES, 2)
    spans: dict[str, Span] = {}
    text = ""
    for piece in _pieces(mould.words):
        said = {_ASKING: asker, _BOUND: bound, "[{x}]": phrase}.get(piece, piece.strip("|"))
        said = said if text else said[0].upper() + said[1:]
        role = {_BOUND: "bound", "[{x}]": "terms"}.get(piece, "cue" if piece.startswith("|") else "")
        if role:
            spans[role] = Span(len(text), len(text) + len(said))
        text += said
    draft = parsed(text + ".")
    deed = head_of(draft, [spans["terms"]])
    roles = {role: _tokens(draft, spans.get(role)) for role in ("cue", "terms", "condition", "bound")}
    duty = () if deed is None else (Marked(deed, roles, (kind,), mould.forces),)
    return Example(f"{kind}: {phrase}", draft, duty)


def _pieces(words: str) -> list[str]:
    """A mould cut into its marked and its plain parts."""
    found, at = [], 0
    while at < len(words):
        opening = words[at]
        closing = {"{": "}", "[": "]", "|": "|"}.get(opening)
        end = (
            words.index(closing, at + 1) + 1
            if closing
            else min((n for mark in "{[|" if (n := words.find(mark, at)) >= 0), default=len(words))
        )
        found.append(words[at:end])
        at = end
    return found


def _tokens(draft: Draft, span: Span | None) -> frozenset[int]:
    return frozenset(t.i for t in draft.syntax.tokens_in(span)) if span else frozenset()

"""How the words of an act name its two sides: by a party's own name, through other words, or not at all.

A side that the words fill with somebody the report does not know ("killed a farmer") is left open by us, not by them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dragoman.draft import Draft
from dragoman.stages.coding.complements import Coded
from dragoman.stages.coding.triggers import Slots
from dragoman.syntax import Syntax, Token

_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_TIMES = frozenset({"DATE", "TIME"})
_LINKS = {"poss": "an owner", "prep": "a phrase", "appos": "an apposition"}


def seats(draft: Draft, coded: Coded, actor: Collection[str], recipient: Collection[str]) -> tuple[str, ...]:
    """What is seen of either side, in words anyone can read: "actor in place", "recipient left open"."""
    hit, inner = coded.hit, coded.inner
    doers, undergoers = _heads(hit.actor), [*_heads(hit.recipient), *hit.undergoer]
    if hit.entry.predicate.symmetric:
        return tuple(_seen("actor", draft, [*doers, *undergoers], actor, len(doers) > 1))
    if inner is not None:
        undergoers += [*_heads(inner.actor), *_heads(inner.recipient)]
    return (*_seen("actor", draft, doers, actor), *_seen("recipient", draft, undergoers, recipient))


def _heads(slots: Slots) -> list[Token]:
    return [t for slot in slots for t in slot]


def _seen(side: str, draft: Draft, heads: list[Token], ids: Collection[str], together: bool = False) -> Iterator[str]:
    """How a side is named that these words fill and these entities stand for; `together`: all of the words do."""
    heads = [t for t in heads if t.pos in _NAMING and draft.syntax.label_of.get(t.i) not in _TIMES]
    if not ids:
        yield f"{side} left open" if heads else f"{side} unsaid"
        return
    named = [t for t in heads if (e := draft.entity_at(t.i)) is not None and e.id in ids]
    if named:
        yield f"{side} in place"
        if len(named) < len(heads) and (together or any(t.dep == "conj" for t in heads)):
            yield f"{side} half open"
        return
    links = (link for head in heads if (link := _link(draft, head, ids)))
    yield f"{side} through {next(links, 'other words')}" if heads else f"{side} from afar"


def _link(draft: Draft, head: Token, ids: Collection[str]) -> str | None:
    """What ties one of the entities to the phrase headed by `head`; None where none stands in it."""
    syntax = draft.syntax
    for i in syntax.subtree(head.i):
        entity = draft.entity_at(i)
        if entity is not None and entity.id in ids:
            return _LINKS.get(_uppermost(syntax, i, head.i), "a word before it")
    return None


def _uppermost(syntax: Syntax, below: int, above: int) -> str:
    """The label of the last step from `below` up to `above`."""
    at = syntax.tokens[below]
    while at.head not in (above, at.i):
        at = syntax.tokens[at.head]
    return at.dep

"""Where the cue words of the lexicon stand in a report, before it is known whether they hand over a voice there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.knowledge.cues import Cue, Cues
from dragoman.syntax import Syntax, Token

_GROUP = frozenset(("aux", "auxpass", "neg"))
_CLOSE = 5  # tokens from a carrier verb to the end of its cue noun that are still one phrase


class CueWords(NamedTuple):
    """Tokens that match an entry: `words` in the entry's order, the first being the head."""

    entry: Cue
    words: tuple[int, ...]

    @property
    def head(self) -> int:
        return self.words[0]

    @property
    def last(self) -> int:
        return max(self.words)


def cue_words(syntax: Syntax, cues: Cues) -> list[CueWords]:
    """All matches in text order. Where two share a word the longer entry wins ("call for" over "call")."""
    found: list[CueWords] = []
    for token in syntax.tokens:
        form = token.text.lower()
        for entry in cues.by_first_word.get(form, cues.by_first_word.get(token.lemma, ())):
            if words := _matched(syntax, token, entry):
                found.append(CueWords(entry, words))
                break
    taken: set[int] = set()
    kept = []
    for match in sorted(found, key=lambda m: (-len(m.words), m.words)):
        if taken.isdisjoint(match.words):
            taken.update(match.words)
            kept.append(match)
    return sorted(kept, key=lambda m: m.words)


def cue_group(syntax: Syntax, match: CueWords, carrier: int | None = None) -> list[int]:
    """The cue as it is marked: its words with the auxiliaries, negations and adverbs that stand beside them, and the
    verb that carries a noun."""
    if carrier is not None:
        verbal = cue_group(syntax, CueWords(match.entry, (carrier,)))
        return list(range(verbal[0], match.last + 1)) if match.last < carrier + _CLOSE else [*verbal, *match.words]
    first = min(match.words)
    own = {t.i for t in syntax.children(match.head) if t.dep in _GROUP or t.tag.startswith("RB")}
    while first - 1 in own:
        first -= 1
    group = set(range(first, min(match.words))) | set(match.words)
    for before, after in zip(match.words, match.words[1:], strict=False):
        between = range(before + 1, after)
        if len(between) <= 2 and all(_fills(syntax.tokens[i]) for i in between):
            group.update(between)
    return sorted(group)


def _fills(token: Token) -> bool:
    """Whether a word may stand inside a cue: "made it clear", "expressed deep concern", not "assured Tehran of"."""
    return token.tag in ("DT", "JJ", "RB", "RP", "TO", "PRP$") or token.lemma == "it"


def is_negated(syntax: Syntax, match: CueWords, carrier: int | None = None) -> bool:
    """Whether the cue says that nothing was said: "did not say", "declined to comment"."""
    never = any(
        c.dep == "neg" or c.lemma == "never" for c in syntax.children(match.head if carrier is None else carrier)
    )
    return match.entry.negated != never


def _matched(syntax: Syntax, token: Token, entry: Cue) -> tuple[int, ...]:
    wanted = entry.words.split(" ")
    if entry.pos == "preposition":
        following = syntax.tokens[token.i : token.i + len(wanted)]
        same = len(following) == len(wanted) and all(
            t.text.lower() == w for t, w in zip(following, wanted, strict=True)
        )
        return tuple(t.i for t in following) if same else ()
    if not token.tag.startswith("VB" if entry.pos == "verb" else "NN"):
        return ()
    words = [token.i]
    for word in wanted[1:]:
        step = next((c.i for c in _below(syntax, token, words) if word in (c.lemma, c.text.lower())), None)
        if step is None:
            return ()
        words.append(step)
    return tuple(words)


def _below(syntax: Syntax, head: Token, words: list[int]) -> Iterator[Token]:
    """Where the next word of a phrase may hang: on the words so far, on the head's object ("informed Oslo of"), or,
    for a noun, on the verb that carries it ("voiced alarm at")."""
    hosts = words[::-1]
    hosts += [c.i for c in syntax.children(head.i, "dobj", "dative")]
    hosts += [head.head] if head.dep == "dobj" else []
    for host in hosts:
        yield from (c for c in syntax.children(host) if c.i > head.i)

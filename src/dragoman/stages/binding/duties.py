"""What is to be done: the words of a clause, and the kind of obligation that they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.knowledge.obligations import Duty, Obligations, Pattern
from dragoman.model import Span
from dragoman.syntax import Syntax, Token

_OR_ELSE = frozenset({"face", "risk", "suffer"})  # "release them or face sanctions"
_GAP = 5  # words that "..." may stand for


class Task(NamedTuple):
    """Something to be done: its head word, its words, whether it is not to be done, and the entry that knew it."""

    head: Token
    words: tuple[Token, ...]
    negated: bool
    duty: Duty | None

    @property
    def span(self) -> Span:
        return Span(self.words[0].start, self.words[-1].end)


class Circumstances(NamedTuple):
    """What decides which duties come into question."""

    negated: bool
    attack: bool
    plain: bool

    def admit(self, duty: Duty) -> bool:
        """Whether `duty` can be meant."""
        if (duty.negated and not self.negated) or (duty.attacked and not self.attack):
            return False
        return duty.plain or not self.plain


def tasks(
    syntax: Syntax,
    head: Token,
    known: Obligations,
    *,
    forbidden: bool = False,
    attack: bool = False,
    plain: bool = False,
) -> list[Task]:
    """What is to be done by the clause or noun phrase under `head`: one task for each of its coordinated heads.

    `forbidden` says that the whole is not to be done, `attack` that it is owed in case of an attack, `plain` that only
    duties count whose words are clear in themselves.
    """
    found: list[Task] = []
    heads = _heads(syntax, head)
    negated = False
    for n, one in enumerate(heads):
        negated = _negated(syntax, one) or (negated and _joined_by_or(syntax, heads[n - 1], one))
        words = clause(syntax, one, heads)
        duty = recognised(words, one, known, Circumstances(negated or forbidden, attack, plain))
        found.append(Task(one, words, negated, duty))
    return found


def recognised(words: tuple[Token, ...], head: Token, known: Obligations, given: Circumstances) -> Duty | None:
    """The duty that a verb names itself; of a light verb or a noun, the first that its words name. Of those that begin
    together, the most particular one."""
    verbal = head.pos in ("VERB", "AUX") or any(t.tag == "TO" and t.head == head.i for t in words)
    start = next((n for n, t in enumerate(words) if t.i == head.i), 0) if verbal else 0
    passive = any(t.dep in ("auxpass", "nsubjpass") and t.head == head.i for t in words)
    places = [start, *range(0 if passive else start + 1, len(words))]
    if verbal and not passive and head.lemma not in known.light:
        places = [start]
    for n in places:
        ranked = [
            ((not (p.duty.negated or p.duty.attacked), -length, p.order), p.duty)
            for p in _opening_with(words[n], known, verb=verbal and words[n].i == head.i)
            if given.admit(p.duty)
            if (length := matches(p.elements, words, n))
        ]
        if ranked:
            return min(ranked, key=lambda r: r[0])[1]
    return None


def _opening_with(word: Token, known: Obligations, *, verb: bool = False) -> tuple[Pattern, ...]:
    lemma, text = word.lemma, word.text.casefold()
    by_text = known.duty_patterns.get(text, ()) if text != lemma else ()
    opening = known.duty_patterns.get(lemma, ()) + by_text
    if word.pos in ("ADJ", "ADV", "ADP", "PART", "PROPN") and not verb:  # "a free case" frees nobody
        return tuple(p for p in opening if len(p.elements) > 1)
    return opening


def _heads(syntax: Syntax, head: Token) -> list[Token]:
    """`head` and what is coordinated with it, as far as it is to be done by the same party."""
    heads = [head]
    for token in syntax.conjuncts(head.i)[1:]:
        own_subject = syntax.children(token.i, "nsubj", "nsubjpass")
        finite = token.tag in ("VBD", "VBZ") and head.tag not in ("VBD", "VBZ")
        threat = token.lemma in _OR_ELSE
        if not own_subject and not finite and not threat and (token.pos == head.pos or head.pos not in ("VERB", "AUX")):
            heads.append(token)
    return heads


def clause(syntax: Syntax, head: Token, heads: Sequence[Token] = ()) -> tuple[Token, ...]:
    """Words of the clause under `head` without other heads, subordinate clauses and outer marks."""
    others = {h.i for h in heads if h.i != head.i}
    kept: list[Token] = []
    queue = [head.i]
    while queue:
        token = syntax.tokens[queue.pop()]
        kept.append(token)
        for child in syntax.children(token.i):
            if child.i not in others and not _outside(syntax, child, token, head):
                queue.append(child.i)
    kept.sort()
    while len(kept) > 1 and kept[-1].pos in ("PUNCT", "CCONJ", "SPACE") and kept[-1].i != head.i:
        kept.pop()
    while len(kept) > 1 and kept[0].pos in ("PUNCT", "CCONJ", "SPACE") and kept[0].i != head.i:
        kept.pop(0)
    return _connected(kept, head)


def _outside(syntax: Syntax, child: Token, parent: Token, head: Token) -> bool:
    """Whether `child` opens something that is not itself to be done: a subordinate clause, the subject, a mark."""
    if child.dep == "ccomp":  # "let it be used" belongs, "said that it would" does not
        return bool(syntax.children(child.i, "mark"))
    if child.dep == "advcl":  # "to mitigate the situation" belongs, "while the other must wait" does not
        return not any(a.text.lower() == "to" for a in syntax.children(child.i, "aux"))
    if parent.i == head.i and head.pos in ("VERB", "AUX"):
        early = child.i < head.i and child.dep not in ("aux", "auxpass", "neg", "nsubjpass")
        other = child.dep == "conj" and child.pos in ("VERB", "AUX")
        return early or other or child.dep in ("cc", "mark")
    if child.dep == "appos":
        return any(t.text == "," for t in syntax.tokens[parent.i : child.i])
    return child.dep in ("relcl", "parataxis", "mark")


def _connected(kept: list[Token], head: Token) -> tuple[Token, ...]:
    """The run of `kept` around `head` without holes wider than a few words: the evidence should read as one phrase."""
    at = next(n for n, t in enumerate(kept) if t.i == head.i)
    first = last = at
    while first > 0 and kept[first].i - kept[first - 1].i <= 2:
        first -= 1
    while last + 1 < len(kept) and kept[last + 1].i - kept[last].i <= 3:
        last += 1
    return tuple(kept[first : last + 1])


def _negated(syntax: Syntax, head: Token) -> bool:
    if syntax.children(head.i, "neg"):
        return True
    return any(c.dep in ("det", "preconj") and c.lemma in ("no", "neither") for c in syntax.children(head.i))


def _joined_by_or(syntax: Syntax, before: Token, after: Token) -> bool:
    return any(t.lemma in ("or", "nor") for t in syntax.tokens[before.i : after.i])


def matches(elements: tuple[frozenset[str] | None, ...], words: tuple[Token, ...], at: int) -> int:
    """Number of words of `elements` that match from word `at` on; 0 if not all do."""
    matched, reach = 0, 0
    for element in elements:
        if element is None:
            reach = _GAP
            continue
        window = range(at, min(at + reach + 1, len(words)))
        hit = next((n for n in window if words[n].lemma in element or words[n].text.lower() in element), None)
        if hit is None:
            return 0
        matched, at, reach = matched + 1, hit + 1, 0
    return matched

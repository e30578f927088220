"""Whose voice a cue hands over to: its subject, its agent, its owner, or whoever governs it."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.knowledge.cues import Cues
from dragoman.stages.attribution.cue_words import CueWords
from dragoman.syntax import Syntax, Token

_SUBJECTS = ("nsubj", "nsubjpass")
_CLIMBS = frozenset(
    (
        "xcomp",
        "advcl",
        "conj",
        "pcomp",
        "acl",
        "ccomp",
        "prep",
        "dep",
        "parataxis",
        "acomp",
        "dobj",
        "pobj",
        "appos",
        "attr",
    )
)
_TIME_NOUNS = frozenset("minute hour day week month year".split())
_FAR = 8  # steps up the tree


class Source(NamedTuple):
    """The words of a source, the token they hang on, and the verb that only carries a cue noun, if one does."""

    tokens: tuple[int, ...] = ()
    head: int | None = None
    carrier: int | None = None


def source_of(syntax: Syntax, match: CueWords, cues: Cues, governed: dict[int, int]) -> Source:
    """The source of a cue by the grammar around it; an empty one where none is said."""
    if match.entry.pos == "preposition":
        below = syntax.children(match.words[-1], "pobj")
        return whole(syntax, below[0], match.words) if below else Source()
    if match.entry.pos == "noun":
        return _owner(syntax, match, cues, governed)
    if is_passive(syntax, match.head):
        return _agent(syntax, match.head, match.words)
    subject = subject_of(syntax, match.head, cues, governed)
    return whole(syntax, subject, match.words) if subject is not None else Source()


def subject_of(syntax: Syntax, verb: int, cues: Cues, governed: dict[int, int]) -> Token | None:
    """Who does `verb`: its own subject, or that of the verb it hangs on ("came out, saying ...")."""
    at = syntax.tokens[verb]
    for _ in range(_FAR):
        subjects = syntax.children(at.i, *_SUBJECTS)
        if subjects:
            return _not_a_time(syntax, min(subjects, key=lambda s: abs(s.i - at.i)))
        above = syntax.tokens[governed.get(at.i, at.head)]
        if above.i == at.i:
            return None
        if at.i not in governed:
            nearer = _object_of_as(syntax, above) if at.dep == "pcomp" else _companion(syntax, at)
            if at.tag == "VBG" and nearer is not None:
                return nearer
            if at.dep in ("acl", "relcl") and not after_comma(syntax, at):
                return _modified(syntax, above, cues)
            if at.dep not in _CLIMBS or (at.dep == "ccomp" and at.tag not in ("VBG", "VB")):
                return None
        at = above
    return None


def after_comma(syntax: Syntax, token: Token) -> bool:
    """Whether a comma parts `token` from what it is said to modify: "met Xi, adding that" is not about Xi."""
    before = token.i - 1
    while before >= 0 and syntax.tokens[before].tag.startswith("RB"):
        before -= 1
    return before >= 0 and syntax.tokens[before].text == "," and token.tag in ("VBG", "VBN")


def _object_of_as(syntax: Syntax, preposition: Token) -> Token | None:
    """Xi in "the agency quoted Xi as saying" and in "Xi was quoted as saying"."""
    if preposition.text.lower() != "as":
        return None
    return next(iter(syntax.children(preposition.head, "dobj", "nsubjpass")), None)


def _companion(syntax: Syntax, participle: Token) -> Token | None:
    """The envoy in "Moscow abstained, with its envoy saying": who does the participle of a "with" after a comma."""
    for preposition in syntax.children(participle.head, "prep"):
        apart = preposition.i > 0 and syntax.tokens[preposition.i - 1].text == ","
        if preposition.lemma == "with" and apart and participle.head < preposition.i < participle.i:
            return next(iter(syntax.children(preposition.i, "pobj")), None)
    return None


def _not_a_time(syntax: Syntax, subject: Token) -> Token:
    """Kim for "hours" where the parser made "hours after Kim" the subject."""
    if syntax.label_of.get(subject.i) not in ("DATE", "TIME") and subject.lemma not in _TIME_NOUNS:
        return subject
    for preposition in syntax.children(subject.i, "prep"):
        if preposition.lemma in ("after", "before", "since"):
            return next(iter(syntax.children(preposition.i, "pobj")), subject)
    return subject


def _modified(syntax: Syntax, noun: Token, cues: Cues) -> Token:
    """Who speaks in "a statement saying that": who made the statement if that is said, else the statement."""
    verb = syntax.tokens[noun.head]
    if noun.lemma in cues.documents and noun.dep == "dobj":
        return next(iter(syntax.children(verb.i, "nsubj")), noun)
    return noun


def is_passive(syntax: Syntax, verb: int) -> bool:
    """Whether `verb` stands in the passive: with its auxiliary, or bare beside "by" ("a plan condemned by Iran")."""
    token = syntax.tokens[verb]
    if syntax.children(verb, "auxpass", "nsubjpass"):
        return True
    if token.tag != "VBN" or syntax.children(verb, "aux", "nsubj"):
        return False
    if token.dep == "acl" and syntax.tokens[token.head].dep == "ROOT":  # "The bloc called on ...", misread
        return any(c.text.lower() == "by" for c in syntax.children(verb, "agent", "prep"))
    return token.dep in ("acl", "advcl", "relcl", "amod", "ROOT", "dep")


def whole(syntax: Syntax, head: Token, without: tuple[int, ...] = ()) -> Source:
    """The noun phrase around `head`, less any part of it that holds a word of the cue."""
    banned = set(without)
    cut: set[int] = set()
    for child in syntax.children(head.i):
        below = syntax.subtree(child.i)
        if not banned.isdisjoint(below):
            cut.update(below)
    tokens = [i for i in syntax.subtree(head.i) if i not in cut and i not in banned]
    return Source(_run(tokens, head.i), head.i)


def _run(tokens: list[int], head: int) -> tuple[int, ...]:
    """The unbroken stretch of `tokens` that holds `head`."""
    known = set(tokens)
    first = last = head
    while first - 1 in known:
        first -= 1
    while last + 1 in known:
        last += 1
    return tuple(range(first, last + 1))


def beside(syntax: Syntax, match: CueWords, tag: list[Token]) -> Source:
    """The name next to a tag's verb, for tags that the parser misread: “...,” said Putin, who arrived on Monday."""
    after = [t for t in tag if t.i > match.last]
    for side in (after[:6], [t for t in tag if t.i < match.head][::-1][:4]):
        for token in side:
            if token.tag.startswith(("NN", "PRP")):
                return _outermost(syntax, token, {t.i for t in tag} - set(match.words))
            if token.tag not in ("DT", "JJ", "CD", "PRP$", "POS", "RB", "_SP", "VBN"):
                break
    return Source()


def _outermost(syntax: Syntax, token: Token, within: set[int]) -> Source:
    """The largest noun phrase around `token` that does not leave `within`."""
    head = token
    for above in syntax.ancestors(token.i):
        if above.i not in within or not above.tag.startswith(("NN", "PRP")):
            break
        head = above
    known = [i for i in syntax.subtree(head.i) if i in within]
    return Source(_run(known, head.i), head.i)


def _agent(syntax: Syntax, verb: int, words: tuple[int, ...]) -> Source:
    for by in syntax.children(verb, "agent", "prep"):
        if by.text.lower() == "by":
            for noun in syntax.children(by.i, "pobj"):
                return whole(syntax, noun, words)
    return Source()


def _owner(syntax: Syntax, match: CueWords, cues: Cues, governed: dict[int, int]) -> Source:
    """Who made a claim, voiced a hope: the owner before it, the one it comes from, the subject of its carrier verb."""
    noun = syntax.tokens[match.head]
    for owner in syntax.children(noun.i, "poss"):
        tokens = tuple(i for i in syntax.subtree(owner.i) if syntax.tokens[i].dep != "case")
        return Source(tokens, owner.i)
    for by in syntax.children(noun.i, "prep", "agent"):
        if by.text.lower() in (("of", "by") if "matrix" in match.entry.frames else ("by", "from")):
            for maker in syntax.children(by.i, "pobj"):
                return whole(syntax, maker, match.words)
    verb = syntax.tokens[noun.head]
    if noun.dep != "dobj" or verb.lemma not in cues.carriers or is_passive(syntax, verb.i):
        return Source()
    subject = subject_of(syntax, verb.i, cues, governed)
    return whole(syntax, subject, match.words)._replace(carrier=verb.i) if subject is not None else Source()

"""Trees of the parser that English grammar does not allow, mended. Not a stage: parse calls it.

The small model now and then joins a finite verb to one that is not ("said Kigali was arming rebels and demanded that":
who demands is who said), takes the only verb of a sentence for a participle ("Lourenço, who mediated, called on"), or
parts a noun in -ing from the words before it ("were killed in Israeli tank shelling").
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.syntax import Syntax, Token

_FINITE = frozenset({"VBD", "VBZ"})  # a plural is too often a noun: "armour"
_UNFINISHED = frozenset({"VB", "VBG"})
_SHOOTING = frozenset({"shelling", "bombing", "strafing"})  # acts with no object: nobody does it to what stands before
_UPWARD = frozenset({"advcl", "ccomp", "conj", "pcomp", "prep", "xcomp"})


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with heads, labels and tags set right where the tree cannot be."""
    syntax = _with_nouns(Syntax(tuple(tokens)))
    verbs = {t.i: verb for t in tokens if (verb := _only_verb(syntax, t)) is not None}
    if verbs:
        syntax = _with_roots(syntax, verbs)
    joined = {t.i: above for t in syntax.tokens if (above := _rightly_above(syntax, t)) is not None}
    return _with_joined(syntax, joined) if joined else syntax.tokens


def _with_nouns(syntax: Syntax) -> Syntax:
    """ "In Israeli tank shelling": the noun in -ing stands where the parser put the word before it."""
    found = list(syntax.tokens)
    for token in syntax.tokens:
        before = found[token.i - 1] if token.i else token
        apart = token.tag == "VBG" and token.text.lower() in _SHOOTING and before.dep in ("pobj", "dobj")
        if not apart or before.head == token.i or syntax.children(token.i, "dobj", "aux", "nsubj", "mark"):
            continue
        found[token.i] = token._replace(
            tag="NN", pos="NOUN", lemma=token.text.lower(), dep=before.dep, head=before.head
        )
        found[before.i] = before._replace(dep="amod" if before.pos == "ADJ" else "compound", head=token.i)
    return Syntax(tuple(found))


def _only_verb(syntax: Syntax, root: Token) -> Token | None:
    """ "Lourenço, who mediated the truce, called on both sides": the participle behind the second comma is the verb."""
    if root.dep != "ROOT" or root.pos not in ("NOUN", "PROPN"):
        return None
    inserted = [c.i for c in syntax.children(root.i, "relcl", "appos") if c.i > root.i]
    for verb in syntax.children(root.i, "acl"):
        behind = bool(inserted) and inserted[0] < verb.i and syntax.tokens[verb.i - 1].text == ","
        if behind and verb.tag == "VBN" and not syntax.children(verb.i, "agent", "auxpass"):
            return verb
    return None


def _with_roots(syntax: Syntax, verbs: dict[int, Token]) -> Syntax:
    found = list(syntax.tokens)
    for noun, verb in verbs.items():
        found[verb.i] = verb._replace(tag="VBD", dep="ROOT", head=verb.i)
        found[noun] = found[noun]._replace(dep="nsubj", head=verb.i)
    return Syntax(tuple(found))


def _rightly_above(syntax: Syntax, token: Token) -> Token | None:
    """The finite verb that a finite verb is to be joined to, where it is joined to one that is not finite."""
    joined = syntax.tokens[token.head]
    if token.dep != "conj" or token.pos != "VERB" or token.tag not in _FINITE or joined.tag not in _UNFINISHED:
        return None
    if (
        joined.pos != "VERB"
        or token.lemma == "do"
        or syntax.children(token.i, "nsubj", "nsubjpass", "expl", "aux", "auxpass", "mark")
    ):
        return None
    step = joined
    while step.dep in _UPWARD:
        step = syntax.tokens[step.head]
        if step.pos == "VERB" and step.tag in _FINITE:
            return step
    return None


def _with_joined(syntax: Syntax, above: dict[int, Token]) -> tuple[Token, ...]:
    found = list(syntax.tokens)
    for i, verb in above.items():
        for mark in syntax.children(syntax.tokens[i].head, "cc"):
            if verb.i < mark.i < i:
                found[mark.i] = mark._replace(head=verb.i)
        found[i] = found[i]._replace(head=verb.i)
    return tuple(found)

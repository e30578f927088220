"""Where the sentence says what a stance is about: its object, a clause, an infinitive, a preposition's object."""

from __future__ import annotations

from dragoman.knowledge.stances import StanceWord
from dragoman.syntax import Syntax, Token


def target_of(syntax: Syntax, token: Token, word: StanceWord) -> Token | None:
    """Head of what the stance is about, at the first place of `word.toward` that the sentence fills."""
    for place in word.toward:
        if place == "object":
            found = syntax.children(token.i, "dobj") or _what(syntax, token)
            found = [] if word.object else found
        elif place == "clause":
            found = [c for c in syntax.children(token.i, "ccomp") if c.i > token.i] or _behind_a_letter(syntax, token)
        elif place == "infinitive":
            found = infinitives(syntax, token)
        elif place == "what the infinitive is done to":
            found = [o for c in infinitives(syntax, token) for o in _done_to(syntax, token, c)]
        elif place == "another's deed":
            found = [c for c in syntax.children(token.i, "ccomp") if c.i > token.i and _by_another(syntax, c)]
        elif place == "itself":
            found = [c for c in syntax.children(token.i, "dobj") if c.lemma in word.object]
        elif place == "gerund":
            found = [c for c in syntax.children(token.i) if c.tag == "VBG" and c.i > token.i]
        else:
            found = _objects_of(syntax, token, place)
        if found:
            return found[0]
    return None


def passive_target(syntax: Syntax, token: Token, word: StanceWord) -> Token | None:
    """What a stance in the passive is about: its subject, or the noun it hangs on."""
    if "object" not in word.toward:
        return None
    if token.dep == "acl":
        return syntax.tokens[token.head]
    return next(iter(syntax.children(token.i, "nsubjpass")), None)


def receiver_of(syntax: Syntax, verb: Token, noun: Token) -> Token | None:
    """ "assured Tehran of its support", "extended its support to Lebanon": to whom it is voiced."""
    direct = [c for c in syntax.children(verb.i, "dobj", "dative") if c.i != noun.i and c.pos != "ADP"]
    to = [o for p in syntax.children(verb.i, "prep", "dative") if p.lemma == "to" for o in syntax.children(p.i, "pobj")]
    return next(iter([*direct, *to]), None)


def infinitives(syntax: Syntax, token: Token) -> list[Token]:
    """The infinitives with "to" that follow a word or its object: "urged Israel to halt"."""
    near = [token, *(c for c in syntax.children(token.i, "dobj", "npadvmod") if c.i > token.i)]
    found = (c for n in near for c in syntax.children(n.i, "xcomp", "acl", "ccomp", "advcl", "relcl"))
    return [c for c in found if c.i > token.i and any(a.text.lower() == "to" for a in syntax.children(c.i, "aux"))]


def _what(syntax: Syntax, verb: Token) -> list[Token]:
    """ "condemned what he called reckless behaviour": the words that stand for the object."""
    clauses = [c for c in syntax.children(verb.i, "ccomp", "pcomp") if c.i > verb.i]
    return [o for c in clauses if syntax.tokens[verb.i + 1].text.lower() == "what"
            for o in (syntax.children(c.i, "oprd", "dobj", "attr")[-1:] or [c])]  # fmt: skip


def _behind_a_letter(syntax: Syntax, verb: Token) -> list[Token]:
    """ "demanded in a letter that troops leave": the clause that the parser hangs on the noun in between."""
    between = [o for p in syntax.children(verb.i, "prep") for o in syntax.children(p.i, "pobj")]
    clauses = [c for o in between for c in syntax.children(o.i, "relcl", "acl", "ccomp")]
    return [c for c in clauses if c.tag in ("VB", "VBP") and syntax.children(c.i, "nsubj", "nsubjpass")
            and any(t.text.lower() == "that" for t in syntax.children(c.i, "dobj", "mark"))]  # fmt: skip


def _by_another(syntax: Syntax, verb: Token) -> bool:
    """ "wants Iran to halt", "does not want Article 5 invoked": what somebody else is to do, or to have done to it."""
    infinitive = any(a.text.lower() == "to" for a in syntax.children(verb.i, "aux")) or verb.tag == "VBN"
    return infinitive and any(c.pos in ("PROPN", "NOUN") for c in syntax.children(verb.i, "nsubj", "nsubjpass"))


def _done_to(syntax: Syntax, verb: Token, infinitive: Token) -> list[Token]:
    """The object of an infinitive, or the noun whose clause it ends: "a poll that Oslo refused to recognise"."""
    objects = syntax.children(infinitive.i, "dobj")
    if objects or verb.dep != "relcl":
        return objects or [infinitive]
    return [syntax.tokens[verb.head]]


def _objects_of(syntax: Syntax, token: Token, preposition: str) -> list[Token]:
    for mark in syntax.tokens[token.i + 1 : token.i + 2]:
        if token.pos == "NOUN" and mark.dep == "prep" and mark.lemma == preposition:  # "repeated its plea for"
            return syntax.children(mark.i, "pobj", "pcomp")
    for child in syntax.children(token.i):
        if child.i > token.i and any(m.text.lower() == preposition for m in syntax.children(child.i, "mark")):
            return [child]  # "asked for its assets to be unfrozen"
        near = [child] if child.dep in ("prep", "dative", "agent") else []
        near += syntax.children(child.i, "prep") if child.dep in ("prep", "dobj", "advmod", "prt", "pobj") else []
        near += [p for o in syntax.children(child.i, "pobj") for p in syntax.children(o.i, "prep")]
        for mark in near:
            if mark.lemma == preposition and mark.i > token.i:
                return syntax.children(mark.i, "pobj", "pcomp")
    return []

"""Where a sentence says what is to be done, and by whom: the places that a bond leaves to its surroundings."""

from __future__ import annotations

from dragoman.knowledge.obligations import Bond
from dragoman.stages.parties import subject
from dragoman.syntax import Syntax, Token

_MODALS_OF_DUTY = frozenset({"will", "would", "shall", "must", "should", "could", "may", "can", "wo", "'ll", "’ll"})
_TO_WHOM = frozenset({"on", "upon", "to", "for", "from", "with"})  # "called on Israel to", "calls for Israel to"
_ASPECTS = frozenset({"continue", "go", "keep", "begin", "start", "resume", "cease"})


def duty_heads(syntax: Syntax, token: Token, bond: Bond) -> list[Token]:
    """Heads of what is to be done, at the first place of `bond.duty` that the sentence fills."""
    for place in bond.duty:
        match place:
            case "auxiliary":
                heads = [deed(syntax, syntax.tokens[token.head])]
            case "infinitive":
                heads = infinitives(syntax, token)
            case "itself":
                heads = [token]
            case "deed":
                heads = _deeds(syntax, token, bond)
            case "own clause":
                heads = syntax.children(token.i, "ccomp", "xcomp")
            case "free to" | "ready to":
                adjectives = [c for c in syntax.children(token.i) if c.text.lower() == place[:-3]]
                adjectives += [
                    a for c in syntax.children(token.i, "ccomp") for a in (c,) if c.text.lower() == place[:-3]
                ]
                heads = [h for a in adjectives for h in infinitives(syntax, a)] or (
                    infinitives(syntax, token) if adjectives else []
                )
            case "own infinitive":
                heads = [
                    c for c in syntax.children(token.i, "xcomp", "ccomp", "acl", "relcl") if _next_to(syntax, token, c)
                ]
            case "clause":
                clauses = syntax.children(token.i, "ccomp") if bond.pos != "noun" else _that_clauses(syntax, token)
                if token.tag == "NNS" and (after := clause_after(syntax, token)):
                    clauses = [after]
                clauses += [o for c in clauses for o in syntax.conjuncts(c.i)[1:] if syntax.children(o.i, "nsubj")]
                heads = [deed(syntax, c) for c in clauses if _of_duty(syntax, c, bond)]
            case "object":
                heads = syntax.children(token.i, "pobj") if bond.pos == "preposition" else _objects(syntax, token, bond)
            case "subject":
                heads = syntax.children(token.i, "nsubj", "nsubjpass")
            case "gerund":
                heads = [c for c in syntax.children(token.i) if c.tag == "VBG" and c.i > token.i and c.dep != "conj"]
            case _:
                heads = _after_preposition(syntax, token, place)
        if heads:
            return heads
    return []


def _deeds(syntax: Syntax, token: Token, bond: Bond) -> list[Token]:
    """What was done "as agreed", "as they had promised", "in keeping with the deal": told as the keeping of a word."""
    if any(c.text.lower() == "as" for c in syntax.children(token.i, "mark")) and token.dep == "advcl":
        deed = syntax.tokens[token.head]
    elif bond.under and any(p.lemma == "with" for p in syntax.children(token.i, "prep")):  # "in line with"
        deed = next((a for a in syntax.ancestors(token.i) if a.pos == "VERB"), token)
    else:
        return []
    helpers = {c.text.lower() for c in syntax.children(deed.i, "aux")}
    done = deed.tag in ("VBD", "VBN") and (not helpers & {"will", "would"})
    return [deed] if done else []


def _objects(syntax: Syntax, verb: Token, bond: Bond) -> list[Token]:
    """The object of a verb, also where it stands before it: "the truce that both had accepted", "was agreed"."""
    objects = [_antecedent(syntax, verb, o) for o in syntax.children(verb.i, "dobj")]
    if not objects and bond.passive is None:
        objects = syntax.children(verb.i, "nsubjpass")
    doer = next(iter(syntax.children(verb.i, "nsubj")), None)
    if not objects and verb.dep == "relcl" and doer is not None and doer.tag not in ("WDT", "WP"):
        objects = [syntax.tokens[verb.head]]
    return objects


def _antecedent(syntax: Syntax, verb: Token, pronoun: Token) -> Token:
    """What a relative pronoun stands for: "the withdrawal to which he had consented"."""
    relative = pronoun.tag in ("WDT", "WP") and verb.dep == "relcl"
    return syntax.tokens[verb.head] if relative else pronoun


def _that_clauses(syntax: Syntax, noun: Token) -> list[Token]:
    """ "an assurance that it would be spared", and not "a promise that nobody believed"."""
    near = [c for c in syntax.children(noun.i, "ccomp", "acl", "relcl") if c.i > noun.i]
    near += [c for c in syntax.children(noun.head, "ccomp") if c.i > noun.i]
    return [c for c in near if any(m.text.lower() == "that" for m in syntax.children(c.i, "mark"))]


def deed(syntax: Syntax, verb: Token) -> Token:
    """What is done, where `verb` only says that it goes on or begins, or that there will be such a thing."""
    if there(syntax, verb):
        return next(iter(syntax.children(verb.i, "attr", "dobj")), verb)
    return next(iter(syntax.children(verb.i, "xcomp")), verb) if verb.lemma in _ASPECTS else verb


def there(syntax: Syntax, verb: Token) -> bool:
    return any(c.text.lower() == "there" for c in syntax.children(verb.i, "expl"))


def infinitives(syntax: Syntax, token: Token) -> list[Token]:
    near = [token, *(c for c in syntax.children(token.i) if c.i > token.i and c.pos not in ("VERB", "AUX", "PUNCT"))]
    near += [o for p in near[1:] if p.dep in ("prep", "dative") for o in syntax.children(p.i, "pobj")]
    found = [
        c
        for n in near
        for c in syntax.children(n.i, "xcomp", "ccomp", "advcl", "acl", "relcl")
        if c.i > token.i and _to(syntax, c) is not None
    ]
    first = sorted(found)[:1]
    others = [o for n in (token, *first) for o in syntax.children(n.i, "conj") if _to(syntax, o) is not None]
    owned = [o for o in others if syntax.children(o.i, "nsubj")]  # "requires Israel to leave and Hezbollah to disarm"
    return [c for n, c in enumerate(sorted({*found, *owned})) if n == 0 or c in owned or _listed(syntax, c)]


def _to(syntax: Syntax, infinitive: Token) -> Token | None:
    return next((a for a in syntax.children(infinitive.i, "aux") if a.text.lower() == "to"), None)


def _listed(syntax: Syntax, infinitive: Token) -> bool:
    """Whether an infinitive goes on with a list: "to stop firing, to let aid through and to withdraw"."""
    to = _to(syntax, infinitive)
    before = [t.text for t in syntax.tokens[max(0, to.i - 2) : to.i]] if to else []
    return before[-1:] in ([","], ["and"], ["or"]) or (before[-1:] == ["not"] and before[:1] in ([","], ["and"]))


def _next_to(syntax: Syntax, token: Token, infinitive: Token) -> bool:
    """ "has to admit", "is not to enter", and not "is up to Tehran to say"."""
    return any(a.text.lower() == "to" and token.i < a.i <= token.i + 2 for a in syntax.children(infinitive.i, "aux"))


def _of_duty(syntax: Syntax, verb: Token, bond: Bond) -> bool:
    """Whether a that-clause says what is to be, not what is: "that Russia withdraw", "that it would defend"."""
    modals = [c for c in syntax.children(verb.i, "aux") if c.tag == "MD"]
    if modals:
        return all(m.text.lower() in _MODALS_OF_DUTY for m in modals)
    if verb.pos == "NOUN":  # "that Iran halt enrichment", parsed as one noun phrase
        return bond.force == "requested" and bool(syntax.children(verb.i, "mark"))
    return verb.tag == "VB" or (verb.tag == "VBP" and bond.force in ("requested", "obliged", "pledged", "offered"))


def _after_preposition(syntax: Syntax, token: Token, preposition: str) -> list[Token]:
    near = [token, *(c for c in syntax.children(token.i) if c.i > token.i and c.dep not in ("punct", "conj"))]
    behind = syntax.tokens[token.i + 1 : token.i + 2]
    near += [p for p in behind if token.pos == "NOUN" and p.dep == "prep" and p.head == token.head]  # "its plea for"
    found: list[Token] = []
    for one in near:
        marks = [one] if one is not token and one.lemma == preposition else syntax.children(one.i, "prep")
        for mark in marks:
            if mark.lemma != preposition:
                continue
            objects = syntax.children(mark.i, "pobj", "pcomp")
            if mark.i > token.i:
                found += objects
            else:
                found += [a for o in objects if (a := _antecedent(syntax, token, o)) is not o]
    return list(dict.fromkeys(found))


def object_of(syntax: Syntax, token: Token, bond: Bond, head: Token) -> Token | None:
    """The phrase that names who is bound, or who gains, where that is not the subject."""
    if "clause" in bond.duty and head.dep == "ccomp":
        names = ("nsubj", "nsubjpass") if head.pos in ("VERB", "AUX") else ("compound",)
        own = next(iter(syntax.children(head.i, *names)), None)
        if own is not None:
            return own
    if bond.subject == "asker" and {"auxiliary", "own infinitive"} & set(bond.duty):
        return subject(syntax, token.i)
    if bond.object not in ("bound", "beneficiary"):
        return None
    own = next(iter(syntax.children(head.i, "nsubj")), None) if bond.object == "bound" else None
    direct = [c for c in syntax.children(token.i, "dative", "dobj", "nsubj") if token.i < c.i and c.i != head.i]
    after = [o for p in syntax.children(token.i, "prep") if p.lemma in _TO_WHOM for o in syntax.children(p.i, "pobj")]
    return next(iter([*([own] if own else []), *direct, *(o for o in after if o.i != head.i)]), None)


def clause_after(syntax: Syntax, noun: Token) -> Token | None:
    """The that-clause that stands right behind a coordinated `noun`, though the parser hung it elsewhere."""
    nxt = syntax.tokens[noun.i + 1] if noun.i + 1 < len(syntax.tokens) else None
    if noun.dep != "conj" or nxt is None or nxt.dep != "mark" or nxt.text.lower() != "that":
        return None
    return syntax.tokens[nxt.head]

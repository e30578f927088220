"""Who stands where around a predicate: slots seen through voice, control, relatives and coordination.

Slots give the head words of noun phrases, before anyone asks whom they stand for.
"""

from __future__ import annotations

from dragoman.syntax import Syntax, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_MODIFIERS = ("poss", "compound", "amod", "nmod")
# verbs whose subject, not whose object, does what the infinitive says: "promised Kyiv to send arms"
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "use", "offer", "guarantee"})
GRAMMATICAL = frozenset(
    {"subject", "object", "owner", "clause", "deed", "infinitive", "predicate"}
)  # the other slots are prepositions
# prepositions of two words, the second of which opens no slot: "according to SITE"
_COMPOUND = frozenset({"according", "due", "thanks", "owing", "prior", "because", "next", "close"})
_CHANNELS = frozenset(
    "twitter facebook instagram youtube telegram tiktok television tv radio air camera".split()
)  # where something is said, which is done to nobody: "blamed officials on Twitter"
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december week month year day today morning evening night weekend eve".split()
)
_DEPTH = 6  # clauses climbed in search of a subject: deeper ones are parser noise


def slot(syntax: Syntax, i: int, name: str) -> list[Token]:
    """Head words of the phrases in slot `name` of the verb or noun at `i`, coordination spelled out."""
    if name == "subject":
        return subjects(syntax, i)
    if name == "object":
        return objects(syntax, i)
    if name == "owner":
        return owners(syntax, i)
    if name == "clause":
        return clause_subjects(syntax, i)
    if name == "predicate":
        return syntax.children(i, "oprd", "attr", "acomp")
    if name == "deed":
        return syntax.children(i, "ccomp")
    if name == "infinitive":
        below = syntax.children(i, "xcomp", "ccomp", "advcl")
        return [c for c in below if any(a.tag == "TO" for a in syntax.children(c.i, "aux"))]
    return after(syntax, i, name)


def is_passive(syntax: Syntax, verb: int) -> bool:
    """Whether the verb's surface subject undergoes what it says."""
    token = syntax.tokens[verb]
    if syntax.children(verb, "nsubjpass", "auxpass"):
        return True
    if token.tag != "VBN" or syntax.children(verb, "nsubj", "aux"):
        return False
    if token.dep in ("acl", "advcl"):
        return not syntax.children(verb, "dobj")
    head = syntax.tokens[token.head]
    return token.dep == "conj" and head.tag == "VBN" and head.i != verb and is_passive(syntax, head.i)


def is_misread(syntax: Syntax, verb: int) -> bool:
    """Whether the parser took a verb between two names for an adjective: "Trump informed Putin"."""
    token = syntax.tokens[verb]
    if token.dep != "amod" or token.tag not in ("VBN", "VBD", "VBZ") or verb == 0 or token.head <= verb:
        return False
    before = syntax.tokens[verb - 1]
    return before.pos == "PROPN" and before.sentence == token.sentence and before.head in (token.head, verb)


def subjects(syntax: Syntax, verb: int) -> list[Token]:
    """Who does it: the subject, the by-phrase of a passive, the one in control of an infinitive or participle."""
    if not is_passive(syntax, verb):
        return surface_subjects(syntax, verb)
    agents = [p for a in syntax.children(verb, "agent") for p in syntax.children(a.i, "pobj")]
    return _spread(syntax, agents)


def objects(syntax: Syntax, verb: int) -> list[Token]:
    """Whom or what it is done to."""
    direct = [_referent(syntax, t) for t in syntax.children(verb, "dobj", "dative") if t.pos != "ADP"]
    token = syntax.tokens[verb]
    if is_misread(syntax, verb):
        direct = [syntax.tokens[token.head]]
    elif is_passive(syntax, verb):
        direct = [*surface_subjects(syntax, verb), *direct]
    elif not direct and token.dep == "relcl" and syntax.children(verb, "nsubj"):
        if not any(_is_relative(t) for t in syntax.children(verb, "nsubj")):
            direct = [syntax.tokens[token.head]]  # "the treaty Russia signed"
    elif not direct and token.dep == "conj" and not syntax.children(verb, "prep", "prt", "ccomp", "xcomp"):
        head = syntax.tokens[token.head]
        if head.i != verb and head.pos == "VERB" and verb - head.i <= 3:
            return objects(syntax, head.i)  # "met and praised the envoys" shares its object to the right
    if not direct:  # "bombed and shelled the town": the object hangs on the last of the verbs
        for other in syntax.children(verb, "conj"):
            if (
                other.pos == "VERB"
                and other.i - verb <= 2
                and not syntax.children(verb, "prep", "prt", "ccomp", "xcomp")
            ):
                direct = syntax.children(other.i, "dobj")
    return _spread(syntax, direct)


def after(syntax: Syntax, i: int, preposition: str) -> list[Token]:
    """Heads of the phrases that `preposition` adds to the verb or noun at `i`, or to its object ("talks with")."""
    found = _prepositional(syntax, i, preposition)
    if not found and syntax.tokens[i].pos in ("VERB", "AUX"):
        for thing in _spread(syntax, syntax.children(i, "dobj", "attr", "nsubjpass")):
            found = found or (_nested(syntax, thing.i, preposition) if thing.pos == "NOUN" else [])
    elif not found:  # "the arrest of a journalist by Russia": the parser hangs "by" on the journalist
        for prep in syntax.children(i, "prep"):
            for thing in syntax.children(prep.i, "pobj"):
                found = found or _prepositional(syntax, thing.i, preposition)
    return _spread(syntax, found)


def _nested(syntax: Syntax, noun: int, preposition: str) -> list[Token]:
    """Under a noun or what its of-phrase names: "offered various forms of support to Lebanon"."""
    found = _prepositional(syntax, noun, preposition)
    for inner in [] if found or preposition == "of" else _prepositional(syntax, noun, "of"):
        found = found or _prepositional(syntax, inner.i, preposition)
    return found


def _prepositional(syntax: Syntax, i: int, preposition: str) -> list[Token]:
    found: list[Token] = []
    for prep in syntax.children(i, "prep", "agent", "dative", "prt", "advmod"):
        if prep.text.lower() in _COMPOUND:
            continue
        inner = syntax.children(prep.i, "prep", "pcomp")  # "out of", "from near"
        if prep.text.lower() == preposition:
            found += syntax.children(prep.i, "pobj")
            found += [p for i in inner for p in syntax.children(i.i, "pobj")]
        else:
            found += [p for i in inner if i.text.lower() == preposition for p in syntax.children(i.i, "pobj")]
    return [t for t in found if t.text.lower() not in _CHANNELS] if preposition in ("on", "over") else found


def clause_subjects(syntax: Syntax, verb: int) -> list[Token]:
    """Subjects of the clause the verb or noun takes: "demanded that Israel withdraw", "the demand that it withdraw"."""
    clauses = syntax.children(verb, "ccomp", "xcomp")
    if syntax.tokens[verb].pos == "NOUN":
        clauses = [c for c in syntax.children(verb, "acl") if syntax.children(c.i, "mark")]
    found = [s for c in clauses for s in syntax.children(c.i, *_SUBJECTS)]
    return _spread(syntax, found)


def owners(syntax: Syntax, noun: int) -> list[Token]:
    """Words before a noun that may say whose it is: possessives first, else compounds and adjectives."""
    first = syntax.children(noun, "poss")
    found = first or syntax.children(noun, *_MODIFIERS)
    if first:
        found = first
    spread = [w for t in found for w in _modifier_words(syntax, t)]
    return sorted(set(spread))


def _modifier_words(syntax: Syntax, token: Token) -> list[Token]:
    words = [token]
    for child in syntax.children(token.i, "conj", "compound", "nmod", "amod", "appos"):
        words += _modifier_words(syntax, child) if child.dep != "amod" or child.i < token.i else []
    return words


def surface_subjects(syntax: Syntax, verb: int, depth: int = 0) -> list[Token]:
    """The grammatical subject, found in a higher clause where the verb has none of its own."""
    own = [_referent(syntax, t) for t in syntax.children(verb, *_SUBJECTS)]
    if not own:  # the parser hangs a subject on the second of two auxiliaries
        auxiliaries = syntax.children(verb, "aux", "auxpass")
        own = [_referent(syntax, t) for a in auxiliaries for t in syntax.children(a.i, *_SUBJECTS)]
    if not own and is_misread(syntax, verb):
        own = [syntax.tokens[verb - 1]]
    if own or depth > _DEPTH:
        return _spread(syntax, own)
    token = syntax.tokens[verb]
    head = syntax.tokens[token.head]
    if token.dep == "conj" and token.tag == "VBD" and head.tag == "VB" and head.dep in ("xcomp", "ccomp"):
        return surface_subjects(syntax, head.head, depth + 1)  # "ordered them to leave and closed": one who did both
    if token.dep == "conj":
        return surface_subjects(syntax, head.i, depth + 1) if head.pos in ("VERB", "AUX", "ADJ", "ADP", "ADV") else []
    if token.dep in ("xcomp", "ccomp") and token.tag != "VBD":
        return _controllers(syntax, head.i, depth)
    if token.dep in ("acl", "relcl"):
        if token.tag in ("VBN", "VBG", "VBD", "VBZ", "VBP") or token.dep == "relcl":
            return _spread(syntax, [head])
        return _noun_agents(syntax, head.i, depth)
    if token.dep == "advcl" and head.i != verb:
        return surface_subjects(syntax, head.i, depth + 1)
    if token.dep in ("pcomp", "prep"):
        return _prepositional_subjects(syntax, token, depth)
    return []


def _controllers(syntax: Syntax, verb: int, depth: int) -> list[Token]:
    token = syntax.tokens[verb]
    if token.pos in ("NOUN", "ADJ") and token.dep not in ("acomp",) and not syntax.children(verb, *_SUBJECTS):
        return _noun_agents(syntax, verb, depth)
    if token.lemma in _SUBJECT_CONTROL or token.dep == "acomp":
        return surface_subjects(syntax, token.head if token.dep == "acomp" else verb, depth + 1)
    direct = [t for t in syntax.children(verb, "dobj", "dative") if t.pos in ("PROPN", "NOUN", "PRON")]
    if direct and not is_passive(syntax, verb):
        return _spread(syntax, [_referent(syntax, t) for t in direct])
    for prep in syntax.children(verb, "prep"):  # "called on Iran to return"
        if prep.text.lower() in ("on", "upon") and token.lemma in ("call", "prevail"):
            return _spread(syntax, syntax.children(prep.i, "pobj"))
    return surface_subjects(syntax, verb, depth + 1)


def _noun_agents(syntax: Syntax, noun: int, depth: int) -> list[Token]:
    """Whose intention, decision or effort it is."""
    own = owners(syntax, noun)
    named = [t for t in own if t.pos in ("PROPN", "PRON") or t.dep == "poss" or t.tag in ("JJ", "NNPS")]
    token = syntax.tokens[noun]
    head = syntax.tokens[token.head]
    if named:
        return named
    if by := _prepositional(syntax, noun, "by"):
        return _spread(syntax, by)
    if token.dep in ("dobj", "attr", "pobj") and depth < _DEPTH:
        verb = syntax.tokens[head.head] if head.pos == "ADP" else head
        if verb.pos in ("VERB", "AUX"):
            return surface_subjects(syntax, verb.i, depth + 1)
    return []


def _prepositional_subjects(syntax: Syntax, token: Token, depth: int) -> list[Token]:
    """Who does the gerund of a preposition: the accused of "accused of attacking", else the subject."""
    prep = syntax.tokens[token.head]
    over = syntax.tokens[prep.head]
    if over.pos in ("VERB", "AUX"):
        direct = [t for t in syntax.children(over.i, "dobj") if t.pos in ("PROPN", "NOUN", "PRON")]
        if direct and prep.text.lower() in ("of", "for", "from", "into") and not is_passive(syntax, over.i):
            return _spread(syntax, [_referent(syntax, t) for t in direct])
        return surface_subjects(syntax, over.i, depth + 1)
    return _noun_agents(syntax, over.i, depth + 1) if over.pos == "NOUN" else []


def _referent(syntax: Syntax, token: Token) -> Token:
    """What a relative pronoun stands for; any other word stands for itself."""
    if not _is_relative(token):
        return token
    for above in syntax.ancestors(token.i):
        if above.dep == "relcl":
            return syntax.tokens[above.head]
    return token


def _is_relative(token: Token) -> bool:
    return token.tag in ("WP", "WDT", "WP$") and token.text.lower() in ("who", "whom", "which", "that", "whose")


def _spread(syntax: Syntax, heads: list[Token]) -> list[Token]:
    """The heads and all that is coordinated with them, each once. A list the parser took for appositions counts."""
    found: dict[int, Token] = {}
    for head in heads:
        for token in syntax.conjuncts(head.i):
            found[token.i] = token
            for other in syntax.children(token.i, "appos"):
                if other.pos == "PROPN" and syntax.children(other.i, "cc", "conj"):
                    found.update({t.i: t for t in syntax.conjuncts(other.i)})
    return list(found.values())

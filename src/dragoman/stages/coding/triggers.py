"""Which words of a report name events: lexicon entries laid over the tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dragoman.knowledge.predicates import Entry, Predicates
from dragoman.stages.coding import roles
from dragoman.stages.coding.answerable import answerable
from dragoman.syntax import Syntax, Token

Slots = tuple[tuple[Token, ...], ...]  # heads by slot, the likeliest slot first
Fits = Callable[[Token, str], bool]  # (word, "place" | "actor" | "person") -> whether it stands for one

_VERB_REACH = 9  # tokens within which the other words of a verb phrase must follow
_NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
_ASIDE = frozenset({"in", "after", "before", "during", "amid", "despite", "since"})  # open a phrase beside the object
_PREDICATIVE = ("acomp", "attr", "prep", "advmod", "oprd")


class Hit(NamedTuple):
    """An entry found: its words, the verb that carries tense and mood, and who stands in its slots."""

    entry: Entry
    at: int  # the verb or noun
    words: tuple[int, ...]  # all words of the trigger
    clause: int  # the verb whose tense counts: the light verb of "launched an attack", else `at`
    actor: Slots
    recipient: Slots
    given: tuple[int, ...] = ()  # words that met the entry's conditions
    undergoer: tuple[Token, ...] = ()  # subject of a light verb that suffers the event: "came under attack"


def find(syntax: Syntax, known: Predicates, fits: Fits) -> list[Hit]:
    """All entries found, at most one a word, in text order."""
    found: list[Hit] = []
    for token in syntax.tokens:
        hit = _hit(syntax, known, fits, token)
        if hit is not None:
            found.append(hit)
    return found


def _hit(syntax: Syntax, known: Predicates, fits: Fits, token: Token) -> Hit | None:
    if token.tag.startswith("VB"):
        hit = _adjective(syntax, known, fits, token) or _verb(syntax, known, fits, token)
        if hit is None and token.tag in ("VBZ", "VB", "VBP", "VBG"):  # "the US strikes": a noun taken for a verb
            hit = _noun(syntax, known, fits, token) if _looks_nominal(syntax, known, token) else None
        return hit
    if token.tag in _NOUN_TAGS:
        return _noun(syntax, known, fits, token)
    if token.tag in ("JJ", "IN", "RB", "RP"):
        return _adjective(syntax, known, fits, token)
    return None


def _looks_nominal(syntax: Syntax, known: Predicates, token: Token) -> bool:
    if syntax.children(token.i, "dobj", "aux"):
        return False
    if not known.named("verb", token.lemma):
        return True
    before = syntax.children(token.i, "nsubj", "det", "compound", "amod", "poss")
    return any(t.dep in ("det", "poss") or syntax.children(t.i, "det", "poss") for t in before)


def _verb(syntax: Syntax, known: Predicates, fits: Fits, token: Token) -> Hit | None:
    for words, entry in _verb_entries(known, token):
        rest = _phrase(syntax, token, words[1:])
        if rest is None:
            continue
        given = _given(syntax, known, fits, token.i, entry)
        if given is None:
            continue
        predicate = entry.predicate
        if predicate.announced and roles.is_passive(syntax, token.i):
            continue  # "measures are taken" is nobody's threat
        where = (token.i, *rest, *given)
        actor = _filled(syntax, where, predicate.actor_slots)
        recipient = _filled(syntax, where, predicate.recipient or ("object",))
        if predicate.recipient and predicate.recipient[0] != "object":  # what is given is not given to itself
            things = {t.i for t in roles.objects(syntax, token.i)} & set(given)
            recipient = tuple(tuple(t for t in slot if t.i not in things) for slot in recipient)
        return Hit(entry, token.i, (token.i, *rest), token.i, actor, recipient, given)
    return None


def _verb_entries(known: Predicates, token: Token) -> tuple[tuple[tuple[str, ...], Entry], ...]:
    """Entries of the verb's lemma; where the lemma is not a word ("stag" for "staged"), of what else it may be."""
    found = known.named("verb", token.lemma)
    word = token.text.lower()
    if found or not word.endswith("ed"):
        return found
    stems = (word[:-1], word[:-2], word[:-3], word[:-3] + "y" if word.endswith("ied") else word)
    return next((entries for stem in stems if (entries := known.named("verb", stem))), ())


def _phrase(syntax: Syntax, token: Token, rest: tuple[str, ...]) -> tuple[int, ...] | None:
    """Indexes of the further words of a verb phrase, in order below the verb; None where one is missing, or where a
    particle between them makes it another verb: "take on France in the final" takes nobody in."""
    found: list[int] = []
    at = token.i
    for word in rest:
        for other in syntax.tokens[at + 1 : token.i + _VERB_REACH]:
            if other.sentence != token.sentence:
                return None
            same = word in (other.lemma, other.text.lower())
            same = same and (other.dep, other.tag) != (
                "amod",
                "VBN",
            )  # not "a planned visit"
            if same and _hangs_on(syntax, other, token.i, found) and not _only_dates(syntax, other):
                found.append(other.i)
                at = other.i
                break
        else:
            undergone = [t.i for t in syntax.children(token.i, "nsubjpass") if t.lemma == word]
            if not undergone:  # "sanctions were imposed"
                return None
            found += undergone
    particles = syntax.children(token.i, "prt")
    return None if found and particles and particles[0].i < found[0] else tuple(found)


def _only_dates(syntax: Syntax, preposition: Token) -> bool:
    """Whether it says no more than when: "agreed on Monday" is not "agreed on"."""
    under = syntax.children(preposition.i, "pobj")
    timed = any(t.lemma in roles.CALENDAR or t.tag == "CD" for t in under)
    return timed and preposition.pos == "ADP" and preposition.text.lower() != "until"


def _hangs_on(syntax: Syntax, token: Token, verb: int, found: list[int]) -> bool:
    """Whether the word belongs to the verb: a particle or preposition directly, a noun within its phrase, but not in
    one that a preposition of its own adds: "suspended the aid in protest"."""
    if token.pos == "ADP":
        return token.head in (verb, *found, *(t.i for t in syntax.children(verb, "dobj")))
    below = token
    for n, above in enumerate(syntax.ancestors(token.i)):
        if above.i == verb:
            aside = below.text.lower() in _ASIDE and below.i not in found and bool(syntax.children(verb, "dobj"))
            return not (aside and below.dep == "prep")
        below = above
        if n > 3 or (above.pos == "VERB" and above.dep != "xcomp"):
            return False
    return False


def _given(syntax: Syntax, known: Predicates, fits: Fits, i: int, entry: Entry) -> tuple[int, ...] | None:
    """The words that meet the entry's conditions, or None where one of them is not met."""
    predicate = entry.predicate
    met: list[int] = []
    for name, allowed in predicate.given.items():
        good = [t.i for t in roles.slot(syntax, i, name) if _is_one_of(syntax, known, fits, t, allowed)]
        if not good:
            return None
        met += good if name not in ("subject", "owner", "infinitive", "deed") else []
    for name, banned in predicate.unless.items():
        if any(_is_one_of(syntax, known, fits, t, banned) for t in roles.slot(syntax, i, name)):
            return None
    return tuple(met)


def _is_one_of(syntax: Syntax, known: Predicates, fits: Fits, token: Token, allowed: tuple[str, ...]) -> bool:
    if "@any" in allowed or known.matches(token.lemma, allowed) or known.matches(token.text.lower(), allowed):
        return True
    if any(f"@{special}" in allowed and fits(token, special) for special in ("place", "actor", "person")):
        return True
    if "@event" in allowed and known.named("noun", token.lemma):
        return True
    counted = token.lemma in _VESSELS or token.tag == "CD" or token.lemma in _SOME  # "five of the hostages"
    measured = roles.after(syntax, token.i, "of") if counted else []
    return any(_is_one_of(syntax, known, fits, inner, allowed) for inner in measured)


# nouns that only measure what their of-phrase names: "a round of talks", "tonnes of aid"
_VESSELS = frozenset(
    "round series wave number ton tonne barrage volley set package form kind million billion dozen hundred thousand "
    "group couple pair shipment batch amount range piece lot act".split()
)
_SOME = frozenset("several some many most all few dozens both none".split())


def _noun(syntax: Syntax, known: Predicates, fits: Fits, token: Token) -> Hit | None:
    lemma = token.lemma if token.tag.startswith("NN") else token.text.lower().removesuffix("s")
    if token.dep == "compound" and known.named("noun", syntax.tokens[token.head].lemma):
        return None  # "ceasefire talks" are talks
    for words, entry in known.named("noun", lemma):
        if token.dep == "compound" and entry.predicate.symmetric:
            continue  # "talk shows", "summit venues"
        before = _words_before(syntax, token, words[:-1])
        if before is None or _given(syntax, known, fits, token.i, entry) is None:
            continue
        predicate = entry.predicate
        actor = _filled(syntax, (token.i,), predicate.actor_slots)
        if not token.tag.startswith("NN"):
            actor = (*actor, tuple(syntax.children(token.i, "nsubj")))
        actor = actor or answerable(syntax, token)
        recipient = _filled(syntax, (token.i,), predicate.recipient)
        hit = Hit(entry, token.i, (*before, token.i), token.i, actor, recipient)
        return _with_light_verb(syntax, known, hit)
    return None


def _words_before(syntax: Syntax, token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    start = token.i - len(words)
    if start < syntax.sentences[token.sentence].start:
        return None
    before = syntax.tokens[start : token.i]
    same = all(w in (t.lemma, t.text.lower()) for w, t in zip(words, before, strict=True))
    return tuple(t.i for t in before) if same else None


def _with_light_verb(syntax: Syntax, known: Predicates, hit: Hit) -> Hit:
    """ "Launched an attack", "came under fire": the verb lends its subject and its tense to the noun."""
    verb, particle = _governing_verb(syntax, hit.at)
    if verb is None:
        return hit
    if syntax.tokens[hit.at].dep == "nsubj":
        verb = _carried_out(syntax, known, verb)
    role = known.light.get(f"{verb.lemma} {particle}" if particle else verb.lemma)
    if role is None:
        return hit
    noun = syntax.tokens[hit.at]
    undergone = noun.dep in ("nsubjpass",) or roles.is_passive(syntax, verb.i)
    if undergone and noun.dep not in ("nsubjpass",) and not particle:
        return hit
    lent = tuple(roles.subjects(syntax, verb.i)) if noun.dep != "nsubj" else ()
    recipient = (*hit.recipient, *_filled(syntax, (verb.i,), hit.entry.predicate.recipient))
    near = abs(verb.i - noun.i) <= 6
    words = (verb.i, *hit.words) if near else hit.words
    if role == "recipient":
        return hit._replace(words=words, clause=verb.i, undergoer=lent, recipient=recipient)
    actor = (lent, *hit.actor) if role == "actor" else (*hit.actor, lent) if role == "announcer" else hit.actor
    return hit._replace(words=words, clause=verb.i, actor=actor, recipient=recipient)


def _carried_out(syntax: Syntax, known: Predicates, verb: Token) -> Token:
    """The light verb that a noun is subject of at a distance: "talks were due to resume"."""
    queue = [verb]
    while queue:
        at = queue.pop(0)
        below = (t.lemma for t in syntax.children(at.i, "prt", "dobj"))
        if at.pos == "VERB" and any(name in known.light for name in (at.lemma, *(f"{at.lemma} {b}" for b in below))):
            return at
        queue += syntax.children(at.i, "xcomp", "acomp")
    return verb


def _governing_verb(syntax: Syntax, noun: int) -> tuple[Token | None, str | None]:
    """The verb a noun is object of, through "of" ("a series of attacks") and coordination, and its preposition."""
    token = syntax.tokens[noun]
    for _ in range(4):
        head = syntax.tokens[token.head]
        if token.dep in ("dobj", "nsubjpass", "nsubj", "attr") and head.pos in ("VERB", "AUX"):
            particles = syntax.children(head.i, "prt") if token.dep == "dobj" else []
            return head, next((t.text.lower() for t in particles), None)  # "stepped up attacks"
        if token.dep == "pobj" and head.pos in ("ADP", "SCONJ", "PART"):
            over = syntax.tokens[head.head]
            if over.pos == "VERB":
                part = any(t.lemma == "part" for t in syntax.children(over.i, "dobj"))  # "took part in the killing"
                return over, f"part {head.text.lower()}" if part else head.text.lower()
            if head.text.lower() != "of" or over.lemma not in _VESSELS:
                return None, None
            token = over
        elif token.dep == "conj" and head.pos == "NOUN":
            token = head
        else:
            return None, None
    return None, None


def _adjective(syntax: Syntax, known: Predicates, fits: Fits, token: Token) -> Hit | None:
    """ "Ready to", "opposed to", "critical of", said of a subject through a copula."""
    entries = known.named("adjective", token.text.lower())
    if not entries:
        return None
    verb = syntax.tokens[token.head]
    if token.tag == "VBN" and roles.is_passive(syntax, token.i) and not syntax.children(token.i, "agent"):
        verb, who = token, tuple(roles.surface_subjects(syntax, token.i))
    elif token.dep in _PREDICATIVE and verb.pos in ("AUX", "VERB"):
        who = tuple(roles.subjects(syntax, verb.i))
    else:
        return None
    for words, entry in entries:
        if len(words) > 1 or _given(syntax, known, fits, token.i, entry) is None:
            continue
        recipient = _filled(syntax, (token.i,), entry.predicate.recipient)
        return Hit(entry, token.i, (token.i,), verb.i, (who,) if who else (), recipient)
    return None


def _filled(syntax: Syntax, where: tuple[int, ...], slots: tuple[str, ...]) -> Slots:
    """Heads by slot. A preposition may hang on any word of the trigger or on what meets its conditions: "withdrew
    from the accord with Iran"."""
    found: list[tuple[Token, ...]] = []
    for name in slots:
        own = roles.slot(syntax, where[0], name)
        if not own and name not in roles.GRAMMATICAL:
            own = [t for i in where[1:] for t in roles.after(syntax, i, name)]
        found += [tuple(own)] if own else []
    return tuple(found)

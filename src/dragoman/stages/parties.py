"""Who is meant where a sentence says who must act: names, "both sides", "it", "we". Not a stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.draft import Draft
from dragoman.model import Entity, Statement
from dragoman.obligations import side_of
from dragoman.syntax import Syntax, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OWN = frozenset({"government", "country", "nation"})  # what a speaker means without a name: "the government would"
_WE = frozenset({"we", "i", "us", "me", "our", "my", "ourselves", "myself"})
_BACK = frozenset({"it", "they", "he", "she", "itself", "themselves", "which", "that", "who"})
_PARTY_NOUNS = frozenset(
    "side party signatory country member nation state neighbor neighbour government ally leader president minister "
    "army member both neither either each other capital kingdom republic faction".split()
)
_SIDE_NOUNS = frozenset("side party signatory neighbor neighbour both neither either each".split())
_ITS = frozenset({"its", "whose", "his", "her", "their", "our", "my"})
_GENERAL = frozenset(
    {"state", "country", "nation", "member", "government", "signatory", "party", "participant", "ally"}
)
_THEM = frozenset({"them", "him", "her"})
_ACTOR_NOUNS = _PARTY_NOUNS | frozenset(
    "rebel militia junta commander general fighter court parliament king pope bloc coalition council delegation "
    "insurgent separatist authority ministry paramilitary chancellor cabinet administration emirate donor lender "
    "creditor lawmaker deputy official envoy delegate guerrilla force police producer power mediator negotiator "
    "guarantor kidnapper captor hijacker gunman sponsor agency mission embassy junta regime mutineer".split()
)
_AGAINST = frozenset({"opponent", "critic", "foe", "enemy", "adversary", "rival", "victim", "supporter", "survivor"})
_MODIFIERS = ("poss", "amod", "compound", "nmod", "appos")
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_REACH = 3  # sentences back in which whom "it" stands for may have been named
_REACH_OF_PAIRS = 12  # and those whom "both sides" stands for


def named(draft: Draft, i: int) -> tuple[str, ...]:
    """Entity ids of the phrase headed by token `i` and of what is coordinated with it; by name, not by pronoun."""
    found: list[str] = []
    for token in draft.syntax.conjuncts(i):
        if len(of := _belonging(draft, token)) > 1:  # "the leaders of Ethiopia and Somalia"
            found.extend(of)
            continue
        entity = _named_beside(draft, token) or draft.entity_at(token.i) or _of_modifier(draft, token.i)
        if entity is not None:
            found.append(entity.id)
    return tuple(dict.fromkeys(found))


def meant(draft: Draft, i: int, parties: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Entity ids that the phrase headed by token `i` stands for. `parties` are those of the treaty spoken of."""
    token = draft.syntax.tokens[i]
    word = token.text.lower()
    if word in _WE and token.text != "US":
        return tuple(e.id for e in we(draft, token.start))
    found = named(draft, i)
    theirs = any(c.text.lower() == "their" for c in draft.syntax.children(i, "poss"))
    definite = token.tag != "NNS" or not _is_indefinite(draft, token)
    plural = token.tag == "NNS" and token.lemma in _PARTY_NOUNS and definite
    if found and plural and (theirs or _nameless(draft, found)):
        return parties or _pair_before(draft, i) or found
    if not found and token.tag == "NN" and token.lemma in _OWN and (own := we(draft, token.start)):
        return tuple(e.id for e in own)
    whose = next((c for c in draft.syntax.children(i, "poss") if c.text.lower() in _ITS), None)
    if not found and whose is not None:
        return meant(draft, whose.i, parties)
    if found and (word not in _BACK or len(found) > 1 or draft.entity_at(i) is not None):
        return found
    if word in ("which", "that", "who", "whose"):
        antecedent = next((a for a in draft.syntax.ancestors(i) if a.pos in ("NOUN", "PROPN") and a.i < i), None)
        return meant(draft, antecedent.i, parties) if antecedent and antecedent.i < i else ()
    if word in ("its", "his", "her"):
        return _subject_before(draft, i)
    if word in ("they", "their"):
        here = next(
            (n for t in preceding(draft.syntax, i) if t.sentence == token.sentence and (n := named(draft, t.i))), ()
        )
        return here or parties or _pair_before(draft, i) or _subject_before(draft, i)
    if word in _THEM:
        return parties or _spoken_of(draft, token)
    if _is_general(draft, token):
        return ()
    if (token.lemma in _PARTY_NOUNS and definite) or word in ("both", "neither"):
        return parties or _pair_before(draft, i)
    return _subject_before(draft, i) if word in _BACK else ()


def _nameless(draft: Draft, ids: tuple[str, ...]) -> bool:
    """Whether all are known by a common noun only: "leaders"."""
    return all(draft.entity[i].name.islower() for i in ids)


def _is_general(draft: Draft, token: Token) -> bool:
    """Whether a plural speaks of all there are: "member states", "all governments", and not "the two countries"."""
    if token.tag != "NNS" or token.lemma not in _GENERAL:
        return False
    before = {c.text.lower() for c in draft.syntax.children(token.i, "det", "nummod", "poss", "predet")}
    return before.isdisjoint({"the", "both", "two", "three", "these", "their", "neither", "either"})


def _is_indefinite(draft: Draft, token: Token) -> bool:
    """ "leaders", "European leaders": not "the leaders", "both leaders", "their leaders"."""
    before = {c.text.lower() for c in draft.syntax.children(token.i, "det", "nummod", "poss", "predet", "preconj")}
    return not before


def is_party_in_general(draft: Draft, token: Token) -> bool:
    """ "Member states must", "neither party may", "both sides will": parties, whoever they are."""
    return token.lemma in _GENERAL | _SIDE_NOUNS and draft.entity_at(token.i) is None


def is_party_word(token: Token) -> bool:
    """ "neither", "both", "the two sides", "they": words for the parties of what was just spoken of."""
    return token.lemma in _SIDE_NOUNS or token.text.lower() in (
        "neither",
        "both",
        "each",
        "either",
        "they",
        "them",
        "other",
    )


def is_them(token: Token) -> bool:
    """Whether `token` is a pronoun for somebody to whom something is done."""
    return token.text.lower() in _THEM


def can_act(draft: Draft, i: int) -> bool:
    """Whether the phrase headed by token `i` is somebody who can be bound, known by name or not."""
    return bool(named(draft, i)) or is_actor(draft, i)


def is_actor(draft: Draft, i: int) -> bool:
    """Whether token `i` itself names somebody who can act, and not just something of his."""
    token = draft.syntax.tokens[i]
    known = draft.entity_at(i) is not None
    return known or token.lemma in _ACTOR_NOUNS or token.text.lower() in _WE | _BACK


def owners(draft: Draft, i: int, *, by: tuple[str, ...] = ("of", "by", "from", "between")) -> tuple[str, ...]:
    """Whose the thing named by noun `i` is: "a withdrawal of Ukrainian troops", "its troops", "by Israel"."""
    syntax = draft.syntax
    found: list[str] = []
    for child in syntax.children(i, "poss", "amod", "compound", "prep", "agent"):
        if child.dep not in ("prep", "agent"):
            found.extend(named(draft, child.i))
        elif child.lemma in by:
            found.extend(p for o in syntax.children(child.i, "pobj") for p in named(draft, o.i))
    return tuple(dict.fromkeys(found))


def we(draft: Draft, offset: int) -> tuple[Entity, ...]:
    """For whom the speaker of the words at `offset` says "we": his state, else his organisation, else himself."""
    speaker = speaker_at(draft, offset)
    return (behind(draft, speaker),) if speaker else ()


def behind(draft: Draft, entity: Entity) -> Entity:
    """The state (or group, or organisation) that `entity` speaks or acts for; itself where none is named."""
    side = side_of(entity)
    if entity.kind in ("state", "group"):
        return entity
    kinds = ("state", "group", "organization") if entity.kind == "person" else ("state",)
    for kind in kinds:
        for other in draft.entities:
            if other.kind == kind and other.id != entity.id and side_of(other) == side:
                return other
    return entity


def with_states(draft: Draft, ids: Iterable[str]) -> tuple[str, ...]:
    """`ids`, each person or organ preceded by the state behind it."""
    both = ((behind(draft, draft.entity[i]).id, i) for i in ids)
    return tuple(dict.fromkeys(i for pair in both for i in pair))


def statement_at(draft: Draft, offset: int) -> Statement | None:
    """The innermost statement whose content covers the character at `offset`."""
    found = [
        (sum(c.end - c.start for c in s.content), n)
        for n, s in enumerate(draft.statements)
        if any(c.start <= offset < c.end for c in s.content)
    ]
    return draft.statements[min(found)[1]] if found else None


def speaker_at(draft: Draft, offset: int) -> Entity | None:
    """Who says the words at `offset`; None in the reporter's own voice or where the speaker is not known."""
    statement = statement_at(draft, offset)
    return draft.entity.get(statement.speaker) if statement and statement.speaker else None


def subject(syntax: Syntax, i: int) -> Token | None:
    """Who does what verb, noun or adjective `i` says: its subject, or that of the clause it depends on."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        token = syntax.tokens[i]
        own = next((c for c in syntax.children(i, *_SUBJECTS) if c.text.lower() != "there"), None)
        if own is not None:
            return own
        head = syntax.tokens[token.head]
        if head.i == i:
            return _listed_after(syntax, token)
        if token.dep == "conj" and token.tag in _FINITE and head.tag == "VB" and head.dep != "ROOT":
            i = head.head  # "the law allows ships to pass and forbids states to stop them"
            continue
        if token.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "PRON"):
            own_deed = token.dep == "relcl" or token.tag == "VBG" or is_finite_in_disguise(syntax, token)
            return head if own_deed else subject(syntax, head.i)
        if token.dep == "dobj" and (poss := next(iter(syntax.children(i, "poss")), None)) and poss.pos != "PRON":
            return poss
        i = head.i
    return None


def is_finite_in_disguise(syntax: Syntax, token: Token) -> bool:
    """ "The treaty required Chile to": a verb that the parser took for a participle, though it has an object, or there
    is no other verb."""
    if token.tag != "VBN" or token.dep != "acl":
        return False
    return bool(syntax.children(token.i, "dobj")) or syntax.tokens[token.head].dep == "ROOT"


def _listed_after(syntax: Syntax, verb: Token) -> Token | None:
    """ "Under the pact, Peru and Chile agreed", "At the summit members agreed": a subject that the parser took for a
    part of the phrase before it."""
    for preposition in syntax.children(verb.i, "prep"):
        for noun in syntax.children(preposition.i, "pobj") if preposition.i < verb.i else ():
            if verb.tag == "VBD" and syntax.subtree(noun.i)[-1] == verb.i - 1 and noun.i > preposition.i + 1:
                return noun
            for other in syntax.children(noun.i, "conj"):
                if other.i < verb.i and syntax.tokens[other.i - 1].text in (",", "the"):
                    return other
    return None


def preceding(syntax: Syntax, i: int, deps: tuple[str, ...] = _SUBJECTS, reach: int = _REACH) -> Iterator[Token]:
    """Tokens before `i` in one of the roles `deps`, nearest first, up to `reach` sentences back."""
    tokens = syntax.tokens
    for j in range(i - 1, -1, -1):
        if tokens[i].sentence - tokens[j].sentence > reach:
            return
        if tokens[j].dep in deps:
            yield tokens[j]


def _belonging(draft: Draft, token: Token) -> list[str]:
    if token.pos != "NOUN" or token.lemma in _AGAINST:
        return []
    syntax = draft.syntax
    of = [o for p in syntax.children(token.i, "prep") if p.lemma == "of" for o in syntax.children(p.i, "pobj")]
    owners = [draft.entity_at(t.i) for o in of for t in syntax.conjuncts(o.i)]
    return [e.id for e in owners if e is not None]


def _named_beside(draft: Draft, token: Token) -> Entity | None:
    """ "the foreign minister, Espen Barth Eide,": the person whose name stands beside the office."""
    if token.pos not in ("NOUN", "PROPN"):
        return None
    beside = (draft.entity_at(c.i) for c in draft.syntax.children(token.i, "appos"))
    return next((e for e in beside if e is not None and e.kind == "person"), None)


def _of_modifier(draft: Draft, i: int) -> Entity | None:
    """ "Turkish jets", "the army of Chad": whom a plain noun belongs to."""
    if draft.syntax.tokens[i].pos not in ("NOUN", "PROPN"):
        return None
    ranked = sorted(draft.syntax.children(i, *_MODIFIERS), key=lambda c: (c.dep != "appos", c.pos == "PRON"))
    for child in ranked:
        if entity := draft.entity_at(child.i):
            return entity
    for of in draft.syntax.children(i, "prep") if draft.syntax.tokens[i].lemma not in _AGAINST else ():
        for owner in draft.syntax.children(of.i, "pobj") if of.lemma == "of" else ():
            if entity := draft.entity_at(owner.i):
                return entity
    return None


def _spoken_of(draft: Draft, token: Token) -> tuple[str, ...]:
    """Whom "them" or "him" stands for: the last one named who is not the subject of the same clause."""
    doer = subject(draft.syntax, token.head)
    own = set(meant(draft, doer.i)) if doer is not None and doer.text.lower() not in _THEM else set()
    kinds = ("person",) if token.text.lower() != "them" else ("state", "group", "organization", "people")
    for before in preceding(draft.syntax, token.i, (*_SUBJECTS, "pobj", "dobj", "poss")):
        found = tuple(i for i in named(draft, before.i) if i not in own and draft.entity[i].kind in kinds)
        if found:
            return found
    return ()


def _pair_before(draft: Draft, i: int) -> tuple[str, ...]:
    """The two or more named together most recently: "Israel and Hamas ... both sides"."""
    for token in preceding(draft.syntax, i, (*_SUBJECTS, "pobj", "dobj"), _REACH_OF_PAIRS):
        pair = named(draft, token.i)
        alike = len({draft.entity[p].kind for p in pair}) == 1
        mediated = draft.syntax.tokens[token.head].lemma == "by"  # "mediated by Oman and Qatar"
        if len(pair) > 1 and alike and not mediated:
            return pair
    return ()


def _subject_before(draft: Draft, i: int) -> tuple[str, ...]:
    for token in preceding(draft.syntax, i):
        if token.text.lower() not in _BACK and (found := named(draft, token.i)):
            return found
    return ()

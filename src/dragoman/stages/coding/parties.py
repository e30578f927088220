"""From the words in a slot to the entities they stand for: "Iran's key nuclear sites" is Iran.

A phrase that stands for nobody gives nothing: a missing party is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dragoman.draft import Draft
from dragoman.model import Entity, EntityKind
from dragoman.stages.coding import roles
from dragoman.stages.coding.several import several
from dragoman.syntax import Token

_ACTING: frozenset[EntityKind] = frozenset({"person", "state", "organization", "group", "people"})
_NATIONS: frozenset[EntityKind] = frozenset({"state", "organization"})
_OWNING_PREPOSITIONS = ("by", "of", "from", "in", "at", "inside", "within", "for")
_BODIES = frozenset("group movement militia organization organisation faction party network union agency sect".split())
_MAKING = frozenset({"release", "publish", "issue", "write", "draft", "sign", "present", "submit", "prepare"})
_NATION = frozenset({"people", "nation", "side", "public"})  # "the Iranian people" is Iran, "Iranian sailors" are not
_AGAINST = frozenset({"opponent", "critic", "enemy", "foe", "rival", "adversary", "defector", "opposition", "victim"})
_NOT_THEIRS = _AGAINST | frozenset(
    "wife husband father mother son daughter brother sister parent family child cousin friend supporter backer fan "
    "admirer follower voter donor offshoot splinter pollster lawyer attorney predecessor successor neighbour neighbor "
    "colleague counterpart employee subordinate boss victim prisoner captor challenger opponent".split()
)  # "my wife" is not I, his supporters are not he
# what bears a place's name and is nobody's: "the Paris agreement", "the Iraq war"
_BEARING_NAMES = frozenset(
    "war agreement accord pact deal treaty pipeline convention protocol summit conference massacre bombing shooting "
    "crisis referendum marathon swimmer athlete runner tourist".split()
)
_OUTSIDE = frozenset({"REB", "OPP", "PTY", "LEG"})  # sectors of people who are not their state
_MEMBERS = frozenset({"republican", "democrat"})
_PICKED_OUT = frozenset({"nummod", "relcl", "acl"})
_ANAPHORS = frozenset({"it", "they", "he", "she"})
_FIRST = frozenset({"i", "we", "my", "our", "us", "me", "ours", "ourselves"})
_SECOND = frozenset({"you", "your"})


def parties(
    draft: Draft, heads: Iterable[Token], is_event: Callable[[Token], bool], destination: bool = False
) -> tuple[str, ...]:
    """Ids of the entities that the phrases headed by `heads` stand for, in order, each once. `is_event` tells the
    nouns that name acts, whose places are no owners; `destination` reads a town or country as its government."""
    found: dict[str, None] = {}
    for head in heads:
        for entity in _entities(draft, head, is_event, destination):
            found[entity.id] = None
    return _without_doubles(draft, found)


def _without_doubles(draft: Draft, ids: Iterable[str]) -> tuple[str, ...]:
    """Not both a minister and his state, where the parser made two phrases of "Syrian President Bashar Assad"."""
    entities = [draft.entity[i] for i in ids]
    speaking = {e.country for e in entities if e.kind in ("person", "group") and e.country}
    return tuple(e.id for e in entities if e.kind != "state" or e.country not in speaking)


def with_nations(draft: Draft, ids: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """`ids` and the states whose nationals or armies are among them: what befalls Turkish soldiers befalls Turkey. A
    state on the other side of the event is not added, nor one among whose own people all of it happens."""
    nationals = [e for i in ids if _stands_for_state(e := draft.entity[i])]
    states = [s.id for e in nationals if (s := _state(draft, e.country)) is not None and s.id not in others]
    everyone = [draft.entity[i] for i in (*ids, *others)]
    if len(everyone) > 1 and len({e.country for e in everyone}) == 1:
        return ids
    return tuple(dict.fromkeys((*ids, *states)))


def _stands_for_state(entity: Entity) -> bool:
    """Whether what befalls the entity befalls its state: its soldiers, an unnamed envoy, its armed forces. Rebels and
    politicians out of office stand for none."""
    if _OUTSIDE.intersection(entity.sectors):
        return False
    if entity.kind == "organization":
        return "MIL" in entity.sectors
    return entity.kind in ("group", "person") and all(m.form in ("title", "nominal") for m in entity.mentions)


def standing(draft: Draft) -> Callable[[Token, str], bool]:
    """A test for the conditions of entries: whether a word stands for a "place", an "actor" or a "person"."""

    def fits(token: Token, what: str) -> bool:
        if what == "place":
            return stands_for_place(draft, token)
        entity = draft.entity_at(token.i) or _apposed(draft, token)
        return entity is not None and entity.kind in (("person",) if what == "person" else _ACTING)

    return fits


def stands_for_place(draft: Draft, token: Token) -> bool:
    """Whether the word names a place or a state."""
    if any(token.span.overlaps(m.span) for p in draft.places for m in p.mentions):
        return True
    entity = draft.entity_at(token.i)
    if entity is not None:
        return entity.kind == "state"
    return any(c.span.overlaps(token.span) and c.kind in ("place", "state") for c in draft.candidates)


def _entities(draft: Draft, head: Token, is_event: Callable[[Token], bool], destination: bool) -> list[Entity]:
    if together := several(draft, head):
        return together
    named = _apposed(draft, head) or draft.entity_at(head.i) or _in_person(draft, head)
    if named is None and head.text.lower() in _ANAPHORS and (over := _reporting_subjects(draft, head)):
        return [e for t in over for e in _entities(draft, t, is_event, False)]
    if named is not None and "PTY" in named.sectors and _are_some_members(draft, head):
        return []  # "the Wisconsin Republican" is not the party, nor are two Democrats
    if named is not None and named.kind in _ACTING:
        whole = head.lemma in _NATION and not draft.syntax.children(head.i, "nummod")  # not "18 people in Dhaka"
        nation = _state(draft, named.country) if named.kind == "people" and whole else None
        return [*_joined_before(draft, head), nation or named, *_joined_inside(draft, head), *_others_of(draft, head)]
    if destination and (state := state_of_place(draft, head)):
        return [state]
    if head.lemma in _NOT_THEIRS:
        return []
    syntax = draft.syntax
    words = _owning_words(draft, head)
    owners = [e for t in words if (e := draft.entity_at(t.i) or _in_person(draft, t)) and e.kind in _ACTING]
    if owners:
        return owners
    if head.pos not in ("NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON"):
        return []
    prepositions = ("by", "from") if is_event(head) else _OWNING_PREPOSITIONS
    for name in prepositions:
        below = [p for p in roles.slot(syntax, head.i, name) if p.i > head.i and p.lemma not in roles.CALENDAR]
        inner = [e for p in below for e in _entities(draft, p, is_event, name in ("in", "at", "from"))]
        if inner:
            return inner
    if makers := _makers(draft, head, is_event):
        return makers
    apposed = [e for t in syntax.children(head.i, "appos") if (e := draft.entity_at(t.i)) and e.kind in _ACTING]
    return apposed


def _makers(draft: Draft, head: Token, is_event: Callable[[Token], bool]) -> list[Entity]:
    """Whose "a report issued by the ministry" is, and "a report published in the Syrian capital"."""
    syntax = draft.syntax
    for verb in (t for t in syntax.children(head.i, "acl") if t.lemma in _MAKING and t.tag == "VBN"):
        by = [e for t in roles.after(syntax, verb.i, "by") for e in _entities(draft, t, is_event, False)]
        capitals = (t for t in roles.after(syntax, verb.i, "in") if t.lemma == "capital")
        if found := by or [e for t in capitals for e in _entities(draft, t, is_event, True)]:
            return found
    return []


def _are_some_members(draft: Draft, head: Token) -> bool:
    """Whether the word names one member of a party, or some that are told apart from the others."""
    if head.lemma.lower() not in _MEMBERS:
        return False
    below = draft.syntax.children(head.i)
    return head.tag in ("NN", "NNP") or any(t.dep in _PICKED_OUT or t.text.lower() == "like" for t in below)


def _owning_words(draft: Draft, head: Token) -> list[Token]:
    """Words before `head` that may say whose it is, without those inside the name or title of another of them ("Trump
    campaign chairman Paul Manafort's decision") and without the names that treaties and wars bear."""
    words = roles.owners(draft.syntax, head.i)
    if head.lemma in _BEARING_NAMES:
        return [t for t in words if t.dep == "poss"]
    named = {t.i for t in words if (e := draft.entity_at(t.i)) is not None and e.kind == "person"}
    return [
        t for t in words if t.dep == "conj" or t.head not in named or draft.entity_at(t.head) is draft.entity_at(t.i)
    ]


def _apposed(draft: Draft, head: Token) -> Entity | None:
    """The person named after an office, the group after a word for it: "the French foreign minister, Hubert Vedrine",
    "the Somali militant group al-Shabaab"."""
    if head.tag not in ("NN", "NNP"):
        return None
    behind = draft.syntax.tokens[head.i + 1 : head.i + 2] if head.lemma in _BODIES else ()
    for token in (*draft.syntax.children(head.i, "appos"), *behind):
        entity = draft.entity_at(token.i)
        if entity is not None and entity.kind in ("group", "organization") and head.lemma in _BODIES:
            return entity
        if entity is not None and entity.kind == "person" and any(m.form == "name" for m in entity.mentions):
            known = draft.entity_at(head.i)
            return entity if known is None or known.kind in ("person", "group", "state") else None
    return None


def _joined_inside(draft: Draft, head: Token) -> list[Entity]:
    """Who is joined to another word of the name than its head: "Angela Merkel and" with "Angela" for a preposition."""
    syntax = draft.syntax
    holding = [m.span for e in draft.entities for m in e.mentions if m.span.covers(head.span) and m.form == "name"]
    inside = syntax.tokens_in(min(holding, key=lambda m: m.end - m.start)) if holding else []
    joined = (c for t in inside if t.i > head.i for c in syntax.conjuncts(t.i)[1:])
    return [e for c in joined if (e := draft.entity_at(c.i)) and e.kind in _ACTING]


def _others_of(draft: Draft, head: Token) -> list[Entity]:
    """The further states of "the leaders of France and Poland", where the mention holds only the first."""
    if head.tag != "NNS":
        return []
    first = roles.slot(draft.syntax, head.i, "of")
    return [e for t in first[1:] if (e := draft.entity_at(t.i)) and e.kind in _ACTING]


def _joined_before(draft: Draft, head: Token) -> list[Entity]:
    """The states and bodies joined to a mention before it: Britain in "British and EU negotiators"."""
    syntax = draft.syntax
    holding = [m.span for e in draft.entities for m in e.mentions if m.span.covers(head.span)]
    if not holding:
        return []
    at = syntax.tokens_in(max(holding, key=lambda m: m.end - m.start))[0].i
    found: list[Entity] = []
    joints = {"and"}
    while at > 1 and syntax.tokens[at - 1].text.lower() in joints:
        last = syntax.tokens[at - 2]
        entity = draft.entity_at(last.i)
        if entity is None or entity.kind not in _NATIONS or all(t.i != head.i for t in syntax.ancestors(last.i)):
            break
        found.insert(0, entity)
        name = next(m.span for m in entity.mentions if m.span.covers(last.span))
        at, joints = syntax.tokens_in(name)[0].i, {"and", ","}
    return found


def _reporting_subjects(draft: Draft, pronoun: Token) -> list[Token]:
    """Who "it" or "they" is in "Israel announced it would free prisoners": whoever announced it."""
    syntax = draft.syntax
    verb = syntax.tokens[pronoun.head]
    if verb.dep != "ccomp" or pronoun.dep not in ("nsubj", "nsubjpass"):
        return []
    if not syntax.children(verb.head, "nsubj"):
        return []
    return [t for t in roles.subjects(syntax, verb.head) if t.pos != "PRON"]


def _in_person(draft: Draft, token: Token) -> Entity | None:
    """Who "I", "we" and "you" are in somebody's words: the speaker, his state where he speaks for it, his listener."""
    word = token.text.lower()
    if word not in _FIRST and word not in _SECOND:
        return None
    over = [s for s in draft.statements if any(c.covers(token.span) for c in s.content)]
    said = min(over, key=lambda s: sum(c.end - c.start for c in s.content), default=None)
    if said is None:
        return None
    if word in _SECOND:
        return draft.entity.get(said.addressee[0]) if len(said.addressee) == 1 else None
    speaker = draft.entity.get(said.speaker or "")
    if speaker is None or word in ("i", "my", "me") or speaker.kind not in ("person", "organization"):
        return speaker
    return _state(draft, speaker.country) or speaker


def state_of_place(draft: Draft, token: Token) -> Entity | None:
    """The state in whose territory the place named at `token` lies, if the report has that state as an entity."""
    country = next((p.country for p in draft.places for m in p.mentions if m.span.overlaps(token.span)), None)
    return _state(draft, country)


def _state(draft: Draft, country: str | None) -> Entity | None:
    states = (e for e in draft.entities if e.kind == "state" and e.country == country)
    return next(states, None) if country else None

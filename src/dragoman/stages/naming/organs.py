"""Bodies that every state has, in a text: "Russia's Ministry of Foreign Affairs", "its troops", "the rebels"."""

from __future__ import annotations

from typing import Literal

from dragoman.draft import Candidate, Draft
from dragoman.knowledge.actor_entries import GenericOrgan
from dragoman.knowledge.actors import Actors
from dragoman.model import Form, Span
from dragoman.stages.naming.matching import Match
from dragoman.stages.naming.phrases import Phrase
from dragoman.syntax import Syntax, Token

_IRREGULAR = frozenset(("REB", "OPP"))  # sectors of bodies that may be of no state
DEFINITE = frozenset(("the", "its", "his", "her", "their"))


def find_organ(
    draft: Draft,
    actors: Actors,
    organ: Phrase[GenericOrgan],
    owners: list[Match],
    used: set[int],
    whose: list[Phrase[GenericOrgan]],
) -> Candidate | None:
    """A body of a state: "Russia's Ministry of Foreign Affairs"; without an owner, the one spoken of before (`whose`),
    else that of the state spoken of last."""
    syntax = draft.syntax
    head = syntax.head_of(span_of(syntax, organ.first, organ.last)) or syntax.tokens[organ.last]
    if not organ.owner and not any(t.text.lower() in DEFINITE for t in syntax.children(head.i, "det", "poss")):
        return _unowned(syntax, organ, head)
    if organ.first in used or (head.dep == "compound" and not organ.owner):
        return None
    if not organ.owner and "REB" in organ.entry.sectors and _group_before(syntax, organ.first, owners):
        return None  # "The Houthis ... The rebels": no others
    if (its := _its(syntax, head, owners)) is not None:
        organ = organ._replace(owner=None)  # "its troops from southern Lebanon" are not Lebanon's
    before = None if organ.owner else its or _named_before(actors, organ, owners, whose)
    owner = organ.owner or (None if before else _last_state(syntax, organ, owners))
    state = before or (state_of(owner) if owner else None)
    if state is None and organ.entry.government and (state := _his_state(syntax, actors, organ.first)) is not None:
        return Candidate(span_of(syntax, organ.first, organ.last), "nominal", "state", state)
    if state is None and organ.owner is not None and organ.owner.senses[0].key.startswith("group/"):
        return _of_group(syntax, actors, organ, organ.owner, head, owners)
    if state is None:
        return None
    first = min(organ.first, organ.owner.first) if organ.owner else organ.first
    last = max(organ.last, organ.owner.last) if organ.owner else organ.last
    span = span_of(syntax, first, last)
    if organ.entry.government:
        return Candidate(span, "nominal", "state", state)
    iso3 = state.removeprefix("state/")
    key = actors.own_organs.get((iso3, organ.entry.name), f"organ/{iso3}/{organ.entry.name}")
    form: Form = "name" if syntax.tokens[organ.last].text[0].isupper() else "nominal"
    return Candidate(span, form, "people" if organ.entry.sectors == ("CVL",) else "organization", key)


def _of_group(
    syntax: Syntax,
    actors: Actors,
    organ: Phrase[GenericOrgan],
    people: Match,
    head: Token,
    owners: list[Match],
) -> Candidate | None:
    """ "Zairean Tutsi rebels", "Catalan separatists": of the state named before the people, else of theirs, else a
    group by itself."""
    state = next((m for m in owners if m.last + 1 == people.first and state_of(m) and m.sense("demonym")), people)
    home = actors.groups[people.senses[0].key.removeprefix("group/")].country
    iso3 = (state_of(state) or "").removeprefix("state/") or home
    if iso3 is None:
        return _unowned(syntax, organ, head)
    kind: Literal["people", "organization"] = "people" if organ.entry.sectors == ("CVL",) else "organization"
    return Candidate(span_of(syntax, state.first, organ.last), "nominal", kind, f"organ/{iso3}/{organ.entry.name}")


def _unowned(syntax: Syntax, organ: Phrase[GenericOrgan], head: Token) -> Candidate | None:
    """ "Pro-Russian separatists", "opposition supporters": several that act, of a state that is not said."""
    if head.tag != "NNS" or not acts(syntax, head) or not _IRREGULAR.intersection(organ.entry.sectors):
        return None
    first = organ.first
    while (
        first and syntax.tokens[first - 1].head == head.i and syntax.tokens[first - 1].pos in ("ADJ", "PROPN", "NOUN")
    ):
        first -= 1
    return Candidate(span_of(syntax, first, organ.last), "nominal", "group")


def _group_before(syntax: Syntax, at: int, owners: list[Match]) -> bool:
    """Whether a group is named in the two sentences before token `at`."""
    here = syntax.tokens[at].sentence
    near = (m for m in owners if m.first < at and here - syntax.tokens[m.first].sentence <= 2)
    return any(m.senses[0].key.startswith("group/") for m in near)


def state_of(match: Match) -> str | None:
    """The key of the state that a name may stand for."""
    return next((s.key for s in match.senses if s.key.startswith("state/")), None)


def _its(syntax: Syntax, head: Token, owners: list[Match]) -> str | None:
    """The state that "its troops" are of: who does what the clause says, or who is to do it ("urged Israel to")."""
    if not any(t.text.lower() in ("its", "their") for t in syntax.children(head.i, "poss")):
        return None
    states = {i: state for m in owners if (state := state_of(m)) for i in range(m.first, m.last + 1)}
    for n, above in enumerate(syntax.ancestors(head.i)):
        roles = ("dobj", "nsubj", "nsubjpass") if n else ("nsubj", "nsubjpass")
        for token in syntax.children(above.i, *roles):
            if token.i < head.i and token.i in states:
                return states[token.i]
    return None


def _named_before(
    actors: Actors, organ: Phrase[GenericOrgan], owners: list[Match], whose: list[Phrase[GenericOrgan]]
) -> str | None:
    """A state whose body of that kind is named before `organ`, by a general name or by its own; of several, the one
    spoken of last."""
    named = {state_of(o.owner) for o in whose if o.entry == organ.entry and o.owner and o.first < organ.first}
    last: dict[str | None, int] = {}  # state -> where it, or a body of it, is named last before
    for match in owners:
        kind, _, rest = match.senses[0].key.partition("/")
        iso3 = rest.partition("/")[0]
        state = f"state/{iso3}" if kind == "organ" else state_of(match)
        if match.first < organ.first:
            last[state] = match.first
            if kind == "organ" and actors.own_organs.get((iso3, organ.entry.name)) == match.senses[0].key:
                named.add(state)
    return max(named, key=lambda state: last.get(state, -1), default=None)


def _his_state(syntax: Syntax, actors: Actors, organ: int) -> str | None:
    """ "the Biden administration": the state of the leader whose name stands before the word."""
    word = syntax.tokens[organ - 1].text if organ else ""
    bearers = [s.key for s in actors.find(word) if s.key.startswith("person/")] if word[:1].isupper() else []
    states = {owner for key in bearers if (owner := actors.people[key][1]).startswith("state/")}
    return states.pop() if len(states) == 1 else None


def _last_state(syntax: Syntax, organ: Phrase[GenericOrgan], owners: list[Match]) -> Match | None:
    """The state of a bare "the Foreign Ministry": the last one before it that acts or owns, at most a sentence away;
    else the only one in the text."""
    head = syntax.head_of(span_of(syntax, organ.first, organ.last)) or syntax.tokens[organ.last]
    if organ.entry.government:
        return None
    before = [m for m in owners if m.first < organ.first and m.senses[0].key.startswith("state/")]
    near = [m for m in before if head.sentence - syntax.tokens[m.first].sentence <= 1]
    acting = [m for m in near if syntax.tokens[m.last].dep in ("nsubj", "nsubjpass", "poss", "pobj", "amod")]
    near = [m for m in acting if syntax.tokens[m.last].dep in ("nsubj", "poss")] or acting or near
    if near:
        return near[-1]
    states = [m for m in owners if state_of(m)]
    return states[0] if len({state_of(m) for m in states}) == 1 else None  # the only one that the text names at all


def acts(syntax: Syntax, head: Token) -> bool:
    """Whether a bare plural does or suffers something: "Aid workers pulled out", "Thousands of farmers sat down"."""
    while head.dep == "pobj" and syntax.tokens[head.head].text == "of":
        head = syntax.tokens[syntax.tokens[head.head].head]
    return head.dep in ("nsubj", "nsubjpass") and syntax.tokens[head.head].pos == "VERB"


def span_of(syntax: Syntax, first: int, last: int) -> Span:
    """The characters of tokens `first` to `last`, inclusive."""
    return Span(syntax.tokens[first].start, syntax.tokens[last].end)

"""Names that are not places': persons, organisations and groups, as far as they are what the mentions took them for.

Parsers take many towns for persons or companies. A name that only the parser vouches for is let go as a place's where
the gazetteer knows it and the words beside it speak for a place, over the whole report.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dragoman.draft import Candidate, Draft
from dragoman.knowledge.place_words import PlaceCue
from dragoman.model import Span
from dragoman.stages.placing.surroundings import CITY, PLACE_LABELS, TOWN, Surroundings, size, sure
from dragoman.syntax import Syntax


class Rivals(NamedTuple):
    """Who else is named in a text."""

    owners: dict[int, Candidate]  # by token, the longest person, organisation, group or seat that is named there
    persons: frozenset[int]  # tokens of persons' names
    bodies: frozenset[int]  # tokens of names of organisations and groups

    def holds(self, first: int, last: int) -> bool:
        """Whether any of tokens `first` to `last` belongs to a rival."""
        return any(i in self.persons or i in self.bodies for i in range(first, last + 1))

    def stands_for_state(self, token: int) -> bool:
        """Whether `token` is a seat's name that means the government: "the Kremlin said"."""
        owner = self.owners.get(token)
        return owner is not None and owner.kind == "state"


class _Claim(NamedTuple):
    """A name and the token ranges where it stands, without an article."""

    name: str
    ranges: list[tuple[int, int]]
    settled: bool  # whether the lexicon or a title vouches for it


def find_rivals(draft: Draft, text: Surroundings) -> Rivals:
    """The persons, organisations and groups of a report."""
    named = [c for c in draft.candidates if c.form != "title" and c.kind in ("person", "organization", "group")]
    seats = [c for c in draft.candidates if c.kind == "state" and c.form == "metonym" and c.reading == "government"]
    owners: dict[int, Candidate] = {}
    for candidate in sorted([*named, *seats], key=lambda c: c.span.end - c.span.start):
        owners.update((t.i, candidate) for t in draft.syntax.tokens_in(candidate.span))
    places = _parts_of_places(text)
    claims = [(c, True) for c in _persons(draft, text, named)]
    claims += [(c, False) for c in _claims(text, [c for c in named if c.kind != "person"])]
    claims = [(c, person) for c, person in claims if c.settled or not _place(text, c, person, places)]
    persons = [c for c, person in claims if person]
    bodies = [c for c, person in claims if not person and (c.settled or " " in c.name)]
    return Rivals(owners, _tokens(persons) | _surnames(text, persons), _tokens(bodies))


def _tokens(claims: Iterable[_Claim]) -> frozenset[int]:
    return frozenset(i for claim in claims for first, last in claim.ranges for i in range(first, last + 1))


def _persons(draft: Draft, text: Surroundings, named: list[Candidate]) -> list[_Claim]:
    """Persons as the entities stage put them together, and those that it left alone."""
    claims, seen = [], set()
    settled = {c.span for c in named if c.kind == "person" and (c.key or c.title)}
    for entity in draft.entities:
        if entity.kind == "person":
            spans = [m.span for m in entity.mentions if m.form in ("name", "alias")]
            seen.update(spans)
            ranges = [r for span in spans if (r := _range(draft.syntax, span))]
            if ranges:
                name = max((text.name(*r) for r in ranges), key=len)
                sound = bool(entity.role or entity.wikidata) or not settled.isdisjoint(spans)
                claims.append(_Claim(name, ranges, sound))
    return claims + _claims(text, [c for c in named if c.kind == "person" and c.span not in seen])


def _claims(text: Surroundings, candidates: list[Candidate]) -> list[_Claim]:
    ranges: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for candidate in candidates:
        if found := _range(text.syntax, candidate.span):
            key = (text.name(*found), bool(candidate.key or candidate.title))
            ranges.setdefault(key, []).append(found)
    return [_Claim(name, where, settled) for (name, settled), where in ranges.items()]


def _range(syntax: Syntax, span: Span) -> tuple[int, int] | None:
    tokens = syntax.tokens_in(span)
    while tokens and tokens[0].lemma == "the":
        tokens = tokens[1:]
    return (tokens[0].i, tokens[-1].i) if tokens else None


def _place(text: Surroundings, claim: _Claim, person: bool, places: frozenset[int]) -> bool:
    """Whether the report as a whole uses the name as a place's."""
    if all(i in places for r in claim.ranges for i in r):
        return True
    people = size(text.gazetteer.find(claim.name), claim.name)
    if not people or any(text.spoilt(*r) for r in claim.ranges):
        return False
    ranges = [r for r in claim.ranges if text.name(*r) == claim.name]
    labels = [text.syntax.label_of.get(first) for first, _ in ranges]
    labels += _elsewhere(text, claim)
    hints = [text.hint(*r) for r in ranges]
    signs = sum(label in PLACE_LABELS for label in labels) + sum(sure(h) for h in hints)
    if people >= TOWN:
        signs += sum(_counts(h, person) for h in hints) + sum(text.listed(first) for first, _ in ranges)
    if not person:
        return signs > 0 or people >= (TOWN if " " in claim.name else CITY)
    return signs > 0 and signs * (2 if people >= TOWN else 1) >= labels.count("PERSON")


def _elsewhere(text: Surroundings, claim: _Claim) -> list[str]:
    """The parser's labels of the name where nobody claims it: "hit Kharkiv"."""
    named = [n for n in text.syntax.names if text.name(n.first, n.last) == claim.name]
    return [n.label for n in named if (n.first, n.last) not in claim.ranges and n.label in PLACE_LABELS]


def _counts(hint: PlaceCue | None, person: bool) -> bool:
    """Whether a hint that is not sure tells a place from a person, or from a body."""
    return hint is not None and (hint.strength == "likely" or (hint.strength == "possible" and not person))


def _parts_of_places(text: Surroundings) -> frozenset[int]:
    """Tokens of names of several words that both the parser and the gazetteer call places: "Prince Edward Island"."""
    return frozenset(
        i
        for name in text.syntax.names
        if name.label in PLACE_LABELS and name.first < name.last
        if text.gazetteer.find(text.name(name.first, name.last))
        for i in range(name.first, name.last + 1)
    )


def _surnames(text: Surroundings, persons: list[_Claim]) -> frozenset[int]:
    """Lone words that are the last name of someone named in full, unless they stand where a place does."""
    last = {claim.name.split()[-1] for claim in persons if " " in claim.name}
    alone = (t for t in text.syntax.tokens if t.text in last and text.alone(t.i, t.i))
    return frozenset(t.i for t in alone if not sure(text.hint(t.i, t.i)))

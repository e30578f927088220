"""Where the text names a place: states and capitals of the lexicon, regions and waters by name, the parser's places,
and capitalised words that the gazetteer knows in the company of words that go with places.

What is found here are names; stages/placing/locating.py decides where on the map they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.draft import Candidate, Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.actor_entries import State
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.gazetteer import Location
from dragoman.knowledge.gazetteer_index import folded
from dragoman.knowledge.place_words import Sort
from dragoman.model import Reading, Span
from dragoman.stages.placing.rivals import Rivals, find_rivals
from dragoman.stages.placing.surroundings import CITY, NAME_TAGS, PLACE_LABELS, TOWN, Surroundings, size, sure
from dragoman.syntax import Syntax, Token

_DATES = ("DATE", "TIME")
_MISTAGGED = ("JJ", "NN")  # what a town's name at the head of a sentence is often taken for
_TITLES = ("LAW", "EVENT", "WORK_OF_ART", "MONEY")
_JOINTS = frozenset("of the de del da do di la le el al and und sur am on en upon - – ' ’ .".split())
_LONGEST = 7  # tokens of a place's name
_SEAT = 50_000  # inhabitants from which a town that stands for a government is taken for the seat
_LARGE = 1_000_000  # inhabitants of a division whose name alone in a body's is enough
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]{3,}")  # "D.C.", "NSW"


class Toponym(NamedTuple):
    """A name of a place in the text."""

    span: Span
    words: str
    reading: Reading
    first: int  # tokens `first` to `last`, inclusive
    last: int
    state: str | None = None  # ISO code of the state it names, or of which it is the seat
    names_state: bool = False  # whether it names the state itself, not its seat
    sort: Sort | None = None  # what the words beside it say it is


def find_toponyms(draft: Draft, knowledge: Knowledge) -> list[Toponym]:
    """All names of places in text order, none overlapping another."""
    text = Surroundings(draft.view, draft.syntax, knowledge.gazetteer, knowledge.place_words)
    rivals = find_rivals(draft, text)
    named = [*_states(draft.candidates, text, rivals, knowledge.actors), *_regions(text, rivals)]
    named += _parsed(text, rivals, known=True)
    named.sort(key=lambda t: (t.first - t.last, t.state is None))  # the longest first: "New Jersey" before "Jersey"
    found: list[Toponym] = []
    taken: set[int] = set()
    _add(named, found, taken)
    _add(_parsed(text, rivals, known=False), found, taken)
    _add(_hinted(text, rivals, found, taken), found, taken)
    _add(_within_bodies(draft.candidates, text), found, taken)
    _add(_abbreviated(text, rivals, found), found, taken)
    _add(_repeated(text, rivals, found, taken), found, taken)
    return sorted(found, key=lambda t: t.span)


def _add(toponyms: Iterable[Toponym], found: list[Toponym], taken: set[int]) -> None:
    for toponym in toponyms:
        tokens = range(toponym.first, toponym.last + 1)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            found.append(toponym)


def _toponym(text: Surroundings, first: int, last: int, reading: Reading = "place") -> Toponym:
    span = Span(text.syntax.tokens[first].start, text.syntax.tokens[last].end)
    return Toponym(span, text.name(first, last), reading, first, last, sort=text.sort(first, last))


def _states(candidates: tuple[Candidate, ...], text: Surroundings, rivals: Rivals, actors: Actors) -> Iterator[Toponym]:
    """States, their people's adjectives and their capitals, as the mentions were read."""
    for candidate in candidates:
        key = candidate.key or ""
        tokens = text.syntax.tokens_in(candidate.span)
        if candidate.reading is None or not key.startswith("state/") or not tokens:
            continue
        state = key.removeprefix("state/")
        words = text.view[candidate.span.start : candidate.span.end]
        first, last = tokens[0].i, tokens[-1].i
        seat = _is_seat(text, words, actors.states.get(state)) and first not in rivals.persons
        if candidate.form == "metonym" and not seat:
            continue
        longer = text.extended(last) if candidate.form != "demonym" else last
        if longer > last and longer not in rivals.bodies:
            yield _toponym(text, first, longer)
        elif candidate.form == "demonym" or not text.spoilt(first, last):
            yield Toponym(candidate.span, words, candidate.reading, first, last, state, candidate.form != "metonym",
                          text.sort(first, last))  # fmt: skip


def _is_seat(text: Surroundings, words: str, state: State | None) -> bool:
    """Whether a metonym is the name of a town or island, not of a building or a body ("the Kremlin")."""
    capital = state is not None and state.capital is not None and folded(state.capital) == folded(words)
    home = [p for p in text.gazetteer.find(words) if p.country == (state and state.iso3)]
    return capital or any(p.population >= _SEAT or p.kind in ("base", "region") for p in home)


def _regions(text: Surroundings, rivals: Rivals) -> Iterator[Toponym]:
    """Regions, seas, sites and countries by name, the longest at each word: "South China Sea"."""
    for token in text.syntax.tokens:
        if token.text[0].isalpha() and text.gazetteer.opens_region(token.text):
            ends = (t for t in _run(text.syntax, token) if t.i - token.i < _LONGEST and t.text[0].isalnum())
            fits = [t for t in ends if text.gazetteer.region(text.view[token.start : t.end])]
            reading = _region_reading(text, rivals, token, fits[-1]) if fits else None
            if reading:
                yield _toponym(text, token.i, fits[-1].i, reading)


def _run(syntax: Syntax, token: Token) -> Iterator[Token]:
    """`token` and what follows it in its sentence."""
    return (syntax.tokens[i] for i in range(token.i, syntax.sentences[token.sentence].stop))


def _region_reading(text: Surroundings, rivals: Rivals, first: Token, last: Token) -> Reading | None:
    """How a region's name is read; None where it is no place, but part of a longer name or an ambiguous word."""
    if not (first.text[0].isupper() or (first.i < last.i and last.text[0].isupper())) or text.spoilt(first.i, last.i):
        return None
    placed = sure(text.hint(first.i, last.i))
    owners = {owner for i in range(first.i, last.i + 1) if (owner := rivals.owners.get(i))}
    for owner in owners:
        words = text.view[owner.span.start : owner.span.end]
        if len(words.removeprefix("the ").removeprefix("The ")) > last.end - first.start or (owner.key and not placed):
            return "government" if owner.kind == "group" and owner.span == (first.start, last.end) else None
    if text.gazetteer.ambiguous(text.view[first.start : last.end]):
        before = text.syntax.tokens[first.i - 1].lemma if first.i else ""
        return "place" if placed or before == "the" else None
    return "place"


def _parsed(text: Surroundings, rivals: Rivals, known: bool) -> Iterator[Toponym]:
    """The parser's places that the gazetteer knows; with `known` unset, the others that sound like places."""
    for name in text.syntax.names:
        if name.label not in PLACE_LABELS:
            continue
        first, last = _trimmed(text.syntax, name.first, name.last)
        if first > last or rivals.holds(first, last) or text.spoilt(first, last):
            continue
        if first == last and rivals.stands_for_state(first):
            continue
        longer = text.extended(last)
        toponym = _toponym(text, first, last if longer in rivals.bodies | rivals.persons else longer)
        if text.gazetteer.ambiguous(toponym.words):
            continue  # a region, or nothing: see _regions
        if bool(text.gazetteer.find(toponym.words)) == known and (known or _sounds(text, toponym)):
            yield toponym


def _trimmed(syntax: Syntax, first: int, last: int) -> tuple[int, int]:
    """Without articles, adjectives and other small words at the head, without "'s" and marks at the end."""
    while first <= last and not (syntax.tokens[first].text[0].isupper() and syntax.tokens[first].pos != "DET"):
        first += 1
    while first <= last and (
        syntax.tokens[last].tag in ("POS", "CC", "IN") or not syntax.tokens[last].text[0].isalnum()
    ):
        last -= 1
    return first, last


def _sounds(text: Surroundings, toponym: Toponym) -> bool:
    """Whether a name that the gazetteer lacks is a place for its own or its neighbours' sake."""
    if toponym.sort == "street" or sure(text.hint(toponym.first, toponym.last)):
        return True
    first = toponym.first
    while first < toponym.last and text.words.find("general", text.syntax.tokens[first].text):
        first += 1
    if first > toponym.first and text.gazetteer.find(text.name(first, toponym.last)):
        return True  # "East Texas"
    comma = text.syntax.tokens[toponym.last + 1 : toponym.last + 3]
    return len(comma) == 2 and comma[0].text == "," and text.syntax.label_of.get(comma[1].i) == "GPE"


def _hinted(text: Surroundings, rivals: Rivals, found: list[Toponym], taken: set[int]) -> Iterator[Toponym]:
    """Capitalised words that the gazetteer knows, where the words beside them go with places, or of large cities."""
    ends = {t.last for t in found}
    for token in text.syntax.tokens:
        if token.i in taken or not _may_begin(text, rivals, token):
            continue
        for last in _endings(text, rivals, token):
            name = text.name(token.i, last)
            known = () if len(name) < 3 or text.gazetteer.ambiguous(name) else text.gazetteer.find(name)
            if known and not text.spoilt(token.i, last) and _likely(text, token, last, known, ends):
                ends.add(last)
                yield _toponym(text, token.i, last)
                break


def _may_begin(text: Surroundings, rivals: Rivals, token: Token) -> bool:
    if token.tag not in (*NAME_TAGS, *_MISTAGGED) or not token.text[0].isupper() or len(token.text) < 2:
        return False
    if rivals.holds(token.i, token.i) or (token.text.isupper() and len(token.text) < 5):
        return False
    if rivals.stands_for_state(token.i):
        return False
    before = text.syntax.tokens[token.i - 1] if token.i else None
    return before is None or before.sentence != token.sentence or before.tag not in NAME_TAGS


def _endings(text: Surroundings, rivals: Rivals, token: Token) -> list[int]:
    """Where a name that begins at `token` may end, the last first."""
    ends = []
    for t in _run(text.syntax, token):
        if t.i - token.i >= _LONGEST or rivals.holds(t.i, t.i):
            break
        if t.i == token.i or (t.tag in NAME_TAGS and t.text[0].isalpha()):
            ends.append(t.i)
        elif t.text.lower() not in _JOINTS:
            break
    after = text.syntax.tokens[ends[-1] + 1 :][:1] if ends else ()
    lone = not after or after[0].tag not in NAME_TAGS
    return [end for end in reversed(ends) if end > token.i or lone or text.hint(token.i, end)]


def _likely(text: Surroundings, token: Token, last: int, known: tuple[Location, ...], ends: set[int]) -> bool:
    """Whether the words beside a known name, its label and the place's size speak for the place."""
    hint, people, label = (
        text.hint(token.i, last),
        size(known, text.name(token.i, last)),
        text.syntax.label_of.get(token.i),
    )
    if label in _TITLES or (label in _DATES and not (sure(hint) and people >= CITY)):
        return False
    if token.tag not in NAME_TAGS:
        return sure(hint) and people >= TOWN
    if sure(hint):
        return True
    if label == "PERSON":
        return people >= TOWN and hint is not None and hint.strength == "likely"
    if people >= CITY and text.alone(token.i, last):
        return True
    if label == "ORG":
        return people >= TOWN and hint is not None and hint.strength == "likely"
    return people >= TOWN and (hint is not None or _listed(text.syntax, token.i, ends))


def _listed(syntax: Syntax, first: int, ends: set[int]) -> bool:
    """Whether a place, a comma or "and" stand just before token `first`."""
    at, joined = first - 1, False
    while at >= 0 and (syntax.tokens[at].text == "," or syntax.tokens[at].lemma in ("and", "or")):
        at, joined = at - 1, True
    return joined and at in ends


def _within_bodies(candidates: tuple[Candidate, ...], text: Surroundings) -> Iterator[Toponym]:
    """The place that a local body is named after: "Gainesville Police", "University of Kentucky", "CTV Edmonton"."""
    for candidate in candidates:
        if candidate.kind != "organization" or candidate.key:
            continue
        tokens = [t for t in text.syntax.tokens_in(candidate.span) if t.text.lower() != "the"]
        for first, last in _openings(text, tokens):
            if text.gazetteer.find(text.name(first.i, last.i)) and not text.spoilt(first.i, last.i):
                yield _toponym(text, first.i, last.i)
                break


def _openings(text: Surroundings, tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """The words before a word for a local body, a large division at the head of the name, what follows an acronym,
    and the words after "of" and "in"; the longest first."""
    for at in range(min(len(tokens) - 1, 4), 0, -1):
        if text.words.find("body", tokens[at].text):
            yield tokens[0], tokens[at - 1]
    if len(tokens) > 2 and _is_division(text, tokens[0]):
        yield tokens[0], tokens[0]
    if len(tokens) > 1 and tokens[0].text.isupper() and len(tokens[0].text) > 1:
        yield tokens[1], tokens[-1]
    for at in range(1, len(tokens) - 1):
        named = tokens[at].text == "of" and text.words.find("body", tokens[at - 1].text)
        if named or tokens[at].text in ("in", "at", "near"):
            yield tokens[at + 1], tokens[-1]


def _is_division(text: Surroundings, token: Token) -> bool:
    """Whether a word is by its own name a large first-level division: "Texas A&M University"."""
    found = text.gazetteer.find(token.text)
    return any(p.kind == "division" and not p.alternate and p.population >= _LARGE for p in found)


def _abbreviated(text: Surroundings, rivals: Rivals, found: list[Toponym]) -> Iterator[Toponym]:
    """An abbreviated division after a town ("Springfield, Ill."), or one of initials anywhere ("from D.C.")."""
    tokens = text.syntax.tokens
    for toponym in list(found):
        at = toponym.last + 2
        if at < len(tokens) and tokens[at - 1].text == ",":
            for last in (at + 1, at):
                if last < len(tokens) and text.gazetteer.abbreviated(text.name(at, last).rstrip(".") + "."):
                    yield _toponym(text, at, last)
                    break
    for token in tokens:
        if _INITIALS.fullmatch(token.text) and not rivals.holds(token.i, token.i) and token.tag in NAME_TAGS:
            dated = token.i > 0 and tokens[token.i - 1].tag == "CD"
            if not dated and text.gazetteer.abbreviated(token.text):
                yield _toponym(text, token.i, token.i)


def _repeated(text: Surroundings, rivals: Rivals, found: list[Toponym], taken: set[int]) -> Iterator[Toponym]:
    """A name found as a place once is one wherever nothing speaks against it."""
    places = {folded(t.words) for t in found if t.reading != "demonym" and len(t.words) > 2}
    for token in text.syntax.tokens:
        if token.i in taken or not _may_begin(text, rivals, token):
            continue
        for last in _endings(text, rivals, token):
            if folded(text.name(token.i, last)) in places and not text.spoilt(token.i, last):
                yield _toponym(text, token.i, last)
                break

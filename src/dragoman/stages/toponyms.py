"""Where the text names a place: states and capitals of the lexicon, the parser's names, regions and waters by name,
and capitalised words that the gazetteer knows in the company of words that go with places.

What is found here are names; stages/locating.py decides where on the map they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.draft import Candidate, Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.actors import Actors, State
from dragoman.knowledge.gazetteer import Gazetteer, Location
from dragoman.knowledge.gazetteer_index import folded
from dragoman.knowledge.place_words import PlaceCue, PlaceWords, Sort
from dragoman.model import Reading, Span
from dragoman.syntax import Syntax, Token

_PLACE_LABELS = ("GPE", "LOC", "FAC")
_NO_PLACE_LABELS = ("DATE", "TIME", "NORP", "LANGUAGE", "LAW", "EVENT", "WORK_OF_ART", "MONEY", "PRODUCT")
_JOINTS = frozenset("of the de del da do di la le el al and und sur am on en upon - – ' ’ .".split())
_LONGEST = 7  # tokens of a place's name
_KNOWN_TOWN = 15_000  # inhabitants from which a town's name needs little of a hint
_SEAT = 50_000  # inhabitants from which a town that stands for a government is taken for the seat


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


class _Text(NamedTuple):
    """What the searches below look at."""

    view: str
    syntax: Syntax
    candidates: tuple[Candidate, ...]
    gazetteer: Gazetteer
    words: PlaceWords
    owners: dict[int, Candidate]  # by token, the longest person, organisation or group that is named there
    persons: frozenset[int]  # tokens of persons' names
    bodies: frozenset[int]  # tokens of organisations and groups that the lexicon knows or that are several words


def find_toponyms(draft: Draft, knowledge: Knowledge) -> list[Toponym]:
    """All names of places in text order, none overlapping another."""
    text = _text(draft, knowledge)
    named = [*_states(text, knowledge.actors), *_regions(text), *_parsed(text, known=True)]
    named.sort(key=lambda t: (t.first - t.last, t.state is None))  # the longest first: "New Jersey" before "Jersey"
    found: list[Toponym] = []
    taken: set[int] = set()
    _add(named, found, taken)
    _add(_parsed(text, known=False), found, taken)
    _add(_hinted(text, found, taken), found, taken)
    _add(_bodies(text), found, taken)
    _add(_qualifiers(text, found), found, taken)
    _add(_repeated(text, found, taken), found, taken)
    return sorted(found, key=lambda t: t.span)


def _add(toponyms: Iterable[Toponym], found: list[Toponym], taken: set[int]) -> None:
    for toponym in toponyms:
        tokens = range(toponym.first, toponym.last + 1)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            found.append(toponym)


def _text(draft: Draft, knowledge: Knowledge) -> _Text:
    syntax = draft.syntax
    owners: dict[int, Candidate] = {}
    named = [c for c in draft.candidates if c.form != "title" and c.kind in ("person", "organization", "group")]
    for candidate in sorted(named, key=lambda c: c.span.end - c.span.start):
        owners.update((t.i, candidate) for t in syntax.tokens_in(candidate.span))
    bodies = frozenset(
        i for i, c in owners.items() if c.kind != "person" and (c.key or " " in draft.text(c.span).removeprefix("the "))
    )
    text = _Text(draft.view, syntax, draft.candidates, knowledge.gazetteer, knowledge.place_words, owners, frozenset(),
                 bodies)  # fmt: skip
    return text._replace(persons=_persons(draft, text))


def _tokens(syntax: Syntax, spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(t.i for span in spans for t in syntax.tokens_in(span))


def _persons(draft: Draft, text: _Text) -> frozenset[int]:
    """Tokens of persons' names, less those lone words that the parser or the words beside them rather call a place."""
    spans = [c.span for c in draft.candidates if c.kind == "person" and c.form == "name" and not c.key]
    known = [c.span for c in draft.candidates if c.kind == "person" and c.form == "name" and (c.key or c.title)]
    for entity in draft.entities:
        if entity.kind == "person":
            names = [m.span for m in entity.mentions if m.form in ("name", "alias")]
            whole = entity.role or entity.wikidata or any(" " in draft.text(span) for span in names)
            (known if whole else spans).extend(names)
    sure = _tokens(draft.syntax, known) | _surnames(text, known)
    lone: dict[str, set[int]] = {}
    for i in _tokens(draft.syntax, spans) - sure:
        lone.setdefault(draft.syntax.tokens[i].text, set()).add(i)
    places = {i for word, at in lone.items() if text.gazetteer.find(word) and _rather_place(text, at) for i in at}
    return (_tokens(draft.syntax, spans) | sure) - places


def _surnames(text: _Text, persons: Iterable[Span]) -> frozenset[int]:
    """Lone words that are the last name of someone named in full, unless they stand where a place does."""
    last = {words[-1] for span in persons if len(words := text.view[span.start : span.end].split()) > 1}
    alone = (t for t in text.syntax.tokens if t.text in last and not _touches_name(text.syntax, t))
    return frozenset(t.i for t in alone if not _sure(_hint(text, t.i, t.i)))


def _touches_name(syntax: Syntax, token: Token) -> bool:
    beside = syntax.tokens[max(0, token.i - 1) : token.i] + syntax.tokens[token.i + 1 : token.i + 2]
    return any(t.tag in ("NNP", "NNPS") for t in beside)


def _rather_place(text: _Text, tokens: set[int]) -> bool:
    labels = [text.syntax.label_of.get(i) for i in tokens]
    hints = [hint for i in tokens if (hint := _hint(text, i, i))]
    speaks = sum(label in _PLACE_LABELS for label in labels) + sum(not hint.weak for hint in hints)
    return speaks > 0 and speaks >= labels.count("PERSON") / 2


def _regions(text: _Text) -> Iterator[Toponym]:
    """Regions, seas, sites and countries by name, the longest at each word: "South China Sea"."""
    for token in text.syntax.tokens:
        if token.text[0].isalpha() and text.gazetteer.opens_region(token.text):
            ends = (t for t in _run(text.syntax, token) if t.i - token.i < _LONGEST and t.text[0].isalnum())
            fits = [t for t in ends if text.gazetteer.region(text.view[token.start : t.end])]
            reading = _region_reading(text, token, fits[-1]) if fits else None
            if reading:
                yield _toponym(text, token.i, fits[-1].i)._replace(reading=reading)


def _run(syntax: Syntax, token: Token) -> Iterator[Token]:
    """`token` and what follows it in its sentence."""
    return (syntax.tokens[i] for i in range(token.i, syntax.sentences[token.sentence].stop))


def _region_reading(text: _Text, first: Token, last: Token) -> Reading | None:
    """How a region's name is read; None where it is no place, but part of a longer name or an ambiguous word."""
    if not (first.text[0].isupper() or (first.i < last.i and last.text[0].isupper())):
        return None
    sure = _sure(_hint(text, first.i, last.i))
    owners = {c for i in range(first.i, last.i + 1) if (c := text.owners.get(i))}
    for owner in owners:
        words = text.view[owner.span.start : owner.span.end]
        if len(words.removeprefix("the ").removeprefix("The ")) > last.end - first.start or (owner.key and not sure):
            return "government" if owner.kind == "group" and owner.span == (first.start, last.end) else None
    if text.gazetteer.ambiguous(text.view[first.start : last.end]):
        before = text.syntax.tokens[first.i - 1].lemma if first.i else ""
        return "place" if sure or before == "the" else None
    return "place"


def _states(text: _Text, actors: Actors) -> Iterator[Toponym]:
    """States, their people's adjectives and their capitals, as the mentions were read."""
    for candidate in text.candidates:
        key = candidate.key or ""
        tokens = text.syntax.tokens_in(candidate.span)
        if candidate.reading is None or not key.startswith("state/") or not tokens or tokens[0].i in text.persons:
            continue
        state = key.removeprefix("state/")
        words = text.view[candidate.span.start : candidate.span.end]
        first, last = tokens[0].i, tokens[-1].i
        if candidate.form == "metonym" and not _is_seat(text, words, actors.states.get(state)):
            continue
        longer = _extended(text, first, last) if candidate.form != "demonym" else last
        if longer > last:
            yield _toponym(text, first, longer)
        else:
            yield Toponym(candidate.span, words, candidate.reading, first, last, state, candidate.form != "metonym",
                          _sort(text, first, last))  # fmt: skip


def _is_seat(text: _Text, words: str, state: State | None) -> bool:
    """Whether a metonym is the name of a town or landmark, not only of a body ("the White House", "Foggy Bottom")."""
    capital = state is not None and state.capital is not None and folded(state.capital) == folded(words)
    large = any(p.population >= _SEAT and p.country == (state and state.iso3) for p in text.gazetteer.find(words))
    return capital or large or text.gazetteer.region(words)


def _parsed(text: _Text, known: bool) -> Iterator[Toponym]:
    """The parser's places that the gazetteer knows; with `known` unset, the others that sound like places."""
    for name in text.syntax.names:
        if name.label not in _PLACE_LABELS:
            continue
        first, last = _trimmed(text.syntax, name.first, name.last)
        if first > last or not (text.persons | text.bodies).isdisjoint(range(first, last + 1)):
            continue
        toponym = _toponym(text, first, _extended(text, first, last))
        if bool(text.gazetteer.find(toponym.words)) == known and (known or _sounds(text, toponym)):
            yield toponym


def _sounds(text: _Text, toponym: Toponym) -> bool:
    """Whether a name that the gazetteer lacks is a place for its own or its neighbours' sake."""
    hint = _hint(text, toponym.first, toponym.last)
    if toponym.sort == "street" or (hint and not hint.weak):
        return True
    comma = text.syntax.tokens[toponym.last + 1 : toponym.last + 3]
    return len(comma) == 2 and comma[0].text == "," and text.syntax.label_of.get(comma[1].i) == "GPE"


def _hinted(text: _Text, found: list[Toponym], taken: set[int]) -> Iterator[Toponym]:
    """Capitalised words that the gazetteer knows, where the words beside them go with places."""
    ends = {t.last for t in found}
    for token in text.syntax.tokens:
        if token.i in taken or not _may_begin(text, token):
            continue
        for last in _endings(text, token):
            hint = _hint(text, token.i, last)
            known = text.gazetteer.find(text.view[token.start : text.syntax.tokens[last].end])
            if known and (_sure(hint) or _likely(text, token, known, hint, ends)):
                ends.add(last)
                yield _toponym(text, token.i, last)
                break


def _sure(hint: PlaceCue | None) -> bool:
    return hint is not None and not hint.weak


def _likely(text: _Text, token: Token, known: tuple[Location, ...], hint: PlaceCue | None, ends: set[int]) -> bool:
    """Whether a weak hint or a list of places, and a place of some size, speak for a name."""
    large = any(p.population >= _KNOWN_TOWN for p in known)
    label = text.syntax.label_of.get(token.i)
    return large and label in (None, *_PLACE_LABELS) and (hint is not None or _listed(text.syntax, token.i, ends))


def _may_begin(text: _Text, token: Token) -> bool:
    if token.tag not in ("NNP", "NNPS") or not token.text[0].isupper() or len(token.text) < 3:
        return False
    if token.i in text.persons or token.i in text.bodies or text.syntax.label_of.get(token.i) in _NO_PLACE_LABELS:
        return False
    before = text.syntax.tokens[token.i - 1] if token.i else None
    return before is None or before.sentence != token.sentence or before.tag not in ("NNP", "NNPS")


def _endings(text: _Text, token: Token) -> list[int]:
    """Where a name that begins at `token` may end, the last first."""
    ends = []
    for t in _run(text.syntax, token):
        if t.i - token.i >= _LONGEST or t.i in text.persons or t.i in text.bodies:
            break
        if t.tag in ("NNP", "NNPS") and t.text[0].isalpha():
            ends.append(t.i)
        elif t.text.lower() not in _JOINTS:
            break
    following = text.syntax.tokens[ends[0] + 1 :][:1] if ends else ()
    lone = not following or following[0].tag not in ("NNP", "NNPS")
    return [end for end in reversed(ends) if end > token.i or lone or _hint(text, token.i, end)]


def _listed(syntax: Syntax, first: int, ends: set[int]) -> bool:
    """Whether a place, a comma or "and" stand just before token `first`."""
    at = first - 1
    joined = False
    while at >= 0 and (syntax.tokens[at].text == "," or syntax.tokens[at].lemma in ("and", "or")):
        at, joined = at - 1, True
    return joined and at in ends


def _bodies(text: _Text) -> Iterator[Toponym]:
    """The place that a local body is named after: "Gainesville Police", "University of Kentucky"."""
    for candidate in text.candidates:
        if candidate.kind != "organization" or candidate.key:
            continue
        tokens = [t for t in text.syntax.tokens_in(candidate.span) if t.text.lower() != "the"]
        for first, last in _openings(tokens, text.words):
            if text.gazetteer.find(text.view[first.start : last.end]):
                yield _toponym(text, first.i, last.i)
                break


def _openings(tokens: list[Token], words: PlaceWords) -> Iterator[tuple[Token, Token]]:
    """The words before a word for a local body, and those after "of", the longest first."""
    for at in range(min(len(tokens) - 1, 4), 0, -1):
        if words.find("body", tokens[at].text):
            yield tokens[0], tokens[at - 1]
    for at in range(1, len(tokens) - 1):
        if tokens[at].text == "of" and words.find("body", tokens[at - 1].text):
            yield tokens[at + 1], tokens[-1]


def _qualifiers(text: _Text, found: list[Toponym]) -> Iterator[Toponym]:
    """An abbreviated state after a town: "Springfield, Ill."."""
    tokens = text.syntax.tokens
    for toponym in list(found):
        at = toponym.last + 1
        if at + 1 < len(tokens) and tokens[at].text == "," and text.gazetteer.abbreviated(tokens[at + 1].text):
            yield _toponym(text, at + 1, at + 1)


def _repeated(text: _Text, found: list[Toponym], taken: set[int]) -> Iterator[Toponym]:
    """A name found as a place once is one wherever nothing speaks against it."""
    places = {folded(t.words): t for t in found if t.reading != "demonym" and len(t.words) > 2}
    for token in text.syntax.tokens:
        if token.i in taken or not _may_begin(text, token):
            continue
        for last in _endings(text, token):
            if folded(text.view[token.start : text.syntax.tokens[last].end]) in places:
                yield _toponym(text, token.i, last)
                break


def _toponym(text: _Text, first: int, last: int) -> Toponym:
    span = Span(text.syntax.tokens[first].start, text.syntax.tokens[last].end)
    return Toponym(span, text.view[span.start : span.end], "place", first, last, sort=_sort(text, first, last))


def _trimmed(syntax: Syntax, first: int, last: int) -> tuple[int, int]:
    """Without articles, adjectives and other small words at the head, without "'s" and marks at the end."""
    while first <= last and not (syntax.tokens[first].text[0].isupper() and syntax.tokens[first].pos != "DET"):
        first += 1
    while first <= last and (syntax.tokens[last].tag == "POS" or not syntax.tokens[last].text[0].isalnum()):
        last -= 1
    return first, last


def _extended(text: _Text, first: int, last: int) -> int:
    """The last token with a kind of place written as part of the name: "Rapides" + "Parish"."""
    after = text.syntax.tokens[last + 1] if last + 1 < len(text.syntax.tokens) else None
    if after is None or not after.text[0].isupper() or after.sentence != text.syntax.tokens[last].sentence:
        return last
    kind = text.words.find("after", after.text) or text.words.find("last", after.text)
    if kind and after.i not in text.bodies | text.persons:
        return after.i
    return last


def _hint(text: _Text, first: int, last: int) -> PlaceCue | None:
    """The words beside a name that go with places; a sure one before a weak one."""
    tokens, words = text.syntax.tokens, text.words
    before = _before(text.syntax, first)
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    hints: list[PlaceCue | None] = []
    if after is not None and after.start - tokens[last].end <= 1:
        hints.append(words.find("after", after.text))
    if before is not None:
        hints.append(words.find("before", before.text))
        if before.text == "of" and before.i > 0:
            hints.append(words.find("of", tokens[before.i - 1].lemma))
    return min((h for h in hints if h), key=lambda h: h.weak, default=None)


def _before(syntax: Syntax, first: int) -> Token | None:
    """The token before a name, in its sentence, over an article."""
    at = first - 1
    if at >= 0 and syntax.tokens[at].lemma == "the":
        at -= 1
    return syntax.tokens[at] if at >= 0 and syntax.tokens[at].sentence == syntax.tokens[first].sentence else None


def _sort(text: _Text, first: int, last: int) -> Sort | None:
    """Whether the words in or beside the name call it a town, a division or a street."""
    inside = text.words.find("last", text.syntax.tokens[last].text) if first < last else None
    inside = inside or (text.words.find("after", text.syntax.tokens[last].text) if first < last else None)
    hint = inside or _hint(text, first, last)
    return hint.kind if hint else None

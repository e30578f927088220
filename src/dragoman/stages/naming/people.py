"""People by name: from the lexicon, from the parser, after a title, and by a surname whose full name the text gives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import OSA

from dragoman.draft import Draft
from dragoman.knowledge.actor_entries import Title, held
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.word_classes import NameWords
from dragoman.model import Span
from dragoman.stages.naming.matching import Match, fold
from dragoman.stages.naming.parting import parted
from dragoman.stages.naming.phrases import Phrase
from dragoman.stages.naming.titles import JOINTS, NO_NAME, before_comma, continues, title_after, title_before
from dragoman.syntax import Syntax, Token

_UNMISTAKABLE = 6  # letters of a known surname
_SHORTEST_SLIP = 5  # letters
_MISTAKEN = ("NNP", "NNPS", "NNS", "NN", "VB", "JJ", "RB")  # tags of a surname that the parser does not know
_SUBJECT = ("nsubj", "nsubjpass")


class Person(NamedTuple):
    """A person's name at tokens `first` to `last` inclusive, his key if the lexicon has the full name, his title."""

    first: int
    last: int
    key: str | None
    title: Span | None
    title_tokens: tuple[int, int]  # half-open


def find_people(
    draft: Draft, actors: Actors, words: NameWords, matches: list[Match], titles: list[Phrase[Title]]
) -> list[Person]:
    """People in text order. A name carries its title wherever it stands: "Iranian Foreign Minister Abbas Araghchi",
    "Dmitry Peskov, the Kremlin spokesman", "President Trump"."""
    syntax = draft.syntax
    spans = _full_names(syntax, matches) | _parser_names(syntax, words, matches, titles)
    spans |= _after_titles(syntax, words, matches, titles)
    spans |= _titled_bodies(syntax, words, matches, titles)
    spans |= _by_first_name(syntax, actors, words, matches)
    spans |= _surnames(syntax, actors, matches, spans)
    spans |= _acting_surnames(syntax, actors, words, draft.report.published, spans)
    apart = parted(syntax, actors, words, _surnames_in_office(draft, actors))
    spans = {(max((i for i in apart if first < i <= last), default=first), last) for first, last in spans}
    spans |= {(i, i) for i in apart}
    ends = {t.last: t for t in titles}
    by_first = {m.first: m for m in matches}
    found = []
    known = {i for m in matches for i in range(m.first, m.last + 1)} | {i for t in titles for i in (t.first, t.last)}
    spans = {
        (first if first in apart else _from_first_name(syntax, actors, words, first, known), _whole(syntax, last))
        for first, last in spans
    }
    for first, last in _joined(_outermost(spans)):
        match = by_first.get(first)
        full = match.sense("name", "alias") if match and match.last == last else None
        key = full.key if full and full.key.startswith("person/") else None
        before = title_before(syntax, words, first, ends)
        after = title_after(syntax, words, last, titles)
        tokens = after if after and (before is None or not _owned(titles, before)) else before
        title = Span(syntax.tokens[tokens[0]].start, syntax.tokens[tokens[1] - 1].end) if tokens else None
        found.append(Person(first, last, key, title, tokens or (0, 0)))
    return found


def in_office(actors: Actors, surname: str, published: str | None) -> bool:
    """Whether someone of that surname held an office on the day of the report."""
    keys = (
        *(s.key for s in actors.find(surname) if s.how == "surname"),
        *actors.common_surnames.get(fold(surname), ()),
    )
    return published is not None and any(held(actors.people[key][0], published) for key in keys)


def _surnames_in_office(draft: Draft, actors: Actors) -> set[int]:
    """Capitalised tokens that may be the surname of somebody in office."""
    tokens = (t for t in draft.syntax.tokens[1:] if t.text[0].isupper())
    return {t.i for t in tokens if in_office(actors, t.text, draft.report.published)}


def _titled_bodies(
    syntax: Syntax, words: NameWords, matches: list[Match], titles: list[Phrase[Title]]
) -> set[tuple[int, int]]:
    """What the parser calls an organisation is a person where a title stands beside it in apposition, or "who"."""
    known = {i for m in matches for i in range(m.first, m.last + 1)}
    ends = {t.last: t for t in titles}
    found = set()
    for first, last in _runs(syntax, frozenset(i for t in titles for i in range(t.first, t.last + 1))):
        who = any(t.text.lower() == "who" for t in syntax.tokens[last + 1 : last + 3])
        if not 2 <= last - first + 1 <= 4 or (known & {last} if who else known & {first, last}):
            continue
        comma = first >= 2 and syntax.tokens[first - 1].text == ","
        before = who or (comma and before_comma(syntax, first - 1, ends) != first - 1)
        after = title_after(syntax, words, last, titles)
        if (before or after) and _namelike(syntax, words, first, last):
            found.add((first, last))
    return found


def _by_first_name(syntax: Syntax, actors: Actors, words: NameWords, matches: list[Match]) -> set[tuple[int, int]]:
    """What the parser calls a building or a body, where someone of that first name bears such a surname: "Mirek
    Topolanak"."""
    others = (m for m in matches if not all(s.key.startswith("person/") for s in m.senses))
    known = {i for m in others for i in range(m.first, m.last + 1)}
    found = set()
    for first, last in _runs(syntax, frozenset()):
        called = actors.given_names_of.get(fold(syntax.tokens[first].text), ()) if last == first + 1 else ()
        if not called or known & {first, last} or not _namelike(syntax, words, first, last):
            continue
        if not set(called).isdisjoint(actors.spelt_like(syntax.tokens[last].text)):
            found.add((first, last))
    return found


def _runs(syntax: Syntax, apart: frozenset[int]) -> Iterator[tuple[int, int]]:
    """What the parser calls a body or a place, and proper nouns in a row that it has no name for, less tokens `apart`:
    "Ana Belmontero"."""
    yield from ((n.first, n.last) for n in syntax.names if n.label in ("ORG", "GPE", "FAC", "NORP"))
    for proper, tokens in groupby(
        syntax.tokens, key=lambda t: t.tag == "NNP" and t.text[0].isupper() and t.i not in apart
    ):
        run = [t.i for t in tokens] if proper else []
        if len(run) >= 2 and not all(i in syntax.label_of for i in run):
            yield run[0], run[-1]


def _full_names(syntax: Syntax, matches: list[Match]) -> set[tuple[int, int]]:
    full = {
        (m.first, m.last) for m in matches if any(s.key.startswith("person/") and s.how != "surname" for s in m.senses)
    }
    return {(first, last) for first, last in full if first != last or not _goes_on(syntax, last)}


def _goes_on(syntax: Syntax, last: int) -> bool:
    return last + 1 < len(syntax.tokens) and syntax.tokens[last + 1].tag == "NNP"


def _parser_names(
    syntax: Syntax, words: NameWords, matches: list[Match], titles: list[Phrase[Title]]
) -> set[tuple[int, int]]:
    """The parser's persons without titles and possessives, less what the lexicon knows for something else."""
    title_words = {i for t in titles for i in range(t.first, t.last + 1)}
    others = {
        i: m
        for m in matches
        for i in range(m.first, m.last + 1)
        if not any(s.key.startswith("person/") for s in m.senses)
    }
    found = set()
    for name in syntax.names:
        if name.label != "PERSON":
            continue
        first, last = name.first, name.last
        while first < last and syntax.tokens[first].pos == "DET":
            first += 1
        while first < last and (
            first in title_words
            or syntax.tokens[first].text.casefold().strip(".") in words.honorifics
            or _demonym(others, first)
        ):
            first += 1
        while last > first and not syntax.tokens[last].text[0].isalpha():
            last -= 1
        known = others.get(first)
        if first in title_words or (known and known.first <= first and last <= known.last):
            continue
        if (
            syntax.tokens[first].text[0].isupper()
            and syntax.tokens[last].text[0].isalpha()
            and _namelike(syntax, words, first, last)
        ):
            found.add((first, last))
    return found


def _whole(syntax: Syntax, last: int) -> int:
    """ "Ban Ki-moon": the parser ends some names at the hyphen."""
    tokens = syntax.tokens
    glued = last + 2 < len(tokens) and tokens[last + 1].text == "-" and tokens[last + 1].start == tokens[last].end
    return last + 2 if glued and tokens[last + 2].start == tokens[last + 1].end else last


def _from_first_name(syntax: Syntax, actors: Actors, words: NameWords, at: int, known: set[int]) -> int:
    """Where the name begins whose surname the parser knows alone: "Demitry" in "Demitry Peskov". No title or name of
    somebody else at one of the `known` tokens is a first name."""
    before = syntax.tokens[at - 1] if at else None
    if before is None or (before.dep, before.head) != ("compound", at) or not before.text[:1].isupper():
        return at
    called = fold(before.text) in words.honorifics or before.i in known or before.tag != "NNP"
    called = called or (before.i > 0 and syntax.tokens[before.i - 1].tag in ("NNP", "DT"))  # "the Rose Garden"
    if called or before.sentence != syntax.tokens[at].sentence:
        return at
    return at - 1 if _given(syntax, actors, before, at) else at


def _given(syntax: Syntax, actors: Actors, before: Token, at: int) -> bool:
    """Whether a word is a first name: a known one, one to the parser, or a slip for that of somebody so called."""
    word, given = fold(before.text), actors.given_names
    if syntax.label_of.get(before.i) == "PERSON" or word in given.women | given.men or word in actors.given_names_of:
        return True
    bearers = (s.key for s in actors.find(syntax.tokens[at].text) if s.how == "surname")
    names = (fold(actors.people[key][0].name).split(" ", 1)[0] for key in bearers)
    return any(OSA.distance(word, name, score_cutoff=2) <= 2 and len(name) >= _SHORTEST_SLIP for name in names)


def _demonym(others: dict[int, Match], i: int) -> bool:
    return i in others and others[i].sense("demonym") is not None


def _namelike(syntax: Syntax, words: NameWords, first: int, last: int) -> bool:
    parts = syntax.tokens[first : last + 1]
    built = parts[-1].text.lower() in words.buildings
    if built or any(t.text == "-" and syntax.tokens[t.i - 1].end < t.start for t in parts):
        return False
    small = words.particles | JOINTS
    return all(t.text[0].isupper() or t.text.casefold() in small or len(t.text) == 1 for t in parts)


def _after_titles(
    syntax: Syntax, words: NameWords, matches: list[Match], titles: list[Phrase[Title]]
) -> set[tuple[int, int]]:
    """Capitalised words right after a title that the parser took for something else."""
    known = {
        i for m in matches for i in range(m.first, m.last + 1) if not any(s.key.startswith("person/") for s in m.senses)
    }
    starts = {t.first for t in titles}
    found = set()
    for title in titles:
        last = title.last
        if last + 1 in starts:  # "Supreme Leader Ayatollah ...": the name comes after the second
            continue
        end = syntax.sentences[syntax.tokens[last].sentence].stop
        while last + 1 < end and last + 1 not in known and continues(syntax, words, last + 1):
            last += 1
        if last > title.last and syntax.tokens[title.last + 1].text[0].isupper():
            found.add((title.last + 1, last))
    return found


def _surnames(
    syntax: Syntax, actors: Actors, matches: list[Match], spans: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Bare surnames: of people the text names in full, and of office-holders that nothing else is called."""
    full = {fold(syntax.tokens[last].text) for _, last in spans}
    taken = {i for first, last in spans for i in range(first, last + 1)}
    held = {m.first: m for m in matches if m.first == m.last}
    found = set()
    for token in syntax.tokens:
        if token.i in taken or not token.text[0].isupper() or _within_name(syntax, token):
            continue
        match, likely = held.get(token.i), _may_be_surname(syntax, token)
        if match is not None and all(s.key.startswith("person/") for s in match.senses):
            if likely or len(token.text) >= _UNMISTAKABLE:  # "Baerbock" is nothing else, whatever the parser thinks
                found.add((token.i, token.i))
        elif match is None and likely and (fold(token.text) in full or _slip_of(token, full)):
            found.add((token.i, token.i))
    for match in matches:  # "bin Salman", "von der Leyen"
        if match.last > match.first and all(s.how == "surname" for s in match.senses):
            found.add((match.first, match.last))
    return found


def _slip_of(token: Token, surnames: set[str]) -> bool:
    """Whether a name is a slip of the pen away from one of `surnames`: "Macorn"."""
    word = fold(token.text)
    fits = token.tag == "NNP" and len(word) >= _SHORTEST_SLIP
    return fits and any(
        name[0] == word[0] and OSA.distance(word, name, score_cutoff=1) == 1 for name in surnames if name
    )


def _acting_surnames(
    syntax: Syntax, actors: Actors, words: NameWords, published: str | None, spans: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """ "Straw and Powell sat side by side": a surname that is a common word too, alone where someone acts, while a
    bearer was in office."""
    taken = {i for first, last in spans for i in range(first, last + 1)}
    found = set()
    for token in syntax.tokens:
        if not token.text[0].isupper() or published is None or token.i in taken or not _acts(syntax, words, token):
            continue
        known = actors.find(token.text)
        if any(not s.key.startswith("person/") for s in known):
            continue  # "Jordan" is the state before any Jim Jordan
        bearers = actors.common_surnames.get(fold(token.text), ())
        if not bearers and not known:
            alike = actors.spelt_like if token.tag.startswith("NNP") else actors.sounding_like
            bearers = alike(token.text)
        if any(held(actors.people[key][0], published) for key in bearers):
            found.add((token.i, token.i))
    return found


def _acts(syntax: Syntax, words: NameWords, token: Token) -> bool:
    """Whether a bare word is an active verb's subject, an object as people are, or "May" taken for an auxiliary; of
    "Bush and Singh", the second is what the first is."""
    verb = syntax.tokens[token.head]
    if token.tag == "MD":
        return token.dep == "aux" and token.i + 1 == verb.i and verb.tag == "VBD"
    if any(t.dep not in ("cc", "conj", "punct", "appos", "relcl") for t in syntax.children(token.i)):
        return False
    first = _first_beside(syntax, token)
    verb, label = syntax.tokens[first.head], syntax.label_of.get(token.i)
    toward = first.dep in ("dobj", "dative") or (first.dep == "pobj" and verb.lemma in words.toward)
    if token.tag == "NNP" and toward and label not in (*NO_NAME, "ORG"):
        return True
    named = label not in (None, *NO_NAME) or len(token.text) > _UNMISTAKABLE
    if token.tag == "NNP" and (label == "PERSON" or (first.dep == "nsubjpass" and named)):
        return True
    return first.dep == "nsubj" and verb.pos in ("VERB", "AUX") and token.tag in _MISTAKEN


def _first_beside(syntax: Syntax, token: Token) -> Token:
    """The first of the names that `token` stands in a row with."""
    while token.dep == "conj" and token.tag == "NNP" and syntax.tokens[token.head].tag == "NNP":
        token = syntax.tokens[token.head]
    return token


def _may_be_surname(syntax: Syntax, token: Token) -> bool:
    if syntax.label_of.get(token.i) in NO_NAME:
        return False
    named = syntax.label_of.get(token.i) == "PERSON" or token.dep in _SUBJECT
    return named or token.pos in ("PROPN", "NOUN")


def _within_name(syntax: Syntax, token: Token) -> bool:
    """Whether a word stands before another name as a part of it."""
    beside = (i for i in (token.i - 1, token.i + 1) if 0 <= i < len(syntax.tokens))
    near = (syntax.tokens[i] for i in beside if syntax.tokens[i].sentence == token.sentence)
    return token.dep == "compound" and any(t.tag == "NNP" and t.text[0].isupper() for t in near)


def _outermost(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans, key=lambda s: (s[0], -s[1])):
        if found and first <= found[-1][1]:
            if last > found[-1][1] and first == found[-1][0]:
                found[-1] = (first, last)
            continue
        found.append((first, last))
    return found


def _owned(titles: list[Phrase[Title]], tokens: tuple[int, int]) -> bool:
    return any(t.owner is not None for t in titles if tokens[0] <= t.last < tokens[1])


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names with nothing between them are one: "Maria Luiza" and "Ribeiro Viotti"."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and found[-1][1] + 1 == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found

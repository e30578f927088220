"""Misspelt names of states, their peoples, capitals and groups ("Mocow"), where it is plain which one is meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from rapidfuzz.distance import OSA

from dragoman.knowledge.actors import Actors
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model import Span
from dragoman.stages.naming.matching import Match, fold
from dragoman.syntax import Syntax, Token

_NAME_TAGS = ("NNP", "NNPS", "JJ")
_SHORTEST = 5  # letters: below, one slip turns one name into another
_LONG = 6
_VERY_LONG = 9
_CAPITAL = 500_000  # inhabitants of a capital that other languages' names are known of
_CITY = 100_000  # inhabitants of a place that is no slip for another name
_MOST_WORDS = 5  # of a name that may have a slip in one of them

_Names = dict[str, dict[str, frozenset[str]]]  # first letter -> name, folded -> keys of those it stands for


def misspelt_states(syntax: Syntax, actors: Actors, gazetteer: Gazetteer, matches: list[Match]) -> list[Match]:
    """Names a slip of the pen away from a state, capital or group: one that the report names correctly elsewhere, or
    one so long that the slip cannot be another name."""
    known = {i for m in matches for i in range(m.first, m.last + 1)}
    named = {s.key for m in matches for s in m.senses}
    capitals = {fold(state.capital) for state in actors.states.values() if state.capital}
    found = []
    for token in syntax.tokens:
        if token.i in known or not _may_be_name(token) or fold(token.text) in actors.common_surnames:
            continue  # "Cameron" is no slip for Cameroon
        if _place(syntax, gazetteer, token, capitals):
            continue  # nor is "Columbia" in "British Columbia" one for Colombia
        person = syntax.label_of.get(token.i) == "PERSON" and not _beside(syntax, token, known)
        person = person and not _foreign(gazetteer, token, capitals)
        plain = token.tag == "JJ" or person
        right = _one_slip(actors, token, named, _VERY_LONG if plain else _LONG)
        if right is None and len(token.text) >= _LONG and not gazetteer.find(token.text):
            right = _long(actors, token, named) or _people(syntax, actors, token, named)
        right = right or _foreign_name(actors, gazetteer, token, capitals)
        if right is not None:
            senses = tuple(s for s in actors.find(right[0]) if s.key in right[1])
            found.append(Match(token.i, token.i, Span(token.start, token.end), senses, misspelt=True))
    return found + _misspelt_bodies(syntax, actors, gazetteer, known, {m.first for m in matches if m.first == m.last})


def _place(syntax: Syntax, gazetteer: Gazetteer, token: Token, capitals: set[str]) -> bool:
    """Whether the word, or it with the one before or after it, names a place of some size. What the gazetteer has as
    another spelling of one of the `capitals` ("Bejing") is a slip all the same."""
    near = syntax.tokens[max(token.i - 1, 0) : token.i + 2]
    pairs = [f"{a.text} {b.text}" for a, b in pairwise(near) if a.text[0].isupper() and b.text[0].isupper()]
    found = (p for words in (token.text, *pairs) for p in gazetteer.find(words))
    return any(p.population >= _CITY and not (p.alternate and fold(p.name) in capitals) for p in found)


def _foreign(gazetteer: Gazetteer, token: Token, capitals: set[str]) -> bool:
    """Whether the word is another language's name of a capital: "Belgrad"."""
    return any(p.alternate and p.population >= _CITY and fold(p.name) in capitals for p in gazetteer.find(token.text))


def _foreign_name(
    actors: Actors, gazetteer: Gazetteer, token: Token, capitals: set[str]
) -> tuple[str, frozenset[str]] | None:
    """The capital that another language calls so: "Singapur"."""
    found = gazetteer.find(token.text) if token.tag.startswith("NNP") and len(token.text) >= _LONG else ()
    names = (fold(p.name) for p in found if p.alternate and p.population >= _CAPITAL and fold(p.name) in capitals)
    name = next((n for n in names if n[0] == fold(token.text)[0]), "")
    keys = actors.lone_names.get(name[:1], {}).get(name)
    return (name, keys) if keys else None


def _beside(syntax: Syntax, token: Token, known: set[int]) -> bool:
    """Whether a name stands in a row with a known one: "Germny and France"."""
    return (token.dep == "conj" and token.head in known) or any(t.i in known for t in syntax.children(token.i, "conj"))


def _misspelt_bodies(
    syntax: Syntax, actors: Actors, gazetteer: Gazetteer, known: set[int], single: set[int]
) -> list[Match]:
    """Names of several words with a slip in one of them ("United Natons", "Arab Leauge"), around names that stand at
    a token of `single` perhaps, but at no other that is `known`."""
    found = []

    def named(token: Token) -> bool:
        return token.tag in _NAME_TAGS and token.text[0].isupper() and (token.i not in known or token.i in single)

    for proper, run in groupby(syntax.tokens, key=named):
        tokens = list(run) if proper else []
        windows = ((a, b) for b in range(2, len(tokens) + 1) for a in range(b - 1) if b - a <= _MOST_WORDS)
        for a, b in sorted(windows, key=lambda w: w[0] - w[1]):
            if all(t.i in known for t in tokens[a:b]):
                continue
            words = " ".join(fold(t.text) for t in tokens[a:b])
            name = _whole_slip(actors, words.split(" ")) if len(words) > _VERY_LONG else None
            if name is not None and gazetteer.region(words):
                name = None  # "Central Africa" is no slip for "Central African"
            if name is not None and tokens[a].sentence == tokens[b - 1].sentence:
                span = Span(tokens[a].start, tokens[b - 1].end)
                found.append(Match(tokens[a].i, tokens[b - 1].i, span, actors.find(name), misspelt=True))
                break
    return found


def _whole_slip(actors: Actors, words: list[str]) -> str | None:
    """The one name with the same first or last word that the whole is a single slip away from; a plural is none."""
    whole = " ".join(words)
    alike = {name for word in (words[0], words[-1]) for name in actors.joint_names.get((len(words), word), ())}
    near = sorted(
        n for n in alike if _slips(whole, n, 1) and whole.rstrip("s") != n.rstrip("s") and _long_slip(words, n)
    )
    return near[0] if len(near) == 1 else None


def _may_be_name(token: Token) -> bool:
    named = token.tag in _NAME_TAGS or (token.tag == "NNS" and token.dep == "compound")  # "Phillippines troops"
    return named and len(token.text) >= _SHORTEST and token.text[0].isupper()


def _one_slip(actors: Actors, token: Token, named: set[str], sure: int) -> tuple[str, frozenset[str]] | None:
    """The name of a state, capital or group that `token` is a slip for; where the report has it rightly too, two."""
    word = fold(token.text)
    for name, keys in _alike(actors.lone_names, word) if token.tag != "JJ" else ():
        near = bool(named.intersection(keys))
        if (near or len(name) >= sure) and _slips(word, name, 2 if near and len(name) >= _LONG else 1):
            return name, keys
    return None


def _long(actors: Actors, token: Token, named: set[str]) -> tuple[str, frozenset[str]] | None:
    """A very long name that `token` is two slips away from: "Phillipines"."""
    word = fold(token.text)
    for name, keys in _alike(actors.lone_names, word) if token.tag != "JJ" else ():
        if len(name) > _VERY_LONG and _slips(word, name, 2):
            return name, keys
    return None


def _people(syntax: Syntax, actors: Actors, token: Token, named: set[str]) -> tuple[str, frozenset[str]] | None:
    """A people's name or adjective that `token` is one slip away from: of a state that the report names, a long one,
    or where the parser sees a nationality ("the Isreali army")."""
    before = syntax.tokens[token.i - 1].tag if token.i else ""
    attribute = token.dep in ("amod", "compound") and before == "DT" and syntax.tokens[token.i + 1].text.islower()
    nationality = syntax.label_of.get(token.i) == "NORP" or (
        token.tag == "JJ" and token.i != syntax.sentences[token.sentence].start
    )
    nationality = nationality or attribute
    word = fold(token.text)
    for name, keys in _alike(actors.lone_adjectives, word):
        swapped = attribute and len(name) >= _LONG and sorted(word) == sorted(name)  # "the Syrain minister"
        sure = named.intersection(keys) or swapped or len(name) >= (_LONG + 1 if nationality else _VERY_LONG)
        if sure and _slips(word, name, 1):
            return name, keys
    return None


def _slips(word: str, name: str, most: int) -> bool:
    return word != name and OSA.distance(word, name, score_cutoff=most) <= most


def _alike(names: _Names, word: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Names that begin as `word` does, or with its second letter where the first two may have changed places."""
    yield from names.get(word[0], {}).items()
    for name, keys in names.get(word[1], {}).items():
        if name[1:2] == word[0]:
            yield name, keys


def _long_slip(words: list[str], name: str) -> bool:
    """Whether the word with the slip is long enough to be no other one: "WA" is not "War"."""
    return all(len(word) >= _SHORTEST for word, right in zip(words, name.split(" "), strict=True) if word != right)

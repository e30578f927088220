"""The words around a name that tell whether it is a place, and of what kind."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.knowledge.gazetteer import Gazetteer, Location
from dragoman.knowledge.place_words import PlaceCue, PlaceWords, Sort
from dragoman.syntax import Syntax, Token

PLACE_LABELS = ("GPE", "LOC", "FAC")
NAME_TAGS = ("NNP", "NNPS")
TOWN = 15_000  # inhabitants from which a place is known well enough for a likely hint
_STRENGTHS = ("sure", "likely", "possible")
_LISTED = 4  # names back in a list
CITY = 200_000  # inhabitants from which its bare name is taken for it


class Surroundings(NamedTuple):
    """A text with its grammar, and what is known of places and of the words beside them."""

    view: str
    syntax: Syntax
    gazetteer: Gazetteer
    words: PlaceWords

    def name(self, first: int, last: int) -> str:
        """The words of tokens `first` to `last`."""
        return self.view[self.syntax.tokens[first].start : self.syntax.tokens[last].end]

    def hint(self, first: int, last: int) -> PlaceCue | None:
        """The strongest cue beside tokens `first` to `last`, or beside the name that they are coordinated with."""
        cue, token = self._beside(first, last), self.syntax.tokens[last]
        steps = 0
        while not sure(cue) and token.dep == "conj" and token.head < token.i and steps < _LISTED:
            token, steps = self.syntax.tokens[token.head], steps + 1
            start = token.i
            while start > 0 and self.syntax.tokens[start - 1].tag in NAME_TAGS:
                start -= 1
            cue = min((c for c in (cue, self._beside(start, token.i)) if c), key=_rank, default=None)
        return cue

    def _beside(self, first: int, last: int) -> PlaceCue | None:
        tokens, words, before = self.syntax.tokens, self.words, self._before(first)
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        cues: list[PlaceCue | None] = []
        if after is not None and after.start - tokens[last].end <= 1:
            cues.append(words.find("after", after.text))
        if before is not None:
            cues.append(words.find("before", before.text))
            cues.append(words.find("verb", before.lemma) if before.pos == "VERB" else None)
            if before.text == "of" and before.i > 0:
                cues.append(words.find("of", tokens[before.i - 1].lemma))
            if before.text in ("to", "for"):
                cues.append(words.find("to", tokens[before.head].lemma))
        return min((c for c in cues if c), key=_rank, default=None)

    def _before(self, first: int) -> Token | None:
        """The token before a name, in its sentence, over an article."""
        tokens = self.syntax.tokens
        at = first - 1
        if at >= 0 and tokens[at].lemma == "the":
            at -= 1
        return tokens[at] if at >= 0 and tokens[at].sentence == tokens[first].sentence else None

    def sort(self, first: int, last: int) -> Sort | None:
        """Whether the words in or beside a name call it a town, a division or a street."""
        word = self.syntax.tokens[last].text
        inside = (self.words.find("last", word) or self.words.find("after", word)) if first < last else None
        hint = inside or self.hint(first, last)
        return hint.kind if hint else None

    def spoilt(self, first: int, last: int) -> bool:
        """Whether a name is too general to be a place's, or belongs to a disease, a newspaper ...: "Marburg virus"."""
        after = self.syntax.tokens[last + 1 : last + 2]
        general = first == last and self.words.find("general", self.syntax.tokens[first].text) is not None
        return general or any(self.words.find("spoils", t.text) for t in after)

    def extended(self, last: int) -> int:
        """The last token with a kind of place written as part of the name: "Rapides" + "Parish"."""
        after = self.syntax.tokens[last + 1] if last + 1 < len(self.syntax.tokens) else None
        if after is None or not after.text[0].isupper() or after.sentence != self.syntax.tokens[last].sentence:
            return last
        kind = self.words.find("after", after.text) or self.words.find("last", after.text)
        return after.i if kind and kind.strength == "sure" else last

    def alone(self, first: int, last: int) -> bool:
        """Whether no other capitalised name touches tokens `first` to `last`."""
        tokens = self.syntax.tokens
        beside = tokens[max(0, first - 1) : first] + tokens[last + 1 : last + 2]
        return not any(t.tag in NAME_TAGS and t.sentence == tokens[first].sentence for t in beside)

    def listed(self, first: int) -> bool:
        """Whether the parser's place, a comma or "and" stand just before token `first`: "Cairo, Giza"."""
        at, joined = first - 1, False
        while at >= 0 and (self.syntax.tokens[at].text == "," or self.syntax.tokens[at].lemma in ("and", "or")):
            at, joined = at - 1, True
        return joined and self.syntax.label_of.get(at) in PLACE_LABELS


def sure(hint: PlaceCue | None) -> bool:
    """Whether a cue needs no other sign."""
    return hint is not None and hint.strength == "sure"


def _rank(cue: PlaceCue) -> int:
    return _STRENGTHS.index(cue.strength)


def size(places: tuple[Location, ...], name: str) -> int:
    """Inhabitants of the largest of `places` that bear `name`, by which a likely hint is weighed.

    Regions and sites count as cities; a lone word that is only an alternate name counts for a quarter of the place,
    a name of several words, which is seldom anything else, for more than it has."""
    settled = ("town", "district", "division")
    several = " " in name or "-" in name
    people = (
        (p.population if p.kind in settled else CITY) // (4 if p.alternate and not several else 1) for p in places
    )
    return max(people, default=0) * (4 if several else 1)

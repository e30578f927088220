"""Whose somebody is where the text does not say it beside his title: by the states and places around him."""

from __future__ import annotations

import re
from itertools import pairwise

from dragoman.draft import Candidate, Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.names import folded
from dragoman.model import Span
from dragoman.stages.identity.roles import TextRole

_OF_STATES = frozenset(("GOV", "MIL", "LEG", "COP", "JUD", "SPY"))
_AGAINST = frozenset(("REB", "OPP"))
_PRIVATE = frozenset(("CVL", "BUS", "JRN", "EDU", "REL", "AGR", "LAB", "CRM", "SOC", "MED"))
PRIVATE_CALLINGS = frozenset(
    ("private person", "teacher", "citizen", "farmer", "worker", "criminal")
)  # titles, folded, that no office-holder is given
_SETTLED = frozenset(("CVL", "EDU", "MED", "AGR", "LAB", "REL"))  # who is spoken of where he is at home
_LOCAL = frozenset(("councillor", "governor", "police chief", "judge", "official"))  # titles of those who serve at home
_ABROAD = frozenset(("Tourist", "Pilgrim", "Holidaymaker", "Backpacker", "Expatriate", "Hiker", "Climber"))
_OWNING = ("nsubj", "nsubjpass", "poss")
_BESIDE = re.compile(
    r"(?:,? an? [\w-]+)? (?:(?:of|in|at) an? (?:[\w-]+ )?[\w-]+ )?"
    r"(?:in|from|at|of|near|on) (?:the )?((?:[A-Z][\w’'-]*[ -]?){1,4})"
)
_BELONGING = re.compile(  # "of the town hall in Aulnay"
    r" (?:of|at|from) (?:an?|the) (?:[a-z-]+ ){1,3}(?:in|at|of|near) (?:the )?((?:[A-Z][\w’'-]*[ -]?){1,4})"
)
_BODY = re.compile(r"['’]s? (?:[a-z-]+ )?[A-Z]")
_APPOSED = re.compile(r", an? (?:[\w-]+ ){1,3}(?:in|from|of|near) (?:the )?((?:[A-Z][\w’'-]*[ -]?){1,4})")
_CITY = 100_000  # inhabitants of a place that nobody takes for another
_VILLAGE = 5_000  # inhabitants of a place that may be meant, if there is no other of the name
_FAR_LARGER = 3  # times
_TOWN = 50_000  # inhabitants of a place that is known well enough to say what country its people are of


def country_spoken_of(draft: Draft, gazetteer: Gazetteer, span: Span, role: TextRole) -> str | None:
    """Whose "Deputy Foreign Minister Gennady Gatilov" must be, where the text does not say: the state named last in
    his sentence, else the one that acted in the two before, else the date line's."""
    syntax = draft.syntax
    here = syntax.sentence_of(span.start)
    if not (_OF_STATES | _AGAINST).intersection(role.sectors):
        settled = _SETTLED.issuperset(role.sectors) and role.title not in _ABROAD
        return (_only_place(draft, here) or country_around(draft, gazetteer, span)) if settled else None
    of = next(
        (c for c in draft.candidates if draft.view[span.end : c.span.start] in (" of ", " of the ") and c.key), None
    )
    if of is not None and of.key is not None and of.key.startswith(("state/", "organ/")):
        return of.key.split("/")[1]  # "Minister Gela Tvaladze of Georgia", "Colonel Ali Nasser of the Yemeni army"
    before = [c for c in draft.candidates if c.key and c.key.startswith("state/") and c.span.start < span.start]
    unnamed = [c for c in before if c.form == "title" and folded(draft.text(c.span)).endswith(role.plain)]
    if unnamed:
        return (unnamed[-1].key or "").removeprefix("state/")  # "the Russian ambassador ... Ambassador Andrei Karlov"
    if here is None:
        return None
    near = [(h, c) for c in before if (h := syntax.head_of(c.span)) is not None]
    acting = [(h, c) for h, c in near if here - h.sentence <= 2 and h.dep in _OWNING]
    same = [(h, c) for h, c in near if h.sentence == here]
    fitting = [(h, c) for h, c in acting if h.sentence == here] or same or acting
    if fitting:
        return (fitting[-1][1].key or "").removeprefix("state/")
    if not near and (place := _only_place(draft, here)) is not None:
        return place
    if not near and role.plain in _LOCAL:
        return country_around(draft, gazetteer, span)
    if _AGAINST.intersection(role.sectors):  # a rebel's own country is the one whose army he speaks of
        after = [c.key for c in draft.candidates if c.key and c.span.start > span.end and _beside(draft, c, here)]
        return after[0].split("/")[1] if after else None
    return None


def _only_place(draft: Draft, sentence: int | None) -> str | None:
    """The only state whose towns or name a sentence gives."""
    heads = ((draft.syntax.head_of(c.span), c.key or "") for c in draft.candidates)
    here = {key.split("/")[1] for h, key in heads if h and h.sentence == sentence and key.startswith("state/")}
    return here.pop() if len(here) == 1 else None


def country_around(draft: Draft, gazetteer: Gazetteer, span: Span) -> str | None:
    """The only country of all towns and divisions of some size that the sentence of `span` names."""
    number = draft.syntax.sentence_of(span.start)
    tokens = [draft.syntax.tokens[i] for i in draft.syntax.sentences[number]] if number is not None else []
    found = set()
    pairs = {t.i: f"{t.text} {after.text}" for t, after in pairwise(tokens) if after.tag.startswith("NNP")}
    for token in tokens:
        if token.tag.startswith("NNP") and not span.start <= token.start < span.end:
            named = (p for words in (pairs.get(token.i, ""), token.text) for p in gazetteer.find(words))
            places = (p for p in named if p.population >= _CITY and not p.alternate)
            if (best := max(places, key=lambda p: p.population, default=None)) is not None:
                found.add(best.country)
    return found.pop() if len(found) == 1 else None


def country_of_place(draft: Draft, gazetteer: Gazetteer, title: Span, name: Span | None = None) -> str | None:
    """Where "a baker in Antakya" and "a Republican from Ohio" are at home: the country of the place after `title`, or
    in the apposition to `name`."""
    match = _BESIDE.match(draft.view, title.end) or (
        name and (_APPOSED.match(draft.view, name.end) or _BELONGING.match(draft.view, name.end))
    )
    if match is None:
        return None
    return _country_of(gazetteer, match[1].strip())


def _country_of(gazetteer: Gazetteer, words: str) -> str | None:
    """The country of the place that `words` name, where it is well known or far larger than others of that name."""
    places = gazetteer.find(words)
    own = sorted((p for p in places if not p.alternate), key=lambda p: p.population, reverse=True)
    rivals = [p.population for p in own if p.country != own[0].country]
    if own and own[0].population >= _VILLAGE and own[0].population >= _FAR_LARGER * max(rivals, default=0):
        return own[0].country
    known = (p for p in places if p.population >= _TOWN or p.kind == "country")
    best = max(known, key=lambda p: (not p.alternate, p.population), default=None)
    return best.country if best is not None else None


def private_home(draft: Draft, knowledge: Knowledge, name: Span) -> str | None:
    """The country of somebody who has a calling that is no office and a home: "George Bush, a plumber from Perth"."""
    match = _APPOSED.match(draft.view, name.end)
    if match is None:
        return None
    calling = draft.view[match.start() : match.start(1)].split()[2:-1]
    if any(word.strip(",") in knowledge.actors.title_phrases for word in calling):
        return None
    return country_of_place(draft, knowledge.gazetteer, name, name)


def employer(draft: Draft, name: Span) -> str | None:
    """The state somebody works for whose body is named after him: "Ola Vik of Norway's Directorate of Fisheries"."""
    for candidate in draft.candidates:
        of = draft.view[name.end : candidate.span.start] in (" of ", " from ", ", of ")
        key = candidate.key or ""
        body = _BODY.match(draft.view, candidate.span.end)
        if of and key.startswith("state/") and body is not None:
            return key.removeprefix("state/")
    return None


def private(actors: Actors, key: str) -> bool:
    """Whether the person `key` is known for something else than an office."""
    sectors = {s for office in actors.people[key][0].office for s in office.sectors or actors.people[key][0].sectors}
    return bool(sectors) and sectors <= _PRIVATE


def _beside(draft: Draft, candidate: Candidate, sentence: int) -> bool:
    head = draft.syntax.head_of(candidate.span)
    key = candidate.key or ""
    return head is not None and head.sentence == sentence and key.startswith(("state/", "organ/"))

"""States that share their name with a part of another state: "Niger state" in Nigeria, "votes in Georgia"."""

from __future__ import annotations

from dragoman.knowledge import Knowledge
from dragoman.knowledge.actors import Actors
from dragoman.stages.naming.matching import Match
from dragoman.syntax import Syntax

_LARGE = 1_000_000  # inhabitants of a division that may be meant by its name alone


def division_of(syntax: Syntax, knowledge: Knowledge, match: Match, matches: list[Match], *, alone: bool) -> str | None:
    """The state (ISO code) of which `match`, a state's name, names a part here; None where it names the state itself.

    That is so where the next word calls it a division, or where the report, by its words, is of the home affairs of
    the other state and of nobody in the state of that name; this only with `alone`. `matches` are all names there are.
    """
    name = match.sense("name", "alias")
    if name is None or not name.key.startswith("state/"):
        return None
    own = name.key.removeprefix("state/")
    words = " ".join(t.text for t in syntax.tokens[match.first : match.last + 1])
    found = knowledge.gazetteer.find(words)
    parts = [
        p.country for p in found if p.kind == "division" and p.population >= _LARGE and p.country not in (own, None)
    ]
    if not parts:
        return None
    if (after := syntax.tokens[match.last + 1 : match.last + 2]) and after[0].text.islower():
        cue = knowledge.place_words.find("after", after[0].text)
        if cue is not None and cue.kind == "division":
            return parts[0]
    countries = [_countries(knowledge.actors, m) for m in matches if m.senses != match.senses]
    if not alone or any(own in each for each in countries):
        return None
    return next((p for p in parts if any(p in each for each in countries) and _at_home(syntax, knowledge, p)), None)


def _countries(actors: Actors, match: Match) -> set[str]:
    """Countries of those whom a name may stand for."""
    found = set()
    for sense in match.senses:
        kind, _, rest = sense.key.partition("/")
        country = actors.people[sense.key][2] if kind == "person" else rest.split("/")[0]
        found.add(country or "")
    return found


def _at_home(syntax: Syntax, knowledge: Knowledge, country: str | None) -> bool:
    """Whether a word in the text tells of the home affairs of a state, or another of its divisions is named."""
    home = knowledge.reading_words.home_affairs
    return any(
        t.lemma.lower() in home
        or (t.tag == "NNP" and any(p.kind == "division" and p.country == country and p.population >= _LARGE
                                   for p in knowledge.gazetteer.find(t.text) if not p.alternate))
        for t in syntax.tokens
    )  # fmt: skip

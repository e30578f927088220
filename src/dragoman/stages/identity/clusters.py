"""What is gathered about one entity while the candidates are gone through."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.draft import Candidate
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.names import folded, of
from dragoman.model import EntityKind, Mention, Span
from dragoman.stages.identity.coding import organ_sectors
from dragoman.stages.identity.roles import TextRole

_INSTITUTIONS = frozenset(("GOV", "LEG", "JUD"))


@dataclass
class Cluster:
    """Mentions that mean the same actor. `key` is its entry in the knowledge, or one made up from its words."""

    name: str
    kind: EntityKind
    key: str
    country: str | None = None
    roles: list[TextRole] = field(default_factory=list)
    mentions: dict[Span, Mention] = field(default_factory=dict)

    sectors: tuple[str, ...] = ()  # of somebody without an office, by whom he works for
    words: list[str] = field(default_factory=list)  # names and aliases as the text has them, in its order

    def called(self, surname: str) -> bool:
        """Whether this is a person whose last name is `surname`, in the lexicon or as the text spells it."""
        last = {folded(name).split()[-1] for name in (self.name, *self.words) if folded(name)}
        return self.kind == "person" and folded(surname) in last


Clusters = dict[str, Cluster]


def person_cluster(actors: Actors, key: str, words: str, role: TextRole | None, date: str | None) -> Cluster:
    """A new cluster for the person `key`, called `words` in a text of `date`."""
    if key in actors.people:
        return Cluster(actors.people[key][0].name, "person", key, actors.country_on(key, date))
    return Cluster(words, "person", key, role.country if role else None)


def actor_cluster(actors: Actors, key: str, words: str, candidate: Candidate) -> Cluster:
    """A new cluster for the state, organ, organisation or group `key`, called `words` in the text."""
    kind, _, rest = key.partition("/")
    plain = words.removeprefix("the ").removeprefix("The ")
    if kind == "state":
        return Cluster(actors.states[rest].name, "state", key, rest)
    if kind == "organ":
        iso3, _, name = rest.partition("/")
        loose = not _INSTITUTIONS.intersection(organ_sectors(actors, rest))  # "Sudanese army", "Malaysia Airlines"
        own = "{" not in name and any(o.name == name for o in actors.states[iso3].organ)
        full = plain if loose and not own else name.replace("{country}", of(actors.states[iso3].name))
        return Cluster(full, _kind(candidate), key, iso3)
    if kind == "organization":
        return Cluster(rest, "organization", key, actors.organizations[rest].country)
    if kind == "group":
        return Cluster(rest, "group", key, actors.groups[rest].country)
    if candidate.kind == "group":
        body = actors.organ_phrases.get(plain.split(" ")[-1]) or actors.organ_phrases.get(plain.casefold())
        return Cluster(plain, "group", key, sectors=body.sectors if body is not None else ())
    return Cluster(plain, "organization", key)


def _kind(candidate: Candidate) -> EntityKind:
    return "organization" if candidate.kind == "place" else candidate.kind

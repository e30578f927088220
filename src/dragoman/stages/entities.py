"""Who the candidates are: one entity for all mentions of the same actor, with the office held on the report's date."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from dragoman.draft import Candidate, Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.actors import Actors, folded, held, of
from dragoman.model import Entity, EntityKind, Form, Mention, Role, Span
from dragoman.stages.coreference import pronouns
from dragoman.stages.roles import TextRole, read_role, role_of

_INSTITUTIONS = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))
_SIMILAR = 80  # of 100: how like a lexicon name a name must be spelt when surname or role and country agree


@dataclass
class _Cluster:
    """What is gathered about one entity while the candidates are gone through."""

    name: str
    kind: EntityKind
    key: str | None
    country: str | None = None
    roles: list[TextRole] = field(default_factory=list)
    mentions: dict[Span, Mention] = field(default_factory=dict)


def entities(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.entities`: candidates with the same key or name become one; then titles and pronouns are added."""
    actors = knowledge.actors
    clusters: dict[str, _Cluster] = {}
    named = [c for c in draft.candidates if c.kind != "place" and not (c.kind == "person" and c.form == "title")]
    offices = [c for c in draft.candidates if c.kind == "person" and c.form == "title"]
    for candidate in sorted(named, key=lambda c: _order(draft, c)):
        _gather(draft, actors, clusters, candidate)
    for candidate in offices:
        _gather_office(draft, actors, clusters, candidate)
    built = draft.having(entities=_built(draft, actors, clusters))
    return built.having(entities=pronouns(built, knowledge.cues.reporting_verbs))


def _order(draft: Draft, candidate: Candidate) -> tuple[int, Span]:
    """What the text says plainly first: states and bodies, full names, names with a title; bare surnames last."""
    if candidate.kind != "person":
        return 0, candidate.span
    words = draft.text(candidate.span)
    return (1 if " " in words else 2 if candidate.title else 3), candidate.span


def _gather(draft: Draft, actors: Actors, clusters: dict[str, _Cluster], candidate: Candidate) -> None:
    words = " ".join(draft.text(candidate.span).split())
    if candidate.kind == "person":
        role = read_role(draft, actors, candidate.title) if candidate.title else None
        key = candidate.key or _known_person(draft, actors, clusters, words, role) or _same_surname(clusters, words)
        key = key or f"unknown/person/{folded(words)}"
        cluster = clusters.setdefault(key, _person_cluster(actors, key, words, role))
        if role:
            cluster.roles.append(role)
        exact = key not in actors.people or _spelt_right(actors, key, words)
        cluster.mentions[candidate.span] = Mention(span=candidate.span, form="name", misspelt=not exact)
        return
    key = candidate.key or f"unknown/{candidate.kind}/{folded(words)}"
    cluster = clusters.setdefault(key, _actor_cluster(actors, key, words, candidate))
    form: Form = candidate.form
    cluster.mentions[candidate.span] = Mention(span=candidate.span, form=form, misspelt=candidate.misspelt)


def _known_person(
    draft: Draft, actors: Actors, clusters: dict[str, _Cluster], words: str, role: TextRole | None
) -> str | None:
    """The lexicon's person that a name means: by surname with an agreeing role or date, or by a near spelling."""
    surname = words.rsplit(maxsplit=1)[-1]
    keys = [s.key for s in (*actors.find(words), *actors.find(surname)) if s.key.startswith("person/")]
    keys = list(dict.fromkeys(keys))
    if " " in words:
        keys = [k for k in keys if _near(actors, k, words)] or _similar(actors, words, role)
    elif any(k in clusters for k in keys):
        return next(k for k in keys if k in clusters)
    if any(_cluster_named(c, surname) for c in clusters.values()) and " " not in words:
        return None  # the text itself names someone else so
    keys = [k for k in keys if _agrees(actors, k, role)]
    if role is None and " " not in words:
        keys = [
            k for k in keys if f"state/{actors.people[k][2]}" in clusters or _leads(actors, k, draft.report.published)
        ]
    dated = [k for k in keys if held(actors.people[k][0], draft.report.published)]
    if role is None and len(dated) != 1:
        return None
    keys = dated or (keys if role is not None and role.country else [])
    return keys[0] if len(keys) == 1 or (keys and role is not None) else None


def _leads(actors: Actors, key: str, date: str | None) -> bool:
    """Whether someone is so well known that a surname alone will do: a head of state or government on that day."""
    office = held(actors.people[key][0], date)
    return office is not None and office.title.startswith(("President of", "Prime Minister of", "Chancellor of"))


def _near(actors: Actors, key: str, words: str) -> bool:
    person = actors.people[key][0]
    first = folded(words).split()[0]
    return any(
        fuzz.ratio(folded(name), folded(words)) >= _SIMILAR or fuzz.ratio(folded(name).split()[0], first) >= _SIMILAR
        for name in (person.name, *person.aliases)
    )


def _similar(actors: Actors, words: str, role: TextRole | None) -> list[str]:
    """People of the role's country whose whole name is nearly spelt so."""
    if role is None or role.country is None:
        return []
    same = (k for k, (_, _, country) in actors.people.items() if country == role.country)
    return [k for k in same if fuzz.ratio(folded(actors.people[k][0].name), folded(words)) >= 85]


def _agrees(actors: Actors, key: str, role: TextRole | None) -> bool:
    _, owner, country = actors.people[key]
    if role is None or (role.country is None and role.owner is None):
        return True
    return (country is not None and country == role.country) or owner == role.owner


def _spelt_right(actors: Actors, key: str, words: str) -> bool:
    person = actors.people[key][0]
    known = {folded(name) for name in (person.name, *person.aliases)}
    known |= {folded(person.surname or person.name.split()[-1])} | {name.split()[-1] for name in known}
    first_and_last = {(name.split()[0], name.split()[-1]) for name in known}
    parts = folded(words).split()
    return folded(words) in known or (parts[0], parts[-1]) in first_and_last


def _cluster_named(cluster: _Cluster, surname: str) -> bool:
    return cluster.kind == "person" and folded(cluster.name).split()[-1] == folded(surname)


def _same_surname(clusters: dict[str, _Cluster], words: str) -> str | None:
    if " " in words:
        return None
    named = [key for key, cluster in clusters.items() if _cluster_named(cluster, words)]
    people = ((key, cluster) for key, cluster in clusters.items() if cluster.kind == "person" and " " in cluster.name)
    family_first = [key for key, cluster in people if folded(cluster.name).split()[0] == folded(words)]
    return next(iter(named or family_first), None)  # "Kim" is Kim Jong Un


def _person_cluster(actors: Actors, key: str, words: str, role: TextRole | None) -> _Cluster:
    if key in actors.people:
        person, _, country = actors.people[key]
        return _Cluster(person.name, "person", key, country)
    return _Cluster(words, "person", key, role.country if role else None)


def _actor_cluster(actors: Actors, key: str, words: str, candidate: Candidate) -> _Cluster:
    kind, _, rest = key.partition("/")
    if kind == "state":
        state = actors.states[rest]
        return _Cluster(state.name, "state", key, state.iso3)
    if kind == "organ":
        iso3, _, name = rest.partition("/")
        country = actors.states[iso3].name
        loose = not _INSTITUTIONS.intersection(_organ_sectors(actors, rest))  # "Syrian rebels", "Malaysia Airlines"
        plain = words.removeprefix("the ").removeprefix("The ")
        return _Cluster(plain if loose else name.replace("{country}", of(country)), _kind(candidate), key, iso3)
    if kind == "organization":
        return _Cluster(rest, "organization", key, actors.organizations[rest].country)
    if kind == "group":
        return _Cluster(rest, "group", key, actors.groups[rest].country)
    return _Cluster(words.removeprefix("the ").removeprefix("The "), "organization", key)


def _kind(candidate: Candidate) -> EntityKind:
    return "organization" if candidate.kind == "place" else candidate.kind


def _gather_office(draft: Draft, actors: Actors, clusters: dict[str, _Cluster], candidate: Candidate) -> None:
    """ "the Iranian president": the person in the text who holds that office, else the office itself."""
    if candidate.title is None:
        return
    role = read_role(draft, actors, candidate.span)
    if role is None:
        return
    plural = (draft.syntax.head_of(candidate.span) or draft.syntax.tokens[0]).tag in ("NNS", "NNPS")
    key = None if plural else _holder_in_text(clusters, role, candidate.span)
    if key is None:
        if role.country is None and role.owner is None:
            return
        name = " ".join(draft.text(candidate.span).removeprefix("the ").split())
        key = f"office/{role.owner}/{role.title}"
        if key not in clusters:
            role = role._replace(title=name)
            clusters[key] = _Cluster(name, "group" if plural else "person", key, role.country, [role])
    clusters[key].mentions[candidate.span] = Mention(span=candidate.span, form="title")


def _holder_in_text(clusters: dict[str, _Cluster], role: TextRole, span: Span) -> str | None:
    """The person named before `span` (or else anywhere) with the same title and no other country."""
    fitting = []
    for key, cluster in clusters.items():
        same = any(r.plain == role.plain for r in cluster.roles)
        country = role.country is None or cluster.country == role.country
        if cluster.kind == "person" and not key.startswith("office/") and same and country:
            before = [m.start for m in cluster.mentions if m.start < span.start]
            fitting.append((max(before, default=-1), key))
    best = max(fitting, default=(-1, None))
    return best[1] if best[0] >= 0 or role.country else None


def _built(draft: Draft, actors: Actors, clusters: dict[str, _Cluster]) -> tuple[Entity, ...]:
    taken: set[str] = set()
    found = []
    for key, cluster in clusters.items():
        mentions = tuple(cluster.mentions[span] for span in sorted(cluster.mentions))
        role = role_of(actors, key, cluster.roles, draft.report.published)
        sectors, code = _coding(actors, key, cluster, role)
        found.append(
            Entity(id=draft.id("entity", mentions[0].span.start, taken), name=cluster.name, kind=cluster.kind,
                   country=cluster.country, sectors=sectors, code=code, wikidata=_wikidata(actors, key),
                   role=role, mentions=mentions)
        )  # fmt: skip
    return tuple(sorted(found, key=lambda e: (e.mentions[0].span, e.id)))


def _coding(actors: Actors, key: str, cluster: _Cluster, role: Role | None) -> tuple[tuple[str, ...], str | None]:
    """PLOVER sectors and CAMEO actor code."""
    kind, _, rest = key.partition("/")
    if kind == "organization":
        return actors.organizations[rest].sectors, actors.organizations[rest].code
    if kind == "group":
        return actors.groups[rest].sectors, actors.groups[rest].code
    state = actors.states.get(cluster.country or "")
    if kind == "state" and state:
        return ("GOV",), state.cameo
    sectors: tuple[str, ...] = ()
    if key in actors.people:
        person, owner, _ = actors.people[key]
        sectors = person.sectors
        if owner.startswith("organization/"):
            return sectors, actors.organizations[owner.split("/", 1)[1]].code
        if owner.startswith("group/"):
            return sectors, actors.groups[owner.split("/", 1)[1]].code
    elif kind == "organ" and state:
        sectors = _organ_sectors(actors, rest)
    elif cluster.roles:
        sectors = cluster.roles[0].sectors
        owner_code = _owner_code(actors, cluster.roles[0].owner)
        if owner_code:
            return sectors, owner_code
    return sectors, (state.cameo + (sectors[0] if sectors else "") if state else None)


def _owner_code(actors: Actors, owner: str | None) -> str | None:
    kind, _, rest = (owner or "").partition("/")
    if kind == "organization":
        return actors.organizations[rest].code
    return actors.groups[rest].code if kind == "group" else None


def _organ_sectors(actors: Actors, rest: str) -> tuple[str, ...]:
    iso3, _, name = rest.partition("/")
    for organ in actors.states[iso3].organ:
        if organ.name == name:
            return organ.sectors
    return next((o.sectors for o in actors.organs if o.name == name), ("GOV",))


def _wikidata(actors: Actors, key: str) -> str | None:
    kind, _, rest = key.partition("/")
    if key in actors.people:
        return actors.people[key][0].wikidata
    if kind == "state":
        return actors.states[rest].wikidata
    if kind == "organization":
        return actors.organizations[rest].wikidata
    return actors.groups[rest].wikidata if kind == "group" else None

"""Who the candidates are: one entity for all mentions of the same actor, with the office held on the report's date."""

from __future__ import annotations

from rapidfuzz import fuzz

from dragoman.draft import Candidate, Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.codes import cameo_role
from dragoman.knowledge.names import folded
from dragoman.model import Entity, Mention, Span
from dragoman.stages.identity.clusters import Cluster, Clusters, actor_cluster, person_cluster
from dragoman.stages.identity.coding import coding, wikidata
from dragoman.stages.identity.coreference import corefer
from dragoman.stages.identity.homes import (
    PRIVATE_CALLINGS,
    country_around,
    country_of_place,
    country_spoken_of,
    employer,
    private,
    private_home,
)
from dragoman.stages.identity.offices import COUNTERPART, as_counterpart, gather_office
from dragoman.stages.identity.persons import day_of, held_office, known_person, same_surname, spelt_right
from dragoman.stages.identity.roles import read_role, role_of

_SMALL = 3  # letters of words that are not capitalised in names: "for", "of", "and"
_VARIANT = 75  # of 100: how like the lexicon's name another spelling of it is; "Abu Mazen" is another name


def entities(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.entities`: candidates with the same key or name become one; then titles, pronouns and the like."""
    actors = knowledge.actors
    clusters: Clusters = {}
    spoken_of = frozenset(c.key for c in draft.candidates if c.key)
    named = [c for c in draft.candidates if c.kind != "place" and not _nameless(c)]
    for candidate in sorted(named, key=lambda c: _order(draft, c)):
        if candidate.kind == "person":
            _gather_person(draft, knowledge, clusters, candidate, spoken_of)
        else:
            _gather_actor(draft, knowledge, clusters, candidate)
    for candidate in filter(_nameless, draft.candidates):
        gather_office(draft, knowledge, clusters, candidate)
    built = draft.having(entities=_built(draft, actors, clusters))
    return built.having(entities=corefer(built, knowledge))


def _nameless(candidate: Candidate) -> bool:
    return candidate.kind == "person" and candidate.form == "title"


def _order(draft: Draft, candidate: Candidate) -> tuple[int, Span]:
    """What the text says plainly first: states and bodies, full names, names with a title; bare surnames last."""
    if candidate.kind != "person":
        return 0, candidate.span
    words = draft.text(candidate.span)
    return (1 if " " in words else 2 if candidate.title else 3), candidate.span


def _gather_person(
    draft: Draft, knowledge: Knowledge, clusters: Clusters, candidate: Candidate, spoken_of: frozenset[str]
) -> None:
    actors = knowledge.actors
    words = " ".join(draft.text(candidate.span).split())
    role = read_role(draft, actors, candidate.title) if candidate.title else None
    if role is not None and role.plain == COUNTERPART:
        role = as_counterpart(draft, actors, clusters, candidate, role)
    said = role
    if role is not None and role.owner is None and candidate.key is None:
        title, name = candidate.title, candidate.span
        where = country_of_place(draft, knowledge.gazetteer, title, name) if title else None
        role = role._replace(country=where or country_spoken_of(draft, knowledge.gazetteer, candidate.span, role))
    date = draft.report.published
    key = candidate.key or known_person(actors, clusters, words, role, date, spoken_of)
    if key is None and said != role and said is not None:  # the state spoken of was not his: "President Obama"
        key = known_person(actors, clusters, words, said, date, spoken_of)
        key = key if key in actors.people and held_office(actors, key, said) else None
        role = said if key else role
    home = private_home(draft, knowledge, candidate.span) if role is None else None
    if key in actors.people and candidate.title is not None and _honorific(draft, knowledge, candidate.title):
        role = None  # "Col. Gaddafi"
    namesake = home is not None or (said is not None and said.plain in PRIVATE_CALLINGS)
    if namesake and key in actors.people and not private(actors, key):
        key = None  # "George Bush, a plumber from Perth"
        home = home or country_of_place(draft, knowledge.gazetteer, candidate.title or candidate.span, candidate.span)
    key = key or same_surname(clusters, words) or f"unknown/person/{folded(words)}"
    cluster = clusters.setdefault(key, person_cluster(actors, key, words, role, date or day_of(actors, key, role)))
    cluster.country = cluster.country or home
    if role is None and key not in actors.people and (state := employer(draft, candidate.span)) is not None:
        cluster.country, cluster.sectors = state, ("GOV",)
    misspelt = key in actors.people and not spelt_right(actors, key, words)
    cluster.mentions[candidate.span] = Mention(span=candidate.span, form="name", misspelt=misspelt)
    cluster.words.append(words)
    if role is not None:
        cluster.roles.append(role)
    if candidate.title is not None and _apart(draft, candidate.title, candidate.span):
        cluster.mentions[candidate.title] = Mention(span=candidate.title, form="title")


def _honorific(draft: Draft, knowledge: Knowledge, title: Span) -> bool:
    return draft.text(title).casefold().strip(".") in knowledge.name_words.honorifics


def _apart(draft: Draft, title: Span, name: Span) -> bool:
    """ "Peskov, the Kremlin spokesman," and "the Kremlin spokesman, Peskov,": a title that is a mention by itself."""
    return title.start > name.end or "," in draft.view[title.end : name.start]


def _gather_actor(draft: Draft, knowledge: Knowledge, clusters: Clusters, candidate: Candidate) -> None:
    words = " ".join(draft.text(candidate.span).split())
    key = candidate.key or f"unknown/{candidate.kind}/{folded(words)}"
    cluster = clusters.setdefault(key, actor_cluster(knowledge.actors, key, words, candidate))
    if candidate.key is None and candidate.kind == "group":
        cluster.country = cluster.country or country_around(draft, knowledge.gazetteer, candidate.span)
    if candidate.form in ("name", "alias") and not candidate.misspelt:
        cluster.words.append(words.removeprefix("the ").removeprefix("The "))
    mention = Mention(span=candidate.span, form=candidate.form, misspelt=candidate.misspelt)
    cluster.mentions[candidate.span] = mention


def _built(draft: Draft, actors: Actors, clusters: Clusters) -> tuple[Entity, ...]:
    taken: set[str] = set()
    found = []
    for key, cluster in clusters.items():
        mentions = tuple(cluster.mentions[span] for span in sorted(cluster.mentions))
        date = draft.report.published or day_of(actors, key, next(iter(cluster.roles), None))
        sectors, code = coding(actors, key, cluster.country, cluster.roles, date)
        if not sectors:  # what the words say they are: "rebels"
            sectors, code = cluster.sectors, (code or "") + cameo_role(cluster.sectors) or None
        found.append(
            Entity(id=draft.id("entity", mentions[0].span.start, taken), name=_name(draft, actors, cluster),
                   kind=cluster.kind,
                   lexicon=None if key.startswith(("unknown/", "office/")) else key,
                   country=cluster.country, sectors=sectors, code=code, wikidata=wikidata(actors, key),
                   role=role_of(actors, key, cluster.roles, draft.report.published), mentions=mentions)
        )  # fmt: skip
    return tuple(sorted(found, key=lambda e: (e.mentions[0].span, e.id)))


def _capitalised(name: str) -> bool:
    """Whether the longer words of a name are capitalised: "UN's refugee agency" is a description."""
    return all(word[0].isupper() for word in name.split(" ") if len(word) > _SMALL)


def _former_name(draft: Draft, actors: Actors, cluster: Cluster) -> str | None:
    """What a state was called when it was called as the report calls it: "Soviet Union" for "USSR"."""
    state = actors.states.get(cluster.country or "")
    plain = (span for span, m in cluster.mentions.items() if m.form in ("name", "alias", "demonym"))
    said = {folded(draft.text(span)) for span in plain}
    old = state.formerly.items() if state is not None and said and cluster.kind == "state" else ()
    return next((name for name, words in old if said <= {folded(w) for w in words}), None)


def _name(draft: Draft, actors: Actors, cluster: Cluster) -> str:
    """The lexicon's name; but a person as the report spells him, where the lexicon knows that spelling too ("Sergey
    Lavrov"), and a body by its full name, where the report gives it and the lexicon only an acronym."""
    if (former := _former_name(draft, actors, cluster)) is not None:
        return former
    if cluster.key in actors.people:
        own = folded(cluster.name)
        known = {folded(name) for name in actors.people[cluster.key][0].aliases}
        spelt = (w for w in cluster.words if " " in w and folded(w) in known and fuzz.ratio(folded(w), own) >= _VARIANT)
        return next(spelt, cluster.name)
    if cluster.kind in ("organization", "group") and cluster.name.isupper() and " " not in cluster.name:
        full = [w for w in cluster.words if w.count(" ") >= 2 and _capitalised(w)]
        return max(full, key=len, default=cluster.name)
    return cluster.name

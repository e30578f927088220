"""Titles without a name: "the Iranian president", "the minister", "US officials"."""

from __future__ import annotations

import re
from datetime import date as day
from datetime import timedelta

from dragoman.draft import Candidate, Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.actor_entries import Office, held, sectors_on
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.names import folded, of
from dragoman.model import EntityKind, Form, Mention, Span
from dragoman.stages.identity.clusters import Cluster, Clusters, person_cluster
from dragoman.stages.identity.homes import country_around
from dragoman.stages.identity.persons import PROVISIONAL, known_person
from dragoman.stages.identity.roles import TextRole, read_role, same_office

COUNTERPART = "counterpart"
_LATELY = 7  # days
_MANIFOLD = frozenset(("minister", "official", "leader", "director", "commander", "general", "envoy", "head"))
_INDEFINITE = re.compile(r"(?i)\b(?:an?|another|one|some) $")
_ELECT = re.compile(r"[ -](?:elect|designate)$")
_AT_HOME = frozenset(("CVL", "OPP", "LAB", "AGR", "EDU", "REL", "MED"))  # sectors of those who act where they live
_PUBLIC = frozenset(("GOV", "MIL", "LEG", "PTY", "OPP", "REB", "IGO", "SPY", "COP"))
_SPEAKING = re.compile(r"spokes(?:wo)?man|spokesperson|press secretary")
_TOWN = r"((?:[A-Z][\w’'-]+)(?: [A-Z][\w-]+){0,2})"
_OF_TOWN = re.compile(rf" of {_TOWN}")
_TO = re.compile(rf" to (?:the )?{_TOWN}")
_TOWN_OF = re.compile(rf"{_TOWN}['’]s $")
_OWNED = re.compile(r"['’]s? (?:[a-z]+ )?")


def gather_office(draft: Draft, knowledge: Knowledge, clusters: Clusters, candidate: Candidate) -> None:
    """Add the mention to the person in the text who holds that office; else to the one who held it on the report's
    date; else to an entity of its own, called as the text calls it."""
    actors = knowledge.actors
    role = read_role(draft, actors, candidate.span)
    if role is None:
        return
    if role.plain == COUNTERPART:
        role = as_counterpart(draft, actors, clusters, candidate, role)
    if role.owner is None and role.country is None:
        role = _of_his_state(draft, actors, clusters, role, candidate.span)
    head = draft.syntax.head_of(candidate.span)
    plural = head is not None and head.tag in ("NNS", "NNPS")
    if plural and role.owner is None and role.country is None and _AT_HOME.issuperset(role.sectors):
        role = role._replace(country=country_around(draft, knowledge.gazetteer, candidate.span))
    date = draft.report.published
    key = None
    if not plural and not _INDEFINITE.search(draft.view[: candidate.span.start]):
        key = _in_text(draft, actors, clusters, role, candidate.span)
        key = key or _of_a_town(draft, actors, candidate, date) or _sent_to(draft, actors, role, candidate, date)
        if key is None and not _of_a_part(draft, actors, role, candidate):
            key = _on_that_day(actors, role, date) or _until_lately(actors, role, date)
            key = key or _of_the_only_state(actors, clusters, role, date)
        key = key or _of_no_other_calling(draft, actors, clusters, role, candidate.span)
    if key is None:
        words = " ".join(draft.text(candidate.span).split())
        if role.owner is None and words.split(" ")[0].lower() in ("the", "its", "his", "her", "their"):
            return  # it takes up somebody, and we do not know whom
        name = words.removeprefix("the ").removeprefix("The ")
        key = f"office/{role.owner or folded(name)}/{role.title}"
        kind: EntityKind = "group" if plural else "person"
        clusters.setdefault(key, Cluster(name, kind, key, role.country, [role._replace(title=name)]))
    cluster = clusters.setdefault(key, person_cluster(actors, key, "", role, date))
    form: Form = "nominal" if plural and key not in actors.people else "title"
    cluster.mentions[candidate.span] = Mention(span=candidate.span, form=form)
    if key in actors.people and not cluster.roles and held(actors.people[key][0], date) is None:
        cluster.roles.append(role)  # what the lexicon does not know of that day: "the president-elect"


def _of_a_town(draft: Draft, actors: Actors, candidate: Candidate, date: str | None) -> str | None:
    """Who was "New York's mayor" or "the governor of Texas" on the day, by the whole title."""
    title = candidate.title or candidate.span
    after, before = _OF_TOWN.match(draft.view, title.end), _TOWN_OF.search(draft.view[: title.start])
    town = after[1] if after else before[1] if before else None
    holders = actors.holders_of.get(folded(f"{draft.text(title)} of {town}"), ()) if town and date else ()
    then = [key for key in holders if held(actors.people[key][0], date)]
    return then[0] if len(then) == 1 else None


def _sent_to(draft: Draft, actors: Actors, role: TextRole, candidate: Candidate, date: str | None) -> str | None:
    """Who was "the US ambassador to China" on the day."""
    title = candidate.title or candidate.span
    match = _TO.match(draft.view, title.end)
    if match is None or date is None or role.owner is None:
        return None
    end = f"{folded(draft.text(title))} to {folded(match[1])}"
    terms = ((k, held(actors.people[k][0], date)) for k in actors.people_of.get(role.owner, ()))
    then = [k for k, office in terms if office is not None and folded(office.title).replace(" the ", " ").endswith(end)]
    return then[0] if len(then) == 1 else None


def _of_a_part(draft: Draft, actors: Actors, role: TextRole, candidate: Candidate) -> bool:
    """ "The UN weapons chief" is not the head of the UN."""
    loose = actors.offices.loose("chief", role.plain) and not (role.owner or "").startswith("state/")
    before = draft.syntax.tokens_in(Span(candidate.span.start, candidate.title.start)) if candidate.title else ()
    return loose and any(t.pos in ("NOUN", "VERB") and t.text.islower() for t in before)


def _in_text(draft: Draft, actors: Actors, clusters: Clusters, role: TextRole, span: Span) -> str | None:
    """The person named before `span` (or else anywhere) whom the title fits, and of no other country."""
    fitting = []
    date = draft.report.published
    for key, cluster in clusters.items():
        if cluster.kind != "person" or key.startswith("office/"):
            continue
        if role.country in (None, cluster.country) and _fits(actors, key, cluster, role, date):
            near = max((_nearness(draft, m, span) for m in cluster.mentions if m.start < span.start), default=None)
            said = any(same_office(role.plain, r.plain) for r in cluster.roles)  # in the text itself
            if near is not None or role.country:
                fitting.append((near is not None, said, near or (0.0, 0), key))
    return max(fitting)[3] if fitting else None


def _of_his_state(draft: Draft, actors: Actors, clusters: Clusters, role: TextRole, span: Span) -> TextRole:
    """`role` of "Putin's spokesman" as one of Putin's state."""
    for key, cluster in clusters.items():
        owner = actors.people[key][1] if key in actors.people else ""
        if cluster.country in actors.states and owner == f"state/{cluster.country}":
            ends = (m.end for m in cluster.mentions if m.end < span.start)
            if any(_OWNED.fullmatch(draft.view[end : span.start]) for end in ends):
                return role._replace(owner=owner, country=cluster.country)
    return role


def _of_no_other_calling(draft: Draft, actors: Actors, clusters: Clusters, role: TextRole, span: Span) -> str | None:
    """The only person named before "the challenger", where nothing has been said of what he is."""
    private = not _PUBLIC.intersection(role.sectors)
    if private or role.owner is not None or not draft.view[: span.start].lower().endswith("the "):
        return None
    before = [
        (key, c)
        for key, c in clusters.items()
        if c.kind == "person" and not key.startswith("office/") and any(m.start < span.start for m in c.mentions)
    ]
    if len(before) != 1:
        return None
    key, cluster = before[0]
    placed = cluster.roles or (key in actors.people and held(actors.people[key][0], draft.report.published))
    return None if placed else key


def as_counterpart(draft: Draft, actors: Actors, clusters: Clusters, candidate: Candidate, role: TextRole) -> TextRole:
    """`role` of "his Turkish counterpart" with the office that answers to his: the one held in that state that day."""
    whose = _office_beside(draft, actors, clusters, candidate)
    if whose is None:
        return role
    answering = [role._replace(plain=words) for words in actors.offices.answering(whose)]
    plain = next((r.plain for r in answering if _on_that_day(actors, r, draft.report.published)), None)
    plain = plain or actors.offices.usual(whose)
    words = " ".join(w.capitalize() if w != "of" else w for w in plain.split())
    home = f" of {of(actors.states[role.country].name)}" if role.country in actors.states else ""
    return role._replace(plain=plain, title=words + home)


def _office_beside(draft: Draft, actors: Actors, clusters: Clusters, candidate: Candidate) -> str | None:
    """The office of the person whose counterpart is spoken of: the subject of the sentence, or who stands before."""
    date, start = draft.report.published, (candidate.title or candidate.span).start
    people = [c for c in draft.candidates if c.kind == "person" and c.form == "name" and c.span.start < start]
    for other in sorted(people, key=lambda c: _nearness(draft, c.span, candidate.span), reverse=True):
        named = read_role(draft, actors, other.title) if other.title else None
        if named is not None and named.plain != COUNTERPART:
            return named.plain
        key = other.key or known_person(actors, clusters, draft.text(other.span), None, date, frozenset())
        office = held(actors.people[key][0], date) if key else None
        if office is not None:
            return _plain(actors, key, office)
    return None


def _plain(actors: Actors, key: str | None, office: Office) -> str:
    """The title of a state's office without the state, folded: "secretary of state"."""
    state = actors.states.get(actors.people[key][2] or "") if key else None
    return folded(office.title).removesuffix(f" of {of(state.name)}".casefold() if state else "")


def _nearness(draft: Draft, mention: Span, span: Span) -> tuple[float, int]:
    """How likely what stands at `span` takes up who stands at `mention`: near rather than far, subjects first."""
    head = draft.syntax.head_of(mention)
    if head is None:
        return -100.0, mention.start
    while head.dep in ("compound", "flat", "appos") and head.head != head.i:
        head = draft.syntax.tokens[head.head]
    back = (draft.syntax.sentence_of(span.start) or 0) - head.sentence
    return (1.5 if head.dep in ("nsubj", "nsubjpass") else 0.0) - back, mention.start


def _fits(actors: Actors, key: str, cluster: Cluster, role: TextRole, date: str | None) -> bool:
    titles = [r.plain for r in cluster.roles]
    office = held(actors.people[key][0], date) if key in actors.people else None
    if office is not None:
        titles.append(folded(office.title))
    if role.plain in actors.offices.words("rank") and "MIL" in _sectors(actors, key, cluster, date):
        return True  # "David Petraeus ... The general"
    if role.plain in actors.offices.words("spies") and "SPY" in _sectors(actors, key, cluster, date):
        return True
    if (elected := _ELECT.sub("", role.plain)) != role.plain:
        terms = actors.people[key][0].office if key in actors.people and date else ()
        return any(o.since > (date or "") and same_office(elected, o.title) for o in terms)
    plain = PROVISIONAL.sub("", role.plain)
    return any(same_office(word, title) for word in actors.offices.alike(plain) for title in titles)


def _sectors(actors: Actors, key: str, cluster: Cluster, date: str | None) -> tuple[str, ...]:
    known = sectors_on(actors.people[key][0], date) if key in actors.people else ()
    return (*known, *(sector for role in cluster.roles for sector in role.sectors))


def _on_that_day(actors: Actors, role: TextRole, date: str | None) -> str | None:
    """The lexicon's holder of a state's or body's office on the report's date, if there was exactly one."""
    if date is None:
        return None
    if role.owner is None:
        sole = actors.sole_titles.get(role.plain, ())
        then = [k for k in sole if (o := held(actors.people[k][0], date)) and folded(o.title) == role.plain]
        owner = actors.titles_of_one.get(role.plain)
        if then or owner is None:
            return then[0] if len(then) == 1 else None
        role = role._replace(owner=owner, country=owner.removeprefix("state/"))
    owner = role.owner or ""
    if owner.startswith("organ/"):
        return _at_head_of(actors, owner, role, date)
    offices = {
        key: folded(office.title)
        for key in actors.people_of.get(owner, ())
        if (office := held(actors.people[key][0], date)) is not None
        and not office.shared
        and not ("REB" in sectors_on(actors.people[key][0], date) and owner.startswith("state/"))
        and _of_owner(actors, key, office, role, date)
    }
    called = _SPEAKING.sub("spokesman", folded(role.title))
    speaking = [key for key, title in offices.items() if called == _SPEAKING.sub("spokesman", title)]
    if len(speaking) == 1 and "spokesman" in called:
        return speaking[0]  # "the Iranian foreign ministry spokesman"
    own = _own_offices(actors, owner, offices)
    for words in _asked(actors, role):
        holders = [key for key, title in own.items() if title == words]
        if not holders and not (owner.startswith("state/") and actors.offices.loose("leader", words)):
            holders = [key for key, title in offices.items() if same_office(words, title, whole=True)]
        if holders:  # but not the "Leader of the Greens"
            return _latest(actors, holders, date)
    return None


def _at_head_of(actors: Actors, organ: str, role: TextRole, date: str) -> str | None:
    """Who held the office that is named after a state's own body: "the governor of the Bank of England"."""
    _, iso3, name = organ.split("/", 2)
    names = next(((o.name, *o.aliases) for o in actors.states[iso3].organ if o.name == name), (name,))
    heads = actors.offices.words("head of a body")
    asked = (role.plain, *(heads if role.plain in heads else ()))
    titles = {f"{w} of {folded(n)}" for w in asked for n in names} | {f"{folded(n)} {w}" for w in asked for n in names}
    people = (*actors.people_of.get(f"state/{iso3}", ()), *actors.people_of.get(organ, ()))
    terms = ((k, held(actors.people[k][0], date)) for k in dict.fromkeys(people))
    holders = [k for k, o in terms if o is not None and folded(o.title).replace(" of the ", " of ") in titles]
    return _latest(actors, holders, date)


def _of_owner(actors: Actors, key: str, office: Office, role: TextRole, date: str) -> bool:
    """Whether an office is of the state or body that the title is said of, and of no other."""
    owners = [owner for owner in actors.owners_of(office.title) if not owner.startswith("organ/")]
    if owners:
        return role.owner in owners
    return actors.people[key][1] == role.owner or actors.country_on(key, date) == role.country


def _until_lately(actors: Actors, role: TextRole, date: str | None) -> str | None:
    """Who held the office until the last days, where nobody has taken over: a report on a fall names the fallen."""
    if role.owner is None or date is None or len(date) != len("2020-08-19"):
        return None
    return _on_that_day(actors, role, (day.fromisoformat(date) - timedelta(days=_LATELY)).isoformat())


def _of_the_only_state(actors: Actors, clusters: Clusters, role: TextRole, date: str | None) -> str | None:
    """Who "the chancellor" is in a report where only one state that is spoken of has one."""
    if role.owner is not None or date is None or _SPEAKING.search(role.plain) or role.plain in _MANIFOLD:
        return None
    states = dict.fromkeys(c.country for c in clusters.values() if c.country in actors.states)
    roles = (role._replace(owner=f"state/{iso3}", country=iso3) for iso3 in states)
    holders = {key for r in roles if (key := _on_that_day(actors, r, date)) is not None}
    return holders.pop() if len(holders) == 1 else None


def _own_offices(actors: Actors, owner: str, offices: dict[str, str]) -> dict[str, str]:
    """Those of `offices` that are of the whole state or body, without its name: not "President of Chechnya"."""
    kind, _, name = owner.partition("/")
    state = actors.states[name] if kind == "state" else None
    name = state.name if state is not None else name
    called = [name]
    if kind == "organization":
        called += actors.organizations[name].aliases
    elif state is not None:
        called += [*state.aliases, *state.demonyms]
    ends = tuple(f" of {words}" for n in called for words in (of(n).casefold(), folded(n), f"the {folded(n)}"))
    leads = tuple(f"{folded(n)} " for n in called)
    found = {}
    for key, title in offices.items():
        end = next((end for end in ends if title.endswith(end)), "")
        lead = next((lead for lead in leads if title.startswith(lead)), "")
        if end or lead or " of " not in title:
            found[key] = title.removesuffix(end).removeprefix(lead)
    return found


def _latest(actors: Actors, holders: list[str], date: str) -> str | None:
    """The only holder, or who took over on that very day, or of whose term the lexicon knows best that it was then."""
    terms = [(office, key) for key in holders if (office := held(actors.people[key][0], date))]
    since = sorted((office.since, key) for office, key in terms)
    if len(since) == 1 or (since and since[-2][0] < since[-1][0] == date):
        return since[-1][1]
    doubts = sorted((_doubt(office, date), key) for office, key in terms)
    return doubts[0][1] if len(doubts) > 1 and doubts[0][0] < doubts[1][0] else None


def _doubt(office: Office, date: str) -> int:
    """How little is known of whether an office was held on `date`: of a term from or to some day of that year, that
    it may not have been; of one to a day of that month, less so."""
    unsure = (len(date) - len(end) for end in (office.since, office.until or "") if end and date.startswith(end))
    return max((lacking for lacking in unsure if lacking > 0), default=0)


def _asked(actors: Actors, role: TextRole) -> tuple[str, ...]:
    """Offices that the title may stand for, the likeliest first: whoever leads a state is its president in one and
    its prime minister in another."""
    kind, _, whose = (role.owner or "").partition("/")
    offices = actors.offices
    said = folded(role.title).rsplit(" of ", 1)[0]
    if said not in (role.plain, folded(role.plain)) and role.title != role.plain:
        return (said, *_asked(actors, role._replace(title=role.plain)))  # "chief negotiator" before "negotiator"
    if kind == "state" and offices.loose("leader", role.plain):
        first = folded(actors.states[whose].led_by or "president")
        return (*offices.words("leader"), first, *offices.words("monarch"))
    if kind == "state":
        return offices.meant(role.plain)
    return (role.plain, *(offices.words("chief") if offices.loose("chief", role.plain) else ()))

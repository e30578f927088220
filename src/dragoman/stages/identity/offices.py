"""Titles without a name: "the Iranian president", "the minister", "US officials"."""

from __future__ import annotations

from dragoman.draft import Candidate, Draft
from dragoman.knowledge.actor_entries import held, sectors_on
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.names import folded
from dragoman.model import EntityKind, Mention, Span
from dragoman.stages.identity.clusters import Cluster, Clusters, person_cluster
from dragoman.stages.identity.roles import TextRole, read_role, same_office


def gather_office(draft: Draft, actors: Actors, clusters: Clusters, candidate: Candidate) -> None:
    """Add the mention to the person in the text who holds that office; else to the one who held it on the report's
    date; else to an entity of its own, called as the text calls it."""
    role = read_role(draft, actors, candidate.span)
    if role is None:
        return
    head = draft.syntax.head_of(candidate.span)
    plural = head is not None and head.tag in ("NNS", "NNPS")
    date = draft.report.published
    key = None
    if not plural:
        key = _in_text(actors, clusters, role, candidate.span, date) or _on_that_day(actors, role, date)
    if key is None:
        words = " ".join(draft.text(candidate.span).split())
        if role.owner is None and words.split(" ")[0].lower() in ("the", "its", "his", "her", "their"):
            return  # it takes up somebody, and we do not know whom
        name = words.removeprefix("the ").removeprefix("The ")
        key = f"office/{role.owner or folded(name)}/{role.title}"
        kind: EntityKind = "group" if plural else "person"
        clusters.setdefault(key, Cluster(name, kind, key, role.country, [role._replace(title=name)]))
    cluster = clusters.setdefault(key, person_cluster(actors, key, "", role))
    cluster.mentions[candidate.span] = Mention(span=candidate.span, form="title")


def _in_text(actors: Actors, clusters: Clusters, role: TextRole, span: Span, date: str | None) -> str | None:
    """The person named before `span` (or else anywhere) whom the title fits, and of no other country."""
    fitting = []
    for key, cluster in clusters.items():
        if cluster.kind != "person" or key.startswith("office/"):
            continue
        if role.country in (None, cluster.country) and _fits(actors, key, cluster, role, date):
            before = max((m.start for m in cluster.mentions if m.start < span.start), default=-1)
            said = any(same_office(role.plain, r.plain) for r in cluster.roles)  # in the text itself
            if before >= 0 or role.country:
                fitting.append((before >= 0, said, before, key))
    return max(fitting)[3] if fitting else None


def _fits(actors: Actors, key: str, cluster: Cluster, role: TextRole, date: str | None) -> bool:
    titles = [r.plain for r in cluster.roles]
    office = held(actors.people[key][0], date) if key in actors.people else None
    if office is not None:
        titles.append(folded(office.title))
    if role.plain in _RANKS and "MIL" in _sectors(actors, key, cluster, date):
        return True  # "David Petraeus ... The general"
    return any(same_office(role.plain, title) for title in titles)


_RANKS = ("general", "admiral", "colonel", "marshal", "officer")


def _sectors(actors: Actors, key: str, cluster: Cluster, date: str | None) -> tuple[str, ...]:
    known = sectors_on(actors.people[key][0], date) if key in actors.people else ()
    return (*known, *(sector for role in cluster.roles for sector in role.sectors))


def _on_that_day(actors: Actors, role: TextRole, date: str | None) -> str | None:
    """The lexicon's holder of a state's office on the report's date, if there was exactly one."""
    if date is None or role.owner is None:
        return None
    offices = {
        key: folded(office.title)
        for key, (person, owner, _) in actors.people.items()
        if owner == role.owner
        and (office := held(person, date)) is not None
        and not office.shared
        and not ("REB" in sectors_on(person, date) and owner.startswith("state/"))
    }
    for words in _asked(actors, role):
        holders = [key for key, title in offices.items() if same_office(words, title, whole=True)]
        if holders:
            return holders[0] if len(holders) == 1 else None
    return None


def _asked(actors: Actors, role: TextRole) -> tuple[str, ...]:
    """Offices that the title may stand for, the likeliest first: whoever leads a state is its president in one and
    its prime minister in another."""
    kind, _, whose = (role.owner or "").partition("/")
    if kind == "state" and role.plain in ("leader", "ruler", "strongman"):
        first = actors.states[whose].led_by or "president"
        return ("leader", "supreme leader", "chairman of the presidential leadership council", folded(first), *_RULERS)
    if kind == "state" and role.plain in _SAME:
        return _SAME[role.plain]
    if kind in ("organization", "group") and role.plain in _BOSSES:
        return (role.plain, *_BOSSES)
    return (role.plain,) if kind == "state" or role.plain in _BOSSES else ()


_RULERS = ("king", "emir", "sultan", "crown prince")
_SAME = {
    "premier": ("premier", "prime minister"),
    "prime minister": ("prime minister", "premier"),
    "top diplomat": ("foreign minister", "secretary of state", "foreign secretary", "external affairs minister"),
    "defence minister": ("defence minister", "defense minister", "defence secretary"),
    "foreign minister": ("foreign minister", "external affairs minister", "foreign secretary"),
}
_BOSSES = (
    "secretary general", "leader", "director", "director general", "managing director", "director-general",
    "head", "chief", "executive director", "president",
)  # fmt: skip


_OF_STATES = frozenset(("GOV", "MIL", "LEG", "COP", "JUD", "SPY"))
_OWNING = ("nsubj", "nsubjpass", "poss")


def country_spoken_of(draft: Draft, span: Span, role: TextRole) -> str | None:
    """Whose "Deputy Foreign Minister Gennady Gatilov" must be, where the text does not say: the state named last in
    his sentence, else the one that acted in the two before, else the date line's."""
    if not _OF_STATES.intersection(role.sectors) and "REB" not in role.sectors:
        return None
    syntax = draft.syntax
    here = syntax.sentence_of(span.start)
    of = next(
        (c for c in draft.candidates if draft.view[span.end : c.span.start] in (" of ", " of the ") and c.key), None
    )
    if of is not None and of.key is not None and of.key.startswith(("state/", "organ/")):
        return of.key.split("/")[1]  # "Minister Gela Tvaladze of Georgia", "Colonel Ali Nasser of the Yemeni army"
    before = [c for c in draft.candidates if c.key and c.key.startswith("state/") and c.span.start < span.start]
    if here is None:
        return None
    near = [(h, c) for c in before if (h := syntax.head_of(c.span)) is not None]
    acting = [(h, c) for h, c in near if here - h.sentence <= 2 and h.dep in _OWNING]
    same = [(h, c) for h, c in near if h.sentence == here]
    fitting = [(h, c) for h, c in acting if h.sentence == here] or same or acting
    if fitting:
        return (fitting[-1][1].key or "").removeprefix("state/")
    if "REB" in role.sectors:  # a rebel's own country is the one whose army he speaks of
        after = [c.key for c in draft.candidates if c.key and c.span.start > span.end and _beside(draft, c, here)]
        return after[0].split("/")[1] if after else None
    return None


def _beside(draft: Draft, candidate: Candidate, sentence: int) -> bool:
    head = draft.syntax.head_of(candidate.span)
    key = candidate.key or ""
    return head is not None and head.sentence == sentence and key.startswith(("state/", "organ/"))

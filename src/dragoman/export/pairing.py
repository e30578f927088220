"""Between whom an event is coded: the rows that a profile makes of its actors and recipients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations, product
from typing import NamedTuple

from dragoman.export.actor_coding import NOBODY, Party, country_party, party
from dragoman.export.profile import Profile
from dragoman.export.told import Told
from dragoman.model import Entity, Event, Span, enclosing

_FRIENDLY = frozenset({"AGREE", "CONCEDE"})  # what cooperation and concessions are called when only announced
_ACCUSES, _ADMITS = "112", "015"
_VISITS, _HOSTS = "042", "043"
# acts that several do side by side, not to each other
_ONE_SIDED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE"})
_PARTISAN = frozenset({"GOV", "MIL", "LEG", "SPY", "IGO", "NGO", "REB", "OPP", "PTY"})
_SAYS = "says"  # the act of a statement whose cue does no more: "said", "announced"

Pair = tuple[str | None, str | None]  # ids of entities, who to whom


class Row(NamedTuple):
    """One code between two."""

    code: str
    source: Party
    target: Party


def rows(about: Told, event: Event, profile: Profile) -> Iterator[Row]:
    """The rows of one event, none where neither side is named."""
    near = enclosing(event.evidence) if event.evidence else event.trigger
    scene = _scene(about, event) if profile.scenes else NOBODY
    for code, (who, whom) in _coded_pairs(_Case(about, event, profile, near, scene)):
        source, target = party(about, who, profile, near), party(about, whom, profile, near)
        if target == NOBODY and source != NOBODY and scene != NOBODY:
            alone = event.act == "CONSULT" and len(event.actor) == 1  # who confers abroad with nobody named visits
            yield Row(_VISITS if alone else code, source, scene)
        elif source != NOBODY or target != NOBODY:
            yield Row(code, source, target)


def by_act(about: Told, event: Event, profile: Profile) -> bool:
    """Whether the profile gives a planned act its own code: not where somebody only says that it will be done."""
    friendly = event.status == "planned" and not event.negated and event.type in _FRIENDLY
    if profile.planned != "act" or not friendly or event.act_cameo is None:
        return False
    return not any(s.id == event.said_in and s.act == _SAYS for s in about.record.statements)


class _Case(NamedTuple):
    """An event to be coded; `near` is where its evidence stands, `scene` what may stand for its target."""

    about: Told
    event: Event
    profile: Profile
    near: Span
    scene: Party


def _coded_pairs(case: _Case) -> Iterator[tuple[str, Pair]]:
    about, event, profile = case.about, case.event, case.profile
    code = (event.act_cameo if by_act(about, event, profile) else event.cameo) or ""
    actors, recipients = _most_exact(about, event.actor), _most_exact(about, event.recipient)
    if profile.claims == "statement" and (speaker := _claimant(about, event)) is not None:
        yield from _as_said(speaker, actors, recipients)
        return
    if code == _HOSTS:  # CAMEO's source is the host, PLOVER's actor the visitor
        actors, recipients = recipients, actors
    for who, whom in _pairs(case, actors, recipients, code):
        yield code, (who, whom)
        if who and whom and (back := profile.reciprocal.get(code)):
            yield back, (whom, who)


def _pairs(case: _Case, actors: list[str], recipients: list[str], code: str) -> list[Pair]:
    """Who to whom; those who did something with each other as the profile pairs them."""
    if recipients or len(actors) < 2 or case.event.type in _ONE_SIDED:
        one_way: list[Pair] = list(product(actors or (None,), recipients or (None,)))
        return [*one_way, *((b, a) for a, b in one_way if a and b and code in case.profile.mutual)]
    if case.profile.together == "pair":
        return list(combinations(actors, 2))
    if case.profile.together == "order" and code not in case.profile.mutual:
        before = [a for a in actors if _stands_before(case, case.about.entity[a])]
        after = [a for a in actors if a not in before]
        if before and after:
            return list(product(before, after))
        if before and case.scene != NOBODY:  # "Kenya and Uganda met in Oslo"
            return [(actor, None) for actor in before]
    return list(permutations(actors, 2))


def _stands_before(case: _Case, entity: Entity) -> bool:
    """Whether the mention that stands nearest to the words of the act, within its evidence, stands before them."""
    act = case.event.trigger.start
    spans = [m.span for m in entity.mentions if m.span.overlaps(case.near)] or [m.span for m in entity.mentions]
    return min(spans, key=lambda s: abs(s.start - act), default=case.near).start < act


def _most_exact(about: Told, ids: Iterable[str]) -> list[str]:
    """Parties without the states whose nationals, envoys or armies are named beside them: a row takes one code each."""
    entities = about.named(*ids)
    nationals = {e.country for e in entities if e.kind != "state"}
    return [e.id for e in entities if e.kind != "state" or e.country not in nationals]


def _claimant(about: Told, event: Event) -> str | None:
    """Who claims an act of force: a government or body that says it, or somebody of one; not the press, no medics, and
    nobody of the doer's country."""
    if event.type != "ASSAULT" or event.negated or not event.actor:
        return None
    said = next((s for s in about.record.statements if s.id == event.said_in), None)
    speaker = about.entity.get(said.speaker or "") if said else None
    if speaker is None or "JRN" in speaker.sectors:
        return None
    partisan = speaker.country is not None and bool(_PARTISAN.intersection(speaker.sectors))
    if speaker.kind != "state" and speaker.lexicon is None and not partisan:
        return None
    ours = {e.country for e in about.named(*event.actor) if e.id != speaker.id}
    return None if speaker.country is not None and speaker.country in ours else speaker.id


def _as_said(speaker: str, actors: list[str], recipients: list[str]) -> list[tuple[str, Pair]]:
    """ "We attacked" is an admission towards whom it hit, "they attacked" an accusation of who did it."""
    if speaker in actors:
        return [(_ADMITS, (speaker, r)) for r in recipients]
    return [(_ACCUSES, (speaker, a)) for a in actors]


def _scene(about: Told, event: Event) -> Party:
    """The country of the event's place, where it is not the doer's own."""
    place = about.place.get(event.place or "")
    own = {e.country for e in about.named(*event.actor)}
    if place is None or place.country is None or place.country in own:
        return NOBODY
    states = (e.code for e in about.record.entities if e.kind == "state" and e.country == place.country)
    return country_party(place.name, next(states, None) or place.country)

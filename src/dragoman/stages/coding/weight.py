"""Which acts are told: those whose parties, and whose subject matter, make them events between political actors."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.model import Entity
from dragoman.stages.coding import roles
from dragoman.stages.coding.befits import befits
from dragoman.stages.coding.complements import Coded
from dragoman.stages.coding.triggers import Hit
from dragoman.stages.subject_matter import is_paragraph, shares
from dragoman.syntax import Syntax

# types told of by him who undergoes them alone: "the ambassador was summoned", "demands that Pyongyang return"
_UNDERGONE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "REQUEST", "RETREAT", "THREATEN"})
# acts of words and favours, which in home news are told only where both sides are named: "he promised change"
_VERBAL = frozenset("SUPPORT ACCUSE REQUEST REJECT AID AGREE CONCEDE THREATEN CONSULT COOPERATE SANCTION".split())
_BODIES = frozenset({"IGO", "REB"})
_OFFICIAL = frozenset({"GOV", "MIL", "REB", "IGO", "LEG", "SPY", "PTY", "OPP"})
_MENTIONS = 4  # of states, in a report about them
# our own reports on foreign affairs have from 8 to 19 mentions of officials a hundred words (fewer a hundred tokens),
# and 1 to 10 of other countries than the main one; of 175 articles of mixed news, three in four have less of either
_OFFICIAL_SHARE = 0.06
_OTHERS_SHARE = 0.008
_OTHERS = 3
_GAMES = 3  # different words of games
_GAMES_SHARE = 0.02  # of all words of a report


class Weight(NamedTuple):
    """What a report is about, as far as it decides which acts are told."""

    several: bool  # of more than one state, or of an international or rebel body; a text too short to tell may be
    foreign: bool  # affairs between countries run through it; so too
    sport: bool  # teams named after countries beat each other in it


def weight_of(draft: Draft, sport: frozenset[str]) -> Weight:
    """How much of a report is about states and what they do to each other; `sport` are the words of games."""
    bodies = any(_BODIES.intersection(e.sectors) for e in draft.entities)
    states = [e for e in draft.entities if e.kind == "state" and e.mentions]
    short = is_paragraph(draft)
    several = bodies or (len(states) > 1 and sum(len(e.mentions) for e in states) >= _MENTIONS)
    return Weight(several or short, short or _is_foreign(draft), _is_sport(draft, sport))


def is_told(draft: Draft, coded: Coded, actor: tuple[str, ...], recipient: tuple[str, ...], weight: Weight) -> bool:
    """Whether the parties make it an event of international or political weight that can be told."""
    if weight.sport or not befits(draft, coded, actor, recipient):
        return False
    everyone = [draft.entity[i] for i in (*actor, *recipient)]
    alone = coded.hit.entry.predicate.alone and weight.several and weight.foreign
    if not weight.several and not any(_is_official(e) for e in everyone):
        return False
    if alone:
        return True
    if not any(weighs(e) for e in everyone):
        return False
    if (actor and recipient) or (len(actor) >= 2 and coded.hit.entry.predicate.symmetric):
        return True
    if not weight.foreign and (coded.reading.type in _VERBAL or not _is_official(everyone[0])):
        return False
    return _is_whole_with_one(draft, coded, bool(actor), everyone[0])


def _holds_out_a_deed(syntax: Syntax, hit: Hit) -> bool:
    """ "Ready to lead a force", not "willing to listen" or "prepared for winter"."""
    return any(roles.objects(syntax, t.i) for t in roles.slot(syntax, hit.at, "infinitive"))


def _is_sport(draft: Draft, words: frozenset[str]) -> bool:
    """Whether a report keeps using the words of games, and several of them."""
    used = [t.lemma.lower() for t in draft.syntax.tokens if t.pos in ("NOUN", "PROPN") and t.lemma.lower() in words]
    return len(set(used)) >= _GAMES and len(used) >= _GAMES_SHARE * len(draft.syntax.tokens)


def _is_foreign(draft: Draft) -> bool:
    """Whether six words in a hundred name states and officials, and some of them are of another country than most."""
    words = len(draft.syntax.tokens)
    official, others = shares(draft)
    return official >= _OFFICIAL_SHARE and others >= max(_OTHERS / words, _OTHERS_SHARE)


def weighs(entity: Entity) -> bool:
    """Whether the entity is somebody in politics: a state, a body, an office-holder, people of a country."""
    if entity.kind == "person":
        return entity.role is not None or bool(entity.country) or bool(entity.sectors)
    return entity.kind in ("state", "organization", "group", "people")


def _is_whole_with_one(draft: Draft, coded: Coded, acts: bool, party: Entity) -> bool:
    """Whether an act of this kind is told where only one party is named; `acts`: that one is the actor."""
    hit, type = coded.hit, coded.reading.type
    if type == "COOPERATE" or (hit.entry.predicate.mode == "visit" and not acts):
        return False
    if hit.entry.predicate.pos == "adjective" and hit.entry.predicate.complement and coded.inner is None:
        return acts and _holds_out_a_deed(draft.syntax, hit)
    if type == "CONSULT" and len(hit.words) == 1:  # "the council met" needs no second, "Putin met workers" is no event
        return acts and (bool(hit.given) or party.kind in ("organization", "state"))
    if hit.entry.predicate.pos == "noun" and hit.clause == hit.at:
        return acts or type in ("ASSAULT", "COERCE", "SANCTION")
    return acts or type in _UNDERGONE


def _is_official(entity: Entity) -> bool:
    """Whether the deeds of the entity matter in a report on one country alone."""
    return entity.kind == "state" or bool(_OFFICIAL.intersection(entity.sectors)) or entity.role is not None

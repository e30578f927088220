"""What speaks for and against an event: signs that the fitted weights of `confidence` add up.

A sign is a few words anyone can read ("ASSAULT by official", "infinitive"); those of one event are told apart by
what it is, who takes part, how and where it is worded, and what its report is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.draft import Draft
from dragoman.model import Entity, Span
from dragoman.stages.coding.scenes import Scene
from dragoman.stages.subject_matter import shares

_CLASSES = (
    ("armed", frozenset({"MIL", "REB"})),
    ("body", frozenset({"IGO"})),
    ("official", frozenset({"GOV", "JUD", "SPY", "COP"})),
    ("politician", frozenset({"LEG", "PTY", "OPP"})),
)
_NAMED = frozenset({"name", "alias", "metonym", "demonym", "title"})
_EARLY = 4  # sentences
_SHORT = 200  # tokens
_FAR_ACTOR, _FAR_RECIPIENT = 60, 60  # characters
_OFFICIAL_SHARES = (0.03, 0.05, 0.07, 0.1)  # mentions of states and officials a word of the report
_OTHER_SHARES = (0.005, 0.015, 0.03, 0.05)  # mentions of other countries than the main one
_TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})  # of two actors the second is whom it is done with

_SIDES = {(True, True): "both", (True, False): "doer alone", (False, True): "undergoer alone", (False, False): "nobody"}


def signs(draft: Draft, scene: Scene) -> tuple[str, ...]:
    """The signs of one event, each once."""
    actors, recipients = sides(draft, scene)
    found = [
        *_parties(scene.reading.type, actors, recipients),
        *_wording(draft, scene),
        *_naming(draft, scene, actors, recipients),
        *scene.found,
        *(f"{scene.reading.type}, {seat}" for seat in scene.found),
        *_report(draft),
    ]
    return tuple(dict.fromkeys(found))


def sides(draft: Draft, scene: Scene) -> tuple[list[Entity], list[Entity]]:
    """Who does it and who undergoes it; of those who do it together, the first and the others."""
    actors, recipients = [draft.entity[i] for i in scene.actor], [draft.entity[i] for i in scene.recipient]
    if not recipients and len(actors) > 1 and scene.reading.type in _TOGETHER:
        return actors[:1], actors[1:]
    return actors, recipients


def _parties(type: str, actors: list[Entity], recipients: list[Entity]) -> Iterator[str]:
    doer, undergoer = _class(actors), _class(recipients)
    yield f"{type}"
    yield f"actor {doer}"
    yield f"recipient {undergoer}"
    yield f"{type} by {doer}"
    yield f"{type} on {undergoer}"
    sides = _SIDES[bool(actors), bool(recipients)]
    yield sides
    yield f"{type}, {sides}"
    theirs, others = ({e.country for e in some if e.country} for some in (actors, recipients))
    if theirs and others:
        yield "between countries" if theirs != others else "within a country"
    elif actors and recipients:
        yield "of unknown countries"


def _class(entities: list[Entity]) -> str:
    """What the first of the entities is in politics: "state", "armed", "body", "official", "politician" and so on."""
    if not entities:
        return "nobody"
    entity = entities[0]
    if entity.kind == "state":
        return "state"
    for name, sectors in _CLASSES:
        if sectors.intersection(entity.sectors):
            return f"{name} group" if entity.kind in ("group", "people") else name
    return "private" if entity.sectors or entity.role else "unknown"


def _wording(draft: Draft, scene: Scene) -> Iterator[str]:
    syntax = draft.syntax
    word = syntax.tokens[scene.at]
    yield f"rule {scene.rule}"
    yield f"clause {word.dep}"
    yield "noun" if word.tag.startswith("NN") else "verb"
    if any(t.tag == "TO" for t in syntax.children(word.i, "aux")):
        yield "infinitive"
        yield f"infinitive {word.dep}"
    elif word.tag in ("VBG", "VBN") and not syntax.children(word.i, "aux", "auxpass"):
        yield "participle"
    if len(syntax.tokens_in(scene.trigger)) > 1:
        yield "phrase"
    if (scene.reading.cameo or "0").endswith("0"):
        yield "no exact code"
    if scene.said_in:
        yield "said by somebody"
    if word.sentence < _EARLY:
        yield "early"


def _naming(draft: Draft, scene: Scene, actors: list[Entity], recipients: list[Entity]) -> Iterator[str]:
    sentence = draft.syntax.sentence_span(draft.syntax.tokens[scene.at].sentence)
    if actors:
        yield f"actor by {_named_by(actors, sentence)}"
    if recipients:
        yield f"recipient by {_named_by(recipients, sentence)}"
    if any(not e.mentions for e in (*actors, *recipients)):
        yield "party by territory"
    if any(e.kind == "state" and e.country in {a.country for a in actors} for e in recipients):
        yield "done to one's own state"
    word = draft.syntax.tokens[scene.at]
    for side, entities, far in (("actor", actors, _FAR_ACTOR), ("recipient", recipients, _FAR_RECIPIENT)):
        spans = [m.span for e in entities for m in e.mentions if sentence.covers(m.span)]
        if spans and min(abs(span.start - word.start) for span in spans) > far:
            yield f"{side} far off"
    if len(actors) > 2:
        yield "many actors"


def _named_by(entities: list[Entity], sentence: Span) -> str:
    """How the sentence names them: "name", "noun", "pronoun", or not at all ("elsewhere")."""
    forms = {m.form for e in entities for m in e.mentions if sentence.covers(m.span)}
    if forms & _NAMED:
        return "name"
    return "noun" if "nominal" in forms else "pronoun" if forms else "elsewhere"


def _report(draft: Draft) -> Iterator[str]:
    official, others = shares(draft)
    yield from (f"officials over {least}" for least in _OFFICIAL_SHARES if official > least)
    yield from (f"other countries over {least}" for least in _OTHER_SHARES if others > least)
    if len(draft.syntax.tokens) < _SHORT:
        yield "short report"

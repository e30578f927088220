"""Words that stand for someone only once it is known who speaks and what was said: "I", "we", "our country", "both
sides".

Last of the readings, since those before it ask for such words in their own ways; what it adds are mentions.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.nominals import Standins
from dragoman.model import Entity, Form, Mention, Span
from dragoman.stages.parties import behind, meant, statement_at
from dragoman.syntax import Token

_I = frozenset(("i", "me", "my", "mine", "myself"))
_WE = frozenset(("we", "us", "our", "ours", "ourselves"))
_THEY = frozenset(("they", "them", "their"))
_SPEAKS_FOR_A_SIDE = frozenset(("GOV", "MIL", "LEG", "SPY", "COP", "REB", "IGO", "PTY", "OPP"))


def standins(draft: Draft, knowledge: Knowledge) -> Draft:
    """Add the mentions that such words are to `draft.entities`; a word for a pair is a mention of both."""
    added: dict[str, list[Mention]] = {}
    for token in draft.syntax.tokens:
        for entity, span, form in _read(draft, knowledge.standins, token):
            if all(m.span != span for m in entity.mentions):
                added.setdefault(entity.id, []).append(Mention(span=span, form=form))
    named = tuple(_with(e, added.get(e.id, [])) for e in draft.entities)
    return draft.having(entities=tuple(sorted((*named, *_unnamed_pairs(draft, knowledge.standins, named)), key=_place)))


def _place(entity: Entity) -> tuple[Span, str]:
    return entity.mentions[0].span, entity.id


def _unnamed_pairs(draft: Draft, words: Standins, entities: tuple[Entity, ...]) -> Iterator[Entity]:
    """ "Both delegations asked for time": two of whom the text does not say who they are, as one group."""
    taken = {e.id for e in entities}
    spans = {m.span for e in entities for m in e.mentions}
    for token in draft.syntax.tokens:
        span = _paired(draft, token) if token.lemma in words.sides else None
        if span is not None and not any(span.overlaps(other) for other in spans):
            mention = Mention(span=span, form="nominal")
            name = " ".join(draft.text(span).split())
            key = draft.id("entity", span.start, taken)
            yield Entity(id=key, name=name, kind="group", sectors=("GOV",), mentions=(mention,))


def _read(draft: Draft, words: Standins, token: Token) -> Iterator[tuple[Entity, Span, Form]]:
    word = token.text.lower()
    if word in _I | _WE:
        speaker = _speaker(draft, token) if token.text != "US" else None
        if speaker is None or (word == "us" and _hortative(draft, token)):
            return
        side = speaker if word in _I else _side(draft, speaker)
        head = draft.syntax.tokens[token.head]
        if word == "our" and token.dep == "poss" and head.lemma in words.homes and side.kind == "state":
            yield side, Span(token.start, head.end), "nominal"
        else:
            yield side, token.span, "pronoun"
    elif word in _THEY and not draft.quoted(token.start) and draft.entity_at(token.i) is None:
        for entity in _together(draft, token):
            yield entity, token.span, "pronoun"
    elif token.lemma in words.partners and (whose := _whose(draft, token)) is not None:
        if (partner := _partner(draft, token, whose)) is not None:
            yield partner, Span(draft.syntax.children(token.i, "poss")[0].start, token.end), "nominal"
    elif token.lemma in words.sides | words.people and (span := _paired(draft, token)) is not None:
        kinds = {"person"} if token.lemma in words.people else {"state", "group", "organization"}
        for entity in _pair(draft, token, kinds):
            yield entity, span, "nominal"


def _speaker(draft: Draft, token: Token) -> Entity | None:
    statement = statement_at(draft, token.start) if draft.quoted(token.start) else None
    return draft.entity.get(statement.speaker) if statement and statement.speaker else None


def _side(draft: Draft, speaker: Entity) -> Entity:
    """For whom "we" is said: the state or body that a speaker in office speaks for, else he himself."""
    if not _SPEAKS_FOR_A_SIDE.intersection(speaker.sectors):
        return speaker
    side = behind(draft, speaker)
    return speaker if side.kind == "organization" and "IGO" not in side.sectors else side  # not the Knesset for Rabin


def _hortative(draft: Draft, token: Token) -> bool:
    """ "Let us be clear": nobody in particular."""
    return token.i > 0 and draft.syntax.tokens[token.i - 1].lemma == "let"


def _together(draft: Draft, pronoun: Token) -> list[Entity]:
    """The two whom "they" or "them" takes up: named in a row before, in this sentence or the last."""
    syntax = draft.syntax
    toward = pronoun.text.lower() == "them"
    for number in (pronoun.sentence, pronoun.sentence - 1):
        for i in syntax.sentences[number] if number >= 0 else ():
            token = syntax.tokens[i]
            several = syntax.conjuncts(i) if token.dep != "conj" else []
            subject = token.dep in ("nsubj", "nsubjpass") and not (toward and token.head == pronoun.head)
            if len(several) == 2 and several[-1].i < pronoun.i and (subject or toward):
                pair = [e for t in several if (e := _named_at(draft, t)) is not None]
                if len(pair) == 2 and pair[0] != pair[1] and (pair[0].kind == "person") == (pair[1].kind == "person"):
                    return pair
    return []


def _named_at(draft: Draft, token: Token) -> Entity | None:
    """Whom a noun names, or the name beside it: Hoti for "Kosovo's prime minister, Avdullah Hoti"."""
    beside = (draft.entity_at(t.i) for t in draft.syntax.children(token.i, "appos"))
    return draft.entity_at(token.i) or next((e for e in beside if e is not None), None)


def _whose(draft: Draft, noun: Token) -> Entity | None:
    """Who "his" is in "his guest"."""
    owners = draft.syntax.children(noun.i, "poss")
    entity = draft.entity_at(owners[0].i) if owners and noun.tag == "NN" else None
    return entity if entity is not None and entity.kind == "person" and owners[0].i + 1 == noun.i else None


def _partner(draft: Draft, noun: Token, whose: Entity) -> Entity | None:
    """The only other person spoken of in this sentence and the two before."""
    first = draft.syntax.sentences[max(0, noun.sentence - 2)].start
    near = {e.id for i in range(first, noun.i) if (e := draft.entity_at(i)) is not None and e.kind == "person"}
    others = near - {whose.id}
    return draft.entity[others.pop()] if len(others) == 1 else None


def _paired(draft: Draft, noun: Token) -> Span | None:
    """The phrase, where it says that there are two: "the two sides", "both leaders"."""
    known = draft.entity_at(noun.i)
    if noun.tag != "NNS" or (known is not None and any(m.form not in ("title", "nominal") for m in known.mentions)):
        return None
    below = draft.syntax.children(noun.i)
    counts = [t for t in below if t.dep in ("det", "nummod", "predet") and t.i < noun.i]
    two = [t for t in counts if t.text.lower() in ("two", "both")]
    if not two or any(t.dep in ("prep", "amod", "poss") for t in below):
        return None
    return Span(counts[0].start, noun.end)


def _pair(draft: Draft, noun: Token, kinds: set[str]) -> list[Entity]:
    """The two of one of `kinds` who were named together before; else those who are in the rest of the sentence."""
    pair = [draft.entity[i] for i in meant(draft, noun.i)]
    if len(pair) == 2 and all(e.kind in kinds for e in pair):
        return pair
    for i in range(noun.i + 1, draft.syntax.sentences[noun.sentence].stop):
        several = draft.syntax.conjuncts(i) if draft.syntax.tokens[i].dep != "conj" else []
        named = [e for t in several if (e := draft.entity_at(t.i)) is not None]
        if len(named) == len(several) == 2 and named[0] != named[1] and all(e.kind in kinds for e in named):
            return named
    return []


def _with(entity: Entity, mentions: list[Mention]) -> Entity:
    if not mentions:
        return entity
    return structs.replace(entity, mentions=tuple(sorted((*entity.mentions, *mentions), key=lambda m: m.span)))

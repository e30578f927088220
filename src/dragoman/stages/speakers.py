"""Who speaks, to whom, and where: the entities and the setting behind the words of an attribution."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dragoman.draft import Draft
from dragoman.knowledge.cues import Cues, Setting
from dragoman.model import Entity, Span
from dragoman.stages.attribution import Attribution
from dragoman.syntax import Token

_WHERE = frozenset("at in on during via by through from over to before after with".split())
_BELONGS = frozenset("of for from by".split())
_YOU = frozenset(("you", "your", "yours"))
_RANK = {"venue": 0, "medium": 1, "speech": 2}
_FAR = 6  # steps up the tree
_LATELY = 3  # sentences in which an encounter is still going on


def speaker_of(draft: Draft, cues: Cues, attribution: Attribution) -> Entity | None:
    """The entity behind the source: its head, what "who" stands for, or whose document or official it is."""
    if attribution.source_head is None:
        return None
    head = draft.syntax.tokens[attribution.source_head]
    if head.tag in ("WP", "WDT"):
        clause = next((a for a in draft.syntax.ancestors(head.i) if a.dep == "relcl"), None)
        head = draft.syntax.tokens[clause.head] if clause is not None else head
    found = _entity_of(draft, cues, head)
    if found is not None and _is_named(found) and head.tag.startswith(("NNP", "PRP", "WP")):
        return found
    if (person := _person_in(draft, attribution.source)) is not None:  # "the body's director-general, Kim"
        return person
    if found is not None and (found.kind != "person" or _is_named(found)):
        return found
    if found is not None:
        return (_entity_beside(draft, head) if head.lemma in cues.mouthpieces else None) or _named_beside(draft, found)
    return _body_before(draft, head) if head.lemma in cues.bodies else None


def _named_beside(draft: Draft, unnamed: Entity) -> Entity:
    """Who is named beside a description: Kim for "he" after "the head of the bank and owner of a mine, Kim"."""
    for mention in unnamed.mentions:
        head = draft.syntax.head_of(mention.span)
        for noun in draft.syntax.conjuncts(head.i) if head is not None else ():
            for token in draft.syntax.children(noun.i, "appos"):
                entity = draft.entity_at(token.i)
                if entity is not None and entity.kind == "person" and _is_named(entity):
                    return entity
    return unnamed


def _body_before(draft: Draft, noun: Token) -> Entity | None:
    """The organisation named last before "the company", "the group"."""
    if not any(t.text.lower() == "the" for t in draft.syntax.children(noun.i, "det")):
        return None
    bodies = (e for e in draft.entities if e.kind in ("organization", "group") and _is_named(e))
    before = [(m.span.start, e.id) for e in bodies for m in e.mentions if m.span.end <= noun.start]
    return draft.entity[max(before)[1]] if before else None


def _is_named(entity: Entity) -> bool:
    return any(m.form in ("name", "alias") for m in entity.mentions)


def _person_in(draft: Draft, source: tuple[Span, ...]) -> Entity | None:
    """The first person whom the words of a source name for themselves: not one spoken for ("a spokesman for Biden"),
    nor one met with in a clause about the source ("an official who met Xi")."""
    for span in source:
        for token in draft.syntax.tokens_in(span):
            if token.tag in ("WP", "WDT"):
                break
            entity = draft.entity_at(token.i)
            named = entity is not None and entity.kind == "person" and _is_named(entity)
            if named and token.tag.startswith("NNP") and token.dep not in ("pobj", "poss", "dobj", "compound"):
                return entity
    return None


def _entity_of(draft: Draft, cues: Cues, noun: Token) -> Entity | None:
    """The entity of a noun, of the name beside it ("its chief, Kaja Kallas"), or of whoever it speaks for: Iran in
    "Iranian officials", the ministry in "a statement from the ministry"."""
    for token in (noun, *draft.syntax.children(noun.i, "appos")):
        if (entity := draft.entity_at(token.i)) is not None:
            return entity
    if noun.lemma in cues.documents or noun.lemma in cues.settings or noun.lemma in cues.mouthpieces:
        return _entity_beside(draft, noun)
    return _entity_beside(draft, noun, people=False) if noun.tag in ("NNS", "NNPS") else None


def _entity_beside(draft: Draft, noun: Token, *, people: bool = True) -> Entity | None:
    """Whose a noun is: Iran in "Iranian officials", Tass in "the Tass news agency", Xi in "a letter from Xi"."""
    near = draft.syntax.children(noun.i, "poss", "amod", "compound", "nmod")
    for preposition in draft.syntax.children(noun.i, "prep", "agent"):
        if preposition.lemma in _BELONGS:
            near += draft.syntax.children(preposition.i, "pobj")
    found = (draft.entity_at(token.i) for token in near)
    return next((e for e in found if e is not None and (people or e.kind != "person")), None)


def hearers_of(draft: Draft, cues: Cues, attribution: Attribution, speaker: Entity | None) -> tuple[Entity, ...]:
    """Who is spoken to: the cue's object, whoever was asked, or the "you" of a quotation at an encounter."""
    found: list[Entity] = []
    for token in _hearer_tokens(draft, attribution):
        for each in draft.syntax.conjuncts(token.i):
            entity = _entity_of(draft, cues, each)
            if entity is not None and entity != speaker and entity not in found:
                found.append(entity)
    if not found and speaker is not None and _says_you(draft, attribution):
        partner = _partner(draft, cues, attribution, speaker)
        found.extend([partner] if partner is not None else [])
    return tuple(found)


def _hearer_tokens(draft: Draft, attribution: Attribution) -> Iterator[Token]:
    syntax, cue = draft.syntax, attribution.cue_head
    if attribution.hearer_object:
        yield from syntax.children(cue, "dobj", "dative", "nsubjpass")
    for preposition in syntax.children(cue, "prep", "dative"):
        if preposition.lemma == "to":
            yield from syntax.children(preposition.i, "pobj")
    asked = attribution.source_head is None or syntax.tokens[cue].tag == "VBN"
    if attribution.act == "asks" and asked and not syntax.children(cue, "nsubj", "dobj"):
        for above in (syntax.tokens[cue], *list(syntax.ancestors(cue))[:_FAR]):
            subjects = syntax.children(above.i, "nsubj", "nsubjpass")
            if subjects:  # "when asked whether ..., he said": he was asked
                yield from subjects
                return


def _says_you(draft: Draft, attribution: Attribution) -> bool:
    return any(
        t.text.lower() in _YOU and draft.quoted(t.start)
        for piece in attribution.content
        for t in draft.syntax.tokens_in(piece)
    )


def _partner(draft: Draft, cues: Cues, attribution: Attribution, speaker: Entity) -> Entity | None:
    """Whom the speaker met in this sentence or shortly before."""
    syntax = draft.syntax
    here = syntax.tokens[attribution.cue_head].sentence
    for number in range(here, max(-1, here - _LATELY - 1), -1):
        for i in reversed(syntax.sentences[number]):
            token = syntax.tokens[i]
            if token.lemma in cues.encounters and token.tag.startswith("VB"):
                sides = [draft.entity_at(t.i) for t in _sides(draft, token)]
                others = [e for e in sides if e is not None and e != speaker and e.kind == "person"]
                if speaker in sides and others:
                    return others[0]
    return None


def _sides(draft: Draft, verb: Token) -> Iterator[Token]:
    syntax = draft.syntax
    for child in syntax.children(verb.i, "nsubj", "nsubjpass", "dobj"):
        yield from syntax.conjuncts(child.i)
    for preposition in syntax.children(verb.i, "prep", "agent"):
        if preposition.lemma in ("with", "by"):
            yield from syntax.children(preposition.i, "pobj")


def setting_of(draft: Draft, cues: Cues, attribution: Attribution) -> str | None:
    """Where or how it was said ("news briefing", "interview with CNN"), by the phrases around the cue."""
    found: list[tuple[int, int, Token]] = []
    for noun in _places_of_speech(draft, attribution):
        setting = _setting(draft, cues, noun)
        if setting is not None:
            found.append((_RANK[setting.kind], noun.i, noun))
    return _named(draft, min(found)[2]) if found else None


def _setting(draft: Draft, cues: Cues, noun: Token) -> Setting | None:
    setting = cues.settings.get(noun.lemma) or cues.settings.get(noun.text.lower())
    name = noun.tag.startswith("NNP")
    return setting if setting is not None and (noun.text != "x" or name) else None


def _places_of_speech(draft: Draft, attribution: Attribution) -> Iterator[Token]:
    """Nouns in the prepositional phrases of the cue, of the verb it hangs on and of its source, and its object."""
    syntax = draft.syntax
    cue = syntax.tokens[attribution.cue_head]
    hosts = [cue.i, *([attribution.source_head] if attribution.source_head is not None else [])]
    if cue.dep in ("advcl", "xcomp", "pcomp", "acl", "conj") and cue.head != cue.i:
        hosts.append(cue.head)
    for host in tuple(hosts):  # "speaking at a rally, he said", "Trump, writing on Truth Social, threatened"
        hosts.extend(c.i for c in syntax.children(host, "advcl", "acl", "dep") if c.tag == "VBG" and c.i != cue.i)
    if attribution.hearer_object:
        yield from syntax.children(cue.i, "dobj", "dative")
    seen: set[int] = set()
    while hosts:
        host = hosts.pop(0)
        for preposition in syntax.children(host, "prep", "agent"):
            if preposition.lemma not in _WHERE or preposition.i in seen or _within(attribution.content, preposition):
                continue
            seen.add(preposition.i)
            for noun in syntax.children(preposition.i, "pobj"):
                if preposition.lemma == "by" and (noun.tag != "NN" or syntax.children(noun.i, "det", "poss")):
                    continue  # "by phone", not "by the meeting"
                yield noun
                hosts.append(noun.i)


def _within(content: tuple[Span, ...], token: Token) -> bool:
    at = bisect_left(content, (token.end, 0)) - 1
    return at >= 0 and content[at].start <= token.start < content[at].end


def _named(draft: Draft, noun: Token) -> str:
    """The noun with its compounds, and with whom: "telephone call with Xi Jinping"."""
    first = noun.i
    names = {c.i for c in draft.syntax.children(noun.i, "compound", "nmod")}
    while first - 1 in names:
        first -= 1
    last = noun
    for preposition in draft.syntax.children(noun.i, "prep"):
        if preposition.lemma == "with" and preposition.i == noun.i + 1:
            for partner in draft.syntax.children(preposition.i, "pobj"):
                last = draft.syntax.tokens[max(i for i in draft.syntax.subtree(partner.i) if i <= partner.i)]
    words = draft.text(Span(draft.syntax.tokens[first].start, last.end))
    return " ".join(words.split())

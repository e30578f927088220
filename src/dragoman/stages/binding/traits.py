"""What a fitted model looks at to tell whether words bind, and how: the traits of a candidate, by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.stages.binding.duties import Task
from dragoman.stages.binding.instruments import Mentioned
from dragoman.stages.binding.voices import conditional, demanded_by_another, says_of_itself, told_of
from dragoman.stages.binding.wide import Wide, families_of
from dragoman.stages.parties import is_actor, is_party_word, meant, speaker_at, statement_at
from dragoman.syntax import Token

_MARKS = frozenset(
    "if whether unless because although though while when before after until once as that since so where how".split()
)
_CONDITIONS = frozenset(
    "if unless once until provided long case event condition exchange return should only whenever".split()
)
_HEDGES = frozenset("rather likely probably perhaps reportedly possibly eventually soon always never also just".split())
_OWN_WORDS = frozenset({"be", "have", "go", "need", "want", "let", "give", "take", "make", "call", "do", "get"})
_CROSSED = frozenset(  # what is weighed for each modal verb apart
    {
        "says it of himself", "says it of another", "own voice", "under", "conditional", "negated", "reported",
        "quoted", "told", "demanded by another", "doer state", "doer person", "doer nobody", "doer no actor",
        "deed passive", "duty none",
    }
)  # fmt: skip
_MANY = 3  # states in a sentence, beyond which more make no difference


class Seen(NamedTuple):
    """A candidate with what it stands in."""

    wide: Wide
    task: Task
    negated: bool
    doer: Token | None
    object: Token | None
    instrument: Mentioned | None
    itself: bool  # whether the instrument is the subject


def traits(draft: Draft, knowledge: Knowledge, seen: Seen) -> frozenset[str]:
    """Names of all that is so about a candidate."""
    found = {
        *_of_words(draft, knowledge, seen),
        *_of_clause(draft, knowledge, seen),
        *_of_voice(draft, seen),
        *_of_task(draft, knowledge, seen),
        *_of_surroundings(draft, seen),
    }
    for role, token in (("doer", seen.doer), ("object", seen.object)):
        found.update(f"{role} {trait}" for trait in _of_somebody(draft, token))
    token = seen.wide.token
    if seen.wide.shape == "modal":
        found.update(f"{token.lemma} {trait}" for trait in tuple(found) if trait in _CROSSED)
    return frozenset(found)


def _of_words(draft: Draft, knowledge: Knowledge, seen: Seen) -> Iterator[str]:
    token, shape = seen.wide.token, seen.wide.shape
    yield f"shape {shape}"
    if shape == "modal":
        yield f"modal {token.lemma}"
        return
    if token.lemma in _OWN_WORDS:
        yield f"word {token.lemma}"
    yield f"{shape} after {token.pos}"
    for family in seen.wide.families or ("none",):
        yield f"family {family}"
        yield f"family {family} {shape}"
    forces = {bond.force for bond in knowledge.obligations.bonds_of.get(token.lemma, ())}
    yield from (f"bond {force}" for force in forces)
    if not forces:
        yield "no bond"
    if shape == "preposition":
        yield f"by {draft.syntax.tokens[seen.wide.head.head].lemma}"


def _of_clause(draft: Draft, knowledge: Knowledge, seen: Seen) -> Iterator[str]:
    """How the verb that the binding word is, or hangs on, stands in its sentence."""
    syntax, token = draft.syntax, seen.wide.token
    verb = syntax.tokens[token.head] if token.dep == "aux" or token.pos not in ("VERB", "AUX") else token
    above = syntax.tokens[verb.head]
    yield f"clause {verb.dep}"
    if seen.wide.shape != "modal":
        yield f"tag {token.tag}"
        yield from (f"with {a.lemma}" for a in syntax.children(verb.i, "aux"))
        if syntax.children(verb.i, "auxpass"):
            yield "passive"
        yield f"deed {seen.wide.head.dep}"
    if verb.dep == "ccomp":
        yield from (f"told with {family}" for family in families_of(above, knowledge.binding_words) or ("none",))
        if not draft.quoted(token.start):
            yield "reported"
    yield from (f"mark {m.text.lower()}" for m in syntax.children(verb.i, "mark", "advmod") if m.text.lower() in _MARKS)
    words = {syntax.tokens[j].text.lower() for j in syntax.sentences[token.sentence]}
    near = {c.text.lower() for t in (verb, seen.wide.head) for c in syntax.children(t.i, "advmod", "neg")}
    yield from (f"adverb {word}" for word in near & _HEDGES)
    if words & _CONDITIONS:
        yield "word of condition"
    if conditional(syntax, token):
        yield "conditional"
    if syntax.tokens[syntax.sentences[token.sentence][-1]].text == "?":
        yield "question"
    if seen.negated:
        yield "negated"
        yield f"negated {seen.wide.shape}"


def _of_voice(draft: Draft, seen: Seen) -> Iterator[str]:
    """Who says it, and of whom."""
    token, doer = seen.wide.token, seen.doer
    statement = statement_at(draft, token.start)
    if draft.quoted(token.start):
        yield "quoted"
    if doer is not None and told_of(draft, token, doer):
        yield "told"
    if statement is None:
        yield "own voice"
        return
    yield f"statement {statement.act}"
    speaker = speaker_at(draft, token.start)
    yield f"speaker {speaker.kind}" if speaker else "speaker unknown"
    if speaker is None or doer is None:
        return
    yield "says it of himself" if says_of_itself(draft, token, doer) else "says it of another"
    if demanded_by_another(draft, token, doer):
        yield "demanded by another"


def _of_somebody(draft: Draft, token: Token | None) -> Iterator[str]:
    if token is None:
        yield "nobody"
        return
    own = draft.entity_at(token.i)
    ids = () if own else meant(draft, token.i)
    entity = own or (draft.entity[ids[0]] if ids else None)
    if entity is not None:
        yield entity.kind
        yield "nameless" if entity.name.islower() else "named"
        yield "of a country" if entity.country else "of no country"
        yield from (f"sector {sector}" for sector in entity.sectors)
    else:
        yield "unknown"
    yield "actor" if is_actor(draft, token.i) else "no actor"
    if token.pos == "PRON":
        yield f"pronoun {token.text.lower()}"
    if token.tag == "NNS":
        yield "plural"
    if token.dep == "nsubjpass":
        yield "done to"
    if is_party_word(token):
        yield "party word"


def _of_task(draft: Draft, knowledge: Knowledge, seen: Seen) -> Iterator[str]:
    head, known, syntax = seen.task.head, knowledge.obligations, draft.syntax
    yield f"duty {seen.task.duty.kind}" if seen.task.duty else "duty none"
    yield f"deed {head.pos}"
    for name, words in (("idle", known.idle), ("silent", known.silent), ("light", known.light)):
        if head.lemma in words:
            yield f"deed {name}"
    helpers = {c.lemma for c in syntax.children(head.i, "aux")}
    yield from (f"deed with {helper}" for helper in helpers & {"have", "be"})
    if syntax.children(head.i, "auxpass"):
        yield "deed passive"
    if syntax.children(head.i, "dobj"):
        yield "deed with object"
    if any(draft.entity_at(t.i) for t in seen.task.words):
        yield "names in deed"
    length = len(seen.task.words)
    yield "short" if length <= 2 else "long" if length >= 8 else "of some words"


def _of_surroundings(draft: Draft, seen: Seen) -> Iterator[str]:
    if seen.instrument is not None:
        yield "under"
        yield f"under {seen.instrument.family}"
        yield f"{'itself' if seen.itself else 'over'} {seen.instrument.family}"
    tokens = draft.syntax.sentences[seen.wide.token.sentence]
    states = {e.id for j in tokens if (e := draft.entity_at(j)) is not None and e.kind == "state"}
    yield f"states {min(_MANY, len(states))}"

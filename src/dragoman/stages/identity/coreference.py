"""Words that take up someone named before: "he", "it", "the ministry"."""

from __future__ import annotations

import re

from msgspec import structs

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.actor_entries import GivenNames
from dragoman.knowledge.nominals import Nominals
from dragoman.model import Entity, Form, Mention, Span
from dragoman.syntax import Token

_PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself"))
_FEMALE = frozenset(("she", "her", "hers", "herself"))
_IMPERSONAL = frozenset(("it", "its", "itself", "they", "their", "them", "themselves"))
_SINGULAR = frozenset(("it", "its", "itself"))
_SEX = re.compile(r"(?P<she>woman\b|\bqueen\b|princess|\blady\b)|(?:s|ir)man\b|\bking\b|prince\b|\bpope\b")
_REACH = 3  # sentences back, for a pronoun
_LONG_REACH = 8  # for a noun
_SUBJECT = ("nsubj", "nsubjpass")
_OBJECT = ("dobj", "pobj", "dative")
_GRANTING = frozenset(  # what others do to somebody's claim
    "recognise recognize accept back support endorse respect guarantee defend uphold reject dispute deny question "
    "challenge violate contest oppose acknowledge honour honor block veto".split()
)
_GRANTED = frozenset(
    "claim sovereignty independence right statehood border bid membership integrity neutrality candidacy application "
    "accession annexation".split()
)


def corefer(draft: Draft, knowledge: Knowledge) -> tuple[Entity, ...]:
    """`draft.entities` with the mentions added that only take up a name: pronouns and nouns like "the alliance".

    A pronoun in a quotation is left alone: whom it means depends on who speaks.
    """
    memory = _Memory(draft, knowledge.cues.reporting_verbs, knowledge.actors.given_names)
    added: dict[str, list[Mention]] = {}
    for token in draft.syntax.tokens:
        entity = draft.entity_at(token.i)
        if entity is not None:
            memory.heard(token, entity)
            continue
        found, first, form = _taken_up(draft, knowledge.nominals, memory, token)
        if found is not None:
            memory.heard(token, found)
            mention = Mention(span=Span(first.start, token.end), form=form)
            added.setdefault(found.id, []).append(mention)
    return tuple(_with(e, added.get(e.id, [])) for e in draft.entities)


def _taken_up(draft: Draft, nominals: Nominals, memory: _Memory, token: Token) -> tuple[Entity | None, Token, Form]:
    """Whom a word takes up, the first word of the phrase, and its form."""
    word = token.text.lower()
    if word in _PERSONAL:
        return (None if draft.quoted(token.start) else memory.person(token, word in _FEMALE)), token, "pronoun"
    if word in _IMPERSONAL:
        return memory.actor(token, within=draft.quoted(token.start)), token, "pronoun"
    if token.lemma in nominals and token.pos in ("NOUN", "PROPN"):
        below = draft.syntax.children(token.i)
        article = next((t for t in below if t.text.lower() == "the"), None)
        if article is not None and not any(t.dep in ("prep", "poss", "acl", "relcl") for t in below):
            return memory.named(token, nominals), article, "nominal"
    return None, token, "pronoun"


class _Memory:
    """Who has been spoken of so far, and where."""

    def __init__(self, draft: Draft, speaking: frozenset[str], given: GivenNames) -> None:
        self.draft = draft
        self.speaking = speaking  # lemmas of reporting verbs
        self.people: dict[int, Entity] = {}  # by the token that mentions them, the same below
        self.actors: dict[int, Entity] = {}
        self.given = given
        self.female: dict[str, bool] = {}  # as title, first name or the first pronoun had it

    def heard(self, token: Token, entity: Entity) -> None:
        """Remember that `token` means `entity`."""
        (self.people if entity.kind == "person" else self.actors)[token.i] = entity
        title = entity.role.title.lower() if entity.role else ""
        if entity.id not in self.female and (sign := _SEX.search(title)):
            self.female[entity.id] = sign["she"] is not None
        if entity.kind == "person" and entity.id not in self.female:
            names = {
                entity.name.casefold(),
                entity.name.casefold().split(" ", 1)[0],
            }  # a first name alone does not always tell
            if names & (self.given.women | self.given.men):
                self.female[entity.id] = not names.isdisjoint(self.given.women)

    def person(self, pronoun: Token, she: bool) -> Entity | None:
        """The person a pronoun most likely means: a subject rather than an object, near rather than far, and who
        spoke last where the pronoun speaks."""
        best: tuple[float, int, Entity] | None = None
        itself = {e.id for i, e in self.people.items() if self._by_itself(self.draft.syntax.tokens[i], pronoun)}
        for i, entity in self.people.items():
            if i < pronoun.i and entity.id not in itself and self.female.get(entity.id, she) == she:
                score = self._closeness(self.draft.syntax.tokens[i], pronoun)
                if score is not None and (best is None or (score, i) > best[:2]):
                    best = (score, i, entity)
        if best is None:
            return None
        self.female[best[2].id] = she
        return best[2]

    def _closeness(self, token: Token, pronoun: Token) -> float | None:
        syntax = self.draft.syntax
        back = pronoun.sentence - token.sentence
        if not 0 <= back <= _REACH or (back and self.draft.quoted(token.start)):
            return None
        outer = self._outer(token)
        verb = syntax.tokens[outer.head]
        subject = outer.dep in _SUBJECT
        score = (2.0 if subject else 0.0) - 1.0 * back - 0.001 * (pronoun.i - token.i)
        if subject and (verb.dep not in ("ROOT", "conj", "ccomp") or (verb.dep == "ccomp" and back)):
            score -= 1.5  # inside a subordinate clause
        says = pronoun.dep == "nsubj" and syntax.tokens[pronoun.head].lemma in self.speaking
        if says and subject and back <= 1 and verb.lemma in self.speaking:
            score += 1.5  # whoever spoke goes on speaking
        if not subject and back == 0 and outer.head == pronoun.head:
            score -= 3.0  # "Trump told him": not the same person
        return score

    def _by_itself(self, token: Token, pronoun: Token) -> bool:
        """Whether `token` is the subject of the clause whose object the pronoun is: "Putin made no reply to her"."""
        outer = self._outer(token)
        plain = pronoun.dep in _OBJECT and not pronoun.text.lower().endswith("self")
        return plain and outer.dep in _SUBJECT and outer.head == self._clause(pronoun)

    def _clause(self, pronoun: Token) -> int:
        """The verb whose clause the pronoun stands in; of verbs in a row with one subject, the first."""
        syntax = self.draft.syntax
        verb = next((t for t in syntax.ancestors(pronoun.i) if t.pos in ("VERB", "AUX")), None)
        while verb is not None and verb.dep == "conj" and not syntax.children(verb.i, *_SUBJECT):
            verb = syntax.tokens[verb.head]
        return verb.i if verb is not None else -1

    def actor(self, pronoun: Token, *, within: bool) -> Entity | None:
        """The state or body that "it" or "its" means: the subject of the clause around it or, for a sentence that
        begins with it, the subject of the sentence before. Nothing else is sure enough. In a quotation it is `within`
        the quotation that somebody must be named."""
        syntax = self.draft.syntax
        if (theirs := self._granted(pronoun)) is not None:
            return theirs
        above = [t.i for t in syntax.ancestors(pronoun.i)]
        own = pronoun.head if pronoun.dep in _SUBJECT else -1
        themselves = pronoun.text.lower() in ("itself", "themselves")
        toward = self._clause(pronoun) if pronoun.dep in _OBJECT and not themselves else -1
        for host in above:
            for subject in syntax.children(host, *_SUBJECT):
                apart = within and not self.draft.quoted(subject.start)
                if host in (own, toward) or subject.i > pronoun.i or apart:
                    continue
                if (entity := self._acting(subject, pronoun)) is not None:
                    return entity
        if (before := self._clause_before(pronoun)) is not None:
            return before
        if within:
            return None
        noun = syntax.tokens[pronoun.head] if pronoun.dep == "poss" and above else pronoun  # "Its ministers left."
        if noun.dep in _SUBJECT and pronoun.sentence and self._opens(noun):
            root = next(
                (syntax.tokens[i] for i in syntax.sentences[pronoun.sentence - 1] if syntax.tokens[i].head == i), None
            )
            subjects = syntax.children(root.i, *_SUBJECT) if root is not None else []
            return next((e for s in subjects if (e := self._acting(s, pronoun)) is not None), None)
        return None

    def _clause_before(self, pronoun: Token) -> Entity | None:
        """Who does what is told before in the same sentence: "The junta refused the aid; it would need none"."""
        syntax = self.draft.syntax
        if pronoun.dep not in _SUBJECT:
            return None
        clauses = (t for t in syntax.children(pronoun.head, "ccomp", "parataxis", "advcl") if t.i < pronoun.i)
        subjects = (s for clause in clauses for s in syntax.children(clause.i, *_SUBJECT))
        return next((e for s in subjects if (e := self._acting(s, pronoun)) is not None), None)

    def _granted(self, pronoun: Token) -> Entity | None:
        """Whose "its claim" is that somebody else recognises: of the two that the sentence speaks of, the first."""
        syntax = self.draft.syntax
        noun = syntax.tokens[pronoun.head]
        verb = syntax.tokens[noun.head]
        if pronoun.dep != "poss" or noun.dep != "dobj" or verb.lemma not in _GRANTING or noun.lemma not in _GRANTED:
            return None
        grants = [t.i for t in syntax.children(verb.i, *_SUBJECT)]
        before = (self.actors.get(i) for i in syntax.sentences[pronoun.sentence] if i < pronoun.i)
        named = list(dict.fromkeys(e.id for e in before if e is not None))
        doers = {self.actors[i].id for i in grants if i in self.actors}
        others = [i for i in named if i not in doers]
        return self.draft.entity[others[0]] if doers and others and named[0] == others[0] else None

    def _opens(self, subject: Token) -> bool:
        """Whether `subject` is that of a whole sentence, or of what is said in it before "he said"."""
        syntax = self.draft.syntax
        verb = syntax.tokens[subject.head]
        first = syntax.sentences[subject.sentence].start
        said = verb.dep == "ccomp" and syntax.tokens[verb.head].i > verb.i and subject.i - first <= 1
        return verb.dep == "ROOT" or said

    def _acting(self, subject: Token, pronoun: Token) -> Entity | None:
        several = self.draft.syntax.children(subject.i, "conj")
        plural = subject.tag == "NNS" and pronoun.text.lower() in _SINGULAR
        return None if several or plural else self.actors.get(subject.i)

    def named(self, noun: Token, nominals: Nominals) -> Entity | None:
        """The entity spoken of last that "the ministry" can mean."""
        for i in sorted(self.actors, reverse=True):
            entity = self.actors[i]
            if noun.sentence - self.draft.syntax.tokens[i].sentence > _LONG_REACH:
                return None
            for nominal in nominals[noun.lemma]:
                words = entity.name.casefold().replace("'", " ").split()
                fits = entity.kind in nominal.kinds and (not nominal.named or noun.lemma in words)
                if nominal.names and entity.name not in nominal.names:
                    continue
                if fits and (not nominal.sectors or set(nominal.sectors) & set(entity.sectors)):
                    return entity
        return None

    def _outer(self, token: Token) -> Token:
        """The word a name hangs on as a whole."""
        while token.dep in ("compound", "flat", "appos") and token.head != token.i:
            token = self.draft.syntax.tokens[token.head]
        return token


def _with(entity: Entity, mentions: list[Mention]) -> Entity:
    if not mentions:
        return entity
    return structs.replace(entity, mentions=tuple(sorted((*entity.mentions, *mentions), key=lambda m: m.span)))

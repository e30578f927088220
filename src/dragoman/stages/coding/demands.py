"""Words that demand: to say that another must do something is to request it of him."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.codebook import Reading
from dragoman.model import Statement
from dragoman.stages.coding import roles
from dragoman.stages.coding.complements import Coded
from dragoman.stages.coding.parties import parties
from dragoman.stages.coding.scenes import Scene, spoken, untold
from dragoman.stages.coding.weight import weighs
from dragoman.syntax import Syntax, Token

RULE = "en/words#demand"


def demands(draft: Draft, knowledge: Knowledge, coded: list[Coded], scenes: list[Scene]) -> list[Scene]:
    """One REQUEST for each party of another country that a statement says must act; the trigger is the cue."""
    acts = {c.hit.at: c for c in coded}
    found: list[Scene] = []
    for statement in untold(draft, scenes, "REQUEST"):
        for word, verb in _demanding_words(draft, knowledge, statement):
            asked = _asked(draft, knowledge, statement, word, verb)
            if asked and all(asked != s.recipient or s.trigger != statement.cue[0] for s in found):
                found.append(spoken(draft, statement, RULE, _reading(knowledge, acts.get(verb.i)), word, asked))
    return found


def _demanding_words(draft: Draft, knowledge: Knowledge, statement: Statement) -> Iterator[tuple[Token, Token]]:
    """Words of the list with the verb they demand: "must withdraw", "has to stop", not "must have known"."""
    syntax, listed = draft.syntax, knowledge.predicates.demands
    for content in statement.content:
        for token in syntax.tokens_in(content):
            if token.lemma not in listed and token.text.lower() not in listed:
                continue
            verb = syntax.tokens[token.head] if token.tag == "MD" else _infinitive(syntax, token)
            if verb is None or verb.pos not in ("VERB", "AUX") or roles.is_passive(syntax, verb.i):
                continue
            auxiliaries = [t.lemma for t in syntax.children(verb.i, "aux") if t.i != token.i]
            joined = [t.text.lower() for t in syntax.children(verb.i, "mark")]
            if "have" not in auxiliaries and joined in ([], ["that"]):
                yield token, verb


def _infinitive(syntax: Syntax, token: Token) -> Token | None:
    return next((t for t in roles.slot(syntax, token.i, "infinitive") if t.i - token.i <= 3), None)


def _asked(draft: Draft, knowledge: Knowledge, said: Statement, word: Token, verb: Token) -> tuple[str, ...]:
    """Who is to act, where it is nobody of the speaker's own country."""
    assert said.speaker is not None
    speaker = draft.entity[said.speaker]
    subjects = [t for t in draft.syntax.children(verb.i if word.tag == "MD" else word.i, "nsubj") if t.i < word.i]
    ids = parties(draft, subjects, lambda t: bool(knowledge.predicates.named("noun", t.lemma)))
    asked = [draft.entity[i] for i in ids if i != speaker.id]
    foreign = all(weighs(e) and (e.country is None or e.country != speaker.country) for e in asked)
    return tuple(e.id for e in asked) if foreign and weighs(speaker) else ()


def _reading(knowledge: Knowledge, act: Coded | None) -> Reading:
    """A request of the act, as exact as the codebook knows one."""
    made = knowledge.codebook.become(act.reading, "request", "REQUEST") if act else None
    return made if made and made.cameo else Reading("REQUEST", None, "020")

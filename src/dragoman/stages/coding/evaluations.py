"""Words that condemn: calling an act an aggression, a crime or illegal accuses whoever did it."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.codebook import Reading
from dragoman.model import Statement
from dragoman.stages.coding.parties import parties
from dragoman.stages.coding.scenes import Scene, spoken, untold
from dragoman.syntax import Token

RULE = "en/words#evaluation"
_BLAMABLE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "ACCUSE"})
_PREDICATIVE = frozenset({"attr", "acomp", "oprd"})


def evaluations(draft: Draft, knowledge: Knowledge, scenes: list[Scene]) -> list[Scene]:
    """One ACCUSE a statement whose content says such a word of somebody's act; the trigger is the cue."""
    found: list[Scene] = []
    for statement in untold(draft, scenes, "ACCUSE"):
        word = _condemning_word(draft, knowledge, statement)
        if word is None:
            continue
        blamed = _blamed(draft, knowledge, statement, word, scenes)
        if blamed and statement.speaker not in blamed:
            found.append(spoken(draft, statement, RULE, Reading("ACCUSE", "disapprove", "111"), word, blamed))
    return found


def _condemning_word(draft: Draft, knowledge: Knowledge, statement: Statement) -> Token | None:
    """A word of the list that is said of something: "is an aggression", "are illegal", not "fear aggression"."""
    syntax = draft.syntax
    for content in statement.content:
        for token in syntax.tokens_in(content):
            if token.lemma not in knowledge.predicates.evaluations:
                continue
            head = syntax.tokens[token.head]
            noun = head if token.dep == "amod" else token
            if noun.dep not in _PREDICATIVE:
                continue
            verb = syntax.tokens[noun.head]
            if not syntax.children(verb.i, "neg") and not any(c.text.lower() == "no" for c in syntax.children(noun.i)):
                return noun
    return None


def _blamed(
    draft: Draft, knowledge: Knowledge, statement: Statement, word: Token, scenes: list[Scene]
) -> tuple[str, ...]:
    """Who did what the word is said of: the doer named in the clause, else of the act the sentence or the text before
    it is about."""
    syntax = draft.syntax
    subjects = syntax.children(word.head, "nsubj")
    named = [t for t in subjects if t.pos not in ("PRON", "DET")]
    if named:
        return parties(draft, named, lambda t: bool(knowledge.predicates.named("noun", t.lemma)))
    if not subjects:
        return ()
    blamable = [s for s in scenes if s.reading.type in _BLAMABLE and s.actor and statement.speaker not in s.actor]
    sentence = syntax.tokens[word.i].sentence
    here = [s for s in blamable if syntax.tokens[s.at].sentence == sentence]
    before = [s for s in blamable if s.at < word.i and sentence - syntax.tokens[s.at].sentence <= 1]
    return (here or before[-1:])[0].actor if here or before else ()

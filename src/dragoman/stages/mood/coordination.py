"""What a second conjunct has in common with the first: tense, condition, "or" under a negation."""

from __future__ import annotations

from dragoman.knowledge.moods import Mood, Moods
from dragoman.stages.mood.clause import auxiliary
from dragoman.stages.mood.nouns import noun_words
from dragoman.stages.mood.words import NOUN_TAGS, has_no, is_infinitive
from dragoman.syntax import Syntax, Token


def shared(syntax: Syntax, moods: Moods, at: Token, first: Token) -> list[Mood] | None:
    """Moods of the conjunct `first` that hold for `at` too: its tense where `at` has none of its own, its negation only
    through "or". None where `at` starts anew."""
    own = syntax.children(at.i, "aux", "auxpass", "nsubj", "nsubjpass")
    perfect = first.tag == "VBN" and first.dep == "ccomp"  # "denied that it had fired and accused the army"
    if at.tag == "VBD" and (perfect or is_infinitive(syntax, first)):  # "ordered them to leave and closed"
        return None
    if is_infinitive(syntax, first) and any(c.tag in ("VBZ", "VBP", "VBD") for c in own):  # "to leave, but have not"
        return None
    joined = {c.text.lower() for c in syntax.children(first.i, "cc", "preconj")}
    effects: list[Mood] = []
    if at.pos in ("VERB", "AUX") and not own:
        for child in syntax.children(first.i, "aux", "auxpass"):
            effects += auxiliary(syntax, moods, first, child) if at.tag == first.tag or at.tag == "VB" else []
        effects += [m for c in syntax.children(first.i, "mark") if (m := moods.of("conjunction", c.text.lower()))]
    if "than" in joined:  # "withdrew rather than risk a war"
        return None if at.pos not in ("VERB", "AUX") else [Mood(None, True)]
    if joined & {"or", "nor"} and (syntax.children(first.i, "neg") or has_no(syntax, first)):
        effects.append(Mood(None, True))
    if at.tag in NOUN_TAGS:
        effects += noun_words(syntax, moods, first)
    return effects

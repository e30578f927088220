"""What is said of a noun that names an act, or a plan or report of one: by its own words and by what governs it."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.knowledge.moods import Mood, MoodKind, Moods
from dragoman.stages.mood.clause import auxiliary
from dragoman.stages.mood.words import DEFINITE, NOUN_TAGS, is_known
from dragoman.syntax import Syntax, Token


class Step(NamedTuple):
    """Where the climb stands, and whether it goes on."""

    at: Token
    goes_on: bool


def noun_words(
    syntax: Syntax, moods: Moods, noun: Token, *, determiners: bool = True, without: Token | None = None
) -> list[Mood]:
    """Adjectives of the noun ("planned", "alleged") and, if wanted, its determiners ("no", "any")."""
    found: list[Mood] = []
    for child in syntax.children(noun.i):
        kind: MoodKind = "determiner" if child.dep in ("det", "neg") else "adjective"
        if child == without or (kind == "determiner" and not determiners):
            continue
        if child.dep in ("det", "neg", "amod", "compound", "nmod") or child.tag in ("VBN", "VBG"):
            mood = moods.of(kind, child.text.lower()) or moods.of(kind, _joined(syntax, child))
            found += [mood] if mood else []
    return found


def _joined(syntax: Syntax, last: Token) -> str:
    """The word with what a hyphen joins to it: "would-be", "much-delayed"."""
    first = min(syntax.subtree(last.i), default=last.i)
    return "".join(syntax.tokens[i].text.lower() for i in range(first, last.i + 1)) if last.i - first <= 3 else ""


def supposed(syntax: Syntax, moods: Moods, noun: Token) -> list[Mood]:
    """What no article makes known shares the condition of its clause: "if it is hit by an attack", not "the attack";
    and so does what would have consequences: "an attack would ruin the economy"."""
    if noun.dep == "compound":
        return []
    clause = next((t for t in syntax.ancestors(noun.i) if t.pos in ("VERB", "AUX")), None)
    if clause is None:
        return []
    marks = [m for c in syntax.children(clause.i, "mark") if (m := moods.of("conjunction", c.text.lower()))]
    auxiliaries = syntax.children(clause.i, "aux") if noun.dep in ("nsubj", "dobj") else []
    own = [m for c in auxiliaries for m in auxiliary(syntax, moods, clause, c)]
    would = Mood("hypothetical") in own  # "would welcome a visit", not "said it would pay a visit"
    if any(c.text.lower() in DEFINITE for c in syntax.children(noun.i)):
        return []
    if is_known(syntax, noun):
        return [Mood("hypothetical")] if would and noun.dep == "nsubj" else []
    would = would or (noun.dep == "nsubj" and any(c.text.lower() in _MIGHT for c in auxiliaries))
    return [*marks, Mood("hypothetical")] if would else marks


_MIGHT = frozenset({"would", "could", "might"})


def fate(syntax: Syntax, moods: Moods, noun: Token, *, without: Token | None = None) -> list[Mood]:
    """What becomes of a plan, report or text, and so of the act in it: "no plans to", "denied reports that", "the deal
    collapsed"; only what denies it or makes it doubtful or wished."""
    found = noun_words(syntax, moods, noun, without=without)
    governed = noun.dep in ("dobj", "nsubjpass", "nsubj")
    mood = (governing(syntax, moods, noun) or moods.of("denying", syntax.tokens[noun.head].lemma)) if governed else None
    if mood is not None and (mood.negates or mood.status in ("possible", "hypothetical")):
        found.append(mood)
    verb = syntax.tokens[noun.head]
    found += [Mood(None, True) for c in syntax.children(verb.i, "oprd") if moods.of("subject", c.text.lower())]
    if syntax.children(verb.i, "neg") and noun.dep in ("dobj", "attr"):  # "had not received reports of"
        found.append(Mood(None, True))
    return found


def governing(syntax: Syntax, moods: Moods, noun: Token) -> Mood | None:
    """What the verb makes of an act that is its object, or says of one that is its subject."""
    verb = syntax.tokens[noun.head]
    if noun.dep == "nsubj":
        return next(iter(said_of_subject(syntax, moods, verb)), None)
    particle = next((c.text.lower() for c in syntax.children(verb.i, "prt")), None)
    prepositions = syntax.children(verb.i, "prep") if noun.dep == "nsubjpass" else []  # "has been set for March"
    known = of_verb(moods, syntax, verb, "noun", via=next(iter(prepositions), None))
    return known or moods.of("noun", f"{verb.lemma} {particle}" if particle else verb.lemma)


def of_verb(moods: Moods, syntax: Syntax, verb: Token, kind: MoodKind, *, via: Token | None = None) -> Mood | None:
    """What a verb and the little word beside it make of what it governs: "rule out", "stop short", "have yet"; of
    prepositions only the one that leads there, `via`."""
    beside = [via] if via is not None and via.head == verb.i else []
    beside += [t for t in syntax.children(verb.i, "prep") if via is not None and via.head == t.i]
    for child in (*syntax.children(verb.i, "prt", "advmod", "acomp"), *beside):
        if abs(child.i - verb.i) <= 2 and (mood := moods.of(kind, f"{verb.lemma} {child.text.lower()}")):
            return mood
    return None


def said_of_subject(syntax: Syntax, moods: Moods, verb: Token) -> list[Mood]:
    """What a verb or predicate says of an act that is its subject: "goes on", "is under way", "is in full swing"."""
    words = [verb.lemma]
    for child in syntax.children(verb.i, "prt", "advmod", "acomp", "prep", "attr"):
        words += [child.text.lower(), f"{verb.lemma} {child.text.lower()}"]
        inside = (syntax.tokens[i] for i in syntax.subtree(child.i))
        words += [f"{t.text.lower()} {n.lemma}" for t in inside for n in syntax.children(t.i, "pobj", "pcomp")]
    return [m for word in words if (m := moods.of("subject", word))]


def through_noun(syntax: Syntax, moods: Moods, at: Token, head: Token) -> tuple[Step, list[Mood]]:
    """A noun under a verb or noun that says what becomes of it: "cancelled the talks", "strike plans"."""
    if at.dep == "compound":
        governor = moods.of("content", head.lemma)
        if governor is None or head.tag not in NOUN_TAGS:  # "a possible bomb attack", "a failed coup leader"
            own = [m for m in noun_words(syntax, moods, head, determiners=False) if m.negates or m.status == "possible"]
            return Step(head, False), own
        return Step(head, False), [governor, *fate(syntax, moods, head)]
    if at.dep == "nsubj":
        return Step(head, False), said_of_subject(syntax, moods, head)
    mood = governing(syntax, moods, at)
    if mood is not None:
        return Step(head, True), [mood]
    bare = moods.of("content", at.lemma)  # "made an attempt", "reached an agreement": as real as the verb
    carried = at.dep == "attr" or moods.of("carrier", head.lemma) is not None or (bare is not None and bare == Mood())
    return Step(head, carried), []

"""How far words of mood reach: from an act up through the clauses and nouns it hangs on. Not a stage.

The strongest status on the way wins (asked, hypothetical, possible, planned, ongoing); two negations make a doubt.
"""

from __future__ import annotations

from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.moods import Mood, MoodKind, Moods
from dragoman.model import Status
from dragoman.syntax import Syntax, Token

_STRENGTH: dict[Status | None, int] = {
    None: 0, "happened": 0, "ongoing": 1, "planned": 2, "possible": 3, "hypothetical": 4, "asked": 5,
}  # fmt: skip
_NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
_MAX_CLIMB = 12


class _Step(NamedTuple):
    """Where the climb stands, and whether it goes on."""

    at: Token
    goes_on: bool


def outlook(draft: Draft, knowledge: Knowledge, act: Token) -> Mood:
    """What the words around `act` make of it; status None where nothing speaks against its having happened."""
    syntax, moods = draft.syntax, knowledge.moods
    found = [*_noun_words(syntax, moods, act), *_supposed(syntax, moods, act)] if act.tag in _NOUN_TAGS else []
    at = act
    for _ in range(_MAX_CLIMB):
        if at.pos in ("VERB", "AUX"):
            found += _clause_words(draft, moods, at, act)
        step, effects = _climb(syntax, moods, at)
        found += effects
        carried = at.tag in _NOUN_TAGS and _is_light(syntax, knowledge, at, step.at)
        if step.at.i == at.i or not (step.goes_on or carried):
            break
        at = step.at
    return _combined(found)


def _is_light(syntax: Syntax, knowledge: Knowledge, noun: Token, verb: Token) -> bool:
    """Whether the verb above only carries the noun's act: "launched an attack", "entered into talks", "talks will take
    place", "there will be talks"."""
    light = knowledge.predicates.light
    if syntax.children(verb.i, "expl"):
        return True
    between = syntax.tokens[noun.head].text.lower()
    below = (t.lemma for t in syntax.children(verb.i, "prt", "dobj"))
    parts = (between, f"part {between}", *below)
    named = (verb.lemma, *(f"{verb.lemma} {part}" for part in parts))
    return verb.pos == "VERB" and any(name in light for name in named)


def _combined(found: list[Mood]) -> Mood:
    status = max((m.status for m in found), key=_STRENGTH.__getitem__, default=None)
    negations = sum(m.negates for m in found)
    if negations > 1 and negations % 2 == 0:  # "did not rule out an attack", "has not stopped bombing"
        denied = next((m.denied for m in found if m.denied), None)
        return Mood(denied or (status if _STRENGTH[status] > 2 else "possible"), False)
    return Mood(status, bool(negations))


def _noun_words(syntax: Syntax, moods: Moods, noun: Token) -> list[Mood]:
    """Determiners and adjectives of the noun: "no", "any", "planned", "alleged"."""
    found: list[Mood] = []
    for child in syntax.children(noun.i):
        kind = "determiner" if child.dep in ("det", "neg") else "adjective"
        if child.dep in ("det", "neg", "amod", "compound") or child.tag in ("VBN", "VBG"):
            mood = moods.of(kind, child.text.lower())  # type: ignore[arg-type]
            found += [mood] if mood else []
    return found


def _supposed(syntax: Syntax, moods: Moods, noun: Token) -> list[Mood]:
    """What no article makes known shares the condition of its clause: "if it is hit by an attack", not "the attack"."""
    known = any(c.dep == "poss" or c.text.lower() in _DEFINITE for c in syntax.children(noun.i))
    if known or noun.dep == "compound":
        return []
    clause = next((t for t in syntax.ancestors(noun.i) if t.pos in ("VERB", "AUX")), None)
    marks = syntax.children(clause.i, "mark") if clause is not None else []
    return [m for c in marks if (m := moods.of("conjunction", c.text.lower()))]


_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})


def _clause_words(draft: Draft, moods: Moods, verb: Token, act: Token) -> list[Mood]:
    """Auxiliaries, negation, adverbs, conjunctions and question marks of the verb's own clause; the "no" of the act
    itself is counted where its own words are."""
    syntax = draft.syntax
    found: list[Mood] = []
    for child in syntax.children(verb.i):
        word = child.text.lower()
        if child.dep in ("aux", "auxpass"):
            found += _auxiliary(syntax, moods, verb, child)
        elif child.dep == "neg":
            either = child.i and syntax.tokens[child.i - 1].text.lower() == "or"  # "whether or not it sent"
            found += [] if either else [moods.of("adverb", word) or Mood(None, True)]
        elif child.dep in ("advmod", "npadvmod"):
            mood = moods.of("adverb", word) or (Mood(None, True) if _no_longer(syntax, child) else None)
            found += [mood] if mood else []
            if child.dep == "npadvmod" and _is_next(syntax, child) and verb.tag in ("VBZ", "VBP", "VBG", "VB"):
                found.append(Mood("planned"))
        elif child.dep in ("mark", "prep") or child.tag == "WRB":
            found += [mood] if child.dep == "mark" and (mood := moods.of("conjunction", word)) else []
            found += _in_phrase(syntax, moods, child)
        elif child.dep in ("nsubj", "nsubjpass", "dobj") and child.i != act.i and _has_no(syntax, child):
            found.append(Mood(None, True))
        if child.dep == "prep":
            found += _source_words(syntax, moods, child)
    if _is_inverted(syntax, verb):
        found.append(Mood("hypothetical"))
    if verb.dep == "ROOT" and _is_infinitive(syntax, verb) and syntax.children(verb.i, "nsubj"):
        found.append(Mood("planned"))  # a headline: "Fiji to send peacekeepers"
    if _is_question(draft, verb):
        found.append(Mood("asked"))
    return found


def _auxiliary(syntax: Syntax, moods: Moods, verb: Token, aux: Token) -> list[Mood]:
    word = aux.text.lower()
    if word in ("would", "'d", "’d") and _is_reported_future(syntax, verb):
        perfect = any(c.lemma == "have" for c in syntax.children(verb.i, "aux"))  # "would have sent": it did not
        return [Mood("hypothetical" if perfect else "planned")]
    if mood := moods.of("auxiliary", word):
        return [mood]
    if verb.tag == "VBG" and aux.dep == "aux" and (word in _PRESENT or (word in _PAST and _is_reported(syntax, verb))):
        return [Mood("ongoing")]
    if aux.dep == "auxpass" and word == "being":  # "is being airlifted"
        return [Mood("ongoing")]
    return []


_PRESENT = frozenset({"is", "are", "am", "'s", "'re", "'m", "’s", "’re", "’m", "been"})
_PAST = frozenset({"was", "were"})


def _is_reported(syntax: Syntax, verb: Token) -> bool:
    """Whether past tense may be the present of whoever is reported: "said it was training pilots"."""
    return verb.dep == "ccomp" and syntax.tokens[verb.head].tag in ("VBD", "VBN")


def _is_reported_future(syntax: Syntax, verb: Token) -> bool:
    """ "Said it would send": the future as seen from the past, not a condition."""
    first = verb
    while first.dep == "conj":
        first = syntax.tokens[first.head]
    over = syntax.tokens[first.head]
    if first.dep not in ("ccomp", "acl") or over.tag not in ("VBD", "VBN", *_NOUN_TAGS):
        return False
    return not any(
        m.text.lower() == "if" for c in syntax.children(verb.i, "advcl") for m in syntax.children(c.i, "mark")
    )


def _no_longer(syntax: Syntax, adverb: Token) -> bool:
    return adverb.text.lower() in ("longer", "neither", "nor") and (
        adverb.text.lower() != "longer" or any(c.text.lower() == "no" for c in syntax.children(adverb.i))
    )


def _is_next(syntax: Syntax, noun: Token) -> bool:
    return any(c.text.lower() in ("next", "coming") for c in syntax.children(noun.i, "amod"))


def _in_phrase(syntax: Syntax, moods: Moods, child: Token) -> list[Mood]:
    """ "In case", "in the event", "in all likelihood"."""
    if child.text.lower() != "in":
        return []
    return [m for p in syntax.children(child.i, "pobj") if (m := moods.of("preposition", p.lemma))]


def _source_words(syntax: Syntax, moods: Moods, preposition: Token) -> list[Mood]:
    """ "According to unconfirmed reports"."""
    if preposition.text.lower() != "according":
        return []
    inner = [n for p in syntax.children(preposition.i, "prep") for n in syntax.children(p.i, "pobj")]
    words = (c for n in inner for c in syntax.children(n.i, "amod"))
    return [m for c in words if (m := moods.of("adjective", c.text.lower())) and m.status == "possible"]


def _is_inverted(syntax: Syntax, verb: Token) -> bool:
    """ "Had Paris sent troops", "were Beijing to attack", "should they come": conditions without an if."""
    subject = next(iter(syntax.children(verb.i, "nsubj", "nsubjpass")), None)
    first = [verb, *syntax.children(verb.i, "aux", "auxpass")]
    opens = [t for t in first if t.text.lower() in ("had", "were", "should")]
    if subject is None or not opens or min(t.i for t in opens) > subject.i:
        return False
    return verb.dep == "advcl" or (verb.text.lower() == "were" and bool(syntax.children(verb.i, "advcl", "xcomp")))


def _has_no(syntax: Syntax, noun: Token) -> bool:
    below = syntax.children(noun.i, "det", "neg", "predet", "preconj")
    words = {c.text.lower() for c in (*below, *(t for c in below for t in syntax.children(c.i)))}
    return bool(words & {"no", "neither", "not"})


def _is_question(draft: Draft, verb: Token) -> bool:
    syntax = draft.syntax
    last = syntax.tokens[syntax.sentences[verb.sentence][-1]]
    end = next((t for t in reversed(syntax.sentences[verb.sentence]) if syntax.tokens[t].text not in "”\"’')"), last.i)
    if syntax.tokens[end].text != "?":
        return False
    return verb.dep in ("ROOT", "conj", "ccomp", "xcomp") or syntax.tokens[verb.head].dep == "ROOT"


def _climb(syntax: Syntax, moods: Moods, at: Token) -> tuple[_Step, list[Mood]]:
    head = syntax.tokens[at.head]
    stop, on = _Step(head, False), _Step(head, True)
    if at.dep == "ROOT":
        return stop, []
    if at.dep == "conj":
        return _through_coordination(syntax, moods, at, head)
    if at.dep == "relcl" and _is_infinitive(syntax, at):  # "it is time for the army to leave"
        return _through_clause(syntax, moods, at, head)
    if at.dep == "advcl" and head.lemma == "be" and _is_infinitive(syntax, at) and _is_inverted(syntax, head):
        return stop, [Mood("hypothetical")]  # "were Beijing to attack"
    if at.dep == "relcl":  # "a scenario in which a state attacks"
        imagined = moods.of("content", head.lemma)
        return stop, [imagined] if imagined and imagined.status == "hypothetical" else []
    if at.dep == "csubj":  # "to bomb the dams would be a crime"
        return on, []
    if at.dep in ("xcomp", "ccomp", "acl", "acomp", "oprd") or (at.dep == "advcl" and _is_infinitive(syntax, at)):
        return _through_clause(syntax, moods, at, head)
    if at.dep == "amod":  # a verb between two names that the parser took for an adjective
        return stop, [m for c in syntax.children(head.i, "mark") if (m := moods.of("conjunction", c.text.lower()))]
    if at.dep == "advcl":
        doubts = [moods.of("clause", c.text.lower()) for c in syntax.children(head.i, "acomp")]
        if any(m is not None and m.status == "asked" for m in doubts) or _is_open(syntax, at, head):
            return stop, [Mood("asked")]
        if head.text.lower() == "long":  # "as long as both sides respect it"
            return stop, [Mood("hypothetical")]
        participle = at.tag in ("VBG", "VBN") and not syntax.children(at.i, "mark", "nsubj")
        return (on if participle else stop), []
    if at.dep in ("pcomp", "pobj"):
        return _through_preposition(syntax, moods, at, head)
    if at.dep in ("dobj", "nsubjpass", "attr", "nsubj", "compound", "dative") and at.tag in _NOUN_TAGS:
        return _through_noun(syntax, moods, at, head)
    return stop, []


def _through_coordination(syntax: Syntax, moods: Moods, at: Token, head: Token) -> tuple[_Step, list[Mood]]:
    """What governs the first conjunct governs the second; its tense does where the second has none of its own;
    its negation only through "or"."""
    perfect = head.tag == "VBN" and head.dep == "ccomp"  # "denied that it had fired and accused the army"
    if at.tag == "VBD" and (perfect or _is_infinitive(syntax, head)):  # "ordered them to leave and closed"
        return _Step(head, False), []
    joined = {c.text.lower() for c in syntax.children(head.i, "cc", "preconj")}
    effects: list[Mood] = []
    own = syntax.children(at.i, "aux", "auxpass", "nsubj", "nsubjpass")
    if at.pos in ("VERB", "AUX") and not own:
        for child in syntax.children(head.i, "aux", "auxpass"):
            effects += _auxiliary(syntax, moods, head, child) if at.tag == head.tag or at.tag == "VB" else []
        effects += [m for c in syntax.children(head.i, "mark") if (m := moods.of("conjunction", c.text.lower()))]
    if joined & {"or", "nor"} and (syntax.children(head.i, "neg") or _has_no(syntax, head)):
        effects.append(Mood(None, True))
    if at.tag in _NOUN_TAGS:
        effects += _noun_words(syntax, moods, head)
    step, more = _climb(syntax, moods, head)
    if syntax.children(at.i, "nsubj", "nsubjpass") and head.dep != "ccomp":
        return _Step(head, False), effects
    return step, effects + more


def _is_infinitive(syntax: Syntax, verb: Token) -> bool:
    return verb.tag == "VB" and any(c.tag == "TO" for c in syntax.children(verb.i, "aux"))


def _through_clause(syntax: Syntax, moods: Moods, at: Token, head: Token) -> tuple[_Step, list[Mood]]:
    word = head.text.lower() if head.pos in ("ADJ", "ADV") else head.lemma
    mood = _of_verb(syntax, moods, head, "clause") if head.pos in ("VERB", "AUX") else None
    mood = mood or _of_others(syntax, moods, at, head) or _of_predicate(syntax, moods, head)
    mood = mood or moods.of("content" if head.tag in _NOUN_TAGS else "clause", word)
    infinitive = _is_infinitive(syntax, at)
    if infinitive and any(c.text.lower() == "whether" for c in syntax.children(at.i)):
        return _Step(head, False), [Mood("asked")]  # "has not decided whether to go"
    if infinitive and mood is not None and mood.status == "asked":
        return _Step(head, True), [Mood("hypothetical")]  # "asked them to go"
    if at.dep == "acl" and at.tag == "VBG" and head.dep == "dobj" and _has_article(syntax, head):
        return _Step(syntax.tokens[head.head], True), []  # "failed to win a statement condemning the raid"
    if at.dep == "acl" and not infinitive and syntax.children(at.i, "nsubj", "nsubjpass", "mark"):
        return _Step(head, False), _finite(syntax, moods, at, head, mood)  # "reports that troops had crossed"
    if at.dep == "advcl" or (at.dep == "acl" and at.tag in ("VBN", "VBG")):
        return _Step(head, False), [Mood("planned")] if infinitive else []
    if at.dep == "ccomp" and not infinitive:
        return _Step(head, False), _finite(syntax, moods, at, head, mood)
    if mood is None and head.lemma == "be" and infinitive and not syntax.children(head.i, "acomp", "attr"):
        return _Step(head, True), [Mood("planned")]  # "is to travel"
    if mood is None:
        transparent = head.lemma in _TRANSPARENT or not infinitive
        return _Step(head, True), [] if transparent else [Mood("planned")]
    return _Step(head, True), [mood]


def _of_verb(syntax: Syntax, moods: Moods, verb: Token, kind: MoodKind) -> Mood | None:
    """What a verb and the little word beside it make of what it governs: "rule out", "stop short", "have yet"."""
    for child in syntax.children(verb.i, "prt", "advmod", "acomp", "prep"):
        if abs(child.i - verb.i) <= 2 and (mood := moods.of(kind, f"{verb.lemma} {child.text.lower()}")):
            return mood
    return None


def _of_others(syntax: Syntax, moods: Moods, at: Token, head: Token) -> Mood | None:
    """What somebody has to do, is wanted to ("wants Canberra to return"), or is said to have done."""
    if head.lemma == "have" and at.dep == "xcomp" and _is_infinitive(syntax, at):
        return Mood("hypothetical")  # "has to withdraw"
    if syntax.children(at.i, "nsubj") and _is_infinitive(syntax, at):
        return moods.of("clause", f"{head.lemma} other")
    passive = at.dep == "xcomp" and syntax.children(head.i, "auxpass")
    return moods.of("clause", f"be {head.text.lower()}") if passive else None


def _of_predicate(syntax: Syntax, moods: Moods, head: Token) -> Mood | None:
    """ "It is likely that"."""
    if head.lemma != "be":
        return None
    said = syntax.children(head.i, "acomp")
    return next((m for c in said if (m := moods.of("clause", c.text.lower()))), None)


def _has_article(syntax: Syntax, noun: Token) -> bool:
    return any(c.text.lower() in ("a", "an", "any", "no") for c in syntax.children(noun.i, "det"))


# verbs and nouns whose infinitive is as real as they are: "began to withdraw", "making efforts to help"
_TRANSPARENT = frozenset(
    "vote begin start help manage proceed dare come rush effort attempt try make cause force compel "
    "lead be have see get first last second step move resume mission action operation measure work use act".split()
)


def _finite(syntax: Syntax, moods: Moods, at: Token, head: Token, mood: Mood | None) -> list[Mood]:
    """A that-clause: what is thought, asked or denied is doubtful, what is demanded only in the subjunctive ("that
    Israel withdraw"); what is not said is no fact either. Words that quote stand behind what they quote."""
    if head.i > at.i and (mood is None or mood.status != "asked"):
        return []
    wished = mood is not None and mood.status in ("planned", "hypothetical")
    supposed = head.tag == "VB" and head.dep == "ROOT" and mood is not None and mood.status == "possible"
    if supposed and not syntax.children(head.i, "aux", "nsubj"):  # "suppose they attack"
        return [Mood("hypothetical")]
    subjunctive = at.tag == "VB" and not syntax.children(at.i, "aux")
    effects = [mood] if mood is not None and (subjunctive or not wished or head.lemma == "condition") else []
    if head.lemma == "deny" and syntax.tokens[head.head].lemma == "confirm":
        effects = [Mood("possible")]  # "neither confirmed nor denied"
    if head.tag in _NOUN_TAGS and head.dep in ("dobj", "nsubjpass"):  # "denied reports that it had sent"
        governor = moods.of("noun", syntax.tokens[head.head].lemma)
        effects = [Mood(None, True)] if governor is not None and governor.negates else effects
    if _is_open(syntax, at, head):
        effects.append(Mood("asked"))
    if syntax.children(head.i, "neg") and (mood is None or not mood.negates):
        effects.append(Mood("possible"))
    return effects


def _is_open(syntax: Syntax, clause: Token, over: Token) -> bool:
    """ "Would not say if he would go", "it was not clear if": the clause is a question, not a condition."""
    marks = [c for c in syntax.children(clause.i, "mark") if c.text.lower() in ("if", "whether")]
    asks = bool(marks) and (clause.i > over.i or marks[0].text.lower() == "whether")
    doubted = [over, *syntax.children(over.i, "acomp", "attr")]
    if clause.dep == "advcl" and over.lemma not in _TELLING and len(doubted) == 1:
        return False  # "will not be safe if": a condition
    return asks and any(syntax.children(t.i, "neg") or t.lemma in ("unclear", "decline") for t in doubted)


_TELLING = frozenset("say know tell decide confirm specify disclose indicate reveal see understand decline".split())


def _through_preposition(syntax: Syntax, moods: Moods, at: Token, head: Token) -> tuple[_Step, list[Mood]]:
    over = syntax.tokens[head.head]
    word = head.text.lower()
    kind: MoodKind = "clause" if at.dep == "pcomp" or at.tag == "VBG" else "noun"
    named = [word, *(c.text.lower() for c in syntax.children(head.i, "advmod"))]  # "instead of"
    if over.pos in ("ADP", "SCONJ", "ADV", "NOUN"):
        named.append(over.text.lower())  # "ahead of", "in case of"
    effects = [m for name in named if (m := moods.of("preposition", name))]
    verb = syntax.tokens[over.head] if over.pos in ("ADV", "ADJ", "ADP") else over  # "stopped short of"
    if verb.pos in ("VERB", "AUX") and (
        mood := _of_verb(syntax, moods, verb, "clause" if kind == "clause" else "noun")
    ):
        return _Step(verb, True), [mood]
    if kind == "noun":
        governor = moods.of("noun", f"{over.lemma} {word}")
    else:
        bare = moods.of("content" if over.tag in _NOUN_TAGS else "clause", over.lemma)
        governor = moods.of("clause", f"{over.lemma} {word}") or bare
    if governor is not None:
        goes_on = over.pos == "VERB" or (over.tag in _NOUN_TAGS and over.lemma in _TRANSPARENT)
        return _Step(over, goes_on), [*effects, governor]
    transparent = word == "of" and over.lemma in _TRANSPARENT | {"round", "series", "wave", "number", "form", "kind"}
    return _Step(over, transparent), effects


def _through_noun(syntax: Syntax, moods: Moods, at: Token, head: Token) -> tuple[_Step, list[Mood]]:
    """A noun under a verb or noun that says what becomes of it: "cancelled the talks", "strike plans"."""
    if at.dep == "compound":
        governor = moods.of("noun", head.lemma) or moods.of("content", head.lemma)
        return _Step(head, False), [governor] if governor and head.tag in _NOUN_TAGS else []
    if at.dep == "nsubj":
        return _Step(head, False), [*_said_of_subject(syntax, moods, head), *_if_it_came(syntax, at, head)]
    particle = next((c.text.lower() for c in syntax.children(head.i, "prt")), None)
    governor = _of_verb(syntax, moods, head, "noun")
    governor = governor or moods.of("noun", f"{head.lemma} {particle}" if particle else head.lemma)
    if governor is None:
        return _Step(head, at.lemma in _TRANSPARENT), []
    return _Step(head, True), [governor]


def _said_of_subject(syntax: Syntax, moods: Moods, verb: Token) -> list[Mood]:
    """What a verb or predicate says of an act that is its subject: "goes on", "is under way", "is in full swing"."""
    words = [verb.lemma]
    for child in syntax.children(verb.i, "prt", "advmod", "acomp", "prep", "attr"):
        below = syntax.children(child.i, "pobj", "pcomp")
        words += [child.text.lower(), f"{verb.lemma} {child.text.lower()}"]
        words += [f"{child.text.lower()} {b.lemma}" for b in below]
    return [m for word in words if (m := moods.of("subject", word))]


def _if_it_came(syntax: Syntax, noun: Token, verb: Token) -> list[Mood]:
    """ "An attack would ruin the economy": what has no article that makes it known, and consequences that would be."""
    if any(c.dep == "poss" or c.text.lower() in _DEFINITE for c in syntax.children(noun.i)):
        return []
    would = any(c.text.lower() in ("would", "could", "might") for c in syntax.children(verb.i, "aux"))
    return [Mood("hypothetical")] if would else []

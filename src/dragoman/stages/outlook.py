"""How far words of mood reach: from an act up through the clauses and nouns it hangs on. Not a stage.

The strongest status on the way wins (asked, hypothetical, possible, planned, ongoing); two negations make a doubt.
"""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.moods import Mood, Moods
from dragoman.model import Status
from dragoman.stages.mood.clause import clause_words, is_inverted
from dragoman.stages.mood.coordination import shared
from dragoman.stages.mood.governors import through_clause, through_preposition
from dragoman.stages.mood.nouns import Step, noun_words, supposed, through_noun
from dragoman.stages.mood.open import asks, is_open, opens
from dragoman.stages.mood.words import NOUN_TAGS, is_infinitive, is_present
from dragoman.syntax import Syntax, Token

_STRENGTH: dict[Status | None, int] = {
    None: 0, "happened": 0, "ongoing": 1, "planned": 2, "possible": 3, "hypothetical": 4, "asked": 5,
}  # fmt: skip
_MAX_CLIMB = 12


def outlook(draft: Draft, knowledge: Knowledge, act: Token) -> Mood:
    """What the words around `act` make of it; status None where nothing speaks against its having happened."""
    syntax, moods = draft.syntax, knowledge.moods
    found = _own_words(syntax, moods, act)
    at = _misread(syntax, act)
    for _ in range(_MAX_CLIMB):
        if at.pos in ("VERB", "AUX") or syntax.children(at.i, "aux", "auxpass", "mark"):
            found += clause_words(draft, moods, at, act)
        step, effects = _climb(syntax, moods, at)
        found += effects
        carried = at.tag in NOUN_TAGS and _is_light(syntax, knowledge, at, step.at)
        if step.at.i == at.i or not (step.goes_on or carried):
            break
        at = step.at
    return _combined(found)


def _own_words(syntax: Syntax, moods: Moods, act: Token) -> list[Mood]:
    """A noun's own words; where they say nothing of its status, the condition it stands in does. Of a verb only whether
    it says itself that something goes on."""
    if act.tag not in NOUN_TAGS:
        goes_on = moods.of("subject", act.lemma)
        alone = not syntax.children(act.i, "dobj") and is_present(syntax, act)
        return [goes_on] if goes_on == Mood("ongoing") and alone else []
    own = noun_words(syntax, moods, act)
    return own if any(m.status for m in own) else [*own, *supposed(syntax, moods, act)]


def _misread(syntax: Syntax, act: Token) -> Token:
    """ "Denied having armed rebels", "stopped delivering tanks": the parser takes the participle for a word of what it
    governs; the same word, or the "having" before it, as governed by the verb it follows."""
    before = syntax.tokens[act.i - 1] if act.i else act
    if act.tag in ("VBN", "JJ") and act.dep == "amod" and before.text.lower() == "having":
        return before
    object_of = syntax.tokens[act.head].head
    if act.tag == "VBG" and act.dep in ("amod", "compound") and before.i == object_of:
        return act._replace(dep="xcomp" if before.pos == "VERB" else "pcomp", head=before.i, pos="VERB")
    return act


def _is_light(syntax: Syntax, knowledge: Knowledge, noun: Token, verb: Token) -> bool:
    """Whether the verb above only carries the noun's act: "launched an attack", "entered into talks", "talks will take
    place", "there will be talks"."""
    light = knowledge.predicates.light
    if syntax.children(verb.i, "expl"):
        return True
    between = syntax.tokens[noun.head].text.lower()
    below = (t.lemma for t in syntax.children(verb.i, "prt", "dobj"))
    parts = (between, f"part {between}", *below)
    bare = () if noun.dep == "pobj" else (verb.lemma,)  # "paid a visit", not "paid for the destruction"
    named = (*bare, *(f"{verb.lemma} {part}" for part in parts))
    return verb.pos == "VERB" and any(name in light or knowledge.moods.of("carrier", name) for name in named)


def _combined(found: list[Mood]) -> Mood:
    """All moods as one; "any" says nothing beside a negation."""
    kept = [m for m in found if not m.weak] if any(m.negates for m in found) else found
    status = max((m.status for m in kept), key=_STRENGTH.__getitem__, default=None)
    negations = sum(m.negates for m in kept)
    if negations > 1 and negations % 2 == 0:  # "did not rule out an attack", "has not stopped bombing"
        denied = next((m.denied for m in kept if m.denied), None)
        return Mood(denied or (status if _STRENGTH[status] > 2 else "possible"), False)
    return Mood(status, bool(negations))


def _climb(syntax: Syntax, moods: Moods, at: Token) -> tuple[Step, list[Mood]]:
    head = syntax.tokens[at.head]
    stop, on = Step(head, False), Step(head, True)
    infinitive = is_infinitive(syntax, at)
    if at.dep == "ROOT":
        return stop, []
    if at.dep == "conj":
        return _through_coordination(syntax, moods, at, head)
    if at.dep == "relcl" and infinitive:  # "it is time for the army to leave"
        return through_clause(syntax, moods, at, head)
    if at.dep == "advcl" and head.lemma == "be" and infinitive and is_inverted(syntax, head):
        return stop, [Mood("hypothetical")]  # "were Beijing to attack"
    if at.dep == "relcl":
        return stop, _of_antecedent(syntax, moods, head)
    if at.dep == "csubj":  # "to bomb the dams would be a crime"
        would = infinitive and any(c.text.lower() in ("would", "could") for c in syntax.children(head.i, "aux"))
        return (stop, [Mood("hypothetical")]) if would else (on, [])
    if at.dep in ("xcomp", "ccomp", "acl", "acomp", "oprd") or (at.dep == "advcl" and infinitive):
        return through_clause(syntax, moods, at, head)
    if at.dep == "amod":  # a verb between two names that the parser took for an adjective
        return stop, [m for c in syntax.children(head.i, "mark") if (m := moods.of("conjunction", c.text.lower()))]
    if at.dep == "advcl":
        if (asks(syntax, moods, head) and opens(syntax, at)) or is_open(syntax, moods, at, head):
            return stop, [Mood("asked")]
        participle = at.tag in ("VBG", "VBN") and not syntax.children(at.i, "mark", "nsubj")
        return (on if participle else stop), []
    if at.dep in ("pcomp", "pobj"):
        return through_preposition(syntax, moods, at, head)
    if at.dep in ("dobj", "nsubjpass", "attr", "nsubj", "compound", "dative") and at.tag in NOUN_TAGS:
        return through_noun(syntax, moods, at, head)
    return stop, []


def _of_antecedent(syntax: Syntax, moods: Moods, noun: Token) -> list[Mood]:
    """ "A scenario in which a state attacks", "anyone who harbours them"."""
    imagined = moods.of("phrase", f"in {noun.lemma}")  # "in the event that"
    chosen = [noun.text.lower(), *(c.text.lower() for c in syntax.children(noun.i, "det"))]
    if (imagined and imagined.status == "hypothetical") or {"any", "anyone", "anybody"} & set(chosen):
        return [Mood("hypothetical")]
    return []


def _through_coordination(syntax: Syntax, moods: Moods, at: Token, head: Token) -> tuple[Step, list[Mood]]:
    """What governs the first conjunct governs the second too, unless it has a subject of its own."""
    effects = shared(syntax, moods, at, head)
    if effects is None:
        return Step(head, False), []
    step, more = _climb(syntax, moods, head)
    if syntax.children(at.i, "nsubj", "nsubjpass") and head.dep != "ccomp":
        return Step(head, False), effects
    return step, effects + more

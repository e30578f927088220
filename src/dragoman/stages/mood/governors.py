"""What governs an act from above: verbs, adjectives and nouns with a clause below them, and prepositions."""

from __future__ import annotations

from dragoman.knowledge.moods import Mood, MoodKind, Moods
from dragoman.stages.mood.clause import auxiliary
from dragoman.stages.mood.nouns import Step, fate, noun_words, of_verb, supposed
from dragoman.stages.mood.open import asks, is_open, opens
from dragoman.stages.mood.words import NOUN_TAGS, is_headline, is_infinitive, is_ordinal, is_perfect_infinitive
from dragoman.syntax import Syntax, Token


def through_clause(syntax: Syntax, moods: Moods, at: Token, head: Token) -> tuple[Step, list[Mood]]:
    """A clause without or with a tense of its own, under a verb, adjective or noun."""
    infinitive = is_infinitive(syntax, at)
    head = _noun_before(syntax, moods, at, head) if infinitive else head
    mood = _governor(syntax, moods, at, head)
    if infinitive and any(c.text.lower() == "whether" for c in syntax.children(at.i)):
        return Step(head, False), [Mood("asked")]  # "has not decided whether to go"
    if infinitive and mood is not None and mood.status == "asked":
        return Step(head, True), [Mood("hypothetical")]  # "asked them to go"
    if at.dep == "acl" and at.tag == "VBG" and head.dep == "dobj" and _is_seen_through(syntax, moods, head):
        return Step(syntax.tokens[head.head], True), fate(syntax, moods, head)  # "failed to win a text condemning it"
    if at.dep == "acl" and not infinitive and syntax.children(at.i, "nsubj", "nsubjpass", "mark"):
        return Step(head, False), _finite(syntax, moods, at, head, mood)  # "reports that troops had crossed"
    if at.dep == "acl" and not infinitive:  # "a resolution condemning the raid was vetoed"
        return Step(head, False), _reduced(syntax, moods, at, head)
    if infinitive and (measured := _measured(syntax, head)) is not None:
        return Step(head, True), [measured]
    if at.dep == "advcl" and head.tag not in NOUN_TAGS and mood is None:
        return Step(head, infinitive), [Mood("planned")] if infinitive else []
    bare = at.tag in ("VB", "VBN") and not syntax.children(at.i, "aux", "auxpass", "mark")  # "let him land"
    if at.dep == "ccomp" and not infinitive and not bare:
        return Step(head, False), _finite(syntax, moods, at, head, mood)
    if infinitive and is_ordinal(syntax, head):  # "was the first state to recognise it"
        return Step(syntax.tokens[head.head] if head.dep == "attr" else head, head.dep == "attr"), []
    if mood is None and infinitive and (be := _weighing(syntax, at, head)) is not None:
        return Step(head, False), [] if be.tag == "VBD" else [Mood("hypothetical")]
    if head.tag in NOUN_TAGS:
        return _in_noun(syntax, moods, head, mood)
    if mood is None and head.lemma == "be" and infinitive and not syntax.children(head.i, "acomp", "attr"):
        return Step(head, True), [_was_to(syntax, at, head)]
    if mood is None:
        told = is_perfect_infinitive(syntax, at)  # "claimed to have sent"
        return Step(head, True), [Mood("planned")] if infinitive and not told else []
    return Step(head, True), [mood]


def through_preposition(syntax: Syntax, moods: Moods, at: Token, head: Token) -> tuple[Step, list[Mood]]:
    """An act after a preposition, and the verb or noun that the preposition belongs to."""
    over = syntax.tokens[head.head]
    word = head.text.lower()
    clause = at.dep == "pcomp" or at.tag == "VBG" or is_infinitive(syntax, at)
    kind: MoodKind = "clause" if clause else "noun"
    effects = _prepositions(syntax, moods, head, over)
    if clause and word in _BESIDE:  # "will train them before leaving"
        effects += [m for c in syntax.children(over.i, "aux") for m in auxiliary(syntax, moods, over, c)]
    verb = syntax.tokens[over.head] if over.pos in ("ADV", "ADJ", "ADP") else over  # "stopped short of"
    if verb.pos in ("VERB", "AUX") and (mood := of_verb(moods, syntax, verb, kind, via=head)):
        return Step(verb, True), [mood]
    governor = moods.of(kind, f"{over.lemma} {word}") or _beyond(syntax, moods, over, word, kind)
    if (
        governor is None
        and clause
        and over.pos not in ("ADP", "SCONJ")
        and (word in _GOVERNED or is_infinitive(syntax, at))
    ):
        governor = moods.of("content" if over.tag in NOUN_TAGS else "clause", over.lemma)
    if governor is None and word == "of" and (told := moods.of("content", over.lemma)):  # "no evidence of looting"
        governor = told if told.negates or told.status == "possible" else None
    if governor is not None and over.tag in NOUN_TAGS:
        step, more = _in_noun(syntax, moods, over, governor)
        return step, effects + more
    if governor is not None:
        return Step(over, over.pos == "VERB"), [*effects, governor]
    if clause and over.tag in NOUN_TAGS:  # "the cost of lifting it would be small"
        effects += supposed(syntax, moods, over)
    portion = word == "of" and moods.of("carrier", f"{over.lemma} of") is not None
    return Step(over, portion), effects


_BESIDE = frozenset({"before", "after", "by", "upon", "while"})
_GOVERNED = frozenset({"of", "to", "from", "on", "against", "about", "in", "into", "at", "toward", "towards"})


def _prepositions(syntax: Syntax, moods: Moods, head: Token, over: Token) -> list[Mood]:
    """ "Without", and those of several words: "instead of", "ahead of", "far from", "in case of"."""
    word = head.text.lower()
    others = syntax.children(head.i, "advmod")
    others += [over] if over.pos in ("ADP", "SCONJ", "ADV", "NOUN") else []
    named = [word, *(f"{c.text.lower()} {word}" for c in others)]
    return [m for name in named if (m := moods.of("preposition", name))][:1]


def _governor(syntax: Syntax, moods: Moods, at: Token, head: Token) -> Mood | None:
    if head.tag in NOUN_TAGS:
        over = syntax.tokens[head.head]
        until = head.dep == "pobj" and over.text.lower() == "until"  # "gave them until noon to leave"
        took = moods.of("clause", over.lemma) if over.lemma == "take" else None  # "took them a week to retake"
        given = moods.of("content", f"{head.lemma} to") if is_infinitive(syntax, at) else None
        return Mood("hypothetical") if until else took or given or moods.of("content", head.lemma)
    pair = moods.of("clause", f"{head.lemma} {at.lemma}")  # "voted to condemn"
    form = moods.of("clause", head.text.lower()) if head.tag in ("VBD", "VBN", "VBG") else None  # "tried to storm"
    if pair or form:
        return pair or (Mood() if syntax.children(head.i, "neg") else form)  # "never tried to"
    word = head.text.lower() if head.pos in ("ADJ", "ADV") else head.lemma
    verbal = head.pos in ("VERB", "AUX")
    via = next(iter(syntax.children(head.i, "prep")), None)  # "counted on them to leave"
    mood = of_verb(moods, syntax, head, "clause", via=via) if verbal else None
    mood = mood or _of_others(syntax, moods, at, head) or _of_predicate(syntax, moods, at, head)
    stems = (word, word.removesuffix("d"), word.removesuffix("ed")) if word.endswith("ed") else (word,)  # "determined"
    return mood or next((m for stem in stems if (m := moods.of("clause", stem))), None)


def _noun_before(syntax: Syntax, moods: Moods, at: Token, head: Token) -> Token:
    """The noun just before "to" where it is one that has such clauses, whatever the parser hung them on: "foiled a plot
    to bomb", "calls for Jakarta to apologise"."""
    to = next(c for c in syntax.children(at.i, "aux") if c.tag == "TO")
    before = syntax.tokens[to.i - 1] if to.i else head
    if head.pos in ("VERB", "AUX") and before.tag in NOUN_TAGS and before.head == head.i and before.dep != "nsubj":
        known = moods.of("content", before.lemma) or moods.of("content", f"{before.lemma} to")
        return before if known or is_ordinal(syntax, before) else head
    return head


def _in_noun(syntax: Syntax, moods: Moods, noun: Token, mood: Mood | None) -> tuple[Step, list[Mood]]:
    """What a noun makes of the act in it, and what becomes of the noun. A report that is denied is no mere
    possibility; one that is confirmed none either."""
    if mood == Mood():  # "made no attempt to help"
        return Step(noun, True), noun_words(syntax, moods, noun, determiners=False)
    verb = syntax.tokens[noun.head]
    if mood is not None and mood.status == "asked":  # "dodged questions about whether"
        return Step(noun, False), [mood]
    later = fate(syntax, moods, noun)
    if (
        mood is not None and mood.denied and (any(m.negates for m in later) or _is_little(syntax, noun))
    ):  # "no doubt that"
        return Step(noun, False), [Mood(mood.denied)]
    sure = not syntax.children(verb.i, "neg")
    confirmed = sure and noun.dep in ("dobj", "nsubjpass") and moods.of("confirming", verb.lemma) is not None
    if mood is not None and mood.status == "possible" and (confirmed or any(m.negates for m in later)):
        return Step(noun, False), [m._replace(status=None) for m in later]
    if mood is not None and mood.status == "hypothetical" and moods.of("carrier", verb.lemma) and noun.dep == "dobj":
        mood = Mood("planned")  # "won an order to build two corvettes"
    return Step(noun, False), [mood or Mood("planned"), *later]


def _is_little(syntax: Syntax, noun: Token) -> bool:
    return any(c.text.lower() == "little" for c in syntax.children(noun.i, "amod"))


def _weighing(syntax: Syntax, at: Token, head: Token) -> Token | None:
    """The verb of "it would be a mistake to lift the embargo", "it is better to talk"."""
    be = head if head.lemma == "be" else syntax.tokens[head.head]
    it = any(c.text.lower() == "it" for c in syntax.children(be.i, "nsubj"))
    return be if be.lemma == "be" and it and not syntax.children(at.i, "nsubj") else None


def _measured(syntax: Syntax, head: Token) -> Mood | None:
    """ "Too late to stop it", "strong enough to stop it"."""
    words = {c.text.lower() for c in syntax.children(head.i, "advmod")} if head.pos in ("ADJ", "ADV") else set()
    return Mood(None, True) if "too" in words else Mood("possible") if "enough" in words else None


def _was_to(syntax: Syntax, at: Token, be: Token) -> Mood:
    """ "Is to travel" and "was to travel"; "was to have travelled" and did not."""
    return Mood("planned", is_perfect_infinitive(syntax, at) and be.tag == "VBD")


def _beyond(syntax: Syntax, moods: Moods, noun: Token, word: str, kind: MoodKind) -> Mood | None:
    """The verb over the noun that the parser hung the preposition on: "suspects officers of ordering", "came within
    hours of bombing"."""
    over = syntax.tokens[noun.head]
    if noun.tag not in NOUN_TAGS:
        return None
    if noun.dep == "dobj":
        return moods.of(kind, f"{over.lemma} {word}")
    if noun.dep == "pobj" and word == "of":
        return moods.of(kind, f"{syntax.tokens[over.head].lemma} {over.text.lower()}")
    return None


def _of_others(syntax: Syntax, moods: Moods, at: Token, head: Token) -> Mood | None:
    """What somebody has to do, is wanted to ("wants Canberra to return"), or is said to have done."""
    if head.lemma == "have" and at.dep == "xcomp" and is_infinitive(syntax, at):
        return Mood("hypothetical")  # "has to withdraw"
    if syntax.children(at.i, "nsubj", "nsubjpass") and (is_infinitive(syntax, at) or at.tag == "VBN"):
        return moods.of("clause", f"{head.lemma} other")
    passive = at.dep == "xcomp" and syntax.children(head.i, "auxpass")
    return moods.of("clause", f"be {head.text.lower()}") if passive else None


def _of_predicate(syntax: Syntax, moods: Moods, at: Token, head: Token) -> Mood | None:
    """ "It is likely that"."""
    if head.lemma != "be":
        return None
    said = (c for c in syntax.children(head.i, "acomp") if c.i != at.i)
    return next((m for c in said if (m := moods.of("clause", c.text.lower()))), None)


def _is_seen_through(syntax: Syntax, moods: Moods, noun: Token) -> bool:
    """Whether the verb over the noun governs what is said of it too: "win a text condemning", "showed men beating"."""
    article = any(c.text.lower() in ("a", "an", "any", "no") for c in syntax.children(noun.i, "det"))
    return article or moods.of("clause", syntax.tokens[noun.head].lemma) == Mood()


def _reduced(syntax: Syntax, moods: Moods, at: Token, noun: Token) -> list[Mood]:
    """ "A resolution condemning the raid was vetoed", "protesters occupying the square say"."""
    if moods.of("content", noun.lemma):
        return fate(syntax, moods, noun, without=at)
    over = syntax.tokens[noun.head]
    if over.text.lower() == "of" and (mood := moods.of("content", syntax.tokens[over.head].lemma)):
        return [mood]  # "the likelihood of the council lifting them"
    now = at.tag == "VBG" and noun.dep in ("nsubj", "nsubjpass") and over.tag in ("VBZ", "VBP")
    return [Mood("ongoing")] if now and not is_headline(syntax, over) else []


def _finite(syntax: Syntax, moods: Moods, at: Token, head: Token, mood: Mood | None) -> list[Mood]:
    """A that-clause: what is thought, asked or denied is doubtful, what is demanded only in the subjunctive ("that
    Israel withdraw"); what is not said is no fact either. Words that quote stand behind what they quote."""
    if is_open(syntax, moods, at, head) or (asks(syntax, moods, head) and opens(syntax, at)):
        return [Mood("asked")]
    if head.i > at.i and (mood is None or mood.status != "asked"):
        return []
    if mood is not None and mood.negates and syntax.children(head.i, "neg"):  # "it cannot be ruled out that"
        return [Mood(mood.denied or "possible")]
    wished = mood is not None and mood.status in ("planned", "hypothetical")
    supposed = head.tag == "VB" and head.dep == "ROOT" and mood is not None and mood.status == "possible"
    if supposed and not syntax.children(head.i, "aux", "nsubj"):  # "suppose they attack"
        return [Mood("hypothetical")]
    demanded = at.tag == "VBP" and moods.of("clause", f"{head.lemma} that") is not None
    bare = any(c.tag == "VB" for c in syntax.children(at.i, "auxpass"))  # "insisted that he be freed"
    subjunctive = (at.tag == "VB" or demanded or bare) and not syntax.children(at.i, "aux")
    effects = [mood] if mood is not None and (subjunctive or not wished or head.lemma == "condition") else []
    if head.lemma == "deny" and syntax.tokens[head.head].lemma == "confirm":
        return [Mood("possible")]  # "neither confirmed nor denied"
    if head.tag in NOUN_TAGS and mood is not None and mood.status == "possible":  # "denied reports that it had sent"
        return _in_noun(syntax, moods, head, mood)[1]
    if syntax.children(head.i, "neg") and (mood is None or not mood.negates):
        effects += _of_denied(syntax, moods, at, head)
    return effects


def _of_denied(syntax: Syntax, moods: Moods, at: Token, head: Token) -> list[Mood]:
    """ "It is not true that", "did not say that"; but "it is not known who ordered it": somebody did."""
    if any(moods.of("confirming", c.text.lower()) for c in syntax.children(head.i, "acomp", "attr")):
        return [Mood(None, True)]
    below = syntax.children(at.i)
    who = any(c.tag in ("WP", "WRB", "WDT") for c in (*below, *(t for c in below for t in syntax.children(c.i))))
    return [] if who else [Mood("possible")]

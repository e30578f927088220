"""What the words of a verb's own clause make of it: auxiliaries, negation, adverbs, conjunctions, tense and order."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.knowledge.moods import Mood, Moods
from dragoman.stages.mood.words import (
    NOUN_TAGS,
    ends_with,
    has_no,
    is_headline,
    is_infinitive,
    is_ordinal,
    is_perfect_infinitive,
    is_present,
)
from dragoman.syntax import Syntax, Token


def clause_words(draft: Draft, moods: Moods, verb: Token, act: Token) -> list[Mood]:
    """Every mood in the clause of `verb`; the "no" of the `act` itself is counted where its own words are."""
    syntax = draft.syntax
    found: list[Mood] = []
    for child in syntax.children(verb.i):
        if child.dep in ("aux", "auxpass"):
            found += auxiliary(syntax, moods, verb, child)
        elif child.dep in ("neg", "preconj") or (child.text.lower() == "nor" and child.i < verb.i):
            found += _negation(syntax, moods, child)
        elif child.dep in ("advmod", "npadvmod"):
            found += _adverb(syntax, moods, verb, child)
        elif child.dep in ("nsubj", "nsubjpass", "dobj") and child.i != act.i and has_no(syntax, child):
            lacking = child.dep == "dobj" and act.head == verb.i and act.dep == "nsubj"  # "the attack has no excuse"
            found += [] if lacking else [Mood(None, True)]
        if child.dep in ("mark", "advmod", "prep") or child.tag == "WRB":
            found += conjunction(syntax, moods, verb, child)
        if child.dep in ("nsubj", "nsubjpass") and child.text.lower() in _WHOEVER:
            found.append(Mood("hypothetical"))
        if child.dep in ("prep", "mark"):
            found += _phrase(syntax, moods, verb, child)
    found += [*_order(syntax, verb), *_schedule(draft, verb), *_question(draft, verb)]
    return found or _consequence(syntax, moods, verb)


def _consequence(syntax: Syntax, moods: Moods, verb: Token) -> list[Mood]:
    """ "Unless it receives the money, the mission closes": what follows from a condition is no fact either."""
    if verb.tag not in ("VBZ", "VBP"):
        return []
    marks = (c for clause in syntax.children(verb.i, "advcl") for c in syntax.children(clause.i, "mark"))
    return [m for c in marks if c.i < verb.i and (m := moods.of("conjunction", c.text.lower())) and m.status][:1]


_WHOEVER = frozenset({"whoever", "whichever", "whatever"})


def auxiliary(syntax: Syntax, moods: Moods, verb: Token, aux: Token) -> list[Mood]:
    """What one auxiliary says: "will", "may", "would", "is (attacking)", "is being"."""
    word = aux.text.lower()
    if word in ("would", "'d", "’d") and _is_reported_future(syntax, verb):
        perfect = any(c.lemma == "have" for c in syntax.children(verb.i, "aux"))  # "would have sent": it did not
        return [Mood("hypothetical" if perfect else "planned")]
    if mood := moods.of("auxiliary", word):
        return [mood]
    if verb.tag == "VBG" and aux.dep == "aux" and (word in _PRESENT or (word in _PAST and _is_reported(syntax, verb))):
        return [Mood("ongoing")]
    if aux.dep == "auxpass" and word == "being" and verb.dep != "pcomp":  # "is being airlifted"
        return [Mood("ongoing")]
    return []


_PRESENT = frozenset({"is", "are", "am", "'s", "'re", "'m", "’s", "’re", "’m", "been"})
_PAST = frozenset({"was", "were"})


def conjunction(syntax: Syntax, moods: Moods, verb: Token, mark: Token) -> list[Mood]:
    """ "If", "unless", "rather than"; "once" and "until" before a present tense, for what is waited for."""
    before = syntax.tokens[mark.i - 1].text.lower() if mark.i else ""
    names = (f"{before} {mark.text.lower()}", mark.text.lower())
    if mark.dep == "mark" and (mood := next((m for n in names if (m := moods.of("conjunction", n))), None)):
        return [mood]
    present = not is_headline(syntax, verb) and is_present(syntax, verb)
    awaited = next((m for n in names if (m := moods.of("awaited", n))), None)
    opens = mark.dep != "prep" and mark.i < verb.i and verb.dep in ("advcl", "ccomp", "pcomp")
    if not (awaited and present and opens) or (awaited.status == "ongoing" and _is_perfect(syntax, verb)):
        return []
    ahead = awaited.status != "planned" or names[1] == "before" or _lies_ahead(syntax, syntax.tokens[verb.head])
    return [awaited] if ahead else []  # "will meet him when he comes", not "they flee when he comes"


def _is_perfect(syntax: Syntax, verb: Token) -> bool:
    return any(c.lemma == "have" for c in syntax.children(verb.i, "aux"))


def _lies_ahead(syntax: Syntax, verb: Token) -> bool:
    return verb.tag == "VB" or any(c.tag in ("MD", "TO") for c in syntax.children(verb.i, "aux"))


def is_inverted(syntax: Syntax, verb: Token) -> bool:
    """ "Had Paris sent troops", "were Beijing to attack", "should they come": conditions without an if."""
    subject = next(iter(syntax.children(verb.i, "nsubj", "nsubjpass")), None)
    first = [verb, *syntax.children(verb.i, "aux", "auxpass")]
    opens = [t for t in first if t.text.lower() in ("had", "were", "should")]
    if subject is None or not opens or opens[0].i > subject.i or ends_with(syntax, verb, "?"):
        return False
    before = syntax.tokens[opens[0].i - 1] if opens[0].i else None
    starts = before is None or before.sentence != verb.sentence or before.pos in ("PUNCT", "CCONJ", "SCONJ")
    return starts and (verb.dep in ("advcl", "ccomp") or opens[0].text.lower() == "were")


def _negation(syntax: Syntax, moods: Moods, word: Token) -> list[Mood]:
    """ "Not", "never", "neither"; not the "not" of "whether or not it sent" and "not only"."""
    before = syntax.tokens[word.i - 1].text.lower() if word.i else ""
    after = syntax.tokens[word.i + 1].text.lower() if word.i + 1 < len(syntax.tokens) else ""
    if (
        before == "or"
        or after in ("only", "until", "just")
        or (word.dep == "preconj" and word.text.lower() != "neither")
    ):
        return []
    return [moods.of("adverb", word.text.lower()) or Mood(None, True)]


def _adverb(syntax: Syntax, moods: Moods, verb: Token, adverb: Token) -> list[Mood]:
    word = adverb.text.lower()
    below = " ".join(c.text.lower() for c in syntax.children(adverb.i, "advmod", "neg", "det"))
    if any(c.dep == "neg" for c in syntax.children(adverb.i)) and (word in _NOT_YET or below.startswith("not so")):
        return [Mood(None, True)]  # "has not so far responded"
    mood = moods.of("adverb", f"{below} {word}") or moods.of("adverb", word)
    if mood is not None and (mood.status != "ongoing" or verb.tag in ("VBZ", "VBP", "VBG", "VBN")):
        return [mood]
    coming = adverb.dep == "npadvmod" and any(
        c.text.lower() in ("next", "coming") for c in syntax.children(adverb.i, "amod")
    )
    return [Mood("planned")] if coming and verb.tag in ("VBZ", "VBP", "VBG", "VB") else []


_NOT_YET = frozenset({"yet", "even", "ever", "once"})


def _phrase(syntax: Syntax, moods: Moods, verb: Token, preposition: Token) -> list[Mood]:
    """ "In case", "in the event", "under no circumstances", "for the fifth day"."""
    word = preposition.text.lower()
    if word == "according":
        return _source_words(syntax, moods, preposition)
    found = []
    for noun in syntax.children(preposition.i, "pobj"):
        kind = (
            "no " if has_no(syntax, noun) else "nth " if is_ordinal(syntax, noun) and is_present(syntax, verb) else ""
        )
        mood = moods.of("phrase", f"{word} {kind}{noun.lemma}")
        found += [mood] if mood else []
    return found


def _source_words(syntax: Syntax, moods: Moods, preposition: Token) -> list[Mood]:
    """ "According to unconfirmed reports"."""
    inner = [n for p in syntax.children(preposition.i, "prep") for n in syntax.children(p.i, "pobj")]
    words = (c for n in inner for c in syntax.children(n.i, "amod"))
    return [m for c in words if (m := moods.of("adjective", c.text.lower())) and m.status == "possible"]


def _is_reported(syntax: Syntax, verb: Token) -> bool:
    """Whether past tense may be the present of whoever is reported: "said it was training pilots"."""
    return verb.dep == "ccomp" and syntax.tokens[verb.head].tag in ("VBD", "VBN")


def _is_reported_future(syntax: Syntax, verb: Token) -> bool:
    """ "Said it would send": the future as seen from the past, not a condition."""
    first = verb
    while first.dep == "conj":
        first = syntax.tokens[first.head]
    over = syntax.tokens[first.head]
    if over.tag == "JJ" and over.dep in ("acomp", "ccomp", "oprd", "xcomp"):  # "made it clear that it would"
        over = syntax.tokens[over.head]
    told = first.dep in ("ccomp", "acl") or any(c.text.lower() == "that" for c in syntax.children(first.i, "mark"))
    if not told or over.tag not in ("VBD", "VBN", *NOUN_TAGS):
        return False
    return not any(
        m.text.lower() == "if" for c in syntax.children(verb.i, "advcl") for m in syntax.children(c.i, "mark")
    )


def _order(syntax: Syntax, verb: Token) -> list[Mood]:
    """What the order and form of the words say: conditions without an if, and headlines."""
    if is_inverted(syntax, verb):
        return [Mood("hypothetical")]
    bare = verb.dep in ("ROOT", "ccomp") and bool(syntax.children(verb.i, "nsubj", "nsubjpass"))
    if verb.dep == "ROOT" and bare and is_infinitive(syntax, verb) and not is_perfect_infinitive(syntax, verb):
        return [Mood("planned")]  # "Fiji to send peacekeepers"
    if bare and verb.tag == "VBG" and not syntax.children(verb.i, "aux") and is_headline(syntax, verb):
        return [Mood("ongoing")]  # "Kyiv and Moscow swapping prisoners"
    return []


def _schedule(draft: Draft, verb: Token) -> list[Mood]:
    """A present tense with a day to come: "arrives in Rome on Sunday"; not in a headline, where it tells what was."""
    syntax = draft.syntax
    present = verb.tag in ("VBZ", "VBP") or (verb.tag == "VBG" and _has_present(syntax, verb))
    if not present or is_headline(syntax, verb):
        return []
    bounds = syntax.sentence_span(verb.sentence)
    for time in draft.times:
        head = syntax.head_of(time.span) if bounds.covers(time.span) and time.type == "DATE" else None
        over = syntax.tokens[head.head] if head is not None else None
        if over is not None and over.dep == "prep" and over.text.lower() == "on":
            over = syntax.tokens[over.head]
        elif head is not None and head.dep != "npadvmod":
            continue
        if over is not None and over.i == verb.i and _is_to_come(draft, time.value, time.start):
            return [Mood("planned")]
    return []


def _is_to_come(draft: Draft, value: str, start: str | None) -> bool:
    published = draft.report.published
    return start > published if start and published else value.startswith("XXXX-WXX-") or value == "FUTURE_REF"


def _has_present(syntax: Syntax, verb: Token) -> bool:
    return any(c.text.lower() in _PRESENT - {"been"} for c in syntax.children(verb.i, "aux"))


def _question(draft: Draft, verb: Token) -> list[Mood]:
    syntax = draft.syntax
    asks = verb.dep in ("ROOT", "conj", "ccomp", "xcomp") or syntax.tokens[verb.head].dep == "ROOT"
    return [Mood("asked")] if asks and ends_with(syntax, verb, "?") else []

"""Treaties, truces and resolutions: where a report speaks of one, what it is called and who its parties are."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.obligations import Instrument, Obligations
from dragoman.model import Span
from dragoman.stages.parties import is_party_word, meant, named, subject
from dragoman.syntax import Syntax, Token

_MAKERS = frozenset(
    "sign reach conclude strike ratify renew agree negotiate have seal ink initial announce adopt back accept "
    "broker join approve finalize extend hold".split()
)
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "both", "such"})
_NO_NAME = frozenset({"such", "first", "second", "third", "last", "new", "same", "previous", "earlier"})
_TEXTS = frozenset({"treaty", "convention", "protocol", "agreement", "accord", "memorandum", "resolution", "charter"})
_LINKS = frozenset({"of", "on", "for", "and", "the", "to"})
_IN_NAME = ("amod", "compound", "nmod", "nummod", "poss")
_PARTS = frozenset("document text clause article paper term provision annex chapter section point wording".split())
_CARRIES = 4  # sentences over which a report goes on with the duties of one treaty
_IN_TURN = ("in return", "in exchange", "in turn", "for its part", "for their part")
_TAKE_UP = 4  # sentences over which "it" or "the pact" takes up a treaty named before


class Mentioned(NamedTuple):
    """A mention of an instrument. A mention that takes up an earlier one carries its name and parties."""

    token: Token
    family: str
    name: str
    parties: tuple[str, ...]
    definite: bool


def instruments(draft: Draft, known: Obligations) -> dict[int, Mentioned]:
    """Mentions of instruments by the index of their noun, in text order."""
    found: dict[int, Mentioned] = {}
    for token in draft.syntax.tokens:
        entry = known.instruments.get(token.lemma) if token.pos in ("NOUN", "PROPN") else None
        if entry is None or _is_idiom(draft, token) or _is_body(draft, token):
            continue
        own = _read(draft, token, entry)
        earlier = _taken_up(own, list(found.values()))
        if earlier is not None:
            name = own.name if " " in own.name else earlier.name
            family = "truce" if earlier.family == "truce" else own.family
            own = own._replace(name=name, parties=own.parties or earlier.parties, family=family)
        found[token.i] = own
    return found


def instrument_for(draft: Draft, i: int, found: dict[int, Mentioned]) -> Mentioned | None:
    """The instrument that the phrase headed by token `i` is, or that the pronoun `i` takes up."""
    token = draft.syntax.tokens[i]
    if i in found:
        return found[i]
    if token.text.lower() in ("which", "that"):
        antecedent = next((a for a in draft.syntax.ancestors(i) if a.i < i and a.i in found), None)
        return found[antecedent.i] if antecedent else None
    if token.text.lower() == "it":
        near = [m for j, m in found.items() if j < i and token.sentence - m.token.sentence <= 1 and _is_known(m)]
        topics = [m for m in near if m.token.dep in ("nsubj", "nsubjpass")]
        return next(reversed(topics or near), None)
    if token.lemma == "nothing":  # "nothing in the deal prevents"
        of = [m for j, m in found.items() if j > i and j in draft.syntax.subtree(i)]
        return of[0] if of else None
    if token.lemma in _PARTS:
        of = [m for j, m in found.items() if j > i and j in draft.syntax.subtree(i)]
        near = of or [
            m for j, m in found.items() if j < i and token.sentence - m.token.sentence <= _TAKE_UP and _is_known(m)
        ]
        return near[-1] if near else None
    return None


def instrument_over(draft: Draft, i: int, found: dict[int, Mentioned]) -> Mentioned | None:
    """The instrument under which verb `i` stands: "Under the deal, ...", "as part of a truce that ..."."""
    sentence = draft.syntax.sentences[draft.syntax.tokens[i].sentence]
    for j in sentence:
        if j in found:
            mention = found[j]
            prep = draft.syntax.tokens[mention.token.head]
            under = _is_under(draft.syntax, prep, i) and _reaches(draft.syntax, prep, i)
            if under or (prep.lemma == "of" and _part_of(draft, prep)):
                return mention
    for j in sentence:  # "under it"
        token = draft.syntax.tokens[j]
        if token.text.lower() in ("it", "which") and draft.syntax.tokens[token.head].lemma in ("under", "by"):
            return instrument_for(draft, j, found) or _last_before(draft, j, found)
    return None


def _is_under(syntax: Syntax, prep: Token, i: int) -> bool:
    """Whether `prep` says that verb `i` follows from what it names: "under", "by treaty", "in line with the deal"."""
    if prep.lemma in ("under", "underneath", "per"):
        return True
    if prep.lemma == "by":  # "is bound by the pact to", "By the declaration, Riyadh opens"
        agent = prep.dep == "agent" and prep.head in (i, syntax.tokens[i].head)
        return agent or prep.i == syntax.sentences[prep.sentence][0]
    if prep.lemma == "with":
        return syntax.tokens[prep.head].lemma in ("line", "keep", "accordance", "compliance", "conformity")
    if prep.lemma == "to":
        return syntax.tokens[prep.head].lemma in ("accord", "according", "pursuant")
    return prep.lemma == "in" and prep.i == syntax.sentences[prep.sentence][0]


def going_on(draft: Draft, token: Token, doer: Token | None, found: dict[int, Mentioned]) -> Mentioned | None:
    """The instrument of the sentence before, where this one goes on with it: "In return, Hamas will ...", or one of
    its parties must do the next thing."""
    if token.sentence == 0:
        return None
    span = draft.syntax.sentence_span(token.sentence)
    if draft.view[span.start : span.end].lower().startswith(_IN_TURN):
        near = [m for m in found.values() if 0 <= token.sentence - m.token.sentence <= 2]
        return near[-1] if near else None
    return _carried_over(draft, token, doer, found) if doer is not None else None


def parties_so_far(found: dict[int, Mentioned], token: Token) -> tuple[str, ...]:
    """Parties of the last treaty or truce named before `token`: whom "both sides" means."""
    before = (m for j, m in found.items() if j < token.i and m.parties and m.family in ("treaty", "truce"))
    near = [m for m in before if token.sentence - m.token.sentence <= _TAKE_UP]
    return near[-1].parties if near else ()


def _read(draft: Draft, token: Token, entry: Instrument) -> Mentioned:
    before = [c for c in draft.syntax.children(token.i, *_IN_NAME) if c.i < token.i]
    words = [t for c in before if c.dep != "poss" and c.lemma not in _NO_NAME for t in _within(draft, c, token)]
    after = _number_after(draft, token) or _title_after(draft, token)
    span = Span(min([t.start for t in words] + [token.start]), (after or token).end)
    determiner = draft.syntax.children(token.i, "det", "poss")
    definite = any(d.text.lower() in _DEFINITE for d in determiner)
    name = " ".join(draft.text(span).split())
    return Mentioned(token, entry.family, name, _parties(draft, token), definite)


def _within(draft: Draft, child: Token, head: Token) -> list[Token]:
    return [draft.syntax.tokens[j] for j in draft.syntax.subtree(child.i) if j < head.i]


def _number_after(draft: Draft, token: Token) -> Token | None:
    nxt = draft.syntax.tokens[token.i + 1] if token.i + 1 < len(draft.syntax.tokens) else None
    return nxt if nxt is not None and nxt.tag == "CD" and nxt.head in (token.i, token.head) else None


def _title_after(draft: Draft, token: Token) -> Token | None:
    """Where a title ends that goes on behind its noun: "Treaty of Amity and Cooperation", "agreement of 2002"."""
    tokens = draft.syntax.tokens
    capital = token.text[:1].isupper()
    last, at = None, token.i + 1
    while at < len(tokens) and tokens[at].sentence == token.sentence:
        nxt = tokens[at]
        titled = capital and nxt.text[:1].isupper() and nxt.pos != "PRON"
        year = at == token.i + 2 and tokens[at - 1].lemma == "of" and nxt.tag == "CD" and len(nxt.text) == 4
        if titled or year:
            last = nxt
        elif nxt.lemma not in _LINKS and not (capital and nxt.text == "-"):
            break
        if year or (at == token.i + 1 and nxt.lemma not in ("of", "on", "for")):
            break
        at += 1
    return last


def _parties(draft: Draft, token: Token) -> tuple[str, ...]:
    """ "a pact between A and B", "A's pact with B", "the A-B pact", "A and B have signed a pact"."""
    syntax = draft.syntax
    found: list[str] = []
    for child in syntax.children(token.i):
        if child.dep == "poss" or (child.dep in ("amod", "compound", "nmod") and _is_actor(draft, child)):
            found.extend(named(draft, child.i))
            found.extend(e.id for c in syntax.children(child.i, "compound") if (e := draft.entity_at(c.i)))
        if child.dep == "prep" and child.lemma in ("between", "with", "among"):
            found.extend(p for o in syntax.children(child.i, "pobj") for p in named(draft, o.i))
    verb = next((a for a in syntax.ancestors(token.i) if a.pos == "VERB"), None)
    if verb is not None and verb.lemma in _MAKERS and token.dep in ("dobj", "pobj", "appos"):
        if verb.lemma != "broker" and (doer := subject(syntax, verb.i)):
            whose = next((c for c in syntax.children(doer.i, "poss") if c.text.lower() == "their"), None)
            found.extend(meant(draft, whose.i) if whose else named(draft, doer.i))
        for child in syntax.children(verb.i, "prep") if len(found) < 2 else ():
            if child.lemma == "with":
                found.extend(p for o in syntax.children(child.i, "pobj") for p in named(draft, o.i))
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 or token.lemma in ("charter", "resolution") else ()


def _is_actor(draft: Draft, token: Token) -> bool:
    entity = draft.entity_at(token.i)
    return entity is not None and entity.kind in ("state", "group", "organization")


def _taken_up(own: Mentioned, earlier: list[Mentioned]) -> Mentioned | None:
    """The instrument that `own` speaks of again: the last of its family, if it does not name another one."""
    if not own.definite and " " in own.name:
        return None
    if not own.definite and own.family != "resolution":
        return None
    for other in reversed(earlier):
        near = own.token.sentence - other.token.sentence <= 4 * _TAKE_UP
        families = {own.family, other.family}
        akin = len(families) == 1 or families == {"treaty", "truce"}
        fits = " " not in own.name or set(own.name.lower().split()) & set(other.name.lower().split())
        if near and akin and fits:
            return other
    return None


def _is_known(mention: Mentioned) -> bool:
    """Whether the reader knows which one is meant, so that "it" or "the text" can take it up."""
    return mention.definite or bool(mention.parties) or " " in mention.name


def _is_idiom(draft: Draft, token: Token) -> bool:
    """ "a great deal of", "deal with", "plan" said of what somebody means to do on his own."""
    text = draft.view[max(0, token.start - 8) : token.end + 4].lower()
    return "great deal" in text or "good deal" in text or text.rstrip().endswith("deal of")


def _is_body(draft: Draft, token: Token) -> bool:
    """ "the Alliance of Democrats": a noun within the name of an organisation."""
    entity = draft.entity_at(token.i)
    named_text = token.lemma.lower() in _TEXTS and token.dep != "compound"
    return entity is not None and token.pos == "PROPN" and entity.kind in ("organization", "group") and not named_text


def _reaches(syntax: Syntax, prep: Token, i: int) -> bool:
    """Whether "under ..." is said of verb `i`, not only of the one before: "is bound under a pact and keeps ..."."""
    said_of = syntax.tokens[prep.head]
    if said_of.pos not in ("VERB", "AUX") or prep.i < said_of.i or prep.i > i:
        return True
    verbs = [i] if syntax.tokens[i].dep == "conj" else [i, *(a.i for a in syntax.ancestors(i))]
    return said_of.i in verbs


def _part_of(draft: Draft, prep: Token) -> bool:
    return draft.syntax.tokens[prep.head].lemma in ("part", "term", "framework")


def _last_before(draft: Draft, i: int, found: dict[int, Mentioned]) -> Mentioned | None:
    sentence = draft.syntax.tokens[i].sentence
    near = [m for j, m in found.items() if j < i and sentence - m.token.sentence <= 1]
    return near[-1] if near else None


def _carried_over(draft: Draft, token: Token, doer: Token, found: dict[int, Mentioned]) -> Mentioned | None:
    """The instrument that the sentences before are about, where `doer` is one of its parties: "Neither may ..."."""
    syntax = draft.syntax
    here = syntax.sentence_span(token.sentence).end
    pointing = is_party_word(doer)
    for back in range(1, _CARRIES + 1):
        if token.sentence < back:
            return None
        before = syntax.sentences[token.sentence - back]
        same = any(p.start <= syntax.tokens[before[0]].start and here <= p.end for p in draft.paragraphs)
        if not same and not (pointing and back == 1):
            return None
        under = instrument_over(draft, before[0], found)
        over = under or next((found[j] for j in before if j in found and _is_topic(syntax, found[j])), None)
        if over is not None:
            mine = bool(set(named(draft, doer.i)) & set(over.parties))
            anyone = (under is not None or (same and back == 1)) and token.lemma in ("may", "must", "shall", "be")
            return over if pointing or mine or anyone else None
    return None


def _is_topic(syntax: Syntax, mention: Mentioned) -> bool:
    """Whether a sentence is about an instrument: it is its subject, or has just been signed."""
    if mention.family == "proposal":
        return False
    token = mention.token
    if token.dep == "pobj" and syntax.tokens[token.head].lemma == "of":  # "the text of the treaty was published"
        token = syntax.tokens[syntax.tokens[token.head].head]
    return token.dep in ("nsubj", "nsubjpass") or (token.dep == "dobj" and bool(mention.parties))

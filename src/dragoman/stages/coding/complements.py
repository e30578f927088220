"""Acts inside acts: what someone agrees, demands, refuses or threatens to do belongs to the verb that says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.knowledge.codebook import Codebook, Reading
from dragoman.stages.coding.triggers import Hit
from dragoman.syntax import Syntax

_DOWN = frozenset({"xcomp", "ccomp", "dobj", "prep", "pobj", "pcomp", "acl", "attr", "acomp", "dative", "oprd", "conj"})
_REFUSABLE = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "REQUEST"})
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_HELP = frozenset({"AID", "SUPPORT", "COOPERATE"})  # what help is given for
_TALK_OF_ACTS = frozenset({"ACCUSE", "SUPPORT", "PROTEST"})  # "condemned the talks" leaves the talks an event
_RELATION = {"intent": "intent", "request": "request", "refusal": "refusal", "threat": "threat", "end": "intent"}
_APPEAL, _DEMAND = "02", "10"  # CAMEO roots of what is asked for and what is demanded
_UNARMED = frozenset({None, "targeted"})  # modes of verbs that name no weapon: "killed", "wounded"
_MAX_DEPTH = 6


class Coded(NamedTuple):
    """A hit with its reading, and the act inside it, if it has one."""

    hit: Hit
    reading: Reading
    inner: Hit | None = None


def absorb(syntax: Syntax, book: Codebook, hits: list[Hit]) -> list[Coded]:
    """The hits that stand on their own, made precise by those inside agreements, demands, refusals and threats, and
    without nouns that only repeat their verb ("met for talks")."""
    by_word = _with_doers(syntax, {hit.at: hit for hit in hits})
    hits = list(by_word.values())
    inside = {i for hit in hits for i in (*hit.words, *_absorbed(hit)) if i != hit.at}
    inside -= {hit.at for hit in hits if hit.entry.predicate.pos == "verb"}
    coded: list[Coded] = []
    for hit in hits:
        if hit.at in inside:
            continue
        predicate = hit.entry.predicate
        reading, inner = _exact(syntax, hit, by_word), None
        if predicate.complement:
            found = [h for h in _below(syntax, hit, by_word) if _may_be_inside(hit, h)]
            inside.update(h.at for h in found if not _stands_beside(predicate.complement, h))
            inner = found[0] if found else None
            reading = _refined(book, reading, predicate.complement, inner)
        coded.append(Coded(hit, reading, inner))
    standing = [c for c in coded if c.hit.at not in inside and not _repeats(syntax, c.hit, by_word)]
    return _told_by_outcome(standing)


def _absorbed(hit: Hit) -> tuple[int, ...]:
    """The words of its conditions that are no events of their own."""
    return () if hit.entry.type in _TALK_OF_ACTS else hit.given


def _exact(syntax: Syntax, hit: Hit, by_word: dict[int, Hit]) -> Reading:
    """What the entry says, or where that is general the noun that its phrase holds ("launched an air strike") or that
    says by what means ("were killed in an air strike")."""
    predicate = hit.entry.predicate
    for noun in by_word.values():
        named = noun.entry.predicate
        if noun.at == hit.at or named.pos != "noun" or named.mode is None or noun.entry.type != hit.entry.type:
            continue
        part = noun.at in hit.words and (predicate.cameo or "").endswith("0")
        unarmed = hit.entry.type == "ASSAULT" and predicate.mode in _UNARMED
        if part or (unarmed and _is_means(syntax, noun.at, hit.at)):
            return Reading(hit.entry.type, named.mode, named.cameo)
    return Reading(hit.entry.type, predicate.mode, predicate.cameo)


def _is_means(syntax: Syntax, noun: int, verb: int) -> bool:
    preposition = syntax.tokens[syntax.tokens[noun].head]
    return preposition.head == verb and preposition.text.lower() in ("in", "by", "during")


def _stands_beside(complement: str, inner: Hit) -> bool:
    """Whether the act inside is on record as well, as planned or wished: "agreed" is one event, "to extend" another.
    What is refused is told by the refusal alone."""
    if complement == "request" and inner.entry.predicate.announced:
        return False  # who asks others to take measures threatens nobody
    return complement != "refusal" and inner.entry.predicate.pos == "verb"


def _told_by_outcome(coded: list[Coded]) -> list[Coded]:
    """ "The strike on Lebanon killed four": the verb only tells how the act ended; it lends the noun its object."""
    nouns = {c.hit.at: c for c in coded if c.hit.entry.predicate.pos == "noun" and c.hit.entry.type == "ASSAULT"}
    lent: dict[int, Coded] = {}
    for verb in coded:
        if verb.hit.entry.type != "ASSAULT" or verb.hit.at in nouns:
            continue
        noun = next((nouns[t.i] for slot in verb.hit.actor for t in slot if t.i in nouns), None)
        if noun is not None:
            whole = noun.hit._replace(recipient=(*noun.hit.recipient, *verb.hit.recipient))
            lent[noun.hit.at] = noun._replace(hit=whole)
            lent[verb.hit.at] = noun
    return [lent.get(c.hit.at, c) for c in coded if c.hit.at in nouns or c.hit.at not in lent]


def _below(syntax: Syntax, hit: Hit, by_word: dict[int, Hit]) -> Iterator[Hit]:
    """Hits under `hit` along its complements, nearest first; what is under an inner act with acts of its own stays."""
    queue = [(hit.at, 0)]
    if hit.entry.predicate.pos == "adjective":
        queue.append((hit.clause, 0))
    while queue:
        at, depth = queue.pop(0)
        for child in syntax.children(at):
            if child.dep not in _DOWN or depth > _MAX_DEPTH or child.i == hit.at or child.i <= hit.at < at:
                continue
            if child.dep == "conj" and depth == 0:
                continue
            inner = by_word.get(child.i)
            if inner is not None:
                yield inner
            if inner is None or not inner.entry.predicate.complement:
                keep = inner is None or child.pos == "VERB"
                queue.extend([(child.i, depth + 1)] if keep else [])


def _may_be_inside(outer: Hit, inner: Hit) -> bool:
    kind = outer.entry.predicate.complement
    if inner.at < outer.at:
        return False
    if kind == "refusal":
        return inner.entry.predicate.pos == "verb" or inner.entry.type in _REFUSABLE
    return True


def _refined(book: Codebook, reading: Reading, complement: str, inner: Hit | None) -> Reading:
    """The reading of the outer verb made precise by the act inside: to demand a withdrawal is REQUEST yield."""
    if inner is None:
        return reading
    act = Reading(inner.entry.type, inner.entry.predicate.mode, inner.entry.predicate.cameo)
    kind = reading.type
    relation = _RELATION[complement]
    if complement == "intent" and act.type in _HOSTILE:
        kind, relation = "THREATEN", "threat"
    made = book.become(act, relation, kind)
    if relation == "request" and (reading.cameo or "").startswith(_APPEAL):
        made = made._replace(cameo=_as_appeal(book, made.cameo))
    target = book.codes.get(made.cameo or "")
    if target is None or target.type != kind:
        return reading if kind == reading.type else Reading(kind, None, None)
    return Reading(kind, target.mode or reading.mode, made.cameo)


def _as_appeal(book: Codebook, demand: str | None) -> str | None:
    """The code of the appeal for what this code demands: 0253 for 1053; the general one where there is none."""
    code = _APPEAL + (demand or "")[len(_DEMAND) :]
    return next((c for c in (code, code[:3]) if c in book.codes), demand)


def _with_doers(syntax: Syntax, by_word: dict[int, Hit]) -> dict[int, Hit]:
    """Whom a verb of harm leaves out its noun may name: "were killed in Israeli shelling of the camp"."""
    lent = dict(by_word)
    for noun in by_word.values():
        if noun.entry.predicate.pos != "noun" or noun.entry.type != "ASSAULT" or not noun.actor:
            continue
        preposition = syntax.tokens[syntax.tokens[noun.at].head]
        verb = lent.get(preposition.head) if preposition.text.lower() in ("in", "by", "during") else None
        if verb is None or verb.entry.type != "ASSAULT" or verb.entry.predicate.pos != "verb":
            continue
        if all(t.i in by_word for slot in verb.actor for t in slot):  # nobody, or an act: "a raid killed"
            lent[verb.at] = verb._replace(actor=noun.actor, recipient=(*verb.recipient, *noun.recipient))
    return lent


def _repeats(syntax: Syntax, hit: Hit, by_word: dict[int, Hit]) -> bool:
    """Whether a word only says again what the verb above it says: "met for talks", "hit the town, killing four"."""
    token = syntax.tokens[hit.at]
    if token.dep in ("advcl", "xcomp") and token.tag == "VB" and token.head in by_word:
        return by_word[token.head].entry.type == hit.entry.type == "CONSULT"  # "met to discuss the border"
    if token.tag == "VB" and hit.entry.type in _HELP and token.dep in ("advcl", "acl", "relcl", "xcomp"):
        for above in list(syntax.ancestors(hit.at))[:3]:  # "gave three million to help refugees"
            if above.i in by_word and by_word[above.i].entry.type == "AID":
                return True
    if token.dep == "advcl" and token.tag == "VBG" and token.head in by_word:
        types = {by_word[token.head].entry.type, hit.entry.type}
        return types == {"ASSAULT"} or types == {"SANCTION", "COERCE"}  # "imposed sanctions, freezing their assets"
    if hit.entry.predicate.pos != "noun":
        return False
    if token.dep in ("nsubj", "nsubjpass"):
        return False
    for n, above in enumerate(syntax.ancestors(hit.at)):
        over = by_word.get(above.i)
        if over is not None and over.entry.predicate.pos == "verb":
            return over.entry.type == hit.entry.type
        if n >= 4 or (above.pos == "VERB" and above.dep in ("relcl", "ccomp")):
            return False
    return False

"""What was said, where grammar says it: the clause, the infinitive, the object or the sentence around a cue."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.knowledge.cues import Cue, Frame
from dragoman.stages.attribution.cue_words import CueWords
from dragoman.stages.attribution.sources import after_comma, is_passive
from dragoman.syntax import Syntax, Token

_TIMES = frozenset(("DATE", "TIME"))
_WH = frozenset(("WDT", "WP", "WRB"))
_AROUND = frozenset("by on in at during after before until since".split())  # prepositions of when and where
_CORE = frozenset(("attr", "oprd", "acomp", "xcomp", "ccomp", "pobj", "pcomp"))
_NEAR = 6  # tokens within which an adverbial infinitive may still be what is asked for
_GROUNDS = frozenset("because if unless as for".split())
_OPENERS = ("that", "whether", "if")


def content_of(syntax: Syntax, match: CueWords, governed: dict[int, int]) -> tuple[Frame | None, set[int]]:
    """The first of the cue's frames that fits, and the tokens of what is handed over in it."""
    for frame, reader in _READERS.items():
        if frame in match.entry.frames and (found := reader(syntax, match)):
            return frame, found - _others(syntax, match, found, governed)
    return None, set()


def governed_by(syntax: Syntax, matches: list[CueWords]) -> dict[int, int]:
    """Cue verbs that the parser put inside what another cue hands over, though they go on with its source.

    "He said the talks failed, adding that ..." and "She said it rained and said ...": added verb -> first cue.
    """
    speaking = {m.head: m for m in matches if m.entry.pos == "verb" and "clause" in m.entry.frames}
    found: dict[int, int] = {}
    for match in matches:
        token = syntax.tokens[match.head]
        if match.entry.pos != "verb" or syntax.children(token.i, "nsubj", "nsubjpass"):
            continue
        adds = token.dep in ("advcl", "acl") and token.tag == "VBG" and after_comma(syntax, token)
        if not adds and token.dep != "conj":
            continue
        for above in syntax.ancestors(token.i):
            if above.dep == "ccomp" and above.head in speaking and above.head < above.i:
                cue = syntax.tokens[above.head]
                if adds or (cue.lemma == token.lemma and cue.tag == token.tag):
                    found[token.i] = cue.i
                break
    return found


def _others(syntax: Syntax, match: CueWords, tokens: set[int], governed: dict[int, int]) -> set[int]:
    """What of `tokens` belongs to a later cue of the same source."""
    own = [verb for verb in tokens if governed.get(verb) == match.head]
    return {i for verb in own for i in syntax.subtree(verb)}


def _clause(syntax: Syntax, match: CueWords) -> set[int]:
    after: set[int] = set()
    before: set[int] = set()
    for host in _clause_hosts(syntax, match):
        for child in syntax.children(host):
            if child.dep == "ccomp" or _is_that_clause(syntax, child, host, match.entry):
                (after if child.i > host else before).update(syntax.subtree(child.i))
    if after:
        return after - _circumstances(syntax, match, after)
    if before and _speaks_after(syntax, match, max((i for i in before if i < match.head), default=-1)):
        return {i for i in before if i < match.head or not _trails(syntax, i, match)}
    head = syntax.tokens[match.head]
    around = head.dep == "parataxis" or _introduced_by_as(syntax, head)
    if around and head.head != head.i and not syntax.children(head.i, "dobj"):
        return set(syntax.subtree(head.head)) - set(syntax.subtree(head.i))
    return _after_that(syntax, match)


def _clause_hosts(syntax: Syntax, match: CueWords) -> list[int]:
    """Where the parser hangs the clause: on the cue, on the verb that carries a noun, on who is told."""
    head = syntax.tokens[match.head]
    hosts = list(match.words)
    if match.entry.pos == "noun" and head.dep == "dobj":
        hosts.append(head.head)
    if match.entry.hearer:
        hosts += [c.i for c in syntax.children(head.i, "dobj", "dative")]
    return hosts


def _circumstances(syntax: Syntax, match: CueWords, clause: set[int]) -> set[int]:
    """When and where it was said, though parsed as part of it: "said on Wednesday it had", "said on TV that"."""
    first = match.last + 1
    that = next((i for i in sorted(clause)[:_NEAR] if syntax.tokens[i].lemma == "that" and i > first), None)
    opened = syntax.tokens[min(first, len(syntax.tokens) - 1)].lemma in _OPENERS
    if first in clause and that is not None and syntax.tokens[that].dep == "mark" and not opened:
        return set(range(first, that))
    at = first
    while at in clause and (syntax.tokens[at].text.lower() in _AROUND or syntax.label_of.get(at) in _TIMES):
        at += 1
    opens = at not in clause or syntax.tokens[at].text == "," or syntax.tokens[at].tag.startswith("VB")
    return set() if opens else set(range(first, at))


def _trails(syntax: Syntax, i: int, match: CueWords) -> bool:
    """Whether token `i` lies in a participle phrase behind the cue: "..., he said, wiping his face"."""
    chain = (syntax.tokens[i], *syntax.ancestors(i))
    return any(t.dep == "advcl" and t.tag == "VBG" and t.i > match.head for t in chain)


def _is_that_clause(syntax: Syntax, clause: Token, host: int, entry: Cue) -> bool:
    if clause.dep not in ("acl", "relcl", "advcl") or clause.i < host:
        return False
    verbal = syntax.tokens[host].tag.startswith("VB")
    openers = syntax.children(clause.i, "mark") if verbal else syntax.children(clause.i)
    known = _OPENERS if entry.act == "asks" else _OPENERS[:2]
    return (clause.dep == "advcl" or not verbal) and any(m.lemma in known and m.i < clause.i for m in openers)


def _speaks_after(syntax: Syntax, match: CueWords, end: int) -> bool:
    """Whether the cue has a subject of its own behind the clause: "the talks failed, officials said"."""
    return any(c.i > end for c in syntax.children(match.head, "nsubj", "nsubjpass"))


def _introduced_by_as(syntax: Syntax, head: Token) -> bool:
    if head.dep not in ("advcl", "prep", "mark"):
        return False
    below = syntax.subtree(head.i)
    tokens = syntax.tokens
    apart = tokens[max(below[0] - 1, 0)].text == "," or tokens[min(below[-1] + 1, len(tokens) - 1)].text == ","
    return apart and any(m.lemma == "as" and m.i < head.i for m in syntax.children(head.i, "mark", "advmod", "prep"))


def _after_that(syntax: Syntax, match: CueWords) -> set[int]:
    """From a "that" shortly after the cue to the sentence's end: for sentences the parser lost its way in."""
    end = syntax.sentences[syntax.tokens[match.head].sentence].stop
    for i in range(match.last + 1, min(match.last + 9, end)):
        token = syntax.tokens[i]
        if token.lemma in _OPENERS and token.tag != "WDT" and token.dep != "nsubj":
            if syntax.tokens[token.head].dep in ("acl", "relcl", "pcomp"):  # "respond to the question whether"
                return set()
            return set(range(i, end)) if i + 3 < end else set()
        if token.tag.startswith("VB") or token.text in (".", ";", ","):
            return set()
    return set()


def _infinitive(syntax: Syntax, match: CueWords) -> set[int]:
    found: set[int] = set()
    deps = ("xcomp", "advcl", "ccomp") if match.entry.pos == "verb" else ("acl", "relcl", "xcomp", "advcl")
    objects = syntax.children(match.words[-1], "pobj") if len(match.words) > 1 else []  # "called on Israel to halt"
    for host in (*match.words, *(o.i for o in objects)):
        for child in syntax.children(host, *(deps if host in match.words else ("acl", "relcl"))):
            to_do = child.tag == "VB" and any(c.tag == "TO" for c in syntax.children(child.i, "aux"))
            near = child.dep != "advcl" or child.i < match.last + _NEAR
            if to_do and near and child.i > host and _is_headed_right(match.entry, child):
                found.update(syntax.subtree(child.i))
    if found and not match.entry.hearer:
        for child in (*syntax.children(match.head, "dobj", "dative"), *objects):
            if child.i > match.head:
                found.update(syntax.subtree(child.i))  # "urged Israel to halt"
    return found


def _object(syntax: Syntax, match: CueWords) -> set[int]:
    core: set[int] = set()
    more: set[int] = set()
    for host in match.words:
        for child in syntax.children(host):
            if child.i in match.words:
                continue
            if _is_core(syntax, child, host, match):
                core.update(syntax.subtree(child.i))
            elif child.dep in ("prep", "advcl") and child.i > host and _is_about(syntax, child, match):
                more.update(syntax.subtree(child.i))
    if match.entry.pos == "verb" and is_passive(syntax, match.head):
        core |= _undergoer(syntax, match)
        return core | more if core else set()
    if not core and match.entry.pos == "verb" and syntax.tokens[match.head].dep == "relcl":
        return _antecedent(syntax, syntax.tokens[match.head])
    if not core:
        return set()
    later = {i for i in core | more if i > match.last}
    gap = set(range(min(later), max(later) + 1)) if later else set()
    return core | (gap if len(gap) <= len(later) + 3 else more)


def _naming(syntax: Syntax, match: CueWords) -> set[int]:
    """The object and what it is called; an object alone is something else ("called a meeting")."""
    below = [c for c in syntax.children(match.head) if c.i > match.head]
    named = any(c.dep in ("oprd", "ccomp", "xcomp", "acomp", "attr") or c.lemma == "as" for c in below)
    named = named or any(syntax.children(c.i, "appos") for c in below if c.dep == "dobj")
    twice = sum(c.dep in ("dobj", "dative") for c in below) > 1
    relative = any(c.tag in _WH for c in syntax.children(match.head) if c.i < match.head)
    return _object(syntax, match) if named or twice or (relative and below) else set()


def _is_headed_right(entry: Cue, head: Token) -> bool:
    return not entry.of or head.lemma in entry.of


def _is_core(syntax: Syntax, child: Token, host: int, match: CueWords) -> bool:
    entry = match.entry
    if child.dep in ("dobj", "dative"):
        if child.i < host:
            return child.tag in _WH
        label = syntax.label_of.get(child.i)
        if entry.impersonal and (label == "PERSON" or child.tag == "PRP"):
            return False
        return not entry.hearer and label not in _TIMES and _is_headed_right(entry, child)
    if child.dep == "advcl":
        return child.tag == "VBG" and child.i == match.last + 1  # "ruled out sending troops"
    return (
        child.i > host
        and child.dep in _CORE
        and (_is_headed_right(entry, child) or child.dep != "xcomp" or child.tag == "VBG")
    )


def _is_about(syntax: Syntax, child: Token, match: CueWords) -> bool:
    """Whether a phrase says on what grounds or to what end, rather than when and where."""
    if child.dep == "advcl":
        return any(m.lemma in _GROUNDS for m in syntax.children(child.i, "mark", "prep"))
    below = syntax.children(child.i, "pobj")
    if child.lemma == "accord":  # "according to" brings a source of its own
        return False
    if len(match.words) > 1 and syntax.children(child.i, "pcomp"):  # "assured them of support in rebuilding it"
        return True
    return child.text.lower() not in _AROUND and not any(syntax.label_of.get(p.i) in _TIMES for p in below)


def _undergoer(syntax: Syntax, match: CueWords) -> set[int]:
    """The subject of a passive: "the raid was condemned by", "a raid condemned by"."""
    head = syntax.tokens[match.head]
    for subject in syntax.children(head.i, "nsubjpass"):
        return set(syntax.subtree(subject.i)) if _is_headed_right(match.entry, subject) else set()
    fits = head.dep == "acl" and _is_headed_right(match.entry, syntax.tokens[head.head])
    return _antecedent(syntax, head) if fits else set()


def _antecedent(syntax: Syntax, clause: Token) -> set[int]:
    below = set(syntax.subtree(clause.i))
    around = [i for i in syntax.subtree(clause.head) if i < clause.i and i not in below]
    return set(around)


def _matrix(syntax: Syntax, match: CueWords) -> set[int]:
    at = syntax.tokens[match.head]
    if match.entry.pos == "noun":  # "in the words of", "in his view"
        if at.dep != "pobj" or syntax.tokens[at.head].lemma != "in":
            return set()
        at = syntax.tokens[at.head]
    phrase = {i for w in (at.i, *match.words) for i in syntax.subtree(w)}
    for above in syntax.ancestors(at.i):
        if above.i in phrase:
            continue
        at = above
        if above.tag.startswith("VB") and above.dep not in ("amod", "aux", "auxpass", "pcomp", "csubj", "xcomp"):
            break
    return set(syntax.subtree(at.i)) - phrase


_READERS: dict[Frame, Callable[[Syntax, CueWords], set[int]]] = {
    "clause": _clause,
    "infinitive": _infinitive,
    "object": _object,
    "naming": _naming,
    "matrix": _matrix,
}

"""Deeds that show a duty kept or broken, in other words than its own: "the last of them arrived"; those words are in
data/en/outcomes.toml."""

from __future__ import annotations

from dragoman.knowledge.obligations import Obligations, Sign
from dragoman.model import Commitment, CommitmentStatus
from dragoman.stages.binding.bonds import Binding
from dragoman.stages.binding.deeds import Deed, is_rest, stands_for
from dragoman.stages.binding.duties import matches
from dragoman.stages.binding.likeness import of_its_things
from dragoman.syntax import Syntax

_HELD = frozenset({"obliged", "forbidden", "pledged"})
_DONE = frozenset({"obliged", "forbidden", "pledged", "requested"})
_PEACE = frozenset({"ceasefire", "nonaggression"})
_NOTHING = frozenset({"nothing", "nobody", "none", "no"})


def by_sign(
    syntax: Syntax,
    known: Obligations,
    binding: Binding,
    commitment: Commitment,
    deed: Deed,
    by: str,
    *,
    far: bool = False,
) -> CommitmentStatus | None:
    """What the deed of `by` ("the bound", "what is owed", "anyone") shows; of one told `far` off, only where it names
    what the duty names."""
    for pattern in known.sign_patterns.get(deed.verb.lemma, ()):
        sign = pattern.sign
        if sign.by != by or (far and not sign.things) or not _answers_to(sign, commitment):
            continue
        if not _shown(syntax, known, sign, deed, binding):
            continue
        after = tuple(t for t in deed.words if t.i >= deed.verb.i)
        if not matches(pattern.elements, after, 0):
            continue
        nothing = any(e and e & _NOTHING for e in pattern.elements)
        status = sign.if_not if deed.negated and not nothing else sign.to
        if (
            status == "breached"
            and sign.things
            and any(p.sign is sign for p in known.sign_patterns.get(binding.task.head.lemma, ()))
        ):
            return "fulfilled"  # who said he would scrap a pact, and declares it dead
        if status == "breached" and commitment.force not in _HELD:
            return "lapsed" if by == "the bound" and commitment.force == "requested" else None
        doing = sign.kinds and commitment.kind not in _PEACE and not sign.refrains
        return None if is_not_to(binding, commitment) and doing else status
    return None


def is_not_to(binding: Binding, commitment: Commitment) -> bool:
    """Whether something is not to be done."""
    task = binding.task
    return commitment.force == "forbidden" or task.negated or bool(task.duty and task.duty.negated)


def _answers_to(sign: Sign, commitment: Commitment) -> bool:
    fits = not sign.kinds or commitment.kind in sign.kinds
    if sign.forces:
        return fits and commitment.force in sign.forces
    return fits and commitment.force in (_DONE | {"offered"} if sign.to == "fulfilled" else _DONE)


def _shown(syntax: Syntax, known: Obligations, sign: Sign, deed: Deed, binding: Binding) -> bool:
    """Whether the subject of a deed is what its sign asks for."""
    if sign.subject and (deed.doer is None or deed.doer.lemma not in sign.subject):
        return False
    if sign.by == "what is owed":
        last = deed.doer is not None and stands_for(syntax, deed.doer) and not _is_somebody(sign, deed)
        return last or (deed.doer is not None and of_its_things(syntax, known, deed.doer, binding))
    if not sign.things:
        return True
    words = [t for t in deed.words if t.i != deed.verb.i] + ([deed.doer] if deed.doer else [])
    parts = ("dobj", "nsubjpass") if sign.by == "the bound" else ("dobj", "nsubjpass", "nsubj")
    named = [t for t in words if t.dep in parts and t.pos != "NUM"]
    last = any(is_rest(syntax, t) for t in named if t.pos != "PRON")  # "the last of them"
    it = any(t.text.lower() in ("it", "them") for t in words if t.i > deed.verb.i or t.dep == "nsubjpass")
    return last or it or any(of_its_things(syntax, known, t, binding) for t in words)


def _is_somebody(sign: Sign, deed: Deed) -> bool:
    """ "He", "its prime minister", where "its last column" is what is owed."""
    if deed.doer is None:
        return False
    if deed.doer.text.lower() in ("he", "she"):
        return "release" not in sign.kinds  # whom else would one set free
    return bool(deed.sides) and deed.doer.tag in ("NN", "NNP") and deed.doer.pos != "PRON"

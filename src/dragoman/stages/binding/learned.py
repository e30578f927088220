"""Bonds as the trained model sees them: those that no entry of the lexicon knows, and its say on those one does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Literal

from dragoman import tagger
from dragoman.draft import Draft
from dragoman.errors import ModelMissing
from dragoman.knowledge import Knowledge
from dragoman.knowledge.obligations import Bond
from dragoman.model import CommitmentKind, Force, Problem
from dragoman.obligations import side_of
from dragoman.stages.binding.bonds import Binding, for_an_attack
from dragoman.stages.binding.duties import Task, tasks
from dragoman.stages.binding.instruments import Mentioned, going_on, instrument_for, instrument_over
from dragoman.stages.binding.voices import conditional
from dragoman.stages.parties import can_act, meant, statement_at, subject
from dragoman.syntax import Syntax, Token
from dragoman.tagger import BOUND, CUE, TERMS, Likely

LIKELY = 0.45  # from which a duty that the lexicon does not know is told
_LIKELY_OF_ANYONE, _LIKELY_OF_ANYONE_IN_NEWS = 0.7, 0.9  # the same where nobody public is bound
_SHORT = 200  # tokens of a text that may leave out between whom it is
_MARGIN = 0.6  # how much likelier another kind or force must be than the lexicon's to overrule it
_MARGIN_UNNAMED = 0.1  # the same for a kind where no words of the lexicon name one
_PARTY = 0.5  # how likely a word must stand for the bound
_APART = 3  # words between the pieces of a cue
_MARKS = frozenset({"PUNCT", "CCONJ", "SPACE"})
_BESIDE = frozenset({"conj", "appos", "compound", "poss", "amod"})  # of words that stand for one party, or for several


def seen(draft: Draft) -> tuple[tuple[Likely, ...], tuple[Problem, ...]]:
    """What the model sees in a report; where it cannot run, a problem says what is lost."""
    if not draft.model or not draft.syntax.tokens:
        return (), ()
    try:
        model = tagger.load_bonds()
    except ModelMissing as error:
        lost = f"the trained model did not run, so commitments are read by rules alone and fewer found: {error}"
        return (), (Problem(stage="commitments", message=lost),)
    return tuple(tagger.duties(draft, model)), ()


def learned(
    draft: Draft, knowledge: Knowledge, found: dict[int, Mentioned], taken: Collection[int], likely: Sequence[Likely]
) -> Iterator[Binding]:
    """Bonds that the model sees and whose words are not among the tokens `taken`, the surest first."""
    told = set(taken)
    for one in sorted(likely, key=lambda one: -one.sure):
        if one.sure < LIKELY or one.deed in told or _is_asked(draft.syntax, one):
            continue
        binding = _binding(draft, knowledge, found, one)
        words = {token.i for token in binding.task.words}
        if not words & told and not _is_supposed(draft, binding) and not _is_plan(draft, binding):
            told |= words
            yield binding


def is_sure_enough(draft: Draft, binding: Binding, *, public: bool) -> bool:
    """Whether a bond that the model found is told: `public` says that a state, an official, a party is bound, or that
    it stands under a treaty. Of others it has to be surer, and in home news it is not asked."""
    of_news = len(draft.syntax.tokens) >= _SHORT
    if binding.likely is None or (of_news and _is_home_news(draft)):
        return False
    return public or binding.likely.sure >= (_LIKELY_OF_ANYONE_IN_NEWS if of_news else _LIKELY_OF_ANYONE)


def _is_home_news(draft: Draft) -> bool:
    """Whether a report of some length is about one state, or none."""
    sides = {side_of(e) for e in draft.entities if e.kind in ("state", "group") or "IGO" in e.sectors}
    return len(sides) < 2


def view_of(binding: Binding, likely: Sequence[Likely]) -> Likely | None:
    """What the model sees of the task of a bond that the lexicon knows."""
    words = {token.i for token in binding.task.words}
    inside = [one for one in likely if one.deed in words]
    return max(inside, key=lambda one: (one.deed == binding.task.head.i, one.sure), default=None)


def likelier_kind(binding: Binding, kind: CommitmentKind) -> CommitmentKind:
    """`kind`, as the rules have it, unless the model is much surer of another, or no words of the lexicon name one.
    What the treaty or the word that binds makes of a duty stays."""
    duty = binding.task.duty
    if binding.likely is None or (duty is not None and duty.kind != kind):
        return kind
    kinds = binding.likely.kinds
    best = max(kinds, key=lambda k: kinds[k])
    return best if kinds[best] - kinds[kind] > (_MARGIN if duty else _MARGIN_UNNAMED) else kind


def likelier_force(binding: Binding, force: Force) -> Force:
    """The same for a force; whether something must or must not be done, the grammar says."""
    if binding.likely is None:
        return force
    forces = binding.likely.forces
    best = max(forces, key=lambda f: forces[f])
    if {best, force} == {"obliged", "forbidden"}:
        return force
    return best if forces[best] - forces[force] > _MARGIN else force


def bound_in(draft: Draft, likely: Likely, sides: tuple[str, ...]) -> tuple[str, ...]:
    """Whom the words mean that the model takes for the bound. `sides` are the parties of the treaty spoken of."""
    inside = set(likely.in_role(BOUND, _PARTY))
    heads = [i for i in sorted(inside) if draft.syntax.tokens[i].head not in inside - {i}]
    return tuple(dict.fromkeys(entity for i in heads for entity in meant(draft, i, sides)))


def _binding(draft: Draft, knowledge: Knowledge, found: dict[int, Mentioned], likely: Likely) -> Binding:
    syntax = draft.syntax
    token = _cue(syntax, likely)
    doer, bound = subject(syntax, token.i), _bound(draft, likely)
    itself = instrument_for(draft, doer.i, found) if doer else None
    instrument = itself or instrument_over(draft, token.i, found) or going_on(draft, token, doer, found)
    force = max(likely.forces, key=lambda f: likely.forces[f])
    attack = for_an_attack(draft, token, instrument)
    task = _task(draft, knowledge, likely, forbidden=force in ("forbidden", "refused"), attack=attack)
    by: Literal["bound", "instrument", "asker"] = "bound"
    whom: Token | None = None
    if force == "requested":
        doer = None if bound is None or doer is None or bound.i == doer.i else doer
        by, whom = "asker" if doer else "instrument", bound
    elif bound is None and itself is not None:
        by = "instrument"
    elif bound is not None or likely.in_role(BOUND, _PARTY):  # a word that stands for nobody known
        doer = bound
    return Binding(_bond(by, force), token, doer, whom, task, force, instrument, likely, by_model=True)


def _is_asked(syntax: Syntax, likely: Likely) -> bool:
    """ "Did Iran promise to free them?" """
    last = syntax.tokens[syntax.sentences[syntax.tokens[likely.deed].sentence][-1]]
    return last.text == "?"


def _is_supposed(draft: Draft, binding: Binding) -> bool:
    """ "If Kyiv agreed, Moscow would stop", in the reporter's own voice."""
    would = _auxiliary(draft.syntax, binding, "would")
    if would is None or binding.instrument is not None or statement_at(draft, would.start) is not None:
        return False
    return conditional(draft.syntax, would)


def _is_plan(draft: Draft, binding: Binding) -> bool:
    """ "Will meet on Friday" tells of a plan, and serves nobody."""
    will = _auxiliary(draft.syntax, binding, "will", "would")
    if will is None or binding.likely is None or binding.instrument is not None or binding.force != "pledged":
        return False
    kinds = binding.likely.kinds
    return max(kinds, key=lambda k: kinds[k]) == "meeting" and not conditional(draft.syntax, will)


def _auxiliary(syntax: Syntax, binding: Binding, *lemmas: str) -> Token | None:
    return next((c for c in syntax.children(binding.task.head.i, "aux") if c.lemma in lemmas), None)


def _task(draft: Draft, knowledge: Knowledge, likely: Likely, *, forbidden: bool, attack: bool) -> Task:
    """What is to be done, in the words that the model takes for it, if the lexicon knows them of the kind it says."""
    head = draft.syntax.tokens[likely.deed]
    known = tasks(draft.syntax, head, knowledge.obligations, forbidden=forbidden, attack=attack)[0]
    return known._replace(words=_terms(draft.syntax, likely))


def _cue(syntax: Syntax, likely: Likely) -> Token:
    """The word that binds: of the words around the likeliest one, that on which the others hang."""
    inside = likely.in_role(CUE) or [
        max(range(likely.first, likely.first + len(likely.roles)), key=lambda t: likely.role(t, CUE))
    ]
    best = max(inside, key=lambda t: likely.role(t, CUE))
    near = [t for t in inside if abs(t - best) <= _APART and t != likely.deed] or [best]
    return syntax.tokens[min(near, key=lambda t: (sum(1 for _ in syntax.ancestors(t)), t))]


def _terms(syntax: Syntax, likely: Likely) -> tuple[Token, ...]:
    """The words around the deed that the model takes for what is to be done."""
    inside = {*likely.in_role(TERMS), likely.deed}
    first = last = likely.deed
    while step := next((n for n in (1, 2) if first - n in inside), 0):
        first -= step
    while step := next((n for n in (1, 2) if last + n in inside), 0):
        last += step
    words = list(syntax.tokens[first : last + 1])
    while words[-1].pos in _MARKS and words[-1].i != likely.deed:
        words.pop()
    while words[0].pos in _MARKS and words[0].i != likely.deed:
        words.pop(0)
    return tuple(words)


def _bound(draft: Draft, likely: Likely) -> Token | None:
    """The word that stands for whoever is bound; of words side by side the first."""
    inside = {t for t in likely.in_role(BOUND, _PARTY) if can_act(draft, t)}
    if not inside:
        return None
    best = draft.syntax.tokens[max(sorted(inside), key=lambda t: likely.role(t, BOUND))]
    while best.dep in _BESIDE and best.head in inside:
        best = draft.syntax.tokens[best.head]
    return best


@cache
def _bond(subject_is: Literal["bound", "instrument", "asker"], force: Force) -> Bond:
    """A bond as the lexicon would have it, to be read by the same rules."""
    return Bond(
        key=force, lemma="", subject=subject_is, object="duty" if subject_is == "bound" else "bound", force=force,
        duty=("infinitive",), any_duty=True, source="training/bonds", examples=(),
    )  # fmt: skip

"""When and where: the time and the place said of an event, in its own clause."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.model import Span
from dragoman.stages.coding.scenes import Scene
from dragoman.syntax import Syntax, Token

_CARRIERS = frozenset({"VERB", "AUX"})


def circumstances(draft: Draft, scene: Scene) -> tuple[str | None, str | None]:
    """Ids of the time and of the place that hang on the scene's word or on the verb that carries its tense."""
    bounds = draft.syntax.sentence_span(draft.syntax.tokens[scene.at].sentence)
    places = [
        (m.span, p.id) for p in draft.places for m in p.mentions if m.reading == "place" and bounds.covers(m.span)
    ]
    words = (scene.at, scene.clause)
    return time_of(draft, words, scene.trigger), _nearest(draft.syntax, words, scene.trigger, places)


def time_of(draft: Draft, words: tuple[int, int], trigger: Span) -> str | None:
    """Id of the time that hangs on an act's word or on the verb that carries its tense, given as token indexes."""
    bounds = draft.syntax.sentence_span(draft.syntax.tokens[words[0]].sentence)
    times = [(t.span, t.id) for t in draft.times if t.type != "DURATION" and bounds.covers(t.span)]
    return (
        _nearest(draft.syntax, words, trigger, times)
        or _of_its_time(draft.syntax, words[1], times)
        or _nearest(draft.syntax, _clauses_of_time(draft.syntax, words[1]), trigger, times)
        or _nearest(draft.syntax, _clause_beside(draft.syntax, words[1]), trigger, times)
    )


def _of_its_time(syntax: Syntax, verb: int, times: list[tuple[Span, str]]) -> str | None:
    """The time that the act's clause tells of: "since 1979, when militants seized the mission"."""
    over = syntax.tokens[syntax.tokens[verb].head]
    if syntax.tokens[verb].dep not in ("relcl", "advcl"):
        return None
    return next(
        (key for span, key in times if span.start <= over.start and over.end <= span.end),
        None,
    )


def _clauses_of_time(syntax: Syntax, verb: int) -> tuple[int, ...]:
    """Verbs of the clauses that say when: "did not intervene when tanks crushed the rising in 1956"."""
    below = syntax.children(verb, "advcl")
    return tuple(t.i for t in below if any(c.text.lower() in ("when", "as") for c in syntax.children(t.i)))


def _clause_beside(syntax: Syntax, verb: int) -> tuple[int, ...]:
    """The verb that the act's clause without a subject hangs on: "surrendered in 1988 after killing two guards"."""
    token = syntax.tokens[verb]
    over = syntax.tokens[token.head]
    if syntax.children(verb, "nsubj", "nsubjpass") or token.tag not in ("VBG", "VBN"):
        return ()
    if token.dep == "advcl":
        return (over.i,)
    return (over.head,) if token.dep == "pcomp" and over.text.lower() in ("after", "before", "by", "while") else ()


def _nearest(
    syntax: Syntax,
    words: tuple[int, ...],
    trigger: Span,
    candidates: list[tuple[Span, str]],
) -> str | None:
    own = [(abs(span.start - trigger.start), key) for span, key in candidates if _governed(syntax, words, span)]
    return min(own)[1] if own else None


def _governed(syntax: Syntax, words: tuple[int, ...], span: Span) -> bool:
    head = syntax.head_of(span)
    return bool(words) and head is not None and _carrier(syntax, head, words[0]) in words


def _carrier(syntax: Syntax, token: Token, event: int) -> int | None:
    """The word that `token` is a circumstance of: the event itself, or the first verb above."""
    for above in syntax.ancestors(token.i):
        if above.i == event or above.pos in _CARRIERS:
            return above.i
    return None

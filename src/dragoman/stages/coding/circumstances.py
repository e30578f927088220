"""When and where: the time and the place said of an event, in its own clause."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.model import Span
from dragoman.stages.coding.scenes import Scene
from dragoman.syntax import Syntax, Token

_CARRIERS = frozenset({"VERB", "AUX"})


def circumstances(draft: Draft, scene: Scene) -> tuple[str | None, str | None]:
    """Ids of the time and of the place that hang on the scene's word or on the verb that carries its tense."""
    sentence = draft.syntax.tokens[scene.at].sentence
    bounds = draft.syntax.sentence_span(sentence)
    times = [(t.span, t.id) for t in draft.times if t.type != "DURATION" and bounds.covers(t.span)]
    places = [
        (m.span, p.id) for p in draft.places for m in p.mentions if m.reading == "place" and bounds.covers(m.span)
    ]
    return _nearest(draft.syntax, scene, times), _nearest(draft.syntax, scene, places)


def _nearest(syntax: Syntax, scene: Scene, candidates: list[tuple[Span, str]]) -> str | None:
    own = [(abs(span.start - scene.trigger.start), key) for span, key in candidates if _governed(syntax, scene, span)]
    return min(own)[1] if own else None


def _governed(syntax: Syntax, scene: Scene, span: Span) -> bool:
    head = syntax.head_of(span)
    if head is None:
        return False
    over = _carrier(syntax, head, scene.at)
    return over in (scene.at, scene.clause)


def _carrier(syntax: Syntax, token: Token, event: int) -> int | None:
    """The word that `token` is a circumstance of: the event itself, or the first verb above."""
    for above in syntax.ancestors(token.i):
        if above.i == event or above.pos in _CARRIERS:
            return above.i
    return None
